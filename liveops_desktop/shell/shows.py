"""The folder of shows: listed, opened, made new, duplicated. Every touch of the disk happens off the UI thread."""

import asyncio
import errno
import os
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from PySide6.QtCore import QTimeZone

from liveops_desktop.core.clock import MINUTE, Instant, Span
from liveops_desktop.core.codec import NewerFact
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.intents import AddCues, CreateShow
from liveops_desktop.core.journal import StorageOutage
from liveops_desktop.core.rehearsal import next_time, rehearsed
from liveops_desktop.core.snapshot import ShowEntry
from liveops_desktop.core.zone import local
from liveops_desktop.shell.session import Session
from liveops_desktop.words import _, n_

if TYPE_CHECKING:
    from liveops_desktop.store.scan import Damage
    from liveops_desktop.store.sqlite import SqliteJournal

_QUARTER = 15 * MINUTE
_LOOK_ROUND = 5 * MINUTE
"""So much time, at least, before the sample show is to start."""


class CannotOpen(OSError):  # noqa: N818 -- an answer to the person who chose the file
    """A file that cannot be opened as a show; the text is a sentence for the person who chose it."""


def file_name(header: Header) -> str:
    """Return a file name a person recognises: date, title, and what keeps it unique."""
    words = re.sub(r"[^\w]+", "-", header.title, flags=re.UNICODE).strip("-").lower()[:40] or "show"
    return f"{header.date.isoformat()}-{words}-{uuid.uuid4().hex[:6]}.show"


class Shows:
    """Opens shows as sessions.

    *now* is the station's clock, *changed* is called for every change of a show, *pressed* for every wish just made.
    """

    def __init__(
        self,
        folder: Path,
        station: str,
        now: Callable[[], Instant],
        changed: Callable[[], None],
        pressed: Callable[[], None] | None = None,
    ) -> None:
        self._folder = folder
        self._station = station
        self._now = now
        self._changed = changed
        self._pressed = pressed
        self.damage = ""
        """What was missing from the show opened last, in words; empty when it was whole."""

    async def listing(self, moved: Mapping[str, str] = {}) -> tuple[ShowEntry, ...]:
        """Return the shows in the folder, the latest first; one that *moved* stands where it went on."""
        from liveops_desktop.store.index import list_shows

        return await asyncio.to_thread(list_shows, self._folder, moved)

    async def open(self, path: Path) -> Session:
        """Open the show in *path*; the session's desk still has to be served.

        Raises:
            CannotOpen: the file is no show, or of a newer program, or the disk refuses.
            FileNotFoundError: there is no such file.
        """
        return await self._session(path, create=False)

    async def new(self, header: Header, cues: tuple[Cue, ...], who: str) -> Session:
        """Make a show file for *header* and *cues* and open it.

        Raises:
            CannotOpen: the disk refuses.
        """
        session = await self._session(self._folder / file_name(header), create=True)
        session.send(CreateShow(header), who)
        if cues:
            session.send(AddCues(cues, None), who)
        return session

    async def duplicate(self, path: Path, *, who: str) -> Session:
        """Open a copy of *path*'s plan without what happened on air. The file copied is only looked at.

        Raises:
            CannotOpen: the file cannot be read, or the disk refuses.
        """
        header, cues = await asyncio.to_thread(_plan_of, path)
        return await self.new(msgspec.structs.replace(header, rehearsal=False), _anew(cues), who)

    async def rehearse(self, path: Path, start: TimeOfDay | None, *, who: str) -> Session:
        """Open a rehearsal of *path*'s plan that starts when it is *start* next, or at the next quarter of an hour.

        Raises:
            CannotOpen: as ``duplicate``.
            Refused: ``TIME_DOES_NOT_EXIST`` for a start that the spring change skips.
        """
        header, cues = await asyncio.to_thread(_plan_of, path)
        now = self._now()
        if start is None:
            day, start = soon(now, header.zone)
        else:
            day = next_time(start, now, header.zone)
        fresh, moved = rehearsed(header, cues, day, start)
        return await self.new(fresh, _anew(moved), who)

    def _journal(self, path: Path, *, create: bool) -> "SqliteJournal":
        from liveops_desktop.store.sqlite import SqliteJournal

        if not create and not path.is_file():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path.name)
        with _in_words(path):
            return SqliteJournal(path, station=self._station)

    async def _session(self, path: Path, *, create: bool) -> Session:
        from liveops_desktop.desk import Desk

        journal = await asyncio.to_thread(self._journal, path, create=create)
        desk = Desk(journal, station=self._station, now=self._now, changed=self._changed, pressed=self._pressed)
        with _in_words(path):
            await desk.load()
        self.damage = "" if journal.damage is None else damage_words(journal.damage)
        return Session(str(journal.path), journal.show, desk, self._now)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what opening *path* may answer into ``CannotOpen`` with a sentence."""
    from liveops_desktop.store.scan import NewerShow, NotAShow

    try:
        yield
    except NotAShow as why:
        raise CannotOpen(_("{file} is not a show.").format(file=path.name)) from why
    except (NewerShow, NewerFact) as why:
        raise CannotOpen(_("{file} was written by a newer LiveOps Desktop.").format(file=path.name)) from why
    except StorageOutage as why:
        raise CannotOpen(f"{path.name}: {why}") from why


def _plan_of(path: Path) -> tuple[Header, tuple[Cue, ...]]:
    from liveops_desktop.core.evolve import replay
    from liveops_desktop.store.reading import CannotRead, read_facts

    try:
        show = replay(read_facts(path))
    except CannotRead as why:
        raise CannotOpen(f"{path.name}: {why}") from why
    if show.header is None:
        raise CannotOpen(_("{file} holds no plan to copy.").format(file=path.name))
    return show.header, show.cues


def _anew(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Return *cues* under ids of their own."""
    return tuple(msgspec.structs.replace(cue, id=CueId(uuid.uuid4().hex)) for cue in cues)


def damage_words(damage: "Damage") -> str:
    """Return what is missing from a damaged show, and where the damaged file is kept."""
    if damage.missing is None:
        lost = _("what came after the first {intact} facts, nobody can say how much").format(intact=damage.intact)
    else:
        lost = n_("{count} fact of {all}", "{count} facts of {all}", damage.missing)
        lost = lost.format(count=damage.missing, all=damage.intact + damage.missing)
    kept = _("The damaged file is kept: {file}.").format(file=damage.file)
    if damage.backup is None or damage.backup_facts <= damage.intact:
        return f"{lost}. {kept}"
    more = _("A backup holds {facts} facts: {file}.").format(facts=damage.backup_facts, file=damage.backup)
    return f"{lost}. {kept} {more}"


def local_day(now: Instant) -> tuple[date, str]:
    """Return this machine's date at *now* and its zone as an IANA name (UTC where the system names none)."""
    zone = _system_zone()
    return datetime.fromtimestamp(now / 1_000, ZoneInfo(zone)).date(), zone


def soon(now: Instant, zone: str) -> tuple[date, TimeOfDay]:
    """Return the day and the time of the next quarter of an hour in *zone* that is five minutes away or more."""
    at = Instant(-(-(now + _LOOK_ROUND) // _QUARTER) * _QUARTER)
    there = local(at, zone)
    return there.date(), TimeOfDay(Span((there.hour * 60 + there.minute) * MINUTE), second=bool(there.fold))


def _system_zone() -> str:
    """Return the system's zone: Qt knows it by its IANA name on every system."""
    name = QTimeZone.systemTimeZoneId().toStdString()
    return name if name in available_timezones() else "UTC"
