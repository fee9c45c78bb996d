"""A world that can be acted on, made of nothing but data: what it was asked is kept, what it answers is given."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from liveops_desktop.checks.check import T
from liveops_desktop.core.vitals import Obs
from tests.checks.readings import StillWorld


class StillStage(StillWorld):
    """``StillWorld`` that takes requests: each is kept in ``requests`` and answered with nothing."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.requests: list[tuple[str, dict[str, Any]]] = []

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        self.requests.append((name, data or {}))
        return {}

    async def read_obs(self) -> Obs:
        return self.obs


class StillDoing:
    """What a check acts with, for a test that calls its function by itself."""

    def __init__(self, world: StillStage) -> None:
        self.world = world
        self.told: list[tuple[float, tuple[float, ...], str, str]] = []
        self.kept: dict[str, Any] = {}

    def tell(self, share: float, samples: Sequence[float] = (), unit: str = "", step: str = "") -> None:
        self.told.append((share, tuple(samples), unit, step))

    async def once(self, key: str, work: Callable[[], Awaitable[T]]) -> T:
        if key not in self.kept:
            self.kept[key] = await work()
        given: T = self.kept[key]
        return given

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        return await self.world.request(name, data)

    async def read_obs(self) -> Obs:
        return await self.world.read_obs()
