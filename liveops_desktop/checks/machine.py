"""Group *machine*: this PC has time and memory left.

No killers: a loaded machine is a fail that blocks; not to know its load is no reason to stay off air. The figures are
of this PC, so the runner makes them inconclusive when OBS runs on another.
"""

from collections.abc import Sequence

from liveops_desktop.checks.check import Judgement, Where, World, at_least, at_most, check, unmeasured
from liveops_desktop.checks.window import stretch
from liveops_desktop.core.clock import SECOND, Instant, seconds
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Machine, Vitals

CPU_WINDOW = seconds(15)


@check(
    "sys.cpu",
    Group.MACHINE,
    where=Where.HERE,
    threshold=lambda rig: f"≤ {rig.cpu_pass:g} / ≤ {rig.cpu_warn:g} %",
    source="LiveOps proposal",
    window=CPU_WINDOW,
)
async def cpu(world: World) -> Judgement:
    """Check how busy the processor is, over 15 s."""
    return judge_cpu(world.history, world.rig)


def judge_cpu(history: Sequence[tuple[Instant, Vitals]], rig: Rig) -> Judgement:
    """Judge the mean of the last 15 s, once 15 s have been measured."""
    figures, left = stretch(history, CPU_WINDOW, lambda vitals: vitals.machine.cpu_percent)
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    # Each reading is itself the mean of the 15 s before it; the newest one is the window.
    newest = figures[0]
    return Judgement(at_most(newest, rig.cpu_pass, rig.cpu_warn), f"{newest:.0f}", "%")


@check(
    "sys.mem",
    Group.MACHINE,
    where=Where.HERE,
    threshold=lambda rig: (
        f"≥ {rig.memory_pass_gb:g} / ≥ {rig.memory_warn_gb:g} GB, "
        f"≤ {rig.memory_pass_percent:g} / ≤ {rig.memory_warn_percent:g} %"
    ),
    source="LiveOps proposal",
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
    verdicts = (
        at_least(free, rig.memory_pass_gb, rig.memory_warn_gb),
        at_most(used, rig.memory_pass_percent, rig.memory_warn_percent),
    )
    worst = max(verdicts, key=(Verdict.PASS, Verdict.WARN, Verdict.FAIL).index)
    return Judgement(worst, f"{free:.1f}", "GB", detail=f"{used:.0f} %")


CHECKS = (cpu, memory)
"""Of this group, in the order they are shown."""
