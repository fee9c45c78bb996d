"""The forecast: one pass over the list gives every figure that any panel draws (RUN-OF-SHOW §4).

All instants here are on the show's timeline; a wall-clock time is shown by adding ``Show.clock.shift``.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import cast

from liveops_desktop.core.clock import SECOND, Instant, Span
from liveops_desktop.core.cue import AtZero, Cue, CueId, place_of
from liveops_desktop.core.outline import Outline, outline
from liveops_desktop.core.plan import lay_out, on_timeline
from liveops_desktop.core.playout import run_timing, zero_at
from liveops_desktop.core.show import Run, Show
from liveops_desktop.core.timing import Plan, Timing

_LATE = Span(2 * SECOND)
_NOTHING_DONE: frozenset[CueId] = frozenset()


def time_show(show: Show, now: Instant, plan: Plan | None = None, lengths: Outline | None = None) -> Timing:
    """Return all figures of *show* at *now*.

    *plan* may hand in what ``lay_out(show.header, show.cues, show.air.fixed)`` gave, in wall instants; it is moved to
    the show's timeline here, and ``Timing.plan`` is the moved one. Times named by the wall clock (hard starts, untils
    of cues not yet running, the show's start and hard out) move with a corrected clock; the running cue does not.
    *lengths* may hand in ``outline(show.cues)``.

    Raises:
        Refused: what ``lay_out`` refuses.
        ValueError: the show has no header yet.
    """
    if show.header is None:
        raise ValueError("a show without a header has no times")
    lengths = outline(show.cues) if lengths is None else lengths
    if plan is None:
        plan = lay_out(show.header, show.cues, show.air.fixed, lengths)
    plan = on_timeline(plan, show.clock.shift)
    if show.air.ended_at is not None:
        return _ended(show, show.air.ended_at, now, plan)
    current = _index_on_air(show)
    cues = show.cues
    figures = None
    end = assumed_start(show, now, plan)
    ahead = _Ahead(len(cues))
    if show.air.run is not None and current is not None:
        figures = run_timing(show.air.run, cues[current], now)
        ahead.starts[current] = show.air.run.taken_at
        end = figures.ends
    first = 0 if current is None else current + 1
    jumped = show.air.done.difference([cue.id for cue in cues[:first]])
    if jumped:  # cues further down were played already
        end = ahead.play(cues, first, len(cues), show.air.done, end, plan)
    else:
        end = ahead.play_on(cues, first, lengths, end, plan)
    if current is None and ahead.next is None:
        end = plan.start if show.air.started_at is not None else max(now, plan.start)
    go_at = _go_at(show, current, ahead.next, plan, now)
    return Timing(
        now=now,
        plan=plan,
        forecast=ahead.starts,
        run=figures,
        current=current,
        next=ahead.next,
        show_end=end,
        over=Span(end - _measured_against(show, plan)),
        next_hard=ahead.next_hard,
        slack=ahead.slack,
        hard_out_slack=None if plan.hard_out is None else Span(plan.hard_out - end),
        go_at=go_at,
        go_late=go_at is not None and now > go_at + _LATE,
    )


class _Ahead:
    """What the pass over the cues to come finds."""

    def __init__(self, count: int) -> None:
        self.starts: list[Instant | None] = [None] * count
        self.slack: dict[CueId, Span] = {}
        self.next: int | None = None
        self.next_hard: int | None = None

    def play_on(self, cues: Sequence[Cue], first: int, lengths: Outline, end: Instant, plan: Plan) -> Instant:
        """Do as ``play`` does where no cue from *first* on was played yet."""
        for begin, behind in lengths.pieces(first):
            if begin < behind:
                if self.next is None:
                    self.next = begin
                times = list(accumulate(cast("list[Span]", lengths.lengths[begin:behind]), initial=end))
                end = Instant(times.pop())
                self.starts[begin:behind] = times  # type: ignore[assignment]  # an instant and spans
            end = self.play(cues, behind, min(behind + 1, len(cues)), _NOTHING_DONE, end, plan)
        return end

    def play(
        self, cues: Sequence[Cue], first: int, behind: int, done: frozenset[CueId], end: Instant, plan: Plan
    ) -> Instant:
        """Play the cues from *first* to before *behind*, one after another from *end*; return the last one's end."""
        starts, hards, untils = self.starts, plan.hards, plan.untils
        for index in range(first, behind):
            cue = cues[index]
            if cue.skipped or cue.id in done:
                continue
            if self.next is None:
                self.next = index
            if cue.hard is not None:
                at = hards[cue.id]
                self.slack[cue.id] = Span(at - end)
                if self.next_hard is None:
                    self.next_hard = index
                end = max(end, at)
            starts[index] = end
            end = Instant(end + cue.planned) if cue.until is None else max(end, untils[cue.id])
        return end


def _ended(show: Show, ended_at: Instant, now: Instant, plan: Plan) -> Timing:
    """Return the figures of a show that is over: they stay as they are."""
    return Timing(
        now=now,
        plan=plan,
        forecast=[None] * len(show.cues),
        run=None,
        current=None,
        next=None,
        show_end=ended_at,
        over=Span(ended_at - _measured_against(show, plan)),
        next_hard=None,
        slack={},
        hard_out_slack=None if plan.hard_out is None else Span(plan.hard_out - ended_at),
        go_at=None,
        go_late=False,
    )


def _index_on_air(show: Show) -> int | None:
    """Return where the cue on air stands in the list."""
    return None if show.air.run is None else place_of(show.cues, show.air.run.cue)


def assumed_start(show: Show, now: Instant, plan: Plan) -> Instant:
    """Return from when the list is played while no cue is on air.

    Before the show that is the planned start, or now when that is past; a first cue that is hard may start before it.
    Started without a cue, the next one can start now.
    """
    if show.air.started_at is not None:
        return now
    first = next((start for start in plan.starts if start is not None), plan.start)
    return max(now, min(plan.start, first))


def _measured_against(show: Show, plan: Plan) -> Instant:
    """Return the end that over and under are measured against: the baseline's, before the start the plan's."""
    return plan.end if show.air.baseline is None else show.air.baseline.end


def _go_at(show: Show, current: int | None, following: int | None, plan: Plan, now: Instant) -> Instant | None:
    """Return when the next cue is taken by itself: at the running cue's zero, into a hard cue at its start."""
    run = show.air.run
    if run is None or current is None or following is None or not _may_go(show, run, show.cues[current]):
        return None
    zero = zero_at(run, show.cues[current], now)
    hard = plan.hards.get(show.cues[following].id)
    return zero if hard is None else max(zero, hard)


def _may_go(show: Show, run: Run, cue: Cue) -> bool:
    """Say whether the running cue hands over by itself: never while held, nor while a sleep waits for its answer."""
    return cue.at_zero is AtZero.GO and run.go_armed and run.held_since is None and show.clock.slept is None
