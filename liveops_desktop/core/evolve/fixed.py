"""The instants of hard starts and untils, kept once on air (RUN-OF-SHOW §2.2), and the baseline.

``Air.fixed`` holds wall instants, as ``lay_out`` gives them; a baseline and a running until are on the show's timeline.
"""

from msgspec.structs import replace

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.plan import lay_out, on_timeline
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.show import Baseline, FixedTimes, Run, Show
from liveops_desktop.core.timing import Plan

_NOTHING = FixedTimes()


def baseline_of(show: Show) -> Baseline | None:
    """Return the plan as it stands; None where there is none."""
    plan = _plan(show)
    if plan is None:
        return None
    plan = on_timeline(plan, show.clock.shift)
    starts = {cue.id: at for cue, at in zip(show.cues, plan.starts, strict=True) if at is not None}
    ends = {cue.id: at for cue, at in zip(show.cues, plan.ends, strict=True) if at is not None}
    return Baseline(end=plan.end, starts=starts, ends=ends)


def settle(show: Show) -> Show:
    """Once started, resolve the times of day that have no instant yet, and keep them."""
    new = [cue for cue in show.cues if not cue.skipped and _unsettled(cue, show.air.fixed.get(cue.id, _NOTHING))]
    if not new or show.air.started_at is None:
        return show
    plan = _plan(show)
    if plan is None:
        return show
    fixed = dict(show.air.fixed)
    for cue in new:
        fixed[cue.id] = FixedTimes(hard=plan.hards.get(cue.id), until=plan.untils.get(cue.id))
    return replace(show, air=replace(show.air, fixed=fixed))


def forget(show: Show, cue: CueId, *, hard: bool, until: bool) -> Show:
    """Drop the kept instants of a cue whose own time was edited."""
    kept = show.air.fixed.get(cue, _NOTHING)
    left = FixedTimes(hard=None if hard else kept.hard, until=None if until else kept.until)
    return replace(show, air=replace(show.air, fixed={**show.air.fixed, cue: left}))


def run_until(show: Show, cue: CueId) -> Instant | None:
    """Return when a run of *cue* must end, on the show's timeline; None for a cue that ends by duration."""
    until = show.air.fixed.get(cue, _NOTHING).until
    return None if until is None else Instant(until - show.clock.shift)


def retime(show: Show, cue: CueId) -> Show:
    """Give the run on air, and the one an undo would bring back, the edited until of *cue*."""

    def timed(run: Run) -> Run:
        return replace(run, until=run_until(show, cue)) if run.cue == cue else run

    air = show.air
    run = None if air.run is None else timed(air.run)
    return replace(show, air=replace(air, run=run, past=(*air.past[:-1], *map(timed, air.past[-1:]))))


def _plan(show: Show) -> Plan | None:
    """Return the plan in wall instants; None before the show was created, or in a zone this machine does not know."""
    if show.header is None:
        return None
    try:
        return lay_out(show.header, show.cues, show.air.fixed)
    except Refused:
        return None


def _unsettled(cue: Cue, kept: FixedTimes) -> bool:
    return (cue.hard is not None and kept.hard is None) or (cue.until is not None and kept.until is None)
