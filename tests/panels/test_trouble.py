"""Alarms and cards, worked through the real core."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QCheckBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import later, seconds
from liveops_desktop.core.commands import ChooseCard, CopyText, CutToScene
from liveops_desktop.core.content import Help, Severity
from liveops_desktop.core.facts import AlarmCleared, AlarmId, AlarmRaised, ShowEnded
from liveops_desktop.core.intents import AcknowledgeAlarm, CloseIncident, OpenCard, SendMessage
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Room
from liveops_desktop.panels.trouble.alarms import AlarmBox
from liveops_desktop.panels.trouble.card import CardView
from liveops_desktop.panels.trouble.chooser import CardRow, Chooser
from liveops_desktop.panels.trouble.chooser import Room as TroubleRoom
from liveops_desktop.panels.trouble.panel import Trouble
from liveops_desktop.panels.trouble.steps import StepRow
from liveops_desktop.shell import theme
from liveops_desktop.shell.paths import resources
from liveops_desktop.shell.sample_states import T0, Story, content, normal, trouble, vitals
from liveops_desktop.shell.sample_states import snapshot as sample_snapshot
from liveops_desktop.shell.screens import stand
from liveops_desktop.widgets.rows import RowList
from liveops_desktop.widgets.text import ElidedText, Text

Furnish = Callable[..., Any]


@pytest.fixture
def room(furnish: Furnish) -> Any:
    story = Story().take(0, 0)
    story.tell(T0, AlarmRaised(AlarmId("a1"), "obs-lost", Severity.S1, "E08", "0:02"))
    return furnish(Trouble, story)


def texts(widget: QWidget) -> str:
    from PySide6.QtWidgets import QLabel, QPushButton

    return " ".join(
        [part.text() for part in widget.findChildren(QLabel)]
        + [part.text() for part in widget.findChildren(ElidedText)]
        + [part.text() for part in widget.findChildren(QPushButton)]
    )


def test_an_alarm_says_what_how_bad_how_long_and_which_card(room: Any) -> None:
    room.at(42)
    box = room.panel.findChild(AlarmBox)
    words = texts(box)
    for part in ("OBS is gone", "S1", "0:02", "0:42", "raised 20:00:00", "Open card E08"):
        assert part in words


def test_after_the_end_an_open_card_stops_counting(room: Any) -> None:
    room.panel.press("card")
    room.at(42)
    view = room.panel.findChild(CardView)
    assert view._clock.text() == "0:42"
    room.story.tell(later(T0, seconds(50)), ShowEnded(later(T0, seconds(50))))
    room.at(500)
    assert view._clock.text() == "0:50"
    assert [pill.text() for pill in view._points] == ["60 s: not decided", "3 min: not decided"]


def test_the_gravest_alarm_stands_first_and_a_cleared_one_goes(room: Any) -> None:
    room.story.tell(T0, AlarmRaised(AlarmId("a2"), "cpu", Severity.S3, "", "95 %"))
    room.story.tell(T0, AlarmRaised(AlarmId("a3"), "network-drops", Severity.S2, "E01", "4 %"))
    room.draw()
    order = [room.panel._alarms.itemAt(place).widget().accessibleName()[:12] for place in range(3)]
    assert [name.split(",")[0][:6] for name in order] == ["OBS is", "The li", "The pr"]
    room.story.tell(T0, AlarmCleared(AlarmId("a1")))
    room.draw()
    assert set(room.panel._boxes) == {"a2", "a3"}


def test_f2_opens_the_card_of_the_newest_alarm_in_one_key(room: Any) -> None:
    room.press("card")
    wish = room.sent[-1]
    assert isinstance(wish, OpenCard)
    assert (wish.card.id, wish.alarm) == ("E08", "a1")
    assert room.panel.findChild(CardView) is not None


def test_f2_without_an_alarm_offers_the_cards_by_number(furnish: Furnish) -> None:
    room = furnish(Trouble)
    room.press("card")
    chooser = room.panel.findChild(Chooser)
    assert chooser.isVisibleTo(room.panel)
    QTest.keyClick(chooser, Qt.Key.Key_2)
    assert room.sent[-1].card.id == room.snapshot().content.cards[1].id
    room.draw()
    assert not chooser.isVisibleTo(room.panel)


def test_escape_closes_the_chooser_and_opens_nothing(furnish: Furnish) -> None:
    room = furnish(Trouble)
    room.press("card")
    chooser = room.panel.findChild(Chooser)
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    room.draw()
    assert chooser.isHidden()
    assert room.sent == [ChooseCard(on=True), ChooseCard(on=False)]


def test_escape_closes_the_chooser_though_the_room_has_a_use_for_it(notebook: QWidget) -> None:
    answered: list[bool] = []
    QShortcut(QKeySequence("Escape"), notebook).activated.connect(lambda: answered.append(True))
    (chooser,) = notebook.findChildren(Chooser)
    closed: list[bool] = []
    chooser._closed = lambda: closed.append(True)
    notebook.activateWindow()
    chooser.setFocus()
    (rows,) = chooser.findChildren(RowList)
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert (answered, closed) == ([], [True])


@pytest.fixture
def notebook(look: QApplication) -> Iterator[QWidget]:
    """The room On air, on a notebook's screen, with a dozen cards of which one is being chosen."""
    theme.apply(look, scale=1.0, fonts=resources() / "fonts")
    window = stand("both", Room.ON_AIR)
    window.resize(1280, 720)
    window.show()
    for _turn in range(4):
        window.draw(choosing_of(12))
        look.processEvents()
    yield window
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("acknowledged", [True, False])
def test_the_cause_of_an_alarm_is_never_cut_on_a_notebook(look: QApplication, *, acknowledged: bool) -> None:
    theme.apply(look, scale=1.0, fonts=resources() / "fonts")
    window = stand("both", Room.ON_AIR)
    window.resize(1280, 720)
    window.show()
    for _turn in range(3):
        window.draw(trouble() if acknowledged else losing())
        look.processEvents()
    shown = [text.shown() for box in window.findChildren(AlarmBox) for text in box.findChildren(ElidedText)]
    window.close()
    window.deleteLater()
    assert any(text.startswith("4.1 % in 60 s") for text in shown)
    assert not any("…" in text for text in shown)


