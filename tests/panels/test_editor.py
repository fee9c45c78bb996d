"""The editor of the run-of-show: what each key, cell, drag and question wishes, and what it shows."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from liveops_desktop.core.clock import MINUTE, Span, seconds
from liveops_desktop.core.cue import CueId, TimeOfDay
from liveops_desktop.core.facts import CueEdited, CueMoved, CuesAdded
from liveops_desktop.core.intents import AddCues, DeleteCue, EditCue, EditRundown, MoveCue, SkipCue
from liveops_desktop.shell.sample_states import T0
from tests.panels.editor_stage import (
    ALT,
    CONTROL,
    PARTS,
    ROWS,
    SHIFT,
    Furnish,
    choose,
    cue,
    key,
    names,
    rundown,
    type_into,
)

# -- cells ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("planned", "4:30", "planned", seconds(270)),
        ("title", "Kettle", "title", "Kettle"),
        ("hard", "20:15", "hard", TimeOfDay(Span(20 * 60 * MINUTE + 15 * MINUTE))),
        ("points", "One | two", "points", ("One", "two")),
        ("least", "4", "least", Span(4 * MINUTE)),
        ("cuttable", "yes", "cuttable", True),
    ],
)
def test_a_cell_wishes_one_edit_that_names_what_stood_there(
    edit: Furnish, column: str, text: str, field: str, value: object
) -> None:
    room = edit()
    type_into(room, 1, column, text)
    assert room.sent == [EditRundown((EditCue(ROWS[1], replace(ROWS[1], **{field: value})),), "")]
    assert getattr(room.story.show.cues[1], field) == value


def test_a_cell_left_as_it_was_wishes_nothing(edit: Furnish) -> None:
    room = edit()
    type_into(room, 1, "planned", "5:00")
    assert room.sent == []


def test_what_cannot_be_read_keeps_its_editor_open_with_the_reason(edit: Furnish) -> None:
    room = edit()
    choose(room, 1, column="planned")
    key(room, Qt.Key.Key_F4)
    line = room.panel._grid.viewport().findChildren(QLineEdit)[-1]
    line.setText("1:90")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    assert room.sent == []
    assert not line.fine()
    assert line.echo()
    line.setText("1:30")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    assert room.story.show.cues[1].planned == seconds(90)


def test_a_word_that_is_none_of_the_choices_stays_as_a_draft_with_its_reason(edit: Furnish) -> None:
    room = edit()
    type_into(room, 1, "cuttable", "perhaps")
    assert room.sent == []
    assert room.panel._wishes.note.sentence()
    choose(room, 1, column="cuttable")
    key(room, Qt.Key.Key_F4)
    again = room.panel._grid.viewport().findChildren(QLineEdit)[-1]
    assert again.text() == "perhaps"
    again.setText("yes")
    QTest.keyClick(again, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    room.draw()
    assert room.story.show.cues[1].cuttable
    assert room.panel._wishes.note.sentence() == ""


def test_a_draft_that_is_left_is_gone(edit: Furnish) -> None:
    room = edit()
    type_into(room, 1, "cuttable", "perhaps")
    room.panel._wishes.note.answers()[-1].click()
    room.draw()
    choose(room, 1, column="cuttable")
    key(room, Qt.Key.Key_F4)
    assert room.panel._grid.viewport().findChildren(QLineEdit)[-1].text() == ""


def test_a_cell_that_another_changed_meanwhile_is_asked_about_and_mine_can_win(edit: Furnish) -> None:
    room = edit()
    choose(room, 1, column="title")
    key(room, Qt.Key.Key_F4)
    line = room.panel._grid.viewport().findChildren(QLineEdit)[-1]
    room.story.tell(T0, CueEdited(ROWS[1], replace(ROWS[1], title="Theirs")))
    room.draw()
    assert not line.isHidden(), "what is being typed is not taken away"
    line.setText("Mine")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    room.draw()
    assert room.story.show.cues[1].title == "Theirs"
    assert "Mine" in room.panel._wishes.note.sentence()
    room.panel._wishes.note.answers()[0].click()
    room.draw()
    assert room.story.show.cues[1].title == "Mine"


# -- rows ------------------------------------------------------------------------------------


def test_many_rows_are_deleted_skipped_and_moved_as_one_edit(edit: Furnish) -> None:
    room = edit()
    choose(room, 1, 3)
    key(room, Qt.Key.Key_X, CONTROL | SHIFT)
    assert rundown(room)[-1].edits == (SkipCue(CueId("b"), True), SkipCue(CueId("d"), True))
    key(room, Qt.Key.Key_X, CONTROL | SHIFT)
    assert rundown(room)[-1].edits == (SkipCue(CueId("b"), False), SkipCue(CueId("d"), False))
    key(room, Qt.Key.Key_Up, ALT)
    assert names(room) == "bdace"
    key(room, Qt.Key.Key_Down, ALT)
    assert names(room) == "abdce"
    key(room, Qt.Key.Key_Delete, CONTROL)
    assert rundown(room)[-1].edits == (DeleteCue(CueId("b")), DeleteCue(CueId("d")))
    assert names(room) == "ace"
    assert len(rundown(room)) == 5


def test_a_move_past_the_end_of_the_list_wishes_nothing(edit: Furnish) -> None:
    room = edit()
    choose(room, 4)
    key(room, Qt.Key.Key_Down, ALT)
    choose(room, 0)
    key(room, Qt.Key.Key_Up, ALT)
    assert room.sent == []


def test_copies_stand_behind_and_begin_at_no_time_of_the_day(edit: Furnish) -> None:
    rows = (replace(ROWS[0], hard=TimeOfDay(Span(20 * 60 * MINUTE))), *ROWS[1:])
    room = edit(rows)
    choose(room, 0, 1)
    key(room, Qt.Key.Key_D, CONTROL)
    shown = room.story.show.cues
    assert [one.title for one in shown] == ["A", "B", "A", "B", "C", "D", "E"]
    assert shown[2].hard is None
    assert len({one.id for one in shown}) == 7
    assert room.panel._grid.chosen() == [shown[2]], "what was made is gone to"


def test_a_new_cue_comes_behind_the_chosen_one_in_its_section(edit: Furnish) -> None:
    room = edit(PARTS)
    choose(room, 1)  # row 0 is the heading of the first section
    key(room, Qt.Key.Key_Insert)
    (added,) = rundown(room)[-1].edits
    assert isinstance(added, AddCues)
    assert (added.after, added.cues[0].segment, added.cues[0].planned) == (CueId("a"), "One", 5 * MINUTE)


def test_the_first_cue_of_an_empty_list_is_added_by_the_same_key(edit: Furnish) -> None:
    room = edit(())
    empty = room.panel._empty
    assert room.panel._stack.currentWidget() is empty
    room.panel.show()
    empty.setFocus()
    QTest.keyClick(empty, Qt.Key.Key_Insert)
    room.draw()
    assert len(room.story.show.cues) == 1


def test_a_column_of_the_crews_own_is_added_and_taken_away_and_its_texts_come_back_with_it(edit: Furnish) -> None:
    room = edit()
    bar = room.panel._bar
    dict(bar.columns())["Add a column …"]()
    bar.name.setText("Camera  plan")
    QTest.keyClick(bar.name, Qt.Key.Key_Return)
    room.draw()
    assert bar.name.isHidden()
    last = room.panel._model.columnCount() - 1
    assert room.panel._model.headerData(last, Qt.Orientation.Horizontal) == "Camera plan"
    own = replace(room.story.show.cues[0], extra={"camera plan": "crane"})
    room.story.tell(T0, CueEdited(room.story.show.cues[0], own))
    room.draw()
    assert room.panel._model.texts(0, [last]) == ["crane"]
    dict(bar.columns())["Take away the column “Camera plan”"]()
    room.draw()
    assert room.panel._model.columnCount() == last
    room.panel._turn_column("camera PLAN", True)
    room.draw()
    assert room.panel._model.texts(0, [last]) == ["crane"]
    sent = len(room.sent)
    room.panel._turn_column("Camera plan", True)
    assert len(room.sent) == sent, "it is there already"


def test_rows_are_dragged_as_one_edit(edit: Furnish) -> None:
    room = edit()
    model = room.panel._model
    dragged = model.mimeData([model.index(0, 3), model.index(0, 4), model.index(2, 3)])
    taken = model.dropMimeData(dragged, Qt.DropAction.MoveAction, 4, 0, model.index(-1, -1))
    assert taken is False, "Qt would delete the rows it believes moved"
    assert room.sent == [
        EditRundown((MoveCue(CueId("a"), CueId("d"), True), MoveCue(CueId("c"), CueId("a"), True)), "")
    ]
    room.draw()
    assert names(room) == "bdace"


def test_what_is_chosen_moves_along_with_its_rows(edit: Furnish) -> None:
    room = edit()
    choose(room, 2)
    room.story.tell(T0, CueMoved(CueId("c"), None))
    room.story.tell(T0, CuesAdded((cue("z"),), None))
    room.draw()
    assert [one.id for one in room.panel._grid.chosen()] == ["c"]


def test_the_cue_standing_by_is_deleted_only_after_a_question(edit: Furnish) -> None:
    room = edit()
    room.story.take(0, 0)
    room.at(10)
    choose(room, 1)
    key(room, Qt.Key.Key_Delete, CONTROL)
    assert names(room) == "abcde"
    room.panel._wishes.note.answers()[0].click()
    room.draw()
    assert names(room) == "acde"
