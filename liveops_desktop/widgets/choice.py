"""A list to choose from that folds: with an arrow, so that it is told from a line to type in."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from liveops_desktop.widgets.look import look
from liveops_desktop.widgets.strokes import paint_arrow


class Choice(QComboBox):
    """Qt's own, and the arrow that the style sheet leaves out."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over what Qt paints."""
        super().paintEvent(event)
        side = look().px(11)
        left = self.width() - look().px(10) - side
        ink = QColor(look().palette.plain if self.isEnabled() else look().palette.dim)
        paint_arrow(QPainter(self), QRectF(left, (self.height() - side) / 2, side, side), ink)
