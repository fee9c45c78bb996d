"""Ports that are no OBS, and what the real OBS cannot be made to do on demand."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from liveops_desktop.core.clock import HOUR, Instant
from liveops_desktop.core.vitals import Link, LinkTrouble
from liveops_desktop.services.obs import ObsGone, ObsRefused, link, probe, service, session
from liveops_desktop.services.obs.client import Client
from liveops_desktop.services.obs.session import Session
from tests.services.obs.fake_obs import FakeObs, fake_obs, no, yes
from tests.services.obs.serving import GUARD, Served, serving

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


class Mute:
    """Accepts, reads, and never says a word; tells when it has got something."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def __call__(self, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        while await reader.read(65_536):
            self.asked.set()


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
            await served.until(lambda obs: obs.link.trouble is trouble)
            assert served.reading.link.state is Link.SEARCHING
            with pytest.raises(ObsGone):
                await served.service.request("GetVersion")
            found = await probe("127.0.0.1", port, "pw")
            assert (found.trouble, found.hello) == (trouble, None)
            assert found.tcp is not None

    asyncio.run(main())


def test_a_closed_port_is_knocked_at_again_without_a_back_off(
    free_port: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link.Backoff, "_STEPS", (3_600.0,))

    async def main() -> None:
        port = free_port()
        refused = counted(monkeypatch, link.LinkState, "failed")
        async with serving() as served:
            served.service.connect("127.0.0.1", port, None)
            await served.until(lambda obs: obs.link.trouble is LinkTrouble.NOT_RUNNING)
            assert served.reading.link.state is Link.SEARCHING
            found = await probe("127.0.0.1", port, None)
            assert (found.trouble, found.tcp) == (LinkTrouble.NOT_RUNNING, None)
            async with asyncio.timeout(GUARD):
                for _ in range(3):
                    await refused.acquire()
            fake = FakeObs()
            server = await asyncio.start_server(fake.serve, "127.0.0.1", port)
            await served.until_link(Link.CONNECTED)  # how soon: bench/obs.py
            server.close()

    asyncio.run(main())


