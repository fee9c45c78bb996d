"""Clocks turn over on the second: from the true boundary to the end of the paint that shows it."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, percentile
from bench.room import Painted, inside, on_each_draw
from bench.screen import screen, words
from bench.shows import seat, show_file
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.shell.app import App

FLIPS = 152
"""Enough that the slowest hundredth is more than the one second in which the room was laid out anew."""


class Flips:
    """Notes for each second of a clock how late the first paint behind it was."""

    def __init__(self, app: App, painted: Painted, phase: int) -> None:
        self._phase = phase
        self._drawn = 0
        self._offset = app.clock.now() / 1_000 - time.perf_counter()
        self._clock = app.clock
        self.late: dict[str, dict[int, float]] = {"desk": {}, "host": {}}
        painted.heard = self._painted
        on_each_draw(app, self._draw)

    def _draw(self, snapshot: Snapshot) -> None:
        self._drawn = int(snapshot.now)

    def _painted(self, window: str, at: float) -> None:
        second = (self._drawn - self._phase) // 1_000
        # The station's clock is whole milliseconds of the same clock; its fraction comes from the counter.
        boundary = second * 1_000 + self._phase
        late = self._clock.now() - boundary - (time.perf_counter() - at) * 1e3
        self.late[window].setdefault(second, late)


def measure() -> Iterator[Figure]:
    """A minute on air: the wall clock's seconds, and those of the running cue's countdown."""
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        home = Path(kept) / "home"
        seat(home, home / "shows" / "bench.show")
        show_file(home / "shows" / "bench.show", 200, on_air=True)
        found = inside(home, given, _watch, facts=3)
    for name, late in found.items():
        detail = f"{len(late)} flips, longest {max(late):.1f} ms, p50 {percentile(late, 0.5):.1f} ms, {words(given)}"
        yield Figure(f"flips: {name}, p99", percentile(late, 0.99), "ms", 20.0, detail)


async def _watch(app: App, painted: Painted) -> dict[str, list[float]]:
    assert app.show is not None
    assert app.show.air.run is not None
    wall = Flips(app, painted, 0)
    heard = painted.heard
    run = Flips(app, painted, int(app.show.air.run.taken_at) % 1_000)
    also = painted.heard
    assert heard is not None
    assert also is not None

    def both(window: str, at: float) -> None:
        heard(window, at)
        also(window, at)

    painted.heard = both
    await asyncio.sleep(FLIPS)
    return {
        "wall clock": list(wall.late["desk"].values())[1:],
        "countdown": list(run.late["desk"].values())[1:],
        "countdown on the host panel": list(run.late["host"].values())[1:],
    }
