"""A newcomer on a notebook: an empty data folder, one display, nothing but what the screen says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from liveops_desktop.core.facts import CueTaken
from tests.e2e.newcomer import first_minute
from tests.e2e.program import Program
from tests.e2e.sight import Sight
from tests.lab.screen import managed

pytestmark = [pytest.mark.e2e, pytest.mark.lab]


@pytest.fixture
def program(home: Path, sight: Sight, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Give the program on the one small display there is, not started yet."""
    with managed(tmp_path_factory.mktemp("newcomer"), "1280x720x24") as display:
        made = Program(display, home, sight)
        yield made
        made.end()
        assert made.complaints() == []


def test_newcomer(program: Program) -> None:
    first_minute(program)
    program.screenshot("plan")
    for room, name in (("ctrl+2", "preflight"), ("ctrl+4", "review"), ("ctrl+3", "on-air")):
        program.keys(room)
        program.screenshot(name)
    program.keys("F9")
    way_back = program.find("F9 closes the host panel", enabled=False)
    program.screenshot("host")
    program.keys("space")  # the host's window has not taken the desk's keys
    program.wait_fact(CueTaken)
    take_bar = program.find("Take cue 2", enabled=False)
    panel = program.find("Host panel", enabled=False)
    right, low = take_bar.left + take_bar.width, take_bar.top + take_bar.height
    assert panel.left >= right or panel.top + panel.height <= take_bar.top or panel.top >= low
    program.screenshot("taken")
    program.keys("F9")
    program.wait(lambda: not program.sees(way_back.name), 20, "the host panel is closed")
    program.keys("question")
    program.find("This list of keys", enabled=False)
    program.screenshot("keys")
