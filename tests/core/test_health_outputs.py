"""Alarms of the link to OBS, and of stream and recording."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core.health import Signal
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Air, Show
from liveops_desktop.core.vitals import Link, LinkTrouble, Vitals
from tests.core.readings import (
    FINE,
    at,
    each_second,
    with_link,
    with_obs,
    with_record,
    with_stats,
    with_stream,
)
from tests.core.watching import HEADER, PLANNED, RECORD, S1, S2, S3, Crew, muted

# -- the link ------------------------------------------------------------------------


def test_a_missed_answer_is_s3_and_a_lost_obs_is_told_anew_as_s1() -> None:
    crew = Crew().see(each_second(1, 2, with_link(Link.DEGRADED))).see(each_second(3, 5, with_link(Link.LOST)))
    assert crew.told == [
        (1, Signal.OBS_LOST, S3, "", ""),
        (3, Signal.OBS_LOST, "clear", "", ""),
        (3, Signal.OBS_LOST, S1, "E08", ""),
    ]
    # It gets no milder on its way back, and a search neither ends nor repeats it.
    crew.see(each_second(6, 20, with_link(Link.SEARCHING))).see(each_second(21, 22, with_link(Link.DEGRADED)))
    assert crew.open == {Signal.OBS_LOST: S1}
    crew.see(each_second(23, 26, FINE))
    assert crew.open == {}


def test_a_lost_obs_hides_what_it_would_say_of_the_stream() -> None:
    silent = with_obs(with_link(Link.LOST), stream=None, record=None, stats=None)
    crew = Crew().see(each_second(1, 60, silent, stuck=True))
    assert list(crew.open) == [Signal.OBS_LOST]
    # OBS was started again after a crash: it answers, and the stream is not there.
    back = with_obs(with_stream(active=False), record=None)
    crew.see(each_second(61, 70, with_obs(back, record=FINE.obs.record)))
    assert crew.open == {Signal.STREAM_STOPPED: S1}


def test_obs_away_is_no_alarm_while_nothing_runs() -> None:
    idle = with_obs(with_stream(active=False), record=replace(RECORD, active=False))
    crew = Crew(PLANNED, before=each_second(-10, 0, idle))
    crew.see(each_second(1, 60, with_obs(idle, link=with_link(Link.LOST).obs.link)))
    crew.see(each_second(61, 70, with_link(Link.REFUSED)))
    assert crew.told == []


@pytest.mark.parametrize("running", [with_stream(), with_record()])
def test_obs_lost_before_the_show_matters_when_an_output_ran(running: Vitals) -> None:
    one = with_obs(running, stream=None) if running is with_record() else running
    crew = Crew(PLANNED, before=each_second(-10, 0, one)).see(each_second(1, 3, with_link(Link.LOST)))
    assert crew.open == {Signal.OBS_LOST: S1}


def test_obs_not_found_after_a_restart_on_air_is_lost_when_a_stream_is_planned() -> None:
    def searching(second: int) -> Vitals:
        return with_link(Link.SEARCHING, since=at(1))

    crew = Crew(before=[]).see(each_second(1, 10, searching))
    assert crew.told == []
    assert crew.see(each_second(11, 12, searching)).open == {Signal.OBS_LOST: S1}
    assert Crew(rig=Rig(), before=[]).see(each_second(1, 60, searching)).told == []
    assert Crew(PLANNED, before=[]).see(each_second(1, 60, searching)).told == []


def test_letting_obs_go_on_purpose_ends_its_alarm() -> None:
    crew = Crew().see(each_second(1, 5, with_link(Link.LOST))).see(each_second(6, 6, with_link(Link.OFF)))
    assert crew.open == {}


def test_a_refusal_for_another_reason_is_another_alarm() -> None:
    kicked = with_link(Link.REFUSED, trouble=LinkTrouble.KICKED)
    crew = Crew().see(each_second(1, 5, kicked)).see(each_second(6, 20, with_link(Link.REFUSED)))
    assert crew.open == {Signal.OBS_REFUSED: S2}
    # Lost again while refused: that the refusal is over is not known.
    crew.see(each_second(21, 30, with_link(Link.LOST)))
    assert crew.open == {Signal.OBS_REFUSED: S2, Signal.OBS_LOST: S1}


# -- stream and recording --------------------------------------------------------------


def test_a_stream_that_never_ran_is_not_missed() -> None:
    idle = with_stream(active=False)
    assert Crew(before=each_second(-200, 0, idle)).see(each_second(1, 60, idle)).told == []


@pytest.mark.parametrize(("stopped_before", "missed"), [(59, True), (61, False)])
def test_a_stream_that_stopped_in_the_line_up_is_missed_at_the_start(stopped_before: int, missed: bool) -> None:
    show = Show(HEADER, air=Air(started_at=at(0)))
    before = each_second(-100, -stopped_before, FINE)
    before += each_second(-stopped_before + 1, -1, with_stream(active=False))
    crew = Crew(show, before=before).see(each_second(0, 5, with_stream(active=False)))
    assert (Signal.STREAM_STOPPED in crew.open) is missed


def test_a_stop_off_air_is_nobodys_trouble() -> None:
    crew = Crew(PLANNED).see(each_second(1, 30, with_obs(with_stream(active=False), state=muted("Host").obs.state)))
    assert crew.told == []


def test_giving_up_the_reconnect_is_a_stop() -> None:
    crew = Crew().see(each_second(1, 20, with_stream(reconnecting=True)))
    crew.see(each_second(21, 25, with_stream(active=False)))
    assert crew.open == {Signal.STREAM_STOPPED: S1}


def test_a_stream_that_says_it_reconnects_has_not_stopped() -> None:
    """OBS's event says inactive at each retry, while it goes on trying."""
    crew = Crew().see(each_second(1, 5, with_stream(active=False, reconnecting=True)))
    assert crew.open == {Signal.RECONNECTING: S2}


