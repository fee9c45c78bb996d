"""What the live world sees and does beyond OBS: the far side, this PC's disk, the line."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from liveops_desktop.checks.reach import Unreachable
from liveops_desktop.core.bandwidth import Measurement, Past, Plan
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.ingest import Feed, Folder
from liveops_desktop.core.preflight import Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.services import disk, network
from liveops_desktop.services.far_side import NotStatistics, read_feeds
from liveops_desktop.services.network import Kind, NetworkTrouble
from liveops_desktop.store.measured import keep_past, read_past

RTTS = 20
APART = 0.06
RTT_LIMIT = 1.0

_WHY = {Kind.NO_ANSWER: Why.NO_ANSWER, Kind.REFUSED: Why.REFUSED, Kind.CLOSED: Why.CLOSED}


class Around:
    """Part of ``LiveWorld``; *past* is the file of what was measured before, None: nothing is kept."""

    def __init__(self, rig: Rig, now: Callable[[], Instant], past: Path | None) -> None:
        """Nothing is looked at before a check asks."""
        self.rig = rig
        self.now = now
        self._past = past
        self._rtts: dict[tuple[str, int], asyncio.Task[tuple[Span | None, ...]]] = {}

    async def rtts(self, host: str, port: int) -> tuple[Span | None, ...]:
        """Return how long each of 20 connections took, None for a miss; once in a run for each address."""
        where = (host, port)
        if where not in self._rtts:
            self._rtts[where] = asyncio.create_task(_connections(host, port), name="connections one after another")
        return await asyncio.shield(self._rtts[where])

    async def feeds(self, server: str) -> tuple[Feed, ...]:
        """Return what the ingest says of the application of *server*; raise ``Unreachable``."""
        application = urlsplit(server).path.strip("/").partition("/")[0]
        try:
            return await read_feeds(self.rig.stats_url, application)
        except NetworkTrouble as trouble:
            raise Unreachable(_WHY.get(trouble.kind, Why.UNREACHABLE)) from trouble
        except NotStatistics as odd:
            raise Unreachable(Why.UNAVAILABLE, str(odd)) from odd

    async def folder(self, path: str) -> Folder:
        """Return what this PC sees of a folder."""
        return await asyncio.to_thread(disk.look_at, Path(path))

    async def size_of(self, path: str) -> int | None:
        """Return the size of a file of this PC in bytes, None where there is none."""

        def look() -> int | None:
            with suppress(OSError):
                return Path(path).stat().st_size
            return None

        return await asyncio.to_thread(look)

    async def files_in(self, folder: str) -> frozenset[str] | None:
        """Return the names of what is in a folder, None where it cannot be read."""

        def look() -> frozenset[str] | None:
            with suppress(OSError):
                return frozenset(entry.name for entry in Path(folder).iterdir())
            return None

        return await asyncio.to_thread(look)

    async def remove_file(self, path: str) -> bool:
        """Remove a file, and no folder; tell whether it is gone."""

        def remove() -> bool:
            with suppress(OSError):
                Path(path).unlink()
                return True
            return False

        return await asyncio.to_thread(remove)

    async def write_speed(self, path: str, megabytes: int, heard: Callable[[float], None]) -> float:
        """Return how many megabytes a second a folder takes; raise ``Unreachable``."""
        loop, going = asyncio.get_running_loop(), True

        def hear(share: float) -> bool:
            if going:
                loop.call_soon_threadsafe(heard, share)
            return going

        writing = asyncio.ensure_future(asyncio.to_thread(disk.write_speed, Path(path), megabytes, hear))
        try:
            return await asyncio.shield(writing)
        except OSError as error:
            raise Unreachable(Why.NOT_WRITABLE, error.strerror or "") from error
        finally:
            going = False  # cancelled: the thread ends after the block it is at
            with suppress(OSError):
                await asyncio.wait({writing}, timeout=0.5)

    async def measure(self, plan: Plan, heard: Callable[[float, Sequence[float]], None]) -> Measurement:
        """Measure the line."""
        from liveops_desktop.services.bandwidth import measure

        return await measure(plan, heard, self.now)

    async def earlier(self) -> tuple[Past, ...]:
        """Return what this station measured before."""
        return await asyncio.to_thread(read_past, self._past) if self._past is not None else ()

    async def remember(self, one: Past) -> None:
        """Keep a measurement; where that cannot be written, it is not kept."""
        if self._past is not None:
            with suppress(OSError):
                await asyncio.to_thread(keep_past, self._past, one)

    def when(self, at: Instant) -> str:
        """Return the date and time of day of *at* where this PC is."""
        return datetime.fromtimestamp(at / 1_000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


async def _connections(host: str, port: int) -> tuple[Span | None, ...]:
    async def connect(number: int) -> Span | None:
        await asyncio.sleep(number * APART)
        with suppress(NetworkTrouble):
            return await network.connect_tcp(host, port, RTT_LIMIT)
        return None

    return tuple(await asyncio.gather(*(connect(number) for number in range(RTTS))))
