"""On a notebook's screen of 1280×720, whole: all that the crew presses and reads on air stands within its edges."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from liveops_desktop.core.facts import CueTaken
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import Program, seat
from tests.e2e.sight import Sight
from tests.lab.screen import managed

pytestmark = [pytest.mark.e2e, pytest.mark.lab]

WIDE, HIGH = 1280, 720


@pytest.fixture
def program(home: Path, sight: Sight, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Give the program on a small screen, not started yet."""
    with managed(tmp_path_factory.mktemp("notebook"), f"{WIDE}x{HIGH}x24") as display:
        made = Program(display, home, sight)
        yield made
        made.end()
        assert made.complaints() == []


def test_notebook(program: Program) -> None:
    show = make_show(program.home / "shows" / "small.show", header("Small screen"), cues(60, 60, 60))
    seat(program.home, show)
    program.start(show)
    for room in ("ctrl+1", "ctrl+2", "ctrl+4", "ctrl+3"):
        program.keys(room)
        assert on_screen(program.frame()), room
    program.press("Take cue 1")  # the take bar stands at the lower edge
    program.wait_fact(CueTaken)
    program.screenshot("on-air")
    program.start_again()  # the first window comes up front, as large as it was
    assert on_screen(program.frame())


def on_screen(frame: tuple[int, int, int, int]) -> bool:
    left, top, right, low = frame
    return left >= 0 and top >= 0 and right <= WIDE and low <= HIGH and right - left > 0.9 * WIDE
