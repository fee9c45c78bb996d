"""Group *machine*: this PC has time, memory and coolness left.

No killers: a loaded machine is a fail that blocks; not to know its load is no reason to stay off air. The figures are
of this PC, so the runner makes them inconclusive when OBS runs on another.
"""

from collections.abc import Sequence

from liveops_desktop.checks.by_detail import by_detail, not_here
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, figured, limits_for, unmeasured, written
from liveops_desktop.checks.reach import World
from liveops_desktop.checks.window import stretch
from liveops_desktop.core.clock import SECOND, Instant, seconds
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.machine import MachineDetail
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Machine, Vitals

CPU_WINDOW = seconds(15)
CORE_WINDOW = seconds(10)
SWAP_WINDOW = seconds(10)
MEGABYTE = 1024**2

CPU = Limits(60, 80, "%")
CORE = Limits(90, 98, "%")
MEMORY = Limits(4, 2, "GB", more=True)
MEMORY_USED = Limits(80, 90, "%")
SWAP = Limits(0, 20, "MB")
"""Written to the swap in 10 s."""
GPU = Limits(80, 95, "%")
GPU_HEAT = Limits(83, 90, "°C")
"""83 °C: where NVIDIA's cards begin to slow down."""
HEAT = Limits(80, 90, "°C")
SPEED = Limits(70, 50, "%", more=True)
"""Of the highest frequency, while a core is busy."""
BUSY = 80.0
"""Percent of a core: with less to do a processor slows down by itself, and that says nothing."""

_WORSE = (Verdict.PASS, Verdict.WARN, Verdict.FAIL)
_PROPOSAL = "LiveOps proposal"


def worst(*verdicts: Verdict) -> Verdict:
    """Return the worst of some that pass, warn or fail."""
    return max(verdicts, key=_WORSE.index)


@check("sys.cpu", Group.MACHINE, where=Where.HERE, limits=CPU, source=_PROPOSAL, window=CPU_WINDOW)
async def cpu(world: World) -> Judgement:
    """Check how busy the processor is, over 15 s."""
    return judge_cpu(world.history, world.rig)


def judge_cpu(history: Sequence[tuple[Instant, Vitals]], rig: Rig) -> Judgement:
    """Judge the mean of the last 15 s, once 15 s have been measured."""
    figures, left = stretch(history, CPU_WINDOW, lambda vitals: vitals.machine.cpu_percent)
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    # Each reading is itself the mean of the 15 s before it; the newest one is the window.
    return figured("sys.cpu", rig, CPU, figures[0])


@check("sys.cpu_core", Group.MACHINE, where=Where.HERE, limits=CORE, source=_PROPOSAL, window=CORE_WINDOW)
async def cpu_core(world: World) -> Judgement:
    """Check how busy the busiest core is: work that only one core can do waits for it, whatever the others do."""
    return judge_core(world.history, world.rig)


def judge_core(history: Sequence[tuple[Instant, Vitals]], rig: Rig) -> Judgement:
    """Judge the busiest core's mean of the last 10 s, once they have been measured."""
    figures, left = stretch(history, CORE_WINDOW, lambda vitals: vitals.machine.core_percent)
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    return figured("sys.cpu_core", rig, CORE, figures[0])


@check(
    "sys.mem",
    Group.MACHINE,
    where=Where.HERE,
    threshold=lambda rig: f"{limits_for('sys.mem', rig, MEMORY).text}, {MEMORY_USED.text}",
    limits=MEMORY,
    source=_PROPOSAL,
)
async def memory(world: World) -> Judgement:
    """Check that there is memory left."""
    history = world.history
    if not history:
        return unmeasured(Why.MEASURING, ready_in=SECOND)
    return judge_memory(history[-1][1].machine, world.rig)


def judge_memory(reading: Machine, rig: Rig) -> Judgement:
    """Judge gigabytes free and percent used; the worse of the two counts."""
    free, used = reading.memory_free_gb, reading.memory_percent
    if free is None or used is None:
        return unmeasured(Why.UNAVAILABLE)
    limits = limits_for("sys.mem", rig, MEMORY)
    verdict = worst(limits.judge(free), MEMORY_USED.judge(used))
    value = f"{written(free, limits, 1)} GB, {written(used, MEMORY_USED)}"
    return Judgement(verdict, value, "%")


