"""Group *video*, part *picture*: what OBS draws, and whether it keeps up with it.

No killers: a fail of the frame rate blocks as any fail does, but not to know it is no reason to stay off air. The
parts *encoder* and *output* are in modules of their own.
"""

from collections.abc import Callable, Sequence
from statistics import fmean
from typing import TypeVar

from liveops_desktop.checks import encoder, output
from liveops_desktop.checks.by_setup import by_setup
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import (
    Judgement,
    connected,
    failed,
    figured,
    limits_for,
    passed,
    state_of,
    unmeasured,
    written,
)
from liveops_desktop.checks.reach import World
from liveops_desktop.checks.window import counted, stretch
from liveops_desktop.core.clock import MINUTE, Instant, Span, seconds
from liveops_desktop.core.limits import FRAME_RATE, Limits
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.vitals import Obs, ObsState, ObsStats, Vitals

SHORT, CPU, LONG = seconds(10), seconds(30), seconds(60)
"""Windows, of the vitals ring."""
HEAP = Span(10 * MINUTE)
"""The slope of OBS's memory is taken over as much of this as there is, and over a minute at least."""
SAME_FPS = 0.05
"""29.97 is taken for 30; 25 or 60 is not."""
USUAL_FPS = (25, 30, 50, 60)
MOST_FPS = 144
"""So fast that hardly a machine keeps up (OBS log analyzer)."""
WIDE = (1.77, 1.7787)
"""Between these a picture counts as 16:9 (OBS log analyzer)."""
ALIKE = 0.01
"""Share by which canvas and output may differ in shape before people look squeezed (own proposal)."""
DRAWING = Limits(75, 100, "%")
"""Of the time there is for one frame (OBS stats dock)."""
LOST = Limits(1, 5, "%")
"""Of frames, both those not drawn and those not encoded (OBS stats dock)."""
BURST, BURST_SHARE = 10, 0.1
"""Frames not encoded within a second, and percent in all, from which OBS itself says *encoding overloaded*."""
LOAD = Limits(40, 70, "%")
GROWTH = Limits(5, 20, "MB/min")
GOOD_FORMATS = ("NV12", "P010")

T = TypeVar("T")
History = Sequence[tuple[Instant, Vitals]]


def _fps_wanted(rig: Rig) -> str:
    return f"{rig.fps:g} fps" if rig.fps is not None else " / ".join(f"{one}" for one in USUAL_FPS) + " fps"


@check("obsv.fps_cfg", Group.VIDEO, where=Where.OBS, threshold=_fps_wanted, source="OBS log analyzer")
async def fps_set(world: World) -> Judgement:
    """Check that OBS is set to the planned frame rate."""
    return await by_setup(world, judge_fps_set)


def judge_fps_set(setup: Setup, rig: Rig) -> Judgement:
    """Fail another rate than planned; where none is planned, an unusual one warns."""
    count, per = setup.fps
    if not count or not per:
        return unmeasured(Why.UNAVAILABLE)
    fps = count / per
    value = f"{fps:.2f}".rstrip("0").rstrip(".")
    if rig.fps is not None:
        same = abs(fps - rig.fps) <= SAME_FPS
        return passed(value, "fps") if same else failed(Why.DIFFERS, f"{value} fps", value, "fps")
    if fps >= MOST_FPS or all(abs(fps - usual) > 2 * SAME_FPS for usual in USUAL_FPS):
        return Judgement(Verdict.WARN, value, "fps", Why.UNUSUAL, f"{value} fps")
    return passed(value, "fps")


def _sizes_wanted(rig: Rig) -> str:
    sizes = [_size(one) for one in (rig.canvas, rig.output_size) if one is not None]
    return " → ".join(dict.fromkeys(sizes)) or "16:9"


@check("obsv.canvas", Group.VIDEO, where=Where.OBS, threshold=_sizes_wanted, source="OBS log analyzer")
async def canvas(world: World) -> Judgement:
    """Check that canvas and output have the planned sizes."""
    return await by_setup(world, judge_canvas)


def judge_canvas(setup: Setup, rig: Rig) -> Judgement:
    """Fail another size than planned; warn of a picture that is squeezed, and of an unplanned one that is not 16:9."""
    base, out = setup.canvas, setup.output_size
    if not all((*base, *out)):
        return unmeasured(Why.UNAVAILABLE)
    value = _size(base) if base == out else f"{_size(base)} → {_size(out)}"
    if (rig.canvas and rig.canvas != base) or (rig.output_size and rig.output_size != out):
        return failed(Why.DIFFERS, value, value)
    shape, shown = base[0] / base[1], out[0] / out[1]
    unplanned = rig.canvas is None and rig.output_size is None
    if abs(shape - shown) > ALIKE * shape or (unplanned and not WIDE[0] < shape < WIDE[1]):
        return Judgement(Verdict.WARN, value, why=Why.UNUSUAL, detail=value)
    return passed(value)


