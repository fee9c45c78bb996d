import asyncio
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveops_desktop.services.awake import NO_ANSWER, Awake
from tests.lab.parts import Process, need, wait_until

pytestmark = pytest.mark.skipif("sys.platform != 'linux'", reason="the lab's desktop is a D-Bus one")

AMPLE = 60.0
"""Seconds for a desktop that answers, also on a busy machine."""
SCREENSAVER = Path(__file__).with_name("screensaver.py")

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type><listen>unix:path={socket}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have wakepy wait for a desktop's answer for an hour instead of two seconds."""
    monkeypatch.setattr("wakepy.dbus_adapters.jeepney.JeepneyDBusAdapter.timeout", 3_600)


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    """A session bus of the test's own, with nobody on it."""
    socket = tmp_path / "bus"
    conf = tmp_path / "bus.conf"
    conf.write_text(BUS.format(socket=socket))
    daemon = Process([need("dbus-daemon", "dbus"), f"--config-file={conf}", "--nofork"], tmp_path / "bus.log")
    wait_until(socket.exists, AMPLE, "the bus is there")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={socket}")
    yield daemon
    daemon.end()
    gc.collect()  # a connection that was not closed is to show here, and not in another test


@pytest.fixture
def desktop(bus: Process, tmp_path: Path) -> Iterator[Callable[..., Callable[[], list[str]]]]:
    """Start a screen saver on the bus; returns the function that reads which calls reached it."""
    started = []

    def start(*arguments: str) -> Callable[[], list[str]]:
        log = tmp_path / "screensaver.log"
        log.touch()
        started.append(Process([sys.executable, str(SCREENSAVER), *arguments], log, env=os.environ))
        wait_until(lambda: "ready" in log.read_text(), AMPLE, "the screen saver is there")
        return lambda: log.read_text().splitlines()[1:]

    yield start
    for one in started:
        one.end()


def held(awake: Awake) -> bool:
    """Ask anew each time, which the type checker does not expect of a property."""
    return awake.held


def test_held_and_given_back(desktop: Callable[..., Callable[[], list[str]]]) -> None:
    calls = desktop()

    async def run() -> None:
        awake = Awake(AMPLE)
        assert not held(awake)
        assert await awake.hold() == ""
        assert held(awake)
        assert await awake.hold() == "", "holding twice is holding once"
        assert [call.split()[0] for call in calls()] == ["Inhibit"]
        await awake.release()
        assert not held(awake)
        assert calls()[1:] == ["UnInhibit 4711"]
        await awake.release()
        assert await awake.hold() == "", "it can be taken again"
        await awake.release()
        assert [call.split()[0] for call in calls()] == ["Inhibit", "UnInhibit"] * 2

    asyncio.run(run())


def test_taken_in_a_thread_that_the_loop_does_not_wait_for(desktop: Callable[..., Callable[[], list[str]]]) -> None:
    desktop()

    async def run() -> None:
        awake = Awake(AMPLE)
        await awake.hold()
        [thread] = [one for one in threading.enumerate() if one.name == "awake"]
        assert thread.daemon
        assert thread is not threading.main_thread()
        await awake.release()

    asyncio.run(run())


def test_a_machine_without_a_desktop_refuses_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)

    async def run() -> tuple[str, bool, str]:
        awake = Awake(AMPLE)
        first = await awake.hold()
        held = awake.held
        await awake.release()
        return first, held, await awake.hold()

    refusal, held, again = asyncio.run(run())
    assert refusal.startswith("org.freedesktop.ScreenSaver: ")
    assert "DBUS_SESSION_BUS_ADDRESS is not set" in refusal
    assert not refusal.endswith(('"', ")"))
    assert "\n" not in refusal
    assert len(refusal) <= 300
    assert not held
    assert again == refusal


def test_nothing_is_collected_in_its_thread(
    desktop: Callable[..., Callable[[], list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Objects of Qt and of the loop must not come to their end in another thread than theirs."""
    desktop()
    collected = []
    monkeypatch.setattr(gc, "collect", lambda *_: collected.append(threading.current_thread().name))

    async def run() -> None:
        awake = Awake(AMPLE)
        assert await awake.hold() == ""
        await awake.release()

    asyncio.run(run())
    assert collected == []


def test_after_a_refusal_the_system_is_asked_anew(
    bus: Process, desktop: Callable[..., Callable[[], list[str]]]
) -> None:
    async def run() -> None:
        awake = Awake(AMPLE)
        assert await awake.hold() != "", "nobody on the bus holds anything off"
        desktop()
        assert await awake.hold() == ""
        await awake.release()

    asyncio.run(run())


def test_a_desktop_that_never_answers_is_reported_and_not_waited_for(
    bus: Process, desktop: Callable[..., Callable[[], list[str]]]
) -> None:
    desktop("silent")

    async def run() -> None:
        awake = Awake(limit=0.3)
        assert await awake.hold() == NO_ANSWER
        assert not awake.held
        await awake.release()
        [thread] = [
            one for one in threading.enumerate() if one.name == "awake"
        ]  # its call has not ended, and ours have
        bus.end()  # so that the thread's call ends now
        await asyncio.to_thread(thread.join)

    asyncio.run(run())


@pytest.mark.parametrize("broken", ["", "the driver broke"])
def test_whatever_the_library_throws_is_a_refusal(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # No system here can be made to break wakepy itself.
    def raises(**_: object) -> None:
        raise RuntimeError(broken)

    monkeypatch.setattr("wakepy.keep.presenting", raises)
    assert asyncio.run(Awake(AMPLE).hold()) == (broken or "RuntimeError")
