"""Takes by hand and by themselves, the start and the end of the show, and their undo (RUN-OF-SHOW §4)."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant, Span, since
from liveops_desktop.core.decide.cues import cue_of, on_air, standing_by
from liveops_desktop.core.facts import AnyBody, RunId
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show

GUARD = Span(300)
"""Two takes by hand closer than this, or one by hand this close to an automatic one, are one press too many."""
ASKS_AFTER = Span(30_000)
"""An older take is withdrawn only when it is confirmed."""

TakeIntent = i.Take | i.GoAtZero | i.UndoTake | i.StartShow | i.EndShow | i.UndoEnd


def decide(show: Show, wish: Wish, intent: TakeIntent, at: Instant) -> tuple[AnyBody, ...]:
    """Decide who is on air."""
    match intent:
        case i.Take():
            return _take(show, wish, intent, at)
        case i.GoAtZero():
            return _go(show, wish, intent, at)
        case i.UndoTake():
            return _undo(show, intent, at)
        case i.StartShow():
            return _start(show, wish, at)
        case i.EndShow():
            return _end(show, intent, at)
        case i.UndoEnd():
            return _undo_end(show)
    assert_never(intent)


def _take(show: Show, wish: Wish, intent: i.Take, at: Instant) -> tuple[AnyBody, ...]:
    air = show.air
    if _taken_already(show, wish):
        return ()
    if air.ended_at is not None:
        raise Refused(Reason.SHOW_ENDED)
    cue_of(show, intent.cue)
    _guard(show, wish, at)
    if intent.leaving != (None if air.run is None else air.run.id):
        raise Refused(Reason.SHOW_MOVED_ON)
    if air.run is not None and air.run.cue == intent.cue and not intent.again:
        raise Refused(Reason.ALREADY_ON_AIR)
    taken = f.CueTaken(
        run=RunId(wish.id), cue=intent.cue, leaving=intent.leaving, taken_at=at, from_here=intent.from_here
    )
    return (taken,)


def _guard(show: Show, wish: Wish, at: Instant) -> None:
    air = show.air
    if air.last_take is None or since(air.last_take, at) >= GUARD:
        return
    if air.last_take_by_itself or air.last_take_station == wish.station:
        raise Refused(Reason.TOO_QUICK)


def _go(show: Show, wish: Wish, intent: i.GoAtZero, at: Instant) -> tuple[AnyBody, ...]:
    if _taken_already(show, wish):
        return ()
    on_air(show, intent.leaving)
    timing = time_show(show, at)
    following = None if timing.next is None else show.cues[timing.next].id
    due = timing.go_at is not None and timing.go_at <= at and not timing.go_late
    if not due or following != intent.cue:
        raise Refused(Reason.GO_NOT_DUE)
    return (f.CueTaken(run=RunId(wish.id), cue=intent.cue, leaving=intent.leaving, taken_at=at, by_itself=True),)


def _undo(show: Show, intent: i.UndoTake, at: Instant) -> tuple[AnyBody, ...]:
    air = show.air
    if air.ended_at is not None:
        raise Refused(Reason.SHOW_ENDED)
    if air.run is None or not air.undoable or air.last_take is None:
        raise Refused(Reason.NOTHING_TO_UNDO)
    if air.run.id != intent.run:
        raise Refused(Reason.SHOW_MOVED_ON)
    if air.past:
        cue_of(show, air.past[-1].cue)
    if since(air.last_take, at) > ASKS_AFTER and not intent.confirmed:
        raise Refused(Reason.CONFIRM_UNDO)
    return (f.TakeUndone(run=intent.run, at=at),)


def _start(show: Show, wish: Wish, at: Instant) -> tuple[AnyBody, ...]:
    """Start the show; where there is a cue to play, that is its take."""
    if _taken_already(show, wish):
        return ()
    if show.air.ended_at is not None:
        raise Refused(Reason.SHOW_ENDED)
    if show.air.started_at is not None:
        raise Refused(Reason.ALREADY_ON_AIR)
    first = standing_by(show)
    if first is None:
        return (f.ShowStarted(at=at),)
    _guard(show, wish, at)
    return (f.CueTaken(run=RunId(wish.id), cue=first.id, leaving=None, taken_at=at),)


def _end(show: Show, intent: i.EndShow, at: Instant) -> tuple[AnyBody, ...]:
    air = show.air
    if air.started_at is None:
        raise Refused(Reason.SHOW_NOT_STARTED)
    if air.ended_at is not None:
        if intent.leaving == (air.past[-1].id if air.past else None):
            return ()
        raise Refused(Reason.SHOW_ENDED)
    if intent.leaving != (None if air.run is None else air.run.id):
        raise Refused(Reason.SHOW_MOVED_ON)
    return (f.ShowEnded(at=at),)


def _undo_end(show: Show) -> tuple[AnyBody, ...]:
    if show.air.ended_at is None:
        raise Refused(Reason.NOTHING_TO_UNDO)
    if show.air.past:
        cue_of(show, show.air.past[-1].cue)
    return (f.EndUndone(),)


def _taken_already(show: Show, wish: Wish) -> bool:
    """Say whether this very wish has led to a take before: a retry after a lost answer."""
    air = show.air
    return any(run is not None and run.id == wish.id for run in (air.run, *air.past, *air.withdrawn))
