"""Single keys: heard by the panels in sight, silent while somebody types, never repeated into a take."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from liveops_desktop.panels import Action, Panel, PanelWidget, Room
from liveops_desktop.shell.keys import Keys, Receipts, is_text_field
from liveops_desktop.widgets.tick import FormTick


def declared(key: str, *actions: Action) -> Panel:
    return Panel(key, key, Room.ON_AIR, 1, frozenset(), lambda _send: PanelWidget(), actions)


PANELS = (
    declared("bar", Action("take", "Take", ("Space",)), Action("more", "More", ("+", "="), repeats=True)),
    declared("list", Action("jump", "Jump", ("J",)), Action("open", "Open", ("Return",))),
    declared("card", Action("step", "Step", ("Return", "Enter"))),
)


class Desk(QWidget):
    """A window with a field and a button, and what its keys did."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.button = QPushButton("a button")
        down = QVBoxLayout(self)
        down.addWidget(self.field)
        down.addWidget(self.button)
        self.pressed: list[tuple[str, str]] = []
        self.typing: list[bool] = []
        self.keys = Keys(self, PANELS, lambda panel, action: self.pressed.append((panel, action)), self.typing.append)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    desk.show()
    qtbot.waitExposed(desk, timeout=10_000)
    desk.activateWindow()
    desk.button.setFocus()
    qtbot.waitUntil(desk.button.hasFocus, timeout=10_000)
    desk.typing.clear()
    yield desk
    desk.keys._held.deleteLater()
    desk.close()
    desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_key_reaches_the_panel_that_declares_it(desk: Desk) -> None:
    QTest.keyClick(desk.button, Qt.Key.Key_J)
    QTest.keyClick(desk.button, Qt.Key.Key_Equal)
    assert desk.pressed == [("list", "jump"), ("bar", "more")]


def test_space_ticks_the_box_of_a_form_and_takes_nothing(desk: Desk) -> None:
    box = FormTick("a hat")
    layout = desk.layout()
    assert layout is not None
    layout.addWidget(box)
    box.show()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (box.isChecked(), desk.pressed, desk.typing) == (True, [], [True])


def test_space_takes_and_does_not_press_the_button_with_the_focus(desk: Desk) -> None:
    clicks: list[bool] = []
    desk.button.clicked.connect(clicks.append)
    QTest.keyClick(desk.button, Qt.Key.Key_Space)
    assert desk.pressed == [("bar", "take")]
    assert clicks == []


def test_a_key_that_two_panels_declare_is_offered_to_both(desk: Desk) -> None:
    QTest.keyClick(desk.button, Qt.Key.Key_Return)
    assert desk.pressed == [("list", "open"), ("card", "step")]


def test_typing_turns_the_keys_off_and_leaving_the_field_turns_them_on(desk: Desk, qtbot: QtBot) -> None:
    desk.field.setFocus()
    assert desk.typing == [True]
    QTest.keyClicks(desk.field, "jam = 3")
    assert desk.field.text() == "jam = 3"
    assert desk.pressed == []
    desk.button.setFocus()
    assert desk.typing == [True, False]
    QTest.keyClick(desk.button, Qt.Key.Key_J)
    assert desk.pressed == [("list", "jump")]


def test_a_field_that_is_hidden_while_it_has_the_focus_gives_the_keys_back(desk: Desk) -> None:
    desk.field.setFocus()
    desk.field.hide()
    assert desk.typing == [True, False]


def test_only_what_repeats_in_every_panel_may_repeat(desk: Desk) -> None:
    repeats = {shortcut.key().toString(): shortcut.autoRepeat() for shortcut in desk.keys._shortcuts}
    assert repeats == {"Space": False, "+": True, "=": True, "J": False, "Return": False, "Enter": False}


def _line(*, read_only: bool) -> QLineEdit:
    line = QLineEdit()
    line.setReadOnly(read_only)
    return line


def _combo(*, editable: bool) -> QComboBox:
    combo = QComboBox()
    combo.setEditable(editable)
    return combo


def _read_only(field: QPlainTextEdit | QTextEdit) -> QWidget:
    field.setReadOnly(True)
    return field


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: None, False),
        (lambda: QLabel("text"), False),
        (lambda: QPushButton("Take"), False),
        (lambda: _line(read_only=False), True),
        (lambda: _line(read_only=True), False),
        (QPlainTextEdit, True),
        (lambda: _read_only(QPlainTextEdit()), False),
        (QTextEdit, True),
        (lambda: _read_only(QTextEdit()), False),
        (QSpinBox, True),
        (lambda: _combo(editable=False), False),
        (lambda: _combo(editable=True), True),
    ],
)
def test_what_counts_as_typing(qapp: QApplication, make: Callable[[], QWidget | None], *, expected: bool) -> None:
    assert is_text_field(make()) is expected


class Waiting:
    """A message that waits to be seen, or none."""

    def __init__(self, message: bool = True) -> None:
        self.message = message
        self.seen: list[str] = []

    def __call__(self, by: str) -> bool:
        if self.message:
            self.seen.append(by)
        return self.message


@pytest.fixture
def area(qtbot: QtBot) -> Iterator[QPlainTextEdit]:
    """A text of a hundred lines with the focus, in which PageDown moves."""
    area = QPlainTextEdit("\n".join(str(line) for line in range(100)))
    area.resize(200, 200)
    area.show()
    area.activateWindow()
    area.setFocus()
    qtbot.waitUntil(area.hasFocus, timeout=10_000)
    yield area
    area.close()
    area.deleteLater()


@pytest.fixture
def receipts(qapp: QApplication) -> Iterator[Callable[[Waiting], None]]:
    made: list[Receipts] = []
    yield lambda waiting: made.append(Receipts(qapp, waiting))
    for one in made:
        one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("key", "by"), [(Qt.Key.Key_PageDown, "host"), (Qt.Key.Key_F7, "host"), (Qt.Key.Key_F8, "spotter")]
)
def test_clicker_and_spotter_mark_the_message_and_nothing_else_hears_the_key(
    area: QPlainTextEdit, receipts: Callable[[Waiting], None], key: Qt.Key, by: str
) -> None:
    waiting = Waiting()
    receipts(waiting)
    QTest.keyClick(area.windowHandle(), key)
    assert waiting.seen == [by]
    assert area.textCursor().blockNumber() == 0


def test_each_press_counts_once_more(area: QPlainTextEdit, receipts: Callable[[Waiting], None]) -> None:
    waiting = Waiting()
    receipts(waiting)
    QTest.keyClick(area.windowHandle(), Qt.Key.Key_PageDown)
    QTest.keyClick(area.windowHandle(), Qt.Key.Key_PageDown)
    QTest.keyClick(area.windowHandle(), Qt.Key.Key_F8)
    assert waiting.seen == ["host", "host", "spotter"]


def test_without_a_message_the_key_does_what_it_always_does(
    area: QPlainTextEdit, receipts: Callable[[Waiting], None]
) -> None:
    waiting = Waiting(message=False)
    receipts(waiting)
    QTest.keyClick(area.windowHandle(), Qt.Key.Key_PageDown)
    assert area.textCursor().blockNumber() > 0


def test_other_keys_pass(area: QPlainTextEdit, receipts: Callable[[Waiting], None]) -> None:
    waiting = Waiting()
    receipts(waiting)
    QTest.keyClick(area.windowHandle(), Qt.Key.Key_X)
    QTest.keyClick(area.windowHandle(), Qt.Key.Key_PageUp)
    assert waiting.seen == []
    assert area.toPlainText().startswith("x")
