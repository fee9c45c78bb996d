"""SRT's induction, against ffmpeg's own listener, a port that is silent and one that is shut."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from liveops_desktop.core.ingest import SrtReply
from liveops_desktop.services.network import Kind, NetworkTrouble
from liveops_desktop.services.srt import is_answer, srt_induction
from tests.lab.parts import Process, need, wait_until

HOST = "127.0.0.1"


@pytest.mark.lab
def test_a_real_listener_answers_and_no_connection_is_started(free_port: Callable[[], int], tmp_path: Path) -> None:
    port = free_port()
    command = [need("ffmpeg", "ffmpeg"), "-nostdin", "-i", f"srt://{HOST}:{port}?mode=listener", "-f", "null", "-"]
    listener = Process(command, tmp_path / "srt.log")
    found = [SrtReply(0)]

    def answered() -> bool:
        found[0] = asyncio.run(srt_induction(HOST, port, try_limit=10))
        return bool(found[0].rtts)

    try:
        wait_until(answered, 60, "the listener is up")
        assert (found[0].asked, len(found[0].rtts), found[0].refused) == (3, 3, False)
        assert all(rtt >= 0 for rtt in found[0].rtts)
        assert listener.running
    finally:
        listener.end()
    assert "Input #0" not in listener.log.read_text()


def test_a_silent_port_is_silence(free_port: Callable[[], int]) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as mute:
        mute.bind((HOST, 0))
        found = asyncio.run(srt_induction(HOST, mute.getsockname()[1], try_limit=0.1))
    assert found == SrtReply(3)


def test_a_shut_port_refuses() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as once:
        once.bind((HOST, 0))
        port = once.getsockname()[1]
    assert asyncio.run(srt_induction(HOST, port, try_limit=10)).refused


def test_a_name_that_is_none() -> None:
    with pytest.raises(NetworkTrouble) as found:
        asyncio.run(srt_induction("two words", 9_000))
    assert found.value.kind is Kind.NO_SUCH_HOST


def echo_server(answer: Callable[[bytes], bytes]) -> tuple[SrtReply, int]:
    """Ask something on UDP that gives *answer*; returns what was made of it, and how often it was asked."""
    asked = []

    class Odd(asyncio.DatagramProtocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.line = transport

        def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
            asked.append(data)
            self.line.sendto(answer(data), addr)  # type: ignore[attr-defined]  # a datagram transport

    async def talk() -> SrtReply:
        line, _ = await asyncio.get_running_loop().create_datagram_endpoint(Odd, local_addr=(HOST, 0))
        try:
            return await srt_induction(HOST, line.get_extra_info("sockname")[1], try_limit=0.05)
        finally:
            line.close()

    return asyncio.run(talk()), len(asked)


@pytest.mark.parametrize(
    "answer",
    [
        lambda asked: asked,  # an echo: version 4, no cookie
        lambda _: b"",
        lambda asked: asked[:40],
        lambda _: b"\xff" * 64,
        lambda _: b"HTTP/1.1 400 Bad Request\r\n\r\n" + bytes(64),
    ],
)
def test_whatever_else_answers_is_no_listener(answer: Callable[[bytes], bytes]) -> None:
    assert echo_server(answer) == (SrtReply(3), 3)


def test_an_answer_to_another_socket_is_not_ours() -> None:
    good = bytearray(64)
    good[0:2] = b"\x80\x00"
    good[12:16] = (7).to_bytes(4, "big")
    good[16:20] = (5).to_bytes(4, "big")
    good[22:24] = b"\x4a\x17"
    good[36:40] = (1).to_bytes(4, "big")
    good[44:48] = b"cook"
    assert is_answer(bytes(good), 7)
    assert not is_answer(bytes(good), 8)
    assert not is_answer(bytes(good[:44] + bytes(20)), 7)
