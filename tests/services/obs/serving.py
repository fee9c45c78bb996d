"""Run the service in a test, and wait for what it says."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.vitals import Link, Obs
from liveops_desktop.services.obs import ObsService

GUARD = 60.0
"""Seconds after which something waited for counts as never coming, also on a busy machine."""


class Served:
    """A running service and everything it said."""

    def __init__(self, now: Callable[[], Instant]) -> None:
        self.service = ObsService(now, self._changed, jitter=lambda: 0.0)
        self.said: list[Obs] = []
        self._news = asyncio.Event()

    def _changed(self) -> None:
        self.said.append(self.service.reading)
        self._news.set()

    @property
    def reading(self) -> Obs:
        """The latest."""
        return self.service.reading

    async def until(self, seen: Callable[[Obs], bool]) -> None:
        """Wait until the reading is so. Raises ``TimeoutError``."""
        async with asyncio.timeout(GUARD):
            while not seen(self.reading):
                self._news.clear()
                await self._news.wait()

    async def until_link(self, state: Link) -> None:
        """Wait for that state of the link."""
        await self.until(lambda obs: obs.link.state is state)

    async def next_beat(self) -> None:
        """Wait for the next heartbeat: the statistics change with it alone."""
        last = self.reading.stats
        await self.until(lambda obs: obs.stats not in (None, last))

    async def until_given_up(self) -> None:
        """Wait until nobody is left who would try to connect."""
        async with asyncio.timeout(GUARD):
            while any(task.get_name() == "obs-keep" for task in asyncio.all_tasks()):  # noqa: ASYNC110 -- untold
                await asyncio.sleep(0.01)

    def links(self) -> list[tuple[Link, str]]:
        """Every state of the link in order, with its trouble, repeats left out."""
        found: list[tuple[Link, str]] = []
        for obs in self.said:
            entry = (obs.link.state, obs.link.trouble.value)
            if not found or found[-1] != entry:
                found.append(entry)
        return found


def real_now() -> Instant:
    """Return the wall clock's instant."""
    return Instant(time.time_ns() // 1_000_000)


@contextlib.asynccontextmanager
async def serving(now: Callable[[], Instant] = real_now) -> AsyncIterator[Served]:
    """Run a service; at the end its threads must be gone (``tests/conftest.py``). How soon: ``bench/obs.py``."""
    served = Served(now)
    task = asyncio.create_task(served.service.run())
    try:
        yield served
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
