"""The table of cues: small steps only, edits and refusals in place."""

import random
from collections.abc import Callable
from itertools import product
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveops_desktop.core.clock import MINUTE, Instant, Span
from liveops_desktop.core.commands import PasteRows
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.facts import (
    CueEdited,
    CueHeld,
    CueMoved,
    CueNudged,
    CueResumed,
    CueSkipped,
    CueTaken,
    EndUndone,
    RunId,
    ShowEnded,
    TakeUndone,
)
from liveops_desktop.core.intents import DeleteCue, EditCue, MoveCue, SkipCue, Take
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels.run_of_show.delegate import CueEdit
from liveops_desktop.panels.run_of_show.model import CueModel
from liveops_desktop.panels.run_of_show.panel import RunOfShow
from liveops_desktop.panels.run_of_show.rows import Column
from liveops_desktop.shell.sample_states import T0, Story, snapshot, vitals
from liveops_desktop.widgets.ask import Ask

Furnish = Callable[..., Any]


def drawn(story: Story, now: int = T0) -> Snapshot:
    return snapshot(story.show, Instant(now), seen=vitals(now=T0))


def titles(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, Column.TITLE).data() for row in range(model.rowCount())]


def rows_of(count: int) -> tuple[Cue, ...]:
    return tuple(Cue(id=CueId(f"c{n}"), title=f"cue {n}", planned=MINUTE, owner="EXE") for n in range(count))


def note(room: Any) -> Ask:
    found = room.panel._note
    assert isinstance(found, Ask)
    return found


def open_editor(room: Any, cue: str, column: Column) -> CueEdit:
    room.panel.select(CueId(cue), column)
    room.panel.press("edit")
    editor = room.panel._table.findChildren(CueEdit)[-1]
    assert isinstance(editor, CueEdit)
    return editor


def enter(editor: CueEdit, text: str) -> None:
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.processEvents()


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


def test_after_the_end_nothing_offers_to_edit(furnish: Furnish) -> None:
    room = furnish(RunOfShow, Story().take(0, 0))
    assert room.panel._buttons["add"].isEnabled()
    room.story.tell(T0, ShowEnded(T0))
    room.draw()
    assert not any(button.isEnabled() for button in room.panel._buttons.values())
    room.story.tell(T0, EndUndone())
    room.draw()
    assert room.panel._buttons["add"].isEnabled()


def test_what_a_row_says(furnish: Furnish) -> None:
    room = furnish(RunOfShow, Story().on_air())
    room.at(1_675)
    model = room.panel._model

    def row(number: int) -> list[str]:
        return [model.index(number, column).data() for column in Column]

    assert row(0) == ["1", "Opening and today's promise", "HOST", "3:00", "20:00:00", "20:00:00", "3:08", ""]
    assert row(4)[3:] == ["8:00", "20:22:00", "20:23:55", "4:00", "on air"]
    assert row(5)[5:] == ["20:31:55", "", "standing by · 7:00 to 8:00"]
    assert row(7)[7] == "hard 20:40"
    assert row(6)[7] == "can cut"


def test_a_skipped_and_a_passed_cue_say_so(furnish: Furnish) -> None:
    story = Story()
    story.tell(T0, CueSkipped(CueId("c3"), skipped=True))
    story.take(0, 0).take(4, 60)
    room = furnish(RunOfShow, story)
    room.at(61)
    marks = [room.panel._model.index(row, Column.MARKS).data() for row in range(4)]
    assert marks == ["", "passed", "skipped", "passed"]


def test_typing_a_length_echoes_its_reading_and_wishes_the_edit(furnish: Furnish) -> None:
    room = furnish(RunOfShow)
    editor = open_editor(room, "c2", Column.LENGTH)
    editor.setText("90s")
    assert editor.echo() == "= 1:30"
    enter(editor, "5.30")
    wish = room.sent[-1]
    assert isinstance(wish, EditCue)
    assert (wish.was.planned, wish.now.planned) == (Span(300_000), Span(330_000))
    assert room.story.show.cues[1].planned == Span(330_000)


def test_what_cannot_be_read_keeps_the_editor_open_with_the_reason(furnish: Furnish) -> None:
    room = furnish(RunOfShow)
    editor = open_editor(room, "c2", Column.LENGTH)
    enter(editor, "1:90")
    assert not editor.fine()
    assert "Not a length" in editor.echo()
    assert room.sent == []
    enter(editor, "2")
    assert room.story.show.cues[1].planned == Span(120_000)


def test_enter_commits_at_once_and_whatever_comes_right_behind_it_does_so_no_more(furnish: Furnish) -> None:
    room = furnish(RunOfShow)
    editor = open_editor(room, "c2", Column.LENGTH)
    editor.setText("2")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [type(one) for one in room.sent] == [EditCue]
    QTest.keyClick(editor, Qt.Key.Key_Return)  # before the loop has turned: a warning of Qt's fails this test
    QCoreApplication.processEvents()
    assert len(room.sent) == 1


def test_a_hard_start_is_typed_in_the_plan_column_and_emptied_again(furnish: Furnish) -> None:
    room = furnish(RunOfShow)
    enter(open_editor(room, "c4", Column.PLAN), "20:30")
    assert room.story.show.cues[3].hard is not None
    room.draw()
    enter(open_editor(room, "c4", Column.PLAN), "")
    assert room.story.show.cues[3].hard is None


