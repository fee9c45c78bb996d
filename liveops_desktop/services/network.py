"""The way to an ingest, step by step: its name, a TCP connection, the RTMP handshake. No stream and no key is sent.

Every step has a hard limit in seconds and takes no thread of the loop's pool: a resolver may hang for a minute, and
the loop would wait for it when it closes (qasync#115). What the step found wrong is a ``NetworkTrouble``.
"""

import asyncio
import os
import socket
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from enum import StrEnum

from msgspec import Struct

from liveops_desktop.core.clock import Span

RESOLVE_LIMIT = 3.0
CONNECT_LIMIT = 3.0
HANDSHAKE_LIMIT = 2.0

_RTMP_VERSION = 3
_RTMP_BLOCK = 1_536
"""Bytes of C1, S1, C2 and S2: RTMP specification 1.0, §5.2."""
_RTMP_HEAD = 8
"""Bytes of a block before its random part: two times, which the other side may fill in as it likes."""


_Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter, Span]


class Kind(StrEnum):
    """What is wrong."""

    NO_SUCH_HOST = "no-such-host"
    NO_ANSWER = "no-answer"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"  # detail: the system's words
    CLOSED = "closed"  # connected, then closed without an answer
    NOT_RTMP = "not-rtmp"  # something answers, but not in RTMP
    NOT_TLS = "not-tls"  # something answers, but not in TLS
    CERTIFICATE = "certificate"  # detail: what is wrong with it


class NetworkTrouble(Exception):  # noqa: N818 -- a finding, not an error
    """A step failed: *kind*, and the system's words in *detail*."""

    def __init__(self, kind: Kind, detail: str = "") -> None:
        """Keep both."""
        super().__init__(kind.value, detail)
        self.kind = kind
        self.detail = detail


class Resolved(Struct, frozen=True):
    """The addresses of a name in the system's order, without doubles, and how long it took to learn them."""

    addresses: tuple[str, ...]
    took: Span


async def resolve(host: str, limit: float = RESOLVE_LIMIT) -> Resolved:
    """Return the addresses of *host*; raise ``NetworkTrouble`` (``NO_SUCH_HOST``, ``NO_ANSWER``)."""
    answer = Future[tuple[str, ...]]()
    answer.set_running_or_notify_cancel()  # so that who stops waiting cannot cancel it
    begun = asyncio.get_running_loop().time()
    # A daemon thread, left to itself when it hangs: nothing can stop a system's resolver.
    threading.Thread(target=_look_up, args=(host, answer), name="resolve", daemon=True).start()
    try:
        async with asyncio.timeout(limit):
            addresses = await asyncio.wrap_future(answer)
    except TimeoutError:
        raise NetworkTrouble(Kind.NO_ANSWER) from None
    except (OSError, ValueError) as error:  # a name that cannot be one is a ValueError (UnicodeError)
        # The system's resolver asked and heard nothing: with the line down, that says nothing about the name.
        unheard = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise NetworkTrouble(Kind.NO_ANSWER if unheard else Kind.NO_SUCH_HOST, str(error)) from error
    return Resolved(addresses, _since(begun))


def _look_up(host: str, answer: "Future[tuple[str, ...]]") -> None:
    try:
        rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        answer.set_result(tuple(dict.fromkeys(str(row[4][0]) for row in rows)))
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is told where it was asked
        answer.set_exception(error)


async def local_address(host: str, port: int) -> str:
    """Return the address of this PC that the way to *host* begins at; nothing is sent. Raise ``NetworkTrouble``."""
    address = (await resolve(host)).addresses[0]
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, port))
        except (OSError, OverflowError) as error:
            raise NetworkTrouble(Kind.UNREACHABLE, str(error)) from error
        return str(probe.getsockname()[0])


async def connect_tcp(host: str, port: int, limit: float = CONNECT_LIMIT) -> Span:
    """Return how long a TCP connection to *host* took to open, without the name's resolving.

    Raise ``NetworkTrouble`` (also of ``resolve``; ``REFUSED``, ``NO_ANSWER``, ``UNREACHABLE``). *limit* is for all.
    """
    async with within(limit), connection(host, port, limit) as (_, _, took):
        return took


async def rtmp_handshake(host: str, port: int, limit: float = HANDSHAKE_LIMIT) -> Span:
    """Return how long the RTMP handshake took on an open connection: C0 and C1 out, S0, S1 and S2 in.

    S2 must echo C1, or whatever answers is no RTMP server. Raise ``NetworkTrouble`` (also those of ``connect_tcp``;
    ``CLOSED``, ``NOT_RTMP``). *limit* is for all.
    """
    async with within(limit), connection(host, port, limit) as (reader, writer, _):
        begun = asyncio.get_running_loop().time()
        await greet_rtmp(reader, writer)
        return _since(begun)


async def greet_rtmp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Do the RTMP handshake on an open connection; raise ``NetworkTrouble`` (``CLOSED``, ``NOT_RTMP``)."""
    sent = bytes(_RTMP_HEAD) + os.urandom(_RTMP_BLOCK - _RTMP_HEAD)
    writer.write(bytes([_RTMP_VERSION]) + sent)
    try:
        version = (await reader.readexactly(1))[0]
        if version != _RTMP_VERSION:
            raise NetworkTrouble(Kind.NOT_RTMP, f"S0 = {version}")
        await reader.readexactly(_RTMP_BLOCK)
        echo = await reader.readexactly(_RTMP_BLOCK)
    except asyncio.IncompleteReadError as end:
        raise NetworkTrouble(Kind.CLOSED) from end
    except OSError as error:
        raise NetworkTrouble(Kind.CLOSED, error.strerror or str(error)) from error
    if echo[_RTMP_HEAD:] != sent[_RTMP_HEAD:]:
        raise NetworkTrouble(Kind.NOT_RTMP, "S2 ≠ C1")


@asynccontextmanager
async def within(limit: float) -> AsyncIterator[None]:
    """Give *limit* seconds; raise ``NetworkTrouble`` (``NO_ANSWER``) after them."""
    try:
        async with asyncio.timeout(limit):
            yield
    except TimeoutError:
        raise NetworkTrouble(Kind.NO_ANSWER) from None


@asynccontextmanager
async def connection(host: str, port: int, limit: float) -> AsyncIterator[_Connection]:
    """Open a connection to the first address that takes one; give it with the time that took, and close it."""
    reader, writer, took = await _open((await resolve(host)).addresses, port, limit)
    try:
        yield reader, writer, took
    finally:
        # Not a polite close: that would wait for a far side that may say nothing for ever.
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()


async def _open(addresses: tuple[str, ...], port: int, limit: float) -> _Connection:
    """Try one address after the other, each for its share of *limit*: one family may lead nowhere here."""
    trouble = NetworkTrouble(Kind.NO_SUCH_HOST)
    for address in addresses:
        begun = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(limit / len(addresses)):
                reader, writer = await asyncio.open_connection(address, port)
        except ConnectionRefusedError as error:
            trouble = NetworkTrouble(Kind.REFUSED, str(error))
        except TimeoutError:
            trouble = NetworkTrouble(Kind.NO_ANSWER)
        except (OSError, OverflowError) as error:
            trouble = NetworkTrouble(Kind.UNREACHABLE, str(error))
        else:
            return reader, writer, _since(begun)
    raise trouble


def _since(begun: float) -> Span:
    return Span(round(1_000 * (asyncio.get_running_loop().time() - begun)))
