"""Finds the OBS installations of this PC and how their WebSocket servers are set, from OBS's own settings files.

Read only, and only after a person said yes (the shell asks). Two formats: ``plugin_config/obs-websocket/config.json``
(obs-websocket 5.2 and later) and the section ``[OBSWebSocket]`` of ``global.ini`` (5.0 and 5.1); where both are there
the newer one counts, as OBS moves its settings there once. The files hold the password in clear text: it goes from
here into a ``Password`` and nowhere else. Files are bounded in size; a bad one is passed over with a reason that
holds no part of its content.
"""

import json
import os
import socket
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from liveops_desktop.services import machine
from liveops_desktop.services.obs.secret import Password

OBS_PROGRAMS = frozenset({"obs", "obs64", "obs32"})
"""Names of OBS's program on Linux, macOS and Windows."""
DEFAULT_PORT = 4455
LARGEST = 1_000_000
"""Bytes of a settings file; OBS's own have some thousand."""

_JSON_FILE = Path("plugin_config", "obs-websocket", "config.json")
_INI_FILE = Path("global.ini")
_SECTION = "OBSWebSocket"
_INI_KEYS = {
    "server_enabled": "ServerEnabled",
    "server_port": "ServerPort",
    "auth_required": "AuthRequired",
    "server_password": "ServerPassword",
}
_KNOCK = 0.3  # s
_PORTS = range(1, 65_536)


class Place(StrEnum):
    """How an OBS came onto this PC, as far as its settings' folder tells."""

    USUAL = "usual"
    FLATPAK = "flatpak"
    SNAP = "snap"
    PORTABLE = "portable"


class Flaw(StrEnum):
    """Why a settings file was passed over."""

    NOT_ALLOWED = "not-allowed"
    NOT_A_FILE = "not-a-file"
    TOO_LARGE = "too-large"
    NOT_READABLE = "not-readable"
    """Neither the JSON nor the INI that OBS writes, or not UTF-8."""
    BAD_PORT = "bad-port"


@dataclass(frozen=True)
class FoundObs:
    """One OBS and how its WebSocket server is set."""

    place: Place
    folder: Path
    """Of its settings."""
    port: int
    enabled: bool
    """Whether the server is switched on in the settings; OBS reads them at its start."""
    auth_required: bool
    listening: bool
    """Something on this PC accepts connections at that port now."""
    password: Password = field(default_factory=lambda: Password(None))
    """Empty where none is set or none is required."""


@dataclass(frozen=True)
class PassedOver:
    """A settings file that told nothing."""

    file: Path
    flaw: Flaw


