"""The show's header and its run-of-show."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.cue import Cue, CueId, Header, place_of
from liveops_desktop.core.evolve.fixed import forget, retime, settle
from liveops_desktop.core.evolve.replacing import replaced
from liveops_desktop.core.show import Show

RundownBody = (
    f.ShowCreated
    | f.HeaderEdited
    | f.CuesAdded
    | f.CueEdited
    | f.CueMoved
    | f.CueDeleted
    | f.CueSkipped
    | f.CuesReplaced
)


def apply(show: Show, body: RundownBody) -> Show:
    """Return the show after a fact about its header or its cues."""
    match body:
        case f.ShowCreated():
            return show if show.header is not None else replace(show, header=body.header)
        case f.HeaderEdited():
            return show if show.header is None else replace(show, header=_merge_header(show.header, body))
        case f.CuesAdded():
            return _added(show, body)
        case f.CueEdited():
            return _edited(show, body)
        case f.CueMoved():
            return _moved(show, body)
        case f.CueDeleted():
            return _deleted(show, body)
        case f.CueSkipped():
            return _skipped(show, body)
        case f.CuesReplaced():
            return replaced(show, body.cues)
    assert_never(body)


def _merge_header(current: Header, body: f.HeaderEdited) -> Header:
    changes = {
        name: getattr(body.now, name)
        for name in Header.__struct_fields__
        if getattr(body.was, name) != getattr(body.now, name) and getattr(current, name) == getattr(body.was, name)
    }
    return replace(current, **changes)


def _added(show: Show, body: f.CuesAdded) -> Show:
    there = {cue.id for cue in show.cues}
    if any(cue.id in there for cue in body.cues) or (body.after is not None and body.after not in there):
        return show
    return settle(replace(show, cues=_insert(show.cues, body.after, body.cues)))


def _edited(show: Show, body: f.CueEdited) -> Show:
    index = place_of(show.cues, body.was.id)
    if index is None:
        return show
    current = show.cues[index]
    changes = {
        name: getattr(body.now, name)
        for name in Cue.__struct_fields__
        if getattr(body.was, name) != getattr(body.now, name) and getattr(current, name) == getattr(body.was, name)
    }
    changes.pop("id", None)
    if _on_air(show, current.id):
        changes.pop("skipped", None)
    cues = (*show.cues[:index], replace(current, **changes), *show.cues[index + 1 :])
    show = replace(show, cues=cues)
    hard, until = "hard" in changes, "until" in changes
    if show.air.started_at is None or not (hard or until or "skipped" in changes):
        return show
    show = settle(forget(show, current.id, hard=hard, until=until))
    return retime(show, current.id) if until else show


def _moved(show: Show, body: f.CueMoved) -> Show:
    source = place_of(show.cues, body.cue)
    if source is None or _on_air(show, body.cue):
        return show
    rest = (*show.cues[:source], *show.cues[source + 1 :])
    if body.after is not None and place_of(rest, body.after) is None:
        return show
    return replace(show, cues=_insert(rest, body.after, (show.cues[source],)))


def _deleted(show: Show, body: f.CueDeleted) -> Show:
    if _on_air(show, body.cue):
        return show
    fixed = {cue: times for cue, times in show.air.fixed.items() if cue != body.cue}
    cues = tuple(cue for cue in show.cues if cue.id != body.cue)
    return replace(show, cues=cues, air=replace(show.air, fixed=fixed))


def _skipped(show: Show, body: f.CueSkipped) -> Show:
    if _on_air(show, body.cue):
        return show
    cues = tuple(replace(cue, skipped=body.skipped) if cue.id == body.cue else cue for cue in show.cues)
    return settle(replace(show, cues=cues))


def _insert(cues: tuple[Cue, ...], after: CueId | None, new: tuple[Cue, ...]) -> tuple[Cue, ...]:
    before = None if after is None else place_of(cues, after)
    place = 0 if before is None else before + 1
    return (*cues[:place], *new, *cues[place:])


def _on_air(show: Show, cue: CueId) -> bool:
    return show.air.run is not None and show.air.run.cue == cue
