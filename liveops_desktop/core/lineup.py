"""The line-up tone with its left-then-right ident, and the flash with its beep: what they are, and how to find them.

Tone: 1 kHz at -18 dBFS on both sides (EBU line-up). Every eight seconds the left side plays alone for a second, then
the right side alone for a second, then both for six.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import log10
from statistics import median

from msgspec import Struct

from liveops_desktop.core.clock import ZERO, Instant, Span, seconds
from liveops_desktop.core.meters import Meter, Sample, dbfs

FILE = "lineup.wav"
PICTURE, CLIP = "lineup.png", "flash-beep.mp4"
"""Names of the files that ``lineup`` writes."""
TONE_HZ = 1_000
TONE_DB = -18.0
IDENT = seconds(1)
"""Each side alone for this long."""
BOTH = seconds(6)
ROUND = Span(2 * IDENT + BOTH)
OFF_DB = -45.0
"""A side below this plays nothing."""
FLASH_EVERY = seconds(2)
FLASH = Span(100)
"""How long flash and beep last."""
NEAR = 0.5
"""Seconds: a beep further from a flash is not its own."""
BRIGHTER = 20.0
"""Steps of luma, of 255, in one frame: a flash."""
LOUDER = 20.0
"""Decibels above the level around it: a beep."""


class Marks(Struct, frozen=True):
    """When a recording turns bright and when it turns loud, in seconds from its beginning."""

    flashes: tuple[float, ...]
    beeps: tuple[float, ...]
    frame: float
    """Seconds of one picture."""


class Sides(Struct, frozen=True):
    """What was heard of a line-up tone."""

    left_alone: bool
    right_alone: bool
    both: bool
    left_first: bool
    """After both had played, the left side was the first to play alone."""
    left_db: float
    right_db: float
    """Highest peak, dBFS."""
    steady: bool
    """The tone neither rose nor fell while it played: it is no speech and no music."""


STEADY_DB = 1.5


def sides(samples: Sequence[Sample]) -> Sides | None:
    """Return what the samples of one stereo input tell; None where it is no stereo."""
    stereo = [one for one in samples if len(one.channels) >= 2]
    if not stereo:
        return None
    heard = [(dbfs(one.channels[0].peak), dbfs(one.channels[1].peak)) for one in stereo]
    states = [_which(left, right) for left, right in heard]
    kept = [state for state, before in zip(states[1:], states, strict=False) if state == before]  # the edges fall out
    turns = [state for state, before in zip(kept, ["", *kept], strict=False) if state != before]
    after_both = [state for before, state in pairwise(turns) if before == "both"]
    lefts = [left for left, _ in heard if left > OFF_DB]
    rights = [right for _, right in heard if right > OFF_DB]
    return Sides(
        left_alone="left" in kept,
        right_alone="right" in kept,
        both="both" in kept,
        left_first=not after_both or after_both[0] == "left",
        left_db=max(left for left, _ in heard),
        right_db=max(right for _, right in heard),
        steady=all(_steady(levels) for levels in (lefts, rights)),
    )


def _which(left: float, right: float) -> str:
    if left > OFF_DB and right > OFF_DB:
        return "both"
    return "left" if left > OFF_DB else "right" if right > OFF_DB else ""


def _steady(levels: Sequence[float]) -> bool:
    """Tell whether nearly all lie close to the middle one; a tenth may be edges."""
    if not levels:
        return True
    middle = median(levels)
    return sum(abs(level - middle) <= STEADY_DB for level in levels) >= 0.8 * len(levels)


def heard(meter: Meter, since: Instant) -> tuple[Sample, ...]:
    """Return the samples from *since* on."""
    return tuple(one for one in meter.samples if one.at >= since)


def turns_bright(luma: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Return the times of (seconds, luma 0…255) at which a picture is much brighter than the one before."""
    return tuple(at for (at, now), (_, before) in zip(luma[1:], luma, strict=False) if now - before >= BRIGHTER)


def turns_loud(levels: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Return the times of (seconds, dBFS) at which it becomes much louder than it was for a quarter of a second."""
    found: list[float] = []
    for number, (at, level) in enumerate(levels):
        if level < OFF_DB or (found and at - found[-1] < NEAR):
            continue
        around = [one for time, one in levels[max(0, number - 300) : number] if 0 < at - time <= NEAR / 2]
        if around and level - _mean_db(around) >= LOUDER:
            found.append(at)
    return tuple(found)


def _mean_db(levels: Sequence[float]) -> float:
    return 10 * log10(sum(10 ** (level / 10) for level in levels) / len(levels) + 1e-12)


def sound_after_picture(marks: Marks) -> tuple[Span, int]:
    """Return by how much the sound comes after its picture (negative: before), the middle of all pairs; and how many.

    Each flash is paired with the beep nearest to it.
    """
    found = []
    for flash in marks.flashes:
        near = min(marks.beeps, key=lambda beep: abs(beep - flash), default=None)
        if near is not None and abs(near - flash) <= NEAR:
            found.append(near - flash)
    return (Span(round(median(found) * 1_000)), len(found)) if found else (ZERO, 0)
