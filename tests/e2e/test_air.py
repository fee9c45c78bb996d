"""On air with real keys: what was pressed is what ran, to the second."""

import pytest

from liveops_desktop.core.facts import CueTaken
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import Program, seat

pytestmark = [pytest.mark.e2e, pytest.mark.lab]


def test_smoke(program: Program) -> None:
    show = make_show(program.home / "shows" / "air.show", header("Air"), cues(5, 5, 5))
    seat(program.home, show)
    print("took", program.start(show))
    program.keys("ctrl+3")
    program.keys("space")
    program.wait_fact(CueTaken)
    program.screenshot("first")
    import time
    t = time.monotonic()
    for thing in program.things():
        print(thing)
    print(time.monotonic() - t)
