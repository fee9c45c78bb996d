"""Alarms of figures that cross their limits, and of microphones."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core.health import Signal
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Air, Show
from liveops_desktop.core.vitals import Link, ObsInput, Vitals
from tests.core.readings import (
    FINE,
    STATE,
    at,
    each_second,
    with_link,
    with_machine,
    with_obs,
    with_rates,
    with_stats,
)
from tests.core.watching import HEADER, PLANNED, RECORD, RIG, S1, S2, S3, STREAM, Crew, muted

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
