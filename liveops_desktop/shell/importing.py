"""Looking at a file with a run-of-show, and taking it in: read off this thread, mapped, previewed, then one edit."""

import asyncio
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from liveops_desktop.core.clock import Span
from liveops_desktop.core.cue import Column, Header
from liveops_desktop.core.incoming import Incoming
from liveops_desktop.core.intents import Edit, EditHeader, EditRundown, ReplaceCues
from liveops_desktop.core.show import Show

if TYPE_CHECKING:
    from liveops_desktop.exchange.sheets.mapping import Mapping
    from liveops_desktop.exchange.sheets.reading import Reading
    from liveops_desktop.exchange.sheets.table import Book, Sheet

KEPT = "columns.json"
"""How a person mapped headings, by their signature; no secret is in it."""
MOST_KEPT = 100
SHOWN = 12
"""Rows of the preview."""


def fresh_id() -> str:
    """Return the id of a new cue."""
    return uuid.uuid4().hex


class Importing:
    """One file at a time. *changed* is called when ``incoming`` is another."""

    def __init__(
        self, folder: Path, show: Callable[[], Show | None], changed: Callable[[Incoming | None], None]
    ) -> None:
        """*folder*: where the mappings are remembered."""
        self._file = folder / KEPT
        self._show = show
        self._changed = changed
        self._task: asyncio.Task[None] | None = None
        self._name = ""
        self._book: Book | None = None
        self._mapping: Mapping | None = None
        self._reading: Reading | None = None
        self._known: dict[str, tuple[str, ...]] = {}
        """How columns were mapped before, by the signature of their headings; the latest last."""

    def look(self, group: asyncio.TaskGroup, path: Path) -> None:
        """Begin to read *path*; what was looked at before is dropped."""
        self.drop()
        self._name = path.name
        self._task = group.create_task(self._look(path), name="import")
        self._changed(Incoming(path.name, reading=True))

    def drop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._book = self._mapping = self._reading = None
        self._changed(None)

    async def _look(self, path: Path) -> None:
        from liveops_desktop.exchange.ontime import read_ontime
        from liveops_desktop.exchange.sheets.child import read_book_async
        from liveops_desktop.exchange.sheets.mapping import guess
        from liveops_desktop.exchange.sheets.parsing import CannotParse

        try:
            if path.suffix.lower() == ".json":
                self._reading = await asyncio.to_thread(read_ontime, path, fresh_id)
            else:
                self._book = await read_book_async(path)
                self._known = await asyncio.to_thread(self._remembered)
                self._mapping = guess(self._book, self._known)
        except CannotParse as why:
            self._changed(Incoming(path.name, wrong=why.wrong.value, detail=why.detail))
            return
        self._read_again()

    # -- mapping ---------------------------------------------------------------------

    def choose_sheet(self, name: str) -> None:
        """Read another sheet of the book."""
        from liveops_desktop.exchange.sheets.mapping import mapping_of

        if self._book is None:
            return
        sheet = next((one for one in self._book.sheets if one.name == name), None)
        if sheet is not None:
            self._mapping = mapping_of(sheet, None, self._known)
            self._read_again()

    def choose_heading(self, row: int) -> None:
        """Take *row* (from 0) for the headings; -1: the sheet has none."""
        from liveops_desktop.exchange.sheets.mapping import mapping_of

        if self._book is not None and self._mapping is not None and -1 <= row < len(self._sheet().rows):
            self._mapping = mapping_of(self._sheet(), row, self._known)
            self._read_again()

    def map_column(self, place: int, field: str) -> None:
        """Read the column at *place* as *field*; another column that was read so is left out."""
        if self._mapping is None or not 0 <= place < len(self._mapping.columns):
            return
        columns = [
            field if at == place else "" if column == field and field != "points" else column
            for at, column in enumerate(self._mapping.columns)
        ]
        self._mapping = replace(self._mapping, columns=tuple(columns))
        self._read_again()

    def hours_are_minutes(self, are: bool) -> None:  # noqa: FBT001 -- a switch, named by the method
        """Read lengths of hours as minutes, or as they stand."""
        if self._mapping is not None:
            self._mapping = replace(self._mapping, hours_are_minutes=are)
            self._read_again()

    def _sheet(self) -> "Sheet":
        assert self._book is not None
        assert self._mapping is not None
        return next(one for one in self._book.sheets if one.name == self._mapping.sheet)

    def _read_again(self) -> None:
        from liveops_desktop.exchange.sheets.reading import read

        show = self._show()
        if self._mapping is not None:
            start = None if show is None or show.header is None else show.header.start
            self._reading = read(self._sheet(), self._mapping, fresh_id, start)
        self._changed(self._incoming())

    def _incoming(self) -> Incoming:
        from liveops_desktop.core.refusal import Reason, Refused
        from liveops_desktop.exchange.sheets.mapping import LOOKED_AT
        from liveops_desktop.exchange.sheets.merging import How, merge
        from liveops_desktop.exchange.sheets.table import as_text

        reading, mapping = self._reading, self._mapping
        assert reading is not None
        complete = mapping is None or mapping.complete
        problems = reading.problems if complete else (Refused(Reason.NO_HEADINGS),)
        parts: dict[str, Any] = {}
        if mapping is not None and self._book is not None:
            rows = self._sheet().rows
            heading = rows[mapping.heading_row] if mapping.heading_row >= 0 else (None,) * len(mapping.columns)
            parts = {
                "sheets": tuple(sheet.name for sheet in self._book.sheets),
                "sheet": mapping.sheet,
                "tops": tuple(
                    (at, words)
                    for at, cells in enumerate(rows[:LOOKED_AT])
                    if (words := " · ".join(text for cell in cells if (text := as_text(cell))))
                ),
                "heading_row": mapping.heading_row,
                "headings": tuple(as_text(cell) for cell in heading),
                "columns": mapping.columns,
                "hours_are_minutes": mapping.hours_are_minutes,
                "preview": tuple((row, tuple(as_text(cell) for cell in rows[row - 1])) for row in reading.rows[:SHOWN]),
            }
        show = self._show()
        there = () if show is None else show.cues
        counts = {}
        for how in How:
            merged = merge(there, reading, how, fresh_id)
            counts[how.value] = (merged.added, merged.changed, merged.gone)
        return Incoming(
            self._name,
            mapped=mapping is not None,
            complete=complete,
            cues=len(reading.cues),
            length=Span(sum(cue.planned for cue in reading.cues if not cue.skipped)),
            left_out=tuple((one.row, one.text) for one in reading.left_out),
            problems=problems or (() if reading.cues else (Refused(Reason.EMPTY, field="rows"),)),
            counts=counts,
            **parts,
        )

    # -- taking in -----------------------------------------------------------------------

    def take_in(self, how: str, reason: str) -> EditRundown | None:
        """Return the one edit that takes the file in; None while it has problems, or no show is open."""
        from liveops_desktop.exchange.sheets.merging import How, merge

        show, reading = self._show(), self._reading
        if show is None or show.header is None or reading is None or self._incoming().problems:
            return None
        merged = merge(show.cues, reading, How(how), fresh_id)
        edits: list[Edit] = [ReplaceCues(show.cues, merged.cues)]
        header = with_columns(show.header, reading.columns)
        if header != show.header:
            edits.insert(0, EditHeader(show.header, header))
        return EditRundown(tuple(edits), reason)

    async def remember(self) -> None:
        """Keep how the columns were mapped, for the next file with the same headings."""
        from liveops_desktop.exchange.sheets.mapping import signature

        if self._mapping is None or self._mapping.heading_row < 0:
            return
        mark = signature(self._sheet().rows[self._mapping.heading_row])
        before = await asyncio.to_thread(self._remembered)
        kept = {**{key: columns for key, columns in before.items() if key != mark}, mark: self._mapping.columns}
        newest = dict(list(kept.items())[-MOST_KEPT:])
        await asyncio.to_thread(self._write, newest)

    def _remembered(self) -> dict[str, tuple[str, ...]]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, tuple[str, ...]])
        except (OSError, msgspec.MsgspecError):
            return {}  # a convenience: a broken file costs the guesses of one import

    def _write(self, kept: dict[str, tuple[str, ...]]) -> None:
        from liveops_desktop.store.private_file import write_private

        write_private(self._file, msgspec.json.format(msgspec.json.encode(kept)))


def with_columns(header: Header, columns: tuple[Column, ...]) -> Header:
    """Return the header with the crew's own *columns* added that it does not have yet."""
    known = {one.key for one in header.columns}
    return replace(header, columns=(*header.columns, *(one for one in columns if one.key not in known)))
