"""What is on air: takes, and hold, resume and nudge of the running cue (RUN-OF-SHOW §4)."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import DAY, ZERO, Instant, Span
from liveops_desktop.core.decide import take
from liveops_desktop.core.decide.cues import cue_of, on_air
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.playout import run_timing
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show

ClockIntent = i.Hold | i.Resume | i.Nudge


def decide(show: Show, wish: Wish, intent: ClockIntent | take.TakeIntent, at: Instant) -> tuple[AnyBody, ...]:
    """Decide what is on air."""
    if isinstance(intent, i.Hold | i.Resume | i.Nudge):
        return _clock(show, intent, at)
    return take.decide(show, wish, intent, at)


def _clock(show: Show, intent: ClockIntent, at: Instant) -> tuple[AnyBody, ...]:
    """Decide about the running cue's clock."""
    run = on_air(show, intent.run)
    match intent:
        case i.Hold():
            if run.held_since is not None:
                raise Refused(Reason.ALREADY_HELD)
            return (f.CueHeld(run=run.id, at=at),)
        case i.Resume():
            if run.held_since is None:
                raise Refused(Reason.NOT_HELD)
            return (f.CueResumed(run=run.id, at=at),)
        case i.Nudge():
            effective = _effective(show, intent, at)
            return (f.CueNudged(run=run.id, by=effective),) if effective else ()
    assert_never(intent)


def _effective(show: Show, intent: i.Nudge, at: Instant) -> Span:
    """Return what a nudge comes to: no more can be taken away than is left."""
    if intent.by > DAY:
        raise Refused(Reason.TOO_LONG, field="by")
    if intent.by >= ZERO:
        return intent.by
    run = on_air(show, intent.run)
    remaining = run_timing(run, cue_of(show, run.cue), at).remaining
    if remaining <= ZERO:
        raise Refused(Reason.NOTHING_LEFT_TO_TAKE)
    return Span(max(intent.by, -remaining))
