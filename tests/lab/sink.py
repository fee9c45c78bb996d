"""Bandwidth's other side: ``sink``, a web server that takes any POST, and the troubles such a server can make."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.lab.parts import pick_port


class Sink:
    """A LibreSpeed-like server that is also a speedtest mini server. Change ``mode`` while it runs.

    ``good``, ``403`` and ``500`` (answered after the body), ``early`` (answered before it), ``stall`` (reads no more),
    ``mute`` (takes all and never answers), ``cut`` (closes in the middle). *mbps*: reads no faster.
    """

    def __init__(self, address: str = "127.0.0.1", port: int = 0, mbps: float | None = None) -> None:
        self.mode, self.mbps, self.taken = "good", mbps, 0
        self.ended = threading.Event()
        self._owed = time.monotonic()
        self._guard = threading.Lock()
        sink = self

        class Handler(_Handler):
            mine = sink

        class Server(ThreadingHTTPServer):
            daemon_threads = False
            request_queue_size = 64

        self._server = Server((address, port or pick_port()), Handler)
        self.port = int(self._server.server_address[1])
        self.url = f"http://{address}:{self.port}/empty.php"
        self.mini = f"http://{address}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def wait_turn(self, size: int) -> None:
        """Keep to ``mbps``, all connections together."""
        with self._guard:
            self.taken += size
            if self.mbps is None:
                return
            self._owed = max(self._owed, time.monotonic() - 0.1) + size * 8 / self.mbps / 1e6
            owed = self._owed
        self.ended.wait(max(0.0, owed - time.monotonic()))

    def end(self) -> None:
        """Stop it, and whoever waits in it."""
        self.ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mine: Sink

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(5)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's own name
        """Say nothing."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.endswith("latency.txt"):
            self._answer(200, b"test=test\n")
        elif path.endswith("upload.php"):
            self._answer(200, b"size=500")
        elif path.endswith(".jpg"):
            self._answer(200, bytes(2_000_000))
        else:
            self._answer(200, b"")

    def do_POST(self) -> None:
        mine = self.mine
        left = int(self.headers["Content-Length"])
        if mine.mode == "early":
            self._answer(200, b"")
        while left:
            if mine.mode == "stall":
                mine.ended.wait(30)
                self.close_connection = True
                return
            got = self.rfile.read(min(16_384, left))
            if not got or mine.mode == "cut":
                self.close_connection = True
                return
            left -= len(got)
            mine.wait_turn(len(got))
        if mine.mode == "mute":
            mine.ended.wait(30)
        elif mine.mode != "early":
            self._answer({"403": 403, "500": 500}.get(mine.mode, 200), b"size=1")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def sink() -> Iterator[Sink]:
    """Give a server that takes any POST, as fast as it comes."""
    server = Sink()
    yield server
    server.end()
