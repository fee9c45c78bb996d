"""Processor while nobody does anything and preflight is on screen, OBS connected: without the meters, and with."""

import asyncio
import math
import os
import struct
import time
import wave
from collections.abc import Iterator

from bench.cpu import studio
from bench.figure import Figure
from bench.room import Painted, inside, until
from bench.screen import words
from liveops_desktop.core.preflight import Group
from liveops_desktop.core.vitals import Link
from liveops_desktop.panels import Room
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.shell.app import App
from tests.lab.studio import LabObs

SECONDS = 60
_SETTLE = 8
_INPUTS = 4
_RATE = 48_000


def measure() -> Iterator[Figure]:
    """A minute of the room Preflight in which nobody does anything, and half a minute with the meters in sight."""
    with studio(40) as (given, home, obs):
        if obs is not None:
            for number in range(_INPUTS):
                _play(obs, f"Voice {number}")
        idle, metered, connected, meters = inside(home, given, _idle)
    how = f"{SECONDS} s, {'OBS connected' if connected else 'WITHOUT OBS'}, {words(given)}"
    yield Figure("idle: percent of one core, preflight open", idle, "%", 1.0, how)
    yield Figure("idle: the same with the level meters in sight", metered, "%", None, f"{meters} meters, {how}")


def _play(obs: LabObs, name: str) -> None:
    """Let an input of OBS play a tone over and over."""
    file = obs.folder / f"{name}.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        tone = (round(3_000 * math.sin(2 * math.pi * 440 * at / _RATE)) for at in range(_RATE))
        sound.writeframes(b"".join(struct.pack("<hh", one, one) for one in tone))
    settings = {"is_local_file": True, "local_file": str(file), "looping": True}
    obs.ask("CreateInput", sceneName="Main", inputName=name, inputKind="ffmpeg_source", inputSettings=settings)


async def _idle(app: App, _painted: Painted) -> tuple[float, float, bool, int]:
    if "LIVEOPS_OBS_PASSWORD_FILE" in os.environ:
        await until(lambda: app.rig_side.vitals.obs.link.state is Link.CONNECTED)
    app.hosting.close()
    app.window.enter(Room.PREFLIGHT)
    panel = app.window.panel("preflight")
    assert isinstance(panel, PreflightPanel)
    await asyncio.sleep(_SETTLE)
    idle = await _percent(SECONDS)
    connected = app.rig_side.vitals.obs.link.state is Link.CONNECTED
    panel.groups.rows[Group.AUDIO].click()
    await asyncio.sleep(_SETTLE)
    metered = await _percent(SECONDS / 2)
    return idle, metered, connected, len(panel.levels.board.meters())


async def _percent(seconds: float) -> float:
    """Return the processor time of this process in *seconds*, in percent of one core."""
    began, used = time.perf_counter(), time.process_time()
    await asyncio.sleep(seconds)
    return (time.process_time() - used) / (time.perf_counter() - began) * 100
