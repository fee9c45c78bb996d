"""When a session asks what: an OBS that answers in no time, or in a known one, and a clock that jumps."""

import asyncio
import contextlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from liveops_desktop.core.clock import Instant
from liveops_desktop.services.obs.client import Request
from liveops_desktop.services.obs.errors import ObsRefused
from liveops_desktop.services.obs.picture import EVERY, Camera
from liveops_desktop.services.obs.session import Session
from liveops_desktop.services.obs.worker import Priority
from tests.jumping import loop_time, run_jumping

START = {"outputState": "OBS_WEBSOCKET_OUTPUT_STARTED"}


class Played:
    """An OBS that notes when it was asked for what; *slow*: how long an answer takes, by when it was asked."""

    def __init__(self, slow: dict[float, float] | None = None) -> None:
        self.asked: list[tuple[str, float]] = []
        self._slow = slow or {}

    def times(self, name: str) -> list[float]:
        """Return when that was asked for."""
        return [at for asked, at in self.asked if asked == name]

    async def one(self, priority: Priority, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        """Answer one request."""
        assert (priority, data) == (Priority.POLL, None)
        self.asked.append((name, loop_time()))
        return {}

    async def several(self, asked: Sequence[tuple[Priority, Request]]) -> list[dict[str, Any] | ObsRefused]:
        """Answer some in one message."""
        at = loop_time()
        self.asked += [(name, at) for _priority, (name, _data) in asked]
        await asyncio.sleep(self._slow.get(at, 0.0))
        return [{"outputActive": True, "outputBytes": 5} for _ in asked]


def play(seconds: float, obs: Played, hears_at: float | None = None) -> Session:
    """Run a session for so long; *hears_at*: when a stream starts."""

    async def run() -> Session:
        def now() -> Instant:
            return Instant(round(1_000 * loop_time()))

        session = Session(obs.one, obs.several, now, lambda: None, ask_target=False)
        if hears_at is not None:
            asyncio.get_running_loop().call_later(hears_at, session.hear, "StreamStateChanged", START)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await session.run(lambda: None)
        return session

    return run_jumping(run())


def test_a_beat_comes_each_second() -> None:
    obs = Played()
    play(5.5, obs)
    assert obs.times("GetStats") == [0, 1, 2, 3, 4, 5]
    assert obs.times("GetStreamStatus") == obs.times("GetRecordStatus") == obs.times("GetStats")


def test_beats_that_were_missed_are_not_made_up_for() -> None:
    obs = Played(slow={2.0: 2.5})
    play(6.7, obs)
    assert obs.times("GetStats") == [0, 1, 2, 5, 6]


def test_what_changes_without_an_event_is_read_every_ten_seconds() -> None:
    obs = Played()
    play(25, obs)
    beats = ("GetStats", "GetStreamStatus", "GetRecordStatus")
    asked = {tuple(obs.times(name)) for name, _ in obs.asked if name not in beats}
    assert asked == {(0,), (0, 10, 20)}


@pytest.mark.parametrize(("begins", "first"), [(1.5, 5), (1.0, 4)])
def test_the_stream_is_not_asked_for_in_its_first_three_seconds(begins: float, first: int) -> None:
    obs = Played()
    session = play(first - 0.01, obs, hears_at=begins)
    assert session.stream is not None
    assert (session.stream.active, session.stream.bytes) == (True, 0)
    assert not [at for at in obs.times("GetStreamStatus") if at > begins]
    assert [at for at in obs.times("GetRecordStatus") if at > begins], "only the stream is left alone"
    obs = Played()
    session = play(first + 0.01, obs, hears_at=begins)
    assert obs.times("GetStreamStatus")[-1] == first
    assert session.stream is not None
    assert session.stream.bytes == 5


def test_a_picture_of_a_source_is_taken_once_a_second_at_most() -> None:
    taken: list[tuple[str, float]] = []

    class Obs:
        async def request(self, _name: str, data: dict[str, Any] | None = None, limit: float = 2.0) -> dict[str, Any]:
            assert data is not None
            assert limit > 0
            taken.append((data["sourceName"], loop_time()))
            await asyncio.sleep(0.1)
            return {}

    async def look() -> None:
        camera = Camera(Obs())
        while loop_time() < 3:
            await camera.look(["A", "B"], 2.0)
            await asyncio.sleep(0.1)

    run_jumping(look())
    for source in "AB":
        times = [at for one, at in taken if one == source]
        assert len(times) >= 3
        assert all(after - before >= EVERY for before, after in pairwise(times))
