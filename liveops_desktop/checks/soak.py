"""Group *soak*: the whole way, from OBS's encoder to the far side, for a minute, to a test target.

A person has switched OBS to the test profile. One soak serves all checks of a run. OBS's own figures say nothing of
delivery (a stalled line looks well for seconds): that is for ``soak.far_side``.
"""

from functools import partial

from msgspec.structs import replace

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, figured, limits_for, passed, skipped, unmeasured, written
from liveops_desktop.checks.need import announced_kbps, obs_kbps, rig_kbps
from liveops_desktop.checks.reach import Doing, Unreachable, World
from liveops_desktop.checks.soaking import REST, run_soak
from liveops_desktop.checks.target import NotAnAddress, read_ingest
from liveops_desktop.core.clock import HOUR, MINUTE, Span, seconds
from liveops_desktop.core.ingest import Feed
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Leaves, Mode, Phase, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.soak import Soak

LONGEST = seconds(300)
STARTED = Limits(5, 5, "s")
BITRATE = Limits(90, 75, "%", more=True)
DROP = Limits(0, 1, "%")
CONGESTION = Limits(0.33, 0.67)
ARRIVED = Limits(10, 10, "%")
"""By how much what arrived may differ from what was sent."""
FAILOVER = Limits(10, 30, "s")
KEY_LENGTH = Span(seconds(10))
SAME_FPS = 1.0

NOT_OURS = frozenset({Why.NOT_STARTED, Why.NOTHING_SENT, Why.CLOSED, Why.STILL_RUNS})
"""What went wrong with the stream itself: a fail of ``soak.publish``. All else was no soak: inconclusive."""


def _host(rig: Rig) -> str:
    try:
        return read_ingest(rig.test_target).host
    except NotAnAddress:
        return rig.test_target


def _length(rig: Rig) -> Span:
    return min(rig.soak_length, LONGEST)


def _leaves_for(length: Span, rig: Rig, *, record: bool = False) -> Leaves:
    megabytes = announced_kbps(rig) * length / 8e6
    return Leaves(_host(rig), megabytes, length, starts_stream=True, starts_recording=record)


soaks = partial(
    check,
    group=Group.SOAK,
    where=Where.OBS,
    mode=Mode.ACTIVE,
    limit=Span(LONGEST + 60_000),
    good_for=Span(12 * HOUR),
    phases=frozenset({Phase.RIG}),
    leaves=lambda rig: _leaves_for(_length(rig), rig),
)


async def _soak(world: World, doing: Doing) -> Soak:
    """Soak once in a run; it records as well where a check of this run asks for it."""
    record = "soak.record" in doing.asked and world.rig.record
    return await doing.once("soak", lambda: run_soak(world, doing, _length(world.rig), record=record))


def _nothing(soak: Soak) -> Judgement | None:
    """Return why there is nothing to judge, or None."""
    if soak.trouble is not Why.MEASURED:
        return unmeasured(soak.trouble, soak.detail)
    return None if len(soak.seconds) > 1 else unmeasured(Why.TOO_SHORT)


@soaks("soak.publish", limits=STARTED, source="OBS auto-configuration")
async def publish(world: World, doing: Doing) -> Judgement:
    """Check that a stream comes up, stays up, and sends."""
    return judge_publish(await _soak(world, doing), world.rig)


def judge_publish(soak: Soak, rig: Rig) -> Judgement:
    """Fail a stream that does not come up, is lost, or sends nothing: that OBS took the request says nothing."""
    if soak.trouble in NOT_OURS:
        return failed(soak.trouble, soak.detail)
    if (nothing := _nothing(soak)) is not None:
        return nothing
    if soak.reconnects:
        return failed(Why.RECONNECTED, str(soak.reconnects))
    if not soak.kbps:
        return failed(Why.NOTHING_SENT)
    assert soak.started_in is not None
    verdict = limits_for("soak.publish", rig, STARTED).judge(soak.started_in / 1_000)
    return Judgement(verdict, f"{soak.started_in / 1_000:.1f}", "s", detail=f"{soak.kbps:.0f} kb/s")