def _size(size: tuple[int, int]) -> str:
    return f"{size[0]}×{size[1]}"


def _colors_wanted(rig: Rig) -> str:
    form = rig.color_format or " / ".join(GOOD_FORMATS)
    return f"{form}, {rig.color_space or '709'}, {rig.color_range or 'Partial'}"


@check("obsv.color", Group.VIDEO, where=Where.OBS, threshold=_colors_wanted, source="OBS log analyzer")
async def color(world: World) -> Judgement:
    """Check colour format, range and space."""
    return await by_setup(world, judge_color)


def judge_color(setup: Setup, rig: Rig) -> Judgement:
    """Fail what differs from the plan, and a format no player expects; an unplanned full range or other space warns."""
    form, span, space = (setup.parameters.get(f"Video/Color{part}", "") for part in ("Format", "Range", "Space"))
    if not (form and span and space):
        return unmeasured(Why.UNAVAILABLE)
    value = f"{form} {space} {span}"
    planned = ((rig.color_format, form), (rig.color_range, span), (rig.color_space, space))
    if any(wanted and wanted != found for wanted, found in planned):
        return failed(Why.DIFFERS, value, value)
    if not rig.color_format and form not in GOOD_FORMATS:
        return failed(Why.UNUSUAL, form, value)
    if (not rig.color_range and span == "Full") or (not rig.color_space and space not in ("709", "sRGB")):
        return Judgement(Verdict.WARN, value, why=Why.UNUSUAL, detail=value)
    return passed(value)


@check("obsv.active_fps", Group.VIDEO, where=Where.OBS, limits=FRAME_RATE, source="OBS stats dock", window=SHORT)
async def active_fps(world: World) -> Judgement:
    """Check that OBS draws as many frames as it is set to, over 10 s."""
    return judge_fps(await world.fresh_obs(), world.history, world.rig)


def judge_fps(obs: Obs, history: History, rig: Rig) -> Judgement:
    """Judge the mean of the last 10 s as a share of the planned rate, or of the one OBS is set to."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not state.fps:
        return unmeasured(Why.UNAVAILABLE)
    if rig.fps is not None and abs(state.fps - rig.fps) > SAME_FPS:
        return failed(Why.DIFFERS, f"{_fps(state)} fps", f"{_fps(state)} fps = {100 * state.fps / rig.fps:.0f}", "%")
    frames, left = stretch(history, SHORT, _figure(lambda stats: stats.active_fps))
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    mean = fmean(frames)
    share = 100 * mean / (rig.fps or state.fps)
    limits = limits_for("obsv.active_fps", rig, FRAME_RATE)
    return Judgement(limits.judge(share), f"{mean:.1f} fps = {written(share, limits)}", "%")


def _fps(state: ObsState) -> str:
    return f"{state.fps:.2f}".rstrip("0").rstrip(".")


@check("obsv.render_time", Group.VIDEO, where=Where.OBS, limits=DRAWING, source="OBS stats dock", window=SHORT)
async def render_time(world: World) -> Judgement:
    """Check that OBS draws a frame in less time than there is for one, over 10 s."""
    return judge_render_time(await world.fresh_obs(), world.history, world.rig)


def judge_render_time(obs: Obs, history: History, rig: Rig) -> Judgement:
    """Judge the mean time as a share of what the frame rate leaves."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not state.fps:
        return unmeasured(Why.UNAVAILABLE)
    times, left = stretch(history, SHORT, _figure(lambda stats: stats.frame_time_ms))
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    share = 100 * fmean(times) * state.fps / 1_000
    limits = limits_for("obsv.render_time", rig, DRAWING)
    return Judgement(limits.judge(share), f"{fmean(times):.1f} ms = {written(share, limits)}", "%")


@check("obsv.render_lag", Group.VIDEO, where=Where.OBS, limits=LOST, source="OBS stats dock", window=LONG)
async def render_lag(world: World) -> Judgement:
    """Check that the graphics card draws every frame, over 60 s."""
    return judge_render_lag(world.obs, world.history, world.rig)


def judge_render_lag(obs: Obs, history: History, rig: Rig) -> Judgement:
    """Judge the share of frames that OBS could not draw in time."""
    if not connected(obs):
        return unmeasured(Why.NOT_CONNECTED)
    readings, left = stretch(history, LONG, _figure(lambda stats: (stats.render_skipped, stats.render_total)))
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    skipped, total = counted(readings)
    if not total:
        return unmeasured(Why.UNAVAILABLE)
    share = 100 * skipped / total
    return figured("obsv.render_lag", rig, LOST, share, digits=1)


