"""A paced hold over HTTP: bodies posted one after another on one connection, as RTMP would use one.

Every body must be answered by a 2xx after the server has it all: what it confirmed is what counts. A server that
refuses, answers before it can have everything, or falls silent makes the measurement worthless, and it says so.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.bandwidth import Measurement, Plan
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.preflight import Why
from liveops_desktop.services.bandwidth.relay import Heard, address_of, mean_kbps, whole

NAME = "http"
STALL = 5.0
"""Seconds without a byte through, after which nothing more is expected."""
CONNECT_LIMIT = 3.0
BODY_SECONDS = 2.0
"""Length of a body at the present rate: the pause between two bodies must not count for much."""
FIRST_SECONDS = 0.5
"""The same during the warm-up, so that the measured part begins soon after it."""
GROWTH = 4
BODY_LEAST, BODY_MOST = 65_536, 16_777_216
FIRST_BODY = 262_144
CHUNK = 16_384
CATCH_UP = 0.5
"""Seconds of pace that may be made up for after a pause."""
UNSENT = 65_536
"""Bytes that the system may hold back unsent: more would be taken for sent."""
ANSWER_MOST = 65_536
NOISE = bytes(CHUNK)


class _Refused(Exception):  # noqa: N818 -- an answer
    """The server answered with something other than a 2xx, or too early."""


class _Line(Struct):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: str


async def run(plan: Plan, heard: Heard, begun: Instant) -> Measurement:
    """Hold the pace of *plan* (or go as fast as it goes) for its warm-up and its length."""
    host, _ = address_of(plan.relay)
    hold = _Hold(plan, heard)
    blank = Measurement(NAME, host, begun)
    if plan.down or plan.udp:
        return replace(blank, trouble=Why.UNAVAILABLE)
    trouble = Why.MEASURED
    errors: tuple[str, ...] = ()
    try:
        async with _open(plan.relay) as line:
            await hold.run(line)
    except _Refused as answer:
        errors = (str(answer),)
    except ConnectionRefusedError:
        trouble = Why.REFUSED
    except TimeoutError:
        trouble = Why.STALLED if hold.sent else Why.NO_ANSWER
    except (OSError, EOFError):
        trouble = Why.CLOSED
    return replace(
        blank,
        kbps=mean_kbps(hold.counted, hold.took),
        samples=tuple(hold.samples),
        length=Span(round(1_000 * hold.took)),
        sent=hold.sent,
        confirmed=hold.confirmed,
        errors=errors,
        trouble=trouble,
    )


@asynccontextmanager
async def _open(url: str) -> AsyncIterator[_Line]:
    host, port = address_of(url)
    secure = ssl.create_default_context() if url.startswith("https") else None
    async with asyncio.timeout(CONNECT_LIMIT):
        reader, writer = await asyncio.open_connection(host, port, ssl=secure)
    with suppress(OSError, AttributeError):  # not every system has it; then its own buffer is measured in part
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT)
    writer.transport.set_write_buffer_limits(high=CHUNK)
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\nConnection: keep-alive\r\n"
        "Content-Type: application/octet-stream\r\nUser-Agent: liveops\r\n"
    )
    try:
        yield _Line(reader, writer, head)
    finally:
        writer.transport.abort()


class _Hold:
    """One run. *counted* and *took* are of what was confirmed after the warm-up."""

    def __init__(self, plan: Plan, heard: Heard) -> None:
        self.sent = self.confirmed = self.counted = 0
        self.took = 0.0
        self.samples: list[float] = []
        self._heard = heard
        self._time = asyncio.get_running_loop().time
        self._rate = None if plan.kbps is None else plan.kbps * 125.0
        """Bytes per second."""
        self._warm = whole(plan.warm_up)
        self._all = whole(plan.warm_up, plan.length)
        self._begun = self._from = self._tick = 0.0
        self._paid = 0.0
        self._marked = 0

    async def run(self, line: _Line) -> None:
        """Post bodies until the time is over."""
        self._begun = self._paid = self._time()
        self._tick = self._begun + self._warm
        try:
            async with asyncio.TaskGroup() as group:
                ticking = group.create_task(self._count())
                size = FIRST_BODY if self._rate is None else self._body(self._rate, FIRST_SECONDS)
                while (left := self._begun + self._all - self._time()) > 0:
                    started = self._time()
                    await self._post(line, size)
                    self._confirm(size)
                    rate = size / max(0.001, self._time() - started)
                    # What the system's buffers took of a first, small body is no rate: grow by steps.
                    length = min(BODY_SECONDS if self._from else FIRST_SECONDS, left)
                    size = min(GROWTH * size, self._body(rate if self._rate is None else self._rate, length))
                ticking.cancel()
        except BaseExceptionGroup as group_of:
            raise group_of.exceptions[0] from None

    def _body(self, rate: float, length: float) -> int:
        return int(min(BODY_MOST, max(BODY_LEAST, rate * length)))

    def _confirm(self, size: int) -> None:
        now = self._time()
        self.confirmed += size
        if self._from:
            self.counted += size
            self.took = now - self._from
        elif now - self._begun >= self._warm:
            self._from = now

    async def _post(self, line: _Line, size: int) -> None:
        line.writer.write(f"{line.head}Content-Length: {size}\r\n\r\n".encode())
        answer = asyncio.ensure_future(_status(line.reader))
        try:
            left = size
            while left:
                part = min(CHUNK, left)
                await self._wait_turn(part)
                line.writer.write(NOISE[:part])
                async with asyncio.timeout(STALL):
                    await line.writer.drain()
                self.sent += part
                left -= part
                if answer.done() and left:
                    raise _Refused(answer.result())
            async with asyncio.timeout(STALL):
                status = await answer
            if not status.startswith("2"):
                raise _Refused(status)
        finally:
            answer.cancel()
            with suppress(asyncio.CancelledError, OSError, EOFError, ValueError):
                await answer

    async def _wait_turn(self, size: int) -> None:
        """Wait until the pace allows *size* more bytes; a token bucket that holds ``CATCH_UP`` seconds."""
        if self._rate is None:
            return
        now = self._time()
        self._paid = max(self._paid + size / self._rate, now - CATCH_UP)
        if self._paid > now:
            await asyncio.sleep(self._paid - now)

    async def _count(self) -> None:
        """Note once a second what went out, and tell it."""
        while True:
            await asyncio.sleep(max(0.0, self._tick - self._time()))
            now = self._time()
            if self._tick > self._begun + self._warm:
                self.samples.append(mean_kbps(self.sent - self._marked, 1.0 + now - self._tick))
            self._marked, self._tick = self.sent, now + 1.0
            self._heard((now - self._begun) / self._all, tuple(self.samples))


async def _status(reader: asyncio.StreamReader) -> str:
    """Read one whole answer and return its status; ``100 Continue`` is none."""
    while True:
        words = (await reader.readuntil(b"\r\n")).split()
        if len(words) < 2 or not words[0].startswith(b"HTTP/1."):
            raise ConnectionError
        status = words[1].decode("ascii", "replace")[:3]
        length, chunked = 0, False
        while (row := (await reader.readuntil(b"\r\n")).strip().lower()) != b"":
            name, _, value = row.partition(b":")
            if name == b"content-length":
                length = int(value)
            chunked = chunked or (name == b"transfer-encoding" and b"chunked" in value)
        if status != "100":
            break
    if chunked:
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            await _skip(reader, size + 2)
        await reader.readuntil(b"\r\n")
    else:
        await _skip(reader, length)
    return status


async def _skip(reader: asyncio.StreamReader, size: int) -> None:
    if not 0 <= size <= ANSWER_MOST:
        raise ConnectionError
    await reader.readexactly(size)
