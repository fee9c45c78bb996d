"""Judging this PC in detail: one look in a run, shared by all checks that need it."""

from collections.abc import Callable

from liveops_desktop.checks.judging import Judgement, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.machine import MachineDetail
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig


async def by_detail(world: World, judge: Callable[[MachineDetail, Rig], Judgement]) -> Judgement:
    """Judge the machine in detail; inconclusive where the system gave none."""
    try:
        detail = await world.detail()
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge(detail, world.rig)


def not_here() -> Judgement:
    """Return that there is nothing of the kind in this PC, or that its system never tells: no one need look."""
    return Judgement(Verdict.SKIPPED, why=Why.UNAVAILABLE)
