"""Shows to measure with, made by the program's own desk."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from liveops_desktop.core.clock import DAY, Instant, Span, seconds
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.intents import AddCues, CreateShow, Intent, Take
from liveops_desktop.core.roles import Role
from liveops_desktop.desk import Desk
from liveops_desktop.shell.station_file import StationFile
from liveops_desktop.store.sqlite import SqliteJournal

STATION = "bench"
_HARD_EVERY = 25
_EACH = seconds(30)


def now() -> Instant:
    """Return the wall clock."""
    return Instant(time.time_ns() // 1_000_000)


def plan(count: int, start: Instant) -> tuple[Header, tuple[Cue, ...]]:
    """Return a show of *count* cues that begins at *start*; every 25th cue is hard."""
    first = Span(start % DAY)
    header = Header("Bench", datetime.fromtimestamp(start / 1_000, UTC).date(), "UTC", TimeOfDay(first))
    return header, tuple(_cue(number, first) for number in range(count))


def _cue(number: int, first: Span) -> Cue:
    at = first + number * _EACH
    hard = TimeOfDay(Span(at % DAY), day=at // DAY) if number and number % _HARD_EVERY == 0 else None
    return Cue(
        CueId(f"c{number}"),
        f"Cue number {number}, with a title of usual length",
        _EACH,
        hard=hard,
        owner=("Ann", "Ben", "Cleo")[number % 3],
        points=("First point", "Second point", "Third point"),
        must_say="Prices hold until midnight",
        price="19.90",
        warn=seconds(10),
        danger=seconds(5),
    )


def show_file(path: Path, count: int, *, on_air: bool = False) -> None:
    """Write a show of *count* cues to *path*; *on_air*: its first cue is taken."""
    header, cues = plan(count, Instant(now() - now() % 1_000))
    wishes: list[Intent] = [CreateShow(header), AddCues(cues, None)]
    asyncio.run(_wish(path, [*wishes, Take(cues[0].id, None)] if on_air else wishes))


async def _wish(path: Path, wishes: Sequence[Intent]) -> None:
    desk = Desk(SqliteJournal(path, station=STATION), station=STATION, now=now, changed=lambda: None)
    await desk.load()
    for wish in wishes:
        desk.send(wish, "Ann")
    await desk.close()
    if desk.refusals:
        raise ValueError(next(iter(desk.refusals.values())))


def seat(home: Path, show: Path | None = None, obs_port: int | None = None) -> None:
    """Write what the station knows from earlier, so that the program asks nothing at start."""
    home.mkdir(mode=0o700, exist_ok=True)
    known = StationFile(
        station=STATION,
        who="Ann",
        hats=frozenset({Role.TECHNICAL, Role.EXECUTION}),
        workspace="both",
        show="" if show is None else str(show),
        obs_port=obs_port or 4455,
        obs_wanted=obs_port is not None,
    )
    (home / "station.json").write_bytes(msgspec.json.encode(known))
