"""Group *network*: the ingest's name resolves from here.

No killer: the ingest group, which is, cannot pass without it.
"""

from liveops_desktop.checks.check import (
    Judgement,
    Unreachable,
    Where,
    World,
    check,
    failed,
    limits_for,
    skipped,
    unmeasured,
)
from liveops_desktop.checks.target import NotAnAddress, planned_ingest
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Why
from liveops_desktop.core.rig import Rig

DNS = Limits(100, 1_000, "ms")


@check(
    "net.dns",
    Group.NETWORK,
    where=Where.HERE,
    limits=DNS,
    source="LiveOps proposal",
)
async def dns(world: World) -> Judgement:
    """Check that the ingest's name resolves, and how fast."""
    try:
        ingest = planned_ingest(world)
    except NotAnAddress as odd:
        return unmeasured(Why.NOT_AN_ADDRESS, odd.url)
    if ingest is None:
        return skipped()
    try:
        return judge_dns(await world.resolve(ingest.host), world.rig)
    except Unreachable as nothing:
        return judge_dns(nothing.why, world.rig)


def judge_dns(reading: Span | Why, rig: Rig) -> Judgement:
    """Judge the time it took, or the reason there is none. No such name, or no answer in time, fails."""
    if isinstance(reading, Why):
        return failed(reading)
    return Judgement(limits_for("net.dns", rig, DNS).judge(reading), str(reading), "ms")


CHECKS = (dns,)
"""Of this group, in the order they are shown."""
