"""What a report is made of, whatever it is written as. All text is plain; each writer escapes it in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    text: str


Line = Sequence[str | Strong]
"""One line: pieces that follow one another without a space between."""
Cells = Sequence[str]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the show's title, 4 the smallest."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One line by itself."""

    line: Line


@dataclass(frozen=True)
class Bullets:
    """A list."""

    lines: Sequence[Line]


@dataclass(frozen=True)
class Table:
    """A table; columns in *right* are figures and set to the right."""

    heads: Cells
    rows: Sequence[Cells]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Timeline:
    """The place of the picture: planned against actual on one axis. Nothing where there are no pictures."""


Block = Heading | Paragraph | Bullets | Table | Timeline
