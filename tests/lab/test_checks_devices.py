"""Groups *displays* and *devices* against the microphones of a real sound server and the displays of an X server."""

import asyncio
import os
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import psutil
import pytest

from liveops_desktop.checks.here import Here
from liveops_desktop.checks.run import run_active, run_checks
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Group, Progress, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.services.devices import DeviceHistory
from tests.checks.acting import StillStage
from tests.lab.parts import need, wait_until
from tests.lab.screen import start_xvfb
from tests.lab.sound import Pulse

pytestmark = pytest.mark.lab

PASS, WARN, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.INCONCLUSIVE
SIZE = (1280, 720)


class Desk(Here, StillStage):
    """This PC as it is, beside an OBS that is in order."""

    def __init__(self, rig: Rig, devices: DeviceHistory) -> None:
        StillStage.__init__(self, rig)
        Here.__init__(self, self.now, devices)


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """One display of 1280 × 720."""
    server, display = start_xvfb(tmp_path, "1280x720x24")
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    yield display
    server.end()


@pytest.fixture
def sound(pulse: Pulse, monkeypatch: pytest.MonkeyPatch) -> Pulse:
    monkeypatch.setattr("liveops_desktop.checks.devices.LISTENING", Span(1_500))  # a tone needs no count to five
    monkeypatch.setenv("PULSE_SERVER", pulse.server)
    return pulse


def pactl(*words: str) -> str:
    program = need("pactl", "pulseaudio-utils")
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout.strip()


def plug(name: str) -> str:
    """Plug a microphone of that name in; return what unplugs it."""
    properties = f"source_properties=device.description={name}"
    return pactl("load-module", "module-remap-source", f"source_name={name}", "master=lab.monitor", properties)


def through(steps: Callable[[Callable[[Rig], Awaitable[dict[str, Result]]]], Awaitable[None]]) -> None:
    """Go through *steps* in one program: each is given the function that runs the two groups."""

    async def run() -> None:
        history = DeviceHistory()

        async def measure(rig: Rig) -> dict[str, Result]:
            desk = Desk(rig, history)
            try:
                groups = [Group.DISPLAYS, Group.DEVICES]
                return {one.check: one for one in await run_checks(desk, groups)}
            finally:
                await desk.leave()

        await steps(measure)

    asyncio.run(run())


Measure = Callable[[Rig], Awaitable[dict[str, Result]]]


def test_a_microphone_that_is_unplugged_and_one_that_comes_back_under_another_name(screen: str, sound: Pulse) -> None:
    two = plug("Boom")
    plan = Rig(microphones=("LabMic", "Boom"))

    async def steps(measure: Measure) -> None:
        first = await measure(plan)
        assert first["cap.audio"].verdict is PASS
        assert first["cap.permission"].verdict is PASS
        assert (first["cap.hotplug"].verdict, first["cap.hotplug"].why) == (INCONCLUSIVE, Why.NOT_WATCHED)
        assert (await measure(plan))["cap.hotplug"].verdict is PASS
        pactl("unload-module", two)
        gone = await measure(plan)
        assert (gone["cap.audio"].verdict, gone["cap.audio"].detail) == (FAIL, "Boom")
        assert (gone["cap.hotplug"].verdict, gone["cap.hotplug"].detail) == (WARN, "-Boom")
        again = plug("Boom-2")
        try:
            back = await measure(plan)
        finally:
            pactl("unload-module", again)
        assert (back["cap.audio"].verdict, back["cap.audio"].why) == (WARN, Why.RENAMED)
        assert back["cap.hotplug"].detail == "-Boom, +Boom-2"

    through(steps)


