"""Group *drift*: what OBS is set to otherwise than at the last good show. Only a warning: it may be meant so.

Each difference is accepted by name (``AcceptDrift``) or put right in OBS; which they are, one by one, is in the
snapshot.
"""

from collections.abc import Collection, Sequence

from liveops_desktop.checks.check import Check, Where, check
from liveops_desktop.checks.judging import Judgement, names, passed, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.drift import KINDS, Difference, LastGood, What, differences
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.setup import Setup


def _drift(check_id: str, what: Collection[What]) -> Check:
    async def compared(world: World) -> Judgement:
        """Compare with the last good show."""
        if world.last_good is None:
            return Judgement(Verdict.SKIPPED, why=Why.NOTHING_KEPT)
        try:
            return judge_drift(await world.setup(), world.last_good, world.accepted, what)
        except Unreachable as nothing:
            return unmeasured(nothing.why, nothing.detail)

    return check(check_id, Group.DRIFT, where=Where.OBS, threshold="0")(compared)


def judge_drift(setup: Setup, good: LastGood, accepted: frozenset[str], what: Collection[What]) -> Judgement:
    """Warn of the differences of these kinds that nobody has accepted; the value is how many."""
    found = [one for one in differences(good, setup, accepted) if one.what in what]
    if not found:
        return passed("0")
    return Judgement(Verdict.WARN, str(len(found)), why=Why.DIFFERS, detail=names(_names(found)))


def _names(found: Sequence[Difference]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{one.place} / {one.name}" if one.place else one.name for one in found))


CHECKS = tuple(_drift(check_id, what) for check_id, what in KINDS.items())
"""Of this group, in the order they are shown."""
