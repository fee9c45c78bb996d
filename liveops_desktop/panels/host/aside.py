"""The right column of the host panel: the countdown with its word, what comes next, and the next fixed time."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from liveops_desktop.core.timing import Phase
from liveops_desktop.panels.host import sizes as look
from liveops_desktop.panels.host.canvas import Canvas
from liveops_desktop.panels.host.face import Face
from liveops_desktop.panels.host.sizes import Sizes, font
from liveops_desktop.words import _

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AsidePainter(Canvas):
    """Paints time and what comes into the right third of *width* × *height* pixels."""

    def __init__(self, painter: QPainter, width: float, height: float, size: Sizes) -> None:
        super().__init__(painter, height)
        self.width = width
        self.size = size
        self.margin = 0.028 * height + 0.004 * width
        self.middle = self.margin + (width - 2 * self.margin) * 0.655
        """Where the left column ends."""

    def aside(self, face: Face) -> None:
        """Paint the right column."""
        left, right = self.middle + self.margin, self.width - self.margin
        box = QRectF(left, 0.118 * self.height, right - left, 0.275 * self.height)
        if face.figure:
            self._figure(face, box)
        lines = QRectF(left, 0.525 * self.height, right - left, 0.262 * self.height)
        small = 0.042 * self.height
        if face.next_title:
            label = QRectF(lines.left(), lines.top(), lines.width(), 1.2 * small)
            self.fit(_("Next"), label, small, RIGHT, look.DIM)
            self._next(face, QRectF(lines.left(), label.bottom(), lines.width(), 0.155 * self.height))
        if face.hard:
            hard = QRectF(lines.left(), lines.bottom() - 1.3 * small, lines.width(), 1.3 * small)
            self.fit(face.hard, hard, small, RIGHT, look.DIM)

    def _figure(self, face: Face, box: QRectF) -> None:
        over, warn = face.phase is Phase.OVER, face.phase in (Phase.WARN, Phase.DANGER)
        wide = "".join("0" if letter.isdigit() else letter for letter in face.figure)
        pixels = min(self.size.figure, box.height() / 0.80)
        inner = box.width() - (0.06 * self.height if over else 0)
        pixels *= min(1.0, inner / QFontMetricsF(font(pixels, bold=True)).horizontalAdvance(wide))
        word_height = 0.075 * self.height
        ground = box.adjusted(0, 0, 0, word_height)
        if over:
            self.box(ground, look.OVER_GROUND, look.OVER_EDGE, thick=0.006)
            box, ground = box.adjusted(0, 0, -0.03 * self.height, 0), ground.adjusted(0, 0, -0.03 * self.height, 0)
        ink = look.WARN if warn else look.INK
        self.text(face.figure, box, font(pixels, bold=True), RIGHT, ink)
        line = QRectF(ground.left(), box.bottom() - 0.01 * self.height, ground.width(), word_height)
        self._phase_word(face, line, ink)

    def _phase_word(self, face: Face, line: QRectF, ink: str) -> None:
        alone = face.phase is Phase.NORMAL
        pixels = (0.042 if alone else 0.054) * self.height
        self.fit(face.figure_word, line, pixels, RIGHT, look.DIM if alone else ink, bold=not alone)
        if alone:
            return
        side = 0.042 * self.height
        wide = QFontMetricsF(font(pixels, bold=True)).horizontalAdvance(face.figure_word)
        left = max(line.left() + 0.02 * self.height, line.right() - wide - 1.5 * side)
        box = QRectF(left, line.center().y() - side / 2, side, side)
        self.painter.setPen(Qt.PenStyle.NoPen)
        if face.phase is Phase.OVER:
            self.painter.setBrush(QColor(look.OVER_EDGE))
            self.painter.drawRect(box)
        else:
            self.painter.setBrush(QColor(look.WARN))
            top = QPointF(box.center().x(), box.top())
            self.painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))

    def _next(self, face: Face, box: QRectF) -> None:
        """Paint title and length at the right, in one line where they fit, else the length below."""
        letters = font(0.068 * self.height, bold=True)
        plain = font(0.062 * self.height)
        gap = 0.022 * self.height
        length = QFontMetricsF(plain).horizontalAdvance(face.next_length)
        title = QFontMetricsF(letters).horizontalAdvance(face.next_title)
        line = QRectF(box.left(), box.top(), box.width(), 0.085 * self.height)
        if title + gap + length <= box.width():
            self.text(face.next_length, line, plain, RIGHT, look.DIM)
            self.text(face.next_title, line.adjusted(0, 0, -length - gap, 0), letters, RIGHT, look.INK)
            return
        self.fit(face.next_title, line, 0.068 * self.height, RIGHT, look.INK, bold=True, least=0.72)
        self.text(face.next_length, line.translated(0, 0.078 * self.height), font(0.05 * self.height), RIGHT, look.DIM)
