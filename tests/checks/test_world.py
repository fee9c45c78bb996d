"""The live world's own part: what it makes of a look at OBS, and a world without one."""

import asyncio

import pytest

from liveops_desktop.checks import Probe
from liveops_desktop.checks.run import run_checks
from liveops_desktop.checks.world import LiveWorld, read_probe
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import LinkTrouble
from liveops_desktop.services.clock import StationClock
from liveops_desktop.services.obs import ObsService, ProbeResult
from liveops_desktop.services.vitals import Watch

MS = Span(1)


@pytest.mark.parametrize(
    ("found", "probe"),
    [
        (ProbeResult(LinkTrouble.NONE, MS, MS, version="30"), Probe(MS, MS, identified=True)),
        (ProbeResult(LinkTrouble.NONE, MS, MS), Probe(MS, MS, identified=True)),
        (ProbeResult(LinkTrouble.NOT_RUNNING), Probe(why=Why.REFUSED)),
        (ProbeResult(LinkTrouble.SILENT), Probe(why=Why.NO_ANSWER)),
        (ProbeResult(LinkTrouble.SILENT, MS), Probe(MS, why=Why.NO_ANSWER)),
        (ProbeResult(LinkTrouble.NOT_OBS, MS), Probe(MS, why=Why.NOT_OBS)),
        (ProbeResult(LinkTrouble.WRONG_PASSWORD, MS, MS), Probe(MS, MS, why=Why.WRONG_PASSWORD)),
        (ProbeResult(LinkTrouble.PASSWORD_MISSING, MS, MS), Probe(MS, MS, why=Why.PASSWORD_MISSING)),
        # it let us in and fell silent then: not the door's fault
        (ProbeResult(LinkTrouble.SILENT, MS, MS, version="30"), Probe(MS, MS, identified=True)),
    ],
)
def test_what_a_look_at_obs_means(found: ProbeResult, probe: Probe) -> None:
    assert read_probe(found) == probe


def test_every_trouble_of_the_door_has_its_reason() -> None:
    assert all(read_probe(ProbeResult(trouble)).why is not Why.MEASURED for trouble in LinkTrouble if trouble)


def test_where_nobody_said_which_obs_nothing_is_measured() -> None:
    async def run() -> set[tuple[Verdict, Why]]:
        clock = StationClock()
        service = ObsService(clock.now, lambda: None)
        world = LiveWorld(Rig(), service, Watch(lambda: service.reading, clock.now), clock.now)
        results = await run_checks(world, [Group.OBS, Group.VIDEO, Group.SCENES], wait=False)
        # How many OBS run on this PC is counted without any link: others may run one beside the tests.
        return {(one.verdict, one.why) for one in results if one.check != "obsc.instances"}

    assert asyncio.run(run()) == {(Verdict.INCONCLUSIVE, Why.NOT_CONNECTED)}
