"""Judge a real OBS: its link, a run of some checks of the catalogue, and what they found."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.checks.run import run_active, run_checks
from liveops_desktop.checks.world import LiveWorld, live_world
from liveops_desktop.core.preflight import Mode, Progress, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from tests.lab.studio import LabObs

Meanwhile = Callable[[LiveWorld], Awaitable[object]]


def judge(
    studio: LabObs, rig: Rig, ids: Collection[str], meanwhile: Meanwhile | None = None, once: Collection[str] = ()
) -> dict[str, Result]:
    """Run these checks, passive or active, on that OBS.

    *meanwhile*: what happens beside them, as soon as those of *once* have told something: that they are measuring.
    """
    told: set[str] = set()

    async def main() -> dict[str, Result]:
        due = asyncio.Event()

        def hear(one: Result | Progress) -> None:
            if isinstance(one, Result) or one.share > 0:
                told.add(one.check)
            if told.issuperset(once):
                due.set()

        async with live_world(rig, studio.host, studio.port, studio.password) as world:
            beside = asyncio.create_task(_beside(world, meanwhile, due))
            passive = [one for one in CATALOGUE if one.info.id in ids and one.info.mode is Mode.PASSIVE]
            active = [one.info.id for one in CATALOGUE if one.info.id in ids and one.info.mode is Mode.ACTIVE]
            runs = await asyncio.gather(
                run_checks(world, on_result=hear, catalogue=passive), run_active(world, active, hear, hear)
            )
            assert due.is_set(), "they have ended, and told nothing before"
            await beside
            return {one.check: one for run in runs for one in run}

    return asyncio.run(main())


async def _beside(world: LiveWorld, meanwhile: Meanwhile | None, due: asyncio.Event) -> None:
    if meanwhile is not None:
        await due.wait()
        await meanwhile(world)


def said(result: Result) -> tuple[Verdict, Why]:
    return result.verdict, result.why
