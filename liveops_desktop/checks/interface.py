"""Group *network*, the other half: the network interface that the stream leaves this PC by."""

from collections.abc import Callable, Sequence
from ipaddress import ip_address

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, limits_for, passed, skipped, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.checks.target import NotAnAddress, planned_ingest
from liveops_desktop.checks.window import stretch
from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.machine import Interface
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Counted, Obs, Vitals

WINDOW = seconds(60)
SPEED = Limits(1_000, 100, "Mb/s", more=True)
ERRORS = Limits(0, 0.1, "%")
BACKGROUND = Limits(5, 20, "%")
"""Of what the stream needs."""

_PROPOSAL = "LiveOps proposal"
_History = Sequence[tuple[Instant, Vitals]]


async def way_out(world: World) -> Interface | Judgement:
    """Return the interface the stream leaves by (without an ingest: anything), or the judgement that says why none.

    Skipped where it leaves this PC not at all.
    """
    try:
        ingest = planned_ingest(world)
    except NotAnAddress:
        ingest = None
    try:
        address = await world.way_out(ingest.host if ingest is not None else "")
        detail = await world.detail()
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    if ip_address(address).is_loopback:
        return skipped()
    found = next((one for one in detail.interfaces if address in one.addresses), None)
    return found if found is not None else unmeasured(Why.UNAVAILABLE, address)


async def _by_interface(world: World, judge: Callable[[Interface, Rig], Judgement]) -> Judgement:
    found = await way_out(world)
    return found if isinstance(found, Judgement) else judge(found, world.rig)


@check("net.up", Group.NETWORK, where=Where.HERE, source=_PROPOSAL)
async def up(world: World) -> Judgement:
    """Check that there is a way out, and its interface is up."""
    found = await way_out(world)
    if isinstance(found, Judgement):
        return failed(Why.UNREACHABLE) if found.why is Why.UNREACHABLE else found
    return judge_up(found)


def judge_up(interface: Interface) -> Judgement:
    """Fail where it is down."""
    return passed(interface.name) if interface.up else failed(Why.DOWN, interface.name)


@check("net.wired", Group.NETWORK, where=Where.HERE, source="OBS log analyzer")
async def wired(world: World) -> Judgement:
    """Check that the stream leaves by a cable."""
    return await _by_interface(world, lambda interface, _rig: judge_wired(interface))


def judge_wired(interface: Interface) -> Judgement:
    """Warn of Wi-Fi."""
    if interface.wireless is None:
        return unmeasured(Why.UNAVAILABLE, interface.name)
    if interface.wireless:
        return Judgement(Verdict.WARN, interface.name, why=Why.WIRELESS, detail=interface.name)
    return passed(interface.name)


@check("net.vpn", Group.NETWORK, where=Where.HERE, source=_PROPOSAL)
async def vpn(world: World) -> Judgement:
    """Check that the stream does not leave through another network."""
    return await _by_interface(world, lambda interface, _rig: judge_vpn(interface))


def judge_vpn(interface: Interface) -> Judgement:
    """Warn of a tunnel."""
    if interface.tunnel:
        return Judgement(Verdict.WARN, interface.name, why=Why.TUNNELLED, detail=interface.name)
    return passed(interface.name)


@check("net.speed", Group.NETWORK, where=Where.HERE, limits=SPEED, source="OBS log analyzer")
async def speed(world: World) -> Judgement:
    """Check the speed of the link: a gigabit card at 100 Mb/s has a bad cable."""
    return await _by_interface(world, judge_speed)


def judge_speed(interface: Interface, rig: Rig) -> Judgement:
    """Judge it; of Wi-Fi it changes from packet to packet, and of a tunnel it says nothing."""
    if interface.speed_mbps is None or interface.wireless or interface.tunnel:
        return unmeasured(Why.UNAVAILABLE, interface.name)
    verdict = limits_for("net.speed", rig, SPEED).judge(interface.speed_mbps)
    return Judgement(verdict, str(interface.speed_mbps), "Mb/s", detail=interface.name)


