"""From the rows of a sheet to cues, with everything odd named by row and column (both from 1).

A row that makes no sense is a problem, and a sheet with a problem is not taken at all: nothing half-read comes in.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from liveops_desktop.core.clock import DAY, ZERO, Span
from liveops_desktop.core.cue import Column, Cue, CueId, CueKind, TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.validate import validate_cue
from liveops_desktop.exchange.columns import OWN, value_of
from liveops_desktop.exchange.sheets.mapping import Mapping
from liveops_desktop.exchange.sheets.table import Cell, Length, Sheet, as_text

_TOTALS = re.compile(r"^(grand )?(total|sum)s?\b|^(合计|总计|总时长|合計|總計|總時長|共计|小计|小計)", re.IGNORECASE)
_FILLED_DOWN = frozenset({"segment", "owner", "scene", "on_camera", "sound"})
"""Fields whose merged cells mean every row they cover; a length merged over two rows is not two lengths."""
_TOGETHER = frozenset({"type", "squeeze", "start", "end"})


class Left(Struct, frozen=True):
    """A row that was left out on purpose: a total, or a remark beside the list."""

    row: int
    text: str


class Reading(Struct, frozen=True):
    """What a sheet holds. With *problems* none of it may be used."""

    cues: tuple[Cue, ...]
    rows: tuple[int, ...]
    """Row of each cue."""
    problems: tuple[Refused, ...]
    left_out: tuple[Left, ...]
    columns: tuple[Column, ...]
    """The crew's own."""
    fields: frozenset[str]
    """Fields of a cue that the file says something about; others of a cue it updates stay."""


def read(sheet: Sheet, mapping: Mapping, ids: Callable[[], str], start: TimeOfDay | None = None) -> Reading:
    """Return the cues of *sheet* as *mapping* reads it; *ids* makes a fresh cue id at each call.

    A row with one filled cell and no length is the heading of a segment; where segments have a column of their own,
    it is a remark unless it stands there. *start*: when the show begins, for hard rows
    whose times count from there.
    """
    work = _Sheet(sheet, mapping, ids)
    for number in range(mapping.heading_row + 1, len(sheet.rows)):
        work.row(number)
    work.lengths_from_starts()
    work.hard_starts(start)
    cues = work.finished()
    own = [column.removeprefix(OWN) for column in mapping.columns if column.startswith(OWN)]
    return Reading(
        tuple(cues),
        tuple(number for number, _ in work.made),
        tuple(sorted(work.problems, key=lambda one: (one.row or 0, one.column or 0))),
        tuple(work.left_out),
        tuple(Column(key=key_of(title), title=title) for title in own),
        work.fields(),
    )


def key_of(title: str) -> str:
    """Return the key under which a column of the crew's own is kept."""
    return " ".join(title.split()).casefold()