@soaks("soak.bitrate", limits=BITRATE, source="OBS auto-configuration: 75 %")
async def bitrate(world: World, doing: Doing) -> Judgement:
    """Check that as much goes out as OBS is set to."""
    soak = await _soak(world, doing)
    try:
        wanted = obs_kbps(await world.setup()) or rig_kbps(world.rig)
    except Unreachable:
        wanted = rig_kbps(world.rig)
    return judge_bitrate(soak, wanted, world.rig)


def judge_bitrate(soak: Soak, wanted: float | None, rig: Rig) -> Judgement:
    """Judge what went out as a share of what OBS is set to."""
    if (nothing := _nothing(soak)) is not None:
        return nothing
    kbps = soak.kbps
    if kbps is None or wanted is None:
        return unmeasured(Why.NOTHING_PLANNED if wanted is None else Why.TOO_SHORT)
    share = 100 * kbps / wanted
    limits = limits_for("soak.bitrate", rig, BITRATE)
    return Judgement(limits.judge(share), f"{kbps:.0f} kb/s = {written(share, limits)}", "%")


@soaks("soak.drop", limits=DROP, source="LiveOps proposal")
async def drop(world: World, doing: Doing) -> Judgement:
    """Check that no frame is dropped."""
    return judge_drop(await _soak(world, doing), world.rig)


def judge_drop(soak: Soak, rig: Rig) -> Judgement:
    """Judge the share of dropped frames; SRT has no such figure, which is not zero."""
    if (nothing := _nothing(soak)) is not None:
        return nothing
    if not soak.has_drops:
        return unmeasured(Why.UNAVAILABLE, "SRT")
    percent = soak.dropped_percent
    if percent is None:
        return unmeasured(Why.TOO_SHORT)
    return figured("soak.drop", rig, DROP, percent, digits=2)


@soaks("soak.congestion", limits=CONGESTION, source="OBS status bar")
async def congestion(world: World, doing: Doing) -> Judgement:
    """Check that the stream does not queue up in OBS."""
    return judge_congestion(await _soak(world, doing), world.rig)


def judge_congestion(soak: Soak, rig: Rig) -> Judgement:
    """Judge the worst four seconds; SRT has no such figure, which is not zero."""
    if (nothing := _nothing(soak)) is not None:
        return nothing
    if not soak.has_drops or soak.congestion is None:
        return unmeasured(Why.UNAVAILABLE, "" if soak.has_drops else "SRT")
    return figured("soak.congestion", rig, CONGESTION, soak.congestion, digits=2)


@soaks("soak.far_side", limits=ARRIVED, threshold="100 ± 10 %", source="LiveOps proposal")
async def far_side(world: World, doing: Doing) -> Judgement:
    """Check that the ingest gets what OBS sends, in the planned size."""
    if not world.rig.stats_url:
        return skipped()
    return judge_far_side(await _soak(world, doing), world.rig)


def judge_far_side(soak: Soak, rig: Rig) -> Judgement:
    """Judge what arrived by what was sent. An ingest that knows nothing of the stream fails."""
    if (nothing := _nothing(soak)) is not None:
        return nothing
    arrived = soak.arrived_percent
    if arrived is None or soak.feed is None:
        return failed(Why.NOT_CONFIRMED)
    detail = _said(soak.feed)
    verdict = limits_for("soak.far_side", rig, ARRIVED).judge(abs(100 - arrived))
    if verdict is Verdict.PASS and (odd := _differs(soak.feed, rig)):
        return failed(Why.DIFFERS, odd, f"{arrived:.0f}", "%")
    return Judgement(verdict, f"{arrived:.0f}", "%", detail=detail)


def _said(feed: Feed) -> str:
    return f"{feed.width}×{feed.height} {feed.fps:g} fps {feed.codec}".strip() if feed.width else ""


def _differs(feed: Feed, rig: Rig) -> str:
    """Return the feed's size or frame rate where it is not the planned one."""
    size = rig.output_size is not None and bool(feed.width) and (feed.width, feed.height) != tuple(rig.output_size)
    rate = rig.fps is not None and bool(feed.fps) and abs(feed.fps - rig.fps) > SAME_FPS
    return _said(feed) if size or rate else ""


