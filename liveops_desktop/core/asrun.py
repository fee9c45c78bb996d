"""The as-run beside the plan: one row for every run of every cue, and one for each cue that never ran."""

from msgspec import Struct

from liveops_desktop.core.clock import Instant, Span, since
from liveops_desktop.core.cue import Cue
from liveops_desktop.core.show import Run, Show
from liveops_desktop.core.timing import Plan


class AsRun(Struct, frozen=True):
    """One row. Times on the show's timeline."""

    number: int
    """Place of the cue in the list, from 1."""
    cue: Cue
    planned_start: Instant | None
    """By the baseline where the show has one, else by the plan; None for a cue that was skipped then."""
    run: Run | None
    """None: the cue never ran."""
    ran: Span | None
    """From take to end; None while it runs."""
    over: Span | None
    """``ran`` minus the planned length; None while it runs, and for until-cues, which have no length to keep."""


def as_run(show: Show, plan: Plan) -> tuple[AsRun, ...]:
    """Return the rows in the order of the list; several runs of a cue follow one another as they happened."""
    air = show.air
    runs: dict[str, list[Run]] = {}
    for run in air.past if air.run is None else (*air.past, air.run):
        runs.setdefault(run.cue, []).append(run)
    rows = []
    for index, cue in enumerate(show.cues):
        start = plan.starts[index] if air.baseline is None else air.baseline.starts.get(cue.id)
        rows += [_row(index + 1, cue, start, run) for run in runs.get(cue.id, [])] or [
            AsRun(index + 1, cue, start, None, None, None)
        ]
    return tuple(rows)


def start_late(show: Show, plan: Plan) -> Span | None:
    """Return how late the show started (negative: early); None before it has."""
    return None if show.air.started_at is None else since(plan.start, show.air.started_at)


def end_over(show: Show, plan: Plan) -> Span | None:
    """Return how far over (+) or under (-) its baseline the show ended; None until it has."""
    air = show.air
    if air.ended_at is None:
        return None
    return since(plan.end if air.baseline is None else air.baseline.end, air.ended_at)


def _row(number: int, cue: Cue, start: Instant | None, run: Run) -> AsRun:
    ran = None if run.ended_at is None else since(run.taken_at, run.ended_at)
    over = None if ran is None or cue.until is not None else Span(ran - cue.planned)
    return AsRun(number, cue, start, run, ran, over)