def counted(monkeypatch: pytest.MonkeyPatch, of: type, method: str) -> asyncio.Semaphore:
    """Return what is released with each call of that method, after it."""
    calls, real = asyncio.Semaphore(0), getattr(of, method)

    def called(*given: object, **named: object) -> object:
        back = real(*given, **named)
        calls.release()
        return back

    monkeypatch.setattr(of, method, called)
    return calls


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a silent port waited for an hour, unless something else ends that."""
    monkeypatch.setattr(Client.greet, "__defaults__", (3_600.0,))


@pytest.mark.usefixtures("patient")
def test_cancelling_a_probe_of_a_silent_port_ends_it() -> None:
    """Also its thread: ``tests/conftest.py``."""

    async def main() -> None:
        mute = Mute()
        async with port_with(mute) as port:
            task = asyncio.create_task(probe("127.0.0.1", port, None))
            async with asyncio.timeout(GUARD):
                await mute.asked.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())


async def connect(served: Served, fake: FakeObs) -> None:
    served.service.connect("127.0.0.1", fake.port, None)
    await served.until_link(Link.CONNECTED)


@pytest.mark.parametrize("peer", [0, 1], ids=["requests", "events"])
def test_kicked_is_refused_and_not_tried_again(peer: int) -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            await connect(served, fake)
            fake.close_with(4011, peer)
            await served.until_link(Link.REFUSED)
            assert served.reading.link.trouble is LinkTrouble.KICKED
            with pytest.raises(ObsGone):
                await served.service.request("GetVersion")
            await served.until_given_up()
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
            await served.until_link(Link.CONNECTED)
            assert await served.service.request("GetVersion") == {}
            assert fake.opened == 4  # a new pair

    asyncio.run(main())


def not_ready() -> tuple[Callable[[str], dict[str, object]], asyncio.Semaphore]:
    """Return an answer that OBS is not ready, and what is released with each."""
    asked = asyncio.Semaphore(0)

    def answer(number: str) -> dict[str, object]:
        asked.release()
        return no(207)(number)

    return answer, asked


def test_a_new_connection_counts_only_once_everything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            fake.on["GetSceneList"] = yes(currentProgramSceneName="A", scenes=[{"sceneName": "A", "sceneIndex": 0}])
            await connect(served, fake)
            fake.on["GetStudioModeEnabled"] = lambda _: {"requestId": "another"}
            fake.on["GetVersion"], refused = not_ready()
            heard = counted(monkeypatch, Session, "hear")
            with pytest.raises(ObsGone):
                await served.service.request("GetStudioModeEnabled")
            mark = len(served.said)
            async with asyncio.timeout(GUARD):
                for _ in range(4):
                    await refused.acquire()
                fake.event("InputMuteStateChanged", inputName="nobody")
                await heard.acquire()
            for seen in served.said[mark - 1 :]:
                assert seen.link.state is Link.DEGRADED
                assert seen.state is not None
                assert seen.state.scenes == ("A",), "what was known still stands"
            with pytest.raises(ObsGone):
                await served.service.request("GetStats")
            del fake.on["GetVersion"]
            await served.until_link(Link.CONNECTED)

    asyncio.run(main())


def test_not_ready_waits_and_then_connects() -> None:
    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            fake.on["GetSceneList"], asked = not_ready()
            served.service.connect("127.0.0.1", fake.port, None)
            async with asyncio.timeout(GUARD):
                for _ in range(2):
                    await asked.acquire()
            assert served.reading.link.state is Link.SEARCHING
            fake.on["GetSceneList"] = yes(currentProgramSceneName="A", scenes=[{"sceneName": "A", "sceneIndex": 0}])
            await served.until_link(Link.CONNECTED)
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


def test_an_obs_that_closes_what_it_opened_is_not_stormed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_BARELY", 3_600.0)

    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            served.service.connect("127.0.0.1", fake.port, None)
            for _ in range(3):
                await served.until_link(Link.CONNECTED)
                fake.close_with(1000, -1)
                await served.until_link(Link.LOST)
            begun, before = time.monotonic(), fake.opened
            await served.until_link(Link.CONNECTED)
            assert time.monotonic() - begun > 1.5
            assert fake.opened == before + 2

    asyncio.run(main())


@pytest.mark.usefixtures("patient")
def test_pointing_elsewhere_leaves_a_silent_port() -> None:
    async def main() -> None:
        mute = Mute()
        async with port_with(mute) as silent, fake_obs() as fake, serving() as served:
            served.service.connect("127.0.0.1", silent, None)
            async with asyncio.timeout(GUARD):
                await mute.asked.wait()
            served.service.connect("127.0.0.1", fake.port, None)
            await served.until_link(Link.CONNECTED)
            served.service.disconnect()
            assert served.reading.link.state is Link.OFF
            async with asyncio.timeout(GUARD):
                await asyncio.gather(*(peer.wait_closed() for peer in fake.peers), return_exceptions=True)
            await served.until_given_up()
            assert served.reading.link.state is Link.OFF

    asyncio.run(main())


def test_a_slow_reading_does_not_overwrite_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def scene(name: str) -> Callable[[str], dict[str, object]]:
        return yes(currentProgramSceneName=name, scenes=[{"sceneName": name, "sceneIndex": 0}])

    async def main() -> None:
        async with fake_obs() as fake, serving() as served:
            fake.on["GetSceneList"] = scene("A")
            await connect(served, fake)
            asked, reads = asyncio.Event(), counted(monkeypatch, Session, "_read")
            answer = fake.held["GetVideoSettings"] = asyncio.Event()

            def settings(_number: str) -> dict[str, object]:
                asked.set()
                return {}

            fake.on["GetVideoSettings"] = settings
            slow = asyncio.create_task(served.service.refresh())
            async with asyncio.timeout(GUARD):
                await asked.wait()  # it has read scene A, and waits for the video settings
                fake.on["GetSceneList"] = scene("B")
                await reads.acquire()
                fake.event("CurrentProgramSceneChanged", sceneName="B")
                await reads.acquire()  # the event's reading has begun
            answer.set()
            await slow
            await served.until(lambda obs: obs.state is not None and obs.state.program_scene == "B")

    asyncio.run(main())


def test_a_loop_that_was_held_up_does_not_blame_obs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "BEAT", 3_600.0)  # no word from OBS hides what is to be seen
    now = Instant(1_800_000_000_000)

    async def main() -> None:
        nonlocal now
        ticked = counted(monkeypatch, link.LinkState, "tick")
        async with fake_obs() as fake, serving(lambda: now) as served:
            await connect(served, fake)
            now = Instant(now + HOUR)  # between two ticks, as where the loop stood or the PC slept
            async with asyncio.timeout(GUARD):
                while not ticked.locked():
                    await ticked.acquire()  # of before
                for _ in range(2):
                    await ticked.acquire()
            assert served.links() == [(Link.SEARCHING, ""), (Link.CONNECTED, "")]

    asyncio.run(main())
