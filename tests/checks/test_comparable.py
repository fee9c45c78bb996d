"""What a check shows can be compared: its last figure, held against the limits beside it, gives its verdict, and both
stand in one unit."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.checks import CATALOGUE, Judgement
from liveops_desktop.checks.bandwidth import judge_hold
from liveops_desktop.checks.encoder import judge_audio_bitrate, judge_video_floor
from liveops_desktop.checks.judging import written
from liveops_desktop.checks.levels import judge_dead
from liveops_desktop.checks.machine import judge_gpu, judge_memory
from liveops_desktop.checks.recording import judge_time_left, judge_write
from liveops_desktop.checks.seen import judge_black
from liveops_desktop.checks.soak import judge_bitrate
from liveops_desktop.checks.video import judge_fps, judge_render_time
from liveops_desktop.core.bandwidth import Measurement, Need, Plan
from liveops_desktop.core.clock import HOUR, Instant, Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.machine import Gpu, MachineDetail
from liveops_desktop.core.meters import Channel, Meter, Sample
from liveops_desktop.core.pictures import Picture
from liveops_desktop.core.preflight import Verdict
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.soak import Second, Soak
from liveops_desktop.core.vitals import Machine, Vitals
from tests.checks.readings import OBS, RIG, STATS, T0, at_fps, ring, with_parameters

BY_ID = {one.info.id: one for one in CATALOGUE}


def drawn_in(milliseconds: float) -> Vitals:
    return Vitals(obs=replace(OBS, stats=replace(STATS, frame_time_ms=milliseconds)))


def soaked(kbps: float) -> Soak:
    return Soak(Span(400), tuple(Second(Span(n * 1_000), round(n * kbps * 125), 0, n * 30, 0.1) for n in range(11)))


JUDGED: dict[str, Callable[[float], Judgement]] = {
    "obsv.active_fps": lambda x: judge_fps(OBS, ring(11, lambda _: at_fps(30 * x)), RIG),
    "obsv.render_time": lambda x: judge_render_time(OBS, ring(11, lambda _: drawn_in(33.3 * x)), RIG),
    "obsv.vbitrate_floor": lambda x: judge_video_floor(
        with_parameters(Output__Mode="Simple", SimpleOutput__VBitrate=f"{3_110 * x:.0f}"), Rig()
    ),
    "rec.time_left": lambda x: judge_time_left(
        replace(OBS, stats=replace(STATS, free_disk_mb=6_800 * x)), 7_158.0, Rig(planned_length=HOUR)
    ),
    "rec.write": lambda x: judge_write(10 * x, 6_000, RIG),
    "bw.hold": lambda x: judge_hold(
        Measurement("iperf3", "relay", T0, kbps=9_000 * x), Plan("r", 9_000.0), Need(6_000, None, None), RIG
    ),
    "soak.bitrate": lambda x: judge_bitrate(soaked(6_000 * x), 6_000, RIG),
}
"""By check: what it finds of *x* times what is wanted."""


@pytest.mark.parametrize("check_id", JUDGED)
@given(share=st.floats(0, 3) | st.floats(0.7, 1.1))
def test_the_last_figure_gives_the_verdict(check_id: str, share: float) -> None:
    one = BY_ID[check_id]
    judged = JUDGED[check_id](share)
    assert one.limits is not None
    assert judged.unit == one.limits.unit
    assert one.limits.text in one.info.threshold
    figure = float(judged.value.split()[-1])
    on_it = min(abs(figure - one.limits.passes), abs(figure - one.limits.warns)) < 1e-4  # within what floats lose
    assert on_it or one.limits.judge(figure) is judged.verdict


@given(st.floats(-1e3, 1e3), st.sampled_from([Limits(95, 80, "%", more=True), Limits(1, 5, "%"), Limits(0.5, 0.1)]))
def test_a_figure_has_as_many_digits_as_its_limits_need(figure: float, limits: Limits) -> None:
    text = written(figure, limits)
    assert abs(float(text) - figure) <= 0.5
    near = min(abs(figure - limits.passes), abs(figure - limits.warns))
    assert limits.judge(float(text)) is limits.judge(figure) or near < 1e-4
    assert "." not in text or near <= 0.5


@pytest.mark.parametrize(
    ("figure", "text"), [(79.96, "79.96"), (80.0, "80"), (79.4, "79"), (94.7, "94.7"), (88.2, "88")]
)
def test_a_figure_that_would_be_rounded_onto_a_limit_is_not(figure: float, text: str) -> None:
    assert written(figure, Limits(95, 80, "%", more=True)) == text


@pytest.mark.parametrize(
    ("check_id", "judged"),
    [
        ("sys.mem", judge_memory(Machine("pc", 1.0, 3.2, 85.0), RIG)),
        ("sys.gpu", judge_gpu(MachineDetail(T0, "Debian", T0, gpus=(Gpu("a", 72, 10, 84, 1, 8),)), RIG)),
    ],
)
def test_of_two_limits_each_has_its_figure_in_their_order(check_id: str, judged: Judgement) -> None:
    figures = f"{judged.value} {judged.unit}".split(", ")
    limits = BY_ID[check_id].info.threshold.split(", ")
    assert [figure.split()[-1] for figure in figures] == [limit.split()[-1] for limit in limits]


def test_a_dead_microphone_is_told_by_how_long() -> None:
    def silent(length: int, *, sound_at: int = -1) -> Meter:
        samples = (
            Sample(Instant(T0 + n * 100), (Channel(0.0, 0.0, 0.1 if n == sound_at else 0.0),)) for n in range(length)
        )
        return Meter("Host", tuple(samples))

    dead = judge_dead([silent(51)], RIG, T0)
    assert (dead.verdict, dead.value, dead.unit) == (Verdict.FAIL, "5", "s")
    short = judge_dead([silent(51, sound_at=35)], RIG, T0)
    assert (short.verdict, short.value, short.unit) == (Verdict.PASS, "1", "s")
    assert BY_ID["aud.dead"].info.threshold == "< 3 s"


def test_black_is_told_by_its_brightness_also_where_it_passes() -> None:
    def shots(mean: float) -> dict[str, tuple[Picture | None, ...]]:
        return {"Camera": (Picture(mean, 0.0, bytes([round(mean)])),) * 3}

    assert (judge_black(shots(120.0), RIG).value, judge_black(shots(5.0), RIG).value) == ("120", "5")


def test_the_sound_is_held_to_the_plan_where_there_is_one() -> None:
    rig = Rig(audio_kbps=160)
    setup = with_parameters(Output__Mode="Simple", SimpleOutput__ABitrate="192")
    assert judge_audio_bitrate(setup, rig).verdict is Verdict.FAIL
    assert BY_ID["obsv.abitrate"].threshold(rig) == "160 kb/s"
    assert BY_ID["obsv.abitrate"].threshold(Rig()) == "≥ 128 kb/s"
