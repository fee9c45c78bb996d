"""Sound: ``pulse``, a sound server of the lab's own with one microphone that a test can speak into."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.parts import Process, need, wait_until

MICROPHONE = "labmic"
"""Name of the source; its description, which people see, is ``LabMic``."""


class Pulse:
    """A running sound server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._socket = folder / "native"
        (folder / "home").mkdir()
        program = need("pulseaudio", "pulseaudio")
        command = [program, "-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no", "--disable-shm=yes"]
        line = f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}"
        source = f"module-remap-source source_name={MICROPHONE} master=lab.monitor"
        for module in (line, "module-null-sink sink_name=lab", f"{source} source_properties=device.description=LabMic"):
            command += ["-L", module]
        env = {**os.environ, "HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(folder)}
        self._server = Process(command, folder / "pulse.log", env)
        wait_until(self._socket.exists, 60, "the sound server's socket")

    @property
    def server(self) -> str:
        """The value for ``PULSE_SERVER``."""
        return f"unix:{self._socket}"

    def _ffmpeg(self, log: str, *words: str) -> Process:
        env = {**os.environ, "PULSE_SERVER": self.server, "HOME": str(self.folder / "home")}
        return Process([need("ffmpeg", "ffmpeg"), "-nostdin", *words], self.folder / log, env)

    def speak(self, hertz: int = 440) -> Process:
        """Play a tone into the microphone until the caller ends the process."""
        tone = ["-re", "-f", "lavfi", "-i", f"sine=frequency={hertz}", "-f", "pulse", "-device", "lab", "tone"]
        return self._ffmpeg("tone.log", "-loglevel", "error", *tone)

    def level(self) -> float:
        """Listen to the microphone for a moment; return its mean level in dBFS (about -91 when silent)."""
        (self.folder / "level.log").unlink(missing_ok=True)
        hear = ["-f", "pulse", "-i", MICROPHONE, "-t", "0.3", "-af", "volumedetect", "-f", "null", "-"]
        self._ffmpeg("level.log", *hear).child.wait(60)
        heard = re.search(r"mean_volume: (-?[0-9.]+|-inf) dB", (self.folder / "level.log").read_text())
        assert heard, "the microphone gives no samples"
        return float(heard[1])

    def end(self) -> None:
        """Stop the server."""
        self._server.end()


@pytest.fixture(scope="session")
def pulse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pulse]:
    """Give the sound server."""
    server = Pulse(tmp_path_factory.mktemp("pulse"))
    yield server
    server.end()
