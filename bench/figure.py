"""One measured figure, and the arithmetic of many."""

import os
from collections.abc import Sequence

from msgspec import Struct


class Figure(Struct, frozen=True):
    """One figure; *promise* is the most it may be (None: told, not promised)."""

    name: str
    figure: float
    unit: str
    promise: float | None = None
    detail: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the promise holds; None: nothing was promised."""
        return None if self.promise is None else self.figure <= self.promise


class CannotMeasureError(Exception):
    """Something that the benchmark needs is not here."""


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of *values* that at least *share* of them do not exceed (0 < share ≤ 1)."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle one."""
    return percentile(values, 0.5)


def load() -> float:
    """Return how many programs wanted to run during the last minute, on average; 0 where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
