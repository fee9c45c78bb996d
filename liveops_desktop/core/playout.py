"""The running cue's figures: pure functions of the run and the instant (RUN-OF-SHOW §4)."""

from liveops_desktop.core.clock import SECOND, ZERO, Instant, Span
from liveops_desktop.core.cue import Cue
from liveops_desktop.core.show import Run
from liveops_desktop.core.timing import Phase, RunTiming

_WARN = Span(60 * SECOND)
_DANGER = Span(15 * SECOND)


def run_timing(run: Run, cue: Cue, now: Instant) -> RunTiming:
    """Return the figures of *cue*, on air as *run*, at *now*.

    An until-cue ends at ``run.until`` whatever is held, so its length shrinks by what was held. That instant is on the
    show's timeline and stays when a corrected wall clock is taken over: no countdown on air jumps (§2.3).
    """
    stopped = now if run.held_since is None else min(run.held_since, now)
    elapsed = Span(max(ZERO, stopped - run.taken_at - run.held_total))
    held = run.held_total + (now - stopped)
    zero = zero_at(run, cue, now)
    length = Span(zero - run.taken_at - held)
    remaining = Span(length - elapsed)
    return RunTiming(
        elapsed=elapsed,
        length=length,
        remaining=remaining,
        ends=max(now, zero),
        phase=_phase(cue, _planned(run, cue), remaining),
        until_holds=run.until is not None,
    )


def zero_at(run: Run, cue: Cue, now: Instant) -> Instant:
    """Return the instant at which the run's time is (or was) up, if a hold in progress ended *now*."""
    if run.until is not None:
        return Instant(run.until + run.nudges)
    holding = 0 if run.held_since is None else max(0, now - run.held_since)
    return Instant(run.taken_at + run.held_total + holding + cue.planned + run.nudges)


def _planned(run: Run, cue: Cue) -> Span:
    """Return the length that the default warnings are made of: an until-cue's is what it had at its take."""
    return cue.planned if run.until is None else Span(max(ZERO, run.until - run.taken_at))


def _phase(cue: Cue, planned: Span, remaining: Span) -> Phase:
    """Return the phase by exact time; half a millisecond more or less changes nothing, so halves are whole."""
    warn = min(_WARN, planned // 2) if cue.warn is None else cue.warn
    danger = min(_DANGER, planned // 4) if cue.danger is None else cue.danger
    if remaining < ZERO:
        return Phase.OVER
    if remaining <= danger:
        return Phase.DANGER
    return Phase.WARN if remaining <= warn else Phase.NORMAL
