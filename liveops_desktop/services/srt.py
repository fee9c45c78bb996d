"""SRT's induction: the first packet of its handshake, which any listener answers and which starts no connection.

draft-sharabayko-srt-01, §3.2.1 (handshake) and §4.3.1.1 (induction).
"""

import asyncio
import secrets
import struct

from liveops_desktop.core.clock import Span
from liveops_desktop.core.ingest import SrtReply
from liveops_desktop.services.network import Kind, NetworkTrouble, resolve

TRIES = 3
TRY_LIMIT = 0.6
"""Seconds that an answer is waited for; all tries fit the limit of a check."""

_HANDSHAKE = 0x8000
"""Type of a control packet whose content is a handshake."""
_PACKET = struct.Struct("!HHIII IHHIIIIII 16s")
_INDUCTION = 1
_MAGIC = 0x4A17
"""Extension field of a listener's answer."""


async def srt_induction(host: str, port: int, tries: int = TRIES, try_limit: float = TRY_LIMIT) -> SrtReply:
    """Send *tries* induction packets, one after another, and return what was answered.

    No answer proves nothing: UDP may be dropped on the way without a word. Raise ``NetworkTrouble`` for a name that
    does not resolve, and ``UNREACHABLE`` where no way leads there.
    """
    address = (await resolve(host)).addresses[0]
    loop = asyncio.get_running_loop()
    try:
        transport, line = await loop.create_datagram_endpoint(_Line, remote_addr=(address, port))
    except OSError as error:
        raise NetworkTrouble(Kind.UNREACHABLE, str(error)) from error
    rtts: list[Span] = []
    try:
        for _ in range(tries):
            took = await _ask(transport, line, try_limit)
            if took is not None:
                rtts.append(took)
            if line.refused:
                break
    finally:
        transport.abort()
    return SrtReply(tries, tuple(rtts), line.refused)


async def _ask(transport: asyncio.DatagramTransport, line: "_Line", limit: float) -> Span | None:
    loop = asyncio.get_running_loop()
    line.socket_id = secrets.randbits(30) + 1
    line.answered.clear()
    begun = loop.time()
    transport.sendto(_induction(line.socket_id))
    try:
        async with asyncio.timeout(limit):
            await line.answered.wait()
    except TimeoutError:
        return None
    return None if line.refused else Span(round(1_000 * (loop.time() - begun)))


def _induction(socket_id: int) -> bytes:
    """Return the caller's packet: version 4, extension field 2, no cookie yet."""
    sequence, mtu, window = secrets.randbits(31), 1_500, 8_192
    return _PACKET.pack(_HANDSHAKE, 0, 0, 0, 0, 4, 0, 2, sequence, mtu, window, _INDUCTION, socket_id, 0, bytes(16))


def is_answer(packet: bytes, socket_id: int) -> bool:
    """Tell whether *packet* is a listener's answer to our induction: version 5, the magic field, and a cookie."""
    if len(packet) < _PACKET.size:
        return False
    kind, _, _, _, to, version, _, field, _, _, _, step, _, cookie, _ = _PACKET.unpack_from(packet)
    head = (kind, to, version, field, step)
    return head == (_HANDSHAKE, socket_id, 5, _MAGIC, _INDUCTION) and cookie != 0


class _Line(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.answered = asyncio.Event()
        self.refused = False
        self.socket_id = 0

    def datagram_received(self, data: bytes, _addr: object) -> None:
        if is_answer(data, self.socket_id):
            self.answered.set()

    def error_received(self, error: Exception) -> None:
        if isinstance(error, ConnectionRefusedError):
            self.refused = True
            self.answered.set()
