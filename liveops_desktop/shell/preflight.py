"""Running the checks from the window: started, told as they come, cancelled, kept as one fact."""

import asyncio
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.preflight import CheckInfo, Group, PreflightRun, Result
from liveops_desktop.core.rig import Rig
from liveops_desktop.shell.rig_side import RigSide


def catalogue() -> tuple[CheckInfo, ...]:
    """Return what the panel may know of the checks."""
    from liveops_desktop.checks import CATALOGUE

    return tuple(check.info for check in CATALOGUE)


class PreflightJob:
    """At most one run at a time. *finished* gets each whole run."""

    def __init__(
        self,
        rig_side: RigSide,
        now: Callable[[], Instant],
        changed: Callable[[], None],
        finished: Callable[[PreflightRun], None],
    ) -> None:
        self._rig_side = rig_side
        self._now = now
        self._changed = changed
        self._finished = finished
        self._task: asyncio.Task[None] | None = None
        self.results: Mapping[str, Result] = {}

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
    ) -> None:
        """Run the checks of *groups* (all when empty). Results of other groups are kept from *earlier*."""
        if not self.checking:
            self.results = {}
            self._task = group.create_task(self._run(groups, rig, earlier), name="preflight")
            self._changed()

    def cancel(self) -> None:
        """End the run; what it has not measured stays as it was."""
        if self._task is not None:
            self._task.cancel()

    async def _run(self, groups: frozenset[Group], rig: Rig, earlier: PreflightRun | None) -> None:
        from liveops_desktop.checks.run import run_checks
        from liveops_desktop.checks.world import LiveWorld

        with suppress(asyncio.CancelledError):
            await self._rig_side.ready()
            obs, watch = self._rig_side.obs, self._rig_side.watch
            assert obs is not None
            assert watch is not None
            started = self._now()
            world = LiveWorld(rig, obs, watch, self._now)
            results = await run_checks(world, groups, self._tell)
            fresh = {result.check: result for result in results}
            kept = {r.check: r for r in earlier.results if r.check not in fresh} if earlier and groups else {}
            run = PreflightRun(uuid.uuid4().hex, started, self._now(), (*kept.values(), *results))
            self._finished(run)
        self.results = {}
        self._changed()

    def _tell(self, result: Result) -> None:
        self.results = {**self.results, result.check: result}
        self._changed()
