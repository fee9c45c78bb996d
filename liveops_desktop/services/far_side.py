"""What the ingest itself says it gets: nginx-rtmp's statistics, read within bounds.

The name of a stream is its key: it is never kept, only whether two readings are of one stream (``Feed.mark``).
"""

import asyncio
import ssl
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit
from xml.parsers import expat

from liveops_desktop.core.ingest import Feed
from liveops_desktop.services.network import Kind, NetworkTrouble, within

LIMIT = 2.0
MOST = 4_000_000
"""Bytes of an answer."""


class NotStatistics(Exception):  # noqa: N818 -- a finding
    """What answers is no statistics of nginx-rtmp."""


async def read_feeds(url: str, application: str, limit: float = LIMIT) -> tuple[Feed, ...]:
    """Return the streams of that *application*; raise ``NetworkTrouble``, ``NotStatistics``."""
    return parse_feeds(await _fetch(url, limit), application)


def parse_feeds(page: bytes, application: str) -> tuple[Feed, ...]:
    """Return the streams of that *application*; raise ``NotStatistics``. A page with a document type is refused."""
    try:
        _refuse_document_type(page)
        root = ET.fromstring(page)  # noqa: S314 -- as above: without a document type there are no entities
    except (expat.ExpatError, ET.ParseError, ValueError, LookupError) as odd:
        raise NotStatistics(type(odd).__name__) from None
    if root.tag != "rtmp":
        raise NotStatistics(root.tag[:40])
    return tuple(
        _feed(stream)
        for one in root.iter("application")
        if one.findtext("name") == application
        for stream in one.iter("stream")
    )


def _refuse_document_type(page: bytes) -> None:
    def refuse(*_declared: object) -> None:
        raise NotStatistics("document type")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(page, True)


def _feed(stream: ET.Element) -> Feed:
    return Feed(
        bytes_in=round(_number(stream, "bytes_in")),
        publishing=stream.find("publishing") is not None,
        width=round(_number(stream, "meta/video/width")),
        height=round(_number(stream, "meta/video/height")),
        fps=_number(stream, "meta/video/frame_rate"),
        codec=(stream.findtext("meta/video/codec") or "")[:20],
        mark=hash(stream.findtext("name") or ""),
    )


def _number(stream: ET.Element, path: str) -> float:
    try:
        return max(0.0, min(1e15, float(stream.findtext(path) or 0)))
    except ValueError:
        return 0.0


async def _fetch(url: str, limit: float) -> bytes:
    """Return the body of *url*. In HTTP/1.0, so that the end of the connection is the end of the body."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotStatistics("not an address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    async with within(limit):
        try:
            reader, writer = await asyncio.open_connection(
                parts.hostname,
                parts.port or (443 if secure else 80),
                ssl=ssl.create_default_context() if secure else None,
            )
        except ConnectionRefusedError as error:
            raise NetworkTrouble(Kind.REFUSED, str(error)) from error
        except (OSError, OverflowError, UnicodeError) as error:
            raise NetworkTrouble(Kind.UNREACHABLE, str(error)) from error
        try:
            host = parts.netloc.rpartition("@")[2]
            writer.write(f"GET {path} HTTP/1.0\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            words = head.split(None, 2)
            if len(words) < 2 or words[1] != b"200":
                raise NotStatistics(words[1].decode("ascii", "replace")[:3] if len(words) > 1 else "")
            return await _read(reader)
        except (OSError, EOFError, asyncio.LimitOverrunError) as error:
            raise NetworkTrouble(Kind.CLOSED, type(error).__name__) from error
        finally:
            writer.transport.abort()


async def _read(reader: asyncio.StreamReader) -> bytes:
    page = b""
    while more := await reader.read(65_536):
        page += more
        if len(page) > MOST:
            raise NotStatistics("too long")
    return page
