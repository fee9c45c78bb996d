"""Which column of a sheet is which field: guessed by the headings, corrected by a person, remembered for next time."""

import hashlib
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from liveops_desktop.core.clock import HOUR, MINUTE
from liveops_desktop.exchange.columns import IGNORED, OWN, bare_heading, field_of, titled
from liveops_desktop.exchange.sheets.table import Book, Cell, Length, Sheet, as_text

LOOKED_AT = 40
"""Rows in which the headings are looked for: titles, dates and contacts stand above them."""


class Mapping(Struct, frozen=True):
    """How one sheet is read."""

    sheet: str
    heading_row: int
    """From 0; -1: the sheet has none."""
    columns: tuple[str, ...]
    """Field of each column; empty: left out; ``own:Title``: a column of the crew's own."""
    hours_are_minutes: bool = False
    """Lengths were typed as ``8:00`` and the spreadsheet took them for eight hours."""

    @property
    def complete(self) -> bool:
        """It names at least titles, and lengths or the starts they follow from."""
        return "title" in self.columns and ("planned" in self.columns or "start" in self.columns)


def guess(book: Book, remembered: dict[str, tuple[str, ...]] | None = None) -> Mapping:
    """Return the mapping of the sheet that looks most like a run-of-show.

    *remembered*: ``signature`` of a heading row → columns as a person set them, the latest last. A row that was taken
    for the headings before is taken for them again, whatever the guess.
    """
    best: tuple[int, Mapping] | None = None
    for sheet in book.sheets:
        made = mapping_of(sheet, None, remembered)
        columns = made.columns
        score = 100 * made.complete + sum(bool(column) and not column.startswith(OWN) for column in columns)
        if best is None or score > best[0]:
            best = (score, made)
    assert best is not None, "a book has at least one sheet"
    return best[1]


def mapping_of(sheet: Sheet, row: int | None = None, remembered: dict[str, tuple[str, ...]] | None = None) -> Mapping:
    """Return how *sheet* is read with *row* as its headings (-1: it has none; None: the row remembered or guessed)."""
    known = remembered or {}
    if row is None:
        row = _remembered_row(sheet, known)
    columns = columns_of(sheet, row)
    if row >= 0:
        columns = known.get(signature(sheet.rows[row]), columns)
    return Mapping(sheet.name, row, columns, taken_for_hours(sheet, row, columns))


def _remembered_row(sheet: Sheet, known: dict[str, tuple[str, ...]]) -> int:
    """Return the row whose headings were set last among those *known*, else the one that is guessed."""
    age = {mark: place for place, mark in enumerate(known)}
    found = [(age[mark], at) for at, row in enumerate(sheet.rows[:LOOKED_AT]) if (mark := signature(row)) in age]
    return max(found)[1] if found else heading_row(sheet)


def heading_row(sheet: Sheet) -> int:
    """Return the row that holds the most headings, at least two different ones; -1: none does."""
    best, at = 1, -1
    for number, row in enumerate(sheet.rows[:LOOKED_AT]):
        found = {field for cell in row if cell is not None and (field := field_of(as_text(cell)))}
        if len(found) > best:
            best, at = len(found), number
    return at


def columns_of(sheet: Sheet, row: int) -> tuple[str, ...]:
    """Return the field of each column; unknown headings become columns of the crew's own, doubles too.

    Without a heading row: title, length, owner, hard start, as a paste without headings is read.
    """
    width = len(sheet.rows[0]) if sheet.rows else 0
    if row < 0:
        plain = ("title", "planned", "owner", "hard")
        return (*plain[:width], *[IGNORED] * (width - len(plain)))
    texts = [as_text(cell) for cell in sheet.rows[row]]
    fields = titled([field_of(text) if text else IGNORED for text in texts])
    seen: set[str] = set()
    columns = []
    for field, text in zip(fields, texts, strict=True):
        wanted = f"{OWN}{text}" if field is None or (field in seen and field != "points") else field
        columns.append(IGNORED if wanted in seen and wanted != "points" else wanted)
        seen.add(wanted)
    return tuple(columns)


def taken_for_hours(sheet: Sheet, row: int, columns: Sequence[str]) -> bool:
    """Tell whether the lengths look like minutes and seconds that the spreadsheet took for hours and minutes.

    So it is where every one is whole minutes long and half of them an hour and more: no cue of a live show is.
    """
    if "planned" not in columns:
        return False
    at = columns.index("planned")
    cells = [cells[at] for cells in sheet.rows[row + 1 :] if isinstance(cells[at], Length)]
    spans = [cell.span for cell in cells if isinstance(cell, Length)]
    return len(spans) > 1 and all(span % MINUTE == 0 for span in spans) and median(spans) >= HOUR


def signature(row: Sequence[Cell]) -> str:
    """Return what tells that another file has the same headings, whatever their case and spaces."""
    text = "\x1f".join(bare_heading(as_text(cell)) for cell in row)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
