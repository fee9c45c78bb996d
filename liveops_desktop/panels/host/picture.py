"""The host panel's picture: what stands is painted once and kept, the figures of every second are painted over it."""

import dataclasses

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

from liveops_desktop.panels.host.face import Face
from liveops_desktop.panels.host.painting import HostPainter, Link
from liveops_desktop.panels.host.sizes import Sizes


def still_part(face: Face) -> Face:
    """Return *face* without the figures of every second; of the countdown is left that there is one."""
    return dataclasses.replace(face, clock="", hard="", figure="0" if face.figure else "")


def figures_of(face: Face) -> tuple[str, ...]:
    """Return the words of the figures in the order of ``HostPainter.figures``; nothing is known of the link's age."""
    return (face.clock, "", face.figure, face.hard)


class HostPicture:
    """Paints faces, and keeps the still part of the last one as a picture; and of the one foreseen next."""

    def __init__(self) -> None:
        self._kept: QPixmap | None = None
        self._shows: object = None
        self._ahead: QPixmap | None = None
        self._ahead_shows: object = None

    def moving(self, face: Face, size: QSize, letters: Sizes, before: Face | None = None) -> QRegion:
        """Return where the figures of *face* stand; those only that read otherwise than *before*, where it is given.

        The age of the link is taken to be the same then.
        """
        painter = HostPainter(QPainter(), size.width(), size.height(), letters)
        region = QRegion()
        was = (None,) * len(figures_of(face)) if before is None else figures_of(before)
        places = painter.figures(face, Link("", lost=False))
        for (box, _paint), now, then in zip(places, figures_of(face), was, strict=bool(places)):
            if now != then:
                region |= QRegion(box.toAlignedRect())
        return region

    def paint(self, painter: QPainter, region: QRegion, size: QSize, letters: Sizes, face: Face, link: Link) -> None:
        """Paint what of *face* lies in *region* of a panel of *size*."""
        ratio = painter.device().devicePixelRatio()
        shows = (still_part(face), size.width(), size.height(), letters, ratio)
        if shows == self._ahead_shows:
            self._kept, self._shows = self._ahead, shows
        if self._kept is None or shows != self._shows:
            self._kept, self._shows = self._still(face, size, letters, ratio), shows
        painter.drawPixmap(0, 0, self._kept)
        _smooth(painter)
        for box, paint in HostPainter(painter, size.width(), size.height(), letters).figures(face, link):
            if region.intersects(box.toAlignedRect()):
                paint()

    def paint_ahead(self, size: QSize, letters: Sizes, face: Face, ratio: float) -> None:
        """Have the still part of a foreseen *face* ready: a take then costs a copy of it and the figures."""
        shows = (still_part(face), size.width(), size.height(), letters, ratio)
        if shows != self._ahead_shows:
            self._ahead, self._ahead_shows = self._still(face, size, letters, ratio), shows

    def _still(self, face: Face, size: QSize, letters: Sizes, ratio: float) -> QPixmap:
        kept = QPixmap(size * ratio)
        kept.setDevicePixelRatio(ratio)
        painter = QPainter(kept)
        _smooth(painter)
        HostPainter(painter, size.width(), size.height(), letters).still(face)
        painter.end()
        return kept


def _smooth(painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
