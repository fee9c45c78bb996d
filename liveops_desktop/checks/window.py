"""A stretch of the vitals ring, for the checks that judge a figure over some seconds."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import add
from typing import TypeVar

from liveops_desktop.core.clock import ZERO, Instant, Span, seconds
from liveops_desktop.core.rates import step
from liveops_desktop.core.vitals import Vitals

T = TypeVar("T")

GAP = seconds(3)
"""A longer hole between two readings breaks the stretch: what happened meanwhile is not known."""


def stretch(
    history: Sequence[tuple[Instant, Vitals]], window: Span, figure: Callable[[Vitals], T | None]
) -> tuple[list[T], Span]:
    """Return the figures of the last *window* of unbroken readings, newest first, and how long until there are enough.

    *history* is oldest first. The second part is 0 when the window is full. A reading without the figure, or a hole
    over 3 s, starts the window anew: a figure from before a loss says nothing of after it.
    """
    figures: list[T] = []
    newest: Instant | None = None
    oldest: Instant | None = None
    for at, vitals in reversed(history):
        value = figure(vitals)
        if value is None or (oldest is not None and oldest - at > GAP):
            break
        newest = at if newest is None else newest
        oldest = at
        figures.append(value)
        if newest - at >= window:
            return figures, ZERO
    covered = newest - oldest if newest is not None and oldest is not None else 0
    return figures, Span(window - covered)


def counted(newest_first: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return what counters that restart together counted over these readings; nothing for less than two."""
    total: tuple[int, ...] = (0,) * (len(newest_first[0]) if newest_first else 0)
    for new, old in pairwise(newest_first):
        total = tuple(map(add, total, step(old, new)))
    return total
