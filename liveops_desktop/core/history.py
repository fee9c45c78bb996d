"""Undo and redo of edits to the run-of-show. What happened on air is never undone here: that is *undo take*.

An undo is an edit like any other: it names what it believes, and is refused when somebody changed the same thing since.
"""

from typing import assert_never

from msgspec import Struct

from liveops_desktop.core import intents as i
from liveops_desktop.core.cue import CueId, place_of
from liveops_desktop.core.evolve.rundown import apply
from liveops_desktop.core.facts import (
    AnyBody,
    CueDeleted,
    CueEdited,
    CueMoved,
    CuesAdded,
    CueSkipped,
    CuesReplaced,
    HeaderEdited,
    RundownChanged,
)
from liveops_desktop.core.show import Show

MOST = 200
"""Edits that one station remembers."""

EditBody = HeaderEdited | CuesAdded | CueEdited | CueMoved | CueDeleted | CueSkipped | CuesReplaced


class Step(Struct, frozen=True):
    """One edit: what takes it back, and what does it again."""

    undo: tuple[i.Edit, ...]
    redo: tuple[i.Edit, ...]
    reason: str = ""
    """What was given for it, as the run-of-show was locked; taking it back needs no other."""


class History(Struct, frozen=True):
    """Of one station and one open show; the latest is last."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def did(self, step: Step) -> "History":
        """Return the history after a new edit, which leaves nothing to redo."""
        return History((*self.done, step)[-MOST:])

    def took_back(self) -> "History":
        """Return the history after its latest edit was undone."""
        return History(self.done[:-1], (*self.undone, self.done[-1]))

    def did_again(self) -> "History":
        """Return the history after what was undone last was done again."""
        return History((*self.done, self.undone[-1]), self.undone[:-1])


def step_of(before: Show, bodies: tuple[AnyBody, ...]) -> Step | None:
    """Return how to take back and do again what *bodies*, facts of one wish, made of the show *before*.

    None when they were no edit.
    """
    undo: list[i.Edit] = []
    redo: list[i.Edit] = []
    reason = next((body.reason for body in bodies if isinstance(body, RundownChanged)), "")
    for body in bodies:
        if isinstance(body, EditBody):
            after = apply(before, body)
            undo[:0] = _reverse(before, after, body)
            redo.append(_again(before, after, body))
            before = after
    return Step(tuple(undo), tuple(redo), reason) if undo else None


def _reverse(before: Show, after: Show, body: EditBody) -> tuple[i.Edit, ...]:
    match body:
        case HeaderEdited():
            return (i.EditHeader(was=body.now, now=body.was),)
        case CuesAdded():
            return tuple(_remove(cue.id) for cue in reversed(body.cues))
        case CueEdited():
            return (i.EditCue(was=body.now, now=body.was),)
        case CueMoved():
            return (i.MoveCue(cue=body.cue, after=_before(before, body.cue), confirmed=True),)
        case CueDeleted():
            gone = next(cue for cue in before.cues if cue.id == body.cue)
            return (i.AddCues(cues=(gone,), after=_before(before, body.cue)),)
        case CueSkipped():
            return (i.SkipCue(cue=body.cue, skipped=not body.skipped, confirmed=True),)
        case CuesReplaced():
            return (i.ReplaceCues(was=after.cues, now=before.cues, confirmed=True),)
    assert_never(body)


def _again(before: Show, after: Show, body: EditBody) -> i.Edit:
    match body:
        case HeaderEdited():
            return i.EditHeader(was=body.was, now=body.now)
        case CuesAdded():
            return i.AddCues(cues=body.cues, after=body.after)
        case CueEdited():
            return i.EditCue(was=body.was, now=body.now)
        case CueMoved():
            return i.MoveCue(cue=body.cue, after=body.after, confirmed=True)
        case CueDeleted():
            return _remove(body.cue)
        case CueSkipped():
            return i.SkipCue(cue=body.cue, skipped=body.skipped, confirmed=True)
        case CuesReplaced():
            return i.ReplaceCues(was=before.cues, now=after.cues, confirmed=True)
    assert_never(body)


def _remove(cue: CueId) -> i.DeleteCue:
    return i.DeleteCue(cue=cue, confirmed=True)


def _before(show: Show, cue: CueId) -> CueId | None:
    """Return what the cue stands after."""
    place = place_of(show.cues, cue)
    return show.cues[place - 1].id if place else None
