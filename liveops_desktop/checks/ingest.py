"""Group *ingest*: somebody takes our stream at the other end, shown without starting one. No key is involved.

With the ingest out of reach there is no show, so what fits its scheme is a killer: TCP and the RTMP handshake, TLS as
well for RTMPS, the induction for SRT. The others are skipped, and stand for nothing: a skipped one blocks unless one
of its stand-ins was measured (``instead``).
"""

import asyncio
from collections.abc import Coroutine, Sequence
from statistics import median
from typing import TypeVar

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, limits_for, passed, skipped, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.checks.target import Ingest, NotAnAddress, planned_ingest, read_ingest
from liveops_desktop.core.clock import DAY, Span
from liveops_desktop.core.ingest import Secured, SrtReply
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig

TRIES = 10
APART = 0.03
"""Seconds between two tries, so that they are no burst."""
TRY_LIMIT = 1.5
"""Seconds; a connection that takes longer is a miss. Ten of them fit the limit of a check."""
HANDSHAKE_LIMIT = 2.0
TLS_LIMIT = 2.3

TCP = Limits(80, 200, "ms")
RTMP = Limits(1_000, 2_000, "ms")
TLS = Limits(7, 7, "d", more=True)
"""Days that the certificate is still good for: a show in two weeks is rehearsed on it."""
SRT = Limits(3, 2, "/3", more=True)
"""Induction packets that are answered."""

PLAIN, SECURE, DATAGRAMS = "rtmp", "rtmps", "srt"
SCHEMES = frozenset({PLAIN, SECURE, DATAGRAMS})

_T = TypeVar("_T")


@check(
    "ing.tcp",
    Group.INGEST,
    where=Where.HERE,
    killer=True,
    threshold=lambda rig: f"{limits_for('ing.tcp', rig, TCP).text}, {TRIES} / {TRIES}",
    limits=TCP,
    source="LiveOps proposal",
    instead=frozenset({"ing.srt"}),
    timed=True,
)
async def tcp(world: World) -> Judgement:
    """Check that the ingest accepts ten connections, and how fast."""
    ingest = _ingest(world, PLAIN, SECURE)
    if isinstance(ingest, Judgement):
        return ingest
    return await _tcp(world, ingest)


async def _tcp(world: World, ingest: Ingest) -> Judgement:
    tries = [asyncio.ensure_future(_try(world, ingest, number)) for number in range(TRIES)]
    try:
        return judge_tcp(await asyncio.gather(*tries), world.rig)
    finally:
        for one in tries:
            one.cancel()


async def _try(world: World, ingest: Ingest, number: int) -> Span | Why:
    await asyncio.sleep(number * APART)
    answer = await _answer(world.connect_tcp(ingest.host, ingest.port), TRY_LIMIT)
    return answer.why if isinstance(answer, Unreachable) else answer


def judge_tcp(tries: Sequence[Span | Why], rig: Rig) -> Judgement:
    """Warn at one miss of ten, fail at two, and judge the median. *tries*: the time of each, or why there is none."""
    times = [one for one in tries if not isinstance(one, Why)]
    misses = [one for one in tries if isinstance(one, Why)]
    if not times:
        return failed(misses[0], value=f"0 / {len(tries)}")
    middle = round(median(times))
    verdict = limits_for("ing.tcp", rig, TCP).judge(middle)
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
    limits=RTMP,
    source="RTMP specification 1.0 §5.2",
    instead=frozenset({"ing.tls", "ing.srt"}),
    timed=True,
)
async def rtmp(world: World) -> Judgement:
    """Check that the ingest speaks RTMP."""
    ingest = _ingest(world, PLAIN)
    return ingest if isinstance(ingest, Judgement) else await _rtmp(world, ingest)


async def _rtmp(world: World, ingest: Ingest) -> Judgement:
    reading = await _answer(world.rtmp_handshake(ingest.host, ingest.port), HANDSHAKE_LIMIT)
    return judge_rtmp(reading.why if isinstance(reading, Unreachable) else reading, world.rig)


def judge_rtmp(reading: Span | Why, rig: Rig) -> Judgement:
    """Warn when slow; fail without an answer, or with one that is no RTMP."""
    if isinstance(reading, Why):
        return failed(reading)
    return Judgement(limits_for("ing.rtmp", rig, RTMP).judge(reading), str(reading), "ms")


@check(
    "ing.tls",
    Group.INGEST,
    where=Where.HERE,
    killer=True,
    limits=TLS,
    source="LiveOps proposal",
    instead=frozenset({"ing.rtmp", "ing.srt"}),
    timed=True,
)
async def tls(world: World) -> Judgement:
    """Check that the ingest speaks RTMP over TLS, with a certificate that is good for a while."""
    ingest = _ingest(world, SECURE)
    return ingest if isinstance(ingest, Judgement) else await _tls(world, ingest)


async def _tls(world: World, ingest: Ingest) -> Judgement:
    reading = await _answer(world.rtmps_handshake(ingest.host, ingest.port), TLS_LIMIT)
    return judge_tls(reading, world.rig)


