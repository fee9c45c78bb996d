"""For the many checks that hold one part of what OBS is set to against the rig spec."""

from collections.abc import Callable

from liveops_desktop.checks.judging import Judgement, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup

Judges = Callable[[Setup, Rig], Judgement]


async def by_setup(world: World, judge: Judges) -> Judgement:
    """Return what *judge* finds in what OBS is set to; inconclusive, with the reason, where that could not be read."""
    try:
        setup = await world.setup()
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge(setup, world.rig)
