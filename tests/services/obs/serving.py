"""Run the service in a test: real time, and waiting for what it says."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.vitals import Link, Obs
from liveops_desktop.services.obs import ObsService


class Served:
    """A running service and everything it said."""

    def __init__(self) -> None:
        self.service = ObsService(lambda: Instant(time.time_ns() // 1_000_000), self._changed, jitter=lambda: 0.0)
        self.said: list[tuple[float, Obs]] = []
        self._news = asyncio.Event()

    def _changed(self) -> None:
        self.said.append((time.monotonic(), self.service.reading))
        self._news.set()

    @property
    def reading(self) -> Obs:
        """The latest."""
        return self.service.reading

    async def until(self, seen: Callable[[Obs], bool], seconds: float) -> float:
        """Wait until the reading is so; return how many seconds that took. Raises ``TimeoutError``."""
        begun = time.monotonic()
        async with asyncio.timeout(seconds):
            while not seen(self.reading):
                self._news.clear()
                await self._news.wait()
        return time.monotonic() - begun

    async def until_link(self, state: Link, seconds: float) -> float:
        """Wait for that state of the link."""
        return await self.until(lambda obs: obs.link.state is state, seconds)

    def links(self) -> list[tuple[Link, str]]:
        """Every state of the link in order, with its trouble, repeats left out."""
        found: list[tuple[Link, str]] = []
        for _, obs in self.said:
            entry = (obs.link.state, obs.link.trouble.value)
            if not found or found[-1] != entry:
                found.append(entry)
        return found


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[Served]:
    """Run a service; at the end it must be gone within a second."""
    served = Served()
    task = asyncio.create_task(served.service.run())
    try:
        yield served
    finally:
        begun = time.monotonic()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        took = time.monotonic() - begun
        assert took <= 1.0, f"ending the service took {took:.2f} s"
