"""The time, asked of a time server: four packets of 48 bytes (RFC 4330, §5). The clock is never set."""

import asyncio
import secrets
import struct
from statistics import median

from liveops_desktop.services.clock import wall_clock
from liveops_desktop.services.network import Kind, NetworkTrouble, resolve

PORT = 123
TRIES = 4
APART = 0.05
LIMIT = 1.2
"""Seconds that answers are waited for, after the first question."""
RESOLVE_LIMIT = 0.9
_PACKET = struct.Struct("!BBbb II4s QQQQ")
_EPOCH = 2_208_988_800
"""Seconds from 1900, where NTP begins to count, to 1970."""
_ERA = 1 << 32
_ASK = 0x23
"""No warning, version 4, client."""
_SERVER = 4
_UNSYNCHRONISED = 3


async def clock_offset(server: str, limit: float = LIMIT) -> float:
    """Return by how many seconds this PC's clock is ahead of *server* (``host`` or ``host:port``), the median of four.

    Raise ``NetworkTrouble``: of the name, ``REFUSED``, ``NO_ANSWER``; ``CLOSED`` where the server answers that it does
    not know the time itself.
    """
    host, port = _where(server)
    address = (await resolve(host, RESOLVE_LIMIT)).addresses[0]
    loop = asyncio.get_running_loop()
    try:
        transport, line = await loop.create_datagram_endpoint(_Line, remote_addr=(address, port))
    except OSError as error:
        raise NetworkTrouble(Kind.UNREACHABLE, str(error)) from error
    try:
        async with asyncio.timeout(limit):
            for _ in range(TRIES):
                line.ask(transport)
                await asyncio.sleep(APART)
            await line.done.wait()
    except TimeoutError:
        pass
    finally:
        transport.abort()
    if line.offsets:
        return median(line.offsets)
    if line.refused:
        raise NetworkTrouble(Kind.REFUSED)
    raise NetworkTrouble(Kind.CLOSED if line.unsynchronised else Kind.NO_ANSWER)


def _where(server: str) -> tuple[str, int]:
    host, colon, port = server.strip().rpartition(":")
    if colon and port.isdecimal() and ":" not in host:
        return host, int(port)
    return server.strip(), PORT


class _Line(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.done = asyncio.Event()
        self.offsets: list[float] = []
        self.refused = self.unsynchronised = False
        self._asked: dict[int, float] = {}

    def ask(self, transport: asyncio.DatagramTransport) -> None:
        """Send one question. Its mark is random: the server gives it back, and learns nothing of our clock."""
        mark = secrets.randbits(64)
        self._asked[mark] = wall_clock().timestamp()
        transport.sendto(_PACKET.pack(_ASK, 0, 0, 0, 0, 0, bytes(4), 0, 0, 0, mark))

    def datagram_received(self, data: bytes, _addr: object) -> None:
        now = wall_clock().timestamp()
        if len(data) < _PACKET.size:
            return
        flags, stratum, *_, mark, received, sent = _PACKET.unpack_from(data)
        asked = self._asked.pop(mark, None)
        if asked is None or flags & 7 != _SERVER:
            return  # no answer to a question of ours
        if flags >> 6 == _UNSYNCHRONISED or not 0 < stratum < 16 or not sent:
            self.unsynchronised = True
        else:
            self.offsets.append(((asked - _seconds(received, now)) + (now - _seconds(sent, now))) / 2)
        if len(self.offsets) == TRIES:
            self.done.set()

    def error_received(self, error: Exception) -> None:
        if isinstance(error, ConnectionRefusedError):
            self.refused = True
            self.done.set()


def _seconds(stamp: int, near: float) -> float:
    """Read an NTP time, in the era that lies nearest (the first one ends in 2036)."""
    plain = stamp / _ERA - _EPOCH
    return plain + round((near - plain) / _ERA) * _ERA
