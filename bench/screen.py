"""A screen to paint on: a bare X server of our own where there is one, else Qt's offscreen platform."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
_LEFT_OUT = ("PYTHON", "QT_", "WAYLAND", "DBUS_", "XDG_", "LIVEOPS_", "DISPLAY")


def environment(home: Path, screen: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a program with its data in *home*.

    Byte code is kept beside *home*, as an installed program has it: from the second start on nothing is compiled.
    """
    plain = {name: value for name, value in os.environ.items() if not name.startswith(_LEFT_OUT)}
    ours = {"LIVEOPS_HOME": str(home), "PYTHONPATH": str(HERE), "PYTHONPYCACHEPREFIX": str(home.parent / "pycache")}
    return plain | ours | dict(screen)


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give the variables that name the screen, for as long as it is there."""
    program = shutil.which("Xvfb")
    if program is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reader, writer = os.pipe()
    command = [program, "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writer,), stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        try:
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()


def words(given: Mapping[str, str]) -> str:
    """Say which screen that is."""
    return "Xvfb" if "DISPLAY" in given else "offscreen"
