"""The folder of shows: listed, opened, made new, duplicated. Every touch of the disk happens off the UI thread."""

import asyncio
import errno
import os
import re
import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from PySide6.QtCore import QTimeZone

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.intents import AddCues, CreateShow
from liveops_desktop.core.snapshot import ShowEntry
from liveops_desktop.shell.session import Session

if TYPE_CHECKING:
    from liveops_desktop.store.sqlite import SqliteJournal


def file_name(header: Header) -> str:
    """Return a file name a person recognises: date, title, and what keeps it unique."""
    words = re.sub(r"[^\w]+", "-", header.title, flags=re.UNICODE).strip("-").lower()[:40] or "show"
    return f"{header.date.isoformat()}-{words}-{uuid.uuid4().hex[:6]}.show"


class Shows:
    """Opens shows as sessions. *now* is the station's clock, *changed* is called for every change of a show."""

    def __init__(self, folder: Path, station: str, now: Callable[[], Instant], changed: Callable[[], None]) -> None:
        self._folder = folder
        self._station = station
        self._now = now
        self._changed = changed
        self.damage = ""
        """What was missing from the show opened last; empty when it was whole."""

    async def listing(self) -> tuple[ShowEntry, ...]:
        """Return the shows in the folder, the latest first."""
        from liveops_desktop.store.index import list_shows

        return await asyncio.to_thread(list_shows, self._folder)

    async def open(self, path: Path) -> Session:
        """Open the show in *path*; the session's desk still has to be served."""
        return await self._session(path, create=False)

    async def new(self, header: Header, cues: tuple[Cue, ...], who: str) -> Session:
        """Make a show file for *header* and *cues* and open it."""
        session = await self._session(self._folder / file_name(header), create=True)
        session.send(CreateShow(header), who)
        if cues:
            session.send(AddCues(cues, None), who)
        return session

    async def duplicate(self, path: Path, *, rehearsal: bool, who: str) -> Session:
        """Open a copy of *path*'s plan without what happened on air; a rehearsal is set for today, now."""
        from liveops_desktop.core.evolve import replay

        def plan() -> tuple[Header | None, tuple[Cue, ...]]:
            journal = self._journal(path, create=False)
            try:
                show = replay(journal.read())
            finally:
                journal.close()
            return show.header, show.cues

        header, cues = await asyncio.to_thread(plan)
        if header is None:
            raise ValueError(path.name)
        fresh = tuple(msgspec.structs.replace(cue, id=CueId(uuid.uuid4().hex)) for cue in cues)
        return await self.new(msgspec.structs.replace(header, rehearsal=rehearsal), fresh, who)

    def _journal(self, path: Path, *, create: bool) -> "SqliteJournal":
        from liveops_desktop.store.sqlite import SqliteJournal

        if not create and not path.is_file():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path.name)
        return SqliteJournal(path, station=self._station)

    async def _session(self, path: Path, *, create: bool) -> Session:
        from liveops_desktop.desk import Desk

        journal = await asyncio.to_thread(self._journal, path, create=create)
        desk = Desk(journal, station=self._station, now=self._now, changed=self._changed)
        await desk.load()
        self.damage = "" if journal.damage is None else str(journal.damage)
        return Session(str(journal.path), journal.show, desk, self._now)


def local_day(now: Instant) -> tuple[date, str]:
    """Return this machine's date at *now* and its zone as an IANA name (UTC where the system names none)."""
    zone = _system_zone()
    return datetime.fromtimestamp(now / 1_000, ZoneInfo(zone)).date(), zone


def _system_zone() -> str:
    """Return the system's zone: Qt knows it by its IANA name on every system."""
    name = QTimeZone.systemTimeZoneId().toStdString()
    return name if name in available_timezones() else "UTC"
