"""Instants and spans: the only two kinds of time the core knows.

Both are whole milliseconds. They are different types, so that a checker refuses a time of day
where a length is meant. No function here or anywhere in the core reads a clock.
"""

from typing import NewType

Instant = NewType("Instant", int)
"""A point on the show's timeline: milliseconds since 1970-01-01T00:00Z (see ``Show.clock``)."""

Span = NewType("Span", int)
"""A length of time in milliseconds; may be negative."""

ZERO = Span(0)
SECOND = Span(1_000)
MINUTE = Span(60_000)
HOUR = Span(3_600_000)
DAY = Span(86_400_000)


def since(earlier: Instant, now: Instant) -> Span:
    """Return how long after *earlier* the instant *now* lies (negative when before it)."""
    return Span(now - earlier)


def later(instant: Instant, span: Span) -> Instant:
    """Return the instant that lies *span* after *instant*."""
    return Instant(instant + span)


def seconds(count: float) -> Span:
    """Return a span of *count* seconds, rounded to the millisecond."""
    return Span(round(count * 1_000))
