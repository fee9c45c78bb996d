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


def _judged(cause: Cause) -> str:
    figure = f"{cause.value:.{cause.digits}f} {cause.unit}"
    limits = {"warn": f"{cause.warn:g}", "critical": f"{cause.critical:g}"}
    if not cause.window:
        return _("{figure} (warn {warn}, critical {critical})").format(figure=figure, **limits)
    return _("{figure} in {seconds} s (warn {warn}, critical {critical})").format(
        figure=figure, seconds=cause.window // SECOND, **limits
    )
