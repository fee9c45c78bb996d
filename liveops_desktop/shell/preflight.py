"""Running the checks from the window: started, told as they come, cancelled, kept as one fact."""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.preflight import CheckInfo, Group, Leaves, Phase, PreflightRun, Progress, Result, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Show
from liveops_desktop.services.key_mark import mark_secret
from liveops_desktop.shell.paths import data_folder
from liveops_desktop.shell.rig_memory import RigMemory
from liveops_desktop.shell.rig_side import RigSide

if TYPE_CHECKING:
    from liveops_desktop.checks.world import LiveWorld
    from liveops_desktop.services.devices import DeviceHistory

log = logging.getLogger(__name__)

_EVERY = 0.25  # s
_RESULTS_EVERY = 0.8  # s
_GUARDED = 10.0
"""Seconds that the program stays, its window gone, to stop what an active check has started."""
MEASURED = "measured.jsonl"
"""What this station measured of its lines, in the data folder."""

Checks = Callable[["LiveWorld"], Awaitable[tuple[Result, ...]]]


def catalogue() -> tuple[CheckInfo, ...]:
    """Return what the panel may know of the checks."""
    from liveops_desktop.checks import CATALOGUE

    return tuple(check.info for check in CATALOGUE)


class PreflightJob:
    """At most one run at a time, passive or active. *finished* gets each whole run."""

    def __init__(
        self,
        rig_side: RigSide,
        now: Callable[[], Instant],
        changed: Callable[[], None],
        finished: Callable[[PreflightRun], None],
        memory: RigMemory,
    ) -> None:
        self._rig_side = rig_side
        self._memory = memory
        self._now = now
        self._changed = changed
        self._finished = finished
        self._task: asyncio.Task[None] | None = None
        self._pace = Pace(changed, _EVERY)
        self._results_pace = Pace(changed, _RESULTS_EVERY)
        self.results: Mapping[str, Result] = {}
        self.progress: Mapping[str, Progress] = {}
        self.consent: tuple[tuple[str, Leaves], ...] = ()
        """What waits for a person's word, by check id."""
        self._asked: frozenset[str] = frozenset()
        self._devices: DeviceHistory | None = None

    @property
    def checking(self) -> bool:
        """A run is in progress."""
        return self._task is not None and not self._task.done()

    def start(
        self,
        group: asyncio.TaskGroup,
        groups: frozenset[Group],
        rig: Rig,
        earlier: PreflightRun | None,
        phase: Phase = Phase.RIG,
        show: Show | None = None,
    ) -> None:
        """Run the passive checks of *groups* (all when empty) and *phase*; results of others are kept from *earlier*.

        *show*: what OBS is set to is compared with its last good one.
        """

        async def checks(world: "LiveWorld") -> tuple[Result, ...]:
            world.last_good = self._memory.good(show)
            world.accepted = frozenset() if show is None else show.drift_accepted
            results = await _passive(world, groups, phase, self._tell)
            await self._look(world, groups)
            return results

        self._begin(group, checks, rig, earlier, "preflight", phase)

    def ask(self, group: asyncio.TaskGroup, ids: frozenset[str], rig: Rig, earlier: PreflightRun | None) -> None:
        """Ask a person to agree to what these active checks will do; where that is nothing, run them at once."""
        from liveops_desktop.checks.run import leaving

        if self.checking:
            return
        self._asked, self.consent = ids, leaving(ids, rig)
        if all(what == Leaves(length=what.length) for _, what in self.consent):
            self.agree(group, rig, earlier)
        self._changed()

    def agree(self, group: asyncio.TaskGroup, rig: Rig, earlier: PreflightRun | None) -> None:
        """Run what was agreed to; where the rig was changed since it was asked, ask again instead."""
        from liveops_desktop.checks.run import leaving

        agreed, ids = self.consent, self._asked
        if not ids:
            return
        self.decline()
        if leaving(ids, rig) != agreed:
            self.ask(group, ids, rig, earlier)
            return
        if not self.checking:
            self.progress = {check: Progress(check, 0.0) for check in ids}  # from the first draw: these run, not all
        self._begin(group, lambda world: self._active(world, ids), rig, earlier, "active preflight")

    def decline(self) -> None:
        """Nobody agrees: what was asked for is forgotten."""
        self._asked, self.consent = frozenset(), ()
        self._changed()

    def cancel(self) -> None:
        """End the run; what it has not measured stays as it was."""
        if self._asked:
            self.decline()
        if self._task is not None:
            self._task.cancel()

    async def leave(self) -> None:
        """End the run before the link to OBS ends: a stream that a soak has started must not go on without us.

        Takes at most about ten seconds, where OBS hangs; then it is in the log.
        """
        self.cancel()
        if self._task is not None:
            await asyncio.wait({self._task})
            from liveops_desktop.checks.soaking import let_guards_end

            try:
                async with asyncio.timeout(_GUARDED):
                    await let_guards_end()
            except TimeoutError:
                log.warning("OBS could not be told to stop: it may still stream to the test target")

    def _begin(
        self,
        group: asyncio.TaskGroup,
        checks: Checks,
        rig: Rig,
        earlier: PreflightRun | None,
        name: str,
        phase: Phase | None = None,
    ) -> None:
        """*phase* None: that of the run before, as what an active check measures serves both."""
        if not self.checking:
            self.results = {}
            phase = phase or (Phase.RIG if earlier is None else earlier.phase)
            self._task = group.create_task(self._run(checks, rig, earlier, phase), name=name)
            self._changed()

    async def world(self, rig: Rig) -> "LiveWorld":
        """Return the world as it is now, for one look at it."""
        from liveops_desktop.checks.world import LiveWorld

        await self._rig_side.ready()
        obs, watch = self._rig_side.obs, self._rig_side.watch
        assert obs is not None
        assert watch is not None
        secret = await asyncio.to_thread(_mark_secret)
        if self._devices is None:
            from liveops_desktop.services.devices import DeviceHistory

            self._devices = DeviceHistory()
        return LiveWorld(
            rig, obs, watch, self._now, secret=secret, devices=self._devices, past=data_folder() / MEASURED
        )

    async def _look(self, world: "LiveWorld", groups: frozenset[Group]) -> None:
        """Remember what OBS is set to, where the run has looked at that."""
        from liveops_desktop.checks.reach import Unreachable

        if not groups or Group.DRIFT in groups:
            with suppress(Unreachable):
                self._memory.saw(await world.setup())

    async def _run(self, checks: Checks, rig: Rig, earlier: PreflightRun | None, phase: Phase) -> None:
        with suppress(asyncio.CancelledError):
            world = await self.world(rig)
            started = self._now()
            try:
                results = await checks(world)
            finally:
                await world.leave()
            if results:
                fresh = {result.check for result in results}
                kept = [r for r in earlier.results if r.check not in fresh] if earlier else []
                self._finished(PreflightRun(uuid.uuid4().hex, started, self._now(), (*kept, *results), phase))
        self.results, self.progress = {}, {}
        self._pace.stop()
        self._results_pace.stop()
        self._changed()

    async def _active(self, world: "LiveWorld", ids: frozenset[str]) -> tuple[Result, ...]:
        """Run active checks. Cancelled in the middle, those that were measured are kept: they cost somebody minutes."""
        from liveops_desktop.checks.run import run_active

        try:
            return await run_active(world, ids, self._tell, self._hear)
        except asyncio.CancelledError:
            return tuple(one for one in self.results.values() if one.why is not Why.CANCELLED)

    def _tell(self, result: Result) -> None:
        self.results = {**self.results, result.check: result}
        self.progress = {check: one for check, one in self.progress.items() if check != result.check}
        # A hundred results come within a second: drawn one by one, they would hold up the very checks that come next.
        self._results_pace.tell()

    def _hear(self, progress: Progress) -> None:
        self.progress = {**self.progress, progress.check: progress}
        self._pace.tell()


def _mark_secret() -> bytes:
    """Return what this station marks stream keys with; empty where it can keep none, and then none is marked."""
    try:
        return mark_secret(data_folder() / "key-mark")
    except OSError:
        log.exception("no secret for marks of the stream key")
        return b""


async def _passive(
    world: "LiveWorld", groups: frozenset[Group], phase: Phase, tell: Callable[[Result], None]
) -> tuple[Result, ...]:
    from liveops_desktop.checks.run import run_checks

    return await run_checks(world, groups, tell, phase=phase)


class Pace:
    """Tells *changed* at most once in *every* seconds, and the last change for certain."""

    def __init__(self, changed: Callable[[], None], every: float) -> None:
        self._changed, self._every = changed, every
        self._due: asyncio.TimerHandle | None = None

    def tell(self) -> None:
        """Something has changed: it is told within that time."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(self._every, self._now)

    def stop(self) -> None:
        """Tell no more of what is waiting."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _now(self) -> None:
        self._due = None
        self._changed()
