"""The level meters in the real program: what OBS hears is seen, by name and by word, and only while somebody looks."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import Program, seat
from tests.lab.parts import need
from tests.lab.studio import LabObs

pytestmark = [pytest.mark.e2e, pytest.mark.lab]

TONE = "sine=frequency=1000:sample_rate=48000"
"""ffmpeg's sine is an eighth of full scale, -18 dBFS, and 3 dB less on each of two channels."""
SCENE = "Main"


def test_the_meters_follow_obs(program: Program, own_obs: Callable[..., LabObs]) -> None:
    studio = own_obs()
    play(studio, "Voice", TONE)
    play(studio, "Cut off", "anullsrc=sample_rate=48000")
    show = make_show(program.home / "shows" / "levels.show", header("Levels", microphones=("Voice", "Guest")), cues(60))
    seat(program.home, show, studio.port, obs=True)
    program.start(show, password=studio.password)
    program.find("OBS connected", 20, enabled=False)
    program.keys("ctrl+2", "v")
    program.wait(lambda: program.sees("Voice, peak -21 dBFS"), 20, "the tone is metered at its level")
    program.wait(lambda: program.sees("digital zero"), 20, "an input that delivers nothing says so")
    assert program.sees("Guest, no level")
    program.screenshot("levels")
    studio.mute("Voice", True)
    program.wait(lambda: program.sees("talks, muted"), 20, "sound into a muted input says so")
    program.screenshot("muted")
    studio.mute("Voice", False)
    program.keys("v")
    program.wait(lambda: not program.sees("peak"), 20, "they are put away")
    studio.kill9()
    program.wait(lambda: not program.sees("OBS connected"), 20, "OBS is gone")
    program.keys("v")
    program.wait(lambda: program.sees("its levels come with it"), 20, "it is said why there is no level")


def play(studio: LabObs, name: str, sound: str) -> None:
    """Let an input of OBS play ten seconds of *sound* (ffmpeg's words) over and over."""
    file: Path = studio.folder / f"{name}.wav"
    command = [need("ffmpeg", "ffmpeg"), "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", sound]
    subprocess.run([*command, "-t", "10", "-ac", "2", str(file)], check=True, timeout=60)
    settings = {"is_local_file": True, "local_file": str(file), "looping": True}
    studio.ask("CreateInput", sceneName=SCENE, inputName=name, inputKind="ffmpeg_source", inputSettings=settings)
