"""The runner: all passive checks at once, each on its own; none waits for another, and none is trusted to behave.

Active checks run only when asked for, and one after another: they disturb each other.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.checks.act import OnProgress, Shared
from liveops_desktop.checks.check import Check, Where
from liveops_desktop.checks.judging import Judgement, connected, unmeasured
from liveops_desktop.checks.punctual import Lateness, doubt, watched
from liveops_desktop.checks.reach import ActiveWorld, World
from liveops_desktop.core.clock import ZERO, Span, seconds
from liveops_desktop.core.preflight import Group, Leaves, Mode, Phase, Progress, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Link

log = logging.getLogger(__name__)

DEADLINE = seconds(90)
AGAIN = 1.0
"""Seconds between two looks at a window that is still filling."""
GRACE = seconds(5)
"""Beyond its window, a check is not waited for: its readings do not come."""
LAST_WORDS = 0.3
"""Seconds that cancelled checks get to end."""

ACTIVE_LAST_WORDS = 0.9
"""The same for an active check, which has to stop what it started: cancel is promised within a second."""

OnResult = Callable[[Result], None]


def choose(
    groups: Collection[Group] = (), catalogue: Sequence[Check] = CATALOGUE, phase: Phase = Phase.RIG
) -> tuple[Check, ...]:
    """Return the passive checks of *groups*, all when empty, that belong to *phase*.

    Active ones, and those by hand, never run by themselves.
    """
    return tuple(
        one
        for one in catalogue
        if one.info.mode is Mode.PASSIVE and phase in one.info.phases and (not groups or one.info.group in groups)
    )


async def run_checks(
    world: World,
    groups: Collection[Group] = (),
    on_result: OnResult | None = None,
    *,
    wait: bool = True,
    deadline: Span = DEADLINE,
    catalogue: Sequence[Check] = CATALOGUE,
    phase: Phase = Phase.RIG,
) -> tuple[Result, ...]:
    """Run the passive checks of *groups* and *phase* together, and return their results in the catalogue's order.

    *on_result* hears each result as it comes, in this loop; a check over a window that is still filling is told again
    every second with the time left. With *wait* False it is taken as it is then. Nothing is waited for beyond
    *deadline*: what is not done is inconclusive. Cancelling ends within a second, each unfinished check is told as
    cancelled, and ``CancelledError`` goes on to the caller.
    """
    chosen = choose(groups, catalogue, phase)
    done: dict[str, Result] = {}

    def tell(result: Result) -> None:
        done[result.check] = result
        if on_result is not None:
            on_result(result)

    async with watched() as lateness:
        tasks = {
            asyncio.create_task(_follow(one, world, tell, lateness, wait=wait), name=f"check {one.info.id}"): one
            for one in chosen
        }
        unfinished = Why.TIMED_OUT
        try:
            if tasks:
                await asyncio.wait(tasks, timeout=deadline / 1_000)
        except asyncio.CancelledError:
            unfinished = Why.CANCELLED
            raise
        finally:
            left = {task for task in tasks if not task.done()}
            await _end(left)
            for task, one in tasks.items():
                if task in left and _open(done.get(one.info.id)):
                    tell(_stamp(one, world, unmeasured(unfinished), None))
    return tuple(done[one.info.id] for one in chosen)


def choose_active(ids: Collection[str], catalogue: Sequence[Check] = CATALOGUE) -> tuple[Check, ...]:
    """Return the active checks of these *ids*, in the catalogue's order; raise ``KeyError`` with what is none."""
    chosen = tuple(one for one in catalogue if one.act is not None and one.info.id in ids)
    if unknown := set(ids) - {one.info.id for one in chosen}:
        raise KeyError(*sorted(unknown))
    return chosen


def leaving(ids: Collection[str], rig: Rig, catalogue: Sequence[Check] = CATALOGUE) -> tuple[tuple[str, Leaves], ...]:
    """Return what these active checks will do, by check id: what a person must agree to before ``run_active``."""
    return tuple((one.info.id, one.leaves(rig)) for one in choose_active(ids, catalogue) if one.leaves is not None)


