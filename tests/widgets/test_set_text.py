"""Texts painted once, and again from what was set: the same place, the same letters, never out of their room."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from liveops_desktop.widgets.look import Type, look
from liveops_desktop.widgets.set_text import SetTexts

WIDE, HIGH, BASE = 300, 40, 28


def painted(texts: SetTexts, text: str, room: int, *, right: bool) -> QImage:
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(texts.fonts[0])
    painter.setPen(QColor("black"))
    texts.paint(painter, text, 0, (20, BASE, room), right=right)
    painter.end()
    return image


def inked(image: QImage) -> tuple[int, int]:
    """Return the first and the last column with ink."""
    white = QColor("white").rgb()
    columns = [x for x in range(WIDE) if any(image.pixel(x, y) != white for y in range(HIGH))]
    return columns[0], columns[-1]


@pytest.mark.parametrize("text", ["Glass cups", "12:05", "主推一：平底锅", "Air 主推"])
@pytest.mark.parametrize("right", [False, True])
def test_a_text_stands_where_it_stood_when_it_is_painted_again(qapp: QApplication, text: str, right: bool) -> None:
    texts = SetTexts([look().font(Type.BODY)])
    first = painted(texts, text, 200, right=right)
    again = painted(texts, text, 200, right=right)  # set now
    assert painted(texts, text, 200, right=right) == again
    ends = zip(inked(first), inked(again), strict=True)
    assert all(abs(before - after) <= 1 for before, after in ends)
    side = inked(first)[1] if right else inked(first)[0]
    assert abs(side - (220 if right else 20)) <= 3


@pytest.mark.parametrize("right", [False, True])
def test_a_text_longer_than_its_room_is_shortened_to_it(qapp: QApplication, right: bool) -> None:
    texts = SetTexts([look().font(Type.BODY)])
    for _turn in range(2):
        left, last = inked(painted(texts, "A title that is much too long for its cell", 90, right=right))
        assert left >= 19
        assert last <= 111


def test_no_more_is_kept_than_asked(qapp: QApplication) -> None:
    texts = SetTexts([look().font(Type.BODY)], kept=4)
    for number in range(30):
        painted(texts, str(number), 50, right=False)
        assert len(texts._set) <= 4
