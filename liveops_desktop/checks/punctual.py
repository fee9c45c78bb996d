"""Whether this program was in time to measure time: a loop that is held up makes every answer late.

On a loaded PC the answer of an ingest may lie there for seconds before anybody looks. What rests on time alone, and
was measured meanwhile, says nothing about the ingest: it is inconclusive, and the PC is named.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from liveops_desktop.checks.check import Check
from liveops_desktop.checks.judging import Judgement, limits_for
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig

TICK = 0.02
"""Seconds between two looks at the clock."""
NOTICED = Span(30)
"""Less is the usual unevenness of a desktop."""
HELD_UP = Span(250)
"""A limit of a second or two may have passed unseen from here on."""
KEPT = 1_000
_BY_LIMIT = frozenset({Why.NO_ANSWER, Why.TIMED_OUT, Why.ONE_FAMILY_DEAD})
"""Reasons that are only that a time had passed."""
_MILLISECONDS = {"ms": 1.0, "s": 1_000.0}


class Lateness:
    """When the loop was late, and by how much."""

    def __init__(self) -> None:
        """Nothing is known before ``watched``."""
        self._late: deque[tuple[float, float]] = deque(maxlen=KEPT)

    def since(self, begun: float) -> Span:
        """Return all hold-ups together that reached beyond *begun* (the loop's time): one answer may wait for each."""
        return Span(round(1_000 * sum(late for at, late in self._late if at > begun)))

    async def watch(self) -> None:
        """Look at the clock until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            await asyncio.sleep(TICK)
            late = loop.time() - begun - TICK
            if late * 1_000 >= NOTICED:
                self._late.append((loop.time(), late))


@asynccontextmanager
async def watched() -> AsyncIterator[Lateness]:
    """Give the lateness of the loop while the block runs."""
    lateness = Lateness()
    watch = asyncio.create_task(lateness.watch(), name="whether the loop is in time")
    try:
        yield lateness
    finally:
        watch.cancel()


def doubt(one: Check, judgement: Judgement, late: Span, rig: Rig) -> Judgement:
    """Return *judgement*, or that this PC was too busy to measure, where a hold-up of *late* may be all of it.

    A pass stands: it was even better. So does what needs no clock, such as a refusal.
    """
    if not one.timed or late < NOTICED or judgement.verdict not in (Verdict.WARN, Verdict.FAIL):
        return judgement
    by_limit = judgement.why in _BY_LIMIT and late >= HELD_UP
    if not by_limit and not _better_without(one, judgement, late, rig):
        return judgement
    return Judgement(Verdict.INCONCLUSIVE, judgement.value, judgement.unit, Why.HELD_UP, f"{late} ms")


def _better_without(one: Check, judgement: Judgement, late: Span, rig: Rig) -> bool:
    """Tell whether the figure would be judged better, had it been measured so much sooner."""
    scale = _MILLISECONDS.get(judgement.unit)
    if scale is None or one.limits is None or one.limits.more or judgement.why in _BY_LIMIT:
        return False
    limits, figure = limits_for(one.info.id, rig, one.limits), abs(float(judgement.value))
    return limits.judge(max(0.0, figure - late / scale)) is not limits.judge(figure)
