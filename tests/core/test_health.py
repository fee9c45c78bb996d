"""The course of every alarm, told as it goes, and the watch as a whole."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.facts import AlarmId
from liveops_desktop.core.health import Signal, watch
from liveops_desktop.core.intents import RaiseAlarm
from liveops_desktop.core.show import Alarm, Show
from liveops_desktop.core.vitals import Link, LinkTrouble, Vitals
from tests.core.readings import (
    FINE,
    at,
    each_second,
    with_link,
    with_machine,
    with_rates,
    with_record,
    with_stats,
    with_stream,
)
from tests.core.watching import ENDED, ON_AIR, RIG, S1, S2, S3, Crew, muted


def test_a_fine_show_has_no_alarm() -> None:
    assert Crew().see(each_second(1, 300, FINE)).told == []


# When each signal is told from second 1 on, when it gets graver, and when it ends once all is well from second 101 on.
COURSES: dict[Signal, tuple[Vitals | Callable[[int], Vitals], list[tuple[int, Signal, str, str, str]], int]] = {
    Signal.OBS_LOST: (with_link(Link.LOST), [(1, Signal.OBS_LOST, S1, "E08", "")], 104),
    Signal.OBS_REFUSED: (
        with_link(Link.REFUSED, trouble=LinkTrouble.WRONG_PASSWORD),
        [(1, Signal.OBS_REFUSED, S2, "", "")],
        104,
    ),
    Signal.OBS_KICKED: (
        with_link(Link.REFUSED, trouble=LinkTrouble.KICKED),
        [(1, Signal.OBS_KICKED, S2, "", "")],
        104,
    ),
    Signal.STREAM_STOPPED: (
        with_stream(active=False, since=None),
        [(1, Signal.STREAM_STOPPED, S1, "E01", "")],
        106,
    ),
    Signal.RECONNECTING: (
        with_stream(reconnecting=True),
        [(1, Signal.RECONNECTING, S2, "E01", ""), (11, Signal.RECONNECTING, S1, "E01", "after 10 s")],
        116,
    ),
    Signal.NETWORK_DROPS: (
        lambda n: with_rates(network_drop_percent=4.14 if n < 50 else 6.0),
        [
            (4, Signal.NETWORK_DROPS, S3, "", "4.1 % in 60 s (warn 1, critical 5)"),
            (53, Signal.NETWORK_DROPS, S2, "E01", "6.0 % in 60 s (warn 1, critical 5)"),
        ],
        161,
    ),
    Signal.BITRATE_LOW: (
        lambda n: with_rates(bitrate_kbps=2_900.0 if n < 50 else 1_990.0),
        [
            (11, Signal.BITRATE_LOW, S3, "", "2900 kb/s in 10 s (warn 3000, critical 2000)"),
            (60, Signal.BITRATE_LOW, S2, "", "1990 kb/s in 10 s (warn 3000, critical 2000)"),
        ],
        121,
    ),
    Signal.ENCODER_SKIP: (
        with_rates(encoder_skip_percent=1.5),
        [(4, Signal.ENCODER_SKIP, S3, "", "1.5 % in 30 s (warn 1, critical 5)")],
        161,
    ),
    Signal.RENDER_LAG: (
        with_rates(render_lag_percent=12.0),
        [(4, Signal.RENDER_LAG, S2, "", "12.0 % in 30 s (warn 1, critical 5)")],
        161,
    ),
    Signal.FPS: (with_stats(active_fps=25.0), [(6, Signal.FPS, S3, "", "25.0 fps (warn 28.5, critical 24)")], 111),
    Signal.CPU: (
        with_machine(cpu_percent=96.2),
        [(16, Signal.CPU, S2, "", "96 % in 15 s (warn 85, critical 95)")],
        131,
    ),
    Signal.MEMORY: (
        with_machine(memory_free_gb=0.44),
        [(6, Signal.MEMORY, S2, "", "0.4 GB (warn 1.5, critical 0.5)")],
        131,
    ),
    Signal.DISK: (with_stats(free_disk_mb=2_048.0), [(6, Signal.DISK, S3, "", "2.0 GB (warn 5, critical 1)")], 111),
    Signal.RECORD_STOPPED: (with_record(active=False), [(3, Signal.RECORD_STOPPED, S2, "", "after 2 s")], 106),
    Signal.MICROPHONE_MUTED: (muted("Host"), [(3, Signal.MICROPHONE_MUTED, S1, "E05", "Host")], 104),
}


@pytest.mark.parametrize("signal", COURSES)
def test_enters_gets_graver_and_leaves(signal: Signal) -> None:
    bad, told, cleared = COURSES[signal]
    crew = Crew().see(each_second(1, 100, bad)).see(each_second(101, 200, FINE))
    shown: list[tuple[int, Signal, str, str, str]] = []
    for row in told:
        if shown:
            shown.append((row[0], signal, "clear", "", ""))
        shown.append(row)
    others = {Signal.RECONNECTING, Signal.STREAM_STALLED} - {signal}
    assert [row for row in crew.told if row[1] not in others] == [*shown, (cleared, signal, "clear", "", "")]


@pytest.mark.parametrize("signal", COURSES)
def test_a_short_one_is_no_alarm_and_an_open_one_survives_a_short_calm(signal: Signal) -> None:
    bad, told, cleared = COURSES[signal]
    enters, leaves = told[0][0], cleared - 100
    if enters > 1:
        brief = Crew().see(each_second(1, enters - 1, bad)).see(each_second(enters, 100, FINE))
        assert [row for row in brief.told if row[1] == signal] == []
    swaying = Crew().see(each_second(1, 60, bad)).see(each_second(61, 59 + leaves, FINE))
    swaying.see(each_second(60 + leaves, 100 + leaves, bad)).see(each_second(101 + leaves, 160 + leaves, FINE))
    begun = [row for row in swaying.told if row[1] == signal and row[2] != "clear"]
    assert len(begun) <= len(told), "it was told again though it never ended"


@pytest.mark.parametrize("signal", COURSES)
def test_an_alarm_that_ended_arms_itself_anew(signal: Signal) -> None:
    bad, told, _ = COURSES[signal]
    crew = Crew().see(each_second(1, 40, bad)).see(each_second(41, 140, FINE)).see(each_second(141, 180, bad))
    seconds = [row[0] for row in crew.told if row[1] == signal and row[2] != "clear"]
    assert told[0][0] in seconds
    assert told[0][0] + 140 in seconds


@pytest.mark.parametrize("signal", COURSES)
def test_a_restart_keeps_an_open_alarm(signal: Signal) -> None:
    """The program is started again: the facts are there, the history is not."""
    bad, _, _ = COURSES[signal]
    crew = Crew().see(each_second(1, 30, bad))
    assert signal in crew.open
    begun = len(crew.told)
    again = Crew(crew.show, before=[]).see(each_second(40, 45, bad))
    assert signal in again.open
    assert [row for row in again.told if row[1] == signal] == []
    again.see(each_second(46, 200, FINE))
    assert signal not in again.open
    assert begun == len(crew.told)


@pytest.mark.parametrize("signal", COURSES)
def test_wishing_again_before_it_is_a_fact_wishes_the_same(signal: Signal) -> None:
    bad, told, _ = COURSES[signal]
    history = each_second(-70, 0, FINE) + each_second(1, told[0][0], bad)
    once = watch(ON_AIR, RIG, history, history[-1][0])
    assert signal in [wish.signal for wish in once if isinstance(wish, RaiseAlarm)]
    assert watch(ON_AIR, RIG, history, history[-1][0]) == once


@pytest.mark.parametrize("signal", COURSES)
def test_the_end_of_the_show_ends_its_alarms(signal: Signal) -> None:
    bad, _, _ = COURSES[signal]
    crew = Crew().see(each_second(1, 30, bad))
    crew.show = replace(crew.show, air=replace(crew.show.air, ended_at=at(31)))
    crew.see(each_second(31, 60, bad))
    assert crew.open == {}


# -- whole ---------------------------------------------------------------------------------


def test_without_a_show_or_a_fresh_reading_nothing_is_concluded() -> None:
    bad = each_second(1, 20, with_link(Link.LOST))
    assert watch(Show(), RIG, bad, at(20)) == ()
    assert watch(ON_AIR, RIG, [], at(20)) == ()
    assert watch(ON_AIR, RIG, bad, at(23)) != ()
    assert watch(ON_AIR, RIG, bad, at(23.001)) == ()


def test_alarms_of_others_are_left_alone() -> None:
    other = Alarm(AlarmId("x"), "host-display-gone", S2, "", "", at(-5))
    crew = Crew(replace(ENDED, alarms=(other,))).see(each_second(1, 5, FINE))
    assert list(crew.open) == ["host-display-gone"]


READINGS = [FINE, *(bad for bad, _, _ in COURSES.values() if isinstance(bad, Vitals)), with_link(Link.DEGRADED)]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(READINGS), st.integers(1, 15)), min_size=1, max_size=6))
def test_whatever_happens_a_calm_minute_ends_every_alarm(stretches: list[tuple[Vitals, int]]) -> None:
    """Also: one open alarm for a signal, and what is cleared was open (the crew's own asserts)."""
    crew = Crew()
    second = 1
    for vitals, length in stretches:
        crew.see(each_second(second, second + length - 1, vitals))
        second += length
    crew.see(each_second(second, second + 61, FINE))
    assert crew.open == {}
