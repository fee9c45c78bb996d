"""Rounded boxes, painted from pictures: the same few stand in many places, and an outline costs ten times a copy."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from liveops_desktop.widgets.look import Type, look

CLEAR = QColor(0, 0, 0, 0)
"""No ground."""


def paint_box(painter: QPainter, box: QRectF, ground: QColor, edge: QColor, wide: float, radius: float) -> None:
    """Paint *box*, in whole pixels, filled with *ground*, its *edge* of *wide* pixels within it."""
    size, ratio = (round(box.width()), round(box.height())), painter.device().devicePixelRatio()
    picture = _picture(size, ground.rgba(), edge.rgba(), wide, radius, ratio)
    painter.drawPixmap(QPointF(round(box.left()), round(box.top())), picture)


def paint_keycap(painter: QPainter, box: QRectF, key: str, edge: QColor, ink: QColor) -> None:
    """Paint a key as a cap."""
    now, ratio = look(), painter.device().devicePixelRatio()
    size = (round(box.width()), round(box.height()))
    picture = _keycap(size, key, edge.rgba(), ink.rgba(), (now.scale, now.families), ratio)
    painter.drawPixmap(QPointF(round(box.left()), round(box.top())), picture)


def clear_picture(size: QSize, ratio: float) -> QPixmap:
    """Return a picture of *size* with nothing in it, for a screen of *ratio* pixels to each of ours."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


@lru_cache(maxsize=256)
def _keycap(size: tuple[int, int], key: str, edge: int, ink: int, _look: object, ratio: float) -> QPixmap:
    picture, box = clear_picture(QSize(*size), ratio), QRectF(0, 0, *size)
    painter = QPainter(picture)
    paint_box(painter, box, CLEAR, QColor.fromRgba(edge), 1, look().px(4))
    painter.setFont(look().font(Type.LABEL))
    painter.setPen(QColor.fromRgba(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _picture(size: tuple[int, int], ground: int, edge: int, wide: float, radius: float, ratio: float) -> QPixmap:
    picture = clear_picture(QSize(*size), ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(edge), wide))
    painter.setBrush(QColor.fromRgba(ground))
    half = wide / 2
    painter.drawRoundedRect(QRectF(half, half, size[0] - wide, size[1] - wide), radius, radius)
    painter.end()
    return picture
