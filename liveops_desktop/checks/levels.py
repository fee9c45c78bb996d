"""Group *audio*, by the meters of the last seconds: nothing is dead, silent, clipping or talked into while closed."""

from collections.abc import Callable
from math import inf

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, connected, failed, limits_for, names, passed, skipped, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.clock import SECOND, ZERO, Instant, Span, seconds
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.meters import (
    DEAD_AFTER,
    Meter,
    Metering,
    covers,
    dbfs,
    latest,
    metered,
    talking_for,
    zero_for,
)
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig

WINDOW = seconds(5)
SLACK = Span(400)
"""A window counts as full this much earlier: samples are a tenth of a second apart, and the first may tell nothing."""
CLIP = Limits(-3, -0.5, "dBFS")
SILENCE = -60.0
"""dBFS (checks-and-obs §2)."""
TALK = Limits(1.5, 5, "s")
"""Of talking into a closed microphone."""
_PROPOSAL = "LiveOps proposal"

Judges = Callable[[list[Meter], Rig, Instant], Judgement]


async def by_meters(world: World, window: Span, judge: Judges) -> Judgement:
    """Return what *judge* finds in the meters of the planned microphones, once they were listened to for *window*."""
    wanted = world.rig.open_microphones
    if not connected(world.obs):
        return unmeasured(Why.NOT_CONNECTED)
    if not wanted:
        return skipped()
    try:
        metering = await world.meters()
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    now = world.now()
    not_yet = _not_yet(metering, wanted, window, now)
    if not_yet is not None:
        return not_yet
    return judge([metering.of(name) for name in wanted], world.rig, now)


def _not_yet(metering: Metering, wanted: tuple[str, ...], window: Span, now: Instant) -> Judgement | None:
    """Return why nothing can be said yet, or at all; None when it can."""
    if metering.since is None:
        return unmeasured(Why.MEASURING, ready_in=window)
    left = window - (now - metering.since)
    if left > SLACK:
        return unmeasured(Why.MEASURING, ready_in=Span(left))
    if silent := [name for name in wanted if not metered(metering.of(name), now)]:
        return unmeasured(Why.NOT_METERED, names(silent))
    left = window - min(covers(metering.of(name)) for name in wanted)
    return unmeasured(Why.MEASURING, ready_in=Span(left)) if left > SLACK else None


@check("aud.dead", Group.AUDIO, where=Where.OBS, threshold="< 3 s", source="digital zero", window=DEAD_AFTER)
async def dead(world: World) -> Judgement:
    """Check that something arrives from each planned microphone, be it noise."""
    return await by_meters(world, DEAD_AFTER, judge_dead)


def judge_dead(meters: list[Meter], _rig: Rig, _now: Instant) -> Judgement:
    """Fail one with nothing but digital zero: a microphone that lives makes noise."""
    gone = [one.input for one in meters if zero_for(one) >= DEAD_AFTER - SLACK]
    longest = str((max((zero_for(one) for one in meters), default=ZERO) + SLACK) // SECOND)
    return failed(Why.NO_SIGNAL, names(gone), longest, "s") if gone else passed(longest, "s")


@check("aud.clip", Group.AUDIO, where=Where.OBS, limits=CLIP, source=_PROPOSAL, window=WINDOW)
async def clip(world: World) -> Judgement:
    """Check that no planned microphone clips before its fader, over 5 s."""
    return await by_meters(world, WINDOW, judge_clip)


def judge_clip(meters: list[Meter], rig: Rig, now: Instant) -> Judgement:
    """Judge the highest peak. Where nothing arrives nothing can clip, which says nothing."""
    peaks = {one.input: max((each.raw for each in latest(one, WINDOW, now)), default=0.0) for one in meters}
    hot = max(peaks, key=lambda name: peaks[name])
    figure = dbfs(peaks[hot])
    verdict = limits_for("aud.clip", rig, CLIP).judge(figure)
    if verdict is not Verdict.PASS:
        return Judgement(verdict, f"{figure:.1f}", "dBFS", detail=hot)
    if zero := [name for name, peak in peaks.items() if peak <= 0]:
        return unmeasured(Why.NO_SIGNAL, names(zero))
    return passed(f"{figure:.1f}", "dBFS")


@check(
    "aud.silence", Group.AUDIO, where=Where.OBS, threshold=f"≥ {SILENCE:g} dBFS", source="checks-and-obs", window=WINDOW
)
async def silence(world: World) -> Judgement:
    """Check that something of the planned microphones goes out, over 5 s."""
    return await by_meters(world, WINDOW, judge_silence)


def judge_silence(meters: list[Meter], _rig: Rig, now: Instant) -> Judgement:
    """Warn where all of them are silent behind their faders: before air that may be right, on air it is not."""
    peaks = [each.peak for one in meters for each in latest(one, WINDOW, now)]
    figure = dbfs(max(peaks, default=0.0))
    if figure >= SILENCE:
        return passed(f"{figure:.1f}", "dBFS")
    said = "-∞" if figure == -inf else f"{figure:.1f}"
    return Judgement(Verdict.WARN, said, "dBFS", Why.SILENT, names([one.input for one in meters]))


@check("aud.muted_talking", Group.AUDIO, where=Where.OBS, limits=TALK, source=_PROPOSAL, window=WINDOW)
async def muted_talking(world: World) -> Judgement:
    """Check that nobody talks into a planned microphone that is closed, over 5 s."""
    return await by_meters(world, WINDOW, judge_muted_talking)


def judge_muted_talking(meters: list[Meter], rig: Rig, _now: Instant) -> Judgement:
    """Judge the one that has been talked into for longest."""
    talks = {one.input: talking_for(one) / 1_000 for one in meters}
    most = max(talks, key=lambda name: talks[name])
    verdict = limits_for("aud.muted_talking", rig, TALK).judge(talks[most])
    if verdict is Verdict.PASS:
        return passed(f"{talks[most]:.1f}", "s")
    return Judgement(verdict, f"{talks[most]:.1f}", "s", Why.TALKS_MUTED, most)


CHECKS = (dead, clip, silence, muted_talking)
"""Of this group, in the order they are shown."""
