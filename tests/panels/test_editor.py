"""The editor of the run-of-show: what each key, cell, drag and question wishes, and what it shows."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QItemSelection, QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from liveops_desktop.core.clock import MINUTE, SECOND, Span, seconds
from liveops_desktop.core.commands import (
    DropImport,
    ForgetRefusal,
    ImportColumn,
    ImportFile,
    ImportHeading,
    PasteRows,
    RedoEdit,
    TakeIn,
    UndoEdit,
)
from liveops_desktop.core.cue import Cue, CueId, TimeOfDay
from liveops_desktop.core.facts import CueEdited, CueMoved, CuesAdded, RundownLocked
from liveops_desktop.core.incoming import Incoming
from liveops_desktop.core.intents import AddCues, DeleteCue, EditCue, EditRundown, LockRundown, MoveCue, SkipCue
from liveops_desktop.core.learning import Learned
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.panels.editor.fields import FIELDS
from liveops_desktop.panels.editor.panel import Editor
from liveops_desktop.shell.sample_states import T0, Story
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.pick import PickRow

Furnish = Callable[..., Any]
COLUMN = {field.key: place for place, field in enumerate(FIELDS)}
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def cue(name: str, segment: str = "", **fields: Any) -> Cue:
    return replace(
        Cue(id=CueId(name), title=name.title(), planned=Span(5 * MINUTE), owner="HOST", segment=segment), **fields
    )


ROWS = (cue("a"), cue("b", note="kettle"), cue("c", owner="TEC"), cue("d"), cue("e"))
PARTS = (cue("a", "One"), cue("b", "One"), cue("c", "Two"), cue("d", "Two"))


@pytest.fixture
def edit(furnish: Furnish) -> Callable[..., Any]:
    def begin(rows: tuple[Cue, ...] = ROWS, **of_station: Any) -> Any:
        room = furnish(Editor, Story(rows=rows))
        plain = room.snapshot
        room.station = dict(of_station)

        def snapshot() -> Any:
            drawn = plain()
            return replace(drawn, station=replace(drawn.station, **room.station))

        room.snapshot = snapshot
        room.draw()
        return room

    return begin


def titles(room: Any) -> list[str]:
    model = room.panel._model
    return [model.index(row, COLUMN["title"]).data() for row in range(model.rowCount())]


def names(room: Any) -> str:
    return "".join(one.id for one in room.story.show.cues)


def choose(room: Any, *rows: int, column: str = "title") -> None:
    grid, model = room.panel._grid, room.panel._model
    grid.choose(rows[0], COLUMN[column])
    for row in rows[1:]:
        grid.selectionModel().select(model.index(row, COLUMN[column]), QItemSelectionModel.SelectionFlag.Select)


def block(room: Any, first: tuple[int, str], last: tuple[int, str]) -> None:
    grid, model = room.panel._grid, room.panel._model
    grid.choose(first[0], COLUMN[first[1]])
    cells = QItemSelection(model.index(first[0], COLUMN[first[1]]), model.index(last[0], COLUMN[last[1]]))
    grid.selectionModel().select(cells, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def key(room: Any, pressed: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(room.panel._grid, pressed, modifiers)
    room.draw()


def type_into(room: Any, row: int, column: str, text: str) -> None:
    choose(room, row, column=column)
    key(room, Qt.Key.Key_F4)
    line = room.panel._grid.viewport().findChildren(QLineEdit)[-1]
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QCoreApplication.processEvents()  # Qt commits in the next turn of the loop
    room.draw()


def rundown(room: Any) -> list[EditRundown]:
    return [one for one in room.sent if isinstance(one, EditRundown)]


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


# -- blocks ------------------------------------------------------------------------------------


def test_a_block_is_pasted_into_cells_as_one_edit(edit: Furnish) -> None:
    room = edit()
    choose(room, 1, column="planned")
    QGuiApplication.clipboard().setText('3:00\tKettle\n90s\t"Two\nlines"')
    key(room, Qt.Key.Key_V, CONTROL)
    (one,) = rundown(room)
    assert len(one.edits) == 2
    assert [(c.planned, c.title) for c in room.story.show.cues[1:3]] == [
        (3 * MINUTE, "Kettle"),
        (90 * SECOND, "Two\nlines"),
    ]


def test_a_block_with_one_bad_cell_changes_nothing(edit: Furnish) -> None:
    room = edit()
    choose(room, 1, column="planned")
    QGuiApplication.clipboard().setText("3:00\n1:90")
    key(room, Qt.Key.Key_V, CONTROL)
    assert room.sent == []
    assert room.panel._wishes.note.sentence().startswith("Nothing was pasted. Row 2, column 1, “1:90”: Not a length.")
    assert [one.planned for one in room.story.show.cues] == [5 * MINUTE] * 5


def test_a_block_with_a_cell_that_makes_no_sense_beside_another_names_it(edit: Furnish) -> None:
    room = edit()
    choose(room, 1, column="kind")  # least stands right of it
    QGuiApplication.clipboard().setText("normal\t4:00\nbuffer\t6:00")
    key(room, Qt.Key.Key_V, CONTROL)
    assert room.sent == []
    assert room.panel._wishes.note.sentence() == (
        "Nothing was pasted. Row 2, column 2, “6:00”: Least must be 0:00 to 5:00, the length of the cue."
    )


def test_a_cell_out_of_bounds_names_them(edit: Furnish) -> None:
    room = edit()
    type_into(room, 0, "most", "3:00")
    assert room.panel._wishes.note.sentence() == "Most must be 5:00, the length of the cue, to 24:00:00."


def test_more_rows_than_there_are_change_nothing(edit: Furnish) -> None:
    room = edit()
    choose(room, 4, column="title")
    QGuiApplication.clipboard().setText("X\nY")
    key(room, Qt.Key.Key_V, CONTROL)
    assert room.sent == []
    assert room.panel._wishes.note.sentence()


def test_a_block_is_pasted_past_the_heading_of_a_section(edit: Furnish) -> None:
    room = edit(PARTS)
    choose(room, 2)  # b, the last of its section
    QGuiApplication.clipboard().setText("X\nY")
    key(room, Qt.Key.Key_V, CONTROL)
    assert [one.title for one in room.story.show.cues] == ["A", "X", "Y", "D"]


def test_a_block_is_copied_as_a_spreadsheet_takes_it_and_comes_back(edit: Furnish) -> None:
    room = edit((cue("a"), cue("b", title='The "big"\tdraw'), cue("c")))
    block(room, (0, "planned"), (1, "title"))
    key(room, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == '5:00\tA\n5:00\t"The ""big""\tdraw"'
    choose(room, 1, column="planned")
    key(room, Qt.Key.Key_V, CONTROL)
    assert [one.title for one in room.story.show.cues] == ["A", "A", 'The "big"\tdraw']


def test_cells_are_emptied_but_titles_and_lengths_stay(edit: Furnish) -> None:
    room = edit()
    block(room, (1, "planned"), (2, "owner"))
    key(room, Qt.Key.Key_Delete)
    assert [(c.planned, c.title, c.owner) for c in room.story.show.cues[1:3]] == [
        (5 * MINUTE, "B", ""),
        (5 * MINUTE, "C", ""),
    ]
    assert len(rundown(room)) == 1


def test_rows_of_a_spreadsheet_become_cues_behind_the_chosen_one(edit: Furnish) -> None:
    room = edit()
    choose(room, 1)
    QGuiApplication.clipboard().setText("Pan\t8:00")
    key(room, Qt.Key.Key_V, CONTROL | SHIFT)
    assert room.sent == [PasteRows("Pan\t8:00", CueId("b"))]


# -- finding, folding ---------------------------------------------------------------------------


def test_find_looks_in_every_text_and_owners_filter(edit: Furnish) -> None:
    room = edit()
    room.panel._bar.finder.setText("KETTLE")
    assert titles(room) == ["B"]
    room.panel._bar.finder.clear()
    owner = room.panel._bar.owner
    owner.setCurrentIndex(owner.findData("TEC"))
    assert titles(room) == ["C"]
    owner.setCurrentIndex(0)
    assert titles(room) == ["A", "B", "C", "D", "E"]


def test_a_section_folds_by_enter_and_says_how_long_it_is(edit: Furnish) -> None:
    room = edit(PARTS)
    assert titles(room) == ["▾ One (2)", "A", "B", "▾ Two (2)", "C", "D"]
    room.panel._grid.choose(0, COLUMN["title"])
    key(room, Qt.Key.Key_Return)
    assert titles(room) == ["▸ One (2)", "▾ Two (2)", "C", "D"]
    assert room.panel._model.index(0, COLUMN["planned"]).data() == "10:00"
    key(room, Qt.Key.Key_Return)
    assert len(titles(room)) == 6
    assert room.sent == []


def test_any_rearrangement_is_one_that_qt_can_follow(edit: Furnish) -> None:
    room = edit(PARTS)
    model = room.panel._model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for after in (CueId("d"), None, CueId("b")):
        room.story.tell(T0, CueMoved(CueId("a"), after))
        room.draw()
        model.toggle("Two")
        model.filter("", "b")
        model.filter("", "")
    assert [entry for row in range(model.rowCount()) if isinstance(entry := model.entry(row), str)] == [
        one.id for one in room.story.show.cues if one.segment not in model.folded
    ]
    assert tester.model() is model


# -- undo, lock -----------------------------------------------------------------------------------


def test_undo_and_redo_are_asked_of_the_station(edit: Furnish) -> None:
    room = edit(undo=1, redo=0)
    assert (room.panel._bar.undo.isEnabled(), room.panel._bar.redo.isEnabled()) == (True, False)
    choose(room, 0)
    key(room, Qt.Key.Key_Z, CONTROL)
    key(room, Qt.Key.Key_Y, CONTROL)
    key(room, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert room.sent == [UndoEdit(), RedoEdit(), RedoEdit()]


def test_a_locked_list_asks_for_the_reason_and_does_it_then(edit: Furnish) -> None:
    room = edit()
    room.panel.show()
    assert room.panel._bar.reason.isHidden()
    room.story.tell(T0, RundownLocked(1))
    room.draw()
    assert not room.panel._bar.reason.isHidden()
    choose(room, 2)
    key(room, Qt.Key.Key_Delete, CONTROL)
    assert names(room) == "abcde"
    assert len(room.panel._wishes.note.answers()) == 2
    room.panel._bar.reason.setText("sponsor")
    room.draw()
    room.panel._wishes.note.answers()[0].click()
    room.draw()
    assert names(room) == "abde"
    assert rundown(room)[-1].reason == "sponsor"
    assert room.story.show.lock.version == 2
    assert any(isinstance(one, ForgetRefusal) for one in room.sent)
    room.panel.hide()


def test_an_undo_that_needs_a_reason_asks_for_it_and_takes_the_one_written(edit: Furnish) -> None:
    room = edit(undo=1)
    room.story.tell(T0, RundownLocked(1))
    room.draw()
    choose(room, 2)
    room.station["refusals"] = {"w1": Refused(Reason.LOCKED, field="reason", detail="1")}
    key(room, Qt.Key.Key_Z, CONTROL)
    assert "version 1" in room.panel._wishes.note.sentence()
    assert len(room.panel._wishes.note.answers()) == 2
    room.panel._bar.reason.setText("sponsor")
    key(room, Qt.Key.Key_Z, CONTROL)
    assert room.sent == [UndoEdit(), ForgetRefusal("w1"), UndoEdit("sponsor")]


def test_the_lock_is_beside_the_list(edit: Furnish) -> None:
    room = edit()
    room.panel._side._lock.click()
    room.draw()
    assert room.sent == [LockRundown()]
    assert room.story.show.lock.locked


def test_rehearsal_times_are_taken_over_as_one_edit(edit: Furnish) -> None:
    room = edit(learned={"b": Learned(rehearsed=seconds(200)), "d": Learned(shows=2, median=seconds(100))})
    assert room.panel._model.index(1, COLUMN["learned"]).data() == "reh. 3:20"
    assert room.panel._model.index(3, COLUMN["learned"]).data() == "1:40 ×2"
    room.panel._side._use.click()
    assert rundown(room) == [EditRundown((EditCue(ROWS[1], replace(ROWS[1], planned=seconds(200))),), "")]


def test_a_finding_goes_to_its_cue(edit: Furnish) -> None:
    room = edit((*ROWS[:3], replace(ROWS[3], owner=""), ROWS[4]))
    row = next(row for row in room.panel._side._rows.findChildren(PickRow) if "no owner" in row.accessibleName())
    row.click()
    assert [one.id for one in room.panel._grid.chosen()] == ["d"]


# -- files in -------------------------------------------------------------------------------------


LOOKED = Incoming(
    "evening.xlsx",
    headings=("Item", "Len", "?"),
    columns=("title", "planned", ""),
    preview=((2, ("Pan", "8:00", "")), (4, ("Kettle", "4:00", ""))),
    cues=2,
    length=Span(12 * MINUTE),
    left_out=((5, "Total"),),
    counts={"merge": (2, 0, 0), "replace": (2, 0, 5), "new": (2, 0, 5)},
)


def test_a_file_that_is_fine_is_previewed_and_taken_in_as_asked(edit: Furnish) -> None:
    room = edit(incoming=LOOKED)
    view = room.panel._incoming
    assert room.panel._stack.currentWidget() is view
    assert view._head.text() == "evening.xlsx: 2 cues, 12:00"
    assert view._left.text() == "Row 5 left out: Total"
    assert view._table.item(1, 0).text() == "Pan"
    for how in ("merge", "replace", "new"):
        view._takes[how].click()
    assert room.sent == [TakeIn("merge", ""), TakeIn("replace", ""), TakeIn("new", "")]


def test_a_column_is_given_another_meaning(edit: Furnish) -> None:
    room = edit(incoming=LOOKED)
    box = room.panel._incoming._table.cellWidget(0, 2)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("owner"))
    box.activated.emit(box.currentIndex())
    assert room.sent == [ImportColumn(2, "owner")]


def test_another_row_is_taken_for_the_headings(edit: Furnish) -> None:
    tops = ((0, "Evening"), (1, "Title · Length · Note"))
    room = edit(incoming=replace(LOOKED, tops=tops, heading_row=1))
    box = room.panel._incoming._headings
    assert box.currentText() == "Headings: row 2, Title · Length · Note"
    assert [box.itemData(n) for n in range(box.count())] == [0, 1, -1]
    box.activated.emit(2)
    assert room.sent == [ImportHeading(-1)]


def test_enter_takes_in_a_file_that_is_fine_and_escape_leaves_it(edit: Furnish) -> None:
    room = edit(incoming=replace(LOOKED, reading=True))
    room.panel.show()
    room.station["incoming"] = LOOKED
    room.draw()
    view = room.panel._incoming
    focus = room.panel.window().focusWidget()
    assert focus is view._takes["merge"]
    QTest.keyClick(focus, Qt.Key.Key_Return)
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert room.sent == [TakeIn("merge", ""), DropImport()]


def test_problems_are_named_by_row_and_column_and_nothing_can_be_taken(edit: Furnish) -> None:
    odd = (
        Refused(Reason.NOT_A_DURATION, row=7, column=2, detail="soon"),
        *(Refused(Reason.EMPTY, field="title", row=9 + n, column=1) for n in range(9)),
    )
    room = edit(incoming=replace(LOOKED, problems=odd))
    said = room.panel._incoming._said.text()
    assert "7" in said.splitlines()[0]
    assert "column 2" in said.splitlines()[0]
    assert said.splitlines()[-1] == "and 2 more"
    assert not any(button.isEnabled() for button in room.panel._incoming._takes.values())


def test_a_file_that_cannot_be_read_says_why_and_is_left(edit: Furnish) -> None:
    room = edit(incoming=Incoming("x.xlsx", wrong="too-big", detail="50 MB"))
    view = room.panel._incoming
    assert "50 MB" in view._said.text()
    assert all(button.isHidden() for button in view._takes.values())
    leave = [one for one in view.findChildren(KeyButton) if one not in view._takes.values()]
    leave[-1].click()
    assert room.sent == [DropImport()]
    room.station["incoming"] = None
    room.draw()
    assert room.panel._stack.currentWidget() is room.panel._grid


def test_a_locked_list_takes_a_file_in_once_it_is_told_why(edit: Furnish) -> None:
    room = edit()
    room.story.tell(T0, RundownLocked(1))
    room.station["incoming"] = LOOKED
    room.draw()
    view = room.panel._incoming
    assert not view._takes["merge"].isEnabled()
    view._reason.setText("sponsor")
    view._takes["merge"].click()
    assert room.sent == [TakeIn("merge", "sponsor")]


def test_a_file_that_was_refused_says_why_and_can_be_tried_again(edit: Furnish) -> None:
    room = edit(incoming=LOOKED)
    view = room.panel._incoming
    view._takes["replace"].click()
    room.station["refusals"] = {"w1": Refused(Reason.CUE_IS_ON_AIR)}
    room.draw()
    assert view._said.text()
    assert not view._said.isHidden()
    view._takes["merge"].click()
    assert room.sent[1:] == [ForgetRefusal("w1"), TakeIn("merge", "")]


@pytest.mark.parametrize(("paths", "taken"), [(["a.xlsx"], True), (["a.xlsx", "b.xlsx"], False), ([], False)])
def test_a_file_let_go_over_the_list_is_looked_at(edit: Furnish, paths: list[str], taken: bool) -> None:
    room = edit()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/shows/{path}") for path in paths])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    room.panel.dropEvent(drop)  # as Qt hands it on after the drag came in
    assert room.sent == ([ImportFile("/shows/a.xlsx")] if taken else [])
