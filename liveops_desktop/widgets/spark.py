"""A line of the last minutes, with its limits: enough to see when something began."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.sides import LEFT, RIGHT

Point = tuple[float, float | None]
"""(seconds before now, value); a value of None breaks the line."""


class Spark(QWidget):
    """Values over *span* seconds, newest at the right. Limits are dashed lines with their figure."""

    def __init__(self, span: float = 600) -> None:
        """Build it empty."""
        super().__init__()
        self._span = span
        self._points: tuple[Point, ...] = ()
        self._limits: tuple[tuple[float, Tone, str], ...] = ()
        self._start, self._now = "", ""
        self.setFont(look().font(Type.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(
        self, points: Sequence[Point], limits: Sequence[tuple[float, Tone, str]], start: str = "", now: str = ""
    ) -> None:
        """Show *points* and *limits* (value, tone, figure); *start* and *now* name the ends of the time axis."""
        new = (tuple(points), tuple(limits), start, now)
        if new != (self._points, self._limits, self._start, self._now):
            self._points, self._limits, self._start, self._now = new
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a small plot."""
        return QSize(look().px(200), look().px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint limits, line and the names of the ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = self.fontMetrics().height() + look().px(2)
        figures = max((self.fontMetrics().horizontalAdvance(figure) for *_line, figure in self._limits), default=0)
        room = figures + look().px(8) if figures else 0  # beside the plot: the line would run through them
        box = QRectF(0, look().px(4), self.width() - room, self.height() - foot - look().px(6))
        values = [value for _age, value in self._points if value is not None]
        top = max([*values, *(limit[0] for limit in self._limits), 0.001]) * 1.15
        last = float("inf")
        for limit, tone, figure in sorted(self._limits, key=lambda limit: limit[0]):
            y = box.bottom() - box.height() * limit / top
            apart = last - y >= self.fontMetrics().height()
            self._paint_limit(painter, box, y, tone, figure if apart else "")
            last = y if apart else last
        painter.setPen(QPen(QColor(look().palette.info), max(1.5, look().px(2))))
        for piece in self._pieces(box, top):
            painter.drawPolyline(piece)
        painter.setPen(look().tone(Tone.DIM))
        line = QRectF(0, self.height() - foot, box.width(), foot)
        painter.drawText(line, LEFT, self._start)
        painter.drawText(line, RIGHT, self._now)

    def _paint_limit(self, painter: QPainter, box: QRectF, y: float, tone: Tone, figure: str) -> None:
        colour = look().tone(tone)
        pen = QPen(colour, look().px(1), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setOpacity(0.7)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setOpacity(1.0)
        painter.setPen(colour)
        height = self.fontMetrics().height()
        painter.drawText(
            QRectF(box.right(), y - height / 2, self.width() - box.right(), height),
            RIGHT,
            figure,
        )

    def _pieces(self, box: QRectF, top: float) -> list[QPolygonF]:
        """Return the line, broken where a value is missing."""
        pieces: list[list[QPointF]] = [[]]
        for age, value in self._points:
            if value is None:
                pieces.append([])
            else:
                x = box.right() - box.width() * age / self._span
                pieces[-1].append(QPointF(x, box.bottom() - box.height() * value / top))
        return [QPolygonF(piece) for piece in pieces if len(piece) > 1]
