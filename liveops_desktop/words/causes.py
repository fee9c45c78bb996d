"""What raised an alarm, in words: the figure, over which time, and what it was held to."""

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import SECOND
from liveops_desktop.core.intents import RaiseAlarm
from liveops_desktop.core.show import Alarm
from liveops_desktop.words.translation import _


def alarm_cause(alarm: Alarm | RaiseAlarm) -> str:
    """Return what raised *alarm*, e.g. ``4.1 % in 60 s (warn 1, critical 5)``; empty: nothing was told."""
    if alarm.cause is not None:
        return _judged(alarm.cause)
    if alarm.held >= SECOND:
        return _("after {seconds} s").format(seconds=alarm.held // SECOND)
    return alarm.figures


def alarm_cause_brief(alarm: Alarm | RaiseAlarm) -> str:
    """Return the same without what it was held to, e.g. ``4.1 % in 60 s``: for where the whole would be cut."""
    if alarm.cause is None:
        return alarm_cause(alarm)
    figure = _figure(alarm.cause)
    if not alarm.cause.window:
        return figure
    return _("{figure} in {seconds} s").format(figure=figure, seconds=alarm.cause.window // SECOND)


def _figure(cause: Cause) -> str:
    return f"{cause.value:.{cause.digits}f} {cause.unit}"


def _judged(cause: Cause) -> str:
    figure = _figure(cause)
    limits = {"warn": f"{cause.warn:g}", "critical": f"{cause.critical:g}"}
    if not cause.window:
        return _("{figure} (warn {warn}, critical {critical})").format(figure=figure, **limits)
    return _("{figure} in {seconds} s (warn {warn}, critical {critical})").format(
        figure=figure, seconds=cause.window // SECOND, **limits
    )
