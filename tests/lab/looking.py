"""Looking at a lab's OBS with the program's own checks, and a wire to it that can be slow or swallow events."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from liveops_desktop.checks import CATALOGUE, Check
from liveops_desktop.checks.run import run_checks
from liveops_desktop.checks.world import LiveWorld
from liveops_desktop.core.preflight import Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Link, LinkTrouble
from liveops_desktop.services.clock import StationClock
from liveops_desktop.services.obs import ObsService
from liveops_desktop.services.vitals import Watch
from tests.lab.studio import LabObs

SECRET = b"s" * 32
Said = tuple[Verdict, Why]


class Aim(NamedTuple):
    """Something that speaks as OBS, at that port."""

    port: int
    password: str
    folder: Path


class Look:
    """What the checks found; ``look["obsv.idle"]`` is verdict and reason."""

    def __init__(self, results: Sequence[Result]) -> None:
        self.results = {one.check: one for one in results}

    def __getitem__(self, check: str) -> Said:
        return self.results[check].verdict, self.results[check].why

    def tell(self, fault: str, *checks: str) -> None:
        """Print the row of the closing table."""
        for check in checks:
            one = self.results[check]
            took = "" if one.took is None else f"{one.took / 1_000:.2f} s"
            print(f"| {fault} | {check} | {one.verdict.value} {one.why.value} {one.value}{one.unit} | {took} |")


def rows(*ids: str) -> tuple[Check, ...]:
    """Return these rows of the catalogue."""
    found = tuple(one for one in CATALOGUE if one.info.id in ids)
    assert len(found) == len(ids)
    return found


@contextlib.asynccontextmanager
async def station(
    studio: LabObs | Aim, rig: Rig, *, port: int | None = None, password: str | None = None
) -> AsyncIterator[LiveWorld]:
    """Link to that OBS, or find out why not, and give the world of one run."""
    clock = StationClock()
    settled = asyncio.Event()

    def changed() -> None:
        if service.reading.link.state is Link.CONNECTED or service.reading.link.trouble is not LinkTrouble.NONE:
            settled.set()

    service = ObsService(clock.now, changed)
    watch = Watch(lambda: service.reading, clock.now)
    service.connect("127.0.0.1", port or studio.port, studio.password if password is None else password)
    tasks = [asyncio.create_task(service.run()), asyncio.create_task(watch.run())]
    config = studio.folder / "home" / ".config" / "obs-studio"
    try:
        async with asyncio.timeout(30):
            await settled.wait()
        yield LiveWorld(rig, service, watch, clock.now, secret=SECRET, folders=lambda: (config,))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def look(studio: LabObs, rig: Rig, *ids: str, port: int | None = None, password: str | None = None) -> Look:
    """Run these checks once, as they stand now."""

    async def run() -> Look:
        async with station(studio, rig, port=port, password=password) as world:
            return Look(await run_checks(world, catalogue=rows(*ids), wait=False))

    return asyncio.run(run())


class Wire:
    """A TCP relay to OBS on a port of its own: ``delay`` seconds each way; ``deaf``: connection 2 gets nothing more."""

    def __init__(self, to: int) -> None:
        self.to, self.port, self.delay, self.deaf = to, 0, 0.0, False
        self._count = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> "Wire":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        for writer in self._writers:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._count += 1
        number = self._count
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to)
        self._writers += [writer, far_writer]
        self._go(self._copy(reader, far_writer, lambda: False))
        self._go(self._copy(far_reader, writer, lambda: self.deaf and number == 2))

    def _go(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)

    async def _copy(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, swallows: Callable[[], bool]
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                if self.delay:
                    await asyncio.sleep(self.delay)
                if not swallows():
                    writer.write(data)
                    await writer.drain()
        writer.close()