def test_what_is_being_typed_survives_changes_from_elsewhere(furnish: Furnish) -> None:
    room = furnish(RunOfShow)
    editor = open_editor(room, "c2", Column.TITLE)
    editor.setText("half a tit")
    cue = room.story.show.cues[1]
    room.story.tell(T0, CueEdited(cue, msgspec.structs.replace(cue, owner="MGR")))
    room.story.tell(T0, CueMoved(CueId("c2"), CueId("c5")))
    room.draw()
    assert editor.text() == "half a tit"
    assert room.panel._table.findChild(CueEdit) is editor


def test_on_conflict_both_values_are_shown_and_mine_can_be_used(furnish: Furnish) -> None:
    room = furnish(RunOfShow)
    editor = open_editor(room, "c2", Column.TITLE)
    cue = room.story.show.cues[1]
    room.story.tell(T0, CueEdited(cue, msgspec.structs.replace(cue, title="theirs")))
    room.draw()
    enter(editor, "mine")
    room.draw()
    assert "theirs" in note(room).sentence()
    assert "mine" in note(room).sentence()
    assert room.story.show.cues[1].title == "theirs"
    next(button for button in note(room).answers() if button.text() == "Use mine").click()
    room.draw()
    assert room.story.show.cues[1].title == "mine"
    assert note(room).sentence() == ""


def test_a_refused_length_is_told_at_its_row_and_the_draft_is_kept(furnish: Furnish) -> None:
    room = furnish(RunOfShow, Story().take(0, 0))
    room.at(120)
    enter(open_editor(room, "c1", Column.LENGTH), "1")
    room.draw()
    assert "2:00" in note(room).sentence()
    assert open_editor(room, "c1", Column.LENGTH).text() == "1"


def test_deleting_the_cue_standing_by_asks_once(furnish: Furnish) -> None:
    room = furnish(RunOfShow, Story().take(0, 0))
    room.at(60)
    room.panel.select(CueId("c2"))
    room.press("delete")
    assert room.story.show.cues[1].id == "c2"
    next(button for button in note(room).answers() if button.text() == "Do it").click()
    room.draw()
    assert room.sent[-1] == DeleteCue(CueId("c2"), confirmed=True)
    assert room.story.show.cues[1].id == "c3"


def test_the_cue_on_air_is_taken_again_only_when_meant(furnish: Furnish) -> None:
    room = furnish(RunOfShow, Story().take(0, 0))
    room.at(60)
    first = room.story.show.air.run
    room.panel.select(CueId("c1"))
    room.press("jump")
    assert room.story.show.air.run == first
    room.press("leave")
    assert note(room).sentence() == ""
    room.press("jump")
    next(button for button in note(room).answers() if button.text() == "Take it again").click()
    room.draw()
    assert room.story.show.air.run.taken_at > first.taken_at
    assert note(room).sentence() == ""


def test_a_refused_take_is_not_told_any_more_when_the_show_has_gone_on(furnish: Furnish) -> None:
    room = furnish(RunOfShow, Story().take(0, 0))
    room.at(60)
    room.panel.select(CueId("c1"))
    room.press("jump")
    assert note(room).sentence() != ""
    room.story.tell(room.now, ShowEnded(room.now))
    room.draw()
    assert note(room).sentence() == ""


@pytest.mark.parametrize(
    ("action", "wish"),
    [
        ("up", MoveCue(CueId("c3"), CueId("c1"))),
        ("down", MoveCue(CueId("c3"), CueId("c4"))),
        ("skip", SkipCue(CueId("c3"), skipped=True)),
        ("jump", Take(CueId("c3"), None)),
    ],
)
def test_keys_on_the_selected_row(furnish: Furnish, action: str, wish: object) -> None:
    room = furnish(RunOfShow)
    room.panel.select(CueId("c3"))
    room.press(action)
    assert room.sent == [wish]


def test_the_first_row_moves_up_nowhere_and_the_second_to_the_head(furnish: Furnish) -> None:
    room = furnish(RunOfShow)
    room.panel.select(CueId("c1"))
    room.press("up")
    assert room.sent == []
    room.panel.select(CueId("c2"))
    room.press("up")
    assert room.sent == [MoveCue(CueId("c2"), None)]
    assert room.story.show.cues[0].id == "c2"


def test_pasting_hands_the_text_on_behind_the_selected_row(furnish: Furnish, look: QApplication) -> None:
    room = furnish(RunOfShow)
    look.clipboard().setText("Intro\t3\nOutro\t2")
    room.panel.select(CueId("c4"))
    room.press("paste")
    assert room.sent == [PasteRows("Intro\t3\nOutro\t2", CueId("c4"))]


def test_a_new_cue_is_added_behind_the_selected_one(furnish: Furnish) -> None:
    room = furnish(RunOfShow)
    room.panel.select(CueId("c4"))
    room.press("add")
    assert room.story.show.cues[4].title == "New cue"
    assert len({cue.id for cue in room.story.show.cues}) == 20


def test_the_cue_on_air_stays_in_sight_unless_somebody_scrolled(furnish: Furnish, qtbot: QtBot) -> None:
    room = furnish(RunOfShow, Story(rows=rows_of(300)))
    qtbot.addWidget(room.panel)
    room.panel.resize(900, 500)
    room.panel.show()
    table = room.panel._table

    def in_sight(row: int) -> bool:
        box = table.visualRect(table.model().index(row, 0))
        return bool(box.top() >= 0 and box.bottom() <= table.viewport().height())

    room.story.take(0, 0).take(150, 10)
    room.at(11)
    assert in_sight(150)
    assert in_sight(151)
    table._person_scrolled(0)
    table.verticalScrollBar().setValue(0)
    room.at(20)
    assert not in_sight(150)
    room.at(22)
    assert in_sight(150)
    room.panel.hide()


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
