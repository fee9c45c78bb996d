"""The stream encoder's settings in advanced mode: a file of OBS's profile, which no request tells of."""

import configparser
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

LARGEST = 1_000_000
"""Bytes; OBS's own have a few hundred."""

KEPT = frozenset(
    {"bitrate", "max_bitrate", "rate_control", "keyint_sec", "preset", "preset2", "profile", "bf", "crf", "cqp", "cbr"}
)
"""Settings that pass: figures and words of encoders. Free text (``x264opts``) does not."""


def read_encoder(
    folders: Callable[[], Sequence[Path]], profile: str, parameters: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the settings of the stream's encoder in *profile*; empty where they are not found.

    *folders*: of the settings of each OBS on this PC. Where several have a profile of that name, the OBS that wrote its
    log last is taken, and none whose profile names another encoder than *parameters* (``AdvOut/Encoder``) do. Blocks
    for some milliseconds.
    """
    homes = [home for folder in folders() for home in _profiles(folder, profile, parameters.get("AdvOut/Encoder", ""))]
    homes.sort(key=lambda home: _log_age(home.parent.parent.parent), reverse=True)
    if not homes:
        return {}
    encoder = parameters.get("AdvOut/Encoder", "")
    return {**_defaults(encoder), **_settings(homes[0] / "streamEncoder.json")}


def _defaults(encoder: str) -> Mapping[str, str]:
    """Return what counts where the file says nothing: OBS writes only what differs from the encoder's own defaults.

    A key frame distance of 0 is *auto* with every encoder (obs-studio, plugins: obs-x264, obs-nvenc, obs-qsv11,
    obs-ffmpeg); those of macOS have no common rate control.
    """
    found = {"keyint_sec": "0"}
    if "videotoolbox" not in encoder:
        found["rate_control"] = "CBR"
    if encoder == "obs_x264":
        found["bitrate"] = "2500"
    return found


def _profiles(folder: Path, name: str, encoder: str) -> Iterator[Path]:
    try:
        homes = [home for home in (folder / "basic" / "profiles").iterdir() if home.is_dir()]
    except OSError:
        return
    for home in homes:
        said = _ini(home / "basic.ini")
        if said.get(("General", "Name")) == name and said.get(("AdvOut", "Encoder"), encoder) == encoder:
            yield home


def _ini(file: Path) -> dict[tuple[str, str], str]:
    """Return an INI file of OBS as (section, name) → value; nothing where it cannot be read."""
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their case, as configparser documents
    text = _read(file)
    try:
        parser.read_string(text)
    except configparser.Error:
        return {}
    return {(part, name): value or "" for part in parser.sections() for name, value in parser.items(part)}


def _read(file: Path) -> str:
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            return ""
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _settings(file: Path) -> Mapping[str, str]:
    try:
        said = json.loads(_read(file) or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {
        name: _written(value) for name, value in said.items() if name in KEPT and isinstance(value, str | int | float)
    }


def _written(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _log_age(folder: Path) -> float:
    """Return when the newest log of that OBS was written, in seconds; 0 when there is none."""
    try:
        return max((log.stat().st_mtime for log in (folder / "logs").glob("*.txt")), default=0.0)
    except OSError:
        return 0.0
