"""What this station remembers between starts: a small JSON file a person can read. No secrets in it."""

import errno
import json
import os
import uuid
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from liveops_desktop.core.roles import Role

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))
_SPARE = 16 * 1024


class StationFile(Struct, frozen=True):
    """Who sat here last, which show was open, where OBS is, which display the host panel was on."""

    station: str = ""
    """This machine's id in every fact it makes; made once."""
    who: str = ""
    hats: frozenset[Role] = frozenset()
    workspace: str = "both"
    language: str = ""
    """Before there was a ``settings.toml``: a key of ``words.LANGUAGES``; empty: the system's."""
    show: str = ""
    moved: dict[str, str] = {}
    """Show file → the file it went on in, when its disk refused."""
    obs_host: str = "127.0.0.1"
    obs_port: int = 4455
    """Both before there was a ``settings.toml``: the first one takes them from here."""
    obs_wanted: bool = False
    """Connect at start."""
    obs_looked_for: bool = False
    """The search for OBS on this PC was offered and answered; it is not offered by itself again."""
    first_minute: bool = False
    """The introduction was gone through or left; it does not come again."""
    host_screen: str = ""
    """Likewise: where the host panel was; empty: closed; ``window``: beside the desk."""


def load(path: Path) -> StationFile:
    """Return what *path* holds. A missing or unreadable file is a fresh station (and the bad one is kept aside)."""
    try:
        known = msgspec.json.decode(path.read_bytes(), type=StationFile)
    except FileNotFoundError:
        known = StationFile()
    except (msgspec.DecodeError, OSError):
        with suppress(OSError):
            path.replace(path.with_suffix(".unreadable"))
        known = StationFile()
    return known if known.station else msgspec.structs.replace(known, station=uuid.uuid4().hex[:12])


def save(path: Path, station: StationFile) -> None:
    """Write *station* to *path* whole or not at all, mode 0600."""
    text = json.dumps(msgspec.to_builtins(station), ensure_ascii=False, indent=2) + "\n"
    fresh, spare = path.with_suffix(".new"), path.with_suffix(".spare")
    fresh.touch(mode=0o600)
    try:
        fresh.write_text(text, encoding="utf-8")
    except OSError as refusal:
        if refusal.errno not in _FULL or not spare.exists():
            raise
        # On a full disk the spare's blocks are written over: where the show went on must be known at the next start.
        with spare.open("r+b") as file:
            file.write(text.encode())
            file.truncate()
            os.fsync(file.fileno())
        spare.replace(fresh)
    fresh.replace(path)
    _lay_spare(spare)


def _lay_spare(spare: Path) -> None:
    """Keep blocks for one more station's file; where there is no room, without."""
    with suppress(OSError):
        if not spare.exists():
            spare.touch(mode=0o600)
        if spare.stat().st_size < _SPARE:
            spare.write_bytes(b" " * _SPARE)
