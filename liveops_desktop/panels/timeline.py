"""The run-of-show on one time axis: planned, forecast and as it ran, with now, hard starts and the hard out."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span
from liveops_desktop.core.cue import Cue
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import over_under, wall_time
from liveops_desktop.core.timing import Timing
from liveops_desktop.panels import Panel, PanelWidget, Room, Send
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import Section, margins
from liveops_desktop.widgets.keys import HOME
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.words import N_, _

STEPS = tuple(Span(minutes * MINUTE) for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 240))
NEAREST, FARTHEST = 0.2, 40.0
"""Minutes in a hundred pixels."""


class Axis:
    """Turns instants into pixels: *start* at *left*, *per_pixel* milliseconds to each."""

    def __init__(self, start: Instant, end: Instant, left: int, per_pixel: float) -> None:
        self.start, self.end, self.left, self.per_pixel = start, end, left, per_pixel

    def x(self, at: Instant) -> int:
        """Return where *at* stands."""
        return self.left + round((at - self.start) / self.per_pixel)

    def width(self) -> int:
        """Return how wide the whole is."""
        return self.x(self.end)

    def step(self, least: int) -> Span:
        """Return the smallest step between named times that is at least *least* pixels wide."""
        return next((step for step in STEPS if step / self.per_pixel >= least), STEPS[-1])


class Bars(QWidget):
    """One row per cue: the plan as an outline, the forecast filled, the as-run solid; words say which is which."""

    def __init__(self) -> None:
        super().__init__()
        self._show: Show | None = None
        self._timing: Timing | None = None
        self._shift = Span(0)
        self._per_pixel = 4_000.0
        self._fitted = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Timeline"))

    def put(self, show: Show, timing: Timing, shift: Span, width: int) -> None:
        """Show the times of *timing*; the first time it is zoomed so that all of it is seen in *width* pixels."""
        if not self._fitted and width > 0 and show.cues:
            self._fitted = True
            self._fit(show, timing, width)
        moved = self._timing is None or self._show is not show or self._timing.plan is not timing.plan
        at_pixel = None if self._timing is None else round(self._timing.now / self._per_pixel)
        self._show, self._timing, self._shift = show, timing, shift
        if moved:
            self.resize(self.sizeHint().expandedTo(QSize(width, 0)))
            self.setMinimumSize(self.sizeHint())
        if moved or at_pixel != round(timing.now / self._per_pixel):
            self.update()

    def zoom(self, factor: float) -> None:
        """Show *factor* times as much in the same width."""
        least, most = (minutes * MINUTE / 100 for minutes in (NEAREST, FARTHEST))
        self._per_pixel = min(most, max(least, self._per_pixel * factor))
        self.setMinimumSize(self.sizeHint())
        self.resize(self.sizeHint())
        self.update()

    def fit(self, width: int) -> None:
        """Zoom so that all of it is seen in *width* pixels."""
        if self._show is not None and self._timing is not None:
            self._fit(self._show, self._timing, width)
            self.setMinimumSize(self.sizeHint())
            self.update()

    def _fit(self, show: Show, timing: Timing, width: int) -> None:
        start, end = _ends(show, timing)
        self._per_pixel = max(NEAREST * MINUTE / 100, (end - start) / max(100, width - look().px(210)))

    def axis(self) -> Axis | None:
        """Return the axis of what is shown."""
        if self._show is None or self._timing is None:
            return None
        return Axis(*_ends(self._show, self._timing), look().px(180), self._per_pixel)

    def sizeHint(self) -> QSize:
        """Return the room of all cues."""
        axis = self.axis()
        rows = 0 if self._show is None else len(self._show.cues)
        width = look().px(400) if axis is None else axis.width() + look().px(24)
        return QSize(width, look().px(34) + rows * look().px(24) + look().px(10))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without it the area around scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(0.8 if event.angleDelta().y() > 0 else 1.25)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axis, the rows in sight, the hard times and now."""
        show, timing, axis = self._show, self._timing, self.axis()
        if show is None or timing is None or axis is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        zone = show.header.zone if show.header is not None else "UTC"
        self._paint_axis(painter, axis, zone, event.rect())
        top, high = look().px(34), look().px(24)
        first = max(0, (event.rect().top() - top) // high)
        last = min(len(show.cues), (event.rect().bottom() - top) // high + 1)
        for row in range(first, last):
            self._paint_row(painter, show, timing, axis, row, top + row * high)
        for at in timing.plan.hards.values():
            self._line(painter, axis.x(at), look().tone(Tone.WARN), dashed=True)
        if timing.plan.hard_out is not None:
            self._line(painter, axis.x(timing.plan.hard_out), look().tone(Tone.BAD), dashed=False)
            self._word(painter, axis.x(timing.plan.hard_out), _("hard out"), Tone.BAD)
        if axis.start <= timing.now <= axis.end:
            self._line(painter, axis.x(timing.now), look().tone(Tone.INFO), dashed=False)
            self._word(painter, axis.x(timing.now), _("now"), Tone.INFO)

    def _paint_axis(self, painter: QPainter, axis: Axis, zone: str, part: QRect) -> None:
        painter.setFont(look().font(Type.SMALL))
        step = axis.step(look().px(74))
        first = -(-(axis.start + self._shift) // step) * step - self._shift
        for at in range(first, axis.end + 1, step):
            x = axis.x(Instant(at))
            if part.left() - 80 <= x <= part.right() + 80:
                painter.setPen(QColor(look().palette.line))
                painter.drawLine(x, look().px(18), x, self.height())
                painter.setPen(look().tone(Tone.DIM))
                painter.drawText(
                    QPoint(x - look().px(16), look().px(13)), wall_time(Instant(at), zone, self._shift, False)
                )

    def _paint_row(self, painter: QPainter, show: Show, timing: Timing, axis: Axis, row: int, top: int) -> None:
        cue, plan = show.cues[row], timing.plan
        high = look().px(24)
        painter.setFont(look().font(Type.BODY))
        dim = cue.skipped or cue.id in show.air.done
        painter.setPen(look().tone(Tone.DIM if dim else Tone.PLAIN))
        title = QFontMetrics(painter.font()).elidedText(
            cue.title, Qt.TextElideMode.ElideRight, axis.left - look().px(20)
        )
        painter.drawText(
            QRect(look().px(6), top, axis.left - look().px(12), high), Qt.AlignmentFlag.AlignVCenter, title
        )
        start, end = plan.starts[row], plan.ends[row]
        if start is not None and end is not None:
            painter.setPen(QPen(look().tone(Tone.DIM), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._box(axis, start, end, top + look().px(3), look().px(8)))
        self._paint_ahead(painter, timing, axis, row, cue, top)
        self._paint_ran(painter, show, timing, axis, cue, top)

    def _paint_ahead(self, painter: QPainter, timing: Timing, axis: Axis, row: int, cue: Cue, top: int) -> None:
        forecast = timing.forecast[row] if row < len(timing.forecast) else None
        if forecast is None or row == timing.current:
            return
        end = Instant(forecast + cue.planned) if cue.until is None else max(forecast, timing.plan.untils[cue.id])
        box = self._box(axis, forecast, end, top + look().px(12), look().px(8))
        slack = timing.slack.get(cue.id)
        painter.fillRect(box, look().tone(Tone.WARN if slack is not None and slack < 0 else Tone.DIM))

    def _paint_ran(self, painter: QPainter, show: Show, timing: Timing, axis: Axis, cue: Cue, top: int) -> None:
        runs = [run for run in show.air.past if run.cue == cue.id]
        if show.air.run is not None and show.air.run.cue == cue.id:
            runs.append(show.air.run)
        for run in runs:
            ended = run.ended_at or timing.now
            box = self._box(axis, run.taken_at, ended, top + look().px(12), look().px(8))
            painter.fillRect(box, look().tone(Tone.INFO))
            over = Span(ended - run.taken_at - cue.planned)
            if run.ended_at is not None and cue.until is None and abs(over) >= MINUTE:
                painter.setFont(look().font(Type.SMALL))
                painter.setPen(look().tone(Tone.PLAIN))
                painter.drawText(QPoint(box.right() + look().px(5), top + look().px(20)), over_under(over))

    def _box(self, axis: Axis, start: Instant, end: Instant, top: int, high: int) -> QRect:
        left = axis.x(start)
        return QRect(left, top, max(2, axis.x(end) - left), high)

    def _line(self, painter: QPainter, x: int, ink: QColor, *, dashed: bool) -> None:
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        painter.drawLine(x, look().px(18), x, self.height())

    def _word(self, painter: QPainter, x: int, word: str, tone: Tone) -> None:
        painter.setFont(look().font(Type.SMALL))
        painter.setPen(look().tone(tone))
        painter.drawText(QPoint(x + look().px(4), look().px(29)), word)


def _ends(show: Show, timing: Timing) -> tuple[Instant, Instant]:
    """Return from when to when the axis goes: everything planned, forecast and ran, with some room behind."""
    plan = timing.plan
    known = [plan.start, plan.end, timing.show_end]
    known += [run.taken_at for run in show.air.past[:1]]
    known += [at for at in (plan.hard_out, show.air.started_at, show.air.ended_at) if at is not None]
    start, end = min(known), max(known)
    room = max(MINUTE, (end - start) // 40)
    return Instant(start - room), Instant(max(end, start + HOUR // 12) + 2 * room)


class Timeline(PanelWidget):
    """The bars in a scrolled area, with zoom."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        del send
        self._frame = Section(_("Timeline"))
        self._bars = Bars()
        self._area = QScrollArea()
        self._area.setWidget(self._bars)
        self._area.setProperty(HOME, True)
        self._area.setWidgetResizable(False)
        self._area.setAccessibleName(_("Timeline"))
        self._legend = Toolbar(
            [
                KeyButton(_("Nearer"), "", "plain", lambda: self._bars.zoom(0.7), low=True),
                KeyButton(_("Farther"), "", "plain", lambda: self._bars.zoom(1.4), low=True),
                KeyButton(_("All of it"), "", "plain", lambda: self._bars.fit(self._area.viewport().width()), low=True),
                None,
            ]
        )
        self._frame.body.addWidget(self._legend)
        self._frame.body.addWidget(self._area, 1)
        row = QHBoxLayout()
        row.addWidget(self._frame)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 0)
        down.addLayout(row)

    def draw(self, snapshot: Snapshot) -> None:
        """Show the times of *snapshot*."""
        show, timing = snapshot.show, snapshot.timing
        self._area.setVisible(show is not None and bool(show.cues))
        if show is None or timing is None or not show.cues:
            self._frame.put_head(_("Timeline"), _("no cues to show"))
            return
        self._frame.put_head(_("Timeline"), _("outline: planned · grey: forecast · blue: as it ran"))
        self._bars.put(show, timing, snapshot.wall_shift, self._area.viewport().width())


PANEL = Panel(
    key="timeline",
    title=N_("Timeline"),
    room=Room.PLAN,
    order=40,
    hats=frozenset({Role.PLANNER, Role.EXECUTION}),
    build=Timeline,
)
