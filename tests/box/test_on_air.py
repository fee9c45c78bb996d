"""The one-folder program on air: the sample show, a real OBS that streams, real keys."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveops_desktop.core.facts import CueTaken, TakeUndone
from tests.e2e.newcomer import connect, first_minute
from tests.e2e.program import STREAM_KEY, Program
from tests.e2e.sight import Sight
from tests.lab.ingest import Ingest
from tests.lab.parts import wait_until
from tests.lab.studio import LabObs

pytestmark = [pytest.mark.long, pytest.mark.lab, pytest.mark.timeout(900)]


@pytest.fixture
def program(box: Path, desktop: str, tmp_path: Path) -> Iterator[Program]:
    """Give the frozen program with an empty data folder."""
    (tmp_path / "home").mkdir(mode=0o700)
    (tmp_path / "sight").mkdir()
    sight = Sight(tmp_path / "sight")
    made = Program(desktop, tmp_path / "home", sight)
    made.started_by = [str(box / "liveops")]
    yield made
    made.end()
    sight.end()
    assert made.complaints() == []


def test_the_sample_show_on_air_from_an_empty_home(
    program: Program, own_obs: Callable[..., LabObs], ingest: Ingest
) -> None:
    """Nothing is prepared: who sits here, the sample show and where OBS is are all told by keys."""
    studio = own_obs()
    studio.set_target(ingest.url, STREAM_KEY)
    studio.start_stream()
    wait_until(lambda: STREAM_KEY in ingest.stat(), 60, "the feed reached the ingest")
    assert not any(program.home.iterdir())
    first_minute(program)
    connect(program, studio.port, studio.password)
    program.keys("ctrl+3")
    program.find("STREAM 0", 30, enabled=False)
    program.keys("space")
    taken = program.wait_fact(CueTaken)
    wait_until(lambda: time.time() * 1_000 > taken.at + 500, 20, "a second take is no double press")
    program.keys("space")
    program.wait_fact(CueTaken, 2)
    program.keys("BackSpace")
    program.wait_fact(TakeUndone)
    program.screenshot("on-air")
    run = program.show().air.run
    assert run is not None
    assert run.cue == program.show().cues[0].id
