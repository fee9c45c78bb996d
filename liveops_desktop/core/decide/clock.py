"""The clock that stepped and the machine that slept: questions and answers (RUN-OF-SHOW §2.3)."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import SECOND, Instant, Span
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.facts import AnyBody, RunId
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show

STEP = SECOND
"""A step up to this is drift."""
SLEEP = Span(2 * SECOND)
"""A sleep up to this is none."""

ClockIntent = i.ReportStep | i.AnswerStep | i.ReportSleep | i.AnswerSleep


def decide(show: Show, wish: Wish, intent: ClockIntent, at: Instant) -> tuple[AnyBody, ...]:
    """Decide what to ask about the clock, and what an answer means."""
    match intent:
        case i.ReportStep():
            return (f.ClockStepped(by=intent.by),) if abs(intent.by) > STEP else ()
        case i.AnswerStep():
            if show.clock.step is None:
                raise Refused(Reason.NO_QUESTION_OPEN)
            return (f.ClockAnswered(use_new=intent.use_new),)
        case i.ReportSleep():
            return (f.Slept(span=intent.span),) if intent.span > SLEEP and show.air.run is not None else ()
        case i.AnswerSleep():
            if show.clock.slept is None:
                raise Refused(Reason.NO_QUESTION_OPEN)
            answer = f.SleepAnswered(follow=intent.follow)
            return (answer, *_follow(show, wish, at)) if intent.follow else (answer,)
    assert_never(intent)


def _follow(show: Show, wish: Wish, at: Instant) -> tuple[f.CueTaken, ...]:
    """Take the cue that the plan has now, backdated to its planned start; nothing where that is on air already."""
    run = show.air.run
    cue, start = _planned_now(show, at)
    if run is None or any(c.id == cue and c.skipped for c in show.cues) or all(c.id != cue for c in show.cues):
        raise Refused(Reason.FOLLOW_NOT_POSSIBLE)
    if run.cue == cue:
        return ()
    # A cue cannot have ended before it began, so the plan is followed from there at the earliest.
    taken_at = Instant(max(start, run.taken_at))
    return (f.CueTaken(run=RunId(wish.id), cue=cue, leaving=run.id, taken_at=taken_at),)


def _planned_now(show: Show, at: Instant) -> tuple[CueId, Instant]:
    """Return the cue that the baseline has at *at*; where it is over-booked, the one that should have begun last.

    Raises:
        Refused: ``FOLLOW_NOT_POSSIBLE`` in a gap or past the end.
    """
    baseline = show.air.baseline
    running = [] if baseline is None else [(s, c) for c, s in baseline.starts.items() if s <= at < baseline.ends[c]]
    if not running:
        raise Refused(Reason.FOLLOW_NOT_POSSIBLE)
    start, cue = max(running)
    return cue, start
