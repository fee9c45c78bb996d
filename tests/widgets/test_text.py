"""Texts that change while the room around them stays: what is shown is always the text of now."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from liveops_desktop.shell import theme
from liveops_desktop.shell.paths import resources
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import AHEAD_AFTER, ElidedText, Passage, Text

LONG = "A title that has many more words than anybody would read aloud between two offers of an evening"


class Requests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- the name Qt gave it
        self.count += event.type() is QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


@pytest.fixture(autouse=True)
def product_look(qapp: QApplication) -> Iterator[None]:
    """Dress in the product's own fonts, whose figures are all as wide, whatever was drawn before."""
    theme.apply(qapp, scale=1.0, fonts=resources() / "fonts")
    yield
    qapp.setStyleSheet("")


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    room = QWidget()
    room.resize(400, 100)
    QHBoxLayout(room)
    qtbot.addWidget(room)
    return room


def stand(room: QWidget, part: QWidget, qtbot: QtBot) -> Requests:
    layout = room.layout()
    assert layout is not None
    layout.addWidget(part)
    with qtbot.waitExposed(room, timeout=10_000):
        room.show()
    part.grab()  # the first paint may ask for a lay out, and each request climbs one level a turn
    for _turn in range(3):
        QApplication.processEvents()
    return Requests(room)


def picture(part: QWidget) -> QImage:
    return part.grab().toImage()


def test_a_figure_as_wide_as_the_one_before_lays_nothing_out(room: QWidget, qtbot: QtBot) -> None:
    label = Text("cue 4 of 19", Type.SMALL)
    requests = stand(room, label, qtbot)
    before = picture(label)
    label.put("cue 5 of 19")
    qtbot.wait(1)
    assert (label.text(), label.accessibleName(), requests.count) == ("cue 5 of 19", "cue 5 of 19", 0)
    assert picture(label) != before, "it is painted"


@pytest.mark.parametrize("text", ["cue 15 of 19", "cue", "two\nlines"])
def test_a_text_that_needs_other_room_gets_it(room: QWidget, qtbot: QtBot, text: str) -> None:
    label, plain = Text("cue 5 of 19", Type.SMALL), Text(text, Type.SMALL)
    requests = stand(room, label, qtbot)
    label.put(text)
    qtbot.wait(1)
    assert requests.count
    assert label.sizeHint() == plain.sizeHint()


def test_a_text_turns_its_tone(room: QWidget, qtbot: QtBot) -> None:
    label = Text("over", Type.SMALL)
    stand(room, label, qtbot)
    before = picture(label)
    label.put("over", Tone.BAD)
    assert label.tone() is Tone.BAD
    assert picture(label) != before


def test_a_button_shows_its_new_title_without_a_new_lay_out(room: QWidget, qtbot: QtBot) -> None:
    button = KeyButton("Take cue 5", "Space")
    requests = stand(room, button, qtbot)
    before = picture(button)
    button.put("Take cue 6")
    qtbot.wait(1)
    assert (button.text(), button.accessibleName(), requests.count) == ("Take cue 6", "Take cue 6 (Space)", 0)
    assert picture(button) != before
    button.put("Take cue 16")
    qtbot.wait(1)
    assert requests.count


def test_a_steady_line_takes_any_text_without_a_new_lay_out(room: QWidget, qtbot: QtBot) -> None:
    line = ElidedText("short", steady=True)
    requests = stand(room, line, qtbot)
    line.put(LONG)
    qtbot.wait(1)
    assert (line.text(), line.toolTip(), requests.count) == (LONG, LONG, 0)


def ink(image: QImage) -> QRect:
    """Return where *image* differs from its corner."""
    ground = image.pixel(image.width() - 1, image.height() - 1)
    places = [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) != ground]
    left, right = min(x for x, _y in places), max(x for x, _y in places)
    top, bottom = min(y for _x, y in places), max(y for _x, y in places)
    return QRect(left, top, right - left + 1, bottom - top + 1)


