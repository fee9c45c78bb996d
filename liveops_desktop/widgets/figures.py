"""Large figures, painted from pictures of their letters.

Qt keeps pictures of letters below 64 pixels only (``QT_MAX_CACHED_GLYPH_SIZE`` in its ``qpaintengineex.cpp``). Larger
ones it fills by their outlines each time anew: a countdown costs five times as much.
"""

from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from liveops_desktop.widgets.boxes import clear_picture

_QT_KEEPS = 64
"""Pixels on the screen below which Qt keeps the letters."""
_MOST = 24_000_000
"""Bytes of pictures kept: figures of three sizes on a screen 2160 high."""
_AIR = 2
"""Pixels around a letter, for the soft edge of its outline."""


class _Letter(NamedTuple):
    picture: QPixmap
    left: float
    """From where the letter begins to the picture's edge."""
    top: float
    """From the baseline."""
    advance: float


class Figures:
    """Paints digits and signs, and keeps the pictures of the large ones."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], _Letter] = {}
        self._bytes = 0

    def paint(self, painter: QPainter, left: float, baseline: float, text: str, font: QFont, ink: QColor) -> None:
        """Paint *text* in *font*, whose letters do not kern, and *ink* from *left* on."""
        ratio = painter.device().devicePixelRatio()
        if font.pixelSize() * ratio < _QT_KEEPS:
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(QPointF(left, baseline), text)
            return
        made = (font.pixelSize(), font.weight(), font.letterSpacing(), ink.rgba(), ratio)
        for letter in text:
            one = self._kept.get((letter, made))
            if one is None:
                one = self._kept[letter, made] = self._made(letter, font, ink, ratio)
            painter.drawPixmap(QPointF(left + one.left, baseline + one.top), one.picture)
            left += one.advance

    def forget(self) -> None:
        """Forget the pictures: other fonts are loaded, or too many are kept."""
        self._kept.clear()
        self._bytes = 0

    def _made(self, letter: str, font: QFont, ink: QColor, ratio: float) -> _Letter:
        metrics = QFontMetricsF(font)
        box = metrics.boundingRect(letter).toAlignedRect().adjusted(-_AIR, -_AIR, _AIR, _AIR)
        picture = clear_picture(box.size(), ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(-box.left(), -box.top()), letter)
        painter.end()
        size = picture.width() * picture.height() * picture.depth() // 8
        if self._bytes + size > _MOST:
            self.forget()
        self._bytes += size
        return _Letter(picture, box.left(), box.top(), metrics.horizontalAdvance(letter))


FIGURES = Figures()
"""Those of this program: the same figures stand in several places."""
