"""Ports that are no OBS, and what the real OBS cannot be made to do on demand."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from liveops_desktop.core.vitals import Link, LinkTrouble
from liveops_desktop.services.obs import ObsGone, ObsRefused, probe
from tests.services.obs.fake_obs import FakeObs, fake_obs, no, yes
from tests.services.obs.serving import Served, serving

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def port_with(serve: Serve) -> AsyncIterator[int]:
    """Serve a port of this loop that way."""
    writers: list[asyncio.StreamWriter] = []

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        with contextlib.suppress(OSError):
            await serve(reader, writer)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in writers:
            writer.close()
        await asyncio.sleep(0)


async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def speak_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
    writer.close()


async def speak_ssh(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    await reader.read()


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 101 ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.2)


STRANGERS = [
    (say_nothing, LinkTrouble.SILENT),
    (drip, LinkTrouble.SILENT),
    (speak_http, LinkTrouble.NOT_OBS),
    (speak_ssh, LinkTrouble.NOT_OBS),
    (hang_up, LinkTrouble.NOT_OBS),
]


@pytest.mark.parametrize(("serve", "trouble"), STRANGERS)
def test_a_stranger_on_the_port_is_named(serve: Serve, trouble: LinkTrouble) -> None:
    async def main() -> None:
        async with port_with(serve) as port, serving() as served:
            served.service.connect("127.0.0.1", port, "pw")
            await served.until(lambda obs: obs.link.trouble is trouble, 4)
            assert served.reading.link.state is Link.SEARCHING
            with pytest.raises(ObsGone):
                await served.service.request("GetVersion")
            found = await probe("127.0.0.1", port, "pw")
            assert (found.trouble, found.hello) == (trouble, None)
            assert found.tcp is not None

    asyncio.run(main())


def test_a_closed_port_is_knocked_at_twice_a_second_and_opens_at_once(free_port: Callable[[], int]) -> None:
    async def main() -> None:
        port = free_port()
        async with serving() as served:
            served.service.connect("127.0.0.1", port, None)
            await served.until(lambda obs: obs.link.trouble is LinkTrouble.NOT_RUNNING, 1)
            assert served.reading.link.state is Link.SEARCHING
            found = await probe("127.0.0.1", port, None)
            assert (found.trouble, found.tcp) == (LinkTrouble.NOT_RUNNING, None)
            await asyncio.sleep(1.2)  # a port that opens after several refusals: no back-off from those
            fake = FakeObs()
            server = await asyncio.start_server(fake.serve, "127.0.0.1", port)
            assert await served.until_link(Link.CONNECTED, 2) <= 0.8
            server.close()

    asyncio.run(main())


def test_cancelling_a_probe_of_a_silent_port_ends_at_once() -> None:
    async def main() -> None:
        async with port_with(say_nothing) as port:
            task = asyncio.create_task(probe("127.0.0.1", port, None))
            await asyncio.sleep(0.1)
            begun = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - begun < 0.4

    asyncio.run(main())


async def connect(served: Served, fake: FakeObs) -> None:
    served.service.connect("127.0.0.1", fake.port, None)
    await served.until_link(Link.CONNECTED, 3)


@pytest.mark.parametrize("peer", [0, 1], ids=["requests", "events"])
def test_kicked_is_refused_and_not_tried_again(peer: int) -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            await connect(served, fake)
            fake.close_with(4011, peer)
            await served.until_link(Link.REFUSED, 1.5)
            assert served.reading.link.trouble is LinkTrouble.KICKED
            with pytest.raises(ObsGone):
                await served.service.request("GetVersion")
            await asyncio.sleep(1.2)
            assert fake.opened == 2
            await connect(served, fake)  # a person asked again

    asyncio.run(main())


def test_an_answer_to_another_request_is_never_handed_out() -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            await connect(served, fake)
            fake.on["GetVersion"] = lambda number: {"requestId": f"{int(number) - 1}", "responseData": {"old": True}}
            with pytest.raises(ObsGone):
                await served.service.request("GetVersion")
            del fake.on["GetVersion"]
            await served.until_link(Link.CONNECTED, 3)
            assert await served.service.request("GetVersion") == {}
            assert fake.opened == 4  # a new pair

    asyncio.run(main())


def test_a_new_connection_counts_only_once_everything_is_read() -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            fake.on["GetSceneList"] = yes(currentProgramSceneName="A", scenes=[{"sceneName": "A", "sceneIndex": 0}])
            await connect(served, fake)
            fake.on["GetStudioModeEnabled"] = lambda _: {"requestId": "another"}
            refused = asyncio.Semaphore(0)

            def not_ready(number: str) -> dict[str, object]:
                refused.release()
                return no(207)(number)

            fake.on["GetVersion"] = not_ready
            with pytest.raises(ObsGone):
                await served.service.request("GetStudioModeEnabled")
            mark = len(served.said)
            async with asyncio.timeout(3):
                for _ in range(4):
                    await refused.acquire()
            fake.event("InputMuteStateChanged", inputName="nobody")
            await asyncio.sleep(0.2)
            for _, seen in served.said[mark - 1 :]:
                assert seen.link.state is Link.DEGRADED
                assert seen.state is not None
                assert seen.state.scenes == ("A",), "what was known still stands"
            with pytest.raises(ObsGone):
                await served.service.request("GetStats")
            del fake.on["GetVersion"]
            await served.until_link(Link.CONNECTED, 2)

    asyncio.run(main())


def test_not_ready_waits_and_then_connects() -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            fake.on["GetSceneList"] = no(207)
            served.service.connect("127.0.0.1", fake.port, None)
            await asyncio.sleep(0.6)
            assert served.reading.link.state is Link.SEARCHING
            assert fake.asked.count("GetSceneList") >= 2
            fake.on["GetSceneList"] = yes(currentProgramSceneName="A", scenes=[{"sceneName": "A", "sceneIndex": 0}])
            await served.until_link(Link.CONNECTED, 2)
            assert served.reading.state is not None
            assert served.reading.state.scenes == ("A",)
            fake.on["GetStats"] = no(604)
            with pytest.raises(ObsRefused) as refused:
                await served.service.request("GetStats")
            assert refused.value.code == 604

    asyncio.run(main())


@pytest.mark.parametrize(
    "nonsense", [{"scenes": 7}, {"scenes": [{"sceneName": None}]}, {"currentProgramSceneName": []}]
)
def test_malformed_answers_read_as_not_known(nonsense: dict[str, object]) -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            fake.on["GetSceneList"] = yes(**nonsense)
            fake.on["GetStats"] = yes(cpuUsage="hot")
            await connect(served, fake)
            assert served.reading.state is not None
            assert served.reading.state.scenes == ()
            assert served.reading.stats is None

    asyncio.run(main())


def test_an_obs_that_closes_what_it_opened_is_not_stormed() -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            served.service.connect("127.0.0.1", fake.port, None)
            for _ in range(3):
                await served.until_link(Link.CONNECTED, 6)
                fake.close_with(1000, -1)
                await served.until_link(Link.LOST, 1)
            begun, before = time.monotonic(), fake.opened
            await served.until_link(Link.CONNECTED, 6)
            assert time.monotonic() - begun > 1.5
            assert fake.opened == before + 2

    asyncio.run(main())


def test_the_stream_is_not_asked_for_in_its_first_three_seconds() -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            fake.on["GetStreamStatus"] = yes(outputActive=True, outputBytes=5)
            await connect(served, fake)
            fake.event("StreamStateChanged", outputActive=True, outputState="OBS_WEBSOCKET_OUTPUT_STARTED")
            await served.until(lambda obs: obs.stream is not None and obs.stream.active and obs.stream.bytes == 0, 1)
            asked, begun = fake.asked.count("GetStreamStatus"), time.monotonic()
            await served.until(lambda obs: obs.stream is not None and obs.stream.bytes == 5, 5)
            assert time.monotonic() - begun >= 2.9
            assert fake.asked.count("GetStreamStatus") == asked + 1
            assert fake.asked.count("GetStats") >= 3

    asyncio.run(main())


def test_pointing_elsewhere_leaves_a_silent_port_at_once() -> None:
    async def main() -> None:
        async with port_with(say_nothing) as silent, fake_obs() as fake, serving() as served:
            served.service.connect("127.0.0.1", silent, None)
            await asyncio.sleep(0.3)
            served.service.connect("127.0.0.1", fake.port, None)
            assert await served.until_link(Link.CONNECTED, 3) < 1.0
            served.service.disconnect()
            assert served.reading.link.state is Link.OFF
            await asyncio.sleep(0.3)
            assert served.reading.link.state is Link.OFF
            assert all(peer.is_closing() for peer in fake.peers)

    asyncio.run(main())


def test_a_slow_reading_does_not_overwrite_a_newer_one() -> None:
    def scene(name: str) -> Callable[[str], dict[str, object]]:
        return yes(currentProgramSceneName=name, scenes=[{"sceneName": name, "sceneIndex": 0}])

    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            fake.on["GetSceneList"] = scene("A")
            await connect(served, fake)
            fake.delay["GetVideoSettings"] = 0.4
            slow = asyncio.create_task(served.service.refresh())
            await asyncio.sleep(0.1)  # it has read scene A, and waits for the video settings
            fake.on["GetSceneList"] = scene("B")
            fake.event("CurrentProgramSceneChanged", sceneName="B")
            await slow
            await served.until(lambda obs: obs.state is not None and obs.state.program_scene == "B", 2)
            await asyncio.sleep(0.2)
            assert served.reading.state is not None
            assert served.reading.state.program_scene == "B"

    asyncio.run(main())


def test_a_loop_that_was_held_up_does_not_blame_obs() -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            await connect(served, fake)
            time.sleep(1.8)  # noqa: ASYNC251 -- holding up the loop is what the test is about
            await asyncio.sleep(1.2)
            assert served.links() == [(Link.SEARCHING, ""), (Link.CONNECTED, "")]

    asyncio.run(main())
