"""Measuring the line for the checks of bandwidth: once in a run, announced before, believed only when it may be."""

from collections.abc import Sequence
from functools import partial

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, unmeasured
from liveops_desktop.checks.need import announced_kbps, need_of
from liveops_desktop.checks.reach import Doing, World
from liveops_desktop.checks.target import Ingest, NotAnAddress, planned_ingest
from liveops_desktop.core.bandwidth import Measurement, Need, Past, Plan, doubt, same_hour
from liveops_desktop.core.clock import HOUR, Span, seconds
from liveops_desktop.core.preflight import Group, Leaves, Mode, Why
from liveops_desktop.core.rig import Rig

MARGIN = 1.5
PEAK = 3.0
"""Times the need; more is never sent, so that what is announced is what goes out."""
WARM_UP = Span(2_500)
PEAK_LENGTH = seconds(10)
SPEEDTEST = "speedtest"
SPEEDTEST_HOST = "speedtest.net"
SPEEDTEST_MB = 60.0

measures = partial(
    check,
    group=Group.BANDWIDTH,
    where=Where.HERE,
    mode=Mode.ACTIVE,
    limit=seconds(120),
    good_for=Span(12 * HOUR),
)
"""Of every check that sends something; its evidence is good for half a day."""


def _megabytes(kbps: float, length: Span) -> float:
    return kbps * length / 8e6


def _host(rig: Rig) -> str:
    """Return the relay as it is announced, without what follows a user's name."""
    return rig.relay.rpartition("@")[2] or SPEEDTEST_HOST


def leaves_hold(rig: Rig) -> Leaves:
    """Return what a hold sends."""
    whole = Span(rig.hold_length + WARM_UP)
    return Leaves(_host(rig), _megabytes(MARGIN * announced_kbps(rig), whole), whole)


def leaves_peak(rig: Rig) -> Leaves:
    """Return what the short measurement at three times the need sends."""
    whole = Span(PEAK_LENGTH + WARM_UP)
    if not rig.relay:
        return leaves_speedtest(rig)
    return Leaves(_host(rig), _megabytes(PEAK * announced_kbps(rig), whole), whole)


def leaves_speedtest(_rig: Rig) -> Leaves:
    """Return what speedtest-cli sends on a line of 50 Mb/s; it does not keep to a pace."""
    return Leaves(SPEEDTEST_HOST, SPEEDTEST_MB, seconds(30))


def leaves_down(rig: Rig) -> Leaves:
    """Return what a download brings."""
    return Leaves(_host(rig), 25.0, seconds(15)) if down_relay(rig) != SPEEDTEST else leaves_speedtest(rig)


async def plan_of(world: World, times: float, length: Span, relay: str) -> tuple[Plan, Need] | Judgement:
    """Return how to measure at that many *times* the need, and the need; inconclusive where nobody says what it is."""
    found = await need_of(world)
    if found is None:
        return unmeasured(Why.NOTHING_PLANNED)
    ingest = _near(world)
    # What was announced is kept to: where OBS needs more than the rig spec said, the hold is shorter, not larger.
    most = times * announced_kbps(world.rig) * (length + WARM_UP)
    kbps = times * found.kbps
    short = Span(min(length, max(seconds(8.5), round(most / kbps) - WARM_UP)))
    host, port = (ingest.host, ingest.port) if ingest else ("", 0)
    return Plan(relay, kbps, short, WARM_UP, host=host, port=port), found


def _near(world: World) -> Ingest | None:
    """Return the ingest, where a connection to it can be timed."""
    try:
        ingest = planned_ingest(world)
    except NotAnAddress:
        return None
    return ingest if ingest is not None and ingest.scheme in ("rtmp", "rtmps") else None


async def measured_once(doing: Doing, plan: Plan, key: str) -> Measurement:
    """Measure once in a run, keep it for later days, and tell how far it is."""

    async def measure() -> Measurement:
        found = await doing.stage.measure(plan, lambda share, samples: doing.tell(share, _mbps(samples), "Mb/s", key))
        if doubt(found) is None:
            await doing.stage.remember(
                Past(found.started_at, found.server, found.provider, found.kbps, found.worst, found.rise)
            )
        return found

    return await doing.once(key, measure)


def _mbps(samples: Sequence[float]) -> tuple[float, ...]:
    return tuple(sample / 1_000 for sample in samples)


async def held(world: World, doing: Doing) -> tuple[Measurement, Plan, Need] | Judgement:
    """Hold one and a half times the need, once in a run; inconclusive where that is not believed."""
    if not world.rig.relay:
        return unmeasured(Why.NOTHING_PLANNED)
    planned = await plan_of(world, MARGIN, world.rig.hold_length, world.rig.relay)
    if isinstance(planned, Judgement):
        return planned
    plan, found = planned
    return _believed(await measured_once(doing, plan, "hold"), plan, found)


async def peaked(world: World, doing: Doing) -> tuple[Measurement, Plan, Need] | Judgement:
    """Send three times the need for a short time, once in a run; inconclusive where that is not believed."""
    planned = await plan_of(world, PEAK, PEAK_LENGTH, world.rig.relay or SPEEDTEST)
    if isinstance(planned, Judgement):
        return planned
    plan, found = planned
    return _believed(await measured_once(doing, plan, "peak"), plan, found)


def _believed(measured: Measurement, plan: Plan, found: Need) -> tuple[Measurement, Plan, Need] | Judgement:
    return (measured, plan, found) if doubt(measured) is None else doubted(measured)


def doubted(measured: Measurement) -> Judgement:
    """Return the inconclusive judgement of a measurement that is not believed."""
    why = doubt(measured)
    assert why is not None
    return unmeasured(why.why, why.detail)


async def with_past(doing: Doing, measured: Measurement, judgement: Judgement) -> Judgement:
    """Add to *judgement* what this line gave on an earlier day at this hour."""
    past = same_hour(await doing.stage.earlier(), measured.server, measured.started_at)
    said = [judgement.detail, measured.provider if measured.indicative else ""]
    if past is not None:
        said.append(f"{doing.stage.when(past.at)}: {past.kbps / 1_000:.1f} Mb/s")
    detail = " · ".join(filter(None, said))
    return Judgement(judgement.verdict, judgement.value, judgement.unit, judgement.why, detail)


def down_relay(rig: Rig) -> str:
    """Return who sends: an iperf3 server can; a server that takes posts cannot."""
    return rig.relay if rig.relay and "://" not in rig.relay else SPEEDTEST
