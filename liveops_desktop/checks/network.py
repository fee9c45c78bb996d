"""Group *network*: the name of the ingest, and what stands between this PC and it that could spoil a show.

No killer: the ingest group, which is, cannot pass without it.
"""

import asyncio
from ipaddress import ip_address
from urllib.parse import urlsplit

from liveops_desktop.checks.by_detail import by_detail
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, limits_for, passed, skipped, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.checks.target import Ingest, NotAnAddress, planned_ingest
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.machine import MachineDetail
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig

DNS = Limits(100, 1_000, "ms")
GATEWAY = Limits(5, 30, "ms")
CLOCK = Limits(0.1, 2, "s")

FAMILY_LIMIT = 1.2
"""Seconds that the first address of each family gets."""
NO_CONTENT = 204
_PROPOSAL = "LiveOps proposal"


@check("net.dns", Group.NETWORK, where=Where.HERE, limits=DNS, source=_PROPOSAL, timed=True)
async def dns(world: World) -> Judgement:
    """Check that the ingest's name resolves, and how fast."""
    ingest = target(world)
    if isinstance(ingest, Judgement):
        return ingest
    try:
        return judge_dns(await world.resolve(ingest.host), world.rig)
    except Unreachable as nothing:
        return judge_dns(nothing.why, world.rig)


def target(world: World) -> Ingest | Judgement:
    """Return the ingest to try, or why there is none."""
    try:
        return planned_ingest(world) or skipped()
    except NotAnAddress as odd:
        return unmeasured(Why.NOT_AN_ADDRESS, odd.url)


def judge_dns(reading: Span | Why, rig: Rig) -> Judgement:
    """Judge the time it took, or the reason there is none. No such name, or no answer in time, fails."""
    if isinstance(reading, Why):
        return failed(reading)
    return Judgement(limits_for("net.dns", rig, DNS).judge(reading), str(reading), "ms")


@check("net.dns_v6", Group.NETWORK, where=Where.HERE, source=_PROPOSAL, timed=True)
async def families(world: World) -> Judgement:
    """Check that each family of addresses the ingest has leads there: the dead one is waited for at each start."""
    ingest = target(world)
    if isinstance(ingest, Judgement):
        return ingest
    try:
        addresses = await world.addresses(ingest.host)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    firsts = first_of_each(addresses)
    if ingest.scheme == "srt":  # nothing answers a datagram that is not its own protocol
        return passed(" + ".join(firsts))
    tries = [_leads(world, address, ingest.port) for address in firsts.values()]
    return judge_families(dict(zip(firsts, await asyncio.gather(*tries), strict=True)))


def first_of_each(addresses: tuple[str, ...]) -> dict[str, str]:
    """Return the first address by family."""
    found: dict[str, str] = {}
    for address in addresses:
        found.setdefault("IPv6" if ":" in address else "IPv4", address)
    return dict(sorted(found.items()))


async def _leads(world: World, address: str, port: int) -> bool:
    try:
        async with asyncio.timeout(FAMILY_LIMIT):
            await world.connect_tcp(address, port)
    except (Unreachable, TimeoutError):
        return False
    return True


def judge_families(leads: dict[str, bool]) -> Judgement:
    """Warn where one of two leads nowhere. That none does, the ingest's own checks tell."""
    alive = [family for family, good in leads.items() if good]
    dead = [family for family, good in leads.items() if not good]
    if not alive:
        return unmeasured(Why.NO_ANSWER)
    if dead:
        return Judgement(Verdict.WARN, " + ".join(alive), why=Why.ONE_FAMILY_DEAD, detail=", ".join(dead))
    return passed(" + ".join(alive))


@check("net.gateway", Group.NETWORK, where=Where.HERE, limits=GATEWAY, source=_PROPOSAL, timed=True)
async def gateway(world: World) -> Judgement:
    """Check how long the router takes: what is slow here is in this building."""
    try:
        return judge_gateway(await world.gateway(), world.rig)
    except Unreachable as nothing:
        return judge_gateway(nothing.why, world.rig)


def judge_gateway(reading: Span | Why, rig: Rig) -> Judgement:
    """Judge the round trip. A router may keep silent to everybody, and a PC may have none: that says nothing."""
    if isinstance(reading, Why):
        return unmeasured(reading)
    return Judgement(limits_for("net.gateway", rig, GATEWAY).judge(reading), str(reading), "ms")


@check("net.proxy", Group.NETWORK, where=Where.HERE, source=_PROPOSAL)
async def proxy(world: World) -> Judgement:
    """Check that no proxy stands between: a stream does not go through it, so web tests would prove another way."""
    return await by_detail(world, lambda detail, _rig: judge_proxy(detail))


def judge_proxy(detail: MachineDetail) -> Judgement:
    """Warn of a proxy."""
    if detail.proxies:
        return Judgement(Verdict.WARN, why=Why.PROXIED, detail=", ".join(detail.proxies))
    return passed()


@check("net.ntp", Group.NETWORK, where=Where.HERE, limits=CLOCK, source=_PROPOSAL, timed=True)
async def clock(world: World) -> Judgement:
    """Check this PC's clock: a start at eight is a start at eight, and certificates and keys have their times."""
    server = world.rig.time_server
    if not server:
        return skipped()
    try:
        return judge_clock(await world.clock_offset(server), world.rig)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_clock(ahead: float, rig: Rig) -> Judgement:
    """Judge by how many seconds it is off, either way; *ahead* is positive where it is fast."""
    verdict = limits_for("net.ntp", rig, CLOCK).judge(abs(ahead))
    why = Why.MEASURED if verdict is Verdict.PASS else Why.CLOCK_OFF
    return Judgement(verdict, f"{ahead:+.2f}", "s", why, rig.time_server)


@check("net.captive", Group.NETWORK, where=Where.HERE, source=_PROPOSAL)
async def captive(world: World) -> Judgement:
    """Check that no network answers in the server's place, as one does that wants a log-in first."""
    probe = world.rig.portal_probe
    if not probe:
        return skipped()
    try:
        status, _ = await world.web(probe)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_captive(status)


def judge_captive(status: int) -> Judgement:
    """Fail on any other answer than the one agreed; a fault of the server itself says nothing."""
    if status == NO_CONTENT:
        return passed(str(status))
    if status >= 500 and status != 511:
        return unmeasured(Why.SERVER_REFUSED, str(status))
    return failed(Why.PORTAL, str(status), str(status))


@check("net.public_ip", Group.NETWORK, where=Where.HERE, source=_PROPOSAL)
async def public_address(world: World) -> Judgement:
    """Check that the line has the address it was rehearsed with: another one is another line, or not let in."""
    server = world.rig.address_server
    if not server:
        return skipped()
    try:
        status, text = await world.web(server)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_public_address(status, text, world.rig)


def judge_public_address(status: int, text: str, rig: Rig) -> Judgement:
    """Warn where it differs. *text*: the server's, the address alone."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return unmeasured(Why.SERVER_REFUSED, f"{status} {urlsplit(rig.address_server).hostname or ''}".strip())
    planned = rig.public_address.strip()
    if planned and str(address) != planned:
        return Judgement(Verdict.WARN, str(address), why=Why.DIFFERS, detail=f"{planned} → {address}")
    return passed(str(address))


CHECKS = (dns, families, gateway, proxy, clock, captive, public_address)
"""Of this group, in the order they are shown; ``interface`` has the others."""
