"""Processor and memory on air: all panels of the room and the host panel open, a real OBS, readings at 1 Hz."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.figure import Figure
from bench.room import Painted, inside, until
from bench.screen import screen, words
from bench.shows import seat, show_file
from liveops_desktop.core.vitals import Link
from liveops_desktop.shell.app import App
from tests.lab.studio import LabObs

SECONDS = 60
_SETTLE = 8
_MB = 1024 * 1024


@contextmanager
def studio(cues: int, *, on_air: bool = False) -> Iterator[tuple[dict[str, str], Path, LabObs | None]]:
    """Give a screen, the program's home with a show of *cues*, and a real OBS that it knows, where there is one."""
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        with _obs(folder / "obs", given.get("DISPLAY", "")) as obs:
            home = folder / "home"
            show = home / "shows" / "bench.show"
            seat(home, show, obs.port if obs else None)
            show_file(show, cues, on_air=on_air)
            yield given, home, obs


@contextmanager
def _obs(folder: Path, display: str) -> Iterator[LabObs | None]:
    """Give a real OBS that listens, with its password where the program looks for it, or None where there is none."""
    if not display or shutil.which("obs") is None:
        yield None
        return
    obs = LabObs(folder, display)
    try:
        obs.start()
        obs.build_scenes()
        (folder / "password").write_text(obs.password)
        os.environ["LIVEOPS_OBS_PASSWORD_FILE"] = str(folder / "password")
        yield obs
    finally:
        obs.end()


def measure() -> Iterator[Figure]:
    """A minute of a show on air in which nobody does anything."""
    with studio(200, on_air=True) as (given, home, _):
        percent, megabytes, connected = inside(home, given, _idle, facts=3)
    how = f"{SECONDS} s, {'OBS connected' if connected else 'WITHOUT OBS'}, {words(given)}"
    yield Figure("cpu: percent of one core on air", percent, "%", 3.0, how)
    yield Figure("cpu: memory on air", megabytes, "MB", 220.0, how)


async def _idle(app: App, _painted: Painted) -> tuple[float, float, bool]:
    wanted = "LIVEOPS_OBS_PASSWORD_FILE" in os.environ
    if wanted:
        await until(lambda: app.rig_side.vitals.obs.link.state is Link.CONNECTED)
    await asyncio.sleep(_SETTLE)
    began, used = time.perf_counter(), time.process_time()
    await asyncio.sleep(SECONDS)
    percent = (time.process_time() - used) / (time.perf_counter() - began) * 100
    connected = app.rig_side.vitals.obs.link.state is Link.CONNECTED
    return percent, psutil.Process().memory_info().rss / _MB, connected
