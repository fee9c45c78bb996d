"""Facts as lines: for a program complete, for a person on one line."""

import json
from datetime import date

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import CueId, Header, TimeOfDay
from liveops_desktop.core.facts import AnyBody, CueTaken, Fact, NoteAdded, RunId, ShowCreated
from liveops_desktop.exchange.facts import as_json, as_text

AT = Instant(1_795_694_395_250)  # 2026-11-26 11:59:55.250 UTC


def fact(body: AnyBody, who: str = "王") -> Fact:
    return Fact("id-1", "desk", 7, None, AT, Instant(AT - 20), who, body)


TAKEN = fact(CueTaken(RunId("r"), CueId("c2"), None, AT, by_itself=True))


def test_json_holds_everything_on_one_line() -> None:
    line = as_json(TAKEN)
    assert "\n" not in line
    assert json.loads(line) == {
        "id": "id-1",
        "station": "desk",
        "station_seq": 7,
        "shared_seq": None,
        "at": AT,
        "pressed_at": AT - 20,
        "who": "王",
        "version": 1,
        "body": {
            "kind": "cue-taken",
            "run": "r",
            "cue": "c2",
            "leaving": None,
            "taken_at": AT,
            "by_itself": True,
            "from_here": False,
        },
    }


def test_text_begins_with_number_time_station_who_and_kind() -> None:
    line = as_text(TAKEN)
    assert line.startswith("     7 2026-11-26T11:59:55.250+00:00 desk 王 cue-taken ")
    assert ' run="r" cue="c2" leaving=null ' in line
    assert line.endswith(" by_itself=true from_here=false")


def test_nobody_is_a_dash() -> None:
    assert " desk - cue-taken " in as_text(fact(TAKEN.body, who=""))


def test_what_people_wrote_never_breaks_a_line() -> None:
    note = fact(NoteAdded("first\nsecond\r\n\x1b[31m third \u2028 fourth"))
    assert len(as_text(note).splitlines()) == 1
    assert "\n" not in as_json(note)
    assert "\x1b" not in as_text(note) + as_json(note)


def test_a_header_is_told_with_its_fields() -> None:
    header = Header("Evening", date(2026, 11, 26), "UTC", TimeOfDay(Span(72_000_000)))
    assert '"title":"Evening"' in as_text(fact(ShowCreated(header)))


def test_a_name_is_no_way_to_forge_a_line() -> None:
    forged = fact(TAKEN.body, who="Ann\n     8 2026-11-26T12:00:00.000+00:00 desk Bob show-ended")
    assert len(as_text(forged).splitlines()) == 1