@check("sys.swap", Group.MACHINE, where=Where.HERE, limits=SWAP, source=_PROPOSAL, window=SWAP_WINDOW)
async def swap(world: World) -> Judgement:
    """Check that the system does not write memory to the disk."""
    return judge_swap(world.history, world.rig)


def judge_swap(history: Sequence[tuple[Instant, Vitals]], rig: Rig) -> Judgement:
    """Judge what was swapped out in 10 s; what lies in the swap from earlier does no harm."""
    figures, left = stretch(history, SWAP_WINDOW, lambda vitals: vitals.machine.swapped_out)
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    written = max(0.0, figures[0] - figures[-1]) / MEGABYTE
    return figured("sys.swap", rig, SWAP, written)


@check(
    "sys.gpu",
    Group.MACHINE,
    where=Where.HERE,
    threshold=lambda rig: f"{limits_for('sys.gpu', rig, GPU).text}, {GPU_HEAT.text}",
    limits=GPU,
    source=_PROPOSAL,
)
async def gpu(world: World) -> Judgement:
    """Check load and temperature of the graphics cards."""
    return await by_detail(world, judge_gpu)


def judge_gpu(detail: MachineDetail, rig: Rig) -> Judgement:
    """Judge the busiest card by its load, its encoder's, and its temperature; the worst counts."""
    if detail.gpus is None:
        return unmeasured(Why.NO_ANSWER, "nvidia-smi")
    if not detail.gpus:
        return not_here()
    limits = limits_for("sys.gpu", rig, GPU)
    load = max(max(one.load_percent, one.encoder_percent) for one in detail.gpus)
    heat = max(one.temperature for one in detail.gpus)
    value = f"{written(load, limits)} %, {written(heat, GPU_HEAT)}"
    return Judgement(worst(limits.judge(load), GPU_HEAT.judge(heat)), value, "°C")


@check("sys.temp", Group.MACHINE, where=Where.HERE, limits=HEAT, source=_PROPOSAL)
async def temperature(world: World) -> Judgement:
    """Check that the processor is not hot."""
    return await by_detail(world, judge_temperature)


def judge_temperature(detail: MachineDetail, rig: Rig) -> Judgement:
    """Judge the hottest sensor; the processor's own critical value fails as well."""
    heat = detail.temperature
    if heat is None:
        return not_here()
    verdict = limits_for("sys.temp", rig, HEAT).judge(heat)
    if detail.temperature_critical is not None and heat >= detail.temperature_critical:
        verdict = Verdict.FAIL
    return Judgement(verdict, f"{heat:.0f}", "°C")


@check("sys.throttle", Group.MACHINE, where=Where.HERE, limits=SPEED, source=_PROPOSAL)
async def throttle(world: World) -> Judgement:
    """Check that a busy processor runs as fast as it can."""
    history = world.history
    core = history[-1][1].machine.core_percent if history else None
    return await by_detail(world, lambda detail, rig: judge_throttle(detail, core, rig))


def judge_throttle(detail: MachineDetail, core_percent: float | None, rig: Rig) -> Judgement:
    """Judge the frequency; a slow one counts only while a core is busy, as an idle processor rests."""
    share = detail.frequency_share
    if share is None:
        return not_here()
    verdict = limits_for("sys.throttle", rig, SPEED).judge(100 * share)
    if verdict is not Verdict.PASS and (core_percent is None or core_percent < BUSY):
        return Judgement(Verdict.INCONCLUSIVE, f"{100 * share:.0f}", "%", Why.IDLE)
    return Judgement(verdict, f"{100 * share:.0f}", "%")


CHECKS = (cpu, cpu_core, memory, swap, gpu, temperature, throttle)
"""Of this group, in the order they are shown; ``machine_state`` has the others."""
