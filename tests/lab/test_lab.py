"""The lab itself: each part starts, works and can be hurt."""

import os
from collections.abc import Callable

import pytest

from tests.lab.ingest import Ingest
from tests.lab.parts import wait_until
from tests.lab.sound import Pulse
from tests.lab.studio import SCENES, LabObs

pytestmark = pytest.mark.lab


def test_obs_has_its_scenes(obs: LabObs) -> None:
    scenes = {scene["sceneName"] for scene in obs.ask("GetSceneList")["scenes"]}
    assert scenes == set(SCENES)
    broken = obs.ask("GetSceneItemList", sceneName="Broken")["sceneItems"][0]
    assert broken["sceneItemTransform"]["sourceWidth"] == 0
    assert "Mic" in {entry["inputName"] for entry in obs.ask("GetInputList")["inputs"]}


def test_stream_arrives_at_the_ingest(obs: LabObs, ingest: Ingest) -> None:
    obs.set_target(ingest.url, "lab-arrives")
    obs.start_stream()
    wait_until(lambda: "lab-arrives" in ingest.stat() and ingest.stat()["lab-arrives"].width == 640, 60, "the header")
    first = ingest.stat()["lab-arrives"].bytes_in
    wait_until(lambda: ingest.stat()["lab-arrives"].bytes_in > first, 60, "bytes grow")
    assert ingest.stat()["lab-arrives"].fps == pytest.approx(30, abs=1)
    obs.stop_stream()


def test_own_obs_can_be_killed_and_started_again(own_obs: Callable[..., LabObs]) -> None:
    studio = own_obs()
    first, port = studio.pid, studio.port
    studio.kill9()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    studio.start()
    assert studio.port == port
    assert studio.ask("GetVersion")["obsVersion"]


def test_a_tone_reaches_the_microphone(pulse: Pulse) -> None:
    assert pulse.level() < -80
    tone = pulse.speak()
    wait_until(lambda: pulse.level() > -30, 60, "the tone is heard")
    tone.end()


def test_desktop_has_a_window_manager(desktop: str) -> None:
    assert desktop.startswith(":")
