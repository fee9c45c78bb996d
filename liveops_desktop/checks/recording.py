"""Group *recording*: what OBS records is there afterwards, whole, however the show ends.

``rec.space`` is a killer: OBS stops recording by itself when the disk is full, and the recording is what is left when
the line goes down.
"""

import asyncio
from contextlib import suppress

from liveops_desktop.checks.by_setup import by_setup
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import (
    Judgement,
    connected,
    failed,
    figured,
    limits_for,
    passed,
    skipped,
    state_of,
    unmeasured,
    written,
)
from liveops_desktop.checks.need import obs_kbps, rig_kbps
from liveops_desktop.checks.reach import Doing, ObsSaidNo, Unreachable, World
from liveops_desktop.checks.trial import Trial, size_when_written
from liveops_desktop.core.clock import HOUR, Span, seconds
from liveops_desktop.core.ingest import Folder
from liveops_desktop.core.limits import SPACE, Limits
from liveops_desktop.core.preflight import Group, Leaves, Mode, Phase, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.vitals import Obs

MB_PER_GB = 1024
"""OBS counts in binary megabytes, and its stats dock in binary gigabytes."""
TIME_LEFT = Limits(2, 1.2, "×", more=True)
WRITE = Limits(10, 3, "×", more=True)
SYSTEM_DISK = Limits(15, 5, "%", more=True)
PROPOSAL = "LiveOps proposal"
FRAGILE = frozenset({"mp4", "mov"})
"""Their index is written at the end: cut off, nothing can be read. OBS's hybrid and fragmented kinds are not these."""
PROBE_LENGTH = 5.0
PROBE_STOP = 0.7
"""Seconds in which a recording must have been told to stop, also where the check is cancelled."""
WRITTEN_MB = 256


@check("rec.dir", Group.RECORDING, where=Where.OBS, source="LiveOps proposal")
async def directory(world: World) -> Judgement:
    """Check that the folder of the recordings is there and can be written."""
    if not world.rig.record:
        return skipped()
    obs = await world.fresh_obs()
    path = _path(obs)
    if isinstance(path, Judgement):
        return path
    return judge_directory(path, await world.folder(path))


def judge_directory(path: str, found: Folder) -> Judgement:
    """Fail a folder that is missing or read-only."""
    if not found.there:
        return failed(Why.NO_FOLDER, path)
    return passed(path) if found.writable else failed(Why.NOT_WRITABLE, path)


def _path(obs: Obs) -> str | Judgement:
    """Return the folder that OBS records to, where this PC can look at it."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not obs.link.local:
        return unmeasured(Why.OTHER_MACHINE, obs.link.host)
    return state.record_directory or unmeasured(Why.UNAVAILABLE)


@check("rec.space", Group.RECORDING, where=Where.OBS, killer=True, limits=SPACE, source="OBS stats dock")
async def space(world: World) -> Judgement:
    """Check that there is room on the disk that OBS records to."""
    return judge_space(await world.fresh_obs(), world.rig)


def judge_space(obs: Obs, rig: Rig) -> Judgement:
    """Judge OBS's own figure: it is of the right disk on the right machine."""
    free = _free_gb(obs)
    if free is None:
        return unmeasured(Why.NOT_CONNECTED)
    return figured("rec.space", rig, SPACE, free, digits=1)


def _free_gb(obs: Obs) -> float | None:
    return obs.stats.free_disk_mb / MB_PER_GB if connected(obs) and obs.stats is not None else None


@check("rec.time_left", Group.RECORDING, where=Where.OBS, limits=TIME_LEFT, source=PROPOSAL)
async def time_left(world: World) -> Judgement:
    """Check that the whole show fits on the disk."""
    if not world.rig.record:
        return skipped()
    kbps = rig_kbps(world.rig)
    with suppress(Unreachable):
        kbps = recorded_kbps(await world.setup()) or kbps
    return judge_time_left(await world.fresh_obs(), kbps, world.rig)


def recorded_kbps(setup: Setup) -> float | None:
    """Return the bitrate of the recording where it is that of the stream; by quality, nobody can say before."""
    get = setup.parameters.get
    if get("Output/Mode") == "Advanced":
        as_stream = get("AdvOut/RecType", "Standard") == "Standard" and get("AdvOut/RecEncoder", "none") == "none"
    else:
        as_stream = get("SimpleOutput/RecQuality", "Stream") == "Stream"
    return obs_kbps(setup) if as_stream else None


def judge_time_left(obs: Obs, kbps: float | None, rig: Rig) -> Judgement:
    """Judge how many times the planned length fits on what is free."""
    free = _free_gb(obs)
    if free is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not rig.planned_length:
        return unmeasured(Why.NOTHING_PLANNED)
    if not kbps:
        return unmeasured(Why.UNAVAILABLE)
    fits = free * 1024**3 * 8 / (kbps * 1_000) * 1_000
    times = fits / rig.planned_length
    limits = limits_for("rec.time_left", rig, TIME_LEFT)
    return Judgement(limits.judge(times), f"{fits / HOUR:.1f} h = {written(times, limits, 1)}", "×")


@check("rec.format", Group.RECORDING, where=Where.OBS, source="OBS log analyzer")
async def container(world: World) -> Judgement:
    """Check that a recording that is cut off can still be read."""
    return await by_setup(world, judge_format) if world.rig.record else skipped()


def judge_format(setup: Setup, _rig: Rig) -> Judgement:
    """Fail a format of which nothing is left when OBS or the power goes away."""
    section = "AdvOut" if setup.parameters.get("Output/Mode") == "Advanced" else "SimpleOutput"
    named = setup.parameters.get(f"{section}/RecFormat2") or setup.parameters.get(f"{section}/RecFormat")
    if not named:
        return unmeasured(Why.UNAVAILABLE)
    return failed(Why.FRAGILE, named, named) if named.lower() in FRAGILE else passed(named)