class _Sheet:
    """One sheet on its way to cues."""

    def __init__(self, sheet: Sheet, mapping: Mapping, ids: Callable[[], str]) -> None:
        self._sheet, self._mapping, self._ids = sheet, mapping, ids
        self._columns = {field: at for at, field in enumerate(mapping.columns) if field}
        self._down = {
            (row, left): sheet.rows[top][left]
            for top, left, bottom, _ in sheet.merged
            if bottom > top and left < len(mapping.columns) and mapping.columns[left] in _FILLED_DOWN
            for row in range(top + 1, min(bottom + 1, len(sheet.rows)))
        }
        self._segment = ""
        self.made: list[tuple[int, dict[str, Any]]] = []
        """(row from 1, values)"""
        self.problems: list[Refused] = []
        self.left_out: list[Left] = []

    def row(self, number: int) -> None:
        """Read the row *number* (from 0)."""
        cells = self._sheet.rows[number]
        filled = [(at, cell) for at, cell in enumerate(cells) if cell is not None]
        if not filled:
            return
        title_at = self._columns.get("title", 0)
        title = as_text(cells[title_at])
        first = as_text(filled[0][1])
        if _TOTALS.match(first) or _TOTALS.match(title):
            self.left_out.append(Left(number + 1, first))
        elif len(filled) == 1 and not self._has_length(cells):
            if filled[0][0] == self._columns.get("segment", filled[0][0]) and filled[0][0] <= title_at:
                self._segment = " ".join(first.split())
            else:
                self.left_out.append(Left(number + 1, first))
        elif not title and not self._has_length(cells):
            self.left_out.append(Left(number + 1, " · ".join(as_text(cell) for _, cell in filled)))
        else:
            self.made.append((number + 1, self._values(number, cells)))

    def _has_length(self, cells: Sequence[Cell]) -> bool:
        at = self._columns.get("planned", self._columns.get("start"))
        return at is not None and cells[at] is not None

    def _values(self, number: int, cells: Sequence[Cell]) -> dict[str, Any]:
        values: dict[str, Any] = {"segment": self._segment} if self._segment else {}
        for at, field in enumerate(self._mapping.columns):
            cell = cells[at] if cells[at] is not None else self._down.get((number, at))
            if not field or cell is None:
                continue
            if field.startswith(OWN):
                values.setdefault("extra", {})[key_of(field.removeprefix(OWN))] = as_text(cell)
                continue
            if self._mapping.hours_are_minutes and field == "planned" and isinstance(cell, Length):
                cell = Length(Span(cell.span // 60))
            try:
                value = value_of(field, cell)
            except Refused as odd:
                self._problem(odd, number + 1, at, as_text(cell))
                continue
            values[field] = (
                (*values.get(field, ()), *value) if isinstance(value, tuple) and field == "points" else value
            )
        if "segment" in values and "key" not in self._columns:
            # Merged cells that the format does not tell of, and csv: blank means as above. Not so in the program's own
            # files, which name the segment in every row.
            self._segment = values["segment"]
        for field in ("title", "planned"):
            if (
                field not in values
                and (field == "title" or "planned" in self._columns)
                and not self._told(number, field)
            ):
                self.problems.append(
                    Refused(Reason.EMPTY, field=field, row=number + 1, column=self._columns.get(field, 0) + 1)
                )
        return values

    def _told(self, number: int, field: str) -> bool:
        return any(one.row == number + 1 and one.field == field for one in self.problems)

    def _problem(self, odd: Refused, row: int, at: int, text: str) -> None:
        self.problems.append(
            Refused(
                odd.reason,
                field=self._mapping.columns[at],
                row=row,
                column=at + 1,
                span=odd.span,
                detail=odd.detail or text,
            )
        )

    def lengths_from_starts(self) -> None:
        """Where the file has start times and no lengths: each cue ends where the next one starts."""
        if "planned" in self._columns or "start" not in self._columns:
            return
        for place, (row, values) in enumerate(self.made):
            following = self.made[place + 1][1].get("start") if place + 1 < len(self.made) else values.get("end")
            here = values.get("start")
            if here is None or following is None:
                column = self._columns["start"] + 1
                self.problems.append(Refused(Reason.EMPTY, field="planned", row=row, column=column))
                continue
            values["planned"] = Span((following.since_midnight - here.since_midnight) % DAY)

    def hard_starts(self, start: TimeOfDay | None) -> None:
        """Make hard starts of the rows whose type says so; times that count from 0:00 are moved to the show's start."""
        first = next((values["start"] for _, values in self.made if "start" in values), None)
        from_zero = first is not None and first.since_midnight == ZERO and start is not None
        for _, values in self.made:
            _, hard = values.get("type", (None, False))
            at = values.get("start")
            if hard and at is not None and "hard" not in values:
                begin = start.since_midnight if from_zero and start is not None else 0
                values["hard"] = TimeOfDay(Span((begin + at.since_midnight) % DAY))

    def finished(self) -> list[Cue]:
        """Return the cues; one that the core refuses is a problem in its cell."""
        cues = []
        seen: dict[str, int] = {}
        for row, values in self.made:
            cue = self._cue(row, values)
            if cue is None:
                continue
            if cue.id in seen:
                column = self._columns["key"] + 1
                self.problems.append(Refused(Reason.CUE_EXISTS, field="key", row=row, column=column, detail=cue.id))
            seen[cue.id] = row
            cues.append(cue)
        return cues

    def _cue(self, row: int, values: dict[str, Any]) -> Cue | None:
        if "title" not in values or "planned" not in values:
            return None
        fields = {field: value for field, value in values.items() if field not in _TOGETHER and field != "key"}
        kind, _ = values.get("type", (None, False))
        if kind is not None and kind is not CueKind.NORMAL:
            fields["kind"] = kind
        least, most, cut = values.get("squeeze", (None, None, False))
        for field, value in (("least", least), ("most", most), ("cuttable", cut or None)):
            if value is not None:
                fields.setdefault(field, value)
        key = str(values.get("key", "")).strip()
        cue = Cue(id=CueId(key or self._ids()), **fields)
        try:
            validate_cue(cue)
        except Refused as odd:
            at = self._columns.get(odd.field, self._columns.get("squeeze", self._columns.get("title", 0)))
            text = odd.detail or as_text(self._sheet.rows[row - 1][at])
            self.problems.append(
                Refused(odd.reason, field=odd.field, row=row, column=at + 1, span=odd.span, detail=text)
            )
            return None
        return cue

    def fields(self) -> frozenset[str]:
        """Return the fields of a cue that the file's columns fill."""
        named = {field for field in self._columns if not field.startswith(OWN)} - _TOGETHER - {"key"}
        if "squeeze" in self._columns:
            named |= {"least", "most", "cuttable"}
        if "type" in self._columns:
            named |= {"kind"} | ({"hard"} if "start" in self._columns else set())
        if "start" in self._columns:
            named.add("planned")
        if self._segment:
            named.add("segment")
        return frozenset(named)
