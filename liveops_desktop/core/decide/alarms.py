"""Alarms. One signal has at most one alarm that is not cleared; cleared, it may be raised again."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.facts import AlarmId, AnyBody
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Alarm, Show

AlarmIntent = i.RaiseAlarm | i.AcknowledgeAlarm | i.ClearAlarm


def decide(show: Show, wish: Wish, intent: AlarmIntent) -> tuple[AnyBody, ...]:
    """Decide about an alarm."""
    match intent:
        case i.RaiseAlarm():
            return _raise(show, wish, intent)
        case i.AcknowledgeAlarm():
            alarm = alarm_of(show, intent.alarm)
            return (f.AlarmAcknowledged(alarm=alarm.id),) if alarm.acknowledged_at is None else ()
        case i.ClearAlarm():
            alarm = alarm_of(show, intent.alarm)
            return (f.AlarmCleared(alarm=alarm.id),) if alarm.cleared_at is None else ()
    assert_never(intent)


def alarm_of(show: Show, alarm: AlarmId) -> Alarm:
    """Return the alarm of that id.

    Raises:
        Refused: ``NO_SUCH_ALARM``.
    """
    found = next((a for a in show.alarms if a.id == alarm), None)
    if found is None:
        raise Refused(Reason.NO_SUCH_ALARM)
    return found


def _raise(show: Show, wish: Wish, intent: i.RaiseAlarm) -> tuple[AnyBody, ...]:
    if any(a.id == wish.id or (a.signal == intent.signal and a.cleared_at is None) for a in show.alarms):
        return ()
    raised = f.AlarmRaised(
        alarm=AlarmId(wish.id),
        signal=intent.signal,
        severity=intent.severity,
        card=intent.card,
        figures=intent.figures,
        cause=intent.cause,
        held=intent.held,
    )
    return (raised,)
