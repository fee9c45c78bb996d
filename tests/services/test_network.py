import asyncio
import contextlib
import http.server
import os
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from liveops_desktop.core.clock import Span
from liveops_desktop.services import network
from liveops_desktop.services.network import Kind, NetworkTrouble, Resolved, connect_tcp, resolve, rtmp_handshake
from tests.jumping import loop_time, run_jumping
from tests.lab.ingest import Ingest

HOST = "127.0.0.1"
AMPLE = 30.0
"""Seconds for what answers at once, also on a busy machine."""


@contextlib.contextmanager
def serving(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A TCP server that treats each connection with *talk*; gives its port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                talk(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = False
        block_on_close = True

    with Server((HOST, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def trouble(attempt: "Callable[[], object]") -> NetworkTrouble:
    """Return what the step found wrong."""
    with pytest.raises(NetworkTrouble) as found:
        asyncio.run(attempt())  # type: ignore[arg-type]  # any coroutine of the module
    return found.value


def exactly(peer: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = peer.recv(count - len(got))
        if not more:
            raise ConnectionError
        got += more
    return got


def silent(peer: socket.socket) -> None:
    """Accept and say nothing, until the other side is gone."""
    while peer.recv(65_536):
        pass


# -- the name -----------------------------------------------------------------------------


def test_a_name_and_its_addresses() -> None:
    found = asyncio.run(resolve("localhost"))
    assert HOST in found.addresses or "::1" in found.addresses
    assert len(set(found.addresses)) == len(found.addresses)
    assert found.took >= 0
    assert asyncio.run(resolve(HOST)).addresses == (HOST,)


@pytest.mark.parametrize("name", ["two words", "a" * 64 + ".example", "", "\0"])
def test_a_name_that_cannot_be(name: str) -> None:
    found = trouble(lambda: resolve(name))
    assert found.kind is Kind.NO_SUCH_HOST
    assert found.detail


@pytest.mark.parametrize(("code", "kind"), [(socket.EAI_NONAME, Kind.NO_SUCH_HOST), (socket.EAI_AGAIN, Kind.NO_ANSWER)])
def test_a_resolver_without_a_line_says_nothing_of_the_name(
    code: int, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The line of the machine that runs the tests is not ours to cut.
    def fails(*_args: object, **_names: object) -> None:
        raise socket.gaierror(code, "the system's words")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    found = trouble(lambda: resolve("ingest.example"))
    assert found.kind is kind
    assert "the system's words" in found.detail


def test_a_resolver_that_never_answers_is_given_up_and_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # A real resolver cannot be made to hang on order.
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_names: answered.wait())
    try:
        assert trouble(lambda: resolve("slow.example", limit=0.2)).kind is Kind.NO_ANSWER  # also the loop has closed
        [thread] = [one for one in threading.enumerate() if one.name == "resolve"]
        assert thread.daemon, "it would keep the program from ending"
    finally:
        answered.set()
    thread.join()


# -- TCP ----------------------------------------------------------------------------------


def test_a_port_that_listens() -> None:
    with serving(silent) as port:
        assert asyncio.run(connect_tcp(HOST, port, AMPLE)) >= 0
        assert asyncio.run(connect_tcp("localhost", port, AMPLE)) >= 0, "also where the first address refuses"


def test_nobody_listens(free_port: Callable[[], int]) -> None:
    port = free_port()
    assert trouble(lambda: connect_tcp(HOST, port)).kind is Kind.REFUSED
    assert trouble(lambda: rtmp_handshake(HOST, port)).kind is Kind.REFUSED


def test_a_name_that_is_none_is_told_by_every_step() -> None:
    assert trouble(lambda: connect_tcp("two words", 1)).kind is Kind.NO_SUCH_HOST
    assert trouble(lambda: rtmp_handshake("two words", 1)).kind is Kind.NO_SUCH_HOST


@pytest.mark.parametrize("port", [0, 70_000])
def test_a_port_that_cannot_be(port: int) -> None:
    assert trouble(lambda: connect_tcp(HOST, port)).kind in {Kind.REFUSED, Kind.UNREACHABLE}


def test_a_host_that_swallows_every_packet() -> None:
    # A full accept queue: the kernel drops further SYNs, as a firewall does. After two minutes it would be UNREACHABLE.
    with socket.socket() as full, contextlib.ExitStack() as stack:
        full.bind((HOST, 0))
        full.listen(0)
        port = full.getsockname()[1]
        for _ in range(3):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex((HOST, port))
        assert trouble(lambda: connect_tcp(HOST, port, limit=0.3)).kind is Kind.NO_ANSWER


def test_one_dead_address_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    # A name with one dead and one living address needs a resolver that says so, and a line whose time is known.
    dead, living = "192.0.2.1", "192.0.2.2"

    class Line:
        transport = asyncio.WriteTransport()

        async def wait_closed(self) -> None:
            ended.append(self)

    async def two(_host: str) -> Resolved:
        return Resolved((dead, living), Span(0))

    async def opened(address: str, _port: int) -> tuple[object, Line]:
        await (asyncio.Event().wait() if address == dead else asyncio.sleep(0.2))
        return object(), Line()

    async def run() -> tuple[Span, float]:
        took = await connect_tcp("two.example", 1_935, limit=1)
        return took, loop_time()

    ended: list[Line] = []
    monkeypatch.setattr(network, "resolve", two)
    monkeypatch.setattr(asyncio, "open_connection", opened)
    monkeypatch.setattr(asyncio.WriteTransport, "abort", lambda _: None)
    assert run_jumping(run()) == (200, 0.7), "half the limit for the dead one; the time of the one that answered"
    assert len(ended) == 1


# -- RTMP ---------------------------------------------------------------------------------


@pytest.mark.lab
def test_the_real_ingest(ingest: Ingest) -> None:
    took = asyncio.run(rtmp_handshake(HOST, ingest.port, AMPLE))
    assert took >= 0
    assert ingest.stat() == {}, "no stream was started"


@pytest.mark.lab
def test_a_real_web_server_is_no_ingest(ingest: Ingest) -> None:
    found = trouble(lambda: rtmp_handshake(HOST, ingest.stat_port, AMPLE))
    assert found.kind in {Kind.NOT_RTMP, Kind.CLOSED}
    assert asyncio.run(connect_tcp(HOST, ingest.stat_port, AMPLE)) >= 0


def test_another_web_server_is_no_ingest() -> None:
    with http.server.ThreadingHTTPServer((HOST, 0), http.server.BaseHTTPRequestHandler) as server:
        server.RequestHandlerClass.log_message = lambda *_: None  # type: ignore[attr-defined]  # quiet
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        found = trouble(lambda: rtmp_handshake(HOST, server.server_address[1]))
        server.shutdown()
        thread.join()
    # It waits for the end of a line, which random bytes may hold or not.
    assert found.kind in {Kind.NOT_RTMP, Kind.CLOSED, Kind.NO_ANSWER}


def test_one_that_accepts_and_says_nothing() -> None:
    with serving(silent) as port:
        assert trouble(lambda: rtmp_handshake(HOST, port, limit=0.3)).kind is Kind.NO_ANSWER


def rtmp(
    peer: socket.socket, *, version: int = 3, echo: Callable[[bytes], bytes] = bytes, cut: int | None = None
) -> None:
    """Answer as an RTMP server does, or almost."""
    hello = exactly(peer, 1_537)
    assert hello[0] == 3
    assert hello[5:9] == bytes(4), "the spec wants zeros here"
    answer = bytes([version]) + os.urandom(1_536) + echo(hello[1:])
    peer.sendall(answer[:cut])
    if cut is None:
        silent(peer)


def stamped(block: bytes) -> bytes:
    """S2 carries in its second field when C1 was read: spec 5.2.4."""
    return block[:4] + struct.pack(">I", 12_345) + block[8:]


def flipped(block: bytes) -> bytes:
    return block[:-1] + bytes([block[-1] ^ 1])


@pytest.mark.parametrize("echo", [bytes, stamped])
def test_a_handshake_by_the_book(echo: Callable[[bytes], bytes]) -> None:
    with serving(lambda peer: rtmp(peer, echo=echo)) as port:
        took: Span = asyncio.run(rtmp_handshake(HOST, port, AMPLE))
        assert took >= 0


@pytest.mark.parametrize(
    ("talk", "kind"),
    [
        (lambda peer: rtmp(peer, version=6), Kind.NOT_RTMP),
        (lambda peer: rtmp(peer, echo=flipped), Kind.NOT_RTMP),
        (lambda peer: peer.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"), Kind.NOT_RTMP),
        (lambda peer: rtmp(peer, cut=0), Kind.CLOSED),
        (lambda peer: rtmp(peer, cut=1), Kind.CLOSED),
        (lambda peer: rtmp(peer, cut=3_072), Kind.CLOSED),
        (lambda _peer: None, Kind.CLOSED),
    ],
)
def test_what_only_looks_like_an_ingest(talk: Callable[[socket.socket], None], kind: Kind) -> None:
    with serving(talk) as port:
        assert trouble(lambda: rtmp_handshake(HOST, port, limit=AMPLE)).kind is kind


def test_a_reset_is_a_close() -> None:
    def reset(peer: socket.socket) -> None:
        exactly(peer, 10)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.close()

    with serving(reset) as port:
        assert trouble(lambda: rtmp_handshake(HOST, port, limit=AMPLE)).kind is Kind.CLOSED


def test_a_trickle_does_not_stretch_the_limit() -> None:
    def trickle(peer: socket.socket) -> None:
        peer.sendall(b"\x03")
        while True:  # until the other side is gone; the whole answer would take more than two minutes
            peer.sendall(b"x")
            time.sleep(0.05)

    with serving(trickle) as port:
        assert trouble(lambda: rtmp_handshake(HOST, port, limit=0.3)).kind is Kind.NO_ANSWER


def test_giving_up_from_outside_leaves_nothing_open() -> None:
    greeted, gone = threading.Event(), threading.Event()

    def talk(peer: socket.socket) -> None:
        try:
            exactly(peer, 1_537)
            greeted.set()
            silent(peer)
        finally:
            gone.set()

    async def run(port: int) -> None:
        task = asyncio.create_task(rtmp_handshake(HOST, port, limit=600))
        assert await asyncio.to_thread(greeted.wait, AMPLE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with serving(talk) as port:
        asyncio.run(run(port))
        assert gone.wait(AMPLE)