def test_a_passage_is_set_smaller_before_it_is_cut(room: QWidget, qtbot: QtBot) -> None:
    passage = Passage(Type.TITLE, Type.HEAD)
    requests = stand(room, passage, qtbot)
    passage.setFixedSize(300, 90)
    qtbot.wait(1)
    requests.count = 0
    passage.put("Hhh")
    one = ink(picture(passage))
    passage.put(" ".join(["Hhh"] * 12))
    many = ink(picture(passage))
    passage.put(LONG)
    qtbot.wait(1)
    assert requests.count == 0
    assert many.height() > one.height(), "in lines"
    assert many.bottom() < 90
    assert ink(picture(passage)).bottom() < 89, "its last line is whole"
    assert passage.text() == LONG


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Knife set 刀具", ("Knife set", "刀具")),
        ("礼盒抽奖环节", ("礼盒抽奖环节",)),
        ("Stainless pan 不锈钢锅", ("Stainless pan", "不锈钢锅")),
        ("Kitchen refrigerators", ("Kitchen", "refrigerators")),
        ("新品首发与限量礼盒互动抽奖环节", ("新品首发与限量礼", "盒互动抽奖环节")),
    ],
)
def test_a_title_under_the_clocks_is_set_smaller_before_it_is_broken_within_a_word(
    room: QWidget, qtbot: QtBot, title: str, shown: tuple[str, ...]
) -> None:
    passage = Passage(Type.TITLE, Type.HEAD)
    stand(room, passage, qtbot)
    passage.setFixedSize(142, 66)  # what it has on a notebook's screen
    passage.put(title)
    assert tuple(passage.shown().split("\n")) == shown
    assert ink(picture(passage)).bottom() < 65, "its last line is whole"


def test_a_title_without_room_is_cut_at_its_end_only(room: QWidget, qtbot: QtBot) -> None:
    passage = Passage(Type.TITLE, Type.HEAD)
    stand(room, passage, qtbot)
    passage.setFixedSize(142, 66)
    passage.put("Incomprehensibilities internationalisation of everything that was ever shown here")
    first, *rest = passage.shown().split("\n")
    assert first.startswith("Incomprehensibil")
    assert rest[-1].endswith("…")
    assert ink(picture(passage)).bottom() < 65


def test_a_line_is_set_smaller_before_it_is_cut(room: QWidget, qtbot: QtBot) -> None:
    line = ElidedText("forecast 20:31:55", steady=True, smaller=Type.SMALL)
    stand(room, line, qtbot)
    small = look().wide(Type.SMALL, line.text())
    line.setFixedWidth(look().wide(Type.BODY, line.text()) + 20)
    whole = ink(picture(line))
    line.setFixedWidth(small + 4)
    set_smaller = ink(picture(line))
    assert set_smaller.height() < whole.height()
    line.put(line.text(), brief="20:31")
    line.setFixedWidth(small - 4)
    brief = ink(picture(line))
    assert abs(brief.width() - look().wide(Type.SMALL, "20:31")) <= 4, "its short form before it is cut"
    line.put("forecast 20:31:55")
    line.setFixedWidth(small // 2)
    cut = ink(picture(line))
    assert cut.right() < small // 2
    assert line.toolTip() == "forecast 20:31:55"


def test_a_title_made_ready_is_shown_as_it_would_have_been(room: QWidget, qtbot: QtBot) -> None:
    passage, other = Passage(Type.TITLE, Type.HEAD), Passage(Type.TITLE, Type.HEAD)
    for one in (passage, other):
        stand(room, one, qtbot)
        one.setFixedSize(142, 66)
    passage.put("The one before")
    passage.expect("Stainless pan 不锈钢锅")
    (ahead,) = (timer for timer in passage.findChildren(QTimer) if timer.interval() == AHEAD_AFTER)
    assert ahead.isActive()
    with qtbot.waitSignal(ahead.timeout, timeout=10_000):
        ahead.start(0)
    for one in (passage, other):
        one.put("Stainless pan 不锈钢锅")
    assert picture(passage) == picture(other)
    for one in (passage, other):
        one.setFixedSize(400, 90)
    assert picture(passage) == picture(other), "in another room it is set anew"
