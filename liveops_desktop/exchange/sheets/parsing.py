"""Parsing one spreadsheet file, bounded before it is opened. Runs in a child process (``child.py``).

A file made to hurt (a small zip that unpacks to gigabytes, a million columns, XML that never ends) must not take the
show with it: sizes are looked at first, and whatever gets past that meets the child's own limits.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from liveops_desktop.core.clock import Span
from liveops_desktop.exchange.sheets.table import Book, Cell, Flag, Length, Moment, Number, Sheet, Text

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 200
"""Unpacked over packed of one member; ordinary sheets stay under 30."""
MOST_MEMBERS = 2_000
MOST_SHEETS = 50
MOST_ROWS = 20_000
MOST_COLUMNS = 200
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a formula for."""
MOST_LETTERS = 20_000
"""Of one cell; Excel itself stops at 32,767."""
BOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
_ENCODINGS = ("utf-8-sig", "gb18030")
"""Tried in this order where nothing else tells; every text that is no UTF-8 reads as something in the second."""


class Wrong(StrEnum):
    """Why a file is refused whole; the sentence is in ``words``."""

    NOT_THERE = "not-there"
    UNKNOWN_KIND = "unknown-kind"  # detail: the suffix
    TOO_BIG = "too-big"  # detail: the limit
    BOMB = "bomb"  # unpacks to far more than a spreadsheet does
    TOO_MANY_ROWS = "too-many-rows"  # detail: sheet
    TOO_MANY_COLUMNS = "too-many-columns"  # detail: sheet
    TOO_MANY_SHEETS = "too-many-sheets"
    ENCRYPTED = "encrypted"
    NOT_READABLE = "not-readable"  # detail: the parser's words
    EMPTY = "empty"
    TOO_LONG = "too-long"  # the child's time or memory was used up
    CANCELLED = "cancelled"


class CannotParse(Exception):  # noqa: N818 -- says what the file is
    """The file is refused; *wrong* and outside text in *detail*."""

    def __init__(self, wrong: Wrong, detail: str = "") -> None:
        """Keep both."""
        super().__init__(wrong.value, detail)
        self.wrong = wrong
        self.detail = detail


def parse(path: Path) -> Book:
    """Return the sheets of the file at *path*: xlsx, xlsm, xlsb, xls, ods, csv, tsv or txt.

    Formulas read as the value they had when the file was saved; dates of both epochs (1900 and 1904) as dates.

    Raises:
        CannotParse: the file is too big, damaged, encrypted, empty or no spreadsheet.
    """
    suffix = path.suffix.lower()
    if suffix not in BOOKS | TEXTS:
        raise CannotParse(Wrong.UNKNOWN_KIND, suffix)
    try:
        size = path.stat().st_size
    except OSError as trouble:
        raise CannotParse(Wrong.NOT_THERE, trouble.strerror or "") from trouble
    if size > MOST_BYTES:
        raise CannotParse(Wrong.TOO_BIG, f"{MOST_BYTES // 1_000_000} MB")
    book = _parse_text(path, suffix) if suffix in TEXTS else _parse_book(path)
    if not book.sheets:
        raise CannotParse(Wrong.EMPTY)
    return book


# -- workbooks -----------------------------------------------------------------------


def _parse_book(path: Path) -> Book:
    import python_calamine as calamine

    if zipfile.is_zipfile(path):
        _look_before_unpacking(path)
    try:
        with calamine.CalamineWorkbook.from_path(path) as workbook:
            if len(workbook.sheet_names) > MOST_SHEETS:
                raise CannotParse(Wrong.TOO_MANY_SHEETS, str(MOST_SHEETS))
            sheets = [_sheet(workbook.get_sheet_by_name(name)) for name in _visible(workbook)]
    except calamine.PasswordError as trouble:
        raise CannotParse(Wrong.ENCRYPTED) from trouble
    except (calamine.CalamineError, OSError, ValueError) as trouble:
        raise CannotParse(Wrong.NOT_READABLE, str(trouble)) from trouble
    return Book(tuple(sheet for sheet in sheets if sheet.rows))


