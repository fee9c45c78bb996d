"""The room is switched: from the wish to the end of the paint that shows it, in a show on air."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, median
from bench.room import Painted, inside
from bench.screen import screen, words
from bench.shows import seat, show_file
from liveops_desktop.core.commands import ChooseLanguage
from liveops_desktop.panels import Room
from liveops_desktop.shell.app import App

ROUNDS = 5
_WAIT = 10  # s


def measure() -> Iterator[Figure]:
    """Every room entered for the first time (built then), and again; *first* means no panel of it stands yet."""
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        home = Path(kept) / "home"
        seat(home, home / "shows" / "bench.show")
        show_file(home / "shows" / "bench.show", 200, on_air=True)
        first, later = inside(home, given, _walk, facts=3)
    for room in Room:
        for name, took in (
            (f"room {room.value} entered", later[room]),
            (f"room {room.value}, first time", first[room]),
        ):
            detail = f"{len(took)} times, longest {max(took):.0f} ms, {words(given)}"
            yield Figure(f"{name}, p50", median(took), "ms", 50.0 if took is later[room] else None, detail)


async def _walk(app: App, painted: Painted) -> tuple[dict[Room, list[float]], dict[Room, list[float]]]:
    first: dict[Room, list[float]] = {room: [] for room in Room}
    later: dict[Room, list[float]] = {room: [] for room in Room}
    for number in range(ROUNDS):
        app.send(ChooseLanguage(("en", "zh_Hans")[number % 2]))  # every panel is thrown away
        await asyncio.sleep(1)
        there = app.window.room()
        for room in Room:
            took = await _enter(app, painted, room)
            (later if room is there else first)[room].append(took)
        for room in Room:
            later[room].append(await _enter(app, painted, room))
    return first, later


async def _enter(app: App, painted: Painted, room: Room) -> float:
    if app.window.room() is room:
        app.window.enter(next(other for other in Room if other is not room))
        await asyncio.sleep(0.3)
    shown = asyncio.Event()
    at = [0.0]

    def heard(window: str, ended: float) -> None:
        if window == "desk" and not shown.is_set():
            at[0] = ended
            shown.set()

    began = time.perf_counter()
    app.window.enter(room)
    painted.heard = heard
    await asyncio.wait_for(shown.wait(), _WAIT)
    painted.heard = None
    await asyncio.sleep(0.3)
    return (at[0] - began) * 1e3
