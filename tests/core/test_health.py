from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import HOUR, Instant, Span, seconds
from liveops_desktop.core.content import Severity
from liveops_desktop.core.cue import Header, TimeOfDay
from liveops_desktop.core.facts import AlarmId
from liveops_desktop.core.gauges import GAUGES
from liveops_desktop.core.health import Level, Signal, lamps, watch
from liveops_desktop.core.intents import ClearAlarm, RaiseAlarm
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Air, Alarm, Show
from liveops_desktop.core.vitals import Link, LinkTrouble, ObsInput, Output, Vitals
from liveops_desktop.words import alarm_cause
from tests.core.readings import (
    FINE,
    STATE,
    History,
    at,
    each_second,
    with_link,
    with_machine,
    with_obs,
    with_rates,
    with_record,
    with_stats,
    with_stream,
)


def runs(output: Output | None) -> Output:
    assert output is not None
    return output


STREAM, RECORD = runs(FINE.obs.stream), runs(FINE.obs.record)
S1, S2, S3 = Severity.S1, Severity.S2, Severity.S3
HEADER = Header("Show", date(2030, 3, 17), "UTC", TimeOfDay(Span(20 * HOUR)))
PLANNED = Show(HEADER)
ON_AIR = Show(HEADER, air=Air(started_at=at(-100)))
ENDED = Show(HEADER, air=Air(started_at=at(-100), ended_at=at(-1)))
RIG = Rig(ingest="rtmp://127.0.0.1/live", bitrate_kbps=4_000, open_microphones=("Host", "Guest"))


def muted(*names: str) -> Vitals:
    inputs = tuple(ObsInput(name, "mic", muted=name in names) for name in ("Host", "Guest"))
    return with_obs(FINE, state=replace(STATE, inputs=inputs))


class Crew:
    """Feeds readings to the watch and makes facts of what it wishes, as the desk would."""

    def __init__(self, show: Show = ON_AIR, rig: Rig = RIG, before: History | None = None) -> None:
        self.show = show
        self.rig = rig
        self.history: History = each_second(-70, 0, FINE) if before is None else before
        self.told: list[tuple[int, str, str, str, str]] = []
        """(second, signal, severity or "clear", card, cause in words)"""

    def see(self, readings: History) -> "Crew":
        for when, vitals in readings:
            self.history.append((when, vitals))
            for wish in watch(self.show, self.rig, self.history, when):
                self._fold(wish, when)
        return self

    def _fold(self, wish: RaiseAlarm | ClearAlarm, when: Instant) -> None:
        second = (when - at(0)) // 1_000
        match wish:
            case RaiseAlarm():
                assert not any(a.signal == wish.signal and a.cleared_at is None for a in self.show.alarms)
                alarm = Alarm(
                    AlarmId(f"a{len(self.show.alarms)}"), wish.signal, wish.severity, wish.card, wish.figures, when
                )
                self.show = replace(self.show, alarms=(*self.show.alarms, alarm))
                self.told.append((second, wish.signal, wish.severity, wish.card, alarm_cause(wish)))
            case ClearAlarm():
                [alarm] = [a for a in self.show.alarms if a.id == wish.alarm and a.cleared_at is None]
                alarms = tuple(replace(a, cleared_at=when) if a is alarm else a for a in self.show.alarms)
                self.show = replace(self.show, alarms=alarms)
                self.told.append((second, alarm.signal, "clear", "", ""))

    @property
    def open(self) -> dict[str, Severity]:
        return {a.signal: a.severity for a in self.show.alarms if a.cleared_at is None}


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


# -- figures -----------------------------------------------------------------------------


def test_between_two_limits_nothing_begins_and_nothing_ends() -> None:
    crew = Crew().see(each_second(1, 20, with_rates(network_drop_percent=0.9)))
    assert crew.told == []
    crew.see(each_second(21, 40, with_rates(network_drop_percent=1.1)))
    assert crew.open == {Signal.NETWORK_DROPS: S3}
    assert crew.see(each_second(41, 300, with_rates(network_drop_percent=0.9))).open == {Signal.NETWORK_DROPS: S3}
    assert crew.see(each_second(301, 361, with_rates(network_drop_percent=0.5))).open == {}


