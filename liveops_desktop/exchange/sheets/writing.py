"""The run-of-show as a spreadsheet: Excel or CSV that can be read back unchanged.

No cell is ever a formula: text that begins like one is written as text (Excel), or with an apostrophe in front (CSV,
where nothing else keeps a spreadsheet from running it; https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liveops_desktop.core.clock import ZERO, Span
from liveops_desktop.core.cue import AtZero, Color, Column, Cue, CueKind, TimeOfDay
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.show import Show
from liveops_desktop.core.timetext import duration, time_of_day, wall_time
from liveops_desktop.exchange.sheets.parsing import FORMULA_MARKS
from liveops_desktop.words import N_, _

COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", N_("Number")),
    ("start", N_("Start")),
    ("planned", N_("Length")),
    ("type", N_("Type")),
    ("segment", N_("Section")),
    ("title", N_("Title")),
    ("on_camera", N_("On camera")),
    ("scene", N_("Scene")),
    ("sound", N_("Sound")),
    ("points", N_("Points")),
    ("must_say", N_("Must say")),
    ("price", N_("Price")),
    ("script", N_("Script")),
    ("action", N_("Action")),
    ("does", N_("Action type")),
    ("owner", N_("Owner")),
    ("standby", N_("Standby")),
    ("go_words", N_("GO words")),
    ("hard", N_("Hard start")),
    ("until", N_("Until")),
    ("at_zero", N_("At zero")),
    ("least", N_("Least")),
    ("most", N_("Most")),
    ("cuttable", N_("Cuttable")),
    ("skipped", N_("Skipped")),
    ("warn", N_("Warn")),
    ("danger", N_("Danger")),
    ("color", N_("Colour")),
    ("backup", N_("Backup")),
    ("note", N_("Note")),
    ("key", "LiveOps id"),
)
"""Field and heading, in the order they are read in; each heading is one that ``columns.field_of`` knows."""

_WIDTHS = {"title": 32, "points": 36, "script": 40, "note": 30, "must_say": 24, "action": 28, "key": 12}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no cell may hold (XML 1.0)."""


def table(show: Show) -> tuple[list[str], list[list[str]]]:
    """Return headings and one row of text per cue; the crew's own columns come before the last."""
    own = () if show.header is None else show.header.columns
    headings = [_(heading) for _field, heading in COLUMNS[:-1]] + [one.title for one in own] + [COLUMNS[-1][1]]
    starts = _starts(show)
    rows = [_row(cue, start, own) for cue, start in zip(show.cues, starts, strict=True)]
    return headings, rows


def write_csv(show: Show, path: Path) -> None:
    """Write UTF-8 with a byte order mark, which Excel needs to see Chinese. Raises ``OSError``."""
    headings, rows = table(show)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in (headings, *rows))
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def write_xlsx(show: Show, path: Path) -> None:
    """Write one sheet with the headings frozen. Raises ``OSError``."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    headings, rows = table(show)
    book = Workbook(write_only=False)
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Run-of-show")
    for number, row in enumerate([headings, *rows], start=1):
        for at, cell in enumerate(row, start=1):
            made = sheet.cell(number, at)
            made.number_format = "@"  # what is typed here later stays as it was typed: 8:00 is no eight hours
            if cell:
                made.value = _CONTROL.sub("", cell)
                made.data_type = "s"  # text whatever it begins with: openpyxl takes "=" for a formula
    for made in sheet[1]:
        made.font = Font(bold=True)
        made.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    _set_widths(sheet)
    book.save(path)


def _set_widths(sheet: Any) -> None:
    from openpyxl.utils import get_column_letter

    for at, (field, _heading) in enumerate(COLUMNS[:-1], start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(field, 14)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA_MARKS) else cell


def _starts(show: Show) -> list[str]:
    if show.header is None:
        return [""] * len(show.cues)
    zone = show.header.zone
    plan = lay_out(show.header, show.cues, show.air.fixed)
    return ["" if at is None else wall_time(at, zone, ZERO) for at in plan.starts]


def _row(cue: Cue, start: str, own: Sequence[Column]) -> list[str]:
    return [_text(field, cue, start) for field, _heading in COLUMNS[:-1]] + [
        *(cue.extra.get(one.key, "") for one in own),
        str(cue.id),
    ]


def _text(field: str, cue: Cue, start: str) -> str:
    if field in _MARKED:
        value = str(getattr(cue, _MARKED[field][0]))
        return "" if value == _MARKED[field][1] else value
    match getattr(cue, field, None):
        case None | False:
            return start if field == "start" else ""
        case True:
            return "yes"
        case TimeOfDay() as time:
            return time_of_day(time)
        case int() as span:
            return duration(Span(span))
        case tuple() as points:
            return "\n".join(points)
        case value:
            return str(value)


_MARKED = {
    "type": ("kind", CueKind.NORMAL.value),
    "at_zero": ("at_zero", AtZero.HOLD.value),
    "color": ("color", Color.NONE.value),
    "does": ("does", ""),
}
"""Column → field of the cue, and the value that is left empty."""
