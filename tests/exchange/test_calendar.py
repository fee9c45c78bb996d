"""The show and its call times as a calendar file."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span
from liveops_desktop.core.cue import CallTime, Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.show import Lock, Show
from liveops_desktop.exchange.calendar import calendar_of

HEADER = Header(
    title="Spring; sale, live",
    date=date(2026, 5, 1),
    zone="Asia/Shanghai",
    start=TimeOfDay(Span(20 * HOUR)),
    platform="Douyin",
    call_times=(CallTime("Host", TimeOfDay(Span(18 * HOUR + 30 * MINUTE)), "Studio 2"),),
)
CUES = (Cue(CueId("a"), "Open", Span(30 * MINUTE)), Cue(CueId("b"), "Off", Span(MINUTE), skipped=True))


def events(show: Show) -> list[dict[str, object]]:
    book = Calendar.from_ical(calendar_of(show, "show-1", Instant(1_777_000_000_000)))
    return [
        {
            "uid": str(one["uid"]),
            "title": str(one["summary"]),
            "start": one.decoded("dtstart").astimezone(ZoneInfo("Asia/Shanghai")),
            "length": one.decoded("dtend") - one.decoded("dtstart"),
            "version": one.decoded("sequence"),
            "place": str(one.get("location", "")),
            "text": str(one.get("description", "")),
        }
        for one in book.walk("VEVENT")
    ]


def test_the_show_and_each_call_time_are_events() -> None:
    show, call = events(Show(header=HEADER, cues=CUES, lock=Lock(version=3)))
    there = ZoneInfo("Asia/Shanghai")
    assert show == {
        "uid": "show-1@liveops",
        "title": "Spring; sale, live",
        "start": datetime(2026, 5, 1, 20, 0, tzinfo=there),
        "length": timedelta(minutes=30),
        "version": 3,
        "place": "Douyin",
        "text": "Open",
    }
    assert (call["uid"], call["start"], call["length"], call["place"]) == (
        "show-1-call-0@liveops",
        datetime(2026, 5, 1, 18, 30, tzinfo=there),
        timedelta(minutes=90),
        "Studio 2",
    )
    assert "Host" in str(call["title"])


def test_without_cues_the_show_takes_an_hour_and_with_a_hard_out_until_then() -> None:
    (bare,) = events(Show(header=Header("x", date(2026, 5, 1), "UTC", TimeOfDay(Span(0)))))
    assert bare["length"] == timedelta(hours=1)
    (held,) = events(
        Show(header=Header("x", date(2026, 5, 1), "UTC", TimeOfDay(Span(0)), hard_out=TimeOfDay(Span(2 * HOUR))))
    )
    assert held["length"] == timedelta(hours=2)


def test_a_show_that_was_never_made_has_no_calendar() -> None:
    with pytest.raises(ValueError, match="header"):
        calendar_of(Show(), "x", Instant(0))
