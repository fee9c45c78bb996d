"""What a web server answers, by the plain way: no proxy is asked, no redirection followed, no cookie kept."""

import asyncio
import ssl
from urllib.parse import urlsplit

from liveops_desktop.services.network import Kind, NetworkTrouble, resolve, within

LIMIT = 2.2
MOST = 4_096
"""Bytes that are read; what is asked for here is shorter."""


async def web_answer(url: str, limit: float = LIMIT) -> tuple[int, str]:
    """Return the status and the text (at most 4 kB) that *url* gives to a GET.

    Raise ``NetworkTrouble``: of the way there; ``CERTIFICATE``; ``CLOSED`` where the answer is no HTTP.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError) as odd:
        raise NetworkTrouble(Kind.NO_SUCH_HOST, url) from odd
    if not parts.hostname:
        raise NetworkTrouble(Kind.NO_SUCH_HOST, url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        async with within(limit):
            return _read(await _get(parts.hostname, port, path, secure=parts.scheme == "https"))
    except (ConnectionRefusedError, ssl.SSLError, OSError) as error:
        raise NetworkTrouble(_kind(error), getattr(error, "reason", None) or str(error)) from error


def _kind(error: Exception) -> Kind:
    if isinstance(error, ConnectionRefusedError):
        return Kind.REFUSED
    if isinstance(error, ssl.SSLCertVerificationError):
        return Kind.CERTIFICATE
    return Kind.NOT_TLS if isinstance(error, ssl.SSLError) else Kind.UNREACHABLE


async def _get(host: str, port: int, path: str, *, secure: bool) -> bytes:
    (address, *_) = (await resolve(host)).addresses
    context = ssl.create_default_context() if secure else None
    reader, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=host if secure else None)
    try:
        name = f"[{host}]" if ":" in host else host
        head = f"GET {path} HTTP/1.1\r\nHost: {name}:{port}\r\nUser-Agent: LiveOps\r\nConnection: close\r\n\r\n"
        writer.write(head.encode("ascii", "ignore"))
        said = b""
        while len(said) < MOST and (more := await reader.read(MOST - len(said))):
            said += more
        return said
    finally:
        writer.transport.abort()


def _read(said: bytes) -> tuple[int, str]:
    head, _, body = said.partition(b"\r\n\r\n")
    words = head.split(b"\r\n", 1)[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        raise NetworkTrouble(Kind.CLOSED)
    return int(words[1]), body.decode("utf-8", "replace")