def test_it_gets_no_milder_while_it_is_open() -> None:
    crew = Crew().see(each_second(1, 10, with_rates(network_drop_percent=9.0)))
    crew.see(each_second(11, 90, with_rates(network_drop_percent=2.0)))
    assert crew.open == {Signal.NETWORK_DROPS: S2}
    assert len(crew.told) == 1


def test_a_figure_not_known_neither_begins_nor_ends_an_alarm() -> None:
    crew = Crew().see(each_second(1, 5, with_rates(network_drop_percent=2.0)))
    crew.see(each_second(6, 200, with_rates(network_drop_percent=None)))
    assert crew.open == {Signal.NETWORK_DROPS: S3}


@pytest.mark.parametrize(
    ("bad", "after"),
    [
        (with_rates(network_drop_percent=9.0), 8),
        (with_rates(encoder_skip_percent=9.0), 8),
        (with_stats(active_fps=1.0), 10),
    ],
)
def test_the_first_five_seconds_of_a_stream_raise_nothing(bad: Vitals, after: int) -> None:
    def starting(second: int) -> Vitals:
        assert bad.obs.stream is not None
        return with_obs(bad, stream=replace(bad.obs.stream, since=at(0)))

    crew = Crew().see(each_second(1, after - 1, starting))
    assert crew.told == []
    assert len(crew.see(each_second(after, after, starting)).open) == 1


def test_figures_off_air_and_with_nothing_running_raise_nothing() -> None:
    idle = with_obs(with_stats(active_fps=1.0), stream=replace(STREAM, active=False))
    idle = replace(idle, obs=replace(idle.obs, record=replace(RECORD, active=False)))
    idle = replace(idle, machine=with_machine(cpu_percent=100.0, memory_free_gb=0.1).machine)
    assert Crew(PLANNED, before=[]).see(each_second(1, 60, idle)).told == []
    # The line-up: the stream runs, the show has not begun.
    crew = Crew(PLANNED).see(each_second(1, 60, with_rates(network_drop_percent=9.0)))
    assert crew.open == {Signal.NETWORK_DROPS: S2}
    assert crew.see(each_second(61, 61, idle)).open == {}, "the stream was ended"


def test_only_a_recording_needs_the_disk() -> None:
    full = with_obs(with_stats(free_disk_mb=10.0), record=replace(RECORD, active=False))
    crew = Crew(before=each_second(-10, 0, full)).see(each_second(1, 60, full))
    assert Signal.DISK not in crew.open


def test_with_obs_elsewhere_the_load_of_this_machine_is_no_alarm() -> None:
    busy = with_machine(cpu_percent=100.0, memory_free_gb=0.1).machine
    crew = Crew().see(each_second(1, 60, replace(with_link(Link.CONNECTED, local=False), machine=busy)))
    assert crew.told == []


def test_without_a_planned_bitrate_none_is_low() -> None:
    assert Crew(rig=Rig()).see(each_second(1, 60, with_rates(bitrate_kbps=1.0))).told == []


def test_the_rig_sets_the_limits_of_fps_and_disk() -> None:
    frames = Limits(95, 50, "%", more=True)
    rig = replace(RIG, fps=60.0, limits={"obsv.active_fps": frames, "rec.space": Limits(100, 1, "GB", more=True)})
    crew = Crew(rig=rig).see(each_second(1, 10, FINE))
    assert [(row[1], row[4]) for row in crew.told] == [
        (Signal.FPS, "30.0 fps (warn 57, critical 30)"),
        (Signal.DISK, "48.8 GB (warn 100, critical 1)"),
    ]


# -- microphones -----------------------------------------------------------------------------


