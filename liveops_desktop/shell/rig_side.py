"""What runs beside the show on this station: the link to OBS, the vitals, alarms, sleep held off."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.intents import Intent
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Show
from liveops_desktop.core.vitals import Output, Vitals

if TYPE_CHECKING:
    from liveops_desktop.services.awake import Awake
    from liveops_desktop.services.obs import ObsService
    from liveops_desktop.services.vitals import Watch

log = logging.getLogger(__name__)

_RESTART_AFTER = 1.0  # s
_RECENT = 600  # readings, one a second


async def keep_running(name: str, service: Callable[[], Awaitable[None]], bug: Callable[[], None]) -> None:
    """Run *service* for ever: a failure is a bug of ours, logged and shown, and the service starts again."""
    while True:
        try:
            await service()
        except Exception:
            log.exception("%s stopped", name)
            bug()
        await asyncio.sleep(_RESTART_AFTER)


def _on(output: Output | None) -> tuple[bool, bool, bool]:
    """Return whether an output runs, reconnects, pauses."""
    return (False, False, False) if output is None else (output.active, output.reconnecting, output.paused)


class RigSide:
    """Owns the services. Heavy imports happen in :meth:`run`, after the first paint."""

    def __init__(
        self, now: Callable[[], Instant], changed: Callable[[], None], each_second: Callable[[], None]
    ) -> None:
        """*changed*: something may be drawn anew. *each_second*: after each reading of the vitals."""
        self._now = now
        self._changed = changed
        self._each_second = each_second
        self.obs: ObsService | None = None
        self.watch: Watch | None = None
        self._sliced_of: Sequence[tuple[Instant, Vitals]] = ()
        self._sliced: Sequence[tuple[Instant, Vitals]] = ()
        self._told: object = None
        """What of OBS was drawn at once, as it was then."""
        self._ready = asyncio.Event()
        self._awake: Awake | None = None
        self._awake_wanted = False

    @property
    def vitals(self) -> Vitals:
        """The latest readings, OBS's as fresh as they are; empty before the services are up."""
        if self.watch is None or self.obs is None:
            return Vitals()
        return msgspec.structs.replace(self.watch.latest, obs=self.obs.reading)

    @property
    def history(self) -> Sequence[tuple[Instant, Vitals]]:
        """The ring of readings, oldest first."""
        return self.watch.history if self.watch is not None else ()

    def recent(self) -> Sequence[tuple[Instant, Vitals]]:
        """The last ten minutes of the ring; the same object until the next reading."""
        history = self.history
        if history is not self._sliced_of:
            self._sliced_of, self._sliced = history, history[-_RECENT:]
        return self._sliced

    async def run(self, bug: Callable[[], None]) -> None:
        """Bring the services up and keep them running until cancelled."""
        from liveops_desktop.services.obs import ObsService
        from liveops_desktop.services.vitals import Watch

        obs = self.obs = ObsService(self._now, self._heard)
        self.watch = Watch(lambda: obs.reading, self._now, self._read)
        self._ready.set()
        async with asyncio.TaskGroup() as group:
            group.create_task(keep_running("the link to OBS", self.obs.run, bug))
            group.create_task(keep_running("the vitals", self.watch.run, bug))

    def _heard(self) -> None:
        """Draw at once what a crew acts on: a link, a scene, an output. Figures are drawn as the next second turns."""
        assert self.obs is not None
        reading = self.obs.reading
        told = (reading.link, reading.state, _on(reading.stream), _on(reading.record))
        if told != self._told:
            self._told = told
            self._changed()

    def _read(self) -> None:
        self._each_second()

    @property
    def awake_wanted(self) -> bool:
        """Whether sleep and screen saver are to be held off."""
        return self._awake_wanted

    async def hold_awake(self, *, wanted: bool) -> str:
        """Hold sleep and screen saver off, or let them be; return why not."""
        self._awake_wanted = wanted
        from liveops_desktop.services.awake import Awake

        self._awake = self._awake or Awake()
        if wanted:
            refusal = await self._awake.hold()
            if refusal:
                log.info("sleep is not held off: %s", refusal)
            return refusal
        await self._awake.release()
        return ""

    async def ready(self) -> None:
        """Wait until the services are up."""
        await self._ready.wait()

    def alarms(self, show: Show, rig: Rig) -> tuple[Intent, ...]:
        """Return the alarms to raise and to clear now."""
        from liveops_desktop.core.health import watch

        return watch(show, rig, self.history, self._now())
