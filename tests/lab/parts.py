"""The lab's plain means: which part is there, a free port, a process ended by its own pid.

Fixtures of the lab, all on 127.0.0.1 and free ports (plugin modules are listed in ``tests/conftest.py``):

``free_port``   function returning a TCP port nobody listens on
``xvfb``        a display name such as ``:7`` (session)                                   screen.py
``desktop``     a display with a window manager, for keys and focus (session)             screen.py
``pulse``       a sound server with the microphone ``labmic`` (session)                   sound.py
``ingest``      nginx-rtmp with its statistics (session)                                  ingest.py
``obs``         the real OBS, shared: do not kill, stop or reconfigure it (function)      studio.py
``own_obs``     factory: ``own_obs()`` gives a started OBS of the test's own              studio.py

A missing part skips the test and names the package; with ``LIVEOPS_LAB=require`` it fails instead.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest


def need(program: str, package: str) -> str:
    """Return the path of *program*; without it skip (or fail, see above), naming the Debian *package*."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        missing(f"{program} is not installed: apt-get install {package}")
    assert found is not None
    return found


def missing(what: str) -> None:
    """Skip the test loudly; fail it where ``LIVEOPS_LAB=require``."""
    if os.environ.get("LIVEOPS_LAB") == "require":
        pytest.fail(f"the lab is required and {what}")
    pytest.skip(f"LAB: {what}")


def pick_port() -> int:
    """Return a TCP port of 127.0.0.1 that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def free_port() -> Callable[[], int]:
    """Give the function that finds a free port."""
    return pick_port


def wait_until(ready: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait for an outside process that sends no event; raise ``TimeoutError`` naming *what*."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.02)


def listens(port: int) -> bool:
    """Tell whether something accepts connections on that port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """One child process, its output in a file, ended by its own pid."""

    def __init__(
        self, command: list[str], log: Path, env: Mapping[str, str] | None = None, keep: tuple[int, ...] = ()
    ) -> None:
        """Start it; *keep* are open descriptors that it inherits."""
        self.log = log
        with log.open("ab") as sink:
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env=None if env is None else dict(env),
                pass_fds=keep,
            )

    @property
    def pid(self) -> int:
        """The process id."""
        return self.child.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.child.poll() is None

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal."""
        self.child.send_signal(sign)

    def wait_port(self, port: int, seconds: float = 60.0) -> None:
        """Wait until it listens on *port*; when it ended instead, show its last words."""

        def ready() -> bool:
            if not self.running:
                pytest.fail(f"{self.child.args!r} ended: {self.log.read_text(errors='replace')[-800:]}")
            return listens(port)

        wait_until(ready, seconds, f"port {port} of {self.child.args!r}")

    def end(self, patience: float = 5.0) -> None:
        """End it: SIGCONT and SIGTERM, and SIGKILL for one that does not listen."""
        if not self.running:
            return
        self.send(signal.SIGCONT)
        self.send(signal.SIGTERM)
        try:
            self.child.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """SIGKILL, and wait for its end."""
        self.child.kill()
        self.child.wait(30)
