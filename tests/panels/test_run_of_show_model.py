"""The table's model: it follows the show by small steps, and tells of all that reads otherwise and of little else."""

import random
from itertools import product

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveops_desktop.core.clock import MINUTE, Instant, Span
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.facts import (
    CueHeld,
    CueMoved,
    CueNudged,
    CueResumed,
    CueTaken,
    RunId,
    TakeUndone,
)
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels.run_of_show.model import CueModel
from liveops_desktop.panels.run_of_show.rows import Column
from liveops_desktop.shell.sample_states import T0, Story, snapshot, vitals


def drawn(story: Story, now: int = T0) -> Snapshot:
    return snapshot(story.show, Instant(now), seen=vitals(now=T0))


def titles(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, Column.TITLE).data() for row in range(model.rowCount())]


def rows_of(count: int) -> tuple[Cue, ...]:
    return tuple(Cue(id=CueId(f"c{n}"), title=f"cue {n}", planned=MINUTE, owner="EXE") for n in range(count))


def test_any_rearrangement_is_followed_without_a_reset(look: QApplication, qtbot: QtBot) -> None:
    model = CueModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    dice = random.Random(7)
    pool = list(rows_of(16))
    held: QPersistentModelIndex | None = None
    for _turn in range(12):
        chosen = dice.sample(pool, dice.randint(1, 16))
        if pool[3] not in chosen:
            chosen.append(pool[3])
        model.take_in(drawn(Story(rows=chosen)))
        assert titles(model) == [cue.title for cue in chosen]
        if held is not None:
            assert held.data() == "cue 3", "an open editor would have lost its row"
        row = model.row_of(CueId("c3"))
        assert row is not None
        held = QPersistentModelIndex(model.index(row, Column.TITLE))
    assert resets == []
    assert tester.model() is model


def test_one_move_is_one_step(look: QApplication) -> None:
    story = Story(rows=rows_of(200))
    model = CueModel()
    model.take_in(drawn(story))
    moves: list[int] = []
    model.rowsMoved.connect(lambda *_parts: moves.append(1))
    story.tell(T0, CueMoved(CueId("c0"), CueId("c199")))
    model.take_in(drawn(story))
    story.tell(T0, CueMoved(CueId("c150"), CueId("c3")))
    model.take_in(drawn(story))
    assert len(moves) == 2
    assert titles(model) == [cue.title for cue in story.show.cues]


def test_a_second_that_passes_touches_one_cell(look: QApplication) -> None:
    story = Story().take(0, 0)
    model = CueModel()
    model.take_in(drawn(story, Span(T0 + 1_000)))
    touched: list[tuple[int, int, int, int]] = []
    model.dataChanged.connect(lambda a, b: touched.append((a.row(), a.column(), b.row(), b.column())))
    model.take_in(drawn(story, Span(T0 + 2_000)))
    assert touched == [(0, Column.RAN, 0, Column.RAN)]


def test_only_painted_rows_are_formatted(look: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    from liveops_desktop.panels.run_of_show import rows

    formatted: list[int] = []
    plain = rows.Rows.cell

    def noted(self: rows.Rows, row: int, column: Column) -> rows.Cell:
        formatted.append(row)
        return plain(self, row, column)

    monkeypatch.setattr(rows.Rows, "cell", noted)
    room_rows = rows_of(5_000)
    model = CueModel()
    model.take_in(drawn(Story(rows=room_rows)))
    assert formatted == []
    assert model.index(17, Column.TITLE).data() == "cue 17"
    assert formatted == [17]


def test_the_index_of_nothing_has_no_children(look: QApplication) -> None:
    model = CueModel()
    model.take_in(drawn(Story()))
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == len(Column)


def test_every_cell_that_reads_otherwise_is_told(look: QApplication) -> None:
    dice = random.Random(11)
    story, model, now = Story(rows=rows_of(12)), CueModel(), T0
    told: set[tuple[int, int]] = set()

    def tell(a: QModelIndex, b: QModelIndex) -> None:
        cells = product(range(a.row(), b.row() + 1), range(a.column(), b.column() + 1))
        told.update(cells)

    def cells() -> dict[tuple[int, int], object]:
        rows = model.rows()
        assert rows is not None
        places = product(range(12), Column)
        return {
            (row, column): (rows.cell(row, column), rows.marks(row) if column is Column.MARKS else None)
            for row, column in places
        }

    model.dataChanged.connect(tell)
    model.take_in(drawn(story, now))
    for turn in range(150):
        before = cells()
        told.clear()
        now = Instant(now + dice.choice((100, 700, 1_000, 61_000)))
        run = story.show.air.run
        at, step = Instant(now), dice.randrange(6)
        if step <= 1:
            cue = CueId(f"c{dice.randrange(12)}")
            leaving = run.id if run is not None else None
            story.tell(at, CueTaken(RunId(f"r{turn}"), cue, leaving, at, from_here=dice.random() < 0.3))
        elif run is not None and step == 2:
            story.tell(at, TakeUndone(run.id, at))
        elif run is not None and step == 3:
            story.tell(at, CueNudged(run.id, Span(30_000)))
        elif run is not None and step == 4:
            story.tell(at, CueResumed(run.id, at) if run.held_since is not None else CueHeld(run.id, at))
        model.take_in(drawn(story, now))
        after = cells()
        assert {place for place in after if after[place] != before[place]} <= told
