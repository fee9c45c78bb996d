"""The service against the real OBS that nobody hurts."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable

import pytest

from liveops_desktop.core.vitals import Link, LinkTrouble, Obs, SceneItem
from liveops_desktop.services.obs import ObsGone, ObsRefused, probe
from tests.lab.ingest import Ingest
from tests.lab.parts import wait_until
from tests.lab.studio import SCENES, LabObs
from tests.services.obs.serving import Served, serving

pytestmark = pytest.mark.lab


@contextlib.asynccontextmanager
async def linked(obs: LabObs) -> AsyncIterator[Served]:
    async with serving() as served:
        served.service.connect(obs.host, obs.port, obs.password)
        await served.until_link(Link.CONNECTED)
        yield served


def muted(name: str, wanted: bool) -> Callable[[Obs], bool]:
    return lambda obs: obs.state is not None and {one.name: one.muted for one in obs.state.inputs}.get(name) is wanted


def test_each_beat_says_when_the_counters_were_read(obs: LabObs) -> None:
    async def main() -> None:
        async with linked(obs) as served:
            connected = served.reading
            assert connected.read_at is not None
            assert connected.stats is not None
            # An event may have the outputs read again in between; the statistics change with the beat alone.
            await served.next_beat()
            first = served.reading
            assert first.read_at is not None
            await served.next_beat()
            second = served.reading
            assert second.read_at is not None
            assert second.read_at - first.read_at > 500, "no more than one a second; and no less: test_session.py"

    asyncio.run(main())


def test_connecting_reads_the_whole_state(obs: LabObs) -> None:
    async def main() -> None:
        async with linked(obs) as served:
            state = served.reading.state
            assert state is not None
            assert (state.version, state.websocket_version) == ("29.0.2", "5.1.0")
            assert {"GetStats", "StartStream"} <= state.requests
            assert set(state.scenes) == set(SCENES)
            assert state.program_scene == "Main"
            assert (state.fps, state.canvas, state.output_size) == (30, (640, 360), (640, 360))
            assert state.profile
            assert state.scene_collection
            assert state.record_directory == str(obs.records)
            assert {one.name: (one.kind, one.muted) for one in state.inputs} == {
                "Mic": ("pulse_input_capture", False),
                "Backdrop": ("color_source_v3", None),
                "Slate": ("color_source_v3", None),
                "Curtain": ("color_source_v3", None),
                "Gone": ("ffmpeg_source", False),
                "Desktop Audio": ("pulse_output_capture", False),
                "Mic/Aux": ("pulse_input_capture", False),
            }
            found = {item.source: item for item in state.items}
            assert found["Backdrop"] == SceneItem("Main", "Backdrop", "color_source_v3", True, 640, 360)
            assert found["Gone"] == SceneItem("Broken", "Gone", "ffmpeg_source", True, 0, 0)
            link = served.reading.link
            assert (link.host, link.port, link.local) == (obs.host, obs.port, True)
            await served.until(lambda seen: seen.stats is not None and seen.stats.render_total > 0)
            assert served.reading.stats is not None
            assert served.reading.stats.free_disk_mb > 0
            assert served.reading.stream is not None
            assert not served.reading.stream.active

    asyncio.run(main())


def test_changes_made_in_obs_are_seen(obs: LabObs) -> None:
    async def main() -> None:
        async with linked(obs) as served:
            obs.mute("Mic", True)
            await served.until(muted("Mic", True))
            obs.mute("Mic", False)
            await served.until(muted("Mic", False))
            obs.scene("Holding")
            await served.until(lambda seen: seen.state is not None and seen.state.program_scene == "Holding")
            obs.ask("CreateScene", sceneName="Extra")
            await served.until(lambda seen: seen.state is not None and "Extra" in seen.state.scenes)
            obs.ask("RemoveScene", sceneName="Extra")
            await served.until(lambda seen: seen.state is not None and "Extra" not in seen.state.scenes)
            obs.set_target("rtmp://somewhere.example/live", "k")
            await served.service.refresh()
            state = served.reading.state
            assert state is not None
            assert (state.service, state.server, state.key_set) == (
                "rtmp_custom",
                "rtmp://somewhere.example/live",
                True,
            )

    asyncio.run(main())


def test_requests_of_a_person(obs: LabObs) -> None:
    async def main() -> None:
        async with linked(obs) as served:
            await served.service.request("SetCurrentProgramScene", {"sceneName": "Ending"})
            assert obs.ask("GetCurrentProgramScene")["currentProgramSceneName"] == "Ending"
            with pytest.raises(ObsRefused) as refused:
                await served.service.request("SetCurrentProgramScene", {"sceneName": "Nowhere"})
            assert refused.value.code == 600
            assert served.reading.link.state is Link.CONNECTED

    asyncio.run(main())


@pytest.mark.parametrize("password", ["wrong-and-planted", "", None])
def test_a_bad_password_is_refused_once(
    own_obs: Callable[..., LabObs], password: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    obs = own_obs()
    trouble = LinkTrouble.WRONG_PASSWORD if password else LinkTrouble.PASSWORD_MISSING

    async def main() -> None:
        async with serving() as served:
            served.service.connect(obs.host, obs.port, password)
            await served.until_link(Link.REFUSED)
            tries = obs.log_text().count("New WebSocket client")
            await served.until_given_up()
            assert served.links() == [(Link.SEARCHING, ""), (Link.REFUSED, trouble.value)]
            assert obs.log_text().count("New WebSocket client") == tries
            found = await probe(obs.host, obs.port, password)
            assert (found.trouble, found.needs_password) == (trouble, True)
            for seen in served.said:
                assert "planted" not in repr(seen)
            served.service.connect(obs.host, obs.port, obs.password)  # a person corrects it
            await served.until_link(Link.CONNECTED)

    asyncio.run(main())
    assert not {"planted", obs.password} & set(caplog.text.split())
    assert "planted" not in caplog.text
    assert obs.password not in caplog.text


def test_an_obs_without_password_takes_any(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs(auth=False)

    async def main() -> None:
        for password in (None, "not needed"):
            async with serving() as served:
                served.service.connect(obs.host, obs.port, password)
                await served.until_link(Link.CONNECTED)
        assert (await probe(obs.host, obs.port, None)).needs_password is False

    asyncio.run(main())


def test_probing_does_not_disturb_the_link(obs: LabObs) -> None:
    async def main() -> None:
        async with linked(obs) as served:
            found = await served.service.probe(obs.host, obs.port)  # with the password the service holds
            assert (found.trouble, found.version, found.needs_password) == (LinkTrouble.NONE, "29.0.2", True)
            assert found.rtt_ms is not None
            assert found.rtt_ms > 0
            assert "GetStats" in found.requests
            elsewhere = await served.service.probe("127.0.0.2", obs.port)  # the password is for that address alone
            assert elsewhere.trouble is LinkTrouble.PASSWORD_MISSING
            await served.service.request("GetVersion")
            assert served.links() == [(Link.SEARCHING, ""), (Link.CONNECTED, "")]

    asyncio.run(main())


def test_a_stream_is_followed_from_start_to_stop(obs: LabObs, ingest: Ingest) -> None:
    key = "lab-follow-key"
    obs.set_target(ingest.url, key)

    async def main() -> None:
        async with linked(obs) as served:
            assert key not in repr(served.reading)
            await served.service.request("StartStream")
            await served.until(lambda seen: bool(seen.stream and seen.stream.active))
            assert served.reading.stream is not None
            began = served.reading.stream.since
            await served.until(lambda seen: bool(seen.stream and seen.stream.bytes > 0))
            first = served.reading.stream.bytes
            await served.until(lambda seen: bool(seen.stream and seen.stream.bytes > first))
            stream = served.reading.stream
            assert stream.since == began
            assert stream.congestion is not None
            assert stream.total_frames > 0
            assert ingest.stat()[key].bytes_in > 0
            await served.service.request("StopStream")
            await served.until(lambda seen: seen.stream is not None and not seen.stream.active)
            assert key not in repr(served.said)

    asyncio.run(main())


def test_a_stream_met_under_way_has_its_true_start(obs: LabObs, ingest: Ingest) -> None:
    obs.set_target(ingest.url, "lab-met")
    begun = time.time()
    obs.start_stream()
    wait_until(lambda: obs.ask("GetStreamStatus")["outputDuration"] >= 3_000, 60, "the stream ran for a while")
    met = time.time()

    async def main() -> None:
        async with linked(obs) as served:
            await served.until(lambda seen: bool(seen.stream and seen.stream.active))
            stream = served.reading.stream
            assert stream is not None
            assert stream.since is not None
            assert begun - 0.1 <= stream.since / 1_000 < met

    asyncio.run(main())
    obs.stop_stream()


def test_a_recording_is_followed(obs: LabObs) -> None:
    async def main() -> None:
        async with linked(obs) as served:
            await served.service.request("StartRecord")
            await served.until(lambda seen: bool(seen.record and seen.record.active and seen.record.bytes > 0))
            await served.service.request("StopRecord")
            await served.until(lambda seen: seen.record is not None and not seen.record.active)

    asyncio.run(main())


def test_a_collection_switched_underneath_is_read_anew(own_obs: Callable[..., LabObs]) -> None:
    obs = own_obs()

    async def main() -> None:
        async with linked(obs) as served:
            obs.ask("CreateSceneCollection", sceneCollectionName="Other")
            await served.until(
                lambda seen: (
                    seen.state is not None
                    and seen.state.scene_collection == "Other"
                    and "Main" not in seen.state.scenes
                )
            )
            assert served.reading.state is not None
            assert not {item.scene for item in served.reading.state.items} - set(served.reading.state.scenes)

    asyncio.run(main())


def test_nothing_is_asked_of_a_service_that_ended(obs: LabObs) -> None:
    async def main() -> None:
        async with linked(obs) as served:
            assert await served.service.request("GetVersion")
        assert served.reading.link.state is Link.OFF
        with pytest.raises(ObsGone):
            await served.service.request("GetVersion")

    asyncio.run(main())


def test_it_runs_under_the_loop_of_the_window(obs: LabObs, qapp: object) -> None:
    from qasync import QEventLoop

    async def main() -> None:
        async with linked(obs) as served:
            obs.mute("Mic", True)
            await served.until(muted("Mic", True))
            assert await served.service.request("GetVersion")

    with QEventLoop(qapp) as loop:
        loop.run_until_complete(main())
