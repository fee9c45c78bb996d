"""What hangs is ended: by its own limit, by Ctrl+C, by Cancel."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.cancelled import cancelled
from bench.checks import silent_port
from bench.figure import CannotMeasureError, Figure
from bench.screen import environment, screen
from liveops_desktop.checks.here import Here
from liveops_desktop.checks.run import run_active, run_checks
from liveops_desktop.checks.world import live_world
from liveops_desktop.core.preflight import Group, Progress
from liveops_desktop.core.rig import Rig
from liveops_desktop.services.devices import DeviceHistory
from tests.checks.acting import StillStage
from tests.lab.sound import Pulse
from tests.lab.studio import LabObs

RUNS = 5
CALLERS = 8
"""Connections to a silent port after which a preflight is in the middle of its checks."""
_PREFLIGHT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from liveops_desktop.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""As at a terminal: what a shell has put into the background ignores the key."""


class Desk(Here, StillStage):
    """A PC as it is, beside an OBS that is in order."""

    def __init__(self) -> None:
        StillStage.__init__(self, Rig(microphones=("LabMic",)))
        Here.__init__(self, self.now, DeviceHistory())


def measure() -> Iterator[Figure]:
    """Each several times; the longest counts."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        key = [_ctrl_c(environment(folder / "home", {})) for _ in range(RUNS)]
        yield Figure("ends: Ctrl+C to the end of a preflight's process", max(key), "s", 1.5, f"longest of {RUNS}")
        silent = asyncio.run(_silent())
        yield Figure("ends: a preflight, OBS silent from the first", silent, "s", 6.5, "3 s for the link, then checks")
        yield Figure("ends: devices, the sound server says nothing", _mute(folder), "s", 4.0, "what asked it is ended")
        try:
            yield _line(folder / "sound")
            yield _stopped(folder / "obs")
        except (pytest.skip.Exception, pytest.fail.Exception) as why:
            raise CannotMeasureError(str(why)) from why


def _ctrl_c(env: dict[str, str]) -> float:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        port = server.getsockname()[1]
        words = ["preflight", "--port", str(port), "--ingest", f"rtmp://127.0.0.1:{port}/a"]
        command = [sys.executable, "-c", _PREFLIGHT, *words]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            held = [server.accept()[0] for _ in range(CALLERS)]
            began = time.perf_counter()
            child.send_signal(signal.SIGINT)
            child.communicate(timeout=60)
            took = time.perf_counter() - began
            for one in held:
                one.close()
    if child.returncode != 2:
        raise CannotMeasureError(f"the preflight ended by itself: {child.returncode}")
    return took


async def _silent() -> float:
    with silent_port() as obs:
        began = time.perf_counter()
        async with live_world(Rig(), "127.0.0.1", obs, None) as world:
            await run_checks(world, wait=False)
        return time.perf_counter() - began


def _mute(folder: Path) -> float:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "mute"))
        server.listen(8)
        with _sound_at(f"unix:{folder / 'mute'}"):
            return asyncio.run(_devices())


async def _devices() -> float:
    desk = Desk()
    began = time.perf_counter()
    await run_checks(desk, [Group.DEVICES], wait=False)
    await desk.leave()
    return time.perf_counter() - began


@contextmanager
def _sound_at(server: str) -> Iterator[None]:
    os.environ["PULSE_SERVER"] = server
    try:
        yield
    finally:
        del os.environ["PULSE_SERVER"]


def _line(folder: Path) -> Figure:
    folder.mkdir()
    pulse = Pulse(folder)
    try:
        with _sound_at(pulse.server):
            took = [asyncio.run(_listening()) for _ in range(RUNS)]
    finally:
        pulse.end()
    return Figure("ends: the line check cancelled while it listens", max(took), "s", 1.0, f"longest of {RUNS}")


async def _listening() -> float:
    listens = asyncio.Event()

    def told(now: Progress) -> None:
        if now.samples:
            listens.set()

    checking = asyncio.create_task(run_active(Desk(), ["cap.line"], on_progress=told))
    async with asyncio.timeout(30):
        await listens.wait()
    return await cancelled(checking)


def _stopped(folder: Path) -> Figure:
    with screen() as given:
        if "DISPLAY" not in given:
            raise CannotMeasureError("Xvfb is not installed: apt-get install xvfb")
        studio = LabObs(folder, given["DISPLAY"])
        try:
            studio.start()
            studio.build_scenes()
            took = asyncio.run(_hung(studio))
        finally:
            studio.end()
    return Figure("ends: all passive checks, OBS stopped after it was connected", took, "s", 3.0, "SIGSTOP")


async def _hung(studio: LabObs) -> float:
    rig = Rig(scenes=("Main",), contingency_scene="Holding")
    async with live_world(rig, "127.0.0.1", studio.port, studio.password) as world:
        if world.obs.state is None:
            raise CannotMeasureError("OBS was not connected")
        studio.stop()
        began = time.perf_counter()
        await run_checks(world, wait=False)
        return time.perf_counter() - began
