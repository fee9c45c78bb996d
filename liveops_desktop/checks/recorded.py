"""Group *audio*, by a recording of the programme that OBS makes: its loudness, and sound against picture.

The recording is removed once it is measured (``trial``).
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, connected, limits_for, skipped, unmeasured
from liveops_desktop.checks.reach import Doing, ObsSaidNo, Unreachable, World
from liveops_desktop.checks.trial import Trial
from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.lineup import Marks, sound_after_picture
from liveops_desktop.core.loudness import Loudness
from liveops_desktop.core.preflight import Group, Leaves, Mode, Verdict, Why
from liveops_desktop.core.rig import Rig

MINUTE = seconds(60)
CLAPS = seconds(10)
_ANALYSIS = seconds(60)
LOUDNESS = Limits(2, 4, "LU")
"""Off the target."""
TRUE_PEAK = -1.0
"""dBTP: above, it only warns (EBU R128)."""
LEAD, LAG = 40, 60
"""Milliseconds that the sound may come before or after its picture (EBU R37)."""
LEAD_MOST, LAG_MOST = 90, 185
"""What ITU-R BT.1359 takes for just acceptable."""
_EVERY, _SOON = 0.5, 0.05
_STARTS_IN = 2_000
"""Milliseconds that a recording gets to come up."""
_ENDS_IN = 8.0
"""Seconds that it gets to end."""
_STOP_LIMIT = 0.8
"""Seconds: cancel is promised within one."""


async def measured(doing: Doing, length: Span, judge: Callable[[str], Awaitable[Judgement]]) -> Judgement:
    """Let OBS record for *length*, and return what *judge* finds in the file, which is removed then.

    Raises ``Unreachable`` where there is no recording.
    """
    file, trial = await record(doing, length)
    try:
        found = await judge(file)
    except Unreachable as nothing:
        found = unmeasured(nothing.why, nothing.detail)
    except BaseException:
        await trial.remove(doing, file)
        raise
    return await trial.cleared(doing, found, file)


async def record(doing: Doing, length: Span) -> tuple[str, Trial]:
    """Let OBS record for *length*; return the file, and what can remove it.

    Raises ``Unreachable``. Whatever happens, it is stopped.
    """
    before = await doing.read_obs()
    if not connected(before) or before.record is None:
        raise Unreachable(Why.NOT_CONNECTED)
    if before.record.active and await _records(doing):
        raise Unreachable(Why.RECORD_RUNS)  # somebody else's: it is not touched
    place = before.state.scene_collection if before.state else ""
    trial = await Trial.begin(doing)
    try:
        await doing.request("StartRecord")
        await _wait(doing, length)
    except ObsSaidNo as no:
        raise Unreachable(Why.NOT_STARTED, str(no.code)) from None
    except BaseException:
        # Cancelled, or OBS gone: it is told to stop once more, as far as it still hears.
        with suppress(Unreachable, ObsSaidNo, TimeoutError):
            async with asyncio.timeout(_STOP_LIMIT):
                cut_off = str((await doing.request("StopRecord")).get("outputPath", ""))
                await _ended(doing, _SOON)
                await trial.remove(doing, cut_off)
        raise
    try:
        file = (await doing.request("StopRecord")).get("outputPath")
    except ObsSaidNo:
        raise Unreachable(Why.NOT_STARTED) from None  # it had ended by itself: no encoder, no room
    await _ended(doing)
    after = await doing.read_obs()
    if after.state is not None and after.state.scene_collection != place:
        await trial.remove(doing, str(file))
        raise Unreachable(Why.CHANGED_MEANWHILE, after.state.scene_collection)
    if not isinstance(file, str) or not file:
        raise Unreachable(Why.UNAVAILABLE)
    return file, trial


async def _records(doing: Doing) -> bool:
    """Tell whether OBS records now: the reading may still be of the check before."""
    with suppress(ObsSaidNo):
        return (await doing.request("GetRecordStatus")).get("outputActive") is not False
    return True


async def _wait(doing: Doing, length: Span) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while (done := (loop.time() - begun) * 1_000) < length:
        doing.tell(done / length * 0.9)
        await asyncio.sleep(min(_EVERY, (length - done) / 1_000))
        runs = (await doing.request("GetRecordStatus")).get("outputActive")
        if runs is not True and done > _STARTS_IN:
            raise Unreachable(Why.NOT_STARTED)


async def _ended(doing: Doing, every: float = _EVERY) -> None:
    """Wait until OBS has closed the file: until then it lacks its end, and OBS takes no other recording."""
    for _ in range(round(_ENDS_IN / every)):
        if (await doing.request("GetRecordStatus")).get("outputActive") is False:
            return
        await asyncio.sleep(every)
    raise Unreachable(Why.STILL_RUNS)


@check(
    "aud.loudness",
    Group.AUDIO,
    where=Where.HERE,
    mode=Mode.ACTIVE,
    limits=LOUDNESS,
    threshold=lambda rig: "" if rig.loudness_lufs is None else _target(rig),
    source="EBU R128",
    limit=Span(MINUTE + _ANALYSIS),
    leaves=lambda _rig: Leaves(length=MINUTE, starts_recording=True),
)
async def loudness(world: World, doing: Doing) -> Judgement:
    """Record a minute of the programme and measure how loud it is."""
    if world.rig.loudness_lufs is None:
        return skipped()

    async def look(file: str) -> Judgement:
        return judge_loudness(await world.loudness(file), world.rig)

    try:
        world.can_measure()
        return await measured(doing, MINUTE, look)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def _target(rig: Rig) -> str:
    limits = limits_for("aud.loudness", rig, LOUDNESS)
    return f"{rig.loudness_lufs:g} ± {limits.passes:g} / ± {limits.warns:g} LUFS, ≤ {TRUE_PEAK:g} dBTP"


def judge_loudness(found: Loudness, rig: Rig) -> Judgement:
    """Judge how far it is off the target, then warn of true peaks. A silent minute says nothing."""
    if rig.loudness_lufs is None:
        return skipped()
    if found.lufs is None:
        return unmeasured(Why.NO_SOUND)
    verdict = limits_for("aud.loudness", rig, LOUDNESS).judge(round(abs(found.lufs - rig.loudness_lufs), 2))
    if verdict is Verdict.PASS and found.true_peak is not None and found.true_peak > TRUE_PEAK:
        verdict = Verdict.WARN
    if found.true_peak is None:
        return Judgement(verdict, f"{found.lufs:.1f}", "LUFS")
    return Judgement(verdict, f"{found.lufs:.1f} LUFS, {found.true_peak:.1f}", "dBTP")


@check(
    "aud.flash",
    Group.AUDIO,
    where=Where.HERE,
    mode=Mode.ACTIVE,
    threshold=f"-{LEAD} … +{LAG} ms",
    source="EBU R37",
    limit=Span(CLAPS + _ANALYSIS),
    leaves=lambda _rig: Leaves(length=CLAPS, starts_recording=True),
)
async def flash(world: World, doing: Doing) -> Judgement:
    """Record ten seconds of the flash with its beep, as camera and microphone see and hear it, and compare."""

    async def look(file: str) -> Judgement:
        return judge_flash(await world.marks(file))

    try:
        world.can_measure()
        return await measured(doing, CLAPS, look)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_flash(marks: Marks) -> Judgement:
    """Judge by how much the sound comes after its picture, of two pairs at least; one frame is as close as it gets."""
    offset, pairs = sound_after_picture(marks)
    if pairs < 2:
        return unmeasured(Why.NO_FLASH, f"{len(marks.flashes)} / {len(marks.beeps)}" if marks.flashes else "")
    detail = f"± {marks.frame * 500:.0f} ms, {pairs} ×"
    if -LEAD <= offset <= LAG:
        verdict = Verdict.PASS
    else:
        verdict = Verdict.WARN if -LEAD_MOST <= offset <= LAG_MOST else Verdict.FAIL
    return Judgement(verdict, f"{offset:+d}", "ms", detail=detail)


CHECKS = (loudness, flash)
"""Of this group, in the order they are shown."""
