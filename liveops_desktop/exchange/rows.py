"""Rows pasted from a spreadsheet, or read from a CSV file, as cues.

A first row of headings is recognised in English and Chinese; without one the columns are title, length, owner,
hard start. Anything that makes no sense refuses the whole paste, with row and column counted from 1.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.validate import validate_cue
from liveops_desktop.exchange.columns import field_of, titled, value_of
from liveops_desktop.exchange.sheets.parsing import lines_of
from liveops_desktop.exchange.sheets.table import Text

ROW_LIMIT = 2_000
SIZE_LIMIT = 2_000_000
"""Characters of one paste."""
PLAIN_ORDER = ("title", "planned", "owner", "hard")
"""The columns where no heading row says otherwise."""


def read_rows(text: str, ids: Callable[[], str]) -> tuple[Cue, ...]:
    """Return the cues in *text*, tab-, comma- or semicolon-separated; *ids* makes a fresh cue id at each call.

    Raises:
        Refused: with ``row`` and ``column`` (1-based) where it makes no sense; EMPTY, TOO_MANY_ROWS for the whole.
    """
    rows = _table(text)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not filled:
        raise Refused(Reason.EMPTY, field="rows")
    fields = _headings(*filled[0])
    if fields is None:
        fields = PLAIN_ORDER
    else:
        del filled[0]
    if len(filled) > ROW_LIMIT:
        raise Refused(Reason.TOO_MANY_ROWS, field="rows", detail=str(ROW_LIMIT))
    if not filled:
        raise Refused(Reason.EMPTY, field="rows")
    return tuple(_cue(number, row, fields, ids) for number, row in filled)


def _table(text: str) -> list[list[str]]:
    if len(text) > SIZE_LIMIT:
        raise Refused(Reason.TOO_MANY_ROWS, field="rows", detail=str(ROW_LIMIT))
    text = text.removeprefix("\ufeff").replace("\x00", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = "\t" if "\t" in text else ";" if ";" in first and "," not in first else ","
    try:
        return list(csv.reader(lines_of(text), delimiter=mark))
    except csv.Error as trouble:
        raise Refused(Reason.UNKNOWN_VALUE, field="rows", detail=str(trouble)) from trouble


def _headings(number: int, row: list[str]) -> tuple[str, ...] | None:
    """Return the field of each column; None when *row* is no heading row, which names at least title and length."""
    known = titled([_field(cell) for cell in row])
    if "title" not in known or "planned" not in known:
        return None
    for column, (cell, field) in enumerate(zip(row, known, strict=True), start=1):
        twice = field and known.index(field) + 1 < column
        if (field is None and cell.strip()) or twice:
            raise Refused(Reason.UNKNOWN_VALUE, field="heading", row=number, column=column, detail=cell.strip())
    return tuple(field or "" for field in known)


_COMPUTED = frozenset({"start", "end", "key", "number"})
"""Columns that a paste may carry along: the plan computes them, or they are of another list."""
_OF_FILES = frozenset({"type", "squeeze"})
"""Columns whose cells mean several fields at once."""


def _field(heading: str) -> str | None:
    field = field_of(heading)
    if field in _OF_FILES:
        return None
    return "" if field in _COMPUTED else field


def _cue(number: int, row: list[str], fields: tuple[str, ...], ids: Callable[[], str]) -> Cue:
    values: dict[str, Any] = {}
    columns = {field: column for column, field in enumerate(fields, start=1) if field}
    for column, cell in enumerate(row, start=1):
        text = cell.strip()
        if not text:
            continue
        if column > len(fields):
            raise Refused(Reason.UNKNOWN_VALUE, row=number, column=column, detail=text)
        field = fields[column - 1]
        if field:
            values[field] = _placed(field, text, number, column)
    for field in ("title", "planned"):
        if field not in values:
            raise Refused(Reason.EMPTY, field=field, row=number, column=columns[field])
    cue = Cue(id=CueId(ids()), **values)
    _check(cue, number, columns, row)
    return cue


def _placed(field: str, text: str, row: int, column: int) -> object:
    try:
        return value_of(field, Text(text))
    except Refused as refused:
        raise Refused(
            refused.reason, field=field, row=row, column=column, span=refused.span, detail=refused.detail or text
        ) from refused


def _check(cue: Cue, row: int, columns: Mapping[str, int], cells: Sequence[str]) -> None:
    """Refuse what the core refuses where it is typed, with the cell named."""
    try:
        validate_cue(cue)
    except Refused as refused:
        column = columns.get(refused.field)
        text = "" if column is None else cells[column - 1].strip()
        raise Refused(
            refused.reason, field=refused.field, row=row, column=column, span=refused.span, detail=text
        ) from refused