@dataclass(frozen=True)
class Finding:
    """All that was found: those that listen first, then those that are switched on."""

    found: tuple[FoundObs, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


class _Flawed(Exception):  # noqa: N818 -- a state of the world, not an error of the program
    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def find_obs(
    home: Path | None = None,
    environment: Mapping[str, str] | None = None,
    system: str = sys.platform,
    programs: Sequence[Path] | None = None,
) -> Finding:
    """Look in every place OBS keeps its settings in; takes up to a second, so call it off the UI thread.

    By default for the person at this PC. *programs*: the files of the OBS that run now, for portable ones.
    """
    home = Path.home() if home is None else home
    environment = os.environ if environment is None else environment
    programs = machine.program_files(OBS_PROGRAMS) if programs is None else programs
    found: list[FoundObs] = []
    passed: list[PassedOver] = []
    seen: set[Path] = set()
    for place, folder in (*_places(home, environment, system), *_portable(programs)):
        known_as = _resolved(folder)
        if known_as in seen:
            continue
        seen.add(known_as)
        try:
            one = _look_into(place, folder, passed)
        except OSError:  # a folder that may not even be looked at
            passed.append(PassedOver(folder, Flaw.NOT_ALLOWED))
            continue
        if one is not None:
            found.append(one)
    found.sort(key=lambda one: (not one.listening, not one.enabled))
    return Finding(tuple(found), tuple(passed))


def settings_folders() -> tuple[Path, ...]:
    """Return the folders in which the OBS of this PC keep their settings, reading none of it. Takes up to 0.1 s."""
    places = (*_places(Path.home(), os.environ, sys.platform), *_portable(machine.program_files(OBS_PROGRAMS)))
    return tuple(dict.fromkeys(folder for _, path in places if (folder := _resolved(path)).is_dir()))


def _places(home: Path, environment: Mapping[str, str], system: str) -> Iterator[tuple[Place, Path]]:
    if system == "win32":
        roaming = environment.get("APPDATA")
        yield Place.USUAL, (Path(roaming) if roaming else home / "AppData" / "Roaming") / "obs-studio"
    elif system == "darwin":
        yield Place.USUAL, home / "Library" / "Application Support" / "obs-studio"
    else:
        config = environment.get("XDG_CONFIG_HOME")
        yield Place.USUAL, (Path(config) if config else home / ".config") / "obs-studio"
        yield Place.USUAL, home / ".config" / "obs-studio"
        yield Place.FLATPAK, home / ".var" / "app" / "com.obsproject.Studio" / "config" / "obs-studio"
        yield Place.SNAP, home / "snap" / "obs-studio" / "current" / ".config" / "obs-studio"


def _portable(programs: Sequence[Path]) -> Iterator[tuple[Place, Path]]:
    """Yield where a portable OBS keeps its settings: ``config`` beside ``bin/64bit/obs64.exe``'s ``bin``."""
    for program in programs:
        for root in list(program.parents)[:3]:
            if (root / "config" / "obs-studio").is_dir():
                yield Place.PORTABLE, root / "config" / "obs-studio"


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return folder


def _look_into(place: Place, folder: Path, passed: list[PassedOver]) -> FoundObs | None:
    """Return what *folder*'s settings say, the newer format first; None where there are none that can be read."""
    for file, read in ((folder / _JSON_FILE, _from_json), (folder / _INI_FILE, _from_ini)):
        try:
            text = _read(file)
            if text is not None:
                return _found(place, folder, read(text))
        except _Flawed as flawed:
            passed.append(PassedOver(file, flawed.flaw))
    return None


def _read(file: Path) -> str | None:
    """Return the text of *file*, None where it is not there; raises ``_Flawed``. A pipe or a device is never opened."""
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise _Flawed(Flaw.NOT_A_FILE)
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        raise _Flawed(Flaw.NOT_ALLOWED) from None
    except OSError:
        raise _Flawed(Flaw.NOT_READABLE) from None
    if len(raw) > LARGEST:
        raise _Flawed(Flaw.TOO_LARGE)
    try:
        return raw.decode("utf-8-sig")  # OBS puts a byte order mark before its INI files
    except UnicodeDecodeError:
        raise _Flawed(Flaw.NOT_READABLE) from None


def _from_json(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):  # from None: the error holds the text
        raise _Flawed(Flaw.NOT_READABLE) from None
    if not isinstance(said, dict):
        raise _Flawed(Flaw.NOT_READABLE)
    return said


def _from_ini(text: str) -> dict[str, Any]:
    """Return the four settings of ``[OBSWebSocket]``, named as in the JSON; none of them before the server's first use.

    Read as libobs does it (util/config-file.c): no interpolation, a later line wins, backslash escapes in values.
    """
    section, values = "", dict[str, str]()
    lines = text.splitlines()
    for line in lines:
        bare = line.strip()
        if bare.startswith("[") and bare.endswith("]"):
            section = bare[1:-1]
        elif section == _SECTION and "=" in bare and not bare.startswith(("#", ";")):
            name, _, value = bare.partition("=")
            values[name.strip()] = _unescaped(value.strip())
    if any(lines) and not any(line.strip().startswith("[") for line in lines):
        raise _Flawed(Flaw.NOT_READABLE)
    return {key: values[name] for key, name in _INI_KEYS.items() if name in values}


def _unescaped(value: str) -> str:
    parts = value.split("\\\\")
    return "\\".join(part.replace("\\n", "\n").replace("\\r", "\r") for part in parts)


def _found(place: Place, folder: Path, said: Mapping[str, Any]) -> FoundObs:
    port = _port(said.get("server_port", DEFAULT_PORT))
    auth = _truth(said.get("auth_required"), default=True)
    password = said.get("server_password")
    return FoundObs(
        place=place,
        folder=folder,
        port=port,
        enabled=_truth(said.get("server_enabled"), default=False),
        auth_required=auth,
        listening=_listens(port),
        password=Password(password if auth and isinstance(password, str) else None),
    )


def _port(said: object) -> int:
    if isinstance(said, str) and said.isascii() and said.isdecimal() and len(said) <= len("65535"):
        said = int(said)
    if not isinstance(said, int) or isinstance(said, bool) or said not in _PORTS:
        raise _Flawed(Flaw.BAD_PORT)
    return said


def _truth(said: object, *, default: bool) -> bool:
    """Read a truth as libobs does: ``true`` in any case, or a number that is not 0."""
    if isinstance(said, str):
        return said.lower() == "true" or (said.isascii() and said.isdecimal() and said.strip("0") != "")
    return said if isinstance(said, bool) else default


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(_KNOCK)
        try:
            return probe.connect_ex(("127.0.0.1", port)) == 0
        except OSError:
            return False
