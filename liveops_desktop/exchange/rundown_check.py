"""``rundown check``: a file with a run-of-show, read without a window; what it holds and what is odd about it."""

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from liveops_desktop.core.clock import Span
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import duration
from liveops_desktop.exchange.ontime import read_ontime
from liveops_desktop.exchange.sheets.child import read_book
from liveops_desktop.exchange.sheets.mapping import Mapping, guess
from liveops_desktop.exchange.sheets.parsing import CannotParse
from liveops_desktop.exchange.sheets.reading import Reading, read
from liveops_desktop.words import _, file_refusal, n_, refusal_sentence

OK, ODD, CANNOT_READ = 0, 1, 2


def fresh_ids() -> Callable[[], str]:
    """Return what makes ids for a file that is only looked at."""
    numbers = count(1)
    return lambda: f"row-{next(numbers)}"


def check_file(path: Path, *, as_json: bool) -> tuple[int, str]:
    """Return the exit code and what the file holds: 0, 1 with mistakes, 2 when it cannot be read."""
    try:
        if path.suffix.lower() == ".json":
            mapping, reading = None, read_ontime(path, fresh_ids())
        else:
            book = read_book(path)
            mapping = guess(book)
            reading = read(next(sheet for sheet in book.sheets if sheet.name == mapping.sheet), mapping, fresh_ids())
    except CannotParse as why:
        sentence = file_refusal(why.wrong.value, why.detail)
        return CANNOT_READ, json.dumps({"error": sentence}, ensure_ascii=False) if as_json else sentence
    problems = found_problems(reading, mapping)
    said = (
        json.dumps(_data(reading, mapping, problems), ensure_ascii=False, indent=2)
        if as_json
        else _text(reading, mapping, problems)
    )
    return ODD if problems else OK, said


def found_problems(reading: Reading, mapping: Mapping | None) -> tuple[Refused, ...]:
    """Return what keeps the file from being taken in; without titles and lengths there is nothing to take."""
    if mapping is not None and not mapping.complete:
        return (Refused(Reason.NO_HEADINGS, row=mapping.heading_row + 1 or None),)
    return reading.problems or (() if reading.cues else (Refused(Reason.EMPTY, field="rows"),))


def _total(reading: Reading) -> Span:
    return Span(sum(cue.planned for cue in reading.cues if not cue.skipped))


def _text(reading: Reading, mapping: Mapping | None, problems: tuple[Refused, ...]) -> str:
    lines = [] if mapping is None else [_("Sheet: {name}").format(name=mapping.sheet)]
    counted = n_("{count} cue, {length}", "{count} cues, {length}", len(reading.cues))
    lines.append(counted.format(count=len(reading.cues), length=duration(_total(reading))))
    lines += [_("Row {row} left out: {text}").format(row=one.row, text=one.text) for one in reading.left_out]
    lines += [refusal_sentence(one) for one in problems]
    return "\n".join(lines)


def _data(reading: Reading, mapping: Mapping | None, problems: tuple[Refused, ...]) -> dict[str, Any]:
    return {
        "sheet": None if mapping is None else mapping.sheet,
        "columns": [] if mapping is None else list(mapping.columns),
        "cues": len(reading.cues),
        "length": _total(reading),
        "left_out": [{"row": one.row, "text": one.text} for one in reading.left_out],
        "problems": [
            {"row": one.row, "column": one.column, "field": one.field, "said": refusal_sentence(one)}
            for one in problems
        ],
    }
