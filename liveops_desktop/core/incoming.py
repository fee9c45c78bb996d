"""A file with a run-of-show that is being looked at, before anything of it is taken in."""

from msgspec import Struct

from liveops_desktop.core.clock import Span
from liveops_desktop.core.refusal import Refused


class Incoming(Struct, frozen=True):
    """What the file holds as it is mapped now. *wrong*: it could not be read at all."""

    name: str
    reading: bool = False
    """It is being read; cancelling ends that."""
    wrong: str = ""
    """A value of ``exchange.sheets.parsing.Wrong``; empty: it was read."""
    detail: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    tops: tuple[tuple[int, str], ...] = ()
    """(row from 0, its words) of the first rows that hold any: which of them holds the headings can be chosen."""
    heading_row: int = -1
    """From 0; -1: none does."""
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """Field of each column, ``own:Title`` for one of the crew's own, empty for one left out."""
    hours_are_minutes: bool = False
    mapped: bool = True
    """False: the file names its fields itself, so there is nothing to map (Ontime)."""
    complete: bool = True
    """Titles, and lengths or starts, have their columns."""
    preview: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """(row in the file, its cells) of the first rows that became cues."""
    cues: int = 0
    length: Span = Span(0)
    left_out: tuple[tuple[int, str], ...] = ()
    """(row, text) of totals and remarks."""
    problems: tuple[Refused, ...] = ()
    """With any of them nothing can be taken in."""
    counts: dict[str, tuple[int, int, int]] = {}
    """What ``new``, ``replace`` and ``merge`` would do: cues added, changed, gone."""
