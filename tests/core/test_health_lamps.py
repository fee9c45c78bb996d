"""The lamps of the health strip: each figure with its level, its unit and its threshold."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import seconds
from liveops_desktop.core.gauges import GAUGES
from liveops_desktop.core.health import Level, Signal, lamps
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Link, Vitals
from tests.core.readings import (
    FINE,
    STATE,
    with_link,
    with_machine,
    with_obs,
    with_rates,
    with_stats,
    with_stream,
)
from tests.core.watching import RECORD, RIG, STREAM


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
