"""A file that is looked at in place of the grid: mapped, taken in, refused, left."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from liveops_desktop.core.clock import MINUTE, Span
from liveops_desktop.core.commands import (
    DropImport,
    ForgetRefusal,
    ImportColumn,
    ImportFile,
    ImportHeading,
    TakeIn,
)
from liveops_desktop.core.facts import RundownLocked
from liveops_desktop.core.incoming import Incoming
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.shell.sample_states import T0
from liveops_desktop.widgets.button import KeyButton
from tests.panels.editor_stage import Furnish

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


def test_while_a_file_is_read_nothing_is_offered_and_what_stands_there_stays_there_after(edit: Furnish) -> None:
    room = edit(incoming=Incoming("evening.xlsx", reading=True))
    room.panel.resize(900, 600)
    room.panel.show()
    QCoreApplication.processEvents()
    view = room.panel._incoming

    def places() -> list[int]:
        QCoreApplication.processEvents()
        return [one.mapTo(view, one.rect().topLeft()).y() for one in (view._head, view._leave)]

    assert not any(button.isVisible() for button in view._takes.values())
    before = places()
    room.station["incoming"] = replace(LOOKED, left_out=())
    room.draw()
    assert view._table.isVisible()
    assert places() == before
    room.panel.hide()


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
    assert room.panel._stack.currentWidget() is room.panel._held


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
