"""Shapes and text at a size: the parts that the host panel's picture is made of."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from liveops_desktop.panels.host import sizes as look
from liveops_desktop.panels.host.face import Air
from liveops_desktop.panels.host.sizes import font
from liveops_desktop.widgets.figures import FIGURES
from liveops_desktop.widgets.look import ZEROS

WRAP = Qt.TextFlag.TextWordWrap
LINE = 1.21
"""Height of a line as a share of the font's pixel size; Chinese letters stand within it."""
STEP = 0.95
"""Text that does not fit is set smaller by this, again and again."""


def line_height(text: str, letters: QFont) -> float:
    """Return how far apart lines of *text* stand: a Chinese letter comes from a font whose lines are higher."""
    return QFontMetricsF(letters).boundingRect(QRectF(0, 0, 1e6, 1e6), 0, text).height()


@lru_cache(maxsize=256)
def fitting(
    text: str, room: tuple[float, float], pixels: float, smallest: float, flags: int, *, bold: bool, lines: int
) -> tuple[float, bool]:
    """Return how large *text* may be set in at most *lines* of *room*, and whether it fits even so.

    The same words are fitted again with every second.
    """
    wide, high = room
    while True:
        letters = font(pixels, bold=bold)
        needed = QFontMetricsF(letters).boundingRect(QRectF(0, 0, wide, 1e6), flags, text)
        line = line_height(text, letters)
        used = round(needed.height() / line)
        if needed.width() <= wide + 1 and used <= lines and (used - 1) * line + LINE * pixels <= high * 1.02:
            return pixels, True
        if pixels <= smallest:
            return pixels, False
        pixels *= STEP


class Canvas:
    """A painter, and the height that everything is a share of."""

    def __init__(self, painter: QPainter, height: float) -> None:
        self.painter = painter
        self.height = height

    def box(self, box: QRectF, ground: str, edge: str, thick: float = 0.0035) -> None:
        """Paint a rounded box; *thick* is the edge as a share of the height."""
        pen = max(1.5, thick * self.height)
        self.painter.setPen(QPen(QColor(edge), pen))
        self.painter.setBrush(QColor(ground))
        radius = 0.012 * self.height
        half = pen / 2
        self.painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)

    def text(self, text: str, box: QRectF, letters: QFont, align: int, ink: str) -> None:
        """Paint *text* as it is, never cut at the box."""
        self.painter.setFont(letters)
        self.painter.setPen(QColor(ink))
        self.painter.drawText(box, int(align) | int(Qt.TextFlag.TextDontClip), text)

    def time(self, text: str, box: QRectF, letters: QFont, ink: str) -> None:
        """Paint *text*, a time in figures, at the right of *box*, never cut at it."""
        metrics = QFontMetricsF(letters)
        baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        left = box.right() - metrics.horizontalAdvance(text)
        FIGURES.paint(self.painter, left, baseline, text, letters, QColor(ink))

    def fit(
        self,
        text: str,
        box: QRectF,
        pixels: float,
        align: int,
        ink: str,
        *,
        bold: bool = False,
        lines: int = 1,
        least: float = 0.55,
    ) -> None:
        """Paint *text* in at most *lines*, smaller down to *least* of its size, then with … ."""
        flags = int(align) | int(WRAP) if lines > 1 else int(align)
        room = (box.width(), box.height())
        pixels, fits = fitting(text.translate(ZEROS), room, pixels, pixels * least, flags, bold=bold, lines=lines)
        letters = font(pixels, bold=bold)
        self.text(text if fits else self.elided(text, letters, box.width()), box, letters, flags, ink)

    def elided(self, text: str, letters: QFont, width: float) -> str:
        """Return *text* shortened to *width*."""
        return QFontMetricsF(letters).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def shape(self, air: Air, box: QRectF, colour: str) -> None:
        """Paint the state's shape: a disc on air, two bars held, a ring else."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        if air is Air.LIVE:
            self.painter.drawEllipse(box)
        elif air is Air.HELD:  # two bars: the pause everybody knows
            third = box.width() / 3
            self.painter.drawRect(QRectF(box.left(), box.top(), third, box.height()))
            self.painter.drawRect(QRectF(box.right() - third, box.top(), third, box.height()))
        else:
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.setPen(QPen(QColor(colour), box.width() / 7))
            self.painter.drawEllipse(box.adjusted(2, 2, -2, -2))

    def message_shape(self, box: QRectF, colour: str, *, urgent: bool) -> None:
        """Paint a triangle for what is urgent, a diamond else."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        top = QPointF(box.center().x(), box.top())
        if urgent:
            self.painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
            return
        right, left = QPointF(box.right(), box.center().y()), QPointF(box.left(), box.center().y())
        self.painter.drawPolygon(QPolygonF([top, right, QPointF(box.center().x(), box.bottom()), left]))

    def tick(self, box: QRectF) -> None:
        """Paint a tick."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(look.INK), box.width() / 8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self.painter.setPen(pen)
        side = box.width()
        self.painter.drawPolyline(
            [
                QPointF(box.left() + 0.05 * side, box.top() + 0.38 * side),
                QPointF(box.left() + 0.28 * side, box.top() + 0.60 * side),
                QPointF(box.left() + 0.68 * side, box.top() + 0.08 * side),
            ]
        )
