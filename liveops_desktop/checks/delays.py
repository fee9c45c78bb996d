"""Group *bandwidth*: how long packets take to the ingest, how evenly, and how many are lost."""

from collections.abc import Sequence
from statistics import median

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, figured, limits_for, skipped, unmeasured, written
from liveops_desktop.checks.measuring import doubted, leaves_hold, measured_once, measures, plan_of
from liveops_desktop.checks.need import is_srt
from liveops_desktop.checks.reach import Doing, Unreachable, World
from liveops_desktop.checks.target import NotAnAddress, planned_ingest
from liveops_desktop.core.bandwidth import SRT_LATENCY as SRT_REPEATS
from liveops_desktop.core.bandwidth import Measurement, Plan, jitter, srt_round_trips
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig

RTT = Limits(80, 200, "ms")
JITTER = Limits(15, 40, "ms")
LOSS = Limits(0.1, 1, "%")
SRT_LATENCY = Limits(4, 2.5, "× RTT", more=True)
SRT_LEAST = Span(120)
PROPOSAL = "LiveOps proposal"


def loss_text(rig: Rig) -> str:
    """Return how much may be lost; over SRT, also the latency that makes up for a little … for the most."""
    if not is_srt(rig):
        return limits_for("bw.loss", rig, LOSS).text
    (_few, least), *_between, (most, longest) = SRT_REPEATS
    return f"≤ {most:g} %, ≥ {least}…{longest} × RTT"


@measures(
    "bw.loss",
    threshold=loss_text,
    limits=LOSS,
    source="LiveOps proposal; SRT Deployment Guide",
    leaves=leaves_hold,
)
async def loss(world: World, doing: Doing) -> Judgement:
    """Check how many datagrams are lost at the pace of the show."""
    if not world.rig.relay or "://" in world.rig.relay:
        return unmeasured(Why.NOTHING_PLANNED)
    planned = await plan_of(world, 1.0, world.rig.hold_length, world.rig.relay)
    if isinstance(planned, Judgement):
        return planned
    plan, _ = planned
    datagrams = Plan(plan.relay, plan.kbps, plan.length, plan.warm_up, udp=True, host=plan.host, port=plan.port)
    measured = await measured_once(doing, datagrams, "loss")
    if measured.trouble is not Why.MEASURED:
        return doubted(measured)
    return judge_loss(measured, world.rig)


def judge_loss(measured: Measurement, rig: Rig) -> Judgement:
    """Judge the share that was lost. SRT repeats what is lost, if its latency gives it the time."""
    lost = measured.lost_percent
    if lost is None:
        return unmeasured(Why.UNAVAILABLE, measured.provider)
    said = f"{lost:.1f}" if lost >= 0.1 else f"{lost:.2f}"
    detail = "" if measured.jitter_ms is None else f"± {measured.jitter_ms:.1f} ms"
    if not is_srt(rig):
        return Judgement(limits_for("bw.loss", rig, LOSS).judge(lost), said, "%", detail=detail)
    times = srt_round_trips(lost)
    if times is None:
        return failed(Why.MEASURED, detail, said, "%")
    if rig.srt_latency is None or not measured.idle_rtts:
        return Judgement(Verdict.WARN if lost > 1 else Verdict.PASS, said, "%", detail=f"≥ {times} × RTT")
    wanted = times * median(measured.idle_rtts)
    verdict = Verdict.PASS if rig.srt_latency >= wanted else Verdict.FAIL
    return Judgement(verdict, said, "%", detail=f"{rig.srt_latency} ms, ≥ {times} × RTT = {wanted:.0f} ms")


@check("bw.rtt", Group.BANDWIDTH, where=Where.HERE, limits=RTT, source=PROPOSAL, timed=True)
async def rtt(world: World) -> Judgement:
    """Check how long a connection to the ingest takes."""
    times = await _times(world)
    return times if isinstance(times, Judgement) else judge_rtt(times, world.rig)


def judge_rtt(times: Sequence[Span], rig: Rig) -> Judgement:
    """Judge the median."""
    middle = round(median(times))
    return Judgement(limits_for("bw.rtt", rig, RTT).judge(middle), str(middle), "ms", detail=f"{len(times)} / 20")


@check("bw.jitter", Group.BANDWIDTH, where=Where.HERE, limits=JITTER, source=PROPOSAL, timed=True)
async def steadiness(world: World) -> Judgement:
    """Check how much that differs from one connection to the next."""
    times = await _times(world)
    return times if isinstance(times, Judgement) else judge_jitter(times, world.rig)


def judge_jitter(times: Sequence[Span], rig: Rig) -> Judgement:
    """Judge the mean difference between neighbours."""
    varies = jitter(times)
    if varies is None:
        return unmeasured(Why.NO_ANSWER)
    return figured("bw.jitter", rig, JITTER, varies)


async def _times(world: World) -> tuple[Span, ...] | Judgement:
    try:
        ingest = planned_ingest(world)
    except NotAnAddress as odd:
        return unmeasured(Why.NOT_AN_ADDRESS, odd.url)
    if ingest is None:
        return unmeasured(Why.NOTHING_PLANNED)
    if ingest.scheme == "srt":
        return skipped()  # for SRT, bw.srt_latency has the round trip
    times = tuple(one for one in await world.rtts(ingest.host, ingest.port) if one is not None)
    return times or unmeasured(Why.NO_ANSWER)


@check(
    "bw.srt_latency",
    Group.BANDWIDTH,
    where=Where.HERE,
    threshold=lambda rig: f"{limits_for('bw.srt_latency', rig, SRT_LATENCY).text}, ≥ {SRT_LEAST} ms",
    limits=SRT_LATENCY,
    source="SRT Deployment Guide",
)
async def srt_latency(world: World) -> Judgement:
    """Check that SRT has time enough to repeat what is lost."""
    if not is_srt(world.rig):
        return skipped()
    try:
        ingest = planned_ingest(world)
        reply = await world.srt_induction(ingest.host, ingest.port) if ingest else None
    except NotAnAddress as odd:
        return unmeasured(Why.NOT_AN_ADDRESS, odd.url)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_srt_latency(reply.rtts if reply else (), world.rig)


def judge_srt_latency(rtts: Sequence[Span], rig: Rig) -> Judgement:
    """Judge the planned latency in round trips; under 120 ms it never passes."""
    if rig.srt_latency is None:
        return unmeasured(Why.NOTHING_PLANNED)
    if not rtts:
        return unmeasured(Why.NO_ANSWER)
    trip = max(1.0, median(rtts))
    limits = limits_for("bw.srt_latency", rig, SRT_LATENCY)
    verdict = limits.judge(rig.srt_latency / trip)
    if verdict is Verdict.PASS and rig.srt_latency < SRT_LEAST:
        verdict = Verdict.WARN
    value = f"{written(rig.srt_latency / trip, limits, 1)} × RTT, {rig.srt_latency}"
    return Judgement(verdict, value, "ms", detail=f"{trip:.0f} ms RTT")


CHECKS = (loss, rtt, steadiness, srt_latency)
"""Of this group, in the order they are shown."""
