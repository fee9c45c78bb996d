"""Group *bandwidth*: can this machine send what the show needs, with a margin, for minutes and without queueing.

Two measurements, shared by the checks of one run: a hold at one and a half times the need, which floods no line that
others use, and a short one at three times the need. No figure counts that does not pass the gates of
``core/bandwidth.py``.
"""

from liveops_desktop.checks import delays
from liveops_desktop.checks.judging import Judgement, figured, limits_for, unmeasured, written
from liveops_desktop.checks.measuring import (
    PEAK_LENGTH,
    SPEEDTEST,
    WARM_UP,
    doubted,
    down_relay,
    held,
    leaves_down,
    leaves_hold,
    leaves_peak,
    leaves_speedtest,
    measured_once,
    measures,
    peaked,
    with_past,
)
from liveops_desktop.checks.reach import Doing, World
from liveops_desktop.core.bandwidth import AGREE, Measurement, Need, Plan, disagreement, doubt
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig

HOLD = Limits(98, 95.3, "%", more=True)
"""Of the pace. 95.3 % of one and a half times the need is 1.43 times (below)."""
UP = Limits(2.0, 1.43, "×", more=True)
FLOOR = Limits(1.3, 1.0, "×", more=True)
VARIATION = Limits(15, 35, "%")
DOWN = Limits(5, 2, "Mb/s", more=True)
LOADED = Limits(50, 200, "ms")
AGREEMENT = Limits(100 * AGREE, 100 * AGREE, "%")
PROPOSAL = "LiveOps proposal"
OBS_TEST = "OBS auto-configuration: 70 %"


@measures(
    "bw.hold",
    limits=HOLD,
    source=OBS_TEST,
    leaves=leaves_hold,
)
async def hold(world: World, doing: Doing) -> Judgement:
    """Check that one and a half times the need can be held."""
    found = await held(world, doing)
    if isinstance(found, Judgement):
        return found
    measured, plan, needed = found
    return await with_past(doing, measured, judge_hold(measured, plan, needed, world.rig))


def judge_hold(measured: Measurement, plan: Plan, needed: Need, rig: Rig) -> Judgement:
    """Judge what share of the pace was held; a rig spec that OBS contradicts warns."""
    assert plan.kbps
    share = 100 * measured.kbps / plan.kbps
    limits = limits_for("bw.hold", rig, HOLD)
    value = f"{measured.kbps / 1_000:.1f} / {plan.kbps / 1_000:.1f} Mb/s = {written(share, limits)}"
    return _need_known(Judgement(limits.judge(share), value, "%"), needed)


def _need_known(judgement: Judgement, needed: Need) -> Judgement:
    if not needed.differs or judgement.verdict is Verdict.FAIL:
        return judgement
    detail = f"{needed.rig_kbps:.0f} ≠ {needed.obs_kbps:.0f} kb/s (OBS)"
    return Judgement(Verdict.WARN, judgement.value, judgement.unit, Why.DIFFERS, detail)


@measures(
    "bw.up",
    limits=UP,
    source=OBS_TEST,
    leaves=leaves_peak,
)
async def up(world: World, doing: Doing) -> Judgement:
    """Check how many times the need goes out."""
    found = await peaked(world, doing)
    if isinstance(found, Judgement):
        return found
    measured, _, needed = found
    times = measured.kbps / needed.kbps
    limits = limits_for("bw.up", world.rig, UP)
    judgement = Judgement(limits.judge(times), f"{measured.kbps / 1_000:.1f} Mb/s = {written(times, limits, 1)}", "×")
    return await with_past(doing, measured, _need_known(judgement, needed))


@measures(
    "bw.up_floor",
    limits=FLOOR,
    source=PROPOSAL,
    leaves=leaves_peak,
)
async def up_floor(world: World, doing: Doing) -> Judgement:
    """Check the worst five seconds."""
    found = await peaked(world, doing)
    if isinstance(found, Judgement):
        return found
    measured, _, needed = found
    if measured.worst is None:
        return unmeasured(Why.UNAVAILABLE, measured.provider)
    times = measured.worst / needed.kbps
    limits = limits_for("bw.up_floor", world.rig, FLOOR)
    return Judgement(limits.judge(times), f"{measured.worst / 1_000:.1f} Mb/s = {written(times, limits, 1)}", "×")


