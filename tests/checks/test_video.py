"""What OBS draws: every judgement good, bad and not measured. ``obsv.active_fps`` is in ``test_judgements``."""

from collections.abc import Callable

import msgspec
import pytest

from liveops_desktop.checks import Judgement
from liveops_desktop.checks.video import (
    History,
    judge_canvas,
    judge_color,
    judge_cpu,
    judge_encode_skip,
    judge_fps_set,
    judge_memory,
    judge_render_lag,
    judge_render_time,
)
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.vitals import Obs, Output, Vitals
from tests.checks.readings import GONE, OBS, RIG, SETUP, STATS, obs, ring, set_up, with_parameters

PASS, WARN, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.INCONCLUSIVE
NO_PLAN = Rig()
Expected = tuple[Verdict, Why]
replace = msgspec.structs.replace
ON_AIR = replace(OBS, stream=Output(active=True))


def said(judgement: Judgement) -> Expected:
    return judgement.verdict, judgement.why


@pytest.mark.parametrize(
    ("fps", "planned", "expected"),
    [
        ((30, 1), 30.0, (PASS, Why.MEASURED)),
        ((30_000, 1_001), 30.0, (PASS, Why.MEASURED)),
        ((60, 1), 30.0, (FAIL, Why.DIFFERS)),
        ((24, 1), 24.0, (PASS, Why.MEASURED)),
        ((25, 1), None, (PASS, Why.MEASURED)),
        ((60_000, 1_001), None, (PASS, Why.MEASURED)),
        ((24, 1), None, (WARN, Why.UNUSUAL)),
        ((144, 1), None, (WARN, Why.UNUSUAL)),
        ((0, 1), 30.0, (INCONCLUSIVE, Why.UNAVAILABLE)),
        ((30, 0), 30.0, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_frame_rate_set(fps: tuple[int, int], planned: float | None, expected: Expected) -> None:
    assert said(judge_fps_set(set_up(fps=fps), Rig(fps=planned))) == expected


@pytest.mark.parametrize(
    ("canvas", "out", "rig", "expected"),
    [
        ((1920, 1080), (1920, 1080), NO_PLAN, (PASS, Why.MEASURED)),
        ((1920, 1080), (1280, 720), NO_PLAN, (PASS, Why.MEASURED)),
        ((1366, 768), (1280, 720), NO_PLAN, (PASS, Why.MEASURED)),
        ((1920, 1200), (1920, 1200), NO_PLAN, (WARN, Why.UNUSUAL)),
        ((1080, 1920), (1080, 1920), NO_PLAN, (WARN, Why.UNUSUAL)),
        ((1080, 1920), (1080, 1920), Rig(canvas=(1080, 1920)), (PASS, Why.MEASURED)),
        ((1920, 1080), (1024, 768), Rig(canvas=(1920, 1080)), (WARN, Why.UNUSUAL)),
        ((1920, 1080), (1280, 720), Rig(canvas=(1280, 720)), (FAIL, Why.DIFFERS)),
        ((1920, 1080), (1280, 720), Rig(output_size=(1920, 1080)), (FAIL, Why.DIFFERS)),
        ((0, 0), (0, 0), Rig(canvas=(1920, 1080)), (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_sizes(canvas: tuple[int, int], out: tuple[int, int], rig: Rig, expected: Expected) -> None:
    assert said(judge_canvas(set_up(canvas=canvas, output_size=out), rig)) == expected


@pytest.mark.parametrize(
    ("setup", "rig", "expected"),
    [
        (SETUP, NO_PLAN, (PASS, Why.MEASURED)),
        (with_parameters(Video__ColorFormat="P010"), NO_PLAN, (PASS, Why.MEASURED)),
        (with_parameters(Video__ColorFormat="I444"), NO_PLAN, (FAIL, Why.UNUSUAL)),
        (with_parameters(Video__ColorFormat="I444"), Rig(color_format="I444"), (PASS, Why.MEASURED)),
        (SETUP, Rig(color_format="P010"), (FAIL, Why.DIFFERS)),
        (with_parameters(Video__ColorRange="Full"), NO_PLAN, (WARN, Why.UNUSUAL)),
        (with_parameters(Video__ColorRange="Full"), Rig(color_range="Full"), (PASS, Why.MEASURED)),
        (with_parameters(Video__ColorSpace="601"), NO_PLAN, (WARN, Why.UNUSUAL)),
        (SETUP, Rig(color_space="2100PQ"), (FAIL, Why.DIFFERS)),
        (with_parameters(Video__ColorRange=None), NO_PLAN, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_colours(setup: Setup, rig: Rig, expected: Expected) -> None:
    assert said(judge_color(setup, rig)) == expected


def figures(count: int, at: Callable[[int], dict[str, float]], seen: Obs = OBS) -> History:
    """One reading a second, each with these figures of OBS."""
    return ring(count, lambda n: Vitals(obs=replace(seen, stats=replace(STATS, **at(n)))))


@pytest.mark.parametrize(
    ("milliseconds", "expected"), [(2.0, PASS), (25.0, PASS), (25.1, WARN), (33.3, WARN), (33.4, FAIL)]
)
def test_time_to_draw_a_frame_at_thirty_frames(milliseconds: float, expected: Verdict) -> None:
    history = figures(11, lambda _: {"frame_time_ms": milliseconds})
    assert judge_render_time(OBS, history, NO_PLAN).verdict is expected


@pytest.mark.parametrize(
    ("seen", "count", "expected"),
    [(OBS, 5, Why.MEASURING), (GONE, 11, Why.NOT_CONNECTED), (obs(fps=0.0), 11, Why.UNAVAILABLE)],
)
def test_time_to_draw_a_frame_is_not_known(seen: Obs, count: int, expected: Why) -> None:
    history = figures(count, lambda _: {"frame_time_ms": 1.0})
    assert said(judge_render_time(seen, history, NO_PLAN)) == (INCONCLUSIVE, expected)


@pytest.mark.parametrize(("lost", "expected"), [(0, PASS), (18, PASS), (19, WARN), (90, WARN), (91, FAIL)])
def test_frames_not_drawn_of_1800(lost: int, expected: Verdict) -> None:
    history = figures(61, lambda n: {"render_skipped": 500 + (lost if n > 30 else 0), "render_total": 9_000 + 30 * n})
    assert judge_render_lag(OBS, history, NO_PLAN).verdict is expected


def test_frames_not_drawn_count_on_after_obs_was_started_anew() -> None:
    history = figures(61, lambda n: {"render_skipped": 0, "render_total": (9_000 if n < 30 else 0) + 30 * n})
    assert judge_render_lag(OBS, history, NO_PLAN).value == "0.0"


@pytest.mark.parametrize(
    ("seen", "count", "moving", "expected"),
    [
        (OBS, 60, True, Why.MEASURING),
        (GONE, 61, True, Why.NOT_CONNECTED),
        (OBS, 61, False, Why.UNAVAILABLE),
        (OBS, 0, True, Why.MEASURING),
    ],
)
def test_frames_not_drawn_are_not_known(seen: Obs, count: int, moving: bool, expected: Why) -> None:
    history = figures(count, lambda n: {"render_total": 30 * n if moving else 9})
    assert said(judge_render_lag(seen, history, NO_PLAN)) == (INCONCLUSIVE, expected)


def skipping(lost: int, seconds: int, seen: Obs = ON_AIR) -> History:
    """In the middle of a minute *lost* frames are skipped, spread over *seconds*."""

    def at(n: int) -> dict[str, float]:
        return {"output_skipped": lost * min(max(n - 20, 0), seconds) // seconds, "output_total": 30 * n}

    return figures(61, at, seen)


@pytest.mark.parametrize(
    ("lost", "seconds", "expected"),
    [(0, 1, PASS), (10, 1, PASS), (11, 1, WARN), (18, 20, PASS), (19, 20, WARN), (90, 20, WARN), (91, 20, FAIL)],
)
def test_frames_not_encoded_of_1800_and_a_burst_of_them(lost: int, seconds: int, expected: Verdict) -> None:
    assert judge_encode_skip(ON_AIR, skipping(lost, seconds), NO_PLAN).verdict is expected


@pytest.mark.parametrize(
    ("seen", "history", "expected"),
    [
        (OBS, skipping(0, 1, OBS), Why.NOTHING_RUNS),
        (ON_AIR, skipping(0, 1)[:20], Why.MEASURING),
        (ON_AIR, skipping(0, 1, OBS), Why.MEASURING),  # it has only just begun
        (GONE, skipping(0, 1), Why.NOT_CONNECTED),
        (ON_AIR, figures(61, lambda _: {}, ON_AIR), Why.UNAVAILABLE),
    ],
)
def test_frames_not_encoded_are_not_known(seen: Obs, history: History, expected: Why) -> None:
    assert said(judge_encode_skip(seen, history, NO_PLAN)) == (INCONCLUSIVE, expected)


def test_a_recording_alone_is_encoded_too() -> None:
    recording = replace(OBS, record=Output(active=True))
    assert judge_encode_skip(recording, skipping(91, 20, recording), NO_PLAN).verdict is FAIL


@pytest.mark.parametrize(("percent", "expected"), [(40.0, PASS), (40.1, WARN), (70.0, WARN), (70.1, FAIL)])
def test_load_of_obs(percent: float, expected: Verdict) -> None:
    assert judge_cpu(OBS, figures(31, lambda _: {"cpu_percent": percent}), NO_PLAN).verdict is expected


def test_load_of_obs_is_not_known() -> None:
    history = figures(30, lambda _: {"cpu_percent": 1.0})
    assert said(judge_cpu(OBS, history, NO_PLAN)) == (INCONCLUSIVE, Why.MEASURING)
    assert said(judge_cpu(GONE, history, NO_PLAN)) == (INCONCLUSIVE, Why.NOT_CONNECTED)


@pytest.mark.parametrize(
    ("growth", "expected"), [(0.0, PASS), (-30.0, PASS), (4.9, PASS), (5.1, WARN), (19.9, WARN), (20.1, FAIL)]
)
@pytest.mark.parametrize("count", [61, 181, 900])
def test_memory_that_grows_by_so_much_a_minute(growth: float, count: int, expected: Verdict) -> None:
    found = judge_memory(OBS, figures(count, lambda n: {"memory_mb": 300 + growth * n / 60}), NO_PLAN)
    assert found.verdict is expected
    assert float(found.value) == pytest.approx(growth, abs=0.05)


def test_memory_that_only_jumps_about_does_not_grow() -> None:
    assert judge_memory(OBS, figures(121, lambda n: {"memory_mb": 300 + 20 * (n % 2)}), RIG).verdict is PASS


@pytest.mark.parametrize(("seen", "count", "expected"), [(OBS, 60, Why.MEASURING), (GONE, 61, Why.NOT_CONNECTED)])
def test_growth_of_memory_is_not_known(seen: Obs, count: int, expected: Why) -> None:
    assert said(judge_memory(seen, figures(count, lambda _: {}), NO_PLAN)) == (INCONCLUSIVE, expected)
