"""How soon the link to a real OBS tells that it was killed or hangs, ends, and finds one whose port opens."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bench.figure import CannotMeasureError, Figure
from bench.screen import screen
from liveops_desktop.core.vitals import Link
from tests.lab.parts import pick_port
from tests.lab.studio import LabObs
from tests.services.obs.fake_obs import FakeObs
from tests.services.obs.serving import Served, real_now

RUNS = 5
_REFUSED = 1.3
"""Seconds for which a port stays shut: it is knocked at every half second, so that falls anywhere between two."""


def measure() -> Iterator[Figure]:
    """Hurt one OBS a few times over; each figure is the longest."""
    if shutil.which("obs") is None or shutil.which("Xvfb") is None:
        raise CannotMeasureError("needs obs and Xvfb")
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        os.environ.update(given)
        obs = LabObs(Path(kept) / "obs", given["DISPLAY"])
        try:
            obs.start()
            obs.build_scenes()
            lost, degraded, silent, ended = asyncio.run(_hurt(obs))
        finally:
            obs.end()
    opened = asyncio.run(_opens())
    times = f"longest of {RUNS}"
    yield Figure("obs: killed → lost", lost, "s", 1.0, times)
    yield Figure("obs: stopped → degraded", degraded, "s", 3.0, times)
    yield Figure("obs: stopped → lost", silent, "s", 5.0, times)
    yield Figure("obs: the link ended while OBS hangs", ended, "s", 1.0, times)
    yield Figure("obs: its port opens → connected, all read", opened, "s", 0.8, f"{times}; a port that was shut before")


@asynccontextmanager
async def _serving(took: list[float]) -> AsyncIterator[Served]:
    """Run a link; *took* gets how long its end took, in seconds."""
    served = Served(real_now)
    task = asyncio.create_task(served.service.run())
    try:
        yield served
    finally:
        began = time.perf_counter()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        took.append(time.perf_counter() - began)


async def _up(served: Served, obs: LabObs) -> None:
    served.service.connect(obs.host, obs.port, obs.password)
    await served.until_link(Link.CONNECTED)


async def _hurt(obs: LabObs) -> tuple[float, float, float, float]:
    """Return the longest of: killed → lost, stopped → degraded, stopped → lost, and the end while it hangs."""
    lost, degraded, silent, ended = list[float](), list[float](), list[float](), list[float]()
    for turn in range(RUNS):
        async with _serving([]) as served:
            await _up(served, obs)
            await asyncio.sleep(turn / RUNS)  # anywhere between two heartbeats
            began = time.perf_counter()
            obs.stop()
            await served.until_link(Link.DEGRADED)
            degraded.append(time.perf_counter() - began)
            await served.until_link(Link.LOST)
            silent.append(time.perf_counter() - began)
            obs.cont()
            await served.until_link(Link.CONNECTED)
        async with _serving(ended) as served:
            await _up(served, obs)
            obs.stop()
            await asyncio.sleep(1.0 + turn / RUNS)  # a heartbeat waits, or has been given up
        obs.cont()
        async with _serving([]) as served:
            await _up(served, obs)
            await asyncio.sleep(turn / RUNS)
            began = time.perf_counter()
            obs.kill9()
            await served.until_link(Link.LOST)
            lost.append(time.perf_counter() - began)
        await asyncio.to_thread(obs.start)
    return max(lost), max(degraded), max(silent), max(ended)


async def _opens() -> float:
    """Return the longest from a port that opens to the link connected; an OBS of a few lines opens it on order."""
    took: list[float] = []
    for turn in range(RUNS):
        port = pick_port()
        async with _serving([]) as served:
            served.service.connect("127.0.0.1", port, None)
            await asyncio.sleep(_REFUSED + turn / RUNS / 2)
            fake = FakeObs()
            server = await asyncio.start_server(fake.serve, "127.0.0.1", port)
            began = time.perf_counter()
            await served.until_link(Link.CONNECTED)
            took.append(time.perf_counter() - began)
            server.close()
    return max(took)
