"""Headers and lists for the tests of the plan, from short literals."""

from datetime import date, datetime
from typing import Any

from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span, seconds
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay

DAY = date(2026, 3, 10)


def tod(text: str, day: int | None = None, *, second: bool = False) -> TimeOfDay:
    """``20:00`` or ``20:00:50``."""
    hours, minutes, *rest = (int(part) for part in text.split(":"))
    return TimeOfDay(Span(hours * HOUR + minutes * MINUTE + sum(rest) * 1000), day=day, second=second)


def utc(text: str) -> Instant:
    """A UTC time; a bare ``20:00:50`` is on the show's date."""
    full = text if "-" in text else f"{DAY} {text}"
    return Instant(round(datetime.fromisoformat(full + "+00:00").timestamp() * 1000))


def header(start: str = "20:00", zone: str = "UTC", day: date = DAY, hard_out: TimeOfDay | None = None) -> Header:
    return Header("Show", day, zone, tod(start), hard_out=hard_out)


def cues(*rows: tuple[float, dict[str, Any]] | float) -> tuple[Cue, ...]:
    """Cues a, b, c … of so many seconds, with an owner each."""
    made = []
    for name, row in zip("abcdefghij", rows, strict=False):
        planned, more = row if isinstance(row, tuple) else (row, {})
        made.append(Cue(CueId(name), name, seconds(planned), **{"owner": "HOST", **more}))
    return tuple(made)


def hard(text: str, **more: Any) -> dict[str, Any]:
    return {"hard": tod(text, **more)}


def until(text: str, **more: Any) -> dict[str, Any]:
    return {"until": tod(text, **more)}


SKIPPED = {"skipped": True}
COPENHAGEN = header("02:00", "Europe/Copenhagen", date(2026, 10, 25))
