"""The router this PC sends through, and how long it takes there and back."""

import asyncio
import os
import platform
import re
import secrets
import socket
import struct
import subprocess
from contextlib import suppress
from pathlib import Path
from statistics import median

from liveops_desktop.core.clock import Span
from liveops_desktop.services.aside import aside
from liveops_desktop.services.network import Kind, NetworkTrouble, connect_tcp

ROUTES = Path("/proc/net/route")
LIMIT = 1.0
"""Seconds that the system's tool gets to name the router."""
TRIES = 3
TRY_LIMIT = 0.4
PORTS = (53, 80, 443)
"""One of these mostly answers at a router, if only by a refusal."""
_ECHO = struct.Struct("!BBHHH")
_ECHO_REQUEST, _ECHO_REPLY = 8, 0
_UP_GATEWAY = 0x3
"""RTF_UP and RTF_GATEWAY (linux/route.h)."""


async def gateway_rtt() -> Span:
    """Return the round trip to the router, the median of three.

    By ICMP where the system lets a program without privileges, else by a TCP connection, taken or refused. Raise
    ``NetworkTrouble``: ``UNREACHABLE`` without a router, ``NO_ANSWER`` where it does not answer either.
    """
    address = await default_gateway()
    if not address:
        raise NetworkTrouble(Kind.UNREACHABLE)
    took = await _ping(address)
    if took is None:
        took = await _knock(address)
    if took is None:
        raise NetworkTrouble(Kind.NO_ANSWER, address)
    return took


async def default_gateway() -> str:
    """Return the address of the router, empty where there is none or the system does not tell."""
    if platform.system() == "Linux":
        return _of_linux()
    of_mac = platform.system() == "Darwin"
    command = ["route", "-n", "get", "default"] if of_mac else ["route", "print", "-4"]
    try:
        return from_route(await aside(lambda: _say(command), LIMIT + 0.2, "default route"))
    except (OSError, TimeoutError, subprocess.SubprocessError):
        return ""


def _of_linux() -> str:
    with suppress(OSError, ValueError):
        return from_proc(ROUTES.read_text())  # the kernel's own: it is there at once
    return ""


def _say(command: list[str]) -> str:
    return subprocess.run(  # noqa: S603 -- the system's own tool
        command, capture_output=True, timeout=LIMIT, check=False, stdin=subprocess.DEVNULL
    ).stdout.decode(errors="replace")


def from_proc(table: str) -> str:
    """Read Linux's route table; of several default routes the one of the lowest metric."""
    rows = [line.split() for line in table.splitlines()[1:]]
    ways = [
        (int(row[6]), socket.inet_ntoa(struct.pack("=I", int(row[2], 16))))
        for row in rows
        if len(row) > 7 and row[1] == row[7] == "00000000" and int(row[3], 16) & _UP_GATEWAY == _UP_GATEWAY
    ]
    return min(ways)[1] if ways else ""


def from_route(said: str) -> str:
    """Read what ``route`` of macOS or Windows says, in any language of the system."""
    mac = re.search(r"gateway:\s*(\S+)", said)
    if mac:
        return mac[1]
    windows = re.search(r"^\s*0\.0\.0\.0\s+0\.0\.0\.0\s+(\d+\.\d+\.\d+\.\d+)\s", said, re.MULTILINE)
    return windows[1] if windows else ""


async def _ping(address: str) -> Span | None:
    """Ask for an echo three times; None where a program may not, or no answer came."""
    try:
        line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP)
    except OSError:
        return None
    with line:
        line.setblocking(False)
        took = [one for number in range(TRIES) if (one := await _echo(line, address, number)) is not None]
    return Span(round(median(took))) if took else None


async def _echo(line: socket.socket, address: str, number: int) -> float | None:
    loop, mark = asyncio.get_running_loop(), secrets.token_bytes(16)
    begun = loop.time()
    try:
        async with asyncio.timeout(TRY_LIMIT):
            await loop.sock_sendto(line, echo_request(os.getpid() & 0xFFFF, number, mark), (address, 0))
            while True:
                said = await loop.sock_recv(line, 2_048)
                if mark in said:  # the system puts its own id in; macOS gives the IP header too
                    return 1_000 * (loop.time() - begun)
    except (TimeoutError, OSError, NotImplementedError):  # Windows' loop has no sendto for these
        return None


def echo_request(ident: int, number: int, payload: bytes) -> bytes:
    """Return the packet, RFC 792, with the checksum of RFC 1071."""
    bare = _ECHO.pack(_ECHO_REQUEST, 0, 0, ident, number) + payload
    total = sum(struct.unpack(f"!{len(bare) // 2}H", bare))
    total = (total >> 16) + (total & 0xFFFF)
    return _ECHO.pack(_ECHO_REQUEST, 0, ~(total + (total >> 16)) & 0xFFFF, ident, number) + payload


async def _knock(address: str) -> Span | None:
    """Try the ports at once; the quickest answer counts, also a refusal."""
    tries = [asyncio.create_task(_door(address, port)) for port in PORTS]
    try:
        took = [one for one in await asyncio.gather(*tries) if one is not None]
    finally:
        for task in tries:
            task.cancel()
    return min(took) if took else None


async def _door(address: str, port: int) -> Span | None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    try:
        return await connect_tcp(address, port, 2 * TRY_LIMIT)
    except NetworkTrouble as trouble:
        return Span(round(1_000 * (loop.time() - begun))) if trouble.kind is Kind.REFUSED else None
