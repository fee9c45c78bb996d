"""One connection to obs-websocket, over obsws-python, with what it lacks: see each comment.

Blocking; used by one thread at a time. Only ``abort`` may be called from another thread.
"""

import contextlib
import json
import logging
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import websocket
from obsws_python.baseclient import ObsClient
from obsws_python.error import OBSSDKError
from websocket import ABNF

from liveops_desktop.core.vitals import LinkTrouble
from liveops_desktop.services.obs.errors import LinkFailed, ObsRefused
from liveops_desktop.services.obs.secret import Password

# obsws-python logs the password at INFO and a traceback at each refusal.
logging.getLogger("obsws_python").setLevel(logging.CRITICAL + 1)

TCP_LIMIT = 0.9
"""Seconds for the TCP connection; under one so that ending the thread takes at most one."""

HANDSHAKE_LIMIT = 2.0
"""Seconds for the whole of upgrade, Hello and Identify."""

CLOSE_WRONG_PASSWORD = 4009
CLOSE_KICKED = 4011
"""Close codes: obs-websocket, protocol.md, WebSocketCloseCode."""

_MEANING = {CLOSE_WRONG_PASSWORD: LinkTrouble.WRONG_PASSWORD, CLOSE_KICKED: LinkTrouble.KICKED}

_T = TypeVar("_T")

Request = tuple[str, dict[str, Any] | None]
"""Name and data of one request."""


class Line(socket.socket):
    """A socket whose reads share one deadline: a peer that drips a byte now and then cannot stretch a limit."""

    deadline: float | None = None

    def limit(self, seconds: float | None) -> None:
        """Let all reads and writes from now on end within *seconds*; None: no end."""
        self.deadline = None if seconds is None else time.monotonic() + seconds
        self.settimeout(seconds)

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        """Read within what is left until the deadline."""
        if self.deadline is not None:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            self.settimeout(left)
        return super().recv(bufsize, flags)


class _WebSocket(websocket.WebSocket):
    """Notes the code of a close frame, which ``recv`` throws away."""

    close_code = 0

    def recv_frame(self) -> ABNF:
        frame: ABNF = super().recv_frame()  # type: ignore[no-untyped-call]  # websocket-client types it half
        if frame.opcode == ABNF.OPCODE_CLOSE and isinstance(frame.data, bytes):
            self.close_code = int.from_bytes(frame.data[:2], "big")
        return frame