def test_a_display_of_the_wrong_size_and_one_that_is_unplugged(screen: str, sound: Pulse) -> None:
    xrandr = need("xrandr", "x11-xserver-utils")

    def monitor(*words: str) -> None:
        subprocess.run([xrandr, *words], capture_output=True, check=True)

    async def steps(measure: Measure) -> None:
        one = Rig(displays=1, display_size=SIZE)
        first = await measure(one)
        assert (first["dsp.count"].verdict, first["dsp.mode"].verdict) == (PASS, PASS)
        assert first["dsp.hotplug"].why is Why.NOT_WATCHED
        monitor("--setmonitor", "desk", "640/300x720/200+0+0", "screen")
        monitor("--setmonitor", "host", "640/300x720/200+640+0", "none")
        split = await measure(Rig(displays=2, display_size=SIZE))
        assert split["dsp.count"].verdict is PASS
        assert (split["dsp.mode"].verdict, split["dsp.mode"].why) == (FAIL, Why.DIFFERS)
        monitor("--delmonitor", "host")
        lost = await measure(Rig(displays=2))
        assert (lost["dsp.count"].verdict, lost["dsp.count"].value) == (FAIL, "1")
        assert lost["dsp.hotplug"].verdict is WARN
        assert "-host" in lost["dsp.hotplug"].detail

    through(steps)


def test_a_display_that_cannot_be_reached_leaves_the_other_devices(
    sound: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")

    async def steps(measure: Measure) -> None:
        found = await measure(Rig(displays=1, microphones=("LabMic",)))
        assert (found["dsp.count"].verdict, found["dsp.count"].why) == (INCONCLUSIVE, Why.UNAVAILABLE)
        assert found["cap.audio"].verdict is PASS

    through(steps)


def children() -> set[int]:
    """Return the processes of ours that run."""
    return {one.pid for one in psutil.Process().children(recursive=True)}


def test_a_driver_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The sound server takes the connection and never says a word, and so Qt never returns."""
    import socket

    before = children()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "mute"))
        server.listen(8)
        monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'mute'}")

        async def run() -> dict[str, Result]:
            desk = Desk(Rig(microphones=("LabMic",)), DeviceHistory())
            try:
                return {one.check: one for one in await run_checks(desk, [Group.DEVICES], wait=False)}
            finally:
                await desk.leave()

        found = asyncio.run(run())
    assert children() == before, "what asked Qt is ended"
    assert found["cap.audio"].verdict in {INCONCLUSIVE, FAIL}
    assert found["cap.audio"].verdict is INCONCLUSIVE or found["cap.audio"].why is Why.MISSING


def line_check(names: tuple[str, ...]) -> Result:
    async def run() -> Result:
        (found,) = await run_active(Desk(Rig(microphones=names), DeviceHistory()), ["cap.line"])
        return found

    return asyncio.run(run())


def test_the_line_check_hears_a_voice_and_tells_a_dead_microphone(sound: Pulse) -> None:
    tone = sound.speak()
    try:
        wait_until(lambda: sound.level() > -30, 10, "the tone is heard")
        heard = line_check(("LabMic",))
        assert (heard.verdict, heard.value) == (PASS, "-18"), "ffmpeg's sine has an eighth of full scale"
        lost = line_check(("LabMic", "Boom"))
        assert (lost.verdict, lost.why, lost.detail) == (FAIL, Why.MISSING, "Boom")
    finally:
        tone.end()
    dead = line_check(("LabMic",))
    assert (dead.verdict, dead.why) == (FAIL, Why.DIGITAL_ZERO)


def test_the_line_check_ends_when_it_is_cancelled(sound: Pulse, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would listen for ten minutes; the limit of the check would end it otherwise than cancelled."""
    monkeypatch.setattr("liveops_desktop.checks.devices.LISTENING", Span(600_000))
    before = children()

    async def run() -> list[Result]:
        told: list[Result] = []
        listens = asyncio.Event()

        def progress(now: Progress) -> None:
            if now.samples:
                listens.set()

        desk = Desk(Rig(microphones=("LabMic",)), DeviceHistory())
        checking = asyncio.create_task(run_active(desk, ["cap.line"], told.append, progress))
        await listens.wait()
        assert children() > before, "one that listens"
        checking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await checking
        assert children() == before
        return told

    (one,) = asyncio.run(run())
    assert (one.verdict, one.why) == (INCONCLUSIVE, Why.CANCELLED)
    assert os.environ["PULSE_SERVER"] == sound.server
