"""Checks are cancelled while they run: how long until they have ended, and until OBS does nothing for them any more."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Collection, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.cancelled import cancelled
from bench.checks import hangs, silent_port
from bench.figure import CannotMeasureError, Figure
from bench.screen import screen
from liveops_desktop.checks import CATALOGUE
from liveops_desktop.checks.run import run_active, run_checks
from liveops_desktop.checks.soak import LONGEST
from liveops_desktop.checks.soaking import let_guards_end
from liveops_desktop.checks.world import live_world
from liveops_desktop.core.clock import seconds
from liveops_desktop.core.preflight import Progress, Result
from liveops_desktop.core.rig import Rig
from tests.lab.ingest import Ingest
from tests.lab.sink import Sink
from tests.lab.studio import LabObs

ROUNDS = 5
PROMISE = 1.0
ACTIVE = {
    "a soak that records": ("soak.publish", "soak.record"),
    "a recording": ("aud.flash",),
    "a paced hold": ("bw.hold",),
}
_INTO_IT = 1.0
"""Seconds after the first sign of life: by then OBS sends and writes."""
_LIMIT = 60.0

Heard = Callable[[Progress | Result], None]


def measure() -> Iterator[Figure]:
    """All passive checks while nothing answers, and what lets OBS or the line work; the longest of some rounds each."""
    with silent_port() as obs, silent_port() as ingest:
        rig = Rig(ingest=f"rtmp://127.0.0.1:{ingest}/live")
        took = [asyncio.run(_passive(obs, rig)) for _ in range(ROUNDS)]
    yield Figure("cancel: all passive checks", max(took), "s", PROMISE, f"longest of {ROUNDS}, OBS and ingest silent")
    with _lab() as (studio, rig):
        for name, ids in ACTIVE.items():
            rounds = [asyncio.run(_active(ids, studio, rig)) for _ in range(ROUNDS)]
            ended, still = (max(each) for each in zip(*rounds, strict=True))
            how = f"longest of {ROUNDS}, OBS still after {still:.2f} s"
            yield Figure(f"cancel: {name}", ended, "s", PROMISE, how)


@contextmanager
def _lab() -> Iterator[tuple[LabObs, Rig]]:
    """Give a real OBS, and a rig with a real ingest and a relay, on which nothing ends by itself in time."""
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        (Path(kept) / "ingest").mkdir()
        try:
            studio = LabObs(Path(kept) / "obs", given.get("DISPLAY", ""))
            ingest = Ingest(Path(kept) / "ingest")
        except (pytest.skip.Exception, pytest.fail.Exception) as why:
            raise CannotMeasureError(str(why)) from why
        sink = Sink()
        try:
            studio.start()
            studio.build_scenes()
            studio.set_target(ingest.url)
            yield (
                studio,
                Rig(
                    ingest="rtmp://show.example/live",
                    test_target=ingest.url,
                    stats_url=f"http://127.0.0.1:{ingest.stat_port}/stat",
                    soak_length=LONGEST,
                    hold_length=seconds(_LIMIT),
                    bitrate_kbps=6_000,
                    relay=sink.url,
                ),
            )
        finally:
            sink.end()
            ingest.end()
            studio.end()


async def _passive(obs: int, rig: Rig) -> float:
    async with live_world(rig, "127.0.0.1", obs, None) as world:
        return await _cancelled(lambda heard: run_checks(world, on_result=heard, catalogue=(*CATALOGUE, hangs)))


async def _active(ids: Collection[str], studio: LabObs, rig: Rig) -> tuple[float, float]:
    """Return the seconds until the checks had ended, and until OBS neither streamed nor recorded."""
    async with live_world(rig, studio.host, studio.port, studio.password) as world:
        ended = await _cancelled(lambda heard: run_active(world, ids, heard, heard))
        since = time.perf_counter()
        while any(studio.ask(f"Get{what}Status")["outputActive"] for what in ("Stream", "Record")):  # noqa: ASYNC110 -- no event of it comes to this line
            await asyncio.sleep(0.02)
        still = ended + time.perf_counter() - since
        await let_guards_end()
        return ended, still


async def _cancelled(run: Callable[[Heard], Coroutine[object, object, object]]) -> float:
    """Cancel *run* soon after its first sign of life, and return the seconds until it has ended."""
    lives = asyncio.Event()

    def heard(one: Progress | Result) -> None:
        if isinstance(one, Result) or one.share > 0:
            lives.set()

    task = asyncio.create_task(run(heard))
    await asyncio.wait_for(lives.wait(), _LIMIT)
    await asyncio.sleep(_INTO_IT)
    return await cancelled(task)
