"""What the editor's actions wish for: pure, of the show as it is shown."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from liveops_desktop.core.clock import MINUTE, Span
from liveops_desktop.core.cue import Column, Cue, CueId
from liveops_desktop.core.intents import AddCues, DeleteCue, Edit, EditCue, MoveCue, SkipCue
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.validate import validate_cue
from liveops_desktop.panels.editor.fields import Field, changed, text_of

NEW_LENGTH = Span(5 * MINUTE)


def add_after(cues: Sequence[Cue], after: CueId | None, title: str, ids: Callable[[], str]) -> AddCues:
    """Return the edit that adds a new cue behind *after* (None: behind the last), in its segment."""
    before = next((cue for cue in cues if cue.id == after), cues[-1] if cues else None)
    cue = Cue(id=CueId(ids()), title=title, planned=NEW_LENGTH, segment=before.segment if before is not None else "")
    return AddCues((cue,), None if before is None else before.id)


def duplicate(chosen: Sequence[Cue], ids: Callable[[], str]) -> AddCues:
    """Return the edit that puts copies of *chosen* behind the last of them, without times of the day."""
    copies = tuple(replace(cue, id=CueId(ids()), hard=None, until=None, number="") for cue in chosen)
    return AddCues(copies, chosen[-1].id)


def delete(chosen: Sequence[Cue], *, confirmed: bool = False) -> tuple[Edit, ...]:
    """Return the edits that delete *chosen*."""
    return tuple(DeleteCue(cue.id, confirmed) for cue in chosen)


def skip(chosen: Sequence[Cue], *, confirmed: bool = False) -> tuple[Edit, ...]:
    """Return the edits that skip *chosen*, or bring them back when all are skipped."""
    to = not all(cue.skipped for cue in chosen)
    return tuple(SkipCue(cue.id, to, confirmed) for cue in chosen if cue.skipped is not to)


def move_by(cues: Sequence[Cue], chosen: Sequence[CueId], by: int) -> tuple[Edit, ...]:
    """Return the edits that move *chosen* one place up (-1) or down (+1), together."""
    ids = [cue.id for cue in cues]
    wanted = set(chosen)
    if by < 0:
        first = next((place for place, one in enumerate(ids) if one in wanted), 0)
        return move_before(cues, chosen, max(0, first - 1))
    last = max((place for place, one in enumerate(ids) if one in wanted), default=len(ids))
    return move_before(cues, chosen, min(len(ids), last + 2))


def move_before(cues: Sequence[Cue], chosen: Sequence[CueId], place: int) -> tuple[Edit, ...]:
    """Return the edits that put *chosen*, in their order, before the cue that stands at *place* now."""
    wanted = set(chosen)
    after: CueId | None = next((cue.id for cue in reversed(cues[:place]) if cue.id not in wanted), None)
    moved = [cue.id for cue in cues if cue.id in wanted]
    rest = [cue.id for cue in cues if cue.id not in wanted]
    at = 0 if after is None else rest.index(after) + 1
    if [*rest[:at], *moved, *rest[at:]] == [cue.id for cue in cues]:
        return ()
    edits = []
    for one in moved:
        edits.append(MoveCue(one, after, confirmed=True))
        after = one
    return tuple(edits)


def clear(cells: Sequence[tuple[Cue, Field]]) -> tuple[Edit, ...]:
    """Return the edits that empty *cells*; a title and a length cannot be empty and stay.

    Raises:
        Refused: a cell that makes no sense empty.
    """
    return fill([Written(cue, field, "") for cue, field in cells if field.key not in ("title", "planned")])


class Written(NamedTuple):
    """A text for one cell; *row* and *column* from 1 where it came in a block."""

    cue: Cue
    field: Field
    text: str
    row: int | None = None
    column: int | None = None


def fill(cells: Sequence[Written]) -> tuple[Edit, ...]:
    """Return the edits that write texts into cells, one edit per cue.

    Raises:
        Refused: a text that cannot be read in its cell, or makes no sense beside the others of its cue; with row,
            column and text of the cell. None is written then.
    """
    made: dict[CueId, tuple[Cue, Cue]] = {}
    of_cue: dict[CueId, list[Written]] = {}
    for cell in cells:
        if not cell.field.editable:
            continue
        was, now = made.get(cell.cue.id, (cell.cue, cell.cue))
        try:
            made[cell.cue.id] = (was, changed(now, cell.field.key, cell.text))
        except Refused as odd:
            raise _in_cell(odd, cell) from odd
        of_cue.setdefault(cell.cue.id, []).append(cell)
    for cue, (was, now) in made.items():
        try:
            if was != now:
                validate_cue(now)
        except Refused as odd:
            blamed = next((cell for cell in of_cue[cue] if cell.field.key == odd.field), of_cue[cue][0])
            raise _in_cell(odd, blamed) from odd
    return tuple(EditCue(was, now) for was, now in made.values() if was != now)


def _in_cell(odd: Refused, cell: Written) -> Refused:
    return Refused(odd.reason, field=odd.field, row=cell.row, column=cell.column, span=odd.span, detail=cell.text)


def with_column(columns: Sequence[Column], title: str) -> tuple[Column, ...]:
    """Return the crew's own *columns* with one more; as they are where there is one of that name."""
    key = " ".join(title.split()).casefold()
    return (
        tuple(columns) if any(one.key == key for one in columns) else (*columns, Column(key, " ".join(title.split())))
    )


def without_column(columns: Sequence[Column], key: str) -> tuple[Column, ...]:
    """Return the crew's own *columns* without that one."""
    return tuple(one for one in columns if one.key != key)


def as_text(cells: Sequence[Sequence[tuple[Cue, Field]]]) -> str:
    """Return a block of cells as a spreadsheet takes it from the clipboard."""
    return "\n".join("\t".join(_quoted(text_of(cue, field.key)) for cue, field in row) for row in cells)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\t\n"') else text
