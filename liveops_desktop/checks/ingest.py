"""Group *ingest*: somebody takes our stream at the other end, shown without starting one.

Both are killers: with the ingest out of reach there is no show. No key is involved in either.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from statistics import median

from liveops_desktop.checks.check import Judgement, Unreachable, Where, World, at_most, check, failed, unmeasured
from liveops_desktop.checks.target import Ingest, NotAnAddress, planned_ingest
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig

TRIES = 10
APART = 0.03
"""Seconds between two tries, so that they are no burst."""
TRY_LIMIT = 1.5
"""Seconds; a connection that takes longer is a miss. Ten of them fit the limit of a check."""
HANDSHAKE_LIMIT = 2.0


@check(
    "ing.tcp",
    Group.INGEST,
    where=Where.HERE,
    killer=True,
    threshold=lambda rig: f"{TRIES} / {TRIES}, ≤ {rig.tcp_pass} / ≤ {rig.tcp_warn} ms",
    source="LiveOps proposal",
)
async def tcp(world: World) -> Judgement:
    """Check that the ingest accepts ten connections, and how fast."""
    ingest = _ingest(world)
    if isinstance(ingest, Judgement):
        return ingest
    if ingest.scheme == "srt":
        return unmeasured(Why.UNAVAILABLE, ingest.scheme)
    tries = [asyncio.ensure_future(_try(world, ingest, number)) for number in range(TRIES)]
    try:
        return judge_tcp(await asyncio.gather(*tries), world.rig)
    finally:
        for one in tries:
            one.cancel()


async def _try(world: World, ingest: Ingest, number: int) -> Span | Why:
    await asyncio.sleep(number * APART)
    return await _time_of(world.connect_tcp(ingest.host, ingest.port), TRY_LIMIT)


def judge_tcp(tries: Sequence[Span | Why], rig: Rig) -> Judgement:
    """Warn at one miss of ten, fail at two, and judge the median. *tries*: the time of each, or why there is none."""
    times = [one for one in tries if not isinstance(one, Why)]
    misses = [one for one in tries if isinstance(one, Why)]
    if not times:
        return failed(misses[0], value=f"0 / {len(tries)}")
    middle = round(median(times))
    verdict = at_most(middle, rig.tcp_pass, rig.tcp_warn)
    detail = f"{len(times)} / {len(tries)}"
    if len(misses) > 1:
        return failed(misses[0], detail, str(middle), "ms")
    if misses and verdict is Verdict.PASS:
        return Judgement(Verdict.WARN, str(middle), "ms", misses[0], detail)
    return Judgement(verdict, str(middle), "ms", detail=detail)


@check(
    "ing.rtmp",
    Group.INGEST,
    where=Where.HERE,
    killer=True,
    threshold=lambda rig: f"≤ {rig.rtmp_pass} ms",
    source="RTMP specification 1.0 §5.2",
)
async def rtmp(world: World) -> Judgement:
    """Check that the ingest speaks RTMP."""
    ingest = _ingest(world)
    if isinstance(ingest, Judgement):
        return ingest
    if ingest.scheme != "rtmp":
        return unmeasured(Why.UNAVAILABLE, ingest.scheme)
    return judge_rtmp(await _time_of(world.rtmp_handshake(ingest.host, ingest.port), HANDSHAKE_LIMIT), world.rig)


def judge_rtmp(reading: Span | Why, rig: Rig) -> Judgement:
    """Warn when slow; fail without an answer, or with one that is no RTMP."""
    if isinstance(reading, Why):
        return failed(reading)
    verdict = Verdict.PASS if reading <= rig.rtmp_pass else Verdict.WARN
    return Judgement(verdict, str(reading), "ms")


def _ingest(world: World) -> Ingest | Judgement:
    """Return where to, or the judgement that says there is no telling."""
    try:
        return planned_ingest(world) or unmeasured(Why.NOTHING_PLANNED)
    except NotAnAddress as odd:
        return unmeasured(Why.NOT_AN_ADDRESS, odd.url)


async def _time_of(attempt: Coroutine[object, object, Span], limit: float) -> Span | Why:
    try:
        async with asyncio.timeout(limit):
            return await attempt
    except TimeoutError:
        return Why.NO_ANSWER
    except Unreachable as nothing:
        return nothing.why


CHECKS = (tcp, rtmp)
"""Of this group, in the order they are shown."""
