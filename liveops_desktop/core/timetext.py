"""Times as text: read what people type, write what screens show (RUN-OF-SHOW §2.5 and §6).

What is written here can be read back unchanged, so its minus is the one of the keyboard, as in every figure on screen;
what is typed may have another. Written forms are digits and signs, the same in every language; the sentences around
them are in ``words.py``.
"""

import re
from functools import lru_cache

from liveops_desktop.core.clock import DAY, HOUR, MINUTE, SECOND, ZERO, Instant, Span
from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.zone import local

# -- writing ---------------------------------------------------------------------


def countdown(remaining: Span) -> str:
    """Write the time left, rounded up to the second; over-run is ``+m:ss``, its first second ``+0:00``."""
    if remaining < ZERO:
        return f"+{_digits(-remaining // SECOND)}"
    return _digits(-(-remaining // SECOND))


def count_up(elapsed: Span) -> str:
    """Write a time that has gone by, cut to the second; never below ``0:00``."""
    return _digits(max(ZERO, elapsed) // SECOND)


def over_under(span: Span) -> str:
    """Write over (``+1:55``) or under (``-0:30``), cut towards zero; ``0:00`` has no sign."""
    return _signed(abs(span) // SECOND, negative=span < ZERO)


def slack(span: Span) -> str:
    """Write slack: ``+0:10`` is spare, ``-0:10`` must be saved. Floored, so that none is shown that is not there."""
    floored = span // SECOND
    return _signed(abs(floored), negative=floored < 0)


def duration(span: Span) -> str:
    """Write a length, ``8:00`` or ``1:05:30``, cut to the second; a negative one has a ``-``."""
    whole = abs(span) // SECOND
    return f"-{_digits(whole)}" if span < ZERO and whole else _digits(whole)


def wall_time(at: Instant, zone: str, shift: Span, seconds: bool = True) -> str:  # noqa: FBT001, FBT002 -- agreed
    """Write the wall-clock time of the timeline instant *at*, ``20:27:55`` or ``20:27``, cut.

    Raises:
        Refused: ``UNKNOWN_ZONE``.
    """
    return _wall_time((at + shift) // SECOND, zone, seconds)


@lru_cache(maxsize=2048)
def _wall_time(second: int, zone: str, seconds: bool) -> str:  # noqa: FBT001 -- a key's part
    """Write *second* of the timeline: the same few hundred are asked for in every draw of a show."""
    there = local(Instant(second * SECOND), zone)
    text = f"{there.hour:02}:{there.minute:02}"
    return f"{text}:{there.second:02}" if seconds else text


def time_of_day(time: TimeOfDay) -> str:
    """Write a time of day, ``20:30``, or ``20:30:15`` where it has seconds.

    A day that the row names follows as ``+1d``, the second of a time that exists twice as ``2nd``.
    """
    minutes, second = divmod(time.since_midnight // SECOND, 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    if second:
        text += f":{second:02}"
    if time.second:
        text += " 2nd"
    return text if time.day is None else f"{text} {time.day:+}d"


def _digits(whole: int) -> str:
    """Write whole seconds as ``m:ss``, from an hour on as ``h:mm:ss``."""
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _signed(whole: int, *, negative: bool) -> str:
    if not whole:
        return "0:00"
    return f"{'-' if negative else '+'}{_digits(whole)}"


# -- reading ---------------------------------------------------------------------

_LONGEST = 64  # characters: a time that somebody typed is shorter

# Full-width forms to narrow ones, dashes to a minus, and of several ways to write a character the one read below.
_NARROW = str.maketrans(
    {chr(0xFF01 + place): chr(0x21 + place) for place in range(94)}
    | {"\u3000": " ", "−": "-", "–": "-", "個": "个", "時": "时", "鐘": "钟", "點": "点", "兩": "两", "頭": "头"}
    | {"裡": "里", "裏": "里", "〇": "零"}
)

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100}
_DIGIT = "[一二两三四五六七八九]"
_SPOKEN = f"(?:{_DIGIT}百(?:零{_DIGIT}|{_DIGIT}十{_DIGIT}?)?|{_DIGIT}?十{_DIGIT}?|零?{_DIGIT}|零)"
_NUMBER = f"(?:[0-9]{{1,6}}|{_SPOKEN})"

# Patterns are compiled when something is first typed: the window does not wait for them.
_MINUTES = r"[0-9]{1,6}"
_CLOCK_LENGTH = r"(?:(?:(?P<h>[0-9]{1,6})[:. ](?=[0-9]{2}[:. ]))?(?P<m>[0-9]{1,6}))?[:. ](?P<s>[0-9]{2})"
_UNIT_LENGTH = (
    rf"(?:(?P<h>{_NUMBER}) ?(?:(?:个(?P<h_half>半)?)?(?:小时|钟头)|hours?|hrs?|h))? ?"
    rf"(?:(?P<m>{_NUMBER}) ?(?:分钟?|minutes?|mins?|m))? ?"
    rf"(?:(?P<s>{_NUMBER}) ?(?:秒钟?|seconds?|secs?|s)|(?P<rest>{_NUMBER})|(?P<half>半))?"
)
_SAID = {
    "半小时": 30 * MINUTE,
    "半个小时": 30 * MINUTE,
    "半个钟头": 30 * MINUTE,
    "半分钟": 30 * SECOND,
    "一刻钟": 15 * MINUTE,
    "三刻钟": 45 * MINUTE,
}

_BEFORE_NOON = {12: 0} | {hour: hour for hour in range(1, 12)}
_AFTER_NOON = {12: 12} | {hour: hour + 12 for hour in range(1, 12)}
_MORNING = {hour: hour for hour in range(1, 12)}
_EVENING = {12: 0} | {hour: hour + 12 for hour in range(5, 12)}
_NIGHT = {12: 0} | {hour: hour for hour in range(6)} | {hour: hour + 12 for hour in range(8, 12)}
_HOURS = {
    "": {hour: hour for hour in range(24)},
    "am": _BEFORE_NOON,
    "pm": _AFTER_NOON,
    "凌晨": {12: 0} | {hour: hour for hour in range(7)},
    **dict.fromkeys(("早上", "早晨", "清晨", "上午", "早"), _MORNING),
    "中午": {11: 11, 12: 12, 1: 13, 2: 14},
    "下午": _AFTER_NOON,
    "傍晚": {hour: hour + 12 for hour in range(4, 9)},
    **dict.fromkeys(("晚上", "晚"), _EVENING),
    **dict.fromkeys(("夜里", "深夜", "半夜"), _NIGHT),
}
"""Part of the day → spoken hour → hour; an hour that the part does not have is refused, like ``13pm``."""

_PART = "(?P<part>凌晨|早上|早晨|清晨|上午|早|中午|下午|傍晚|晚上|晚|夜里|深夜|半夜)? ?"
_NAMED = r"(?: (?P<twice>2nd))?(?: ?(?P<day>[+-][0-9]{1,3})d)?"
_TIMES = tuple(
    pattern + _NAMED
    for pattern in (
        r"(?P<h>[0-9]{2})(?P<m>[0-9]{2})",
        r"(?P<h>[0-9]{1,2})(?:[:. ](?P<m>[0-9]{2})(?:[:. ](?P<s>[0-9]{2}))?)? ?(?P<part>am|pm|a\.m\.|p\.m\.)?",
        _PART + r"(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?",
        _PART + rf"(?P<h>{_NUMBER})[点时](?:钟|整)?",
        _PART + rf"(?P<h>{_NUMBER})[点时](?P<half>半)",
        _PART + rf"(?P<h>{_NUMBER})[点时](?P<quarters>[一三13])刻",
        _PART + rf"(?P<h>{_NUMBER})[点时](?P<m>[0-9]{{2}}|零{_DIGIT}|{_DIGIT}?十{_DIGIT}?)",
        _PART + rf"(?P<h>{_NUMBER})[点时](?P<m>{_NUMBER})分(?:(?P<s>{_NUMBER})秒)?",
    )
)


def read_duration(text: str) -> Span:
    """Read a length that somebody typed: a bare number is minutes, ``5:30`` is minutes and seconds.

    Raises:
        Refused: ``EMPTY``, ``NEGATIVE``, ``TOO_LONG`` (more than 24 h), else ``NOT_A_DURATION``.
    """
    typed = _narrow(text, Reason.NOT_A_DURATION)
    span = _length(typed.removeprefix("-").lstrip())
    if span is None:
        raise Refused(Reason.NOT_A_DURATION, detail=typed)
    if typed.startswith("-"):
        raise Refused(Reason.NEGATIVE, detail=typed)
    if span > DAY:
        raise Refused(Reason.TOO_LONG, span=DAY, detail=typed)
    return span


def read_time_of_day(text: str) -> TimeOfDay:
    """Read a time of day that somebody typed, ``20:30``, ``2030``, ``9pm`` or ``晚上九点``.

    ``+1d`` behind it names its day, ``2nd`` the second of a time that exists twice.

    Raises:
        Refused: ``EMPTY``, else ``NOT_A_TIME``.
    """
    typed = _narrow(text, Reason.NOT_A_TIME)
    for pattern in _TIMES:
        found = re.fullmatch(pattern, typed)
        if found is not None:
            time = _time(found.groupdict())
            if time is not None:
                return time
    raise Refused(Reason.NOT_A_TIME, detail=typed)


def _narrow(text: str, reason: Reason) -> str:
    typed = text.translate(_NARROW).strip().lower()
    if not typed:
        raise Refused(Reason.EMPTY)
    if len(typed) > _LONGEST:
        raise Refused(reason, detail=typed[:_LONGEST])
    return typed


def _length(typed: str) -> Span | None:
    """Return the length that *typed* says, however long; None when it says none."""
    if re.fullmatch(_MINUTES, typed):
        return Span(int(typed) * MINUTE)
    if typed in _SAID:
        return Span(_SAID[typed])
    found = re.fullmatch(_CLOCK_LENGTH, typed)
    if found is None:
        return _length_in_units(typed)
    return _sum(found["h"], found["m"] or "0", found["s"])


def _length_in_units(typed: str) -> Span | None:
    """Return the length of ``90s``, ``1h20``, ``5分30秒``; a bare number at the end is in the next smaller unit."""
    found = re.fullmatch(_UNIT_LENGTH, typed)
    if found is None:
        return None
    hours, minutes, seconds, rest = found["h"], found["m"], found["s"], found["rest"]
    half = found["half"] or found["h_half"]
    if hours is None and minutes is None and (seconds is None or half):
        return None  # nothing, or a number without a unit
    if found["h_half"] and (minutes or seconds or rest or found["half"]):
        return None
    more = rest or ("30" if half else None)
    if more is None:
        return _sum(hours, minutes, seconds)
    return _sum(hours, more, None) if minutes is None else _sum(hours, minutes, more)


def _sum(hours: str | None, minutes: str | None, seconds: str | None) -> Span | None:
    """Return the length of the parts; None when one behind a larger one is past 59."""
    h, m, s = (0 if part is None else _number(part) for part in (hours, minutes, seconds))
    if (m >= 60 and hours is not None) or (s >= 60 and (hours is not None or minutes is not None)):
        return None
    return Span(h * HOUR + m * MINUTE + s * SECOND)


def _time(parts: dict[str, str | None]) -> TimeOfDay | None:
    """Return the time of day of the parts found; None when there is none such."""
    part = (parts.get("part") or "").replace(".", "")
    hour = _HOURS[part].get(_number(parts["h"] or ""))
    minute = 30 if parts.get("half") else 15 * _number(parts.get("quarters") or "零") + _number(parts.get("m") or "零")
    second = _number(parts.get("s") or "零")
    if hour is None or minute > 59 or second > 59:
        return None
    day = parts["day"]
    return TimeOfDay(
        since_midnight=Span(hour * HOUR + minute * MINUTE + second * SECOND),
        day=None if day is None else int(day),
        second=parts["twice"] is not None,
    )


def _number(text: str) -> int:
    """Return the number that digits or Chinese numerals say, as the patterns above let them through."""
    if text.isascii():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
