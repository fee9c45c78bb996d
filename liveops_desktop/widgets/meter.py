"""Level meters: a bar for each channel with its peak held, a scale in dB, and a word for what is wrong.

Painted at most ten times a second, and only while it is seen.
"""

from collections.abc import Sequence
from math import ceil, inf, isinf

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from liveops_desktop.core.meters import ChannelLevels, Levels
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.lamp import paint_shape
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.sides import LEFT, RIGHT
from liveops_desktop.words import _

FLOOR, TOP = -60.0, 0.0
"""dBFS at the two ends of the bar."""
MARKS = (-60, -50, -40, -30, -20, -10, 0)
WARM, HOT = -9.0, -3.0
"""dBFS: from here on amber, and red."""
EVERY = 100
"""Milliseconds between two paintings."""
_SEGMENT = 2.0
"""dB of one segment."""
_STRIPS = 4
"""Lit bars kept by one meter: open and closed, and those of another size or look."""
SEGMENTS = round((TOP - FLOOR) / _SEGMENT)


def place(level: float) -> float:
    """Return where on the bar a level in dBFS stands, 0…1."""
    return min(1.0, max(0.0, (level - FLOOR) / (TOP - FLOOR)))


def mark_of(levels: Levels) -> tuple[State, str]:
    """Return the mark beside the bar, the worst first; no word where nothing is wrong."""
    if not levels.channels and not levels.dead:
        return State.UNKNOWN, _("no level")
    if levels.talking:
        return State.BAD, _("talks, muted")
    if levels.dead:
        return State.BAD, _("digital zero")
    if levels.clips:
        return State.BAD, _("clips")
    if levels.closed:
        return State.WARN, _("muted")
    return State.GOOD, ""


def decibels(level: float) -> str:
    """Return a level as it is read: whole decibels, ``-18``; ``-∞`` for nothing."""
    return "-∞" if isinf(level) else f"{round(level)}"


def bar_in(widget: QWidget) -> QRectF:
    """Return where the bar is; names and words keep their place, so that bars stand below each other."""
    left, right = widget.width() * 0.26, look().px(150)
    return QRectF(left, look().px(4), max(1.0, widget.width() - left - right), widget.height() - look().px(8))


