"""A measurement that is cancelled, until all of it has ended: the holds of the bandwidth, and a look at a recording."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.cancelled import cancelled
from bench.figure import Figure
from liveops_desktop.core.bandwidth import Plan
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.services.bandwidth import measure as bandwidth
from liveops_desktop.services.bandwidth.relay import MINI, SPEEDTEST
from liveops_desktop.services.recording import marks
from tests.lab.parts import pick_port
from tests.lab.sink import Sink

RUNS = 5
PROMISE = 1.0
"""Seconds."""
_LENGTH = Span(600_000)
_UNDER_WAY = 1.5


def measure() -> Iterator[Figure]:
    """Cancel each a few times over; each figure is the longest."""
    with _sink() as sink:
        yield _figure("a hold over HTTP", lambda: _hold(sink.url))
        sink.mode = "stall"
        yield _figure("a hold over HTTP that stalls", lambda: _hold(sink.url))
    with _sink() as sink:
        sink.mbps = 1.0
        os.environ[MINI] = sink.mini
        yield _figure("speedtest-cli", lambda: _hold(SPEEDTEST))
    if shutil.which("iperf3"):
        with _iperf() as address:
            yield _figure("iperf3", lambda: _hold(address))
    if shutil.which("ffmpeg"):
        with tempfile.TemporaryDirectory() as kept:
            endless = Path(kept) / "endless.mkv"
            os.mkfifo(endless)  # nobody writes
            yield _figure("a look at a recording", lambda: marks(str(endless)))


def _hold(relay: str) -> Coroutine[object, object, object]:
    return bandwidth(Plan(relay, 8_000.0, _LENGTH), lambda *_: None, lambda: Instant(0))


def _figure(what: str, work: Callable[[], Coroutine[object, object, object]]) -> Figure:
    took = max(asyncio.run(_cancelled(work())) for _ in range(RUNS))
    return Figure(f"measuring: {what} cancelled → ended", took, "s", PROMISE, f"longest of {RUNS}, no child left")


async def _cancelled(work: Coroutine[object, object, object]) -> float:
    before = set(psutil.Process().children())
    task = asyncio.create_task(work)
    await asyncio.sleep(_UNDER_WAY)
    took = await cancelled(task)
    if set(psutil.Process().children()) != before:
        raise ValueError("a child is left")
    return took


@contextmanager
def _sink() -> Iterator[Sink]:
    sink = Sink()
    try:
        yield sink
    finally:
        sink.end()


@contextmanager
def _iperf() -> Iterator[str]:
    port = pick_port()
    command = ["iperf3", "-s", "-B", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            time.sleep(1.0)  # it tells nobody when it listens
            yield f"127.0.0.1:{port}"
        finally:
            server.kill()
