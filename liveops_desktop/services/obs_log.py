"""The newest log of the OBS on this PC, read whole but for what is secret in it.

OBS writes ``logs/<date> <time>.txt`` in its settings' folder, one a start, and ``crashes/Crash <date> <time>.txt``.
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from liveops_desktop.core.obs_log import is_log, port_of
from liveops_desktop.services.redaction import redact

LARGEST = 20_000_000
"""Bytes; of a longer log the first and the last half of that are read. A day's log has some hundred thousand."""
_LOOKED_AT = 10


class NoLog(Exception):  # noqa: N818 -- a state of the world, not an error of the program
    """There is no log, or none that can be read, or the file is none of OBS's; the text is its name."""


class ObsLog(Struct, frozen=True):
    """One log."""

    file: Path
    text: str
    """Secrets hidden."""
    crashed_at: float | None = None
    """Seconds since 1970 of the newest crash report within a day before this start; None: there is none."""


def newest_log(folders: Sequence[Path], port: int | None = None) -> ObsLog:
    """Return the newest log in *folders* (of OBS's settings); of the OBS at that *port* where logs tell theirs.

    Raises ``NoLog``. Blocks for up to a second.
    """
    logs = sorted(_files(folders, "logs", "*.txt"), key=_age, reverse=True)
    fallback: ObsLog | None = None
    for file in logs[:_LOOKED_AT]:
        log = read_file(file)
        told = port_of(log.text)
        if port is None or told == port:
            return log
        if told is None and fallback is None:
            fallback = log
    if fallback is None:
        raise NoLog(", ".join(folder.name for folder in folders))
    return fallback


def read_file(file: Path) -> ObsLog:
    """Return the log in *file*; raises ``NoLog``."""
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            raw = opened.read(min(size, LARGEST // 2 if size > LARGEST else LARGEST))
            if size > LARGEST:
                opened.seek(size - LARGEST // 2)
                raw += b"\n" + opened.read(LARGEST // 2)
    except OSError as odd:
        raise NoLog(file.name) from odd
    text = redact(raw.decode("utf-8", errors="replace"))
    if not is_log(text):
        raise NoLog(file.name)
    return ObsLog(file, text, _crash_before(file))


def _crash_before(log: Path) -> float | None:
    """Return when OBS crashed, if it did so within a day before the start that *log* is of, or since."""
    try:
        started = log.stat().st_mtime
    except OSError:
        return None
    day = 86_400
    crashes = [at for file in _files([log.parent.parent], "crashes", "*.txt") if (at := _age(file)) > started - day]
    return max(crashes, default=None)


def _files(folders: Sequence[Path], name: str, pattern: str) -> list[Path]:
    found: list[Path] = []
    for folder in folders:
        try:
            found += [file for file in (folder / name).glob(pattern) if file.is_file()]
        except OSError:
            continue
    return found


def _age(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
