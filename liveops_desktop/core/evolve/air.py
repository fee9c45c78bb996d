"""What is on air (RUN-OF-SHOW §4)."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import Cue, CueId, place_of
from liveops_desktop.core.evolve.fixed import baseline_of, run_until, settle
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.playout import run_timing
from liveops_desktop.core.show import Run, Show

AirBody = f.CueTaken | f.CueHeld | f.CueResumed | f.CueNudged | f.TakeUndone | f.ShowStarted | f.ShowEnded | f.EndUndone


def apply(show: Show, fact: Fact, body: AirBody) -> Show:
    """Return the show after a fact about what is on air."""
    match body:
        case f.CueTaken():
            return _taken(show, fact, body)
        case f.CueHeld():
            return _held(show, body)
        case f.CueResumed():
            return _resumed(show, body)
        case f.CueNudged():
            return _nudged(show, fact, body)
        case f.TakeUndone():
            return _undone(show, body)
        case f.ShowStarted():
            return _started(show, body)
        case f.ShowEnded():
            return _ended(show, body)
        case f.EndUndone():
            return _end_undone(show, fact)
    assert_never(body)


def _taken(show: Show, fact: Fact, body: f.CueTaken) -> Show:
    air = show.air
    believed = air.ended_at is None and body.leaving == (air.run.id if air.run else None)
    index = place_of(show.cues, body.cue)
    if not believed or index is None or any(run.id == body.run for run in air.withdrawn):
        return show
    cue = show.cues[index]
    run = Run(id=body.run, cue=body.cue, taken_at=body.taken_at, station=fact.station, by_itself=body.by_itself)
    after = replace(
        air,
        run=run,
        past=air.past if air.run is None else (*air.past, _end(air.run, body.taken_at)),
        done=_done(show, index, from_here=body.from_here),
        started_at=body.taken_at if air.started_at is None else air.started_at,
        undoable=True,
        baseline=baseline_of(show) if air.run is None else air.baseline,
        last_take=fact.at,
        last_take_station=fact.station,
        last_take_by_itself=body.by_itself,
        done_before=air.done,
        unskipped=cue.skipped,
    )
    show = replace(show, air=after)
    if cue.skipped:
        show = replace(show, cues=_mark(show.cues, body.cue, skipped=False))
    if air.run is None or cue.skipped:
        show = settle(show)
    return show if cue.until is None else _running(show, replace(run, until=run_until(show, body.cue)))


def _done(show: Show, index: int, *, from_here: bool) -> frozenset[CueId]:
    """Return the done cues once the cue at *index* is on air; it is not done while it runs."""
    air = show.air
    done = air.done if air.run is None else air.done | {air.run.cue}
    if from_here:
        done -= {cue.id for cue in show.cues[index + 1 :]}
    return done - {show.cues[index].id}


def _held(show: Show, body: f.CueHeld) -> Show:
    run = show.air.run
    if run is None or run.id != body.run or run.held_since is not None:
        return show
    return _running(show, replace(run, held_since=body.at))


def _resumed(show: Show, body: f.CueResumed) -> Show:
    run = show.air.run
    if run is None or run.id != body.run or run.held_since is None:
        return show
    held = max(0, body.at - run.held_since)
    return _running(show, replace(run, held_since=None, held_total=Span(run.held_total + held)))


def _nudged(show: Show, fact: Fact, body: f.CueNudged) -> Show:
    run = show.air.run
    if run is None or run.id != body.run:
        return show
    nudged = replace(run, nudges=Span(run.nudges + body.by))
    if not run.go_armed:
        nudged = replace(nudged, go_armed=_above_zero(show, nudged, fact.at))
    return _running(show, nudged)


def _undone(show: Show, body: f.TakeUndone) -> Show:
    air = show.air
    run = air.run
    if run is None or run.id != body.run or not air.undoable:
        return show
    back = _bring_back(show, body.at)
    if air.past and back is None:
        return show
    after = replace(
        air,
        run=back,
        past=air.past[:-1],
        withdrawn=(*air.withdrawn, replace(run, ended_at=body.at)),
        done=air.done_before,
        undoable=False,
        unskipped=False,
    )
    if air.unskipped:
        show = replace(show, cues=_mark(show.cues, run.cue, skipped=True))
    if back is None:
        after = replace(after, started_at=None, baseline=None, fixed={})
        return replace(show, air=after, clock=replace(show.clock, slept=None))
    return settle(replace(show, air=after, cues=_mark(show.cues, back.cue, skipped=False)))


def _started(show: Show, body: f.ShowStarted) -> Show:
    if show.air.started_at is not None:
        return show
    air = replace(show.air, started_at=body.at, baseline=baseline_of(show))
    return settle(replace(show, air=air))


def _ended(show: Show, body: f.ShowEnded) -> Show:
    air = show.air
    if air.started_at is None or air.ended_at is not None:
        return show
    past = air.past if air.run is None else (*air.past, _end(air.run, body.at))
    after = replace(air, run=None, past=past, ended_at=body.at)
    return replace(show, air=after, clock=replace(show.clock, slept=None))


def _end_undone(show: Show, fact: Fact) -> Show:
    air = show.air
    if air.ended_at is None:
        return show
    back = _bring_back(show, fact.at)
    if air.past and back is None:
        return show
    cues = show.cues if back is None else _mark(show.cues, back.cue, skipped=False)
    return settle(replace(show, cues=cues, air=replace(air, run=back, past=air.past[:-1], ended_at=None)))


def _bring_back(show: Show, at: Instant) -> Run | None:
    """Return the run that ended last as it was, its clock having counted the slip; None where its cue is gone."""
    if not show.air.past:
        return None
    run = show.air.past[-1]
    if place_of(show.cues, run.cue) is None:
        return None
    run = replace(run, ended_at=None)
    return replace(run, go_armed=run.go_armed and _above_zero(show, run, at))


def _above_zero(show: Show, run: Run, at: Instant) -> bool:
    index = place_of(show.cues, run.cue)
    return index is not None and run_timing(run, show.cues[index], at).remaining > 0


def _end(run: Run, at: Instant) -> Run:
    """End a run; one that is followed backdated (after a sleep) does not end before it began."""
    return replace(run, ended_at=Instant(max(run.taken_at, at)))


def _running(show: Show, run: Run) -> Show:
    return replace(show, air=replace(show.air, run=run))


def _with(cues: tuple[Cue, ...], index: int, cue: Cue) -> tuple[Cue, ...]:
    return (*cues[:index], cue, *cues[index + 1 :])


def _mark(cues: tuple[Cue, ...], cue: CueId, *, skipped: bool) -> tuple[Cue, ...]:
    """Set or clear the mark of a cue; unchanged where it is so already or gone."""
    index = place_of(cues, cue)
    if index is None or cues[index].skipped == skipped:
        return cues
    return _with(cues, index, replace(cues[index], skipped=skipped))
