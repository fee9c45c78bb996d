"""Group *displays*: what the crew and the host look at is there, and as large as planned."""

from msgspec import Struct

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, connected, failed, names, passed, skipped, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.devices import Devices
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig

REFRESH_APART = 1.0
"""Hz; two displays that differ by more are mixed. 59.94 and 60 are not."""
_PROPOSAL = "LiveOps proposal"


class Screen(Struct, frozen=True):
    """A display as it is judged; *refresh* None where it is not told."""

    name: str
    width: int
    height: int
    refresh: float | None = None


async def screens(world: World) -> tuple[Screen, ...]:
    """Return the displays of the PC that OBS runs on: by OBS where that is another one. Raise ``Unreachable``."""
    if connected(world.obs) and not world.obs.link.local:
        monitors = (await world.setup()).monitors
        if not monitors:
            raise Unreachable(Why.UNAVAILABLE)
        return tuple(Screen(one.name, one.width, one.height) for one in monitors)
    there = (await world.devices()).displays
    if there is None:
        raise Unreachable(Why.UNAVAILABLE)
    return tuple(Screen(one.name, one.width, one.height, one.refresh) for one in there)


@check(
    "dsp.count",
    Group.DISPLAYS,
    where=Where.OBS,
    threshold=lambda rig: f"≥ {rig.displays}" if rig.displays is not None else "",
    source=_PROPOSAL,
)
async def count(world: World) -> Judgement:
    """Check that as many displays are there as planned."""
    if world.rig.displays is None:
        return skipped()
    try:
        return judge_count(await screens(world), world.rig)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_count(there: tuple[Screen, ...], rig: Rig) -> Judgement:
    """Fail where one is missing; one more than planned warns, as windows may open on it."""
    planned, listed = rig.displays or 0, names([one.name for one in there])
    if len(there) < planned:
        return failed(Why.MISSING, listed, str(len(there)))
    if len(there) > planned:
        return Judgement(Verdict.WARN, str(len(there)), why=Why.DIFFERS, detail=listed)
    return passed(str(len(there)))


@check(
    "dsp.mode",
    Group.DISPLAYS,
    where=Where.OBS,
    threshold=lambda rig: f"{rig.display_size[0]} × {rig.display_size[1]}" if rig.display_size else "",
    source="OBS log analyzer",
)
async def mode(world: World) -> Judgement:
    """Check size and refresh rate of the displays."""
    try:
        return judge_mode(await screens(world), world.rig)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_mode(there: tuple[Screen, ...], rig: Rig) -> Judgement:
    """Fail where one has not the planned size; different refresh rates warn, as OBS's picture may stutter."""
    if not there:
        return unmeasured(Why.NO_DEVICE)
    sizes = names([f"{one.name} {one.width}×{one.height}" for one in there])
    if rig.display_size is not None:
        odd = [f"{one.name} {one.width}×{one.height}" for one in there if (one.width, one.height) != rig.display_size]
        if odd:
            return failed(Why.DIFFERS, names(odd), str(len(there) - len(odd)))
    rates = [one.refresh for one in there if one.refresh is not None]
    if rates and max(rates) - min(rates) > REFRESH_APART:
        told = names([f"{one.name} {one.refresh:.0f} Hz" for one in there if one.refresh is not None])
        return Judgement(Verdict.WARN, why=Why.DIFFERS, detail=told)
    return Judgement(Verdict.PASS, str(len(there)), detail=sizes)


@check("dsp.hotplug", Group.DISPLAYS, where=Where.HERE, source=_PROPOSAL)
async def hotplug(world: World) -> Judgement:
    """Check that no display came or went since the first look."""
    try:
        return judge_hotplug(await world.devices())
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_hotplug(devices: Devices) -> Judgement:
    """Warn of a change: windows jump, and a host's panel may have gone with its display."""
    if devices.displays is None:
        return unmeasured(Why.UNAVAILABLE)
    if not devices.watched:
        return unmeasured(Why.NOT_WATCHED)
    return came_or_went(devices.displays_gone, devices.displays_come)


def came_or_went(gone: tuple[str, ...], come: tuple[str, ...]) -> Judgement:
    """Return a pass, or a warning that names what is missing with ``-`` and what is new with ``+``."""
    changed = [f"-{name}" for name in gone] + [f"+{name}" for name in come]
    if changed:
        return Judgement(Verdict.WARN, why=Why.CAME_OR_WENT, detail=names(changed))
    return passed()


CHECKS = (count, mode, hotplug)
"""Of this group, in the order they are shown."""