@check("obsv.encode_skip", Group.VIDEO, where=Where.OBS, limits=LOST, source="OBS stats dock", window=LONG)
async def encode_skip(world: World) -> Judgement:
    """Check that the encoder takes every frame, over 60 s of a stream or a recording."""
    return judge_encode_skip(world.obs, world.history, world.rig)


def judge_encode_skip(obs: Obs, history: History, rig: Rig) -> Judgement:
    """Judge the share of frames that came too fast for the encoder; a burst of them warns."""
    if not connected(obs):
        return unmeasured(Why.NOT_CONNECTED)
    if not _runs(obs):
        return unmeasured(Why.NOTHING_RUNS)
    readings, left = stretch(history, LONG, _encoded)
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    skipped, total = counted(readings)
    if not total:
        return unmeasured(Why.UNAVAILABLE)
    share = 100 * skipped / total
    verdict = limits_for("obsv.encode_skip", rig, LOST).judge(share)
    worst = max(counted(readings[at : at + 2])[0] for at in range(len(readings) - 1))
    if verdict is Verdict.PASS and worst > BURST and share >= BURST_SHARE:
        verdict = Verdict.WARN
    return Judgement(verdict, f"{share:.1f}", "%")


def _runs(obs: Obs) -> bool:
    return any(one is not None and one.active for one in (obs.stream, obs.record))


def _encoded(vitals: Vitals) -> tuple[int, int] | None:
    stats = vitals.obs.stats
    if stats is None or not connected(vitals.obs) or not _runs(vitals.obs):
        return None
    return stats.output_skipped, stats.output_total


@check("obsv.cpu", Group.VIDEO, where=Where.OBS, limits=LOAD, source="LiveOps proposal", window=CPU)
async def cpu(world: World) -> Judgement:
    """Check how much of the processor OBS takes, over 30 s."""
    return judge_cpu(world.obs, world.history, world.rig)


def judge_cpu(obs: Obs, history: History, rig: Rig) -> Judgement:
    """Judge the mean of OBS's own figure."""
    if not connected(obs):
        return unmeasured(Why.NOT_CONNECTED)
    shares, left = stretch(history, CPU, _figure(lambda stats: stats.cpu_percent))
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    return figured("obsv.cpu", rig, LOAD, fmean(shares), digits=1)


@check("obsv.mem", Group.VIDEO, where=Where.OBS, limits=GROWTH, source="LiveOps proposal", window=LONG)
async def memory(world: World) -> Judgement:
    """Check that OBS's memory does not grow, over the last minutes, one at least."""
    return judge_memory(world.obs, world.history, world.rig)


def judge_memory(obs: Obs, history: History, rig: Rig) -> Judgement:
    """Judge the slope of the straight line through the readings; memory that is given back passes."""
    if not connected(obs):
        return unmeasured(Why.NOT_CONNECTED)
    used, left = stretch(history, HEAP, _figure(lambda stats: stats.memory_mb))
    covered = HEAP - left
    if covered < LONG:
        return unmeasured(Why.MEASURING, ready_in=Span(LONG - covered))
    growth = -_slope(used) * (len(used) - 1) * MINUTE / covered
    verdict = limits_for("obsv.mem", rig, GROWTH).judge(growth)
    return Judgement(verdict, f"{growth:+.1f}", "MB/min", detail=f"{used[0]:.0f} MB")


def _slope(figures: Sequence[float]) -> float:
    """Return by how much the figures rise from one to the next, by the method of least squares."""
    middle, mean = (len(figures) - 1) / 2, fmean(figures)
    over = sum((at - middle) * (figure - mean) for at, figure in enumerate(figures))
    return over / sum((at - middle) ** 2 for at in range(len(figures)))


def _figure(of: Callable[[ObsStats], T]) -> Callable[[Vitals], T | None]:
    """Return the reader of a figure of ``GetStats``; None while OBS gives no answer."""

    def read(vitals: Vitals) -> T | None:
        stats = vitals.obs.stats
        return of(stats) if stats is not None and connected(vitals.obs) else None

    return read


CHECKS = (
    *output.CHECKS[:2],
    fps_set,
    canvas,
    color,
    active_fps,
    render_time,
    render_lag,
    *encoder.CHECKS,
    encode_skip,
    cpu,
    memory,
    *output.CHECKS[2:],
)
"""Of this group, in the order they are shown."""