def test_a_stopped_stream_settles_nothing() -> None:
    def stopped(second: int) -> Vitals:
        return with_obs(with_stats(active_fps=1.0), stream=with_stream(active=False, since=at(second)).obs.stream)

    assert Crew().see(each_second(1, 10, stopped)).open[Signal.FPS] == S2


def test_a_reconnect_that_comes_and_goes_is_one_alarm() -> None:
    crew = Crew()
    for start in range(1, 61, 12):
        crew.see(each_second(start, start + 3, with_stream(reconnecting=True)))
        crew.see(each_second(start + 4, start + 11, FINE))
    assert [row[1] for row in crew.told] == [Signal.RECONNECTING]


def test_bytes_that_do_not_grow() -> None:
    crew = Crew().see(each_second(1, 20, with_stream(bytes=77), stuck=True)).see(each_second(21, 40, FINE))
    stream = [row for row in crew.told if row[1] == Signal.STREAM_STALLED]
    record = [row for row in crew.told if row[1] == Signal.RECORD_STALLED]
    # The first reading that may be compared with one like it is the second.
    assert stream == [
        (4, Signal.STREAM_STALLED, S2, "E01", "after 2 s"),
        (7, Signal.STREAM_STALLED, "clear", "", ""),
        (7, Signal.STREAM_STALLED, S1, "E01", "after 5 s"),
        (26, Signal.STREAM_STALLED, "clear", "", ""),
    ]
    assert record == [
        (7, Signal.RECORD_STALLED, S3, "", "after 5 s"),
        (12, Signal.RECORD_STALLED, "clear", "", ""),
        (12, Signal.RECORD_STALLED, S2, "", "after 10 s"),
        (31, Signal.RECORD_STALLED, "clear", "", ""),
    ]


def test_a_paused_recording_does_not_stall() -> None:
    crew = Crew().see(each_second(1, 30, with_obs(with_record(paused=True), stream=with_stream(bytes=1).obs.stream)))
    assert crew.told == []
    paused = with_obs(FINE, record=replace(RECORD, paused=True, bytes=5))
    crew.see(each_second(31, 60, paused, stuck=True))
    assert Signal.RECORD_STALLED not in crew.open


def test_a_hole_in_the_readings_is_no_stall_and_breaks_what_held() -> None:
    bad = with_stream(reconnecting=True)
    crew = Crew().see(each_second(1, 5, bad)).see(each_second(9, 18, bad))
    assert crew.open == {Signal.RECONNECTING: S2}, "10 s from the hole on are not over"
    assert crew.see(each_second(19, 19, bad)).open == {Signal.RECONNECTING: S1}