@soaks(
    "soak.record",
    source="LiveOps proposal",
    leaves=lambda rig: _leaves_for(_length(rig), rig, record=rig.record),
)
async def record(world: World, doing: Doing) -> Judgement:
    """Check that OBS records beside the stream."""
    if not world.rig.record:
        return skipped()
    soak = await _soak(world, doing)
    return replace(judge_record(soak, here=world.obs.link.local), left=soak.recording_left)


def judge_record(soak: Soak, *, here: bool) -> Judgement:
    """Fail a recording that does not grow, or whose file is not there where this PC would see it."""
    if (nothing := _nothing(soak)) is not None:
        return nothing
    if soak.recording_refused:
        return failed(Why.NOT_STARTED, soak.recording_refused)
    if soak.recorded is None:
        return unmeasured(Why.TOO_SHORT)
    if soak.recorded <= 0:
        return failed(Why.NOTHING_SENT, soak.recording)
    if here and soak.recording and not soak.recording_size:
        return failed(Why.MISSING, soak.recording)
    return passed(f"{soak.recorded / 1e6:.1f}", "MB")


@soaks(
    "soak.failover",
    limits=FAILOVER,
    source="LiveOps proposal",
    leaves=lambda rig: _leaves_for(seconds(90), rig),
)
async def failover(world: World, doing: Doing) -> Judgement:
    """Check how soon the stream is back after a person has cut the line."""
    return judge_failover(await run_soak(world, doing, seconds(60), cut=True), world.rig)


def judge_failover(soak: Soak, rig: Rig) -> Judgement:
    """Judge how long the loss lasted. A line that nobody cut proves nothing."""
    if soak.trouble in NOT_OURS:
        return failed(soak.trouble, soak.detail)
    if soak.trouble is not Why.MEASURED:
        return unmeasured(soak.trouble, soak.detail)
    if not soak.reconnects:
        return unmeasured(Why.NOT_ASKED)
    if soak.back_in is None:
        return failed(Why.NO_ANSWER)
    verdict = limits_for("soak.failover", rig, FAILOVER).judge(soak.back_in / 1_000)
    return Judgement(verdict, f"{soak.back_in / 1_000:.1f}", "s")


@check(
    "feed.far_side",
    Group.SOAK,
    where=Where.HERE,
    source="LiveOps proposal",
    phases=frozenset({Phase.LINE_UP}),
    good_for=Span(30 * MINUTE),
)
async def feed(world: World) -> Judgement:
    """Check that the ingest gets the show's stream now."""
    if not world.rig.stats_url or not world.rig.ingest:
        return skipped()  # a person says it, with the delay (``hand.feed``)
    try:
        return judge_feed(await world.feeds(world.rig.ingest), world.rig)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_feed(feeds: tuple[Feed, ...], rig: Rig) -> Judgement:
    """Fail where nothing is published, or something else than planned."""
    here = [one for one in feeds if one.publishing and one.bytes_in]
    if not here:
        return failed(Why.NOT_CONFIRMED)
    if odd := next(filter(None, (_differs(one, rig) for one in here)), ""):
        return failed(Why.DIFFERS, odd)
    return passed(_said(here[0]) or str(len(here)))


@check(
    "ing.key",
    Group.INGEST,
    where=Where.OBS,
    mode=Mode.ACTIVE,
    limits=STARTED,
    source="LiveOps proposal",
    limit=seconds(60),
    good_for=Span(12 * HOUR),
    phases=frozenset({Phase.RIG}),
    leaves=lambda rig: _leaves_for(KEY_LENGTH, rig),
)
async def key(world: World, doing: Doing) -> Judgement:
    """Check that the test target takes the key that OBS is set to."""
    length = min(KEY_LENGTH, max(_length(world.rig), seconds(REST + 2)))
    return judge_publish(await doing.once("key", lambda: run_soak(world, doing, length)), world.rig)


CHECKS = (key, publish, bitrate, drop, congestion, far_side, record, failover, feed)
"""Of this group, in the order they are shown; the first is filed with the ingest."""
