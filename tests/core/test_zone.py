"""Times of day in real zones: both changes of the year, odd zones, names that are none."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, Instant, Span
from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.zone import instant_of, local, occurrences, zone_of


def time(hours: int, minutes: int = 0, seconds: int = 0, *, second: bool = False) -> TimeOfDay:
    return TimeOfDay(Span(hours * HOUR + minutes * MINUTE + seconds * SECOND), second=second)


def utc(text: str) -> Instant:
    return Instant(round(datetime.fromisoformat(text + "+00:00").timestamp() * 1000))


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        pytest.param("UTC", date(1970, 1, 1), time(0), "1970-01-01 00:00:00", id="epoch"),
        pytest.param("Asia/Shanghai", date(2026, 11, 26), time(20), "2026-11-26 12:00:00", id="shanghai"),
        pytest.param("Asia/Kathmandu", date(2026, 11, 26), time(20, 30, 15), "2026-11-26 14:45:15", id="kathmandu"),
        pytest.param("America/New_York", date(2026, 7, 1), time(23), "2026-07-02 03:00:00", id="new-york-summer"),
        pytest.param("Europe/Copenhagen", date(2026, 10, 25), time(2, 40), "2026-10-25 00:40:00", id="twice-first"),
        pytest.param(
            "Europe/Copenhagen", date(2026, 10, 25), time(2, 40, second=True), "2026-10-25 01:40:00", id="twice-second"
        ),
        pytest.param("Europe/Copenhagen", date(2026, 10, 25), time(1, 59), "2026-10-24 23:59:00", id="before-change"),
        pytest.param("Europe/Copenhagen", date(2026, 10, 25), time(3), "2026-10-25 02:00:00", id="after-change"),
        pytest.param(
            "Europe/Copenhagen", date(2026, 10, 24), time(2, 40, second=True), "2026-10-24 00:40:00", id="once-only"
        ),
        pytest.param("Europe/Copenhagen", date(2026, 3, 29), time(3), "2026-03-29 01:00:00", id="after-spring"),
        pytest.param("Europe/Copenhagen", date(2026, 3, 29), time(1, 59), "2026-03-29 00:59:00", id="before-spring"),
        pytest.param("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04 14:45:00", id="half-hour-first"),
        pytest.param(
            "Australia/Lord_Howe", date(2026, 4, 5), time(1, 45, second=True), "2026-04-04 15:15:00", id="half-hour"
        ),
        pytest.param(
            "America/Sao_Paulo", date(2018, 2, 17), time(23, 30, second=True), "2018-02-18 02:30:00", id="at-midnight"
        ),
        pytest.param("Europe/Amsterdam", date(1930, 1, 1), time(12), "1930-01-01 11:40:28", id="odd-seconds"),
    ],
)
def test_a_time_of_day_is_one_instant(zone: str, day: date, at: TimeOfDay, expected: str) -> None:
    assert instant_of(day, at, zone) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "day", "at", "next_best"),
    [
        pytest.param("Europe/Copenhagen", date(2026, 3, 29), time(2), "2026-03-29 01:00:00", id="first-missing"),
        pytest.param("Europe/Copenhagen", date(2026, 3, 29), time(2, 59, 59), "2026-03-29 01:59:59", id="last-missing"),
        pytest.param("America/Sao_Paulo", date(2018, 11, 4), time(0, 30), "2018-11-04 03:30:00", id="after-midnight"),
        pytest.param("Pacific/Apia", date(2011, 12, 30), time(12), "2011-12-30 22:00:00", id="a-whole-day"),
    ],
)
def test_a_time_that_the_spring_change_skips(zone: str, day: date, at: TimeOfDay, next_best: str) -> None:
    with pytest.raises(Refused) as refused:
        instant_of(day, at, zone)
    assert refused.value.reason is Reason.TIME_DOES_NOT_EXIST
    assert occurrences(day.toordinal(), at, zone) == ((utc(next_best),), False)


def test_a_time_that_exists_twice_is_given_twice_unless_the_second_is_named() -> None:
    night = date(2026, 10, 25).toordinal()
    first, second = utc("2026-10-25 00:40:00"), utc("2026-10-25 01:40:00")
    assert occurrences(night, time(2, 40), "Europe/Copenhagen") == ((first, second), True)
    assert occurrences(night, time(2, 40, second=True), "Europe/Copenhagen") == ((second,), True)


@pytest.mark.parametrize(
    "name", ["", "Europe", "Nowhere/At_All", "../../etc/passwd", "/etc/localtime", "UTC\0", "北京"]
)
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        instant_of(date(2026, 1, 1), time(20), name)
    assert (refused.value.reason, refused.value.detail) == (Reason.UNKNOWN_ZONE, name)


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(9991, 1, 1), date.min, date.max])
def test_a_day_far_away_is_refused(day: date) -> None:
    with pytest.raises(Refused) as refused:
        instant_of(day, time(20), "Europe/Copenhagen")
    assert refused.value.reason is Reason.NOT_A_DATE


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(9990, 12, 31)])
def test_the_first_and_the_last_day_are_read(day: date) -> None:
    assert local(instant_of(day, time(23, 59, 59), "Etc/GMT+12"), "Etc/GMT+12").date() == day


def test_a_zone_is_looked_up_once() -> None:
    assert zone_of("Europe/Vienna") is zone_of("Europe/Vienna")


ZONES = [
    "Europe/Copenhagen",
    "America/New_York",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Africa/Casablanca",
]


@given(
    day=st.dates(date(1971, 1, 1), date(2037, 12, 31)),
    milliseconds=st.integers(0, 86_399_999),
    zone=st.sampled_from(ZONES),
    second=st.booleans(),
)
def test_the_wall_clock_shows_the_time_that_was_meant(day: date, milliseconds: int, zone: str, second: bool) -> None:
    instants, exists = occurrences(day.toordinal(), TimeOfDay(Span(milliseconds), second=second), zone)
    shown = [datetime.fromtimestamp(at / 1000, ZoneInfo(zone)) for at in instants]
    hits = [(there.date() == day, (there.hour * 60 + there.minute) * 60 + there.second) for there in shown]
    assert (hits == [(True, milliseconds // 1000)] * len(hits)) is exists
    assert list(instants) == sorted(set(instants))


@given(at=st.integers(-2_000_000_000_000, 4_000_000_000_000), zone=st.sampled_from(ZONES))
def test_every_instant_has_a_time_of_day_that_leads_back_to_it(at: int, zone: str) -> None:
    there = local(Instant(at), zone)
    since_midnight = Span(((there.hour * 60 + there.minute) * 60 + there.second) * 1000 + there.microsecond // 1000)
    instants, exists = occurrences(there.toordinal(), TimeOfDay(since_midnight), zone)
    assert exists
    assert at in instants
