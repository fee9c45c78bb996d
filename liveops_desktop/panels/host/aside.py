"""The right column of the host panel: the countdown with its word, what comes next, and the next fixed time."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from liveops_desktop.core.timing import Phase
from liveops_desktop.panels.host import sizes as look
from liveops_desktop.panels.host.canvas import Canvas
from liveops_desktop.panels.host.face import Face
from liveops_desktop.panels.host.sizes import Sizes, advance, font
from liveops_desktop.widgets.sides import RIGHT
from liveops_desktop.words import _


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
        """Paint the right column but for its figures."""
        if face.figure:
            self._under_figure(face)
        lines, small = self._lines_box(), self.size.small
        if face.next_title:
            label = QRectF(lines.left(), lines.top(), lines.width(), 1.2 * small)
            self.fit(_("Next"), label, small, RIGHT, look.DIM)
            self._next(face, QRectF(lines.left(), label.bottom(), lines.width(), 0.155 * self.height))

    def hard_box(self) -> QRectF:
        """Return where the next fixed time stands."""
        lines, high = self._lines_box(), 1.3 * self.size.small
        return QRectF(lines.left(), lines.bottom() - high, lines.width(), high)

    def hard(self, face: Face, box: QRectF) -> None:
        """Paint the next fixed time."""
        if face.hard:
            self.fit(face.hard, box, self.size.small, RIGHT, look.DIM)

    def figure_box(self, face: Face) -> QRectF:
        """Return where the countdown stands; over time it stands in a box with an edge."""
        room = self._figure_room()
        return room.adjusted(0, 0, -0.03 * self.height, 0) if face.phase is Phase.OVER else room

    def figure(self, face: Face, box: QRectF) -> None:
        """Paint the countdown as large as its room allows."""
        if not face.figure:
            return
        wide = "".join("0" if letter.isdigit() else letter for letter in face.figure)
        pixels = min(self.size.figure, box.height() / 0.80)
        inner = box.width() - (0.03 * self.height if face.phase is Phase.OVER else 0)
        pixels *= min(1.0, inner / advance(wide, font(pixels, bold=True)))
        self.time(face.figure, box, font(pixels, bold=True), _ink(face))

    def _figure_room(self) -> QRectF:
        left, right = self.middle + self.margin, self.width - self.margin
        return QRectF(left, 0.118 * self.height, right - left, 0.275 * self.height)

    def _lines_box(self) -> QRectF:
        left, right = self.middle + self.margin, self.width - self.margin
        return QRectF(left, 0.480 * self.height, right - left, 0.313 * self.height)

    def _under_figure(self, face: Face) -> None:
        """Paint what stands behind and below the countdown."""
        room, box, word_height = self._figure_room(), self.figure_box(face), 0.075 * self.height
        if face.phase is Phase.OVER:
            self.box(room.adjusted(0, 0, 0, word_height), look.OVER_GROUND, look.OVER_EDGE, thick=0.006)
        line = QRectF(box.left(), box.bottom() - 0.01 * self.height, box.width(), word_height)
        self._phase_word(face, line, _ink(face))

    def _phase_word(self, face: Face, line: QRectF, ink: str) -> None:
        alone = face.phase is Phase.NORMAL
        pixels = self.size.small if alone else max(self.size.small, 0.054 * self.height)
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
        self.text(
            face.next_length,
            line.translated(0, 0.078 * self.height),
            font(max(self.size.small, 0.05 * self.height)),
            RIGHT,
            look.DIM,
        )


def _ink(face: Face) -> str:
    return look.WARN if face.phase in (Phase.WARN, Phase.DANGER) else look.INK
