"""Health: how each figure stands now, and which alarms begin, get worse and end.

Both are pure functions of what was read. An alarm's state is the show's open alarms and nothing else, so a restart
keeps them and every alarm arms itself anew when it has ended. The program never acts on an alarm by itself: it
suggests a card.

An alarm begins when its level has held for the rule's time, and ends only at a calmer level held for longer, so that a
figure swaying about a limit makes one alarm. What was not read (OBS does not answer, a hole in the history) neither
begins nor ends one. An alarm that gets worse is cleared and raised anew at its higher severity, so that it is told
and acknowledged anew; it never gets milder while it is open. What cannot apply any more (the stream was ended, the
show too) is cleared at once.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from liveops_desktop.core.clock import ZERO, Instant, Span, seconds
from liveops_desktop.core.content import Severity
from liveops_desktop.core.gauges import GAUGES, Gauge, Level, Limits, Reading, Signal
from liveops_desktop.core.intents import ClearAlarm, RaiseAlarm
from liveops_desktop.core.rates import GAP
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Alarm, Show
from liveops_desktop.core.vitals import Link, LinkTrouble, Output, Vitals

__all__ = ["GAUGES", "Gauge", "Lamp", "Level", "Limits", "Reading", "Signal", "lamps", "watch"]


class Lamp(Struct, frozen=True):
    """One figure of the health strip, ready to draw. *value* is None where the level says there is none."""

    signal: Signal
    level: Level
    value: float | None
    unit: str
    threshold: str
    """Figures and unit, warn before critical, e.g. ``> 1 / > 5 %``; empty where nothing is planned."""
    digits: int = 0
    """How many decimals to show."""


def lamps(vitals: Vitals, rig: Rig) -> tuple[Lamp, ...]:
    """Return the lamps of the health strip in their order, for the latest *vitals*."""
    return tuple(_lamp(gauge, vitals, rig) for gauge in GAUGES)


def _lamp(gauge: Gauge, vitals: Vitals, rig: Rig) -> Lamp:
    limits = gauge.limits(vitals, rig)
    threshold = "" if limits is None else _threshold(gauge, limits)
    value = gauge.read(vitals)
    if isinstance(value, Level):
        return Lamp(gauge.signal, value, None, gauge.unit, threshold, gauge.digits)
    level = Level.UNJUDGED if limits is None else limits.level(value)
    return Lamp(gauge.signal, level, value, gauge.unit, threshold, gauge.digits)


def _threshold(gauge: Gauge, limits: Limits) -> str:
    sign = "<" if limits.falling else ">"
    return f"{sign} {limits.warn:g} / {sign} {limits.critical:g} {gauge.unit}"


def watch(
    show: Show, rig: Rig, history: Sequence[tuple[Instant, Vitals]], now: Instant
) -> tuple[RaiseAlarm | ClearAlarm, ...]:
    """Return what changes among the show's alarms, to be called after each reading.

    *history* is oldest first; its end older than 3 s is no basis for anything. Repeating a wish that is not yet a fact
    is harmless. A show that has not begun to exist, or has ended, gets no alarm.
    """
    return ()
