"""Ontime's project files, versions 3 and 4."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from liveops_desktop.core.clock import HOUR, MINUTE, Span
from liveops_desktop.core.cue import AtZero, TimeOfDay
from liveops_desktop.core.refusal import Reason
from liveops_desktop.exchange.ontime import read_ontime
from liveops_desktop.exchange.sheets.parsing import CannotParse, Wrong
from liveops_desktop.exchange.sheets.reading import Left, Reading

EVENT = {
    "type": "event",
    "endAction": "none",
    "timerType": "count-down",
    "countToEnd": False,
    "linkStart": True,
    "skip": False,
    "colour": "#333",
    "custom": {},
}


def event(name: str, start: int, minutes: int, **fields: Any) -> dict[str, Any]:
    begin = 20 * HOUR + start * MINUTE
    return EVENT | {
        "id": name,
        "cue": name.upper(),
        "title": f"Title {name}",
        "timeStart": begin,
        "timeEnd": begin + minutes * MINUTE,
        "duration": minutes * MINUTE,
        "timeWarning": 120_000,
        "timeDanger": 60_000,
    } | fields  # fmt: skip


EVENTS = [
    event("a", 0, 3, linkStart=False, note="hello"),
    event("b", 3, 8, endAction="play-next", custom={"light": "warm", "gone": "x"}),
    event("c", 20, 1, linkStart=False),
    event("d", 21, 9, skip=True),
    event("e", 30, 10, linkStart=False, countToEnd=True),
]
CUSTOM = {"light": {"label": "Lights", "type": "string", "colour": ""}}


def project(tmp_path: Path, data: object) -> Reading:
    path = tmp_path / "show.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    ids = count(1)
    return read_ontime(path, lambda: f"n{next(ids)}")


def v3(tmp_path: Path) -> Reading:
    rundown = [
        {"id": "g", "type": "block", "title": "Part one"},
        *EVENTS[:2],
        {"id": "w", "type": "delay", "duration": 5},
        *EVENTS[2:],
    ]
    return project(tmp_path, {"rundown": rundown, "customFields": CUSTOM, "project": {"title": "x"}})


def v4(tmp_path: Path) -> Reading:
    entries = {one["id"]: one for one in EVENTS}
    entries |= {
        "g": {"id": "g", "type": "group", "title": "Part one", "entries": ["a", "b"]},
        "w": {"id": "w", "type": "delay"},
    }
    order = ["g", "w", "c", "d", "e", "lost"]
    rundowns = {"default": {"id": "default", "title": "", "order": order, "flatOrder": [], "entries": entries}}
    return project(tmp_path, {"rundowns": rundowns, "customFields": CUSTOM})


@pytest.mark.parametrize("read", [v3, v4])
def test_events_become_cues(tmp_path: Path, read: Any) -> None:
    made = read(tmp_path)
    assert made.problems == ()
    assert made.left_out == (Left(3, "delay"),)
    a, b, c, d, e = made.cues
    assert (a.title, a.number, a.planned, a.note, a.hard, a.segment) == (
        "Title a",
        "A",
        3 * MINUTE,
        "hello",
        None,
        "Part one",
    )
    assert (a.warn, a.danger) == (120_000, 60_000)
    assert (b.at_zero, b.hard, b.extra) == (AtZero.GO, None, {"light": "warm"})
    assert (c.hard, c.warn, c.danger) == (TimeOfDay(Span(20 * HOUR + 20 * MINUTE)), MINUTE, MINUTE)
    assert d.skipped
    assert (e.hard, e.until) == (TimeOfDay(Span(20 * HOUR + 30 * MINUTE)), TimeOfDay(Span(20 * HOUR + 40 * MINUTE)))
    assert [(one.key, one.title) for one in made.columns] == [("light", "Lights")]


def test_an_event_that_makes_no_sense_is_named_by_its_place(tmp_path: Path) -> None:
    made = project(tmp_path, {"rundown": [event("a", 0, 3), event("b", 3, 25 * 60)]})
    assert [(one.reason, one.row, one.field) for one in made.problems] == [(Reason.TOO_LONG, 2, "planned")]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ("no json", Wrong.NOT_READABLE),
        ("[" * 100_000, Wrong.NOT_READABLE),
        ({"rundown": [{"type": "event", "title": 7}]}, Wrong.NOT_READABLE),
        ({"rundown": []}, Wrong.EMPTY),
        ({"settings": {}}, Wrong.EMPTY),
    ],
)
def test_what_is_no_project_is_refused(tmp_path: Path, data: object, wrong: Wrong) -> None:
    with pytest.raises(CannotParse) as why:
        project(tmp_path, data)
    assert why.value.wrong is wrong


def test_a_file_that_is_not_there_and_one_that_is_too_big(tmp_path: Path) -> None:
    with pytest.raises(CannotParse) as why:
        read_ontime(tmp_path / "gone.json", lambda: "x")
    assert why.value.wrong is Wrong.NOT_THERE
    with (tmp_path / "big.json").open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(CannotParse) as why:
        read_ontime(tmp_path / "big.json", lambda: "x")
    assert why.value.wrong is Wrong.TOO_BIG
