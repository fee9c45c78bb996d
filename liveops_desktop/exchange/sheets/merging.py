"""What a file that was read does to the run-of-show that is there: new, replace or merge."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.exchange.sheets.reading import Reading


class How(StrEnum):
    """What becomes of the cues that are there."""

    NEW = "new"  # they go; every row is a new cue
    REPLACE = "replace"  # the list is as in the file; cues that are in both stay themselves
    MERGE = "merge"  # cues that are in both are updated, new ones come in at their place, the others stay


class Merged(Struct, frozen=True):
    """The list as it would be, and how many of each."""

    cues: tuple[Cue, ...]
    added: int
    changed: int
    gone: int


def merge(there: Sequence[Cue], reading: Reading, how: How, ids: Callable[[], str]) -> Merged:
    """Return the list that *how* makes of the cues *there* and a *reading* without problems.

    A row is the cue with its key, else the one with its number, else the only one with its title. What the file has
    no column for stays as it is.
    """
    known = {} if how is How.NEW else _known(there)
    taken: set[CueId] = set()
    rows: list[Cue] = []
    for cue in reading.cues:
        old = next((one for key in _keys(cue) if (one := known.get(key)) is not None and one.id not in taken), None)
        if old is None:
            fresh = replace(cue, id=CueId(ids())) if how is How.NEW or cue.id in taken else cue
            rows.append(fresh)
        else:
            rows.append(_updated(old, cue, reading))
        taken.add(rows[-1].id)
    before = {cue.id: cue for cue in there}
    changed = sum(1 for cue in rows if cue.id in before and before[cue.id] != cue)
    added = sum(1 for cue in rows if cue.id not in before)
    if how is How.MERGE:
        rows = _woven(there, rows)
    return Merged(tuple(rows), added, changed, len(before.keys() - {cue.id for cue in rows}))


def _keys(cue: Cue) -> tuple[tuple[str, str], ...]:
    keys = [("key", str(cue.id)), ("number", cue.number.casefold()), ("title", " ".join(cue.title.split()).casefold())]
    return tuple(key for key in keys if key[1])


def _known(there: Sequence[Cue]) -> dict[tuple[str, str], Cue]:
    """Return the cues by each key that only one of them has."""
    found: dict[tuple[str, str], Cue | None] = {}
    for cue in there:
        for key in _keys(cue):
            found[key] = None if key in found else cue
    return {key: cue for key, cue in found.items() if cue is not None}


def _updated(old: Cue, new: Cue, reading: Reading) -> Cue:
    fields: dict[str, Any] = {field: getattr(new, field) for field in reading.fields}
    fields["extra"] = {
        key: text
        for key, text in (old.extra | {one.key: new.extra.get(one.key, "") for one in reading.columns}).items()
        if text
    }
    return replace(old, **fields)


def _woven(there: Sequence[Cue], rows: Sequence[Cue]) -> list[Cue]:
    """Return the list with the rows' cues in the rows' order, and the others behind what they stood behind."""
    in_file = {cue.id for cue in rows}
    behind: dict[CueId | None, list[Cue]] = {}
    last: CueId | None = None
    for cue in there:
        if cue.id in in_file:
            last = cue.id
        else:
            behind.setdefault(last, []).append(cue)
    woven = list(behind.get(None, []))
    for cue in rows:
        woven += [cue, *behind.get(cue.id, [])]
    return woven
