"""A take: from the key press until every panel of both windows is painted; the commit is told apart from the rest."""

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bench.figure import Figure, percentile
from bench.room import Painted, inside, on_each_draw, until
from bench.screen import screen, words
from bench.shows import seat, show_file
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.shell.app import App

TAKES = 205
SIZES = ((200, 16.0), (10_000, 33.0))
_SETTLE = 0.05


class Taken(NamedTuple):
    """Milliseconds of one take: the commit, and all the rest from the press to the paint."""

    commit: float
    rest: float


class Watch:
    """Sees one take: its press, its commit, its paints."""

    def __init__(self, app: App, painted: Painted) -> None:
        self._app = app
        self.commit = 0.0
        self.drawn = 0.0
        self.paints: dict[str, float] = {}
        self._both = asyncio.Event()
        self._wanted = 0
        painted.heard = self._painted
        on_each_draw(app, self._drawn)
        assert app.session is not None
        journal = app.session.desk.journal
        append = journal.append

        def timed(expected: int, facts: Sequence[Fact]) -> None:
            began = time.perf_counter()
            append(expected, facts)
            self.commit += time.perf_counter() - began

        journal.append = timed  # type: ignore[method-assign]  # watched from outside

    async def take(self, *, by_key: bool) -> Taken:
        """Press once and wait until both windows have painted it."""
        show = self._app.show
        assert show is not None
        self._wanted, self.commit, self.drawn, self.paints = show.facts + 1, 0.0, 0.0, {}
        self._both.clear()
        pressed = time.perf_counter()
        if by_key:
            QTest.keyClick(self._app.window, Qt.Key.Key_Space)
        else:
            self._app.press("take-bar", "take")
        await until(lambda: "desk" in self.paints)
        with suppress(TimeoutError):  # a host panel on which nothing changed is not painted
            async with asyncio.timeout(_SETTLE):
                await self._both.wait()
        total = max(self.paints.values()) - pressed
        return Taken(self.commit * 1e3, (total - self.commit) * 1e3)

    def _drawn(self, snapshot: Snapshot) -> None:
        if not self.drawn and snapshot.show is not None and snapshot.show.facts >= self._wanted:
            self.drawn = time.perf_counter()

    def _painted(self, window: str, at: float) -> None:
        if self.drawn:
            self.paints.setdefault(window, at)
            if len(self.paints) == 2:
                self._both.set()


def measure() -> Iterator[Figure]:
    """Take cue after cue at odd moments, in a short and in a very long show."""
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        for cues, promise in SIZES:
            home = Path(kept) / f"home-{cues}"
            yield from _in_a_child(home, given, cues, promise)


def _in_a_child(home: Path, given: dict[str, str], cues: int, promise: float) -> Iterator[Figure]:
    """Measure in a process of its own: there is one QApplication in a process."""
    command = [sys.executable, "-c", f"from bench.take import child; child({str(home)!r}, {given!r}, {cues})"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    by_key, taken = msgspec.json.decode(done.stdout, type=tuple[bool, list[Taken]])
    how = f"{len(taken)} takes by {'key' if by_key else 'press'}, {words(given)}"
    rests, commits = [one.rest for one in taken], [one.commit for one in taken]
    name = f"take, {cues:,} cues"
    yield Figure(f"{name}: commit, p50", percentile(commits, 0.5), "ms", None, how)
    yield Figure(f"{name}: commit, p99", percentile(commits, 0.99), "ms", None, how)
    yield Figure(f"{name}: the rest until painted, p50", percentile(rests, 0.5), "ms", None, how)
    yield Figure(f"{name}: the rest until painted, p99", percentile(rests, 0.99), "ms", promise, how)


def child(home: str, given: dict[str, str], cues: int) -> None:
    """Take and print what it took."""
    folder = Path(home)
    seat(folder, folder / "shows" / "bench.show")
    # One cue more for each take, or the last ones would ask for the end; 200 are always still in the list.
    show_file(folder / "shows" / "bench.show", max(cues, TAKES + 5))
    print(msgspec.json.encode(inside(folder, given, _takes)).decode())


async def _takes(app: App, painted: Painted) -> tuple[bool, list[Taken]]:
    watch = Watch(app, painted)
    by_key = app.window.isActiveWindow()
    chance = random.Random(1)
    taken: list[Taken] = []
    for _ in range(TAKES):
        await asyncio.sleep(chance.uniform(0.31, 0.41))  # two presses within 0.3 s are one
        taken.append(await watch.take(by_key=by_key))
    return by_key, taken[5:]
