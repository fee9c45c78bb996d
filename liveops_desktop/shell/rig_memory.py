"""What OBS was set to when it was good: kept after a good show, compared with before the next one (DESIGN §5)."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from liveops_desktop.core.clock import MINUTE, Instant, since
from liveops_desktop.core.drift import Difference, LastGood, differences, last_good, went_well
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.show import Kept, Show

ReadSetup = Callable[[], Awaitable[Setup]]


class RigMemory:
    """Knows the last good set-up of the open show and of this station, and what the latest preflight saw.

    *folder* is that of the shows.
    """

    def __init__(self, folder: Path, now: Callable[[], Instant]) -> None:
        """Nothing is read before ``load``."""
        self._folder, self._now = folder, now
        self._station: LastGood | None = None
        self._seen: Setup | None = None
        self._compared: tuple[object, ...] = ()
        self._differences: tuple[Difference, ...] = ()
        self._kept: Kept | None = None
        self._asked_after: Instant | None = None
        """The end of a show after which OBS was asked."""

    async def load(self) -> None:
        """Read what this station kept."""
        from liveops_desktop.store.last_good import read_last_good

        self._station = await asyncio.to_thread(read_last_good, self._folder)

    def good(self, show: Show | None) -> LastGood | None:
        """Return what to compare with."""
        return last_good(show, self._station)

    def saw(self, setup: Setup) -> None:
        """Take what a preflight has read."""
        self._seen = setup

    @property
    def seen(self) -> bool:
        """Whether a preflight has read what OBS is set to."""
        return self._seen is not None

    def drift(self, show: Show | None) -> tuple[Difference, ...]:
        """Return what the latest preflight saw otherwise than at the last good show; made anew only when it changes."""
        if self._seen is None:
            return ()
        accepted = frozenset() if show is None else show.drift_accepted
        good = self.good(show)
        now = (self._seen, None if good is None else good.setup, accepted)
        if len(now) != len(self._compared) or any(a is not b for a, b in zip(now, self._compared, strict=True)):
            self._compared, self._differences = now, differences(good, self._seen, accepted)
        return self._differences

    def due(self, show: Show | None) -> bool:
        """Say, once for each end, that a show has just ended well, and what OBS is set to is to be kept.

        Only right after the end: a show that is opened next week says nothing of OBS today.
        """
        if show is None or show.air.ended_at is None or show.air.ended_at == self._asked_after:
            return False
        self._asked_after = show.air.ended_at
        return went_well(show) and since(show.air.ended_at, self._now()) < MINUTE

    def news(self, show: Show | None) -> bool:
        """Say, once for each, that the show has kept something for the shows after it."""
        kept = None if show is None else show.kept
        fresh, self._kept = kept is not None and kept is not self._kept, kept
        return fresh

    async def keep(self, show: Show) -> None:
        """Write what the show kept, where this station has nothing newer."""
        from liveops_desktop.store.last_good import write_last_good

        good = self.good(show)
        if good is not None and good is not self._station and good != self._station:
            self._station = good
            await asyncio.to_thread(write_last_good, self._folder, good)
