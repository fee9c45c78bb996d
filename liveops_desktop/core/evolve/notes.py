"""Notes, markers and the hot wash."""

from collections.abc import Sequence
from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.show import Note, Show

NoteBody = f.NoteAdded | f.MarkerSet | f.HotWashSaved


def apply(show: Show, fact: Fact, body: NoteBody) -> Show:
    """Return the show after a note, a marker or answers of the hot wash."""
    match body:
        case f.NoteAdded() | f.MarkerSet():
            note = note_of(show, fact, body)
            return show if is_there(show.notes, note) else replace(show, notes=(*show.notes, note))
        case f.HotWashSaved():
            others = tuple(entry for entry in show.hot_wash if (entry[0], entry[2].role) != (fact.who, body.role))
            return replace(show, hot_wash=(*others, (fact.who, fact.at, body)))
    assert_never(body)


def note_of(show: Show, fact: Fact, body: f.NoteAdded | f.MarkerSet) -> Note:
    """Return what *body* notes; a note belongs to the cue on air."""
    if isinstance(body, f.MarkerSet):
        return Note(at=body.at, who=fact.who, role="", text=body.text, marker=True, cue=body.cue)
    cue = show.air.run.cue if show.air.run is not None else None
    return Note(at=fact.at, who=fact.who, role=body.role, text=body.text, cue=cue)


def is_there(notes: Sequence[Note], note: Note) -> bool:
    """Whether *note* was added before: the same words by the same person in the same millisecond are one note."""
    for other in reversed(notes):
        if other.at != note.at:
            return False
        if (other.who, other.role, other.text, other.marker) == (note.who, note.role, note.text, note.marker):
            return True
    return False