@measures(
    "bw.var",
    limits=VARIATION,
    source=PROPOSAL,
    leaves=leaves_peak,
)
async def variation(world: World, doing: Doing) -> Judgement:
    """Check how steady it is."""
    found = await peaked(world, doing)
    if isinstance(found, Judgement):
        return found
    varies = found[0].variation
    if varies is None:
        return unmeasured(Why.UNAVAILABLE, found[0].provider)
    return figured("bw.var", world.rig, VARIATION, varies)


@measures(
    "bw.loaded",
    limits=LOADED,
    source=PROPOSAL,
    leaves=leaves_hold,
)
async def loaded(world: World, doing: Doing) -> Judgement:
    """Check how much longer a connection takes while the line is loaded."""
    found = await held(world, doing)
    if isinstance(found, Judgement):
        return found
    rise = found[0].rise
    if rise is None:
        return unmeasured(Why.NO_ANSWER)
    return figured("bw.loaded", world.rig, LOADED, rise)


@measures(
    "bw.nic",
    threshold="95 … 130 %",
    source=PROPOSAL,
    leaves=leaves_hold,
)
async def interface(world: World, doing: Doing) -> Judgement:
    """Check that the network interface counts what was sent."""
    found = await held(world, doing)
    return found if isinstance(found, Judgement) else judge_interface(found[0])


def judge_interface(measured: Measurement) -> Judgement:
    """Pass a count that fits; what does not fit was no measurement (``doubt``)."""
    if measured.counted is None:
        return unmeasured(Why.UNAVAILABLE)
    return Judgement(Verdict.PASS, f"{100 * measured.counted / measured.sent:.0f}", "%", detail=measured.interface)


@measures(
    "bw.agree",
    limits=AGREEMENT,
    source=PROPOSAL,
    leaves=leaves_speedtest,
)
async def agree(world: World, doing: Doing) -> Judgement:
    """Check that another provider finds the same."""
    first = await peaked(world, doing)
    if isinstance(first, Judgement):
        return first
    if not world.rig.relay:
        return unmeasured(Why.NOTHING_PLANNED)  # the first was speedtest-cli already
    measured, plan, _ = first
    second = await measured_once(doing, Plan(SPEEDTEST), SPEEDTEST)
    return doubted(second) if doubt(second) is not None else judge_agreement(measured, second, plan.kbps, world.rig)


def judge_agreement(first: Measurement, second: Measurement, paced: float | None, rig: Rig) -> Judgement:
    """Pass two that agree; of two that do not, neither is known to be right: inconclusive."""
    apart = 100 * disagreement(first, second, paced)
    said = f"{first.kbps / 1_000:.1f} / {second.kbps / 1_000:.1f}"
    if limits_for("bw.agree", rig, AGREEMENT).judge(apart) is not Verdict.PASS:
        return unmeasured(Why.DISAGREE, f"{said} Mb/s")
    return Judgement(Verdict.PASS, f"{said} Mb/s, Δ {apart:.0f}", "%")


@measures(
    "bw.down",
    limits=DOWN,
    source=PROPOSAL,
    leaves=leaves_down,
)
async def down(world: World, doing: Doing) -> Judgement:
    """Check that chat, return feeds and the public page come in."""
    relay = down_relay(world.rig)
    kbps = None if relay == SPEEDTEST else 2_000 * limits_for("bw.down", world.rig, DOWN).passes
    measured = await measured_once(doing, Plan(relay, kbps, PEAK_LENGTH, WARM_UP, down=True), "down")
    if doubt(measured) is not None:
        return doubted(measured)
    mbps = measured.kbps / 1_000
    judgement = figured("bw.down", world.rig, DOWN, mbps, digits=1)
    return await with_past(doing, measured, judgement)


CHECKS = (hold, up, up_floor, variation, loaded, interface, agree, down, *delays.CHECKS)
"""Of this group, in the order they are shown."""
