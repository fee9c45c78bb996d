"""Every room in every state stands in a window of 1280 × 720, in every language: nothing forces it wider or higher,
no word is cut, nothing lies over another, every control has a name, and a key or a place for Tab."""

from collections.abc import Callable, Iterator
from itertools import combinations, product

import pytest
from _pytest.mark import ParameterSet
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from liveops_desktop.core.clock import Span
from liveops_desktop.core.content import Severity
from liveops_desktop.core.facts import AlarmId, AlarmRaised, ClockStepped
from liveops_desktop.core.gauges import Signal
from liveops_desktop.core.snapshot import Notice, NoticeKind, Saving, Snapshot
from liveops_desktop.panels import Room
from liveops_desktop.panels.messages.presets import PresetPad
from liveops_desktop.shell import sample_states, screens, theme
from liveops_desktop.shell.language import speak
from liveops_desktop.shell.paths import resources
from liveops_desktop.shell.seat import SeatQuestion
from liveops_desktop.shell.window import MainWindow
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.chip import Chip
from liveops_desktop.widgets.lamp import Lamp
from liveops_desktop.widgets.rows import RowList
from liveops_desktop.widgets.text import Text

WIDTH, HEIGHT = 1280, 720
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
Make = Callable[[], Snapshot]
Stand = Callable[[str, Room, Snapshot], MainWindow]


def crowded() -> Snapshot:
    """Everything at once: four alarms, a card, a clock set back, a full disk, three notices."""
    made = sample_states.trouble()
    story = sample_states.Story().on_air().trouble(sample_states.content())
    for number, signal in enumerate((Signal.OBS_LOST, Signal.CPU), start=10):
        story.tell(made.now, AlarmRaised(AlarmId(f"a{number}"), signal, Severity.S1, "E08", "a figure of some length"))
    story.tell(made.now, ClockStepped(Span(-2_000)))
    notices = tuple(Notice(kind, "a detail of some length, as the system words it") for kind in list(NoticeKind)[:3])
    station = replace(made.station, notices=notices, saving=Saving(made.now, 3))
    return replace(made, show=story.show, station=station)


STATES = [
    *((workspace, room, name, make) for workspace, room, name, make in screens._states() if room is not None),
    ("both", Room.ON_AIR, "crowded", crowded),
]
FULLEST = {"plan", "red", "crowded", "trouble", "ended"}
"""States with the most on them: drawn on every seat at each check; the others on the first, and at the long check."""
SEATS = ((1.0, "en"), (0.8, "en"), (1.0, "zh_Hans"), (1.0, "zh_Hant"))


def _drive() -> list[ParameterSet]:
    """Return every state on every seat (scale, language)."""
    drive = []
    for (scale, language), (workspace, room, name, make) in product(SEATS, STATES):
        marks = [] if (scale, language) == SEATS[0] or name in FULLEST else [pytest.mark.long]
        named = f"{language}-{scale:g}-{workspace}-{room}-{name}"
        drive.append(pytest.param((scale, language), workspace, room, make, id=named, marks=marks))
    return drive


@pytest.fixture
def stand(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Stand]:
    """Build a window of 1280 × 720 in a room and draw it."""
    scale, language = request.param
    theme.apply(qapp, scale=scale, fonts=resources() / "fonts")
    speak(qapp, language)
    built: list[MainWindow] = []

    def make(workspace: str, room: Room, snapshot: Snapshot) -> MainWindow:
        window = screens.stand(workspace, room)
        assert isinstance(window, MainWindow)
        built.append(window)
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.draw(screens.in_the_language(snapshot, language))
        for _turn in range(3):  # a request for a new layout climbs one level a turn
            QApplication.processEvents()
        window.resize(WIDTH, HEIGHT)
        QApplication.processEvents()
        return window

    yield make
    for window in built:
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    speak(qapp, "en")
    qapp.setStyleSheet("")


def seen(window: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [child for child in window.findChildren(kind) if child.isVisible()]


def words_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | Text) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text!r} {widget.width()}×{widget.height()}"