class Client(ObsClient):  # type: ignore[misc]  # obsws-python has no types
    """One connection. Build, then ``connect``, ``greet``, ``identify`` in this order; each raises ``LinkFailed``."""

    # ObsClient's own constructor is not called: it formats the password into a log line, reads config.toml from the
    # working folder, obeys http_proxy, and connects in one go that no other thread can stop.
    def __init__(self, host: str, port: int, password: Password, subs: int = 0) -> None:
        self.host, self.port, self.subs = host, port, subs
        self.server_hello: dict[str, Any] = {}
        self.ws = _WebSocket()
        self._secret = password
        self._line: Line | None = None
        self._aborted = False
        self._count = 0

    def __repr__(self) -> str:
        return f"Client({self.host!r}, {self.port})"

    @property
    def password(self) -> str:
        """The password, read by ``ObsClient.authenticate``."""
        return self._secret.reveal()

    @property
    def local(self) -> bool:
        """Whether OBS runs on this machine: both ends of the connection have one address."""
        if self._line is None:
            return False
        try:
            mine, other = self._line.getsockname(), self._line.getpeername()
        except OSError:
            return False
        return bool(mine[0] == other[0])

    @property
    def needs_password(self) -> bool:
        """Whether OBS asked for a password in its Hello."""
        return "authentication" in self.server_hello.get("d", {})

    def connect(self, limit: float = TCP_LIMIT) -> None:
        """Open the TCP connection."""
        try:
            family, kind, proto, _, address = socket.getaddrinfo(
                "127.0.0.1" if self.host == "localhost" else self.host, self.port, type=socket.SOCK_STREAM
            )[0]
            line = self._line = Line(family, kind, proto)
            line.limit(limit)
            line.connect(address)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except ConnectionRefusedError:
            self.drop()
            raise LinkFailed(LinkTrouble.NOT_RUNNING, opened=False) from None
        except (OSError, UnicodeError):
            self.drop()
            raise LinkFailed(LinkTrouble.SILENT, opened=False) from None

    def greet(self, limit: float = HANDSHAKE_LIMIT) -> None:
        """Upgrade to a WebSocket and read OBS's Hello."""
        name = f"[{self.host}]" if ":" in self.host else self.host

        def upgrade() -> None:
            self.ws.connect(f"ws://{name}:{self.port}", socket=self._line, timeout=limit)  # type: ignore[no-untyped-call]  # as above
            self.server_hello = _object(self.ws.recv())
            if self.server_hello.get("op") != 0 or not isinstance(self.server_hello.get("d"), dict):
                raise LinkFailed(LinkTrouble.NOT_OBS)

        self._within(limit, upgrade, closed=LinkTrouble.NOT_OBS)

    def identify(self, limit: float = HANDSHAKE_LIMIT) -> None:
        """Show the password, when OBS asks for one."""
        if self.needs_password and not self._secret:
            self.drop()
            raise LinkFailed(LinkTrouble.PASSWORD_MISSING)
        self._within(limit, self.authenticate, closed=LinkTrouble.NOT_OBS)

    def ask(self, name: str, data: dict[str, Any] | None, limit: float) -> dict[str, Any]:
        """Send one request and return its answer; raises ``ObsRefused``, or ``LinkFailed`` and then is of no use."""
        return _answer(self._exchange(6, _request(name, data), limit))

    def ask_all(self, requests: Sequence[Request], limit: float) -> list[dict[str, Any] | ObsRefused]:
        """Send requests in one message (op 8) and return their answers in order; raises ``LinkFailed`` as ``ask``.

        OBS does them one after another and goes on past a refusal.
        """
        batch: dict[str, Any] = {"requests": [_request(name, data) for name, data in requests]}
        given = self._exchange(8, batch, limit).get("results")
        if not isinstance(given, list) or len(given) != len(requests):
            self.drop()
            raise LinkFailed(LinkTrouble.SILENT)
        found: list[dict[str, Any] | ObsRefused] = []
        for answer in given:
            try:
                found.append(_answer(answer))
            except ObsRefused as refusal:
                found.append(refusal)
        return found

    def _exchange(self, op: int, request: dict[str, Any], limit: float) -> dict[str, Any]:
        """Send one message and return the ``d`` of its answer, which has the next op's number."""
        self._count += 1
        number = str(self._count)

        def exchange() -> dict[str, Any]:
            self.ws.send(json.dumps({"op": op, "d": request | {"requestId": number}}))
            answer = self.receive()
            # obsws-python takes whatever comes next for the answer: after one timeout it is off by one for ever.
            if answer.get("op") != op + 1 or answer["d"].get("requestId") != number:
                raise LinkFailed(LinkTrouble.SILENT)
            given: dict[str, Any] = answer["d"]
            return given

        return self._within(limit, exchange)

    def receive(self) -> dict[str, Any]:
        """Read the next message, ``{"op": …, "d": {…}}``."""
        message = _object(self.ws.recv())
        if not isinstance(message.get("d"), dict):
            raise LinkFailed(LinkTrouble.NOT_OBS)
        return message

    def listen(self, hear: Callable[[dict[str, Any]], None]) -> None:
        """Give every event's ``d`` to *hear*, without a limit, until the connection ends with ``LinkFailed``."""

        def read_on() -> None:
            while True:
                message = self.receive()
                if message["op"] == 5:
                    hear(message["d"])

        self._within(None, read_on)

    def abort(self) -> None:
        """End whatever the owner is waiting for, from any thread."""
        self._aborted = True
        line = self._line
        if line is not None:
            with contextlib.suppress(OSError):  # not connected yet, or closed already
                line.shutdown(socket.SHUT_RDWR)

    def take_leave(self) -> None:
        """Say goodbye on a connection that another thread reads: its answer ends that thread's ``listen``."""
        with contextlib.suppress(OSError, websocket.WebSocketException):  # gone already
            self.ws.send_close()

    def leave(self) -> None:
        """Close as the protocol wants it, which OBS logs as an orderly end; give it a tenth of a second to answer."""
        line = self._line
        if line is not None and not self._aborted:
            with contextlib.suppress(OSError, websocket.WebSocketException):  # gone already, or too slow
                line.limit(0.1)
                self.ws.send_close()
                self.ws.recv()
        self.drop()

    def drop(self) -> None:
        """Close at once; ``WebSocket.close`` waits three seconds on a half-open link."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _within(self, limit: float | None, step: Callable[[], _T], closed: LinkTrouble = LinkTrouble.GONE) -> _T:
        """Run *step* within *limit* seconds; whatever fails drops the connection and becomes ``LinkFailed``.

        *closed* is what an end of the connection means at this point.
        """
        line = self._line
        if line is None or self._aborted:
            self.drop()
            raise LinkFailed(LinkTrouble.GONE)
        try:
            line.limit(limit)
            return step()
        except LinkFailed:
            self.drop()
            raise
        except (TimeoutError, websocket.WebSocketTimeoutException):
            self.drop()
            raise LinkFailed(LinkTrouble.SILENT) from None
        except (OBSSDKError, OSError, ValueError, KeyError, TypeError, websocket.WebSocketException):
            self.drop()
            raise LinkFailed(_MEANING.get(self.ws.close_code, closed)) from None


def _request(name: str, data: dict[str, Any] | None) -> dict[str, Any]:
    return {"requestType": name, "requestData": data} if data else {"requestType": name}


def _answer(answer: Any) -> dict[str, Any]:
    """Return the data of one request's answer; raise ``ObsRefused``, also for an answer that is none."""
    status = answer.get("requestStatus") if isinstance(answer, dict) else None
    if not isinstance(status, dict):
        raise ObsRefused(0)
    if not status.get("result"):
        raise ObsRefused(int(status.get("code", 0)), str(status.get("comment", "")))
    data = answer.get("responseData")
    return data if isinstance(data, dict) else {}


def _object(text: str | bytes) -> dict[str, Any]:
    message = json.loads(text)
    if not isinstance(message, dict):
        raise TypeError("not an object")
    return message
