"""The report as Markdown. Everything a person typed or another program sent is escaped: it is text, never markup."""

import re
from collections.abc import Iterable
from typing import assert_never

from liveops_desktop.core.show import Show
from liveops_desktop.exchange.report.blocks import (
    Block,
    Bullets,
    Cells,
    Heading,
    Line,
    Paragraph,
    Strong,
    Table,
    Timeline,
)
from liveops_desktop.exchange.report.sections import report_blocks


def report_markdown(show: Show, language: str = "en") -> str:
    """Return the report; card texts in *language*. A show without a header gives one sentence."""
    return blocks_markdown(report_blocks(show, language))


def blocks_markdown(blocks: Iterable[Block]) -> str:
    """Return *blocks* as Markdown."""
    parts = (_block(block) for block in blocks)
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Return *text* from outside as one line of plain Markdown text: no markup, no table cell, no link, no HTML."""
    return re.sub(r"([\\`*_\[\]<>|~#&$!])", r"\\\1", " ".join(text.split()))


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"**{escape(text)}**" if level > 3 else f"{'#' * level} {escape(text)}"
        case Paragraph(line=line):
            return _line(line)
        case Bullets(lines=lines):
            return "\n".join(f"- {_line(line)}" for line in lines)
        case Table(heads=heads, rows=rows, right=right):
            return _table(heads, rows, right)
        case Timeline():
            return ""
        case _:
            assert_never(block)


def _line(line: Line) -> str:
    return "".join(f"**{escape(piece.text)}**" if isinstance(piece, Strong) else _piece(piece) for piece in line)


def _piece(text: str) -> str:
    """Escape one piece of a line and keep the space at its ends, where it meets the next."""
    before, after = text[:1].isspace(), text[-1:].isspace() and len(text) > 1
    return f"{' ' if before else ''}{escape(text)}{' ' if after else ''}"


def _table(heads: Cells, rows: Iterable[Cells], right: frozenset[int]) -> str:
    marks = ["---:" if column in right else "---" for column in range(len(heads))]
    escaped = ([escape(cell) for cell in row] for row in rows)
    return "\n".join("| " + " | ".join(row) + " |" for row in (heads, marks, *escaped))
