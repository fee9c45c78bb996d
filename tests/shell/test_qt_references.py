"""The binding of Qt must not lose references: below Python 3.12 a lost ``None`` ends in an abort on air."""

import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication


def test_painting_keeps_the_references_to_none(qapp: QApplication) -> None:
    image = QImage(40, 20, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    box = QRectF(0, 0, 40, 20)
    before = sys.getrefcount(None)
    for _ in range(500):
        painter.save()
        painter.setPen(QColor("white"))
        painter.setClipRect(box)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "x")
        painter.restore()
    painter.end()
    assert abs(sys.getrefcount(None) - before) < 100
