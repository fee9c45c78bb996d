"""The header and the cues: create, add, edit (RUN-OF-SHOW §4 *Protection*, *Validation*)."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import SECOND, ZERO, Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.decide import lock, order
from liveops_desktop.core.decide.changes import changes
from liveops_desktop.core.decide.cues import cue_of, header_of, protect, standing_by
from liveops_desktop.core.evolve import rundown as outcome
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.playout import run_timing
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show
from liveops_desktop.core.validate import validate_cue, validate_header, validate_times

RundownIntent = i.CreateShow | i.Edit | i.EditRundown | lock.LockIntent


def decide(show: Show, intent: RundownIntent, at: Instant) -> tuple[AnyBody, ...]:
    """Decide about the header and the run-of-show. Once it is locked only edits with a reason are taken."""
    if isinstance(intent, i.CreateShow):
        return _create(show, intent)
    if isinstance(intent, lock.LockIntent):
        return lock.decide(show, intent)
    batch = intent if isinstance(intent, i.EditRundown) else i.EditRundown((intent,))
    bodies = _together(show, batch, at)
    return (*lock.changed(show, batch.reason), *bodies) if bodies else ()


def _together(show: Show, batch: i.EditRundown, at: Instant) -> tuple[AnyBody, ...]:
    """Decide each edit on what the ones before it made of the show; a refused one refuses all."""
    bodies: list[AnyBody] = []
    for edit in batch.edits:
        for body in _edit_one(show, edit, at):
            bodies.append(body)
            show = outcome.apply(show, body)
    return tuple(bodies)


def _edit_one(show: Show, intent: i.Edit, at: Instant) -> tuple[outcome.RundownBody, ...]:
    match intent:
        case i.EditHeader():
            return _edit_header(show, intent)
        case i.AddCues():
            return _add(show, intent)
        case i.EditCue():
            return _edit(show, intent, at)
        case i.MoveCue() | i.DeleteCue() | i.SkipCue():
            return order.decide(show, intent)
        case i.ReplaceCues():
            return _replace(show, intent)
    assert_never(intent)


def _create(show: Show, intent: i.CreateShow) -> tuple[AnyBody, ...]:
    if show.header == intent.header:
        return ()
    if show.header is not None:
        raise Refused(Reason.EDIT_CONFLICT, field="title", detail=show.header.title)
    validate_header(intent.header)
    return (f.ShowCreated(header=intent.header),)


def _edit_header(show: Show, intent: i.EditHeader) -> tuple[outcome.RundownBody, ...]:
    current = header_of(show)
    wanted = changes(current, intent.was, intent.now)
    if not wanted:
        return ()
    now: Header = replace(current, **wanted)
    validate_header(now, show.cues)
    return (f.HeaderEdited(was=current, now=now),)


def _add(show: Show, intent: i.AddCues) -> tuple[outcome.RundownBody, ...]:
    there = {cue.id: cue for cue in show.cues}
    if all(there.get(cue.id) == cue for cue in intent.cues):
        return ()  # a retry, or nothing to add
    if intent.after is not None:
        cue_of(show, intent.after)
    body = f.CuesAdded(cues=intent.cues, after=intent.after)
    _check_rows(intent.cues, set(there))
    validate_times(outcome.apply(show, body), intent.cues)
    return (body,)


def _replace(show: Show, intent: i.ReplaceCues) -> tuple[outcome.RundownBody, ...]:
    if intent.now == show.cues:
        return ()
    if intent.was != show.cues:
        raise Refused(Reason.EDIT_CONFLICT, field="cues", detail=str(len(show.cues)))
    body = f.CuesReplaced(cues=intent.now)
    _check_rows(intent.now, set())
    after = outcome.apply(show, body)
    known = {cue.id: cue for cue in show.cues}
    validate_times(after, tuple(cue for cue in intent.now if known.get(cue.id) != cue))
    before, next_now = standing_by(show), standing_by(after)
    if show.air.run is not None and before is not None and before != next_now and not intent.confirmed:
        raise Refused(Reason.CONFIRM_STANDBY)
    return (body,)


def _check_rows(cues: tuple[Cue, ...], seen: set[CueId]) -> None:
    for row, cue in enumerate(cues, start=1):
        try:
            _new(cue, seen)
        except Refused as refused:
            raise _in_row(refused, row, len(cues)) from refused
        seen.add(cue.id)


def _new(cue: Cue, seen: set[CueId]) -> None:
    validate_cue(cue)
    if cue.id in seen:
        raise Refused(Reason.CUE_EXISTS, field="id")


def _in_row(refused: Refused, row: int, rows: int) -> Refused:
    """Name the row where several came at once."""
    return Refused(
        refused.reason,
        field=refused.field,
        row=row if rows > 1 else None,
        span=refused.span,
        detail=refused.detail,
    )


def _edit(show: Show, intent: i.EditCue, at: Instant) -> tuple[outcome.RundownBody, ...]:
    current = cue_of(show, intent.was.id)
    if intent.now.id != intent.was.id:
        raise Refused(Reason.NO_SUCH_CUE, field="id")
    wanted = changes(current, intent.was, intent.now)
    if not wanted:
        return ()
    now: Cue = replace(current, **wanted)
    validate_cue(now)
    if now.skipped:
        protect(show, now.id, confirmed=not wanted.get("skipped", False), field="skipped")
    body = f.CueEdited(was=current, now=now)
    after = outcome.apply(show, body)
    if "hard" in wanted or "until" in wanted:
        validate_times(after, (now,))
    if "planned" in wanted or "until" in wanted:
        _not_shorter(after, now, at, field="planned" if "planned" in wanted else "until")
    return (body,)


def _not_shorter(after: Show, cue: Cue, at: Instant, *, field: str) -> None:
    """Refuse to make the cue on air shorter than what has elapsed less the nudges; the span is the shortest value."""
    run = after.air.run
    if run is None or run.cue != cue.id:
        return
    timing = run_timing(run, cue, at)
    if timing.remaining < ZERO:
        shortest = max(0, timing.elapsed - run.nudges)
        whole = -(-shortest // SECOND) * SECOND  # what a person can type
        raise Refused(Reason.SHORTER_THAN_RUN, field=field, span=Span(whole))
