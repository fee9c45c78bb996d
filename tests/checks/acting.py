"""A world that can be acted on, made of nothing but data: what it was asked is kept, what it answers is given."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from liveops_desktop.checks.reach import T
from liveops_desktop.core.bandwidth import Measurement, Past, Plan
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.vitals import Obs
from tests.checks.readings import T0, StillWorld


class StillStage(StillWorld):
    """``StillWorld`` that takes requests: each is kept in ``requests`` and answered with nothing."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.plans: list[Plan] = []
        self.measured: Callable[[Plan], Measurement] = lambda _: Measurement("http", "relay", T0)
        self.past: list[Past] = []
        self.disk_speed = 100.0
        self.written = ("", 0)
        self.files: dict[str, int] = {}
        self.requests: list[tuple[str, dict[str, Any]]] = []

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        self.requests.append((name, data or {}))
        return {}

    async def read_obs(self) -> Obs:
        return self.obs

    async def measure(self, plan: Plan, heard: Callable[[float, Sequence[float]], None]) -> Measurement:
        self.plans.append(plan)
        heard(0.5, (1.0,))
        return self.measured(plan)

    async def earlier(self) -> tuple[Past, ...]:
        return tuple(self.past)

    async def remember(self, one: Past) -> None:
        self.past.append(one)

    def when(self, at: Instant) -> str:
        return f"@{at - self.now()}"

    async def write_speed(self, path: str, megabytes: int, heard: Callable[[float], None]) -> float:
        self.written = (path, megabytes)
        heard(1.0)
        return self.disk_speed

    async def files_in(self, folder: str) -> frozenset[str] | None:
        return frozenset(path.removeprefix(f"{folder}/") for path in self.files if path.startswith(f"{folder}/"))

    async def remove_file(self, path: str) -> bool:
        return self.files.pop(path, None) is not None

    async def size_of(self, path: str) -> int | None:
        return self.files.get(path)


class StillDoing:
    """What a check acts with, for a test that calls its function by itself."""

    def __init__(self, world: StillStage, asked: frozenset[str] = frozenset()) -> None:
        self.world = self.stage = world
        self.asked = asked
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
