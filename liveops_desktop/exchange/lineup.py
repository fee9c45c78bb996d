"""The line-up tone as a file: see ``core.lineup`` for what it is."""

import array
import sys
import wave
from math import pi, sin
from pathlib import Path

from liveops_desktop.core.clock import Span
from liveops_desktop.core.lineup import BOTH, FILE, IDENT, TONE_DB, TONE_HZ

RATE = 48_000
ROUNDS = 3
_FULL = 32_767


def write_tone(folder: Path) -> Path:
    """Write the tone, stereo, 48 kHz, 16 bit, and return its path; played over and over it goes on without a seam.

    Raise ``OSError``.
    """
    peak = round(_FULL * 10 ** (TONE_DB / 20))
    period = [round(peak * sin(2 * pi * sample * TONE_HZ / RATE)) for sample in range(RATE // TONE_HZ)]
    frames = b"".join(
        _frames(period, length, left=left, right=right)
        for length, left, right in ((IDENT, True, False), (IDENT, False, True), (BOTH, True, True))
    )
    path = folder / FILE
    with path.open("wb") as target, wave.open(target, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames * ROUNDS)
    return path


def _frames(period: list[int], length: Span, *, left: bool, right: bool) -> bytes:
    """Return *length* of the tone as little-endian stereo frames."""
    one = array.array("h", (part for value in period for part in (value * left, value * right)))
    if sys.byteorder == "big":
        one.byteswap()
    return one.tobytes() * (length * TONE_HZ // 1_000)
