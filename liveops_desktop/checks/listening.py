"""Group *audio*, by listening while something is sounded: the host counts to five, or the line-up tone plays.

They disturb nothing, and run beside a stream as well.
"""

import asyncio
from pathlib import PurePosixPath

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, limits_for, names, passed, skipped, unmeasured
from liveops_desktop.checks.reach import Doing, Unreachable, World
from liveops_desktop.core.clock import Instant, Span, seconds
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.lineup import FILE, OFF_DB, ROUND, TONE_DB, Sides, heard, sides
from liveops_desktop.core.meters import Meter, Metering, dbfs, metered
from liveops_desktop.core.preflight import Group, Leaves, Mode, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup

COUNT = seconds(8)
"""How long a host gets to count to five."""
LISTEN = Span(ROUND + seconds(2))
SIGNAL = Limits(-30, -45, "dBFS", more=True)
TONE = Limits(1, 1, "dB")
"""Off the line-up level."""
_EVERY = 0.25
_START = 2.0
"""Seconds that the meters get to begin."""
_PROPOSAL = "LiveOps proposal"
_FLOOR = -60.0
"""dBFS: the bottom of the live plot."""


async def listen(world: World, doing: Doing, length: Span) -> tuple[Metering, Instant]:
    """Listen to the meters, and return them with the instant from which it was listened; raise ``Unreachable``."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _START
    while (await world.meters()).since is None:
        if loop.time() > until:
            raise Unreachable(Why.NO_ANSWER)
        await asyncio.sleep(_EVERY / 2)
    begun, begun_here = world.now(), loop.time()
    shown: list[float] = []
    while (passed_by := loop.time() - begun_here) < length / 1_000:
        await asyncio.sleep(_EVERY)
        metering = await world.meters()
        highest = max((one.samples[-1].raw for one in metering.meters if one.samples), default=0.0)
        shown.append(max(_FLOOR, dbfs(highest)))
        doing.tell(passed_by * 1_000 / length, shown, "dBFS")
    return await world.meters(), begun


@check(
    "aud.signal",
    Group.AUDIO,
    where=Where.OBS,
    mode=Mode.ACTIVE,
    limits=SIGNAL,
    source=_PROPOSAL,
    limit=Span(COUNT + seconds(6)),
    good_for=seconds(3 * 3_600),
    leaves=lambda _rig: Leaves(length=COUNT),
    listens=True,
)
async def signal(world: World, doing: Doing) -> Judgement:
    """Listen while each host counts to five into the microphone."""
    if not world.rig.open_microphones:
        return skipped()
    try:
        metering, begun = await listen(world, doing, COUNT)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_signal(metering, world.rig, begun, world.now())


def judge_signal(metering: Metering, rig: Rig, begun: Instant, now: Instant) -> Judgement:
    """Judge the weakest microphone by its highest peak before the fader."""
    wanted = rig.open_microphones
    if silent := [name for name in wanted if not metered(metering.of(name), now)]:
        return unmeasured(Why.NOT_METERED, names(silent))
    peaks = {name: max((one.raw for one in heard(metering.of(name), begun)), default=0.0) for name in wanted}
    if zero := [name for name, peak in peaks.items() if peak <= 0]:
        return failed(Why.NO_SIGNAL, names(zero))
    limits = limits_for("aud.signal", rig, SIGNAL)
    weakest = dbfs(min(peaks.values()))
    weak = [name for name, peak in peaks.items() if limits.judge(dbfs(peak)) is not Verdict.PASS]
    return Judgement(limits.judge(weakest), f"{weakest:.1f}", "dBFS", detail=names(weak))


@check(
    "aud.tone",
    Group.AUDIO,
    where=Where.OBS,
    mode=Mode.ACTIVE,
    limits=TONE,
    threshold=f"{TONE_DB:g} ± {TONE.passes:g} dBFS",
    source="EBU line-up level",
    limit=Span(LISTEN + seconds(6)),
    leaves=lambda _rig: Leaves(length=LISTEN),
    listens=True,
)
async def tone(world: World, doing: Doing) -> Judgement:
    """Listen to the line-up tone: its level on each side."""
    try:
        name, found = await _line_up(world, doing)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_tone(name, found, world.rig)


def judge_tone(name: str, found: Sides | None, rig: Rig) -> Judgement:
    """Judge the side that is further off the line-up level. A dead side fails, what is no steady tone says nothing."""
    if found is None:
        return unmeasured(Why.NOT_METERED, name)
    levels = {"L": found.left_db, "R": found.right_db}
    playing = {side: level for side, level in levels.items() if level > OFF_DB}
    if not playing:
        return unmeasured(Why.NO_TONE)
    if not found.steady:
        return unmeasured(Why.NO_TONE, name)
    if len(playing) < len(levels):
        return failed(Why.SIDE_DEAD, *(side for side in levels if side not in playing))
    worst = max(levels, key=lambda side: abs(levels[side] - TONE_DB))
    verdict = limits_for("aud.tone", rig, TONE).judge(abs(levels[worst] - TONE_DB))
    return Judgement(verdict, f"{levels[worst]:.1f}", "dBFS", detail="" if verdict is Verdict.PASS else worst)


@check(
    "aud.lr",
    Group.AUDIO,
    where=Where.OBS,
    mode=Mode.ACTIVE,
    source="left-then-right ident",
    limit=Span(LISTEN + seconds(6)),
    leaves=lambda _rig: Leaves(length=LISTEN),
    listens=True,
)
async def left_right(world: World, doing: Doing) -> Judgement:
    """Listen to the line-up tone: left alone, then right alone."""
    try:
        name, found = await _line_up(world, doing)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_left_right(name, found)


def judge_left_right(name: str, found: Sides | None) -> Judgement:
    """Fail a dead side and swapped sides, warn where both always carry the same: a mono mix, or no ident."""
    if found is None:
        return unmeasured(Why.NOT_METERED, name)
    if not (found.both or found.left_alone or found.right_alone):
        return unmeasured(Why.NO_TONE)
    if not found.steady:
        return unmeasured(Why.NO_TONE, name)
    if not found.both:
        dead = [side for side, alone in (("L", found.right_alone), ("R", found.left_alone)) if alone]
        return failed(Why.SIDE_DEAD, names(dead))
    if not (found.left_alone and found.right_alone):
        return Judgement(Verdict.WARN, why=Why.SAME_SIDES, detail=name)
    return passed("L · R") if found.left_first else failed(Why.SIDES_SWAPPED, name)


async def _line_up(world: World, doing: Doing) -> tuple[str, Sides | None]:
    """Return which input the tone was looked for in, and what was heard; measured once for both checks."""

    async def measure() -> tuple[str, Sides | None]:
        setup = await world.setup()
        metering, begun = await listen(world, doing, LISTEN)
        meter = tone_input(setup, world.rig, metering, world.now())
        if meter is None:
            return "", None
        return meter.input, sides(heard(meter, begun))

    return await doing.once("line-up tone", measure)


def tone_input(setup: Setup, rig: Rig, metering: Metering, now: Instant) -> Meter | None:
    """Return the meter of the input that plays the line-up file, else of the loudest planned microphone."""
    players = [one.name for one in setup.inputs if PurePosixPath(one.file.replace("\\", "/")).name == FILE]
    for wanted in (players, rig.open_microphones):
        there = [metering.of(name) for name in wanted if metered(metering.of(name), now)]
        if there:
            return max(there, key=lambda one: max(each.raw for each in one.samples))
    return None


CHECKS = (signal, tone, left_right)
"""Of this group, in the order they are shown."""
