"""Closing the program in the middle of a soak: OBS is told to stop, whatever becomes of us."""

from collections.abc import Callable

import pytest

from liveops_desktop.core.clock import seconds
from liveops_desktop.core.intents import SetRig
from liveops_desktop.core.rig import Rig
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import STREAM_KEY, Program, seat
from tests.lab.ingest import Ingest
from tests.lab.parts import wait_until
from tests.lab.studio import LabObs

pytestmark = [pytest.mark.e2e, pytest.mark.lab]


def begin_soak(program: Program, studio: LabObs, ingest: Ingest) -> None:
    """Ask for a soak of a minute as a person does, agree, and wait until OBS streams."""
    studio.set_target(ingest.url, STREAM_KEY)
    rig = Rig(ingest="rtmp://show.example/live", test_target=ingest.url, soak_length=seconds(60), video_kbps=600)
    show = make_show(program.home / "shows" / "soak.show", header("The whole way"), cues(60), SetRig(Rig(), rig))
    seat(program.home, show, studio.port, obs=True)
    program.start(show, password=studio.password)
    program.find("OBS connected", 20, enabled=False)
    program.keys("ctrl+2")
    program.press("Soak ")
    program.press("Run …")
    program.press("Agree and run")
    wait_until(studio.streaming, 60, "the soak streams")


def test_closed_in_the_middle_of_a_soak_obs_streams_no_more(
    program: Program, own_obs: Callable[..., LabObs], ingest: Ingest
) -> None:
    studio = own_obs()
    begin_soak(program, studio, ingest)
    program.keys("ctrl+q")
    assert program.wait_end() == 0
    assert not studio.streaming()


def test_so_it_is_with_an_obs_that_hangs_for_a_while(
    program: Program, own_obs: Callable[..., LabObs], ingest: Ingest
) -> None:
    studio = own_obs()
    begin_soak(program, studio, ingest)
    studio.stop()
    program.keys("ctrl+q")
    program.wait(lambda: not program.things(), 20, "the window is gone")
    assert program.running
    studio.cont()
    assert program.wait_end(60) == 0
    wait_until(lambda: not studio.streaming(), 20, "the stream is stopped")
