"""The service against a real OBS that is killed, stopped and late."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest

from liveops_desktop.core.clock import Span
from liveops_desktop.core.vitals import Link, LinkTrouble
from liveops_desktop.services.obs import ObsGone, link
from tests.lab.studio import LabObs
from tests.services.obs.serving import Served, serving

pytestmark = pytest.mark.lab


async def link_up(served: Served, obs: LabObs) -> None:
    served.service.connect(obs.host, obs.port, obs.password)
    await served.until_link(Link.CONNECTED)


def test_an_obs_started_later_is_found(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs(started=False)

    async def main() -> None:
        async with serving() as served:
            served.service.connect(obs.host, obs.port, obs.password)
            await served.until(lambda seen: seen.link.trouble is LinkTrouble.NOT_RUNNING)
            obs.launch()
            await served.until_link(Link.CONNECTED)
            assert served.reading.state is not None

    asyncio.run(main())


def test_killed_is_lost_by_its_close_and_a_restart_is_read_anew(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:
            await link_up(served, obs)
            obs.kill9()
            await served.until_link(Link.LOST)  # how soon: bench/obs.py
            lost = served.reading
            assert (lost.link.trouble, lost.stream, lost.state, lost.stats) == (LinkTrouble.GONE, None, None, None)
            with pytest.raises(ObsGone):
                await served.service.request("GetVersion")
            obs.launch()
            await served.until_link(Link.CONNECTED)
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
            await served.until_link(Link.LOST)  # how soon: bench/obs.py
            assert served.links()[1:] == [
                (Link.CONNECTED, ""),
                (Link.DEGRADED, LinkTrouble.SILENT.value),
                (Link.LOST, LinkTrouble.SILENT.value),
            ]
            degraded = [seen for seen in served.said if seen.link.state is Link.DEGRADED]
            assert all(seen.state is not None for seen in degraded), "what is known still stands"
            obs.cont()
            await served.until_link(Link.CONNECTED)

    asyncio.run(main())


def test_a_hang_that_ends_heals_without_a_new_connection(
    own_obs: Callable[..., LabObs], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "LOST_AFTER", Span(3_600_000))
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:
            await link_up(served, obs)
            clients = obs.log_text().count("New WebSocket client")
            await served.next_beat()  # so that none is under way
            obs.stop()
            asked = asyncio.create_task(served.service.request("GetVersion", limit=3_600))
            await served.until_link(Link.DEGRADED)
            obs.cont()
            assert "obsVersion" in await asked, "it is answered on the connection on which it was asked"
            await served.until_link(Link.CONNECTED)
            await served.next_beat()
            assert Link.LOST not in {state for state, _ in served.links()}
            assert obs.log_text().count("New WebSocket client") == clients

    asyncio.run(main())


def test_a_request_to_a_hung_obs_ends_by_its_limit_and_those_behind_it_with_it(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:
            await link_up(served, obs)
            obs.stop()
            asked = [served.service.request("GetVersion", limit=limit) for limit in (0.5, *[3_600] * 4)]
            answers = await asyncio.gather(*asked, return_exceptions=True)
            obs.cont()
            assert all(isinstance(answer, ObsGone) for answer in answers)

    asyncio.run(main())


def test_ending_while_obs_hangs_does_not_wait_for_it(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with serving() as served:  # how soon it ends: bench/obs.py
            await link_up(served, obs)
            await served.next_beat()  # so that none is under way
            obs.stop()
            asked = asyncio.create_task(served.service.request("GetVersion", limit=3_600))
            await served.until_link(Link.DEGRADED)
        with pytest.raises(ObsGone):
            await asked
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


@pytest.mark.timeout(600)
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
                hangs = 0
                while hangs < 50 or right <= 100 or gone <= 10:
                    hangs += 1
                    obs.stop()
                    await asyncio.sleep(dice.choice((0.05, 0.15, 0.35)))
                    obs.cont()
                    await asyncio.sleep(dice.choice((0.05, 0.2, 0.4)))
                stop.set()
            await served.until_link(Link.CONNECTED)
            assert served.reading.state is not None
            assert served.reading.state.version == "29.0.2"

    asyncio.run(main())
