"""The real OBS, headless: ``obs`` (shared by tests that do it no harm) and ``own_obs`` (one that a test may kill).

Each has its own home, runtime folder, port and password. Its scenes (``build_scenes``):

``Main``     a colour ``Backdrop`` and the microphone ``Mic`` (with the sound server; else a second colour)
``Holding``  a colour ``Slate``
``Ending``   a colour ``Curtain``
``Broken``   a media source ``Gone`` whose file is missing: it has size 0

and, as any new OBS has them, the global inputs ``Desktop Audio`` and ``Mic/Aux``.

    def test_x(obs):                 obs.host, obs.port, obs.password; obs.ask("GetStats"); obs.scene("Holding")
    def test_y(own_obs, ingest):     mine = own_obs(); mine.set_target(ingest.url); mine.start_stream(); mine.kill9()
"""

import os
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import websocket

from tests.lab.parts import Process, need, pick_port, wait_until
from tests.lab.sound import MICROPHONE, Pulse
from tests.lab.wire import LabRefusedError, Wire

SCENES = ("Main", "Holding", "Ending", "Broken")

_SETTINGS = """[General]
FirstRun=true
LastVersion=486539266
EnableAutoUpdates=false

[OBSWebSocket]
FirstLoad=false
ServerEnabled=true
ServerPort={port}
AlertsEnabled=false
AuthRequired={auth}
ServerPassword={password}
"""

_OPTIONS = ["--multi", "--disable-updater", "--disable-missing-files-check", "--minimize-to-tray"]