@pytest.mark.parametrize(("stand", "workspace", "room", "make"), _drive(), indirect=["stand"])
def test_a_room_fits(stand: Stand, workspace: str, room: Room, make: Make) -> None:
    window = stand(workspace, room, make())
    least = window.minimumSizeHint()
    assert (least.width() <= WIDTH, least.height() <= HEIGHT) == (True, True), least
    assert window.size().toTuple() == (WIDTH, HEIGHT)
    assert [words_of(cut) for cut in _cut(window)] == []
    assert [f"{words_of(one)} over {words_of(other)}" for one, other in _overlapping(window)] == []
    assert [words_of(one) for one in _nameless(window)] == []
    assert [words_of(one) for one in _out_of_reach(window)] == []


@pytest.mark.parametrize("stand", [(0.8, "en"), (1.0, "en"), (0.8, "zh_Hans")], indirect=True)
def test_the_room_on_air_makes_way_for_a_question(stand: Stand) -> None:
    window = stand("both", Room.ON_AIR, sample_states.over())
    question = SeatQuestion(lambda _who, _hats: None, lambda _key: None, lambda _key: None)
    window.add_bar(question)
    question.ask("Ann", frozenset())
    for _turn in range(4):
        QApplication.processEvents()
    squeezed = [one for kind in (KeyButton, Text) for one in seen(window, kind) if _is_squeezed(one)]
    assert [words_of(one) for one in squeezed] == []
    assert [f"{words_of(one)} over {words_of(other)}" for one, other in _overlapping(window)] == []
    question.setVisible(False)
    for _turn in range(4):
        QApplication.processEvents()
    (pad,) = window.findChildren(PresetPad)
    assert window.size().toTuple() == (WIDTH, HEIGHT)
    assert all(button.isVisible() for button in pad.buttons.values()), "all are back"


def _is_squeezed(widget: QWidget) -> bool:
    return widget.height() < min(widget.minimumSizeHint().height(), widget.fontMetrics().height())


def _cut(window: MainWindow) -> list[QWidget]:
    """Return what has less room than its words need."""
    buttons = [one for one in seen(window, KeyButton) if one.width() < one.minimumSizeHint().width()]
    fixed = [one for kind in (Lamp, Chip) for one in seen(window, kind) if one.width() < one.sizeHint().width()]
    labels = [one for one in seen(window, Text) if isinstance(one, Text) and _is_cut(one)]
    beyond = [one for kind in (KeyButton, Lamp, Chip) for one in seen(window, kind) if _right(one, window) > WIDTH]
    lists = [one for one in seen(window, RowList) if isinstance(one, RowList) and _is_too_wide(one)]
    return [*buttons, *fixed, *labels, *beyond, *lists]


def _is_too_wide(rows: RowList) -> bool:
    content = rows.widget()
    return content is not None and content.width() > rows.viewport().width()


def _is_cut(label: Text) -> bool:
    if not label.text():
        return False
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.fontMetrics().horizontalAdvance(label.text())


def _right(widget: QWidget, window: QWidget) -> int:
    return widget.mapTo(window, QPoint(widget.width(), 0)).x()


def _overlapping(window: MainWindow) -> list[tuple[QWidget, QWidget]]:
    """Return what stands on the same place in the same parent."""
    pairs = []
    for parent in (window, *seen(window, QWidget)):
        parts = [one for one in parent.findChildren(QWidget, options=DIRECT) if one.isVisible()]
        pairs += [pair for pair in combinations(parts, 2) if pair[0].geometry().intersects(pair[1].geometry())]
    return pairs


def _nameless(window: MainWindow) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, Lamp, Chip)
    found = [one for kind in kinds for one in seen(window, kind) if not one.objectName().startswith("qt_")]
    return [one for one in found if not one.accessibleName() and not (isinstance(one, QAbstractButton) and one.text())]


def _out_of_reach(window: MainWindow) -> list[QWidget]:
    """Return buttons that neither a key nor Tab nor a list reaches."""
    lost = []
    for one in seen(window, QAbstractButton):
        reached = one.focusPolicy() & Qt.FocusPolicy.TabFocus or one.property("role") == "tab"
        in_a_group = isinstance(one.parentWidget(), PresetPad) or (isinstance(one, KeyButton) and one.listed)
        has_key = isinstance(one, KeyButton) and bool(one.key())
        row = one.parentWidget()
        ticked_by_its_row = row is not None and row.property("row") is not None
        if not (reached or in_a_group or has_key or ticked_by_its_row):
            lost.append(one)
    return lost
