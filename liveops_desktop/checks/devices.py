"""Group *devices*: the cameras, microphones and speakers of this PC.

They are listed, and a camera is never opened: OBS may hold it. What it shows is read through OBS (group *scenes*).
"""

from collections.abc import Callable, Sequence
from math import isinf

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.displays import came_or_went
from liveops_desktop.checks.judging import Judgement, failed, limits_for, names, passed, skipped, unmeasured
from liveops_desktop.checks.reach import Doing, Unreachable, World
from liveops_desktop.core.clock import SECOND, Span, seconds
from liveops_desktop.core.devices import Devices, Heard
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.meters import CLIP_DB, dbfs
from liveops_desktop.core.preflight import Group, Leaves, Mode, Verdict, Why
from liveops_desktop.core.rig import Rig

LISTENING = seconds(5)
LINE = Limits(-30, -45, "dBFS", more=True)
"""Highest peak while the host counts to five, as ``aud.signal``."""
TENTHS = 10
"""A clip shorter than this share of the seconds is one knock at the microphone: told, and no fail."""
_PROPOSAL = "LiveOps proposal"


async def _by_devices(world: World, judge: Callable[[Devices, Rig], Judgement]) -> Judgement:
    try:
        return judge(await world.devices(), world.rig)
    except Unreachable as nothing:
        if nothing.why is Why.MEASURING:
            return unmeasured(nothing.why, ready_in=Span(SECOND))
        return unmeasured(nothing.why, nothing.detail)


def judge_names(planned: Sequence[str], there: Sequence[str]) -> Judgement:
    """Fail where a planned device is missing; warn where one has almost its name, as after it changed its socket."""
    missing, renamed = [], []
    for name in planned:
        if name in there:
            continue
        alike = [one for one in there if one not in planned and _alike(name, one)]
        if alike:
            renamed.append(f"{name} → {alike[0]}")
        else:
            missing.append(name)
    value = f"{len(planned) - len(missing) - len(renamed)} / {len(planned)}"
    if missing:
        return failed(Why.MISSING, names(missing), value)
    if renamed:
        return Judgement(Verdict.WARN, value, why=Why.RENAMED, detail=names(renamed))
    return passed(value)


def _alike(one: str, other: str) -> bool:
    """Tell whether one name is in the other, without case, numbers and brackets: ``Mic``, ``2- Mic``, ``Mic (2)``."""
    a, b = (_letters(name) for name in (one, other))
    return bool(a and b) and (a in b or b in a)


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalpha())


@check("cap.video", Group.DEVICES, where=Where.HERE, source=_PROPOSAL)
async def cameras(world: World) -> Judgement:
    """Check that the planned cameras are there."""
    if not world.rig.cameras:
        return skipped()
    return await _by_devices(
        world, lambda devices, rig: judge_names(rig.cameras, [one.name for one in devices.cameras])
    )


@check(
    "cap.format",
    Group.DEVICES,
    where=Where.HERE,
    threshold=lambda rig: "{} × {}, {:g} fps".format(*rig.camera_format) if rig.camera_format else "",
    source=_PROPOSAL,
)
async def formats(world: World) -> Judgement:
    """Check that the planned cameras offer the planned format."""
    if not world.rig.cameras or world.rig.camera_format is None:
        return skipped()
    return await _by_devices(world, judge_formats)


def judge_formats(devices: Devices, rig: Rig) -> Judgement:
    """Warn where one offers less, as on a slow USB port; a missing camera ``cap.video`` tells."""
    assert rig.camera_format is not None
    width, height, fps = rig.camera_format
    planned = [one for one in devices.cameras if one.name in rig.cameras]
    if not planned:
        return unmeasured(Why.MISSING, names(rig.cameras))
    silent = [one.name for one in planned if not one.formats]
    less = [
        one.name
        for one in planned
        if one.formats and not any((w, h) == (width, height) and f >= fps - 0.1 for w, h, f in one.formats)
    ]
    if less:
        return Judgement(Verdict.WARN, why=Why.DIFFERS, detail=names(less))
    if silent:
        return unmeasured(Why.UNAVAILABLE, names(silent))
    return passed(f"{width} × {height}, {fps:g}", "fps")