def _look_before_unpacking(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as trouble:
        raise CannotParse(Wrong.NOT_READABLE, str(trouble)) from trouble
    if any(member.flag_bits & 1 for member in members):
        raise CannotParse(Wrong.ENCRYPTED)
    ratio = max((one.file_size / max(1, one.compress_size) for one in members if one.file_size > 1_000_000), default=0)
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED or ratio > MOST_RATIO:
        raise CannotParse(Wrong.BOMB)


def _visible(workbook: Any) -> list[str]:
    """Return the names of the sheets a person sees; all of them where none is visible."""
    import python_calamine as calamine

    sheets = [one for one in workbook.sheets_metadata if one.typ is calamine.SheetTypeEnum.WorkSheet]
    seen = [one.name for one in sheets if one.visible is calamine.SheetVisibleEnum.Visible]
    return seen or [one.name for one in sheets]


def _sheet(source: Any) -> Sheet:
    if source.total_height > MOST_ROWS:
        raise CannotParse(Wrong.TOO_MANY_ROWS, source.name)
    if source.total_width > MOST_COLUMNS:
        raise CannotParse(Wrong.TOO_MANY_COLUMNS, source.name)
    rows = tuple(tuple(_cell(value) for value in row) for row in source.to_python(skip_empty_area=False))
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in source.merged_cell_ranges or ())
    return Sheet(source.name, _trimmed(rows), merged)


def _cell(value: object) -> Cell:
    match value:
        case bool():
            return Flag(value)
        case int() | float():
            return Number(float(value))
        case timedelta():
            return Length(Span(round(value / timedelta(milliseconds=1))))
        case datetime():
            return Moment(value.date().isoformat(), _since_midnight(value.time()))
        case date():
            return Moment(value.isoformat(), Span(0))
        case time():
            return Length(_since_midnight(value))
        case _:
            text = str(value)[:MOST_LETTERS]
            return Text(text) if text.strip() else None


def _since_midnight(at: time) -> Span:
    return Span(((at.hour * 60 + at.minute) * 60 + at.second) * 1_000 + at.microsecond // 1_000)


def _trimmed(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Leave empty rows at the end out."""
    last = max((number for number, row in enumerate(rows, start=1) if any(cell is not None for cell in row)), default=0)
    return rows[:last]


# -- text ------------------------------------------------------------------------------


def _parse_text(path: Path, suffix: str) -> Book:
    raw = path.read_bytes()
    text, encoding = decoded(raw)
    try:
        rows = list(islice(csv.reader(lines_of(text), delimiter=_mark(text, suffix)), MOST_ROWS + 1))
    except csv.Error as trouble:
        raise CannotParse(Wrong.NOT_READABLE, str(trouble)) from trouble
    if len(rows) > MOST_ROWS:
        raise CannotParse(Wrong.TOO_MANY_ROWS, path.name)
    if max(map(len, rows), default=0) > MOST_COLUMNS:
        raise CannotParse(Wrong.TOO_MANY_COLUMNS, path.name)
    filled = _trimmed(_rectangle(rows))
    return Book((Sheet(path.stem, filled),) if filled else (), encoding)


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text of a file in UTF-8, UTF-16 or a Chinese encoding, with or without a byte order mark; and which.

    A mark decides; then valid UTF-8; then what the bytes look like (UTF-16 without a mark, GBK/GB18030, Big5, …).
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return _decode(raw, encoding), encoding
    half = raw[: len(raw) // 2 * 2]
    for encoding, zeros in (("utf-16-le", half[1::2]), ("utf-16-be", half[::2])):
        if zeros.count(0) * 3 > len(zeros) > 0:
            return _decode(raw, encoding), encoding
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is None:
        raise CannotParse(Wrong.NOT_READABLE)
    return str(best), best.encoding


def _decode(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as trouble:
        raise CannotParse(Wrong.NOT_READABLE, encoding) from trouble


def lines_of(text: str) -> Iterator[str]:
    """Return the lines with their ends; only what ends a line in a file of rows does."""
    return io.StringIO(text.replace("\x00", ""), newline="")


def _mark(text: str, suffix: str) -> str:
    """Return what stands between columns: the one that the first filled lines have most alike."""
    if suffix == ".tsv":
        return "\t"
    lines = [line for line in islice(lines_of(text), 50) if line.strip()][:10]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in "\t;,"}
    return max("\t;,", key=lambda mark: (counts[mark] > 0) * (2 if mark != "," else 1) * (counts[mark] + 1))


def _rectangle(rows: Iterable[list[str]]) -> tuple[tuple[Cell, ...], ...]:
    rows = list(rows)
    width = max(map(len, rows), default=0)
    return tuple(
        tuple(Text(unmarked(cell[:MOST_LETTERS])) if cell.strip() else None for cell in row)
        + (None,) * (width - len(row))
        for row in rows
    )


def unmarked(cell: str) -> str:
    """Return the text of a cell without the apostrophe that keeps it from being run as a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_MARKS) else cell


def print_parsed(path: Path) -> bytes:
    """Return what the child process prints for *path*: a book, or why it is refused."""
    try:
        return msgspec.json.encode({"book": parse(path)})
    except CannotParse as why:
        return msgspec.json.encode({"wrong": why.wrong.value, "detail": why.detail})