def judge_tls(reading: Secured | Unreachable, rig: Rig) -> Judgement:
    """Fail without an answer, or with a certificate that is not good, or not for long."""
    if isinstance(reading, Unreachable):
        return failed(reading.why, reading.detail)
    days = reading.valid_for / DAY
    verdict = limits_for("ing.tls", rig, TLS).judge(days)
    return Judgement(verdict, f"{days:.0f}", "d", detail=f"{reading.took} ms")


@check(
    "ing.srt",
    Group.INGEST,
    where=Where.HERE,
    killer=True,
    limits=SRT,
    source="draft-sharabayko-srt §4.3.1.1",
    instead=frozenset({"ing.tcp"}),
    timed=True,
)
async def srt(world: World) -> Judgement:
    """Check that an SRT listener answers."""
    ingest = _ingest(world, DATAGRAMS)
    return ingest if isinstance(ingest, Judgement) else await _srt(world, ingest)


async def _srt(world: World, ingest: Ingest) -> Judgement:
    return judge_srt(await _answer(world.srt_induction(ingest.host, ingest.port), TLS_LIMIT), world.rig)


def judge_srt(reading: SrtReply | Unreachable, rig: Rig) -> Judgement:
    """Judge how many packets were lost. Refused fails; silence is inconclusive, as UDP may be dropped on the way."""
    if isinstance(reading, Unreachable):
        silent = reading.why is Why.NO_ANSWER
        return unmeasured(reading.why) if silent else failed(reading.why, reading.detail)
    if reading.refused:
        return failed(Why.REFUSED)
    if not reading.rtts:
        return unmeasured(Why.NO_ANSWER)
    value = f"{len(reading.rtts)}/{reading.asked}"
    verdict = limits_for("ing.srt", rig, SRT).judge(len(reading.rtts))
    return Judgement(verdict, value, detail=f"{round(median(reading.rtts))} ms")


@check("ing.backup", Group.INGEST, where=Where.HERE, source="LiveOps proposal", timed=True)
async def backup(world: World) -> Judgement:
    """Check that the ingest the show would move to answers as well."""
    if not world.rig.backup_ingest:
        return skipped()
    try:
        ingest = read_ingest(world.rig.backup_ingest)
    except NotAnAddress as odd:
        return unmeasured(Why.NOT_AN_ADDRESS, odd.url)
    handshakes = {PLAIN: _rtmp, SECURE: _tls, DATAGRAMS: _srt}
    if ingest.scheme not in handshakes:
        return unmeasured(Why.UNAVAILABLE, ingest.scheme)
    return judge_backup(await handshakes[ingest.scheme](world, ingest))


def judge_backup(found: Judgement) -> Judgement:
    """Soften a fail to a warning: the show can go on air without its second way."""
    if found.verdict is not Verdict.FAIL:
        return found
    return Judgement(Verdict.WARN, found.value, found.unit, found.why, found.detail)


@check("ing.route", Group.INGEST, where=Where.HERE, source="LiveOps proposal")
async def route(world: World) -> Judgement:
    """Check that the two ingests are not one machine."""
    if not world.rig.backup_ingest:
        return skipped()
    try:
        first, second = planned_ingest(world), read_ingest(world.rig.backup_ingest)
    except NotAnAddress as odd:
        return unmeasured(Why.NOT_AN_ADDRESS, odd.url)
    if first is None:
        return unmeasured(Why.NOTHING_PLANNED)
    try:
        return judge_route(await world.addresses(first.host), await world.addresses(second.host))
    except Unreachable as nothing:
        return unmeasured(nothing.why)


def judge_route(first: Sequence[str], second: Sequence[str]) -> Judgement:
    """Warn where one address stands behind both: what takes the one down takes the other."""
    common = [address for address in first if address in second]
    if common:
        return Judgement(Verdict.WARN, why=Why.SAME_ADDRESS, detail=common[0])
    return passed(f"{first[0]}, {second[0]}")


def _ingest(world: World, *schemes: str) -> Ingest | Judgement:
    """Return where to, or the judgement that says there is no telling, or that another check is for this scheme."""
    try:
        ingest = planned_ingest(world)
    except NotAnAddress as odd:
        return unmeasured(Why.NOT_AN_ADDRESS, odd.url)
    if ingest is None:
        return unmeasured(Why.NOTHING_PLANNED)
    if ingest.scheme in schemes:
        return ingest
    return skipped() if ingest.scheme in SCHEMES else unmeasured(Why.UNAVAILABLE, ingest.scheme)


async def _answer(attempt: Coroutine[object, object, _T], limit: float) -> _T | Unreachable:
    try:
        async with asyncio.timeout(limit):
            return await attempt
    except TimeoutError:
        return Unreachable(Why.NO_ANSWER)
    except Unreachable as nothing:
        return nothing


CHECKS = (tcp, rtmp, tls, srt, backup, route)
"""Of this group, in the order they are shown."""
