"""All passive checks at once while nothing outside answers and one of them never ends."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.figure import Figure
from liveops_desktop.checks import CATALOGUE, Judgement, Where, World, check
from liveops_desktop.checks.run import run_checks
from liveops_desktop.checks.world import live_world
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Group
from liveops_desktop.core.rig import Rig


@contextmanager
def silent_port() -> Iterator[int]:
    """Give a port that accepts connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        yield int(server.getsockname()[1])


@check("bench.hangs", Group.MACHINE, where=Where.HERE, limit=Span(2_500))
async def hangs(_world: World) -> Judgement:
    """Never end."""
    await asyncio.Event().wait()
    raise AssertionError


def measure() -> Iterator[Figure]:
    """The whole catalogue against an OBS and an ingest that accept and say nothing; no window is waited for."""
    with silent_port() as obs, silent_port() as ingest:
        took, done = asyncio.run(_run(obs, Rig(ingest=f"rtmp://127.0.0.1:{ingest}/live")))
    yield Figure(
        "checks: all passive ones, whatever is broken", took, "s", 3.0, f"{done} checks, OBS and ingest silent"
    )


async def _run(obs: int, rig: Rig) -> tuple[float, int]:
    async with live_world(rig, "127.0.0.1", obs, None) as world:
        began = time.perf_counter()
        results = await run_checks(world, wait=False, catalogue=(*CATALOGUE, hangs))
        return time.perf_counter() - began, len(results)