class Meter(QWidget):
    """One input: name, a bar for each channel, what is wrong, and the highest peak of the last seconds."""

    def __init__(self, name: str = "") -> None:
        """Build it without a level."""
        super().__init__()
        self._levels = Levels(name, ())
        self._strips: dict[tuple[object, ...], QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def levels(self) -> Levels:
        """Return what is shown."""
        return self._levels

    def put(self, levels: Levels) -> None:
        """Show these levels; the board sees to the pace."""
        if levels != self._levels:
            self._levels = levels
            self._tell()
            self.update()

    def _tell(self) -> None:
        state, word = mark_of(self._levels)
        held = max((one.hold for one in self._levels.channels), default=-inf)
        peak = _("peak {level} dBFS").format(level=decibels(held)) if self._levels.channels else ""
        said = ", ".join(part for part in (self._levels.input, peak, word) if part)
        if said != self.accessibleName():
            self.setAccessibleName(said)
            self.setToolTip(said)
        self._mark = (state, word)

    def sizeHint(self) -> QSize:
        """Return the room of a name, a bar and a word."""
        return QSize(look().px(360), look().px(30))

    def minimumSizeHint(self) -> QSize:
        """Return the least at which the bar can still be read."""
        return QSize(look().px(260), look().px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bars, mark and figure."""
        painter = QPainter(self)
        bar = bar_in(self)
        painter.setFont(look().font(Type.BODY))
        painter.setPen(look().tone(Tone.PLAIN))
        room = bar.left() - look().px(8)
        name = painter.fontMetrics().elidedText(self._levels.input, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(0, 0, room, self.height()), LEFT, name)
        channels = self._levels.channels or (ChannelLevels(-inf, -inf, -inf, -inf),)
        gap = look().px(2)
        high = (bar.height() - gap * (len(channels) - 1)) / len(channels)
        for number, channel in enumerate(channels):
            self._paint_bar(painter, QRectF(bar.left(), bar.top() + number * (high + gap), bar.width(), high), channel)
        self._paint_mark(painter, bar.right() + look().px(8))

    def _paint_bar(self, painter: QPainter, box: QRectF, channel: ChannelLevels) -> None:
        painter.fillRect(box, QColor(look().palette.line))
        closed = self._levels.closed
        reached = channel.raw if closed else channel.peak
        if reached > FLOOR:
            strip = self._strip(box.size().toSize(), closed=closed)
            lit = min(SEGMENTS, ceil((min(reached, TOP) - FLOOR) / _SEGMENT)) / SEGMENTS
            part = QRectF(0, 0, strip.width() * lit, strip.height())
            painter.drawPixmap(QRectF(box.left(), box.top(), box.width() * lit, box.height()), strip, part)
        if channel.hold > FLOOR and not closed:
            wide = look().px(2)
            at = min(box.right() - wide, box.left() + box.width() * place(channel.hold))
            painter.fillRect(QRectF(at, box.top(), wide, box.height()), look().tone(Tone.PLAIN))

    def _strip(self, size: QSize, *, closed: bool) -> QPixmap:
        """Return the lit bar, of which a level shows a part: painted once, not ten times a second."""
        kind = size.width(), size.height(), look().palette.name, self.devicePixelRatioF(), closed
        if kind not in self._strips:
            if len(self._strips) >= _STRIPS:  # the window is being drawn wider
                self._strips.clear()
            self._strips[kind] = _painted(size, self.devicePixelRatioF(), closed=closed)
        return self._strips[kind]

    def _paint_mark(self, painter: QPainter, left: float) -> None:
        state, word = self._mark
        painter.setFont(look().font(Type.SMALL))
        if self._levels.channels:
            painter.setPen(look().tone(Tone.DIM))
            held = decibels(max(one.hold for one in self._levels.channels))
            painter.drawText(QRectF(left, 0, look().px(28), self.height()), RIGHT, held)
        if word:
            side = look().px(10)
            left += look().px(36)
            paint_shape(painter, state, QRectF(left, (self.height() - side) / 2, side, side))
            painter.setPen(look().tone(Tone.PLAIN))
            room = QRectF(left + side + look().px(6), 0, self.width() - left - side - look().px(6), self.height())
            shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, LEFT, shown)


def _painted(size: QSize, ratio: float, *, closed: bool) -> QPixmap:
    """Return a bar with every segment lit; *closed*: outlined, as what comes in goes nowhere."""
    strip = QPixmap(QSizeF(size * ratio).toSize())
    strip.setDevicePixelRatio(ratio)
    strip.fill(QColor(look().palette.line))
    painter = QPainter(strip)
    for number in range(SEGMENTS):
        left, right = (size.width() * at / SEGMENTS for at in (number, number + 1))
        piece = QRectF(left, 0, right - left - look().px(1), size.height())
        if closed:
            painter.setPen(QPen(look().tone(Tone.DIM), 1))
            painter.drawRect(piece.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.fillRect(piece, _colour(FLOOR + number * _SEGMENT))
    painter.end()
    return strip


def _colour(level: float) -> QColor:
    state = State.BAD if level >= HOT else State.WARN if level >= WARM else State.GOOD
    return look().state(state)


class Scale(QWidget):
    """The figures below the bars of meters that are as wide."""

    def __init__(self) -> None:
        """Build it."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of one line of figures."""
        return QSize(look().px(260), look().metrics(Type.SMALL).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figures, as many as have room."""
        painter = QPainter(self)
        painter.setFont(look().font(Type.SMALL))
        painter.setPen(look().tone(Tone.DIM))
        bar = bar_in(self)
        wide = painter.fontMetrics().horizontalAdvance("-60 ")
        step = 1 if bar.width() / len(MARKS) >= wide else 2
        for mark in MARKS[::step]:
            middle = bar.left() + bar.width() * place(mark)
            figure = QRectF(middle - wide, 0, 2 * wide, self.height())
            painter.drawText(figure, Qt.AlignmentFlag.AlignHCenter, decibels(mark))


class MeterBoard(QWidget):
    """A meter for each input, one below the other, with one scale."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self._meters: dict[str, Meter] = {}
        self._waiting: tuple[Levels, ...] | None = None
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        column = self._column = QVBoxLayout(self)
        margins(column, 0, 0, 2)
        self._scale = Scale()
        self._scale.hide()
        column.addWidget(self._scale)

    def put(self, levels: Sequence[Levels]) -> None:
        """Show these inputs in this order. Out of sight nothing is done; too soon after the last, it waits."""
        if not self.isVisible():
            return
        self._waiting = tuple(levels)
        left = EVERY - self._since.elapsed() if self._since.isValid() else 0
        if left <= 0:
            self._show()
        elif not self._timer.isActive():
            self._timer.start(left)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what waits."""
        self._timer.stop()
        self._waiting = None

    def _show(self) -> None:
        levels, self._waiting = self._waiting or (), None
        self._since.restart()
        names = [one.input for one in levels]
        if names != list(self._meters):
            self._arrange(names)
        for one in levels:
            self._meters[one.input].put(one)

    def _arrange(self, names: Sequence[str]) -> None:
        """Build a meter for each, and keep those there are."""
        for name in [name for name in self._meters if name not in names]:
            meter = self._meters.pop(name)
            self._column.removeWidget(meter)
            meter.deleteLater()
        kept = self._meters
        self._meters = {name: kept.get(name) or Meter(name) for name in names}
        for number, meter in enumerate(self._meters.values()):
            self._column.insertWidget(number, meter)
            meter.show()
        self._scale.setVisible(bool(names))

    def meters(self) -> tuple[Meter, ...]:
        """Return the meters shown, from the top."""
        return tuple(self._meters.values())
