"""Ontime's project file (JSON, versions 3 and 4; https://docs.getontime.no) as cues.

Ontime keeps a start for every event; here only those that do not follow the one before are hard starts.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from liveops_desktop.core.clock import DAY, ZERO, Span
from liveops_desktop.core.cue import AtZero, Column, Cue, CueId, TimeOfDay
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.validate import validate_cue
from liveops_desktop.exchange.sheets.parsing import MOST_BYTES, MOST_ROWS, CannotParse, Wrong
from liveops_desktop.exchange.sheets.reading import Left, Reading

_PLAY_NEXT = "play-next"
_GROUPS = frozenset({"block", "group"})


class _Entry(Struct, rename="camel"):
    type: str = "event"
    id: str = ""
    title: str = ""
    note: str = ""
    cue: str = ""
    skip: bool = False
    time_start: int | float | None = None
    time_end: int | float | None = None
    duration: int | float | None = None
    link_start: bool | str | None = None
    count_to_end: bool = False
    end_action: str = ""
    time_warning: int | float | None = None
    time_danger: int | float | None = None
    custom: dict[str, Any] = {}
    entries: list[str] = []
    events: list[str] = []


class _Rundown(Struct, rename="camel"):
    title: str = ""
    order: list[str] = []
    entries: dict[str, _Entry] = {}


class _CustomField(Struct):
    label: str = ""


class _Project(Struct, rename="camel"):
    rundown: list[_Entry] | None = None
    rundowns: dict[str, _Rundown] | None = None
    custom_fields: dict[str, _CustomField] = {}


def read_ontime(path: Path, ids: Callable[[], str]) -> Reading:
    """Return the cues of the project's first rundown; problems name the place in its order (from 1).

    Raises:
        CannotParse: too big, no JSON, no project of Ontime, or without events.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CannotParse(Wrong.TOO_BIG, f"{MOST_BYTES // 1_000_000} MB")
        project = msgspec.json.decode(path.read_bytes(), type=_Project)
    except OSError as trouble:
        raise CannotParse(Wrong.NOT_THERE, trouble.strerror or "") from trouble
    except (msgspec.MsgspecError, RecursionError) as trouble:
        raise CannotParse(Wrong.NOT_READABLE, str(trouble)) from trouble
    entries = list(_entries(project))
    if not entries:
        raise CannotParse(Wrong.EMPTY)
    if len(entries) > MOST_ROWS:
        raise CannotParse(Wrong.TOO_MANY_ROWS, path.name)
    return _reading(entries, project, ids)


def _entries(project: _Project) -> Iterator[tuple[str, _Entry]]:
    """Yield (segment, entry) in the order of play."""
    if project.rundown is not None:
        segment = ""
        for entry in project.rundown:
            if entry.type in _GROUPS:
                segment = entry.title
            else:
                yield segment, entry
        return
    rundown = next(iter((project.rundowns or {}).values()), _Rundown())
    for entry in (rundown.entries[name] for name in rundown.order if name in rundown.entries):
        if entry.type in _GROUPS:
            inner = entry.entries or entry.events
            yield from ((entry.title, rundown.entries[one]) for one in inner if one in rundown.entries)
        else:
            yield "", entry


def _reading(entries: list[tuple[str, _Entry]], project: _Project, ids: Callable[[], str]) -> Reading:
    cues: list[Cue] = []
    rows: list[int] = []
    problems: list[Refused] = []
    left: list[Left] = []
    previous: int | float | None = None
    for number, (segment, entry) in enumerate(entries, start=1):
        if entry.type != "event":
            left.append(Left(number, entry.title or entry.type))
            continue
        cue = _cue(segment, entry, previous, project, ids)
        try:
            validate_cue(cue)
        except Refused as odd:
            problems.append(Refused(odd.reason, field=odd.field, row=number, span=odd.span, detail=odd.detail))
        previous = entry.time_end if not entry.skip else previous
        cues.append(cue)
        rows.append(number)
    columns = tuple(Column(key, field.label or key) for key, field in project.custom_fields.items())
    fields = frozenset(
        {"title", "planned", "note", "number", "skipped", "hard", "until", "at_zero", "warn", "danger", "segment"}
    )
    return Reading(tuple(cues), tuple(rows), tuple(problems), tuple(left), columns, fields)


def _cue(segment: str, entry: _Entry, previous: int | float | None, project: _Project, ids: Callable[[], str]) -> Cue:
    planned = _span(entry.duration) or ZERO
    follows = previous is None or entry.link_start not in (None, False) or entry.time_start == previous
    warn = None if not entry.time_warning else min(_span(entry.time_warning) or ZERO, planned)
    danger = _span(entry.time_danger)
    most = min(60_000, planned // 2) if warn is None else warn
    return Cue(
        id=CueId(ids()),
        title=" ".join(entry.title.split()),
        planned=planned,
        note=entry.note,
        number=entry.cue,
        skipped=entry.skip,
        segment=segment,
        hard=None if follows else _time(entry.time_start),
        until=_time(entry.time_end) if entry.count_to_end else None,
        at_zero=AtZero.GO if entry.end_action == _PLAY_NEXT else AtZero.HOLD,
        warn=warn,
        danger=None if not danger else Span(min(danger, most)),
        extra={key: str(value) for key, value in entry.custom.items() if value and key in project.custom_fields},
    )


def _span(milliseconds: int | float | None) -> Span | None:
    return None if milliseconds is None else Span(round(milliseconds))


def _time(milliseconds: int | float | None) -> TimeOfDay | None:
    return None if milliseconds is None else TimeOfDay(Span(round(milliseconds) % DAY))
