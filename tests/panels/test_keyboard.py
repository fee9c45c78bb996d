"""The panels of plan, preflight and host worked by the keyboard alone, through real key events."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from liveops_desktop.core import intents as i
from liveops_desktop.core.commands import DuplicateShow, OpenShow
from liveops_desktop.core.snapshot import ShowEntry, Snapshot
from liveops_desktop.core.timetext import read_time_of_day
from liveops_desktop.panels import Action, Panel, PanelWidget, Send
from liveops_desktop.panels import Room as Where
from liveops_desktop.panels.messages import PRESETS, MessagesPanel
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.panels.preflight.row import CheckRow
from liveops_desktop.panels.preparation import PreparationPanel
from liveops_desktop.panels.shows import ShowsPanel
from liveops_desktop.shell import sample_preflight
from liveops_desktop.shell.keys import Keys
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.rows import RowList
from liveops_desktop.widgets.tick import Tick
from tests.panels.stage import Sent, Stage, nothing_open

Put = Callable[[QWidget], None]
Room = Callable[..., tuple[Any, Sent, list[str]]]


@pytest.fixture
def put_up(qtbot: QtBot, look: QApplication) -> Put:
    """Show a widget in an active window."""

    def show(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget, timeout=10_000):
            widget.show()
            widget.activateWindow()

    return show


ROOM = Panel(
    "room",
    "Room",
    Where.ON_AIR,
    0,
    frozenset(),
    lambda _send: PanelWidget(),
    (Action("take", "Take", ("Space",)), Action("step", "Step", ("Return", "Enter"))),
)


@pytest.fixture
def in_room(put_up: Put) -> Iterator[Room]:
    """A panel in a window whose Space and Enter belong to the room, bound as the shell binds them."""
    kept: list[QWidget] = []  # Qt's window lives as long as Python's name for it

    def make(build: Callable[[Send], PanelWidget], drawn: Snapshot) -> tuple[Any, Sent, list[str]]:
        heard: list[str] = []
        window, sent = QWidget(), Sent()
        panel = build(sent)
        QHBoxLayout(window).addWidget(panel)
        Keys(window, (ROOM,), lambda _panel, action: heard.append(action), lambda _typing: None)
        window.resize(1200, 800)
        put_up(window)
        panel.draw(drawn)
        QApplication.processEvents()  # rows put in are shown in the next turn
        kept.append(window)
        return panel, sent, heard

    yield make
    kept.clear()


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def type_in(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def test_items_are_walked_and_ticked_without_the_mouse(in_room: Room) -> None:
    panel, sent, heard = in_room(PreparationPanel, Stage().snapshot())
    rows = panel.findChild(RowList)
    rows.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert sent.wishes == [i.TickItem("1.03", done=True, value="")]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), QLineEdit), "1.02 asks for a value"
    type_in("500")
    press(Qt.Key.Key_Return)
    assert sent.last() == i.TickItem("1.02", done=True, value="500")
    assert QApplication.focusWidget() is rows
    assert heard == [], "Space and Enter were the list's"


def test_escape_leaves_a_value_and_keeps_what_was_typed(in_room: Room) -> None:
    panel, sent, _heard = in_room(PreparationPanel, Stage().snapshot())
    rows = panel.findChild(RowList)
    rows.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    type_in("5")
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is rows
    assert sent.wishes == []
    assert panel._rows["1.02"].value.text() == "5"


def test_a_check_is_waived_with_its_reason_typed_in_the_row(in_room: Room) -> None:
    panel, sent, heard = in_room(PreflightPanel, sample_preflight.red())
    panel.press("list")
    row = panel.findChild(RowList).current()
    assert isinstance(row, CheckRow)
    panel.press("answer")
    type_in("known")
    press(Qt.Key.Key_Escape)
    assert row.draft.isHidden()
    panel.press("answer")
    assert row.draft.field.text() == "known", "the draft stayed"
    press(Qt.Key.Key_Return)
    assert sent.wishes == [i.Waive(row.check, "known")]
    assert QApplication.focusWidget() is panel.findChild(RowList)
    panel.press("sign")
    assert not panel.banner.sure.isHidden(), "a NO-GO: asked in place"
    press(Qt.Key.Key_Escape)
    assert panel.banner.sure.isHidden()
    assert QApplication.focusWidget() is panel.findChild(RowList)
    assert heard == []


def test_only_the_current_row_shows_its_key(in_room: Room) -> None:
    panel, _sent, _heard = in_room(PreflightPanel, sample_preflight.red())
    panel.press("list")
    press(Qt.Key.Key_Down)
    shown = [row.check for row in panel.findChildren(CheckRow) if row._open.isVisible() and row._open.key() == "W"]
    assert shown == [panel.findChild(RowList).current().check]


def test_groups_are_picked_by_arrow_and_space(in_room: Room) -> None:
    panel, _sent, heard = in_room(PreflightPanel, sample_preflight.red())
    panel.press("groups")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    second = list(panel.groups.rows)[1]
    assert panel.groups.rows[second].isChecked()
    assert heard == []


def test_shows_open_and_duplicate_from_the_list(in_room: Room) -> None:
    names = ("One", "Two")
    entries = tuple(ShowEntry(f"/s/{n}.show", n, "2026-11-26", "20:00", False, 3, "planned") for n in names)
    panel, sent, _heard = in_room(ShowsPanel, nothing_open(shows=entries))
    panel.findChild(RowList).setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    panel.press("rehearse")
    press(Qt.Key.Key_Escape)
    assert panel.rehearse.isHidden()
    assert QApplication.focusWidget() is panel.findChild(RowList)
    panel.press("rehearse")
    type_in("1515")
    press(Qt.Key.Key_Return)
    start = read_time_of_day("15:15")
    assert sent.wishes == [OpenShow("/s/Two.show"), DuplicateShow("/s/Two.show", rehearsal=True, start=start)]


def test_a_message_is_sent_by_number_and_the_line_gives_the_focus_back(in_room: Room) -> None:
    panel, sent, heard = in_room(MessagesPanel, Stage().snapshot())
    panel.press("presets")
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert sent.wishes == [i.SendMessage(preset.text) for preset in PRESETS[1:3]]
    pad = QApplication.focusWidget()
    panel.press("message")
    type_in("slower")
    press(Qt.Key.Key_Return)
    assert sent.last() == i.SendMessage("slower")
    assert QApplication.focusWidget() is pad
    assert heard == []


def test_enter_presses_the_button_with_the_focus_and_space_never_does(put_up: Put) -> None:
    window, pressed, heard = QWidget(), [], []
    row = QHBoxLayout(window)
    button, tick = KeyButton("Stay here", pressed=lambda: pressed.append(1)), Tick("Recovered")
    row.addWidget(button)
    row.addWidget(tick)
    QShortcut(QKeySequence("Space"), window).activated.connect(lambda: heard.append("take"))
    put_up(window)
    for one in (button, tick):
        one.setFocus()
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Space)
    assert (pressed, tick.isChecked(), heard) == ([1], True, ["take", "take"])


def test_a_button_that_goes_lets_the_focus_go_and_not_into_a_field(put_up: Put) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    hidden, disabled, field = KeyButton("Open"), KeyButton("Mitigated"), QLineEdit()
    for one in (hidden, disabled, field):
        row.addWidget(one)
    put_up(window)
    hidden.setFocus()
    hidden.hide()
    assert not field.hasFocus()
    disabled.setFocus()
    disabled.setEnabled(False)
    assert not field.hasFocus(), "the room's keys would be off"
