"""Displays: ``xvfb`` (bare) and ``desktop`` (with the window manager openbox)."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.lab.parts import Process, need, wait_until


def start_xvfb(folder: Path, size: str = "1920x1080x24") -> tuple[Process, str]:
    """Start an X server of that size; return it and its display. The server picks a free number itself."""
    program = need("Xvfb", "xvfb")
    reader, writer = os.pipe()
    command = [program, "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp", "+extension", "GLX"]
    command.append("-noreset")  # a server that resets with its last client loses the window manager coming just then
    try:
        server = Process(command, folder / "xvfb.log", keep=(writer,))
    finally:
        os.close(writer)
    with os.fdopen(reader) as numbers:
        number = numbers.readline().strip()
    if not number:
        pytest.fail(f"Xvfb did not start: {server.log.read_text(errors='replace')[-800:]}")
    return server, f":{number}"


@pytest.fixture(scope="session")
def xvfb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a bare display."""
    server, display = start_xvfb(tmp_path_factory.mktemp("xvfb"))
    yield display
    server.end()


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a display with a window manager, where focus, keys and full screen are real."""
    with managed(tmp_path_factory.mktemp("desktop"), "1920x1080x24") as display:
        yield display


@contextmanager
def managed(folder: Path, size: str) -> Iterator[str]:
    """Give a display of that size with a window manager."""
    openbox, xprop = need("openbox", "openbox"), need("xprop", "x11-utils")
    server, display = start_xvfb(folder, size)
    env = {**os.environ, "DISPLAY": display, "HOME": str(folder)}
    wm = Process([openbox], folder / "openbox.log", env)

    def ready() -> bool:
        asked = subprocess.run([xprop, "-root", "_NET_SUPPORTING_WM_CHECK"], env=env, capture_output=True, text=True)
        return "window id" in asked.stdout

    try:
        wait_until(ready, 60, "openbox manages the display")
        yield display
    finally:
        wm.end()
        server.end()
