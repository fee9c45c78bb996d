"""The service against a real OBS that is killed, stopped and late."""

import asyncio
import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from liveops_desktop.core.vitals import Link, LinkTrouble
from liveops_desktop.services.obs import ObsGone
from tests.lab.studio import LabObs
from tests.services.obs.serving import Served, serving

pytestmark = pytest.mark.lab


async def link_up(served: Served, obs: LabObs) -> None:
    served.service.connect(obs.host, obs.port, obs.password)
    await served.until_link(Link.CONNECTED, 5)


def test_an_obs_started_later_is_found(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs(started=False)

    async def main() -> None:
        async with serving() as served:
            served.service.connect(obs.host, obs.port, obs.password)
            await served.until(lambda seen: seen.link.trouble is LinkTrouble.NOT_RUNNING, 1)
            obs.launch()
            await served.until_link(Link.CONNECTED, 20)
            assert served.reading.state is not None

    asyncio.run(main())


def test_killed_is_lost_within_a_second_and_a_restart_is_read_anew(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:
            await link_up(served, obs)
            obs.kill9()
            assert await served.until_link(Link.LOST, 2) <= 1.0
            lost = served.reading
            assert (lost.link.trouble, lost.stream, lost.state, lost.stats) == (LinkTrouble.GONE, None, None, None)
            with pytest.raises(ObsGone):
                await served.service.request("GetVersion")
            await asyncio.sleep(1.1)
            obs.launch()
            await served.until_link(Link.CONNECTED, 20)
            found = served.reading
            assert found.state is not None
            assert set(found.state.scenes) == {scene["sceneName"] for scene in obs.ask("GetSceneList")["scenes"]}
            assert found.stream is not None

    asyncio.run(main())


def test_hung_degrades_is_lost_and_recovers(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:
            await link_up(served, obs)
            obs.stop()
            begun = time.monotonic()
            await served.until_link(Link.DEGRADED, 4)
            assert time.monotonic() - begun <= 3.0
            assert served.reading.state is not None, "what is known still stands"
            await served.until_link(Link.LOST, 4)
            assert time.monotonic() - begun <= 5.0
            assert served.reading.link.trouble is LinkTrouble.SILENT
            obs.cont()
            await served.until_link(Link.CONNECTED, 9)

    asyncio.run(main())


def test_a_short_hang_heals_without_a_new_connection(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:
            await link_up(served, obs)
            clients = obs.log_text().count("New WebSocket client")
            obs.stop()
            await asyncio.sleep(0.8)
            obs.cont()
            await asyncio.sleep(3)
            assert Link.LOST not in {state for state, _ in served.links()}
            assert served.reading.link.state is Link.CONNECTED
            assert obs.log_text().count("New WebSocket client") == clients

    asyncio.run(main())


def test_a_request_to_a_hung_obs_ends_within_its_limit(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:
            await link_up(served, obs)
            obs.stop()
            begun = time.monotonic()
            asked = [served.service.request("GetVersion", limit=0.5) for _ in range(5)]
            answers = await asyncio.gather(*asked, return_exceptions=True)
            took = time.monotonic() - begun
            obs.cont()
            assert all(isinstance(answer, ObsGone) for answer in answers)
            assert took <= 2.5 + 0.2  # one heartbeat may be under way

    asyncio.run(main())


def test_ending_while_obs_hangs_takes_less_than_a_second(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:  # which checks the second
            await link_up(served, obs)
            obs.stop()
            await asyncio.sleep(1.3)  # a heartbeat is waiting
        obs.cont()

    asyncio.run(main())


KINDS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "GetVersion": lambda data: "obsVersion" in data,
    "GetStats": lambda data: "averageFrameRenderTime" in data,
    "GetSceneList": lambda data: "currentProgramSceneName" in data,
    "GetVideoSettings": lambda data: data.get("baseWidth") == 640,
    "GetRecordDirectory": lambda data: set(data) == {"recordDirectory"},
    "GetStudioModeEnabled": lambda data: set(data) == {"studioModeEnabled"},
    "GetInputMute": lambda data: set(data) == {"inputMuted"},
    "GetHotkeyList": lambda data: set(data) == {"hotkeys"},
}


def test_fifty_hangs_never_mix_up_two_answers(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs(sound=True)
    dice = random.Random(7)
    right, gone = 0, 0

    async def main() -> None:
        nonlocal right, gone
        stop = asyncio.Event()

        async def ask_on(served: Served) -> None:
            nonlocal right, gone
            while not stop.is_set():
                name = dice.choice(list(KINDS))
                data = {"inputName": "Mic"} if name == "GetInputMute" else None
                try:
                    answer = await served.service.request(name, data, limit=dice.choice((0.1, 0.3, 2.0)))
                except ObsGone:
                    gone += 1
                    await asyncio.sleep(0.02)
                    continue
                assert KINDS[name](answer), f"{name} was answered with {sorted(answer)}"
                right += 1
                await asyncio.sleep(0.005)

        async with serving() as served:
            await link_up(served, obs)
            async with asyncio.TaskGroup() as group:
                for _ in range(4):
                    group.create_task(ask_on(served))
                for _ in range(50):
                    obs.stop()
                    await asyncio.sleep(dice.choice((0.05, 0.15, 0.35)))
                    obs.cont()
                    await asyncio.sleep(dice.choice((0.05, 0.2, 0.4)))
                stop.set()
            await served.until_link(Link.CONNECTED, 10)
            assert served.reading.state is not None
            assert served.reading.state.version == "29.0.2"

    asyncio.run(main())
    assert right > 100
    assert gone > 10