class LabObs:
    """One OBS with its own home; may be started, killed and started again on the same port."""

    host = "127.0.0.1"

    def __init__(self, folder: Path, display: str, pulse: Pulse | None = None, *, auth: bool = True) -> None:
        self.folder, self.display, self.pulse, self.auth = folder, display, pulse, auth
        self.port = pick_port()
        self.password = secrets.token_urlsafe(12)
        self.records = folder / "records"
        self._program = need("obs", "obs-studio obs-plugins libgl1-mesa-dri")
        self._process: Process | None = None
        self._wire: Wire | None = None
        self._lay_home()

    def _lay_home(self) -> None:
        config = self.folder / "home" / ".config" / "obs-studio"
        runtime = self.folder / "run"
        for new in (config, runtime, self.records):
            new.mkdir(parents=True)
        runtime.chmod(0o700)
        auth = "true" if self.auth else "false"
        (config / "global.ini").write_text(_SETTINGS.format(port=self.port, auth=auth, password=self.password))

    # its process

    @property
    def pid(self) -> int:
        """Process id of the running OBS."""
        assert self._process is not None, "not started"
        return self._process.pid

    def start(self) -> None:
        """Start it (again) and wait until it answers; scenes of a first start must be built."""
        self.launch()
        assert self._process is not None
        self._process.wait_port(self.port, 30)
        wait_until(self._answers, 60, "OBS answers a request")

    def launch(self) -> None:
        """Start it and do not wait."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "WAYLAND", "DBUS_", "XDG_", "PYTEST"))}
        env |= {"HOME": str(self.folder / "home"), "XDG_RUNTIME_DIR": str(self.folder / "run")}
        env |= {"DISPLAY": self.display, "LIBGL_ALWAYS_SOFTWARE": "1"}
        env["PULSE_SERVER"] = self.pulse.server if self.pulse else f"unix:{self.folder}/none"
        self._process = Process([self._program, *_OPTIONS], self.folder / "obs.log", env)

    def _answers(self) -> bool:
        try:
            self.ask("GetSceneList")
        except (OSError, ValueError, LabRefusedError, websocket.WebSocketException):
            self._hang_up()
            return False
        return True

    def _hang_up(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def kill9(self) -> None:
        """Kill it as a crash would."""
        assert self._process is not None
        self._hang_up()
        self._process.kill()

    def stop(self) -> None:
        """SIGSTOP, and wait until every thread stands: it hangs, its port still accepts."""
        assert self._process is not None
        self._process.send(signal.SIGSTOP)
        threads = Path(f"/proc/{self.pid}/task")

        def all_stand() -> bool:
            try:
                return all(stat.read_text().rpartition(")")[2].split()[0] in "TZ" for stat in threads.glob("*/stat"))
            except OSError:  # a thread ended while we looked
                return False

        wait_until(all_stand, 20, "OBS is stopped")

    def cont(self) -> None:
        """SIGCONT: it goes on."""
        assert self._process is not None
        self._process.send(signal.SIGCONT)

    def end(self) -> None:
        """End it in good order."""
        self._hang_up()
        if self._process is not None:
            self._process.end()
            self._process = None

    def log_text(self) -> str:
        """What it wrote to its output, in which the log of this start and earlier ones stands."""
        return (self.folder / "obs.log").read_text(errors="replace")

    # its inside, over the lab's own line

    def ask(self, name: str, **data: Any) -> dict[str, Any]:
        """Send any request; raises ``LabRefusedError``."""
        if self._wire is None:
            self._wire = Wire(self.port, self.password)
        return self._wire.ask(name, data)

    def build_scenes(self) -> None:
        """Make the scenes of the module's head, 640×360 at 30 frames, recording into ``records``. Once per home."""
        size = {"baseWidth": 640, "baseHeight": 360, "outputWidth": 640, "outputHeight": 360}
        self.ask("SetVideoSettings", **size, fpsNumerator=30, fpsDenominator=1)
        self._set("SimpleOutput", "FilePath", str(self.records))
        self._set("SimpleOutput", "VBitrate", "600")
        have = {scene["sceneName"] for scene in self.ask("GetSceneList")["scenes"]}
        for scene in SCENES:
            if scene not in have:
                self.ask("CreateScene", sceneName=scene)
        self._colour("Main", "Backdrop", 0xFF2266AA)
        self._colour("Holding", "Slate", 0xFF884422)
        self._colour("Ending", "Curtain", 0xFF222288)
        self._microphone()
        gone = {"is_local_file": True, "local_file": str(self.folder / "gone.mp4")}
        self._input("Broken", "Gone", "ffmpeg_source", gone)
        self.scene("Main")
        for scene in have - set(SCENES):
            self.ask("RemoveScene", sceneName=scene)

    def _set(self, category: str, name: str, value: str) -> None:
        self.ask("SetProfileParameter", parameterCategory=category, parameterName=name, parameterValue=value)

    def _input(self, scene: str, name: str, kind: str, settings: dict[str, Any]) -> None:
        self.ask("CreateInput", sceneName=scene, inputName=name, inputKind=kind, inputSettings=settings)

    def _colour(self, scene: str, name: str, colour: int) -> None:
        self._input(scene, name, "color_source_v3", {"color": colour, "width": 640, "height": 360})

    def _microphone(self) -> None:
        if self.pulse is None:
            self._colour("Main", "Mic", 0xFF000000)
        else:
            self._input("Main", "Mic", "pulse_input_capture", {"device_id": MICROPHONE})

    def scene(self, name: str) -> None:
        """Cut the programme to that scene."""
        self.ask("SetCurrentProgramScene", sceneName=name)

    def mute(self, name: str, muted: bool) -> None:
        """Mute or unmute an input."""
        self.ask("SetInputMute", inputName=name, inputMuted=muted)

    def set_target(self, url: str, key: str = "lab") -> None:
        """Point the stream at an ingest: only a test may do that, the product never does."""
        settings = {"server": url, "key": key}
        self.ask("SetStreamServiceSettings", streamServiceType="rtmp_custom", streamServiceSettings=settings)

    def streaming(self) -> bool:
        """Whether it streams and is not reconnecting."""
        status = self.ask("GetStreamStatus")
        return bool(status["outputActive"]) and not status["outputReconnecting"]

    def start_stream(self) -> None:
        """Start the stream and wait until it runs and bytes flow."""
        self.ask("StartStream")
        # GetStreamStatus in the first moments can crash OBS: https://github.com/obsproject/obs-studio/issues/4918
        time.sleep(1.0)
        wait_until(lambda: self.ask("GetStreamStatus")["outputBytes"] > 0, 60, "the stream runs")

    def stop_stream(self) -> None:
        """Stop the stream, when there is one, and wait for its end."""
        self._stop("StopStream", "GetStreamStatus")

    def stop_record(self) -> None:
        """Stop the recording, when there is one, and wait for its end."""
        self._stop("StopRecord", "GetRecordStatus")

    def _stop(self, request: str, status: str) -> None:
        if self.ask(status)["outputActive"]:
            with suppress(LabRefusedError):  # 501: it ended by itself between the question and the request
                self.ask(request)
            wait_until(lambda: not self.ask(status)["outputActive"], 60, request)

    def reset(self) -> None:
        """Bring back what a harmless test may have changed: no output, scene Main, nothing muted, no target."""
        self.stop_stream()
        self.stop_record()
        self.scene("Main")
        if self.pulse is not None:
            self.mute("Mic", False)
        self.set_target("", "")


@pytest.fixture(scope="session")
def session_obs(tmp_path_factory: pytest.TempPathFactory, xvfb: str, pulse: Pulse) -> Iterator[LabObs]:
    """Keep the one OBS that ``obs`` hands out."""
    studio = LabObs(tmp_path_factory.mktemp("obs"), xvfb, pulse)
    try:
        studio.start()
        studio.build_scenes()
        yield studio
    finally:
        studio.end()


@pytest.fixture
def obs(session_obs: LabObs) -> Iterator[LabObs]:
    """Give the shared OBS in its first state; it sends and records nothing afterwards, whoever comes next."""
    session_obs.reset()
    yield session_obs
    session_obs.reset()


@pytest.fixture
def own_obs(
    tmp_path_factory: pytest.TempPathFactory, xvfb: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., LabObs]]:
    """Give a factory: ``own_obs(sound=False, auth=True, started=True)``; all it made end with the test."""
    made: list[LabObs] = []

    def make(*, sound: bool = False, auth: bool = True, started: bool = True) -> LabObs:
        pulse: Pulse | None = request.getfixturevalue("pulse") if sound else None
        studio = LabObs(tmp_path_factory.mktemp("own-obs"), xvfb, pulse, auth=auth)
        made.append(studio)
        if started:
            studio.start()
            studio.build_scenes()
        return studio

    yield make
    for studio in made:
        studio.end()
