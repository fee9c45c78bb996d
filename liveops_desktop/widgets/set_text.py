"""Texts that are set once and painted often: to set one costs three times as much as to paint it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTextLayout

_KEPT = 1_500
"""Texts kept set: those of some two hundred rows."""
_CHINESE = "\u2e80"
"""From here on letters come from a font with other measures."""


class SetText(NamedTuple):
    """A text that has been set."""

    glyphs: QStaticText
    ascent: float
    """From its top to its baseline."""
    width: int


class SetTexts:
    """The texts of one table, in the few *fonts* that it has."""

    def __init__(self, fonts: Sequence[QFont], kept: int = _KEPT) -> None:
        self.fonts = tuple(fonts)
        self.metrics = tuple(QFontMetrics(font) for font in fonts)
        self._widest = tuple(metrics.maxWidth() for metrics in self.metrics)
        self._most = kept
        self._set: dict[tuple[str, int, int], SetText | None] = {}
        """None: painted once. A page that flies by is not set: most of its texts do not come again."""

    def paint(self, painter: QPainter, text: str, font: int, place: tuple[int, int, int], *, right: bool) -> None:
        """Paint *text* at *place*: (left, baseline, room), shortened to its room; the painter has the font."""
        left, baseline, room = place
        key = (text, font, room)
        made = self._set.get(key)
        if made is not None:
            x = left + room - made.width if right else left
            painter.drawStaticText(QPointF(x, baseline - made.ascent), made.glyphs)
            return
        shown, width = self._shortened(text, font, room, right=right)
        painter.drawText(left + room - width if right else left, baseline, shown)
        if len(self._set) >= self._most:
            self._set.clear()
        self._set[key] = set_text(shown, self.fonts[font], self.metrics[font]) if key in self._set else None

    def _shortened(self, text: str, font: int, room: int, *, right: bool) -> tuple[str, int]:
        """Return what has room of *text*, and how wide it is where that was to be known."""
        if not right and len(text) * self._widest[font] <= room:
            return text, 0
        metrics = self.metrics[font]
        width = metrics.horizontalAdvance(text)
        if width <= room:
            return text, width
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room), room


def set_text(text: str, font: QFont, metrics: QFontMetrics) -> SetText:
    """Return *text* set in *font*, whose *metrics* these are."""
    glyphs = QStaticText(text)
    glyphs.setTextFormat(Qt.TextFormat.PlainText)
    glyphs.prepare(font=font)
    ascent = _ascent(text, font) if text and max(text) >= _CHINESE else float(metrics.ascent())
    return SetText(glyphs, ascent, metrics.horizontalAdvance(text))


def _ascent(text: str, font: QFont) -> float:
    """Return how far below its top the baseline of *text* lies: letters of another font may be higher."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent()
