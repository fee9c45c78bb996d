"""Where a time of day becomes an instant, and an instant a time of day (RUN-OF-SHOW §2.1, §2.2).

The zone database is a pure lookup; the clock is never read here. A day is a proleptic Gregorian ordinal
(``date.toordinal``), so that plans of many days stay plain arithmetic.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from liveops_desktop.core.clock import DAY, Instant, Span
from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused

_EPOCH = date(1970, 1, 1).toordinal()
_START_OF_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(1900, 1, 1).toordinal()
_LAST_DAY = date(9990, 12, 31).toordinal()
_MILLISECOND = timedelta(milliseconds=1)


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of that IANA name.

    Raises:
        Refused: ``UNKNOWN_ZONE``, with the name as detail.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # OSError: the name of a folder, such as "Europe"
        raise Refused(Reason.UNKNOWN_ZONE, detail=name) from error


def instant_of(day: date, time: TimeOfDay, zone: str) -> Instant:
    """Return when it is *time* on *day* in *zone*; ``time.day`` is not looked at.

    Of a time that the autumn change makes twice the first is meant, or the second where ``time.second`` says so.

    Raises:
        Refused: ``TIME_DOES_NOT_EXIST`` where the spring change skips it, ``UNKNOWN_ZONE``, ``NOT_A_DATE`` before
            1900 or after 9990.
    """
    instants, exists = occurrences(day.toordinal(), time, zone)
    if not exists:
        raise Refused(Reason.TIME_DOES_NOT_EXIST)
    return instants[0]


def occurrences(day: int, time: TimeOfDay, zone: str) -> tuple[tuple[Instant, ...], bool]:
    """Return every instant at which it is *time* on *day*, earliest first, and whether the time exists.

    Two on the night of the autumn change (only the second where ``time.second`` says so). A time that the spring
    change skips is given as if the clock had not been changed yet (02:30 → 03:30), with False.

    Raises:
        Refused: ``UNKNOWN_ZONE`` or ``NOT_A_DATE``.
    """
    wall = (day - _EPOCH) * DAY + time.since_midnight
    steady = _steady_offset(day, zone)
    if steady is not None:
        return (Instant(wall - steady),), True
    there = datetime.fromordinal(day).replace(tzinfo=zone_of(zone)) + time.since_midnight * _MILLISECOND
    first, second = _offset(there), _offset(there.replace(fold=1))
    if first == second:
        return (Instant(wall - first),), True
    if first < second:
        return (Instant(wall - first),), False
    twice = (Instant(wall - first), Instant(wall - second))
    return (twice[1:] if time.second else twice), True


def local(at: Instant, zone: str) -> datetime:
    """Return the wall clock of *zone* at *at*, cut to the millisecond.

    Raises:
        Refused: ``UNKNOWN_ZONE``.
    """
    return (_START_OF_TIME + at * _MILLISECOND).astimezone(zone_of(zone))


@lru_cache(maxsize=1024)
def _steady_offset(day: int, zone: str) -> Span | None:
    """Return the offset from UTC that holds all through *day*; None on a day on which it changes."""
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise Refused(Reason.NOT_A_DATE)
    midnight = datetime.fromordinal(day).replace(tzinfo=zone_of(zone))
    # Wall-clock hours; the 24th is the next midnight, so that a change at either edge is seen too.
    offsets = {_offset(midnight + timedelta(hours=hour)) for hour in range(25)}
    return offsets.pop() if len(offsets) == 1 else None


def _offset(there: datetime) -> Span:
    """Return the offset from UTC of an aware wall-clock time."""
    return Span((there.utcoffset() or timedelta()) // _MILLISECOND)  # typed optional, though a zone always has one
