"""A spreadsheet as it was read: sheets of cells, each of which knows what it was (text, number, time, length, date).

The child process that parses a file hands it over as JSON, so a cell is a plain tagged record.
"""

from msgspec import Struct

from liveops_desktop.core.clock import DAY, Span


class Text(Struct, frozen=True, tag="t", array_like=True):
    """Words."""

    text: str


class Number(Struct, frozen=True, tag="n", array_like=True):
    """A bare number."""

    value: float


class Flag(Struct, frozen=True, tag="b", array_like=True):
    """Yes or no."""

    value: bool


class Length(Struct, frozen=True, tag="l", array_like=True):
    """A duration, or a time of day: a spreadsheet does not tell them apart."""

    span: Span


class Moment(Struct, frozen=True, tag="d", array_like=True):
    """A date with a time of day; *date* is ISO."""

    date: str
    time: Span


Cell = Text | Number | Flag | Length | Moment | None


class Sheet(Struct, frozen=True):
    """Rows from the sheet's first row on, all of one width.

    *merged*: (first row, first column, last row, last column) from 0; only the first cell of each holds anything.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


class Book(Struct, frozen=True):
    """The sheets of one file that hold anything, in its order. *encoding*: of a text file."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""


def as_text(cell: Cell) -> str:
    """Return what a person sees in the cell, near enough to be recognised."""
    match cell:
        case None:
            return ""
        case Text():
            return cell.text.strip()
        case Number():
            return f"{cell.value:.10g}"
        case Flag():
            return "yes" if cell.value else "no"
        case Length():
            return clock(cell.span)
        case Moment():
            return f"{cell.date} {clock(cell.time)}" if cell.time else cell.date


def clock(span: Span) -> str:
    """Return ``h:mm:ss``, cut to the second."""
    whole = abs(span) // 1_000
    sign = "-" if span < 0 else ""
    return f"{sign}{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def fraction_of_day(value: float) -> Span:
    """Return the span that a bare number of a spreadsheet is when it counts in days."""
    return Span(round(value * DAY))
