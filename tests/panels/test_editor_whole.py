"""What is done with the whole list: found, folded, undone, locked; and what is odd about it."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from liveops_desktop.core.clock import seconds
from liveops_desktop.core.commands import (
    ForgetRefusal,
    RedoEdit,
    UndoEdit,
)
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.facts import CueMoved, RundownLocked
from liveops_desktop.core.intents import EditCue, EditRundown, LockRundown
from liveops_desktop.core.learning import Learned
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.shell.sample_states import T0
from liveops_desktop.widgets.pick import PickRow
from tests.panels.editor_stage import COLUMN, CONTROL, PARTS, ROWS, SHIFT, Furnish, choose, key, names, rundown, titles

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
