"""Blocks of cells and rows: copied, pasted, emptied; what one bad cell does to all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from liveops_desktop.core.clock import MINUTE, SECOND
from liveops_desktop.core.commands import (
    PasteRows,
)
from liveops_desktop.core.cue import CueId
from tests.panels.editor_stage import CONTROL, PARTS, SHIFT, Furnish, block, choose, cue, key, rundown, type_into


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
