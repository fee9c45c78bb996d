"""Group *machine*, the other half: this PC will not leave, sleep or be busy with something else during the show."""

import asyncio

from msgspec.structs import replace

from liveops_desktop.checks.by_detail import by_detail, not_here
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, figured, limits_for, names, passed, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.clock import DAY, Span, since
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.machine import MachineDetail
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig

BATTERY = Limits(50, 20, "%", more=True)
UPTIME = Limits(3, 14, "d")
HOG = Limits(50, 400, "%")
"""Of one core."""
LAG = Limits(50, 200, "ms")
SUPPORT = Limits(30, 0, "d", more=True)

TICK = 0.02
LOOKING = 1.0
"""Seconds of looking at our own loop, in ticks of that length."""
SETTLE = 0.4
"""Seconds before it: all the checks of a run begin at once, and that is no finding."""

OBS_ITSELF = frozenset({"obs", "obs64", "obs-studio", "obs-browser-page", "obs-browser-helper", "obs-ffmpeg-mux"})
UNWANTED = frozenset(
    {
        *("onedrive", "dropbox", "googledrivefs", "google drive", "icloudservices", "nextcloud", "syncthing"),
        *("backupd", "tmutil", "duplicati", "restic", "rclone", "rsync"),
        *("tiworker", "mousocoreworker", "usoclient", "wuauclt", "trustedinstaller", "setuphost"),
        *("softwareupdated", "packagekitd", "unattended-upgr", "unattended-upgrade", "apt-get", "dnf", "snapd-update"),
        *("bcastdvr", "gamebarpresencewriter", "gamebar", "steam", "epicgameslauncher", "battle.net", "origin"),
        *("utorrent", "qbittorrent", "transmission-gtk", "teamviewer"),
    }
)
"""Cloud copies, updaters, game recorders and the like, that take line, disk or processor when they please."""

_PROPOSAL = "LiveOps proposal"


@check("sys.power", Group.MACHINE, where=Where.HERE, source=_PROPOSAL)
async def power(world: World) -> Judgement:
    """Check that this PC is on mains power."""
    return await by_detail(world, lambda detail, _rig: judge_power(detail))


def judge_power(detail: MachineDetail) -> Judgement:
    """Fail on battery; a PC without one has nothing to lose."""
    if detail.plugged is None and detail.battery_percent is None:
        return not_here()
    if detail.plugged is None:
        return unmeasured(Why.UNAVAILABLE)
    return passed() if detail.plugged else failed(Why.ON_BATTERY, _left(detail.battery_left))


def _left(span: Span | None) -> str:
    return "" if span is None else f"{round(span / 60_000)} min"


@check("sys.battery", Group.MACHINE, where=Where.HERE, limits=BATTERY, source=_PROPOSAL)
async def battery(world: World) -> Judgement:
    """Check that the battery would carry a cut of the mains."""
    return await by_detail(world, judge_battery)


def judge_battery(detail: MachineDetail, rig: Rig) -> Judgement:
    """Judge how full it is."""
    percent = detail.battery_percent
    if percent is None:
        return not_here() if detail.plugged is None else unmeasured(Why.UNAVAILABLE)
    return replace(figured("sys.battery", rig, BATTERY, percent), detail=_left(detail.battery_left))


@check("sys.uptime", Group.MACHINE, where=Where.HERE, limits=UPTIME, source=_PROPOSAL)
async def uptime(world: World) -> Judgement:
    """Check that this PC was started anew not long ago."""
    return await by_detail(world, judge_uptime)


def judge_uptime(detail: MachineDetail, rig: Rig) -> Judgement:
    """Judge the days; a start in the future is a clock that was set."""
    up = since(detail.booted_at, detail.at)
    if up < 0:
        return unmeasured(Why.UNAVAILABLE)
    days = up / DAY
    verdict = limits_for("sys.uptime", rig, UPTIME).judge(days)
    return Judgement(Verdict.WARN if verdict is Verdict.FAIL else verdict, f"{days:.1f}", "d")


@check("sys.sleep", Group.MACHINE, where=Where.HERE, source=_PROPOSAL)
async def sleep(world: World) -> Judgement:
    """Check that sleep and screen saver can be held off, by doing so for a moment."""
    try:
        return judge_sleep(await world.keep_awake())
    except Unreachable as nothing:
        if nothing.why is Why.UNAVAILABLE:  # nobody to ask here: a person looks
            return Judgement(Verdict.MANUAL, why=nothing.why, detail=nothing.detail)
        return unmeasured(nothing.why, nothing.detail)


def judge_sleep(refusal: str) -> Judgement:
    """Fail where the system refused; *refusal* is its words, empty when it agreed."""
    return failed(Why.WILL_SLEEP, refusal) if refusal else passed()


@check("sys.hogs", Group.MACHINE, where=Where.HERE, limits=HOG, source=_PROPOSAL)
async def hogs(world: World) -> Judgement:
    """Check that nothing else works this PC hard, and that none of the usual disturbers runs."""
    return await by_detail(world, judge_hogs)


def judge_hogs(detail: MachineDetail, rig: Rig) -> Judgement:
    """Judge the busiest program but OBS, and warn of what is known to disturb."""
    others = [one for one in detail.busiest if one.name not in OBS_ITSELF]
    limits = limits_for("sys.hogs", rig, HOG)
    most = max((one.cpu_percent for one in others), default=0.0)
    busy = [
        f"{one.name} {one.cpu_percent:.0f} %" for one in others if limits.judge(one.cpu_percent) is not Verdict.PASS
    ]
    unwanted = sorted(detail.running & UNWANTED)
    verdict = limits.judge(most)
    if unwanted and verdict is Verdict.PASS:
        verdict = Verdict.WARN
    why = Why.MEASURED if verdict is Verdict.PASS else Why.RUNNING
    return Judgement(verdict, f"{most:.0f}", "%", why, names([*busy, *unwanted]))


@check("sys.os", Group.MACHINE, where=Where.HERE, limits=SUPPORT, source="the makers' own dates")
async def system(world: World) -> Judgement:
    """Check that the maker of the system still supports it."""
    return await by_detail(world, judge_system)


def judge_system(detail: MachineDetail, rig: Rig) -> Judgement:
    """Judge the days that are left; out of support warns, as the show can still go on air."""
    if detail.supported_until is None:
        return unmeasured(Why.UNAVAILABLE, detail.system)
    days = (detail.supported_until - detail.at) / DAY
    verdict = limits_for("sys.os", rig, SUPPORT).judge(days)
    return Judgement(Verdict.WARN if verdict is Verdict.FAIL else verdict, f"{days:.0f}", "d", detail=detail.system)


@check("sys.selftest", Group.MACHINE, where=Where.HERE, limits=LAG, source=_PROPOSAL)
async def selftest(world: World) -> Judgement:
    """Check that this program itself answers in time: its clocks and keys come through the same loop."""
    await asyncio.sleep(SETTLE)
    loop, worst = asyncio.get_running_loop(), 0.0
    end = loop.time() + LOOKING
    while (now := loop.time()) < end:
        await asyncio.sleep(TICK)
        worst = max(worst, loop.time() - now - TICK)
    return judge_lag(worst * 1_000, world.rig)


def judge_lag(milliseconds: float, rig: Rig) -> Judgement:
    """Judge by how much the loop was late at worst."""
    return figured("sys.selftest", rig, LAG, milliseconds)


CHECKS = (power, battery, uptime, sleep, hogs, system, selftest)
"""Of this group, in the order they are shown, behind those of ``machine``."""
