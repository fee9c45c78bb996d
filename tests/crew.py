"""Someone at a desk, for the tests of the desk."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path

from liveops_desktop.core.clock import HOUR, Instant, Span
from liveops_desktop.core.cue import Header, TimeOfDay
from liveops_desktop.core.intents import Intent
from liveops_desktop.core.journal import Journal
from liveops_desktop.desk import Desk
from liveops_desktop.store.sqlite import SqliteJournal

HEADER = Header("Spring sale", date(2026, 9, 30), "Europe/Berlin", TimeOfDay(Span(20 * HOUR)))
T0 = 1_790_000_000_000


class Crew:
    """Someone at a desk in a test: a clock, and everything the desk told."""

    def __init__(self, journal: Journal, station: str = "desk") -> None:
        self.time = Instant(T0)
        self.told: list[int] = []
        self.bugs: list[Exception] = []
        numbers = itertools.count(1)
        self.changed = asyncio.Event()
        self.desk = Desk(
            journal,
            station=station,
            now=lambda: self.time,
            changed=self._changed,
            ids=lambda: f"{station}-w{next(numbers)}",
            bug=self.bugs.append,
        )

    def _changed(self) -> None:
        self.told.append(self.desk.show.facts)
        self.changed.set()

    def send(self, intent: Intent, who: str = "Ann") -> str:
        return self.desk.send(intent, who)

    def notes(self) -> list[str]:
        return [note.text for note in self.desk.show.notes]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until *holds*, looking again whenever the desk tells of a change."""
        async with asyncio.timeout(20):
            while not holds():
                self.changed.clear()
                await self.changed.wait()

    async def answered(self) -> None:
        await self.until(lambda: not self.desk.pending)


@asynccontextmanager
async def crew(journal: Journal, station: str = "desk") -> AsyncIterator[Crew]:
    """Return a crew whose desk is loaded and served, and is closed at the end."""
    one = Crew(journal, station)
    await one.desk.load()
    serving = asyncio.create_task(one.desk.serve())
    try:
        yield one
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
        await one.desk.close()


def file(tmp_path: Path) -> SqliteJournal:
    return SqliteJournal(tmp_path / "shows" / "a.show", station="desk", reserve_bytes=0)
