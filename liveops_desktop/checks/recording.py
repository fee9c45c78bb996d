"""Group *recording*: the disk OBS records to has room.

``rec.space`` is a killer: OBS stops recording by itself when the disk is full, and the recording is what is left when
the line goes down.
"""

from liveops_desktop.checks.check import Judgement, Where, World, check, connected, limits_for, unmeasured
from liveops_desktop.core.limits import SPACE
from liveops_desktop.core.preflight import Group, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Obs

MB_PER_GB = 1024
"""OBS counts in binary megabytes, and its stats dock in binary gigabytes."""


@check(
    "rec.space",
    Group.RECORDING,
    where=Where.OBS,
    killer=True,
    limits=SPACE,
    source="OBS stats dock",
)
async def space(world: World) -> Judgement:
    """Check that there is room on the disk that OBS records to."""
    return judge_space(await world.fresh_obs(), world.rig)


def judge_space(obs: Obs, rig: Rig) -> Judgement:
    """Judge OBS's own figure: it is of the right disk on the right machine."""
    if not connected(obs) or obs.stats is None:
        return unmeasured(Why.NOT_CONNECTED)
    free = obs.stats.free_disk_mb / MB_PER_GB
    return Judgement(limits_for("rec.space", rig, SPACE).judge(free), f"{free:.1f}", "GB")


CHECKS = (space,)
"""Of this group, in the order they are shown."""
