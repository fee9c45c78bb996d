"""Painting of the host panel: one face at one size. Text gives way by size first, then by …, never by overlap."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from liveops_desktop.panels.host import sizes as look
from liveops_desktop.panels.host.aside import AsidePainter
from liveops_desktop.panels.host.canvas import STEP, WRAP, line_height
from liveops_desktop.panels.host.face import Air, Face
from liveops_desktop.panels.host.sizes import Sizes, advance, font
from liveops_desktop.widgets.sides import LEFT, RIGHT
from liveops_desktop.words import _

UPPER_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
BULLET_INDENT = 0.55
"""Of the body size: from a point's dot to its text."""


@dataclass(frozen=True)
class Link:
    """The link to the desk: how old what is shown is, and whether that is too old."""

    age: str
    lost: bool


class HostPainter(AsidePainter):
    """Paints a face into a rectangle of *width* × *height* pixels."""

    def __init__(self, painter: QPainter, width: float, height: float, size: Sizes) -> None:
        super().__init__(painter, width, height, size)
        self._sizes = [size.body]
        """Sizes that the left column may have, largest first."""
        while self._sizes[-1] > size.floor:
            self._sizes.append(self._sizes[-1] * STEP)

    def still(self, face: Face) -> None:
        """Paint all that does not change with every second."""
        painter = self.painter
        painter.fillRect(QRectF(0, 0, self.width, self.height), QColor(look.GROUND))
        if face.empty:
            box = QRectF(self.margin, self.margin, self.width - 2 * self.margin, self.height - 2 * self.margin)
            self.fit(face.empty, box, 0.06 * self.height, Qt.AlignmentFlag.AlignCenter, look.DIM, lines=3)
            return
        self._top(face)
        self._left(face)
        self.aside(face)
        self._band(face)
        if face.rehearsal:
            self._rehearsal_edge()

    def figures(self, face: Face, link: Link) -> tuple[tuple[QRectF, Callable[[], None]], ...]:
        """Return what changes with every second: where it stands, with room around it, and what paints it."""
        if face.empty:
            return ()
        clock, age, count, hard = self._clock_box(), self._link_box(face), self.figure_box(face), self.hard_box()
        around = 0.05 * self.height
        return (
            (clock.adjusted(-2, 0, self.margin, 0), partial(self._clock, face, clock)),
            (age.adjusted(-2, 0, 2, 0), partial(self._link, link, age)),
            (count.adjusted(-2, -around, self.margin, 0), partial(self.figure, face, count)),
            (hard.adjusted(-2, 0, self.margin, 0), partial(self.hard, face, hard)),
        )

    # -- top ---------------------------------------------------------------------------

    def _top(self, face: Face) -> None:
        top, height = self.margin * 0.8, 0.072 * self.height
        left = self.margin + self._chip(face, top, height)
        if face.rehearsal:
            self._mark(_("REHEARSAL"), left + self.margin * 0.6, top, height)

    def _clock_box(self) -> QRectF:
        wide = advance("00:00:00", self._clock_font())
        return QRectF(self.width - self.margin - wide, self.margin * 0.8, wide, 0.072 * self.height)

    def _clock_font(self) -> QFont:
        return font(0.056 * self.height, bold=True)

    def _clock(self, face: Face, box: QRectF) -> None:
        self.time(face.clock, box, self._clock_font(), look.INK)

    def _link_box(self, face: Face) -> QRectF:
        """Return the room between the marks at the left and the clock."""
        clock = self._clock_box()
        left = self.margin + self._chip_width(face)
        if face.rehearsal:
            left += self._mark_width(_("REHEARSAL")) + self.margin * 0.6
        return QRectF(left + self.margin, clock.top(), clock.left() - left - 2 * self.margin, clock.height())

    def _link(self, link: Link, box: QRectF) -> None:
        words = _("Link lost, last state kept · {age}") if link.lost else _("link {age}")
        ink = look.WARN if link.lost else look.DIM
        self.fit(words.format(age=link.age), box, self.size.small, RIGHT, ink)

    def _word_font(self) -> QFont:
        """Return the letters of the words in boxes at the top."""
        return font(min(self.size.small, 0.052 * self.height), bold=True)

    def _chip_width(self, face: Face) -> float:
        words = self._word_font()
        return advance(face.air_word, words) + 0.030 * self.height + 2.55 * 0.028 * self.height

    def _chip(self, face: Face, top: float, height: float) -> float:
        ground, edge, shape = {
            Air.LIVE: (look.LIVE_GROUND, look.LIVE_EDGE, look.LIVE_SHAPE),
            Air.HELD: (look.HELD_GROUND, look.HELD_EDGE, look.HELD_EDGE),
            Air.IDLE: (look.IDLE_GROUND, look.IDLE_EDGE, look.IDLE_EDGE),
        }[face.air]
        words = self._word_font()
        side = 0.030 * self.height
        pad = 0.028 * self.height
        wide = self._chip_width(face)
        box = QRectF(self.margin, top, wide, height)
        self.box(box, ground, edge)
        mark = QRectF(box.left() + pad, box.center().y() - side / 2, side, side)
        self.shape(face.air, mark, shape)
        self.text(face.air_word, box.adjusted(side + 1.55 * pad, 0, 0, 0), words, LEFT, look.INK)
        return wide

    def _mark_width(self, word: str) -> float:
        return advance(word, self._word_font()) + 0.05 * self.height

    def _mark(self, word: str, left: float, top: float, height: float) -> None:
        box = QRectF(left, top, self._mark_width(word), height)
        self.box(box, look.GROUND, look.REHEARSAL)
        self.text(word, box, self._word_font(), Qt.AlignmentFlag.AlignCenter, look.REHEARSAL)

    def _rehearsal_edge(self) -> None:
        thick = max(3.0, 0.006 * self.height)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(look.REHEARSAL), thick))
        half = thick / 2
        self.painter.drawRect(QRectF(half, half, self.width - thick, self.height - thick))

    # -- left: now ---------------------------------------------------------------------

    def _left(self, face: Face) -> None:
        room = QRectF(self.margin, 0.118 * self.height, self.middle - self.margin, 0.685 * self.height)
        body = self._body(face, room)
        # Where even the smallest letters are too many, points give way: the must-say and the price stay whole.
        last = room.bottom() - self._left_height(replace(face, label="", title="", points=()), body, room.width())
        self.painter.save()
        self.painter.setClipRect(room)
        top = room.top()
        if face.label:
            top += self._lines(face.label, room, top, font(0.5 * body), look.DIM, 1.25)
        if face.title:
            top += self._lines(face.title, room, top, font(1.12 * body, bold=True), look.INK, 1.32)
        for point in face.points:
            top += self._point(point, room, top, body, bottom=max(last, room.top()))
        if face.must_say:
            top += self._must_say(face.must_say, room, top + 0.25 * body, body) + 0.25 * body
        if face.price:
            self._price(face, room, top + 0.1 * body, body)
        self.painter.restore()

    def _body(self, face: Face, room: QRectF) -> float:
        """Return the largest body size that fits; a little smaller is better than a point in two lines."""
        fits = partial(self._fits, face, room)
        place = bisect_left(self._sizes, x=True, key=fits)
        body = self._sizes[min(place, len(self._sizes) - 1)]
        single = body
        while single > max(self.size.floor, 0.84 * body) and self._broken(face, single, room.width()):
            single *= STEP
        return body if self._broken(face, single, room.width()) else single

    def _fits(self, face: Face, room: QRectF, body: float) -> bool:
        return self._left_height(face, body, room.width()) <= room.height()

    def _broken(self, face: Face, body: float, width: float) -> bool:
        metrics = QFontMetricsF(font(body))
        return any(metrics.horizontalAdvance(point) > width - BULLET_INDENT * body for point in face.points)

    def _left_height(self, face: Face, body: float, width: float) -> float:
        """Return the height that the left column needs at that body size; without end where a word would not fit."""
        indent = BULLET_INDENT * body
        parts = [self._wrapped(face.title, font(1.12 * body, bold=True), width, 1.32)]
        parts += [self._wrapped(point, font(body), width - indent, 1.28) for point in face.points]
        if face.label:
            parts.append(0.5 * body * 1.25)
        if face.must_say:
            parts.append(self._wrapped(self._must_words(face.must_say), self._must_font(body), width - indent, 1.3))
            parts.append(0.5 * body)
        if face.price:
            parts.append(1.35 * body)
        return sum(parts)

    def _wrapped(self, text: str, letters: QFont, width: float, spacing: float) -> float:
        if not text:
            return 0.0
        box = QFontMetricsF(letters).boundingRect(QRectF(0, 0, width, 1e6), int(WRAP), text)
        if box.width() > width + 1:
            return 1e6
        line = line_height(text, letters)
        return (round(box.height() / line) - 1) * line + letters.pixelSize() * spacing

    def _lines(self, text: str, room: QRectF, top: float, letters: QFont, ink: str, spacing: float) -> float:
        """Paint *text* wrapped; return the height used."""
        height = self._wrapped(text, letters, room.width(), spacing)
        if height >= 1e6:
            text, height = self.elided(text, letters, room.width()), letters.pixelSize() * spacing
        box = QRectF(room.left(), top, room.width(), height)
        self.text(text, box, letters, LEFT | WRAP, ink)
        return height

    def _point(self, text: str, room: QRectF, top: float, body: float, bottom: float) -> float:
        letters = font(body)
        indent = BULLET_INDENT * body
        inner = room.adjusted(indent, 0, 0, 0)
        height = self._wrapped(text, letters, inner.width(), 1.28)
        if top + min(height, 1.28 * body) > bottom:
            return 0.0
        if height >= 1e6:
            text, height = self.elided(text, letters, inner.width()), 1.28 * body
        upright = LEFT
        if top + height > bottom + 1:  # as many whole lines as there is room for
            line = line_height(text, letters)
            height = 1.28 * body + line * max(0, int((bottom - top - 1.28 * body) / line))
            upright = UPPER_LEFT
        dot = max(4.0, 0.14 * body)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(look.INK))
        self.painter.drawEllipse(QPointF(room.left() + dot, top + 0.68 * body), dot / 2, dot / 2)
        self.text(text, QRectF(inner.left(), top, inner.width(), height), letters, upright | WRAP, look.INK)
        return height

    def _must_font(self, body: float) -> QFont:
        return font(0.86 * body, bold=True)

    def _must_words(self, text: str) -> str:
        return _("Must say: {text}").format(text=text)

    def _must_say(self, text: str, room: QRectF, top: float, body: float) -> float:
        letters = self._must_font(body)
        inner = room.adjusted(BULLET_INDENT * body, 0, 0, 0)
        height = self._lines(self._must_words(text), inner, top, letters, look.INK, 1.3)
        thick = max(4.0, 0.13 * body)
        self.painter.fillRect(QRectF(room.left(), top, thick, height), QColor(look.INK))
        return height

    def _price(self, face: Face, room: QRectF, top: float, body: float) -> None:
        big, small = font(1.15 * body, bold=True), font(0.68 * body)
        wide = QFontMetricsF(big).horizontalAdvance(face.price)
        line = QRectF(room.left(), top, room.width(), 1.3 * body)
        if wide > room.width():
            self.fit(face.price, line, 1.15 * body, LEFT, look.INK, bold=True)
            return
        self.text(face.price, line, big, LEFT, look.INK)
        rest = line.adjusted(wide + 0.35 * body, 0, 0, 0)
        # both stand on one baseline: the small line goes down by half the difference of the capitals
        down = (QFontMetricsF(big).capHeight() - QFontMetricsF(small).capHeight()) / 2
        self.fit(face.more_price, rest.translated(0, down), 0.68 * body, LEFT, look.DIM)

    # -- bottom: the message -----------------------------------------------------------

    def _band(self, face: Face) -> None:
        if face.message is None:
            return
        height = 0.155 * self.height
        box = QRectF(self.margin, self.height - self.margin - height, self.width - 2 * self.margin, height)
        ground, edge, shape = (
            (look.URGENT_GROUND, look.URGENT_EDGE, look.URGENT_SHAPE)
            if face.urgent
            else (look.MESSAGE_GROUND, look.MESSAGE_EDGE, look.MESSAGE_SHAPE)
        )
        self.box(box, ground, edge, thick=0.013 if face.pulse else 0.005)
        side = 0.054 * self.height
        mark = QRectF(box.left() + 0.045 * self.height, box.center().y() - side / 2, side, side)
        self.message_shape(mark, shape, urgent=face.urgent)
        hint = _("seen") if face.seen else _("pedal, space or touch = seen")
        pad = 0.042 * self.height
        wide = min(advance(hint, font(self.size.small)), 0.22 * self.width)
        right = QRectF(box.right() - pad - wide, box.top(), wide, height)
        self.fit(hint, right, self.size.small, RIGHT, look.INK, lines=2)
        if face.seen:
            self.tick(QRectF(box.right() - pad - wide - 0.05 * self.height, box.center().y() - side / 3, side, side))
            wide += 0.06 * self.height
        text = QRectF(
            mark.right() + pad * 0.8, box.top(), box.right() - wide - 2 * pad - mark.right() - pad * 0.8, height
        )
        self.fit(face.message_text, text, min(self.size.message, 0.7 * height), LEFT, look.INK, bold=True, lines=2)
