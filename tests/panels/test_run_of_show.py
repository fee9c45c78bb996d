"""The table of cues: edits and refusals in place, and its keys."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveops_desktop.core.clock import MINUTE, Span
from liveops_desktop.core.commands import PasteRows
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.facts import (
    CueEdited,
    CueMoved,
    CueSkipped,
    EndUndone,
    ShowEnded,
)
from liveops_desktop.core.intents import DeleteCue, EditCue, MoveCue, SkipCue, Take
from liveops_desktop.panels.run_of_show.delegate import CueEdit
from liveops_desktop.panels.run_of_show.panel import RunOfShow
from liveops_desktop.panels.run_of_show.rows import Column
from liveops_desktop.shell.sample_states import T0, Story
from liveops_desktop.widgets.ask import Ask

Furnish = Callable[..., Any]


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
