"""Showing a time, which can be typed back unchanged (RUN-OF-SHOW §2.5 and §6)."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, Instant, Span, seconds
from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.timetext import (
    count_up,
    countdown,
    duration,
    over_under,
    read_duration,
    read_time_of_day,
    slack,
    time_of_day,
    wall_time,
)


def span(hours: int = 0, minutes: int = 0, secs: int = 0) -> Span:
    return Span(hours * HOUR + minutes * MINUTE + secs * SECOND)


# -- showing -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("remaining", "shown"),
    [
        pytest.param(600, "10:00", id="its-first-instant"),
        pytest.param(599.999, "10:00", id="ceil"),
        pytest.param(599, "9:59", id="case-31"),
        pytest.param(0.001, "0:01", id="the-last-second"),
        pytest.param(0, "0:00", id="zero"),
        pytest.param(-0.001, "+0:00", id="the-first-second-of-over-run"),
        pytest.param(-0.999, "+0:00", id="still-the-first-second"),
        pytest.param(-1, "+0:01", id="one-second-over"),
        pytest.param(-20, "+0:20", id="case-35"),
        pytest.param(-1000, "+16:40", id="case-19"),
        pytest.param(-3599.999, "+59:59", id="nearly-an-hour-over"),
        pytest.param(-3600, "+1:00:00", id="an-hour-over"),
        pytest.param(3599.001, "1:00:00", id="ceil-to-an-hour"),
        pytest.param(7500, "2:05:00", id="case-20"),
        pytest.param(90000, "25:00:00", id="more-than-a-day"),
    ],
)
def test_countdown(remaining: float, shown: str) -> None:
    assert countdown(seconds(remaining)) == shown


@pytest.mark.parametrize(
    ("elapsed", "shown"),
    [(0, "0:00"), (0.999, "0:00"), (1, "0:01"), (61.5, "1:01"), (3600, "1:00:00"), (-0.5, "0:00"), (-90, "0:00")],
)
def test_count_up_is_floored(elapsed: float, shown: str) -> None:
    assert count_up(seconds(elapsed)) == shown


@pytest.mark.parametrize(
    ("over", "shown"),
    [
        (115, "+1:55"),
        (-30, "-0:30"),
        (0, "0:00"),
        (0.999, "0:00"),
        (-0.999, "0:00"),
        (1.999, "+0:01"),
        (-1.999, "-0:01"),
        (3600, "+1:00:00"),
        (-3661, "-1:01:01"),
    ],
)
def test_over_and_under_are_cut_towards_zero(over: float, shown: str) -> None:
    assert over_under(seconds(over)) == shown


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        (10, "+0:10"),
        (0, "0:00"),
        (0.999, "0:00"),
        (-0.001, "-0:01"),
        (-1, "-0:01"),
        (-1.001, "-0:02"),
        (-1800, "-30:00"),
        (3600, "+1:00:00"),
    ],
)
def test_slack_is_floored(left: float, shown: str) -> None:
    assert slack(seconds(left)) == shown


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (480, "8:00"),
        (3930, "1:05:30"),
        (0, "0:00"),
        (59.9, "0:59"),
        (86400, "24:00:00"),
        (-30, "-0:30"),
        (-0.5, "0:00"),
    ],
)
def test_duration(length: float, shown: str) -> None:
    assert duration(seconds(length)) == shown


@pytest.mark.parametrize(
    ("utc", "zone", "shift", "long", "short"),
    [
        pytest.param("2026-11-26 12:27:55.999", "Asia/Shanghai", 0, "20:27:55", "20:27", id="floored"),
        pytest.param("2026-11-26 12:27:55", "Asia/Shanghai", 65, "20:29:00", "20:29", id="shifted"),
        pytest.param("2026-11-26 12:27:55", "Asia/Shanghai", -55.001, "20:26:59", "20:26", id="shifted-back"),
        pytest.param("2026-10-25 00:59:59", "Europe/Copenhagen", 0, "02:59:59", "02:59", id="before-the-change"),
        pytest.param("2026-10-25 01:00:00", "Europe/Copenhagen", 0, "02:00:00", "02:00", id="after-the-change"),
        pytest.param("2026-11-26 23:59:59", "UTC", 1, "00:00:00", "00:00", id="midnight"),
    ],
)
def test_wall_time(utc: str, zone: str, shift: float, long: str, short: str) -> None:
    at = Instant(round(datetime.fromisoformat(utc + "+00:00").timestamp() * 1000))
    assert wall_time(at, zone, seconds(shift)) == long
    assert wall_time(at, zone, seconds(shift), False) == short


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        (TimeOfDay(span(20, 30)), "20:30"),
        (TimeOfDay(span(20, 30, 15)), "20:30:15"),
        (TimeOfDay(span(0, 0)), "00:00"),
        (TimeOfDay(span(9, 5)), "09:05"),
        (TimeOfDay(Span(span(9, 5) + 999)), "09:05"),
        (TimeOfDay(span(0, 30), day=1), "00:30 +1d"),
        (TimeOfDay(span(20, 30), day=0), "20:30 +0d"),
        (TimeOfDay(span(20, 30), day=-1), "20:30 -1d"),
        (TimeOfDay(span(2, 40), second=True), "02:40 2nd"),
        (TimeOfDay(span(2, 40, 1), day=1, second=True), "02:40:01 2nd +1d"),
    ],
)
def test_time_of_day(time: TimeOfDay, shown: str) -> None:
    assert time_of_day(time) == shown


# -- what a screen shows can be typed back unchanged --------------------------------------

lengths = st.integers(0, 86_400_000).map(Span)
wide = str.maketrans("0123456789:", "０１２３４５６７８９：")


@given(lengths)
def test_a_length_shown_can_be_typed_back(length: Span) -> None:
    shown = duration(length)
    assert read_duration(shown) == length - length % SECOND
    assert duration(read_duration(shown)) == shown
    assert read_duration(shown.translate(wide)) == read_duration(shown)
    assert read_duration(shown.replace(":", ".")) == read_duration(shown)
    assert read_duration(shown.replace(":", " ")) == read_duration(shown)
    assert count_up(read_duration(count_up(length))) == count_up(length)
    assert countdown(read_duration(countdown(length))) == countdown(length)


@given(
    st.builds(
        TimeOfDay,
        st.integers(0, 86_399).map(lambda whole: Span(whole * 1000)),
        st.none() | st.integers(-999, 999),
        st.booleans(),
    )
)
def test_a_time_of_day_shown_can_be_typed_back(time: TimeOfDay) -> None:
    assert read_time_of_day(time_of_day(time)) == time


@given(st.integers(0, 4_000_000_000_000).map(Instant), st.sampled_from(["Asia/Shanghai", "Europe/Copenhagen"]))
def test_a_wall_clock_shown_can_be_typed_back(at: Instant, zone: str) -> None:
    for with_seconds in (True, False):
        shown = wall_time(at, zone, Span(0), with_seconds)
        read = time_of_day(read_time_of_day(shown))
        assert shown in (read, read + ":00")


@given(st.integers(-200_000_000, 200_000_000).map(Span))
def test_no_figure_is_ever_minus_nothing(figure: Span) -> None:
    for write in (countdown, count_up, over_under, slack, duration):
        assert write(figure) != "-0:00"


@given(st.integers(-200_000_000, 200_000_000))
def test_a_figure_changes_only_on_the_second(milliseconds: int) -> None:
    """All screens flip together: within one second of the true figure the text is the same."""
    whole = milliseconds // 1000 * 1000
    if milliseconds != whole:
        assert slack(Span(milliseconds)) == slack(Span(whole))
        assert countdown(Span(milliseconds)) == (
            countdown(Span(whole + 1000)) if whole >= 0 else countdown(Span(whole + 1))
        )