@check("rec.replay", Group.RECORDING, where=Where.OBS, source=PROPOSAL)
async def replay(world: World) -> Judgement:
    """Check that the replay buffer runs, where the show uses it."""
    return await by_setup(world, judge_replay) if world.rig.replay_buffer else skipped()


def judge_replay(setup: Setup, _rig: Rig) -> Judgement:
    """Fail one that is switched off or does not run."""
    return passed() if setup.replay_buffer else failed(Why.SWITCHED_OFF)


@check("rec.sysdisk", Group.RECORDING, where=Where.HERE, limits=SYSTEM_DISK, source=PROPOSAL)
async def system_disk(world: World) -> Judgement:
    """Check that the system's own disk has room."""
    try:
        return judge_system_disk((await world.detail()).system_disk_free_percent, world.rig)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_system_disk(free: float | None, rig: Rig) -> Judgement:
    """Judge the share that is free."""
    if free is None:
        return unmeasured(Why.UNAVAILABLE)
    return figured("rec.sysdisk", rig, SYSTEM_DISK, free)


# -- active -------------------------------------------------------------------------------


@check(
    "rec.probe",
    Group.RECORDING,
    where=Where.OBS,
    mode=Mode.ACTIVE,
    source=PROPOSAL,
    limit=seconds(20),
    good_for=Span(12 * HOUR),
    phases=frozenset({Phase.RIG}),
    leaves=lambda _rig: Leaves(length=seconds(PROBE_LENGTH), starts_recording=True),
)
async def probe(world: World, doing: Doing) -> Judgement:
    """Check that OBS records: for five seconds, into a file that is there afterwards."""
    if not world.rig.record:
        return skipped()
    obs = await doing.read_obs()
    if not connected(obs) or obs.record is None:
        return unmeasured(Why.NOT_CONNECTED)
    if obs.record.active:
        return unmeasured(Why.RECORD_RUNS)
    sizes: list[int] = []
    trial = await Trial.begin(doing)
    try:
        await doing.request("StartRecord")
        for second in range(round(PROBE_LENGTH)):
            await asyncio.sleep(1.0)
            status = await doing.request("GetRecordStatus")
            sizes.append(round(float(status.get("outputBytes", 0))))
            doing.tell((second + 1) / PROBE_LENGTH)
    except ObsSaidNo as no:
        return failed(Why.NOT_STARTED, f"StartRecord: {no.code}")
    except Unreachable as gone:
        return unmeasured(gone.why)
    finally:
        file = await _stop_recording(doing)
        if len(sizes) < PROBE_LENGTH:  # given up, or cancelled: nobody looks at it
            await trial.remove(doing, file)
    if not file:
        if not connected(world.obs):  # gone in the very moment that it was told to stop
            return unmeasured(Why.NOT_CONNECTED)
        return failed(Why.NOT_STARTED if not any(sizes) else Why.STILL_RUNS)
    size = await size_when_written(doing, file) if obs.link.local else None
    return await trial.cleared(doing, judge_probe(sizes, file, size, here=obs.link.local), file)


async def _stop_recording(doing: Doing) -> str:
    """Tell OBS to stop; return the file, empty where it did not say."""
    with suppress(Unreachable, TimeoutError):
        async with asyncio.timeout(PROBE_STOP):
            while True:
                with suppress(ObsSaidNo):  # it has not come up yet, or did not come up at all
                    return str((await doing.request("StopRecord")).get("outputPath", ""))
                await asyncio.sleep(0.1)
    return ""


def judge_probe(sizes: list[int], file: str, size: int | None, *, here: bool) -> Judgement:
    """Fail a recording that does not grow, or whose file is missing or empty where this PC would see it."""
    if len(sizes) < 2 or sizes[-1] <= sizes[0]:
        return failed(Why.NOTHING_SENT, file)
    if here and not size:
        return failed(Why.MISSING, file)
    return passed(f"{(size or sizes[-1]) / 1e6:.1f}", "MB")


@check(
    "rec.write",
    Group.RECORDING,
    where=Where.HERE,
    mode=Mode.ACTIVE,
    limits=WRITE,
    source=PROPOSAL,
    limit=seconds(45),
    good_for=Span(12 * HOUR),
    phases=frozenset({Phase.RIG}),
    leaves=lambda _rig: Leaves(megabytes=WRITTEN_MB, length=seconds(10)),
)
async def write(world: World, doing: Doing) -> Judgement:
    """Check that the disk takes many times what is recorded."""
    path = _path(await doing.read_obs())
    if isinstance(path, Judgement):
        return path
    kbps = rig_kbps(world.rig)
    with suppress(Unreachable):
        kbps = obs_kbps(await world.setup()) or kbps
    try:
        speed = await doing.stage.write_speed(path, WRITTEN_MB, doing.tell)
    except Unreachable as nothing:
        return failed(nothing.why, path)
    return judge_write(speed, kbps, world.rig)


def judge_write(speed: float, kbps: float | None, rig: Rig) -> Judgement:
    """Judge megabytes (1024²) a second by the bitrate that is recorded."""
    if not kbps:
        return unmeasured(Why.NOTHING_PLANNED)
    times = speed * 1024**2 * 8 / 1_000 / kbps
    limits = limits_for("rec.write", rig, WRITE)
    return Judgement(limits.judge(times), f"{speed:.0f} MB/s = {written(times, limits)}", "×")


CHECKS = (directory, space, time_left, container, replay, system_disk, probe, write)
"""Of this group, in the order they are shown."""
