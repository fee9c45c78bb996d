"""A contact sheet: many pictures small on one, each with its name under it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from liveops_desktop.widgets.look import Type, look

ACROSS = 4
"""Pictures in a row."""
THUMB = QSize(480, 270)
GAP, _LINE = 16, 28
"""Pixels between two pictures, and under each for its name."""


def thumbnail(picture: QImage) -> QImage:
    """Return *picture* as it stands on a sheet."""
    return picture.scaled(THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def write(file: Path, thumbs: Sequence[tuple[str, QImage]]) -> bool:
    """Write the sheet of *thumbs* (name, thumbnail) as PNG; False where *file* cannot be written."""
    down = -(-len(thumbs) // ACROSS)
    step = QSize(THUMB.width() + GAP, THUMB.height() + _LINE + GAP)
    sheet = QImage(ACROSS * step.width() + GAP, down * step.height() + GAP, QImage.Format.Format_RGB32)
    palette = look().palette
    sheet.fill(QColor(palette.raised_hover))
    painter = QPainter(sheet)
    font = look().font(Type.SMALL)
    font.setPixelSize(15)  # as large on every sheet, whatever the scale of its pictures
    painter.setFont(font)
    painter.setPen(QColor(palette.plain))
    for number, (name, thumb) in enumerate(thumbs):
        row, column = divmod(number, ACROSS)
        corner = QPoint(GAP + column * step.width(), GAP + row * step.height())
        painter.drawImage(corner, thumb)
        line = QRect(corner.x(), corner.y() + THUMB.height(), THUMB.width(), _LINE)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
    painter.end()
    return sheet.save(str(file))
