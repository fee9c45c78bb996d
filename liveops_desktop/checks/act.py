"""What active checks are given to act with, shared by the checks of one run."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from liveops_desktop.checks.reach import ActiveWorld, Doing, T
from liveops_desktop.core.preflight import Progress
from liveops_desktop.core.vitals import Obs

OnProgress = Callable[[Progress], None]


class Shared:
    """One run of active checks: what they measured for each other."""

    def __init__(self, world: ActiveWorld, asked: frozenset[str] = frozenset()) -> None:
        """Nothing is measured before a check asks. *asked*: all checks of the run."""
        self.world = world
        self.asked = asked
        self.kept: dict[str, asyncio.Future[Any]] = {}

    def doing(self, check: str, on_progress: OnProgress) -> Doing:
        """Return what the check of that id acts with."""
        return _Doing(self, check, on_progress)


class _Doing:
    def __init__(self, shared: Shared, check: str, on_progress: OnProgress) -> None:
        self._shared, self._check, self._on_progress = shared, check, on_progress

    @property
    def asked(self) -> frozenset[str]:
        return self._shared.asked

    @property
    def stage(self) -> ActiveWorld:
        return self._shared.world

    def tell(self, share: float, samples: Sequence[float] = (), unit: str = "", step: str = "") -> None:
        self._on_progress(Progress(self._check, min(1.0, max(0.0, share)), tuple(samples), unit, step))

    async def once(self, key: str, work: Callable[[], Awaitable[T]]) -> T:
        kept = self._shared.kept
        if key not in kept:
            answer = asyncio.get_running_loop().create_future()
            try:
                answer.set_result(await work())
            except Exception as error:  # noqa: BLE001 -- whatever it is, it is raised to each that asks
                answer.set_exception(error)
            kept[key] = answer  # a cancelled one is not kept: it measured nothing
        given: T = await kept[key]
        return given

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        return await self._shared.world.request(name, data)

    async def read_obs(self) -> Obs:
        return await self._shared.world.read_obs()
