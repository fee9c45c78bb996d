"""Two small strokes that a style sheet cannot draw without image files: the tick of a box, the arrow of a list."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


def paint_tick(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Paint a tick into the square *box*."""
    _stroke(painter, box, ink, ((0.14, 0.54), (0.40, 0.80), (0.88, 0.22)))


def paint_arrow(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Paint an arrow that points down into the square *box*."""
    _stroke(painter, box, ink, ((0.14, 0.32), (0.50, 0.70), (0.86, 0.32)))


def _stroke(painter: QPainter, box: QRectF, ink: QColor, points: tuple[tuple[float, float], ...]) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide = max(1.6, box.width() / 6)
    painter.setPen(QPen(ink, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points]
    painter.drawPolyline(QPolygonF(line))
    painter.restore()
