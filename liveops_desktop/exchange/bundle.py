"""The support bundle: one zip file that a crew can send to whoever helps them. No secrets in it.

Inside: the log, the facts of a show as JSON lines, settings, versions, platform and screens, and a README that says
what was taken out and what is the crew's own text. All text goes through ``services/redaction.py``; the name of the
home folder becomes ``~``.
"""

import json
import os
import platform
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from liveops_desktop import __version__
from liveops_desktop.services import log
from liveops_desktop.services.clock import wall_clock
from liveops_desktop.services.redaction import HIDDEN, redact, redact_data
from liveops_desktop.store.reading import CannotRead, read_facts
from liveops_desktop.words import _

PARTS_SEEN = (
    "PySide6-Essentials",
    "qasync",
    "obsws-python",
    "apsw",
    "msgspec",
    "psutil",
    "keyring",
    "wakepy",
    "Jinja2",
)
SETTINGS_FILES = ("settings.toml", "station.json")
_LARGEST_TEXT = 8_000_000
"""Bytes taken of one text file: more is none of ours."""


def bundle_name(now: datetime) -> str:
    """Return the file's name for a bundle made at *now*."""
    return f"liveops-support-{now:%Y%m%d-%H%M%S}.zip"


def write_bundle(
    target: Path, data_folder: Path, show: Path | None = None, screens: tuple[Mapping[str, Any], ...] | None = None
) -> Path:
    """Write the bundle to *target*, whole or not at all, mode 0600, and return *target*.

    *show*: whose facts go in. *screens*: as the window sees them; None where there is no window. What cannot be read
    is named in the bundle and left out. Raises ``OSError`` where *target* cannot be written.
    """
    fresh = target.with_name(target.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, text in _parts(data_folder, show, screens):
                packed.writestr(name, text)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return target


def _parts(folder: Path, show: Path | None, screens: tuple[Mapping[str, Any], ...] | None) -> Iterator[tuple[str, str]]:
    yield "README.txt", _readme()
    yield (
        "about.json",
        _json({"versions": versions(), "platform": _platform(), "screens": screens, "show": str(show or "")}),
    )
    for name in (*SETTINGS_FILES, *log.files()):
        text = _file(folder / name)
        if text is not None:
            yield name, text
    if show is not None:
        yield from _facts(show)


def _facts(show: Path) -> Iterator[tuple[str, str]]:
    try:
        facts = read_facts(show)
    except CannotRead as why:
        yield "facts.txt", _homeless(redact(_("The show {path} cannot be read: {why}").format(path=show, why=why)))
        return
    lines = (json.dumps(redact_data(msgspec.to_builtins(fact)), ensure_ascii=False) for fact in facts)
    yield "facts.jsonl", "".join(f"{line}\n" for line in lines)


def _file(path: Path) -> str | None:
    """Return the redacted text of *path*; None where there is none."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_TEXT)
    except FileNotFoundError:
        return None
    except OSError as why:
        return f"({type(why).__name__})\n"
    return _homeless(redact(raw.decode("utf-8", errors="replace")))


def _homeless(text: str) -> str:
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > len("/") else text


def _json(data: dict[str, Any]) -> str:
    return _homeless(json.dumps(redact_data(data), ensure_ascii=False, indent=2)) + "\n"


def versions() -> dict[str, str]:
    """Return the versions of the program, of Python and of the libraries it stands on."""
    return {"liveops-desktop": __version__, "python": sys.version, **{name: _version(name) for name in PARTS_SEEN}}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # the frozen program carries none of some
        return "?"


def _platform() -> dict[str, str]:
    told: dict[str, Callable[[], str]] = {
        "system": platform.platform,
        "machine": platform.machine,
        "time": lambda: wall_clock().isoformat(timespec="seconds"),
    }
    session = ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "QT_QPA_PLATFORM", "LANG", "LANGUAGE")
    return {name: tell() for name, tell in told.items()} | {name: os.environ.get(name, "") for name in session}


def _readme() -> str:
    return (
        _(
            "Support bundle of LiveOps Desktop {version}.\n\n"
            "Inside: about.json (versions, platform, screens), settings.toml and station.json, the log (log*.txt), and "
            "facts.jsonl, everything that was decided and happened in one show, one JSON object a line.\n\n"
            "Taken out, and shown as {hidden}: passwords the program knew, whatever follows the application in an "
            "RTMP address, the query of every address, values named streamkey, token, password and the like, keys in "
            "the form of Twitch and YouTube. The home folder is written ~.\n\n"
            "Left in, because it is the crew's own text: names of people, titles, notes, messages, scene names. A "
            "secret somebody wrote into such a text in a form of its own is not recognised: read facts.jsonl before "
            "you send it to somebody you do not know.\n"
        )
    ).format(version=__version__, hidden=HIDDEN)