async def run_active(
    world: ActiveWorld,
    ids: Collection[str],
    on_result: OnResult | None = None,
    on_progress: OnProgress | None = None,
    *,
    catalogue: Sequence[Check] = CATALOGUE,
) -> tuple[Result, ...]:
    """Run these active checks one after another, and return their results in the catalogue's order.

    The caller has the consent of a person (``leaving``). While OBS streams all but those that only listen are
    inconclusive. Cancelling ends within a second, what is unfinished is told as cancelled, and ``CancelledError``
    goes on to the caller. Raise ``KeyError`` for an id of no active check.
    """
    chosen = choose_active(ids, catalogue)
    shared = Shared(world, frozenset(one.info.id for one in chosen))
    done: list[Result] = []

    def tell(one: Check, judgement: Judgement, took: Span | None) -> None:
        done.append(_stamp(one, world, judgement, took))
        if on_result is not None:
            on_result(done[-1])

    loop = asyncio.get_running_loop()
    try:
        for one in chosen:
            started = loop.time()
            judgement = await _act(one, world, shared, on_progress or _unheard)
            tell(one, judgement, Span(round((loop.time() - started) * 1_000)))
    except asyncio.CancelledError:
        for one in chosen[len(done) :]:
            tell(one, unmeasured(Why.CANCELLED), None)
        raise
    return tuple(done)


def _unheard(_progress: Progress) -> None:
    """Take progress that nobody watches."""


async def _act(one: Check, world: ActiveWorld, shared: Shared, on_progress: OnProgress) -> Judgement:
    assert one.act is not None
    if one.where is Where.HERE and _elsewhere(world):
        return unmeasured(Why.OTHER_MACHINE, world.obs.link.host)  # nothing is sent for a figure that says nothing
    stream = world.obs.stream
    if not one.listens and connected(world.obs) and stream is not None and (stream.active or stream.reconnecting):
        return unmeasured(Why.STREAM_RUNS)
    on_progress(Progress(one.info.id, 0.0))
    return await _guarded(one, one.act(world, shared.doing(one.info.id, on_progress)), ACTIVE_LAST_WORDS)


def _open(result: Result | None) -> bool:
    return result is None or result.why is Why.MEASURING


async def _follow(one: Check, world: World, tell: OnResult, lateness: Lateness, *, wait: bool) -> None:
    """Run one check until it has something better to say than that it is still measuring."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    while True:
        judgement = doubt(one, await _guarded(one, one.run(world)), lateness.since(started), world.rig)
        result = _stamp(one, world, judgement, Span(round((loop.time() - started) * 1_000)))
        tell(result)
        waited = seconds(loop.time() - started)
        if not wait or judgement.why is not Why.MEASURING or waited > one.window + GRACE:
            return
        await asyncio.sleep(min(AGAIN, max(0.05, (judgement.ready_in or ZERO) / 1_000)))


async def _guarded(one: Check, work: Awaitable[Judgement], patience: float = 0.0) -> Judgement:
    """Return the check's judgement, or why there is none: too slow, or broken. Nothing of it gets out.

    *patience*: seconds that it gets to end in, where it is cancelled or too slow. A check that swallows its
    cancellation must not hold anybody up.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=one.limit / 1_000)
    finally:
        late = not task.done()
        if late:
            task.cancel()
            if patience:
                await asyncio.wait({task}, timeout=patience)
            task.add_done_callback(_forget)
    if late:
        return unmeasured(Why.TIMED_OUT)
    if task.cancelled():
        return unmeasured(Why.CANCELLED)
    error = task.exception()
    if error is not None:
        log.error("check %s broke", one.info.id, exc_info=error)
        return unmeasured(Why.BROKE, type(error).__name__)
    return task.result()


def _forget(task: "asyncio.Future[Judgement]") -> None:
    """Take the late end of a check that was given up, so that asyncio does not complain of it."""
    if not task.cancelled():
        task.exception()


async def _end(tasks: Collection["asyncio.Task[None]"]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=LAST_WORDS)


def _stamp(one: Check, world: World, judgement: Judgement, took: Span | None) -> Result:
    """Make the result: what was found, by whom, where, when."""
    link, elsewhere = world.obs.link, _elsewhere(world)
    if one.where is Where.HERE and elsewhere and judgement.verdict is not Verdict.SKIPPED:
        # This PC's figure says nothing certain about the one OBS runs on; it is kept, with this PC's name.
        judgement = Judgement(Verdict.INCONCLUSIVE, judgement.value, judgement.unit, Why.OTHER_MACHINE, link.host)
    return Result(
        check=one.info.id,
        verdict=judgement.verdict,
        at=world.now(),
        value=judgement.value,
        unit=judgement.unit,
        threshold=one.threshold(world.rig),
        machine=link.host if one.where is Where.OBS and elsewhere else world.machine,
        why=judgement.why,
        detail=judgement.detail,
        ready_in=judgement.ready_in,
        took=took,
        left=judgement.left,
    )


def _elsewhere(world: World) -> bool:
    """Tell whether OBS runs on another PC."""
    link = world.obs.link
    return link.state is not Link.OFF and not link.local
