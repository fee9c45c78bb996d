"""The watch over the vitals: once a second, OBS and this machine into a bounded ring."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from liveops_desktop.core.clock import SECOND, Instant, Span
from liveops_desktop.core.rates import rates
from liveops_desktop.core.vitals import Machine, Obs, Vitals
from liveops_desktop.services.machine import MachineReader
from liveops_desktop.services.pulse import pulse

KEPT = 3_700
"""Readings: an hour and a little more."""


class Watch:
    """Collects the vitals while ``run`` runs. All of it belongs to the loop's thread, save the machine's reading.

    *obs* returns the latest of OBS and must not block; *now* is the station's clock. *changed* is called after each
    reading, in the loop's thread.
    """

    def __init__(
        self,
        obs: Callable[[], Obs],
        now: Callable[[], Instant],
        changed: Callable[[], None] = lambda: None,
        *,
        every: Span = SECOND,
        kept: int = KEPT,
    ) -> None:
        """Nothing is read before ``run``."""
        self._obs = obs
        self._now = now
        self._changed = changed
        self._every = every / SECOND
        self._ring: deque[tuple[Instant, Vitals]] = deque(maxlen=kept)
        self._history: tuple[tuple[Instant, Vitals], ...] | None = ()

    @property
    def latest(self) -> Vitals:
        """The latest vitals; all unknown before the first reading."""
        return self._ring[-1][1] if self._ring else Vitals()

    @property
    def history(self) -> tuple[tuple[Instant, Vitals], ...]:
        """All that is kept, oldest first."""
        if self._history is None:
            self._history = tuple(self._ring)
        return self._history

    async def run(self) -> None:
        """Read until cancelled, on a schedule that does not drift, the first time at once.

        A reading that comes too late is left out. What *obs* or *changed* raises ends the run; what was read is kept,
        and it may be run again.
        """
        loop = asyncio.get_running_loop()
        # One thread of its own: psutil counts the CPU by thread, and the loop's shared ones may be busy.
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="machine") as worker:
            reader = await loop.run_in_executor(worker, MachineReader, self._now())
            while True:
                machine = await loop.run_in_executor(worker, reader.read, self._now())
                self._keep(self._obs(), machine)
                self._changed()
                await pulse(self._every)

    def _keep(self, obs: Obs, machine: Machine) -> None:
        at = self._now()
        self._ring.append((at, Vitals(obs, machine=machine)))
        self._ring[-1] = (at, Vitals(obs, rates(self._ring), machine))
        self._history = None