def test_a_second_muted_microphone_is_told_anew() -> None:
    crew = Crew().see(each_second(1, 10, muted("Guest"))).see(each_second(11, 20, muted("Host", "Guest")))
    signal = Signal.MICROPHONE_MUTED
    assert crew.told == [
        (3, signal, S1, "E05", "Guest"),
        (13, signal, "clear", "", ""),
        (13, signal, S1, "E05", "Host · Guest"),
    ]
    # One of them opened again is not all of them.
    assert signal in crew.see(each_second(21, 60, muted("Host"))).open
    assert len(crew.told) == 3
    assert crew.see(each_second(61, 64, muted())).open == {}


def test_a_name_within_a_name_is_another_microphone() -> None:
    rig = replace(RIG, open_microphones=("Mic", "Mic 2"))

    def inputs(*silent: str) -> Vitals:
        these = tuple(ObsInput(name, "mic", muted=name in silent) for name in rig.open_microphones)
        return with_obs(FINE, state=replace(STATE, inputs=these))

    crew = Crew(rig=rig).see(each_second(1, 5, inputs("Mic 2"))).see(each_second(6, 10, inputs("Mic 2", "Mic")))
    assert [row[4] for row in crew.told if row[2] != "clear"] == ["Mic 2", "Mic · Mic 2"]


def test_a_microphone_obs_does_not_have_or_no_longer_asked_for() -> None:
    rig = replace(RIG, open_microphones=("Host", "Nobody"))
    crew = Crew(rig=rig).see(each_second(1, 20, muted("Host", "Nobody")))
    assert [row[4] for row in crew.told] == ["Host"]
    # Of the input that was muted nothing is known any more: the alarm stays, until the rig does not ask for it.
    gone = with_obs(FINE, state=replace(STATE, inputs=()))
    assert Signal.MICROPHONE_MUTED in crew.see(each_second(21, 40, gone)).open
    crew.rig = replace(rig, open_microphones=("Nobody",))
    assert crew.see(each_second(41, 41, gone)).open == {}


def test_muted_before_the_show_is_told_when_it_goes_on_air() -> None:
    show = Show(HEADER, air=Air(started_at=at(10)))
    crew = Crew(PLANNED).see(each_second(1, 9, muted("Host")))
    crew.show = show
    crew.see(each_second(10, 11, muted("Host")))
    assert crew.told == []
    assert crew.see(each_second(12, 12, muted("Host"))).open == {Signal.MICROPHONE_MUTED: S1}


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


# -- lamps -----------------------------------------------------------------------------------


def lamp(signal: Signal, vitals: Vitals, rig: Rig = RIG) -> tuple[Level, float | None]:
    [one] = [one for one in lamps(vitals, rig) if one.signal is signal]
    return one.level, one.value


def test_the_strip_has_eight_figures_in_order_with_units_and_thresholds() -> None:
    shown = [(one.signal, one.value, one.unit, one.threshold) for one in lamps(FINE, RIG)]
    assert shown == [
        (Signal.BITRATE_LOW, 4_000, "kb/s", "< 3000 / < 2000 kb/s"),
        (Signal.NETWORK_DROPS, 0, "%", "> 1 / > 5 %"),
        (Signal.ENCODER_SKIP, 0, "%", "> 1 / > 5 %"),
        (Signal.RENDER_LAG, 0, "%", "> 1 / > 5 %"),
        (Signal.FPS, 30, "fps", "< 28.5 / < 24 fps"),
        (Signal.CPU, 20, "%", "> 85 / > 95 %"),
        (Signal.MEMORY, 8, "GB", "< 1.5 / < 0.5 GB"),
        (Signal.DISK, pytest.approx(48.828125), "GB", "< 5 / < 1 GB"),
    ]
    assert {one.level for one in lamps(FINE, RIG)} == {Level.OK}


