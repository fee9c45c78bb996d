"""Alarms: raised, acknowledged, cleared. A cleared one may be raised again, as another alarm."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import AlarmId, Fact
from liveops_desktop.core.show import Alarm, Show

AlarmBody = f.AlarmRaised | f.AlarmAcknowledged | f.AlarmCleared


def apply(show: Show, fact: Fact, body: AlarmBody) -> Show:
    """Return the show after a fact about an alarm."""
    match body:
        case f.AlarmRaised():
            return _raised(show, fact, body)
        case f.AlarmAcknowledged():
            alarm = _find(show, body.alarm)
            if alarm is None or alarm.acknowledged_at is not None:
                return show
            return _put(show, replace(alarm, acknowledged_at=fact.at, acknowledged_by=fact.who))
        case f.AlarmCleared():
            alarm = _find(show, body.alarm)
            if alarm is None or alarm.cleared_at is not None:
                return show
            return _put(show, replace(alarm, cleared_at=fact.at))
    assert_never(body)


def _raised(show: Show, fact: Fact, body: f.AlarmRaised) -> Show:
    if any(a.id == body.alarm or (a.signal == body.signal and a.cleared_at is None) for a in show.alarms):
        return show
    alarm = Alarm(
        id=body.alarm,
        signal=body.signal,
        severity=body.severity,
        card=body.card,
        figures=body.figures,
        raised_at=fact.at,
        cause=body.cause,
        held=body.held,
    )
    return replace(show, alarms=(*show.alarms, alarm))


def _find(show: Show, alarm: AlarmId) -> Alarm | None:
    return next((a for a in reversed(show.alarms) if a.id == alarm), None)


def _put(show: Show, alarm: Alarm) -> Show:
    return replace(show, alarms=tuple(alarm if a.id == alarm.id else a for a in show.alarms))
