"""The list of shows in a folder. Derived from the show files alone: deleting the index loses nothing."""

import logging
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

import apsw
import msgspec
from msgspec import Struct

from liveops_desktop.core.evolve import replay
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import ShowEntry
from liveops_desktop.core.timetext import time_of_day
from liveops_desktop.store.head import read_head
from liveops_desktop.store.scan import NotAShow, facts_of, scan
from liveops_desktop.store.schema import connect_to_read

log = logging.getLogger(__name__)

PATTERN = "*.show"
NAME = "index.json"
DAMAGED = "damaged"


class _Known(Struct, frozen=True):
    """An entry and what its files looked like when it was made."""

    stamp: tuple[int, ...]
    entry: ShowEntry


class _Index(Struct, frozen=True):
    version: int = 0
    shows: dict[str, _Known] = {}


VERSION = 1
"""Of the index. Another one is made anew."""


def list_shows(folder: Path, moved: Mapping[str, str] = {}) -> tuple[ShowEntry, ...]:
    """Return the shows in *folder*, the latest first. Only files that changed since are read; opens none to write.

    A show that *moved* (file before → file after) stands once, in the file it went on in, as long as that is there.
    May take long (it folds whole journals): call it off the UI thread.
    """
    before = _read(folder)
    shows: dict[str, _Known] = {}
    for file in _files(folder, moved):
        name = file.name if file.parent == folder else str(file)
        with suppress(NotAShow, FileNotFoundError):
            shows[name] = _known(file, before.shows.get(name))
    if shows != before.shows:
        _write(folder, _Index(VERSION, shows))
    entries = (one.entry for one in shows.values())
    return tuple(sorted(entries, key=lambda one: (one.date, one.start, one.path), reverse=True))


def _files(folder: Path, moved: Mapping[str, str]) -> list[Path]:
    there = {before: Path(after) for before, after in moved.items() if Path(after).is_file()}
    here = [file for file in sorted(folder.glob(PATTERN)) if str(file) not in there]
    gone_on = {after for after in there.values() if str(after) not in there and after not in here}
    return [*here, *sorted(gone_on)]


def _known(file: Path, before: _Known | None) -> _Known:
    stamp = _stamp(file)
    if before is not None and before.stamp == stamp and before.entry.path == str(file):
        return before
    return _Known(stamp, entry_of(file))


def _stamp(file: Path) -> tuple[int, ...]:
    """Return what changes when the show does: size and time of the file and of its log."""
    found = file.stat()
    stamp = [found.st_size, found.st_mtime_ns]
    with suppress(FileNotFoundError):
        log_file = file.with_name(file.name + "-wal").stat()
        if log_file.st_size:
            stamp += [log_file.st_size, log_file.st_mtime_ns]
    return tuple(stamp)


def entry_of(file: Path) -> ShowEntry:
    """Return the row of the list for *file*; what cannot be opened whole is marked ``damaged``.

    Raises:
        NotAShow: it is something else.
    """
    try:
        with closing(connect_to_read(file)) as connection:
            found = scan(connection, read_head(file))
        show = replay(facts_of(found.stored))
    except NotAShow:
        raise
    except (apsw.Error, ValueError) as error:
        log.info("%s: %s", file.name, error)
        return _entry(file, Show(), DAMAGED)
    return show_entry(file, show) if found.wrong is None else _entry(file, show, DAMAGED)


def show_entry(file: Path, show: Show) -> ShowEntry:
    """Return the row of the list for *show*, kept whole in *file*."""
    return _entry(file, show, _state(show))


def _state(show: Show) -> str:
    if show.air.ended_at is not None:
        return "ended"
    return "planned" if show.air.started_at is None else "on-air"


def _entry(file: Path, show: Show, state: str) -> ShowEntry:
    header = show.header
    return ShowEntry(
        path=str(file),
        title=header.title if header else file.stem,
        date=header.date.isoformat() if header else "",
        start=time_of_day(header.start) if header else "",
        rehearsal=header.rehearsal if header else False,
        cues=len(show.cues),
        state=state,
    )


def _read(folder: Path) -> _Index:
    with suppress(OSError, ValueError):
        index = msgspec.json.decode((folder / NAME).read_bytes(), type=_Index)
        if index.version == VERSION:
            return index
    return _Index()


def _write(folder: Path, index: _Index) -> None:
    """Keep *index*; where the disk refuses it is made anew next time."""
    part = folder / f"{NAME}.part"
    with suppress(OSError):
        part.write_bytes(msgspec.json.encode(index))
        part.chmod(0o600)
        part.replace(folder / NAME)
