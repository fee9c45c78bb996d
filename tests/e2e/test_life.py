"""Around the show: closing on air asks, a second start raises the first, no display is said, a wrong password is said
once, and the host panel keeps to its own display."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveops_desktop.core.facts import CueTaken, MessageSent
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import TITLE, Program, environment, seat
from tests.e2e.sight import Sight
from tests.lab.parts import Process, need, wait_until
from tests.lab.screen import start_xvfb
from tests.lab.studio import LabObs

pytestmark = [pytest.mark.e2e, pytest.mark.lab]

HOST = "host"


def a_show(program: Program, *lengths: float) -> Path:
    show = make_show(program.home / "shows" / "life.show", header("Life"), cues(*(lengths or (600, 600))))
    seat(program.home, show)
    return show


def close_window(program: Program) -> None:
    """Press the window's cross: openbox's own key for it."""
    program.keys("alt+F4")


def test_closing_asks_on_air_and_only_then(program: Program) -> None:
    show = a_show(program)
    program.start(show)
    program.keys("ctrl+3")
    program.keys("space")
    program.wait_fact(CueTaken)
    close_window(program)
    program.find("The show is on air. Close the control room")
    program.screenshot("close-question")
    program.press("Stay")
    program.wait(lambda: not program.sees("Close the control room"), 20, "the question is withdrawn")
    close_window(program)
    program.press("Close the control room")
    assert program.wait_end() == 0
    assert program.show().air.ended_at is None

    program.start(show)
    program.keys("e")
    program.find("End the show?")
    program.keys("y")
    program.wait(lambda: program.show().air.ended_at is not None, 20, "the show has ended")
    close_window(program)
    assert program.wait_end() == 0


def test_a_second_start_raises_the_first(program: Program) -> None:
    show = a_show(program)
    program.start(show)
    program.xdotool(
        "search", "--onlyvisible", "--all", "--pid", str(program.pid), "--name", f"^{TITLE}$", "windowminimize"
    )
    program.wait(lambda: active_window(program) != TITLE, 20, "the window is away")
    program.start_again()
    program.wait(lambda: active_window(program) == TITLE, 20, "the first window is in front again")


def active_window(program: Program) -> str:
    """Return the title of the window in front; empty without one."""
    asked = subprocess.run(
        [need("xdotool", "xdotool"), "getactivewindow", "getwindowname"],
        env={**os.environ, "DISPLAY": program.display},
        capture_output=True,
        text=True,
    )
    return asked.stdout.strip()


def test_without_a_display_it_says_so(home: Path) -> None:
    command = [sys.executable, "-m", "liveops_desktop"]
    done = subprocess.run(command, env=environment(None, home), capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "needs a display" in done.stderr
    assert "preflight, screens, journal" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_password_is_said_once(program: Program, own_obs: Callable[..., LabObs]) -> None:
    studio = own_obs()
    wrong = "not-the-password"
    show = make_show(program.home / "shows" / "life.show", header("Life"), cues(600))
    seat(program.home, show, studio.port, obs=True)
    program.start(show, password=wrong)
    program.find("OBS refused the password.", 20)
    program.screenshot("wrong-password")
    program.keys("ctrl+o")  # it stands there without the focus
    program.keys("Escape")
    program.wait(lambda: not program.sees("OBS refused the password."), 20, "the question is withdrawn")
    refused = studio.log_text().count("authentication")
    time.sleep(4)  # long enough for several tries, were there any; nothing may come, so there is nothing to wait for
    assert not program.sees("OBS refused the password.")
    assert program.sees("wrong password")
    assert studio.log_text().count("authentication") == refused
    told = b"".join(file.read_bytes() for file in program.home.rglob("*") if file.is_file())
    assert wrong.encode() not in told

    program.keys("ctrl+o")
    program.find("OBS refused the password.")
    program.type_text(studio.password)
    program.keys("Return")
    program.find("OBS connected", 20, enabled=False)


def test_escape_leaves_a_field_and_gives_the_keys_back(program: Program) -> None:
    show = a_show(program)
    program.start(show)
    program.keys("ctrl+3")
    program.keys("m")
    program.type_text("Wrap up")
    program.keys("Return")
    program.wait_fact(MessageSent)
    program.keys("m", "Escape", "space")
    program.wait_fact(CueTaken)


# -- the host panel's display ---------------------------------------------------------------------


@pytest.fixture
def two_displays(tmp_path: Path) -> Iterator[str]:
    """Give a display with a window manager and two screens side by side: ``desk`` and ``host``."""
    openbox, xrandr = need("openbox", "openbox"), need("xrandr", "x11-xserver-utils")
    folder = tmp_path / "displays"
    folder.mkdir()
    server, display = start_xvfb(folder, "3840x1080x24")
    env = {**os.environ, "DISPLAY": display, "HOME": str(folder)}
    wm = Process([openbox], folder / "openbox.log", env)
    asked = [need("xprop", "x11-utils"), "-root", "_NET_SUPPORTING_WM_CHECK"]
    wait_until(lambda: b"window id" in subprocess.run(asked, env=env, capture_output=True).stdout, 20, "openbox")
    # Only now: without a client the server forgets its monitors.
    subprocess.run([xrandr, "--setmonitor", "desk", "1920/500x1080/300+0+0", "screen"], env=env, check=True)
    plug(display)
    yield display
    wm.end()
    server.end()


def plug(display: str) -> None:
    """Plug the host's display in."""
    command = ["xrandr", "--setmonitor", HOST, "1920/500x1080/300+1920+0", "none"]
    subprocess.run(command, env={**os.environ, "DISPLAY": display}, check=True)


def unplug(display: str) -> None:
    """Unplug it."""
    subprocess.run(["xrandr", "--delmonitor", HOST], env={**os.environ, "DISPLAY": display}, check=True)


def test_the_host_panel_keeps_to_its_display(two_displays: str, home: Path, sight: Sight) -> None:
    program = Program(two_displays, home, sight)
    try:
        program.start(a_show(program))
        program.keys("ctrl+3")
        program.press(f"Open on {HOST}")
        program.wait(lambda: host_windows(program) == [(1920, 0, 1920, 1080)], 20, "the host panel fills its display")
        program.keys("space")  # it took no keys from the desk
        program.wait_fact(CueTaken)
        program.screenshot("host")

        unplug(two_displays)
        program.find(f"The host's display {HOST} is unplugged", enabled=False)
        assert host_windows(program) == []
        program.screenshot("host-unplugged")
        plug(two_displays)
        program.wait(lambda: host_windows(program) == [(1920, 0, 1920, 1080)], 20, "the host panel is back")
        assert active_window(program) == TITLE
        assert program.complaints() == []
    finally:
        program.end()


def host_windows(program: Program) -> list[tuple[int, int, int, int]]:
    """Return the places of the host panel's windows in sight."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(program.pid), "--name", "host panel"],
        env={**os.environ, "DISPLAY": program.display},
        capture_output=True,
        text=True,
    )
    places = []
    for window in found.stdout.split():
        said = program.xdotool("getwindowgeometry", "--shell", window)
        place = dict(line.split("=") for line in said.splitlines())
        places.append((int(place["X"]), int(place["Y"]), int(place["WIDTH"]), int(place["HEIGHT"])))
    return places
