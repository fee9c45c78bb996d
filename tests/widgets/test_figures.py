"""Large figures: painted from pictures, they stand where Qt's own would."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

from liveops_desktop.panels.host.sizes import font
from liveops_desktop.widgets.figures import Figures

INK = QColor("#ffffff")
SIZE = (900, 260)


def painted(letters: QFont, text: str, by: Figures | None) -> QImage:
    """Return *text* painted in *letters*, by Qt itself where *by* is None."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if by is None:
        painter.setFont(letters)
        painter.setPen(INK)
        painter.drawText(QPointF(20.4, 200.3), text)
    else:
        by.paint(painter, 20.4, 200.3, text, letters, INK)
    painter.end()
    return image


def rows(image: QImage) -> list[bytes]:
    """Return how bright each place is, line by line."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    data, wide = bytes(grey.constBits()), grey.bytesPerLine()
    return [data[at : at + grey.width()] for at in range(0, wide * grey.height(), wide)]


def inked(strips: list[bytes]) -> list[bool]:
    return [max(strip) > 127 for strip in strips]


def columns(image: QImage) -> list[int]:
    """Return where ink begins and ends, from left to right."""
    found = inked([bytes(column) for column in zip(*rows(image), strict=True)])
    return [x for x in range(1, len(found)) if found[x] is not found[x - 1]]


def lines(image: QImage) -> tuple[int, int]:
    """Return the first and the last line with ink."""
    found = [y for y, ink in enumerate(inked(rows(image))) if ink]
    return found[0], found[-1]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", ["0:12:34", "−1:20", "+00:47"])
@pytest.mark.parametrize("pixels", [40, 63, 64, 112])
def test_figures_stand_where_qt_sets_them(pixels: int, text: str) -> None:
    letters = font(pixels, bold=True)
    mine, theirs = (painted(letters, text, by) for by in (Figures(), None))
    assert columns(mine) == pytest.approx(columns(theirs), abs=1)
    assert lines(mine) == pytest.approx(lines(theirs), abs=1)


@pytest.mark.usefixtures("qapp")
def test_each_size_weight_and_ink_has_its_own_letters() -> None:
    figures = Figures()
    first = painted(font(100, bold=True), "8", figures)
    assert painted(font(100), "8", figures) != first
    assert painted(font(90, bold=True), "8", figures) != first
    assert painted(font(100, bold=True), "8", figures) == first


@pytest.mark.usefixtures("qapp")
def test_on_a_screen_of_twice_the_density_they_are_as_large_and_twice_as_fine() -> None:
    def extent(ratio: float) -> tuple[int, int, int, int]:
        page = QPixmap(int(SIZE[0] * ratio), int(SIZE[1] * ratio))
        page.setDevicePixelRatio(ratio)
        page.fill(QColor("#000000"))
        painter = QPainter(page)
        Figures().paint(painter, 20, 200, "0:12:34", font(120, bold=True), INK)
        painter.end()
        image = page.toImage()
        image.setDevicePixelRatio(1)
        left, right = columns(image)[0], columns(image)[-1]
        top, bottom = lines(image)
        return left, right, top, bottom

    once, twice = extent(1.0), extent(2.0)
    assert twice == pytest.approx([2 * one for one in once], abs=4)
