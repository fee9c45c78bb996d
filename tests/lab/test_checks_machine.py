"""Group *machine* against real faults: a full core, a program that hogs, a graphics driver that hangs, sleep."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveops_desktop.checks.here import Here
from liveops_desktop.checks.run import run_checks
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Result, Verdict, Why
from liveops_desktop.core.vitals import Vitals
from liveops_desktop.services.machine import MachineReader
from tests.checks.readings import T0, StillWorld, replace_rig
from tests.lab.parts import Process, need, wait_until

pytestmark = pytest.mark.lab

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type><listen>unix:path={socket}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""
LOADED = replace_rig(limits={"sys.hogs": Limits(15, 1_000, "%")})
"""The tests' machine is shared: a program that wants a whole core gets a part of it."""
SCREENSAVER = Path(__file__).parent.parent / "services" / "screensaver.py"


class Desk(Here, StillWorld):
    """This PC as it is, beside an OBS that is in order."""

    def __init__(self, history: list[tuple[Instant, Vitals]]) -> None:
        StillWorld.__init__(self, LOADED, history=history)
        Here.__init__(self, self.now, None)


def measure(history: list[tuple[Instant, Vitals]] | None = None) -> dict[str, Result]:
    async def run() -> dict[str, Result]:
        desk = Desk(history or [])
        try:
            return {one.check: one for one in await run_checks(desk, [Group.MACHINE], wait=False)}
        finally:
            await desk.leave()

    return asyncio.run(run())


@pytest.fixture
def hog(tmp_path: Path) -> Iterator[Callable[[], int]]:
    """Give a function that starts a program which takes a whole core, and is no child of ours; returns its id."""
    setsid, log = need("setsid", "util-linux"), tmp_path / "hog.log"
    started: list[int] = []

    def start() -> int:
        code = "import os\nprint(os.getpid(), flush=True)\nwhile True: pass"
        Process([setsid, "-f", sys.executable, "-c", code], log).child.wait(60)
        wait_until(lambda: log.read_text().endswith("\n"), 60, "the hog runs")
        started.append(int(log.read_text()))
        return started[-1]

    yield start
    for pid in started:
        os.kill(pid, signal.SIGKILL)


def test_a_core_that_is_full(hog: Callable[[], int]) -> None:
    reader = MachineReader(Instant(T0))
    busy = hog()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(busy, {0})
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, busy, -15)
    reader.read(Instant(T0 + 1_000))  # what was before the hog
    time.sleep(1.5)
    machine = reader.read(Instant(T0 + 12_000))
    # The stretch of the window is ours, so that ten seconds need not be waited for: all of it is what was just read.
    found = measure([(Instant(T0 + 1_000 * n), Vitals(machine=machine)) for n in range(16)])
    assert found["sys.cpu_core"].verdict in {WARN, FAIL}, found["sys.cpu_core"]
    hogs = found["sys.hogs"]
    assert (hogs.verdict, hogs.why) == (WARN, Why.RUNNING), hogs
    assert "python" in hogs.detail


def graphics(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Result:
    program = folder / "nvidia-smi"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return measure()["sys.gpu"]


def test_a_graphics_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = "echo 'NVIDIA GeForce RTX 4060, {}, 12, 61, 1024, 8188'"
    good = graphics(tmp_path, monkeypatch, row.format(30))
    assert (good.verdict, good.value, good.detail) == (PASS, "30 %, 61", "")
    assert graphics(tmp_path, monkeypatch, row.format(99)).verdict is FAIL
    assert graphics(tmp_path, monkeypatch, "echo No devices were found; exit 6").verdict is INCONCLUSIVE
    assert graphics(tmp_path, monkeypatch, "echo 'Failed to initialize NVML'").verdict is INCONCLUSIVE


def test_a_graphics_driver_that_hangs_is_ended_and_spoils_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "pid"
    hung = graphics(tmp_path, monkeypatch, f"echo $$ > {mine}; exec sleep 3600")
    assert (hung.verdict, hung.why, hung.detail) == (INCONCLUSIVE, Why.NO_ANSWER, "nvidia-smi")
    assert not Path(f"/proc/{mine.read_text().strip()}").exists(), "it is ended, and its end is taken"
    assert measure()["sys.uptime"].verdict is not INCONCLUSIVE


def test_no_card_of_the_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert measure()["sys.gpu"].verdict is SKIPPED


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """A session bus of the test's own; gives the function that puts a screen saver on it."""
    socket, conf = tmp_path / "bus", tmp_path / "bus.conf"
    conf.write_text(BUS.format(socket=socket))
    started = [Process([need("dbus-daemon", "dbus"), f"--config-file={conf}", "--nofork"], tmp_path / "bus.log")]
    wait_until(socket.exists, 60, "the bus is there")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={socket}")

    def start(*words: str) -> None:
        log = tmp_path / "screensaver.log"
        started.append(Process([sys.executable, str(SCREENSAVER), *words], log))
        wait_until(lambda: "ready" in log.read_text(), 60, "the screen saver is there")

    yield start
    for one in reversed(started):
        one.end()


def test_sleep_that_can_be_held_off(bus: Callable[..., None]) -> None:
    bus()
    assert measure()["sys.sleep"].verdict is PASS


@pytest.mark.usefixtures("bus")
def test_a_desktop_that_knows_no_way_to_hold_sleep_off() -> None:
    found = measure()["sys.sleep"]
    assert (found.verdict, found.why) == (FAIL, Why.WILL_SLEEP)


def test_a_desktop_that_says_nothing(bus: Callable[..., None]) -> None:
    bus("silent")
    found = measure()["sys.sleep"]
    assert (found.verdict, found.why) == (INCONCLUSIVE, Why.NO_ANSWER)


def test_nobody_to_ask_about_sleep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert measure()["sys.sleep"].verdict is Verdict.MANUAL