@check("cap.audio", Group.DEVICES, where=Where.HERE, source=_PROPOSAL)
async def sounds(world: World) -> Judgement:
    """Check that the planned microphones and speakers are there."""
    if not (world.rig.microphones or world.rig.speakers):
        return skipped()
    return await _by_devices(world, judge_sounds)


def judge_sounds(devices: Devices, rig: Rig) -> Judgement:
    """Judge both; the worse counts."""
    found = [
        judge_names(planned, [one.name for one in there])
        for planned, there in ((rig.microphones, devices.microphones), (rig.speakers, devices.speakers))
        if planned
    ]
    return max(found, key=lambda one: (Verdict.PASS, Verdict.WARN, Verdict.FAIL).index(one.verdict))


@check("cap.hotplug", Group.DEVICES, where=Where.HERE, source=_PROPOSAL)
async def hotplug(world: World) -> Judgement:
    """Check that no device came or went since the first look."""
    return await _by_devices(world, lambda devices, _rig: judge_hotplug(devices))


def judge_hotplug(devices: Devices) -> Judgement:
    """Warn of a change: OBS itself gives no sign of a device that vanished."""
    if not devices.watched:
        return unmeasured(Why.NOT_WATCHED)
    return came_or_went(devices.gone, devices.come)


@check("cap.permission", Group.DEVICES, where=Where.HERE, source=_PROPOSAL)
async def permission(world: World) -> Judgement:
    """Check that the system lets programs use cameras and microphones."""
    return await _by_devices(world, lambda devices, _rig: judge_permission(devices))


def judge_permission(devices: Devices) -> Judgement:
    """Fail where it was denied; not asked yet says nothing."""
    allowed = {"microphone": devices.microphone_allowed, "camera": devices.camera_allowed}
    denied = [name for name, answer in allowed.items() if answer is False]
    if denied:
        return failed(Why.NOT_ALLOWED, ", ".join(denied))
    if None in allowed.values():
        return unmeasured(Why.UNAVAILABLE, ", ".join(name for name, answer in allowed.items() if answer is None))
    return passed()


@check(
    "cap.line",
    Group.DEVICES,
    where=Where.HERE,
    mode=Mode.ACTIVE,
    limits=LINE,
    source=_PROPOSAL,
    limit=seconds(13),
    leaves=lambda _rig: Leaves(length=LISTENING),
    listens=True,
)
async def line(world: World, doing: Doing) -> Judgement:
    """Listen to the planned microphones while the host counts to five, also those that are off air in OBS."""
    tenths: list[float] = []

    def hear(peak: float) -> None:
        tenths.append(peak)
        level = dbfs(peak)
        share = len(tenths) * 100 / LISTENING / max(1, len(world.rig.microphones))
        doing.tell(share, [-90.0 if isinf(level) else level], "dBFS")

    try:
        heard = await world.hear(world.rig.microphones, LISTENING, hear)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_line(heard, world.rig)


def judge_line(heard: Sequence[Heard], rig: Rig) -> Judgement:
    """Judge the quietest microphone by its highest peak; one that delivers nothing, or clips, fails."""
    if not heard or all(one.why == "missing" and not one.name for one in heard):
        return unmeasured(Why.NO_DEVICE)
    for why, these in (
        (Why.MISSING, [one.name for one in heard if one.why == "missing"]),
        (Why.NOT_ALLOWED, [one.name for one in heard if one.why == "refused"]),
        (Why.DIGITAL_ZERO, [one.name for one in heard if max(one.peaks, default=0.0) == 0.0]),
        (Why.CLIPS, [one.name for one in heard if _clips(one) > len(one.peaks) / TENTHS]),
    ):
        if these:
            return failed(why, names(these))
    quietest = min(heard, key=lambda one: max(one.peaks))
    peak = dbfs(max(quietest.peaks))
    verdict = limits_for("cap.line", rig, LINE).judge(peak)
    why = Why.MEASURED if verdict is Verdict.PASS else Why.TOO_QUIET
    return Judgement(verdict, f"{peak:.0f}", "dBFS", why, quietest.name)


def _clips(one: Heard) -> int:
    return sum(dbfs(peak) >= CLIP_DB for peak in one.peaks)


CHECKS = (cameras, formats, sounds, hotplug, permission, line)
"""Of this group, in the order they are shown."""