@pytest.mark.parametrize("size", [(1280, 720), (1600, 900)])
def test_an_open_card_has_the_greater_part_beside_many_alarms(look: QApplication, size: tuple[int, int]) -> None:
    theme.apply(look, scale=1.0, fonts=resources() / "fonts")
    window = stand("both", Room.ON_AIR)
    window.resize(*size)
    window.show()
    for _turn in range(4):
        window.draw(besieged())
        look.processEvents()
    alarms, card = (room for room in window.findChildren(TroubleRoom) if room.isVisible())
    newest = next(box for box in window.findChildren(AlarmBox) if "processor" in box.accessibleName())
    try:
        assert alarms.height() < card.height()
        assert whole(newest), "the one that the key acknowledges is in sight"
    finally:
        window.close()
        window.deleteLater()


def test_alarms_that_a_person_scrolled_stay_where_they_were_put(look: QApplication) -> None:
    theme.apply(look, scale=1.0, fonts=resources() / "fonts")
    window = stand("both", Room.ON_AIR)
    window.resize(1280, 720)
    window.show()
    for _turn in range(4):
        window.draw(besieged())
        look.processEvents()
    alarms = next(room for room in window.findChildren(TroubleRoom) if room.isVisible())
    bar = alarms.verticalScrollBar()
    brought = bar.value()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    window.draw(besieged())
    window.resize(1280, 740)
    look.processEvents()
    left = bar.value()
    window.close()
    window.deleteLater()
    assert brought > left == 0


def besieged() -> Snapshot:
    """A card is being worked, and three more alarms came meanwhile, the mildest last."""
    story = Story().on_air().trouble(content())
    at = later(T0, seconds(1_668))
    for number, (signal, severity) in enumerate((("stream-stopped", Severity.S1), ("cpu", Severity.S3)), 3):
        story.tell(later(at, seconds(number)), AlarmRaised(AlarmId(f"a{number}"), signal, severity, "E01", ""))
    now = later(T0, seconds(1_675))
    return sample_snapshot(story.show, now, seen=vitals(now=now))


def losing() -> Snapshot:
    """The same line, of which nobody has taken notice yet."""
    story = Story().on_air()
    drops = Cause(4.1, "%", 1, 5, digits=1, window=seconds(60))
    story.tell(later(T0, seconds(1_633)), AlarmRaised(AlarmId("a1"), "network-drops", Severity.S2, "E01", "", drops))
    return sample_snapshot(story.show, later(T0, seconds(1_675)), seen=vitals(now=later(T0, seconds(1_675))))


