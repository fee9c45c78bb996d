"""A small grey picture of a source: enough to tell a black one and a frozen one."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from msgspec import Struct

STRUCTURE = 2.0
"""A deviation from here on means that something is to be seen, however dark it is (checks-and-obs, scn.black)."""


class Picture(Struct, frozen=True):
    """Luma 0…255: mean, standard deviation, and one byte for each pixel, row by row."""

    mean: float
    deviation: float
    grey: bytes


def picture_of(grey: bytes) -> Picture:
    """Return the picture of these grey bytes; raise ``ValueError`` for none."""
    if not grey:
        raise ValueError("no pixels")
    mean = sum(grey) / len(grey)
    return Picture(mean, sqrt(sum((one - mean) ** 2 for one in grey) / len(grey)), grey)


def difference(one: Picture, other: Picture) -> float:
    """Return the mean difference of their pixels, 0…255; of two sizes, the largest there is: it was changed."""
    if len(one.grey) != len(other.grey):
        return 255.0
    return sum(abs(a - b) for a, b in zip(one.grey, other.grey, strict=True)) / len(one.grey)


def brightest(pictures: Sequence[Picture]) -> float | None:
    """Return the highest mean of pictures in which nothing is to be seen; None where one shows something."""
    if any(one.deviation >= STRUCTURE for one in pictures):
        return None
    return max((one.mean for one in pictures), default=None)


def motion(pictures: Sequence[Picture]) -> float:
    """Return the largest difference between two that follow each other; 0 for fewer than two."""
    return max((difference(a, b) for a, b in pairwise(pictures)), default=0.0)
