"""Typing a time: what is read, and what is refused (RUN-OF-SHOW §6)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, Span
from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import (
    read_duration,
    read_time_of_day,
)


def span(hours: int = 0, minutes: int = 0, secs: int = 0) -> Span:
    return Span(hours * HOUR + minutes * MINUTE + secs * SECOND)


# -- typing a duration ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8", span(0, 8)),
        ("90", span(1, 30)),
        ("120", span(2)),
        ("0", span()),
        ("1440", span(24)),
        ("5:30", span(0, 5, 30)),
        ("5.30", span(0, 5, 30)),
        ("5 30", span(0, 5, 30)),
        (":10", span(0, 0, 10)),
        (".10", span(0, 0, 10)),
        ("90:00", span(1, 30)),
        ("1:05:30", span(1, 5, 30)),
        ("1.05.30", span(1, 5, 30)),
        ("1 05 30", span(1, 5, 30)),
        ("24:00:00", span(24)),
        ("90s", span(0, 1, 30)),
        ("5m", span(0, 5)),
        ("2h", span(2)),
        ("1h5s", span(1, 0, 5)),
        ("1h20", span(1, 20)),
        ("1h20m30s", span(1, 20, 30)),
        ("5m30", span(0, 5, 30)),
        ("90M", span(1, 30)),
        ("1 hour 20 min", span(1, 20)),
        ("2 hrs 1 minute 5 seconds", span(2, 1, 5)),
        ("5分30秒", span(0, 5, 30)),
        ("1小时20分", span(1, 20)),
        ("1小時20分鐘", span(1, 20)),
        ("半小时", span(0, 30)),
        ("半個小時", span(0, 30)),
        ("半个钟头", span(0, 30)),
        ("半分钟", span(0, 0, 30)),
        ("一刻钟", span(0, 15)),
        ("三刻鐘", span(0, 45)),
        ("一个半小时", span(1, 30)),
        ("两小时半", span(2, 30)),
        ("兩小時", span(2)),
        ("5分半", span(0, 5, 30)),
        ("1小时5分半", span(1, 5, 30)),
        ("1小时20", span(1, 20)),
        ("十分钟", span(0, 10)),
        ("十五分", span(0, 15)),
        ("二十分", span(0, 20)),
        ("四十五秒钟", span(0, 0, 45)),
        ("九十分钟", span(1, 30)),
        ("一百分钟", span(1, 40)),
        ("一百零五分钟", span(1, 45)),
        ("一百二十五分钟", span(2, 5)),
        ("三分零五秒", span(0, 3, 5)),
        ("１：０５：３０", span(1, 5, 30)),
        ("９０", span(1, 30)),
        ("５．３０", span(0, 5, 30)),
        ("　８　", span(0, 8)),
        ("５分３０秒", span(0, 5, 30)),
    ],
)
def test_a_duration_is_read(typed: str, read: Span) -> None:
    assert read_duration(typed) == read


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Reason.EMPTY),
        ("  \u3000", Reason.EMPTY),
        ("-1", Reason.NEGATIVE),
        ("−5:30", Reason.NEGATIVE),
        ("－８", Reason.NEGATIVE),
        ("-", Reason.NOT_A_DURATION),
        ("-x", Reason.NOT_A_DURATION),
        ("--1", Reason.NOT_A_DURATION),
        ("1441", Reason.TOO_LONG),
        ("24:00:01", Reason.TOO_LONG),
        ("25h", Reason.TOO_LONG),
        ("24小时1秒", Reason.TOO_LONG),
        *[
            (typed, Reason.NOT_A_DURATION)
            for typed in (
                "1.5", "1,5", "10:", "1:90", ":90", "1:5", "1 5", ":", ":5", "5:", "::10", ":05:30", "1:5:30",
                "1:60:00", "1:00:60", "1:05:30:00", "5: 30", "5  30", "+1", "+0:20", "h", "m", "1h60", "1h60m",
                "5m60s", "5m60", "1h2h", "5s5m", "1.5h", "90x", "abc", "半", "八", "小时", "1个半小时20分",
                "1个半小时5秒", "1个半小时5", "1个半小时半", "90秒半", "五五分", "十十分", "1234567", "٣", "5\n30",
                "0x10", "1e3", "1_0", "9" * 65, " " * 70 + "x" * 70,
            )
        ],
    ],
)  # fmt: skip
def test_a_duration_that_makes_no_sense_is_refused(typed: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        read_duration(typed)
    assert refused.value.reason is reason
    assert len(refused.value.detail) <= 64


def test_a_refusal_names_what_was_typed_and_the_longest_length() -> None:
    with pytest.raises(Refused) as refused:
        read_duration("２５h")
    assert (refused.value.detail, refused.value.span) == ("25h", span(24))


# -- typing a time of day --------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20:30", span(20, 30)),
        ("2030", span(20, 30)),
        ("0005", span(0, 5)),
        ("20", span(20)),
        ("9", span(9)),
        ("0", span()),
        ("23:59:59", span(23, 59, 59)),
        ("20:30:15", span(20, 30, 15)),
        ("20.30", span(20, 30)),
        ("20 30", span(20, 30)),
        ("20.30.15", span(20, 30, 15)),
        ("9pm", span(21)),
        ("9 PM", span(21)),
        ("9 p.m.", span(21)),
        ("9:05pm", span(21, 5)),
        ("9.05.10 am", span(9, 5, 10)),
        ("12am", span()),
        ("12pm", span(12)),
        ("12:10am", span(0, 10)),
        ("11:59pm", span(23, 59)),
        ("1am", span(1)),
        ("下午8点半", span(20, 30)),
        ("20点15分", span(20, 15)),
        ("晚上九点", span(21)),
        ("20點15分30秒", span(20, 15, 30)),
        ("20时", span(20)),
        ("九点钟", span(9)),
        ("九点整", span(9)),
        ("八点一刻", span(8, 15)),
        ("八点三刻", span(8, 45)),
        ("8点3刻", span(8, 45)),
        ("八点零五", span(8, 5)),
        ("八点〇五分", span(8, 5)),
        ("8点05", span(8, 5)),
        ("八点十五", span(8, 15)),
        ("八点二十五分", span(8, 25)),
        ("八点五分", span(8, 5)),
        ("零点", span()),
        ("零点三十分", span(0, 30)),
        ("二十三点五十九分", span(23, 59)),
        ("凌晨12点", span()),
        ("凌晨零点十分", span(0, 10)),
        ("凌晨两点", span(2)),
        ("早上6点", span(6)),
        ("早八点", span(8)),
        ("上午11点", span(11)),
        ("中午十二点", span(12)),
        ("中午11点半", span(11, 30)),
        ("中午一点", span(13)),
        ("下午12点半", span(12, 30)),
        ("下午三点", span(15)),
        ("傍晚六点", span(18)),
        ("晚8点", span(20)),
        ("晚上12点", span()),
        ("晚上8:30", span(20, 30)),
        ("晚上 8:30:15", span(20, 30, 15)),
        ("夜里11点", span(23)),
        ("深夜两点", span(2)),
        ("半夜十二点", span()),
        ("２０：３０", span(20, 30)),
        ("２０３０", span(20, 30)),
        ("２０．３０", span(20, 30)),
        ("９ｐｍ", span(21)),
        ("　20:30　", span(20, 30)),
    ],
)
def test_a_time_of_day_is_read(typed: str, read: Span) -> None:
    assert read_time_of_day(typed) == TimeOfDay(read)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("00:30 +1d", TimeOfDay(span(0, 30), day=1)),
        ("0030+1d", TimeOfDay(span(0, 30), day=1)),
        ("20:30 -1d", TimeOfDay(span(20, 30), day=-1)),
        ("02:40 2nd", TimeOfDay(span(2, 40), second=True)),
        ("2:40 2nd +1d", TimeOfDay(span(2, 40), day=1, second=True)),
        ("九点 +2d", TimeOfDay(span(9), day=2)),
        ("9pm +1d", TimeOfDay(span(21), day=1)),
    ],
)
def test_a_day_and_the_second_of_two_can_be_named(typed: str, read: TimeOfDay) -> None:
    assert read_time_of_day(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "24:30", "13pm", ":10", "1:90", "8:5", "24", "24:00", "2400", "2060", "0pm", "0am", "13:30pm", "8.5",
        "8 5", "8:", "20:30:60", "20:30:5", "203", "20305", "203015", "2030pm", "-1", "+1", "8点5", "八点五",
        "8点60分", "8点15分60秒", "24点", "25点", "8点2刻", "下午13点", "下午0点", "晚上3点", "早上12点",
        "凌晨八点", "中午3点", "上午 9:30pm", "傍晚9点", "半", "点", "晚上", "九", "20:30 +1", "20:30 d",
        "20:30 3rd", "02:40 2nd 2nd", "noon", "a.m.", "٩", "9\npm", "9" * 65,
    ],
)  # fmt: skip
def test_a_time_of_day_that_makes_no_sense_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_time_of_day(typed)
    assert refused.value.reason is Reason.NOT_A_TIME
    assert refused.value.detail == typed[:64]


@pytest.mark.parametrize("typed", ["", " ", "\u3000"])
def test_an_empty_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_time_of_day(typed)
    assert refused.value.reason is Reason.EMPTY


looks_like_a_time = st.text(alphabet="0123456789:. hms点时分秒半上下午晚零一二十百个小钟刻apm+-dn", max_size=12)


@given(st.text(max_size=80) | looks_like_a_time)
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    with suppress(Refused):
        assert 0 <= read_duration(typed) <= 86_400_000
    with suppress(Refused):
        assert 0 <= read_time_of_day(typed).since_midnight < 86_400_000
