"""A few lines that speak obs-websocket, for what the real OBS cannot be made to do on demand.

That is: close with 4011, answer another request than the one asked, say 207, answer slowly or with nonsense.
"""

import asyncio
import base64
import contextlib
import hashlib
import json
import struct
from collections.abc import AsyncIterator, Callable
from typing import Any

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class FakeObs:
    """Answers every request with success and no data, unless ``on[name]`` says otherwise."""

    def __init__(self) -> None:
        self.port = 0
        self.on: dict[str, Callable[[str], dict[str, Any]]] = {}
        self.held: dict[str, asyncio.Event] = {}
        """Requests that are answered once the event is set."""
        self.asked: list[str] = []
        self.peers: list[asyncio.StreamWriter] = []
        self.opened = 0
        self._waiting: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        self.opened += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._upgrade(reader, writer)
            self.peers.append(writer)
            _send(writer, {"op": 0, "d": {"obsWebSocketVersion": "5.1.0", "rpcVersion": 1}})
            while True:
                message = await _read(reader)
                if message["op"] == 1:
                    _send(writer, {"op": 2, "d": {"negotiatedRpcVersion": 1}})
                else:
                    self._answer(writer, message["d"])
        writer.close()

    def _answer(self, writer: asyncio.StreamWriter, asked: dict[str, Any]) -> None:
        number = asked["requestId"]
        if "requests" in asked:  # a batch
            results = [self._result(one["requestType"], number) for one in asked["requests"]]
            _send(writer, {"op": 9, "d": {"requestId": number, "results": results}})
            return
        name = asked["requestType"]
        answer = {"op": 7, "d": self._result(name, number)}
        if name in self.held:
            held = asyncio.create_task(self._answer_later(writer, answer, self.held[name]))
            self._waiting.add(held)
            held.add_done_callback(self._waiting.discard)
        else:
            _send(writer, answer)

    async def _answer_later(self, writer: asyncio.StreamWriter, answer: dict[str, Any], when: asyncio.Event) -> None:
        await when.wait()
        _send(writer, answer)

    def _result(self, name: str, number: str) -> dict[str, Any]:
        self.asked.append(name)
        good = {"requestType": name, "requestId": number, "requestStatus": {"result": True, "code": 100}}
        make = self.on.get(name)
        return good | (make(number) if make else {})

    async def _upgrade(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        key = next(line.split(": ")[1] for line in head.split("\r\n") if line.lower().startswith("sec-websocket-key"))
        accept = base64.b64encode(hashlib.sha1((key + _GUID).encode()).digest()).decode()
        head = f"HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
        writer.write(head.encode())

    def close_with(self, code: int, peer: int) -> None:
        """Send a close frame on one of the connections, in the order they came."""
        self.peers[peer].write(b"\x88\x02" + struct.pack("!H", code))

    def event(self, kind: str, **data: Any) -> None:
        """Send an event to every connection but the first of a pair, which subscribes to none."""
        for writer in self.peers[1::2]:
            _send(writer, {"op": 5, "d": {"eventType": kind, "eventIntent": 1, "eventData": data}})


def no(code: int) -> Callable[[str], dict[str, Any]]:
    """Answer with that refusal."""
    return lambda _: {"requestStatus": {"result": False, "code": code, "comment": "no"}}


def yes(**data: Any) -> Callable[[str], dict[str, Any]]:
    """Answer with that data."""
    return lambda _: {"responseData": data}


def _send(writer: asyncio.StreamWriter, message: dict[str, Any]) -> None:
    data = json.dumps(message).encode()
    short, medium = len(data) < 126, len(data) < 65_536
    size = bytes([len(data)]) if short else struct.pack("!BH" if medium else "!BQ", 0x7E if medium else 0x7F, len(data))
    writer.write(b"\x81" + size + data)


async def _read(reader: asyncio.StreamReader) -> dict[str, Any]:
    """Read one masked frame; a close ends the connection."""
    first, second = await reader.readexactly(2)
    size = second & 127
    if size == 126:
        (size,) = struct.unpack("!H", await reader.readexactly(2))
    mask = await reader.readexactly(4)
    data = bytes(byte ^ mask[i % 4] for i, byte in enumerate(await reader.readexactly(size)))
    if first & 15 == 8:
        raise asyncio.IncompleteReadError(b"", None)
    message: dict[str, Any] = json.loads(data)
    return message


@contextlib.asynccontextmanager
async def fake_obs() -> AsyncIterator[FakeObs]:
    """Run one on a free port of this loop."""
    fake = FakeObs()
    server = await asyncio.start_server(fake.serve, "127.0.0.1", 0)
    fake.port = server.sockets[0].getsockname()[1]
    try:
        yield fake
    finally:
        server.close()
        for writer in fake.peers:
            writer.close()
        await asyncio.sleep(0)