@check("net.duplex", Group.NETWORK, where=Where.HERE, source=_PROPOSAL)
async def duplex(world: World) -> Judgement:
    """Check that the link sends and receives at once."""
    return await _by_interface(world, lambda interface, _rig: judge_duplex(interface))


def judge_duplex(interface: Interface) -> Judgement:
    """Fail on half duplex."""
    if not interface.duplex or interface.wireless:
        return unmeasured(Why.UNAVAILABLE, interface.name)
    if interface.duplex == "half":
        return failed(Why.HALF_DUPLEX, interface.name)
    return passed(interface.duplex)


@check("net.errors", Group.NETWORK, where=Where.HERE, limits=ERRORS, source=_PROPOSAL, window=WINDOW)
async def errors(world: World) -> Judgement:
    """Check that the link loses nothing."""
    found = await way_out(world)
    return found if isinstance(found, Judgement) else judge_errors(world.history, found.name, world.rig)


def judge_errors(history: _History, name: str, rig: Rig) -> Judgement:
    """Judge errors and drops of a minute, of all packets both ways."""
    looks = _looks(history, name)
    if isinstance(looks, Judgement):
        return looks
    first, last = looks
    packets = last.packets - first.packets
    lost = last.errors - first.errors
    if lost > 0 and packets == 0:
        return failed(Why.MEASURED, f"{lost} / 0 · {name}", "100", "%")
    share = 100 * lost / packets if packets else 0.0
    verdict = limits_for("net.errors", rig, ERRORS).judge(share)
    return Judgement(verdict, f"{share:.2f}", "%", detail=f"{lost} / {packets} · {name}")


@check("net.background", Group.NETWORK, where=Where.HERE, limits=BACKGROUND, source=_PROPOSAL, window=WINDOW)
async def background(world: World) -> Judgement:
    """Check that nothing else sends through the link before the stream does."""
    found = await way_out(world)
    return found if isinstance(found, Judgement) else judge_background(world.history, found.name, world.obs, world.rig)


def judge_background(history: _History, name: str, obs: Obs, rig: Rig) -> Judgement:
    """Judge what was sent in a minute against what the stream needs. While OBS streams, it cannot be told apart."""
    need = rig.bitrate_kbps
    if not need:
        return skipped()
    if obs.stream is not None and (obs.stream.active or obs.stream.reconnecting):
        return unmeasured(Why.STREAM_RUNS)
    looks = _looks(history, name)
    if isinstance(looks, Judgement):
        return looks
    first, last = looks
    kbps = (last.bytes_sent - first.bytes_sent) * 8 / WINDOW
    share = 100 * kbps / need
    verdict = limits_for("net.background", rig, BACKGROUND).judge(share)
    why = Why.MEASURED if verdict is Verdict.PASS else Why.OTHER_SENDER
    return Judgement(verdict, f"{share:.0f}", "%", why, f"{kbps:.0f} kb/s")


def _looks(history: _History, name: str) -> tuple[Counted, Counted] | Judgement:
    """Return the counters at both ends of the last minute, or that it is not over yet."""
    _, left = stretch(history, WINDOW, lambda vitals: _counted(vitals, name))
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    last = _of(history[-1][1], name)
    newest = history[-1][0]
    first = next(_of(vitals, name) for at, vitals in reversed(history) if newest - at >= WINDOW)
    assert first is not None
    assert last is not None
    if last.packets < first.packets or last.errors < first.errors or last.bytes_sent < first.bytes_sent:
        return unmeasured(Why.CHANGED_MEANWHILE, name)  # its counters began anew
    return first, last


def _of(vitals: Vitals, name: str) -> Counted | None:
    return next((one for one in vitals.machine.counted if one.name == name), None)


def _counted(vitals: Vitals, name: str) -> float | None:
    found = _of(vitals, name)
    return None if found is None else float(found.packets)


CHECKS = (up, wired, vpn, speed, duplex, errors, background)
"""Of this group, in the order they are shown, before those of ``network``."""
