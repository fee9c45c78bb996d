"""The clock that stepped and the machine that slept (RUN-OF-SHOW §2.3)."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.clock import ZERO, Span
from liveops_desktop.core.show import Show

ClockBody = f.ClockStepped | f.ClockAnswered | f.Slept | f.SleepAnswered


def apply(show: Show, body: ClockBody) -> Show:
    """Return the show after a fact about the clock."""
    clock = show.clock
    match body:
        case f.ClockStepped():
            # Two steps make one question; a step back to where it was closes it.
            step = (clock.step or ZERO) + body.by
            return replace(show, clock=replace(clock, step=Span(step) if step else None))
        case f.ClockAnswered():
            return _answered(show, use_new=body.use_new)
        case f.Slept():
            if show.air.run is None:
                return show
            slept = (clock.slept or ZERO) + body.span
            return replace(show, clock=replace(clock, slept=Span(slept)))
        case f.SleepAnswered():
            return replace(show, clock=replace(clock, slept=None))
    assert_never(body)


def _answered(show: Show, *, use_new: bool) -> Show:
    clock = show.clock
    step = clock.step
    if step is None:
        return show
    if use_new:
        clock = replace(clock, shift=Span(clock.shift + step), step=None)
    else:
        clock = replace(clock, kept=Span(clock.kept + step), step=None)
    return replace(show, clock=clock)