def test_a_dozen_cards_are_in_sight_at_once_on_a_notebook_with_id_and_hat(notebook: QWidget) -> None:
    rows = notebook.findChildren(CardRow)
    assert [row.card.id for row in rows] == [f"E{number:02}" for number in range(1, 13)]
    assert all(whole(row) for row in rows)
    said = [label.text() for label in rows[10].findChildren(Text)]
    assert said == ["E11", "TEC", "S1"]
    assert all(label.width() >= label.sizeHint().width() for row in rows for label in row.findChildren(Text))


def test_the_tenth_card_is_picked_by_the_arrows_and_enter(furnish: Furnish) -> None:
    room = furnish(Trouble)
    room.panel.show()
    room.press("card")
    room.panel.draw(choosing_of(12))
    rows = room.panel.findChild(RowList)
    for _step in range(9):
        QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert [wish.card.id for wish in room.sent if isinstance(wish, OpenCard)] == ["E10"]


def choosing_of(count: int) -> Snapshot:
    """A calm show with so many cards, one of which is being chosen."""
    calm = normal()
    cards = tuple(replace(calm.content.cards[place % 3], id=f"E{place + 1:02}") for place in range(count))
    station = replace(calm.station, choosing_card=True)
    return replace(calm, station=station, content=replace(calm.content, cards=cards))


def whole(widget: QWidget) -> bool:
    """Say whether nothing of it is scrolled out of sight or covered."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_a_card_chosen_gives_the_keys_back_to_the_room(furnish: Furnish, qtbot: QtBot) -> None:
    room = furnish(Trouble)
    beside = QLineEdit()
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(room.panel)
    column.addWidget(beside)
    with qtbot.waitExposed(window, timeout=10_000):
        window.show()
    window.activateWindow()
    room.press("card")
    chooser = room.panel.findChild(Chooser)
    qtbot.waitUntil(chooser.hasFocus, timeout=10_000)
    QTest.keyClick(chooser, Qt.Key.Key_2)
    assert QApplication.focusWidget() is None
    room.panel.setParent(None)
    window.close()
    window.deleteLater()


def test_acknowledged_once_by_one_key(room: Any) -> None:
    room.press("acknowledge")
    room.press("acknowledge")
    assert room.sent == [AcknowledgeAlarm(AlarmId("a1"))]


def test_enter_does_the_steps_in_order(room: Any) -> None:
    room.press("card")
    count = len(room.story.show.incidents[0].card.steps)
    for _step in range(count + 2):
        room.press("step")
    assert sorted(room.story.show.incidents[0].steps) == list(range(count))
    lit = [row for row in room.panel.findChildren(StepRow) if row.property("frame") == "step"]
    assert lit == []


def test_the_first_step_not_done_is_lit(room: Any) -> None:
    room.press("card")
    room.press("step")
    rows = room.panel.findChildren(StepRow)
    assert [row.property("frame") == "step" for row in rows].index(True) == 1


def test_help_of_a_step_is_this_persons_act(room: Any) -> None:
    room.press("card")
    view = room.panel.findChild(CardView)
    helps = {step.help: number for number, step in enumerate(room.story.show.incidents[0].card.steps)}
    for kind, kinds in ((Help.MESSAGE_HOST, SendMessage), (Help.SAFE_SCENE, CutToScene), (Help.COPY_NOTICE, CopyText)):
        if kind in helps:
            view._assist(helps[kind])
            assert isinstance(room.sent[-1], kinds)


def test_closing_needs_the_recovery_check(room: Any) -> None:
    room.press("card")
    view = room.panel.findChild(CardView)
    view._shut.click()
    room.draw()
    if room.story.show.incidents[0].closed_at is None:
        assert "recovery" in view._refusal.sentence()
    view.findChild(QCheckBox).setChecked(True)
    view._note.setText("plug")
    view._shut.click()
    room.draw()
    assert isinstance(room.sent[-1], CloseIncident)
    assert room.story.show.incidents[0].closed_at is not None
    assert room.panel._views == {}


def test_decision_points_count_down_and_then_ask(room: Any) -> None:
    room.press("card")
    view = room.panel.findChild(CardView)
    room.at(42)
    assert view._points[0].text() == "60 s: decide in 0:18"
    room.at(61)
    assert view._points[0].text() == "60 s: decide now"
    assert view._points[1].text() == "3 min: decide in 1:59"
