"""The timeline of a show as a picture: planned, forecast and as it ran, row by row on one time axis.

It says with the same shapes and inks what ``panels/timeline.py`` says on screen, in the light palette whatever the
screen has: it is for paper. Drawn with any painter in units of a quarter point, so that it stays sharp in print.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from liveops_desktop.core.asrun import AsRun, as_run
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.show import Show
from liveops_desktop.core.timetext import over_under, wall_time
from liveops_desktop.core.timing import Timing
from liveops_desktop.shell.timeline_axis import POINT, TITLES, WIDTH, ahead, axis_of
from liveops_desktop.widgets.look import LIGHT
from liveops_desktop.words import _

ROWS = 36
"""Cues in one picture; a longer run-of-show is cut into several, each with its own axis."""
_ROW = 14 * POINT
_AXIS = 16 * POINT
_LANE = 12 * POINT
_LEGEND = 22 * POINT
_INK, _DIM, _GRID = QColor(LIGHT.plain), QColor(LIGHT.dim), QColor(LIGHT.line)
_PLANNED = _AHEAD = _DIM
"""The plan is an outline, the forecast a filled bar."""
_ACTUAL, _OVER, _TROUBLE = QColor(LIGHT.info), QColor(LIGHT.warn), QColor(LIGHT.bad)
_TROUBLE_GROUND = QColor(_TROUBLE.red(), _TROUBLE.green(), _TROUBLE.blue(), 28)


class TimelinePicture:
    """One picture: *rows* of the as-run of *show* as *timing* has it, painted with the fonts of *families*."""

    def __init__(self, show: Show, timing: Timing, rows: Sequence[AsRun], families: Sequence[str]) -> None:
        assert show.header is not None, "a show without a header has no times"
        self.show, self.timing, self.rows, self.zone = show, timing, rows, show.header.zone
        self.plan = timing.plan
        self.axis = axis_of(show, timing, rows)
        self._families = list(families)
        self._incidents = [i for i in show.incidents if self.axis.holds(i.opened_at)]
        self._markers = [note for note in show.notes if note.marker and self.axis.holds(note.at)]
        self._top = _AXIS + _LANE * (bool(self._incidents) + bool(self._markers))
        self.height = self._top + _ROW * len(rows) + _LEGEND

    def paint(self, painter: QPainter) -> None:
        """Paint it at the origin, ``WIDTH`` × ``height`` units."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter)
        self._paint_lanes(painter)
        self._paint_hard_starts(painter)
        for index, row in enumerate(self.rows):
            self._paint_row(
                painter, self._top + index * _ROW, row, again=index > 0 and self.rows[index - 1].cue == row.cue
            )
        self._paint_hard_out(painter)
        self._paint_now(painter)
        self._paint_legend(painter)

    # -- parts -------------------------------------------------------------------------

    def _paint_axis(self, painter: QPainter) -> None:
        bottom = self._top + _ROW * len(self.rows)
        painter.setFont(self._font(7))
        for at in self.axis.ticks(self.show.clock.shift):
            x = self.axis.x(at)
            painter.setPen(QPen(_GRID, 2))
            painter.drawLine(QPointF(x, _AXIS - 2 * POINT), QPointF(x, bottom))
            painter.setPen(_DIM)
            # the last name is set to the left of its line, where the paper ends
            box = QRectF(min(x - 60, WIDTH - 120), 0, 120, _AXIS - 2 * POINT)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._clock(at))

    def _paint_lanes(self, painter: QPainter) -> None:
        top = float(_AXIS)
        bottom = self._top + _ROW * len(self.rows)
        if self._incidents:
            self._lane_name(painter, top, _("Incidents"))
            for incident in self._incidents:
                left = self.axis.x(incident.opened_at)
                right = self.axis.x(min(self.axis.end, incident.closed_at or self.axis.end))
                painter.fillRect(QRectF(left, top, max(right - left, 4), bottom - top), _TROUBLE_GROUND)
                bar = QRectF(left, top + POINT, max(right - left, 2 * POINT), _LANE - 2 * POINT)
                painter.fillRect(bar, _TROUBLE)
                self._beside(painter, bar, incident.card.id, _TROUBLE)
            top += _LANE
        if self._markers:
            self._lane_name(painter, top, _("Markers"))
            places = [self.axis.x(marker.at) for marker in self._markers]
            for marker, x, free in zip(self._markers, places, [*places[1:], float(WIDTH)], strict=True):
                _diamond(painter, QPointF(x, top + _LANE / 2), _INK)
                box = QRectF(x + 4 * POINT, top, self._wide(marker.text, 6.5), _LANE)
                if box.right() <= free - 4 * POINT:  # else the list below the picture names it
                    self._text(painter, box, marker.text, _INK, 6.5)

    def _paint_row(self, painter: QPainter, top: float, row: AsRun, *, again: bool) -> None:
        painter.setPen(QPen(_GRID, 1))
        painter.drawLine(QPointF(0, top), QPointF(WIDTH, top))
        ink = _DIM if row.run is None else _INK
        if not again:
            self._text(painter, QRectF(0, top, 14 * POINT, _ROW), str(row.number), _DIM, 7, right=True)
            skipped = _("skipped")
            title = row.cue.title if not row.cue.skipped else f"{row.cue.title} ({skipped})"
            self._text(painter, QRectF(18 * POINT, top, TITLES - 24 * POINT, _ROW), title, ink, 7.5)
            if row.planned_start is not None:
                self._paint_planned(painter, top, row, row.planned_start)
        if row.run is not None:
            self._paint_actual(painter, top, row)
        elif (foreseen := ahead(self.timing, row)) is not None:
            painter.fillRect(self._bar(*foreseen, top + 6.5 * POINT, 5 * POINT), _AHEAD)

    def _paint_planned(self, painter: QPainter, top: float, row: AsRun, start: Instant) -> None:
        end = self._planned_end(row, start)
        bar = self._bar(start, end, top + 2.5 * POINT, 3 * POINT)
        painter.setPen(QPen(_PLANNED, 2))
        painter.drawRect(bar)
        if row.cue.hard is not None:
            _pin(painter, QPointF(bar.left(), top + 1.5 * POINT))

    def _paint_actual(self, painter: QPainter, top: float, row: AsRun) -> None:
        run = row.run
        assert run is not None, "only a cue that ran"
        end = run.ended_at if run.ended_at is not None else self.timing.now
        if run.ended_at is None and self.timing.run is not None:
            painter.fillRect(self._bar(end, self.timing.run.ends, top + 6.5 * POINT, 5 * POINT), _AHEAD)
        bar = self._bar(run.taken_at, end, top + 6.5 * POINT, 5 * POINT)
        painter.fillRect(bar, _ACTUAL)
        if row.over is None or row.over < 1_000:
            return
        late = self._bar(Instant(end - row.over), end, bar.top(), bar.height())
        painter.fillRect(late, _OVER)
        self._beside(painter, bar, over_under(row.over), _OVER)

    def _paint_hard_starts(self, painter: QPainter) -> None:
        pen = QPen(_OVER, 0.5 * POINT, Qt.PenStyle.DashLine)
        for row in self.rows:
            at = self.plan.hards.get(row.cue.id)
            if at is not None and self.axis.holds(at):
                self._line(painter, at, pen)

    def _paint_hard_out(self, painter: QPainter) -> None:
        at = self.plan.hard_out
        if at is not None and self.axis.holds(at):
            self._line(painter, at, QPen(_TROUBLE, 1.2 * POINT))

    def _paint_now(self, painter: QPainter) -> None:
        if self._on_air():
            self._line(painter, self.timing.now, QPen(_ACTUAL, 0.8 * POINT))

    def _on_air(self) -> bool:
        """Tell whether the report is made in the middle of the show: then it has a now."""
        return self.show.air.run is not None and self.axis.holds(self.timing.now)

    def _line(self, painter: QPainter, at: Instant, pen: QPen) -> None:
        x = self.axis.x(at)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, _AXIS - 3 * POINT), QPointF(x, self._top + _ROW * len(self.rows)))

    def _paint_legend(self, painter: QPainter) -> None:
        x, y = 0.0, self.height - _LEGEND / 2
        middle = y - 2.5 * POINT
        painter.setPen(QPen(_PLANNED, 2))
        painter.drawRect(QRectF(x, middle, 12 * POINT, 5 * POINT))
        x = self._named(painter, x + 15 * POINT, y, _("Planned"))
        for name, colour, there in (
            (_("Forecast"), _AHEAD, any(row.run is None and ahead(self.timing, row) for row in self.rows)),
            (_("Actual"), _ACTUAL, True),
            (_("Over its length"), _OVER, True),
        ):
            if there:
                painter.fillRect(QRectF(x, middle, 12 * POINT, 5 * POINT), colour)
                x = self._named(painter, x + 15 * POINT, y, name)
        if any(row.cue.hard is not None for row in self.rows):
            _pin(painter, QPointF(x + 3 * POINT, middle))
            x = self._named(painter, x + 9 * POINT, y, _("Hard start"))
        hard_out = self.plan.hard_out
        if hard_out is not None and self.axis.holds(hard_out):
            painter.fillRect(QRectF(x + 2 * POINT, y - 5 * POINT, 1.2 * POINT, 10 * POINT), _TROUBLE)
            x = self._named(painter, x + 7 * POINT, y, _("Hard out") + " " + self._clock(hard_out))
        if self._on_air():
            painter.fillRect(QRectF(x + 2 * POINT, y - 5 * POINT, 0.8 * POINT, 10 * POINT), _ACTUAL)
            x = self._named(painter, x + 7 * POINT, y, _("now") + " " + self._clock(self.timing.now))
        if self._incidents:
            painter.fillRect(QRectF(x, middle, 12 * POINT, 5 * POINT), _TROUBLE)
            x = self._named(painter, x + 15 * POINT, y, _("Incident"))
        if self._markers:
            _diamond(painter, QPointF(x + 3 * POINT, y), _INK)
            self._named(painter, x + 9 * POINT, y, _("Marker"))

    # -- strokes -----------------------------------------------------------------------

    def _planned_end(self, row: AsRun, start: Instant) -> Instant:
        baseline = self.show.air.baseline
        if baseline is not None:
            return baseline.ends.get(row.cue.id, Instant(start + row.cue.planned))
        return self.plan.ends[row.number - 1] or Instant(start + row.cue.planned)

    def _bar(self, start: Instant, end: Instant, top: float, height: float) -> QRectF:
        left = self.axis.x(max(start, self.axis.start))
        right = self.axis.x(min(end, self.axis.end))
        return QRectF(left, top, max(right - left, 2), height)

    def _beside(self, painter: QPainter, bar: QRectF, text: str, ink: QColor) -> None:
        """Write *text* to the right of *bar*; to its left where the paper ends."""
        wide = self._wide(text, 6.5)
        x = bar.right() + 2 * POINT if bar.right() + 2 * POINT + wide <= WIDTH else bar.left() - 2 * POINT - wide
        self._text(painter, QRectF(x, bar.center().y() - _ROW / 2, wide, _ROW), text, ink, 6.5)

    def _lane_name(self, painter: QPainter, top: float, name: str) -> None:
        self._text(painter, QRectF(18 * POINT, top, TITLES - 24 * POINT, _LANE), name, _DIM, 7)

    def _named(self, painter: QPainter, x: float, y: float, name: str) -> float:
        wide = self._wide(name, 7)
        self._text(painter, QRectF(x, y - _ROW / 2, wide, _ROW), name, _DIM, 7)
        return x + wide + 12 * POINT

    def _text(
        self, painter: QPainter, box: QRectF, text: str, ink: QColor, size: float, *, right: bool = False
    ) -> None:
        font = self._font(size)
        painter.setFont(font)
        painter.setPen(ink)
        fitting = QFontMetricsF(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width() + 1)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(0, 0, 2, 0), side | Qt.AlignmentFlag.AlignVCenter, fitting)

    def _wide(self, text: str, size: float) -> float:
        return QFontMetricsF(self._font(size)).horizontalAdvance(" ".join(text.split())) + 2

    def _font(self, size: float) -> QFont:
        font = QFont(self._families)
        font.setPixelSize(round(size * POINT))
        return font

    def _clock(self, at: Instant) -> str:
        return wall_time(at, self.zone, self.show.clock.shift, False)


def pictures(show: Show, families: Sequence[str]) -> tuple[TimelinePicture, ...]:
    """Return the pictures of *show*, in order; none for a show without a header or without cues."""
    if show.header is None or not show.cues:
        return ()
    timing = time_show(show, show.last_at)
    rows = as_run(show, timing.plan)
    count = -(-len(rows) // ROWS)
    size = -(-len(rows) // count)  # even parts: no picture of a single row
    parts = [rows[first : first + size] for first in range(0, len(rows), size)]
    return tuple(TimelinePicture(show, timing, part, families) for part in parts)


def _pin(painter: QPainter, at: QPointF) -> None:
    """Paint the mark of a hard start: a triangle that stands on its time."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_INK)
    half, high = 2.4 * POINT, 4.5 * POINT
    painter.drawPolygon(QPolygonF([at + QPointF(-half, 0), at + QPointF(half, 0), at + QPointF(0, high)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _diamond(painter: QPainter, at: QPointF, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    far = 3 * POINT
    corners = [QPointF(0, -far), QPointF(far, 0), QPointF(0, far), QPointF(-far, 0)]
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
