"""Small pictures of sources, as OBS sees them: one at a time, and at most one a second of each source.

OBS draws them in its graphics thread: full-sized ones have cost others seconds
(https://github.com/obsproject/obs-websocket/issues/1104).
"""

import asyncio
import binascii
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from liveops_desktop.core.pictures import Picture, picture_of
from liveops_desktop.services.obs.errors import ObsRefused

WIDTH = 64
EVERY = 0.9
"""Seconds between two pictures of one source: a little under a second, as timers do not come on the dot."""
NO_PICTURE = 702
"""RequestProcessingFailed: the source has no size, or could not be drawn (obs-websocket, protocol.md)."""

Shots = Mapping[str, Sequence[Picture | None]]
"""By source, oldest first; None: OBS could not draw it."""

_FILE, _INFO = 14, 40  # bytes of a BMP's two headers


class Asks(Protocol):
    """The part of ``ObsService`` that is used here."""

    async def request(self, name: str, data: dict[str, Any] | None = None, limit: float = 2.0) -> dict[str, Any]:
        """Send one request; raise ``ObsGone``, ``ObsRefused``."""


class Camera:
    """The pictures of one run of checks."""

    def __init__(self, obs: Asks) -> None:
        """Take none yet."""
        self._obs = obs
        self._shots: dict[str, list[Picture | None]] = {}
        self._taken: dict[str, float] = {}
        self._turn = asyncio.Lock()

    async def look(self, sources: Sequence[str], limit: float) -> Shots:
        """Take one more of each source whose last is a second old, and return all of this run.

        What *limit* seconds do not suffice for is left for the next look. Raise ``ObsGone``, and ``ObsRefused`` for a
        source that is not there any more.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + limit
        for source in dict.fromkeys(sources):
            async with self._turn:
                now = loop.time()
                if now >= until:
                    break
                if now - self._taken.get(source, -EVERY) >= EVERY:
                    self._taken[source] = now
                    self._shots.setdefault(source, []).append(await self._shot(source))
        return {source: tuple(self._shots.get(source, ())) for source in sources}

    async def _shot(self, source: str) -> Picture | None:
        wanted = {"sourceName": source, "imageFormat": "bmp", "imageWidth": WIDTH}
        try:
            answer = await self._obs.request("GetSourceScreenshot", wanted)
        except ObsRefused as refusal:
            if refusal.code != NO_PICTURE:
                raise
            return None
        return read_picture(str(answer.get("imageData", "")))


def read_picture(image: str) -> Picture | None:
    """Return the picture in a ``data:`` URL of a BMP; None for what is none."""
    try:
        return picture_of(grey_of(binascii.a2b_base64(image.partition(",")[2])))
    except (ValueError, struct.error):
        return None


def grey_of(bmp: bytes) -> bytes:
    """Return the luma (BT.601) of an uncompressed BMP of 24 or 32 bits; raise ``ValueError``, ``struct.error``."""
    if bmp[:2] != b"BM":
        raise ValueError("no BMP")
    begin, head, width, height, _planes, bits, packed = struct.unpack_from("<10xIIiiHHI", bmp)
    if head < _INFO or bits not in (24, 32) or packed not in (0, 3) or not 0 < width <= WIDTH * 4 or not height:
        raise ValueError("not such a BMP")
    wide = bits // 8
    line = (width * wide + 3) // 4 * 4
    if len(bmp) < max(begin, _FILE + head) + line * abs(height):
        raise ValueError("cut off")
    grey = bytearray()
    for row in range(abs(height)):
        pixels = bmp[begin + row * line : begin + row * line + width * wide]
        blue, green, red = pixels[0::wide], pixels[1::wide], pixels[2::wide]
        grey += bytes((29 * b + 150 * g + 77 * r) >> 8 for b, g, r in zip(blue, green, red, strict=True))
    return bytes(grey)