@pytest.mark.parametrize(
    ("signal", "vitals", "level"),
    [
        (Signal.NETWORK_DROPS, with_rates(network_drop_percent=1.0), Level.OK),
        (Signal.NETWORK_DROPS, with_rates(network_drop_percent=1.01), Level.WARN),
        (Signal.NETWORK_DROPS, with_rates(network_drop_percent=5.0), Level.WARN),
        (Signal.NETWORK_DROPS, with_rates(network_drop_percent=5.01), Level.CRITICAL),
        (Signal.BITRATE_LOW, with_rates(bitrate_kbps=3_000.0), Level.OK),
        (Signal.BITRATE_LOW, with_rates(bitrate_kbps=2_999.0), Level.WARN),
        (Signal.BITRATE_LOW, with_rates(bitrate_kbps=1_999.0), Level.CRITICAL),
        (Signal.FPS, with_stats(active_fps=23.9), Level.CRITICAL),
        (Signal.CPU, with_machine(cpu_percent=90.0), Level.WARN),
        (Signal.MEMORY, with_machine(memory_free_gb=1.0), Level.WARN),
        (Signal.DISK, with_stats(free_disk_mb=1_000.0), Level.CRITICAL),
    ],
)
def test_levels(signal: Signal, vitals: Vitals, level: Level) -> None:
    assert lamp(signal, vitals)[0] is level


SRT = with_obs(with_rates(network_drop_percent=None), state=replace(STATE, server="srt://127.0.0.1:9000"))


@pytest.mark.parametrize(
    ("signal", "vitals", "level"),
    [
        (Signal.NETWORK_DROPS, SRT, Level.NOT_AVAILABLE),
        (Signal.NETWORK_DROPS, with_rates(network_drop_percent=None), Level.UNKNOWN),
        (Signal.NETWORK_DROPS, with_obs(with_rates(network_drop_percent=None), state=None), Level.UNKNOWN),
        (Signal.NETWORK_DROPS, with_stream(active=False), Level.IDLE),
        (Signal.BITRATE_LOW, with_stream(active=False), Level.IDLE),
        (Signal.BITRATE_LOW, with_obs(FINE, stream=None), Level.UNKNOWN),
        (Signal.ENCODER_SKIP, with_obs(FINE, stream=None, record=None), Level.UNKNOWN),
        (Signal.RENDER_LAG, with_obs(FINE, stats=None), Level.UNKNOWN),
        (Signal.FPS, with_obs(FINE, stats=None), Level.UNKNOWN),
        (Signal.DISK, with_obs(FINE, stats=None), Level.UNKNOWN),
        (Signal.CPU, with_machine(cpu_percent=None), Level.UNKNOWN),
        (Signal.MEMORY, with_machine(memory_free_gb=None), Level.UNKNOWN),
    ],
)
def test_what_is_no_figure_is_never_green(signal: Signal, vitals: Vitals, level: Level) -> None:
    assert lamp(signal, vitals) == (level, None)


def test_the_encoder_works_for_a_recording_too() -> None:
    stopped = replace(STREAM, active=False)
    assert lamp(Signal.ENCODER_SKIP, with_obs(FINE, stream=stopped)) == (Level.OK, 0)
    still = with_obs(FINE, stream=stopped, record=replace(RECORD, active=False))
    assert lamp(Signal.ENCODER_SKIP, still) == (Level.IDLE, None)


def test_a_cause_has_the_window_and_the_limits_or_there_is_none() -> None:
    drops = next(gauge for gauge in GAUGES if gauge.signal is Signal.NETWORK_DROPS)
    assert drops.cause(with_rates(network_drop_percent=4.123), RIG) == Cause(4.1, "%", 1, 5, 1, seconds(60))
    assert drops.cause(SRT, RIG) is None


@pytest.mark.parametrize("state", [state for state in Link if state is not Link.CONNECTED])
def test_nothing_of_obs_is_green_while_it_does_not_answer(state: Link) -> None:
    of_obs = [one for one in lamps(with_link(state), RIG) if one.signal not in {Signal.CPU, Signal.MEMORY}]
    assert {(one.level, one.value) for one in of_obs} == {(Level.UNKNOWN, None)}


def test_a_figure_with_nothing_planned_is_shown_and_not_judged() -> None:
    assert lamp(Signal.BITRATE_LOW, FINE, Rig()) == (Level.UNJUDGED, 4_000)
    assert lamp(Signal.FPS, with_obs(FINE, state=None), Rig()) == (Level.UNJUDGED, 30)
    assert lamps(FINE, Rig())[0].threshold == ""
