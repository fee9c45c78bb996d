"""The time axis of the report's picture: from when to when it goes, and where each time stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from liveops_desktop.core.asrun import AsRun
from liveops_desktop.core.clock import DAY, HOUR, MINUTE, Instant, Span, since
from liveops_desktop.core.show import Show
from liveops_desktop.core.timing import Timing

POINT = 4
"""Units of a point."""
WIDTH = 515 * POINT
TITLES = 150 * POINT
_STEPS = tuple(Span(minutes * MINUTE) for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 240, 480))
_TICKS = 9
"""Times on the axis, at most."""


@dataclass(frozen=True)
class Axis:
    """From *start* to *end* over *width* units, *left* of which are the titles."""

    start: Instant
    end: Instant
    left: float = TITLES
    width: float = WIDTH - TITLES

    def x(self, at: Instant) -> float:
        """Return where *at* stands."""
        return self.left + self.width * since(self.start, at) / max(1, since(self.start, self.end))

    def holds(self, at: Instant) -> bool:
        """Return whether *at* lies on it."""
        return self.start <= at <= self.end

    def ticks(self, shift: Span) -> Sequence[Instant]:
        """Return the times to name: round ones on the wall clock, at most nine."""
        length = since(self.start, self.end)
        step = next((step for step in _STEPS if length // step < _TICKS), Span(DAY // 2))
        first = -(-(self.start + shift) // step) * step - shift
        return [Instant(at) for at in range(first, self.end + 1, step)]


def ahead(timing: Timing, row: AsRun) -> tuple[Instant, Instant] | None:
    """Return from when to when a cue that has not run is foreseen; None where it is not any more."""
    start = timing.forecast[row.number - 1] if row.number <= len(timing.forecast) else None
    if start is None:
        return None
    length = Instant(start + row.cue.planned)
    return start, length if row.cue.until is None else max(start, timing.plan.untils[row.cue.id])


def axis_of(show: Show, timing: Timing, rows: Sequence[AsRun]) -> Axis:
    """Return the axis of all that *rows* planned, foresee and did; the hard out too, where it is not far away."""
    plan, times = timing.plan, list[Instant]()
    for row in rows:
        if row.planned_start is not None:
            times += [row.planned_start, Instant(row.planned_start + row.cue.planned)]
        if row.run is None:
            times += ahead(timing, row) or ()
        else:
            times += [row.run.taken_at, row.run.ended_at or Instant(max(show.last_at, row.run.taken_at))]
            if row.run.ended_at is None and timing.run is not None:
                times.append(timing.run.ends)
    start, end = min(times, default=plan.start), max(times, default=Instant(plan.start + HOUR))
    margin = Span(max(MINUTE, since(start, end) // 50))
    far = Instant(end + since(start, end) // 4)
    if plan.hard_out is not None and end < plan.hard_out <= far:
        end = plan.hard_out
    return Axis(Instant(start - margin), Instant(end + margin))
