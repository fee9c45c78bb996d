"""The editor with 10,000 cues: edits and moves until they are painted, scrolling; a file of 5,000 rows read."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from bench.figure import Figure, percentile
from bench.room import Painted, inside, on_each_draw, until
from bench.screen import screen, words
from bench.shows import seat, show_file
from liveops_desktop.core.clock import seconds
from liveops_desktop.core.commands import DropImport, ImportFile
from liveops_desktop.core.intents import EditCue, EditRundown, Intent, MoveCue
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Room
from liveops_desktop.panels.editor.table import Grid
from liveops_desktop.shell.app import App

CUES, TURNS, ROWS, FILES = 10_000, 40, 5_000, 3
STEPS = 150
"""Of each kind of scrolling."""
FRAME = 16.7
"""Milliseconds that a screen of 60 Hz leaves for each."""
AT = 12
"""The row that is edited: in sight, so that what is measured is painted."""


class Watch:
    """Sees one edit from the wish to the paint that shows it."""

    def __init__(self, app: App, painted: Painted) -> None:
        self._app, self._wanted, self._drawn = app, 0, False
        self.at = 0.0
        painted.heard = self._painted
        on_each_draw(app, self._seen)

    async def edit(self, intent: Intent) -> float:
        """Wish *intent*; return the milliseconds until it was painted."""
        show = self._app.show
        assert show is not None
        self._wanted, self._drawn, self.at = show.facts + 1, False, 0.0
        began = time.perf_counter()
        self._app.send(intent)
        await until(lambda: bool(self.at))
        return (self.at - began) * 1e3

    def _seen(self, snapshot: Snapshot) -> None:
        self._drawn = self._drawn or (snapshot.show is not None and snapshot.show.facts >= self._wanted)

    def _painted(self, window: str, at: float) -> None:
        if self._drawn and window == "desk" and not self.at:
            self.at = at


class Frame:
    """Sees one step from what a hand does to the paint that shows it."""

    def __init__(self, painted: Painted) -> None:
        self._at = 0.0
        painted.heard = self._painted

    async def of(self, step: Callable[[], None]) -> float:
        """Do *step*; return the milliseconds until it was painted."""
        self._at = 0.0
        began = time.perf_counter()
        step()
        await until(lambda: bool(self._at))
        return (self._at - began) * 1e3

    def _painted(self, window: str, at: float) -> None:
        if window == "desk" and not self._at:
            self._at = at


def measure() -> Iterator[Figure]:
    """Edit, move, and read files, in a process of its own."""
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        command = [sys.executable, "-c", f"from bench.rundown import child; child({kept!r}, {given!r})"]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        took = msgspec.json.decode(done.stdout, type=dict[str, list[float]])
        how = f"{TURNS} of each, commit included, {words(given)}"
        for name, said in (("edit", "edit of a length"), ("move", "move of a cue")):
            for share, mark in ((0.5, "p50"), (0.99, "p99")):
                promise = 33.0 if mark == "p50" else None
                figure = percentile(took[name], share)
                yield Figure(f"editor, {CUES:,} cues: {said} until painted, {mark}", figure, "ms", promise, how)
        how = f"{STEPS} steps by lines, {STEPS} by pages, each until painted, {words(given)}"
        said = f"scrolling {CUES:,} cues: a frame"
        for name in ("lines", "pages"):
            yield Figure(f"{said} by {name}, p99", percentile(took[name], 0.99), "ms", FRAME, how)
            yield Figure(f"{said} by {name}, longest", max(took[name]), "ms", None, how)
        worst = max(took["import"]) / 1e3
        yield Figure(f"import of {ROWS:,} rows until previewed", worst, "s", 3.0, f"worst of {FILES}: xlsx, csv, csv")


def child(home: str, given: dict[str, str]) -> None:
    """Measure and print what it took."""
    folder = Path(home)
    seat(folder, folder / "shows" / "bench.show")
    show_file(folder / "shows" / "bench.show", CUES)
    print(msgspec.json.encode(inside(folder, given, _measured)).decode())


async def _measured(app: App, painted: Painted) -> dict[str, list[float]]:
    app.window.enter(Room.PLAN)
    await asyncio.sleep(1.5)
    took = await _scrolled(app, painted)
    watch = Watch(app, painted)
    took |= {"edit": [], "move": [], "import": []}
    for turn in range(TURNS + 3):
        show = app.show
        assert show is not None
        cue = show.cues[AT]
        longer = msgspec.structs.replace(cue, planned=seconds(40 + turn))
        took["edit"].append(await watch.edit(EditRundown((EditCue(cue, longer),))))
        await asyncio.sleep(0.15)
        took["move"].append(await watch.edit(EditRundown((MoveCue(cue.id, app.show.cues[AT + 1].id),))))  # type: ignore[union-attr]  # it is open
        await asyncio.sleep(0.15)
    for path in _files(Path(app.options.folder)):
        began = time.perf_counter()
        app.send(ImportFile(str(path)))
        await until(lambda: app.station.incoming is not None and not app.station.incoming.reading)
        took["import"].append((time.perf_counter() - began) * 1e3)
        incoming = app.station.incoming
        if incoming is None or incoming.cues != ROWS:
            raise ValueError(incoming)
        app.send(DropImport())
    return {name: ones[3:] if name in ("edit", "move") else ones for name, ones in took.items()}


async def _scrolled(app: App, painted: Painted) -> dict[str, list[float]]:
    """Return the milliseconds from each step of scrolling until it was painted."""
    grid = app.window.findChild(Grid)
    assert isinstance(grid, Grid), "the plan has the editor in sight"
    grid.choose(0, 0)
    grid.setFocus()
    frame = Frame(painted)

    def line() -> None:
        grid.verticalScrollBar().setValue(grid.verticalScrollBar().value() + 1)

    def page() -> None:
        QApplication.sendEvent(grid, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier(0)))

    return {
        name: [await frame.of(step) for _turn in range(STEPS + 5)][5:]
        for name, step in (("lines", line), ("pages", page))
    }


def _files(folder: Path) -> Iterator[Path]:
    """Yield files of many rows."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Show")
    rows = [("Title", "Length", "Owner", "Note"), *((f"Cue {n}", "0:30", "EXE", "a note") for n in range(ROWS))]
    for row in rows:
        sheet.append(row)
    book.save(folder / "many.xlsx")
    yield folder / "many.xlsx"
    for name in ("many.csv", "again.csv"):
        (folder / name).write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
        yield folder / name
