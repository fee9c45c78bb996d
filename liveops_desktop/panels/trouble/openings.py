"""What of the trouble is open: alarms by urgency, and the incidents being worked."""

from liveops_desktop.core.show import Alarm, Incident
from liveops_desktop.core.snapshot import Snapshot


def open_alarms(snapshot: Snapshot | None) -> list[Alarm]:
    """Return the open alarms, the gravest first, of those the newest."""
    if snapshot is None or snapshot.show is None:
        return []
    alarms = [alarm for alarm in snapshot.show.alarms if alarm.cleared_at is None]
    return sorted(alarms, key=lambda alarm: (alarm.severity.value, -alarm.raised_at))


def newest_alarm(snapshot: Snapshot) -> Alarm | None:
    """Return the alarm the keys act on: the newest not acknowledged, else the newest."""
    alarms = sorted(open_alarms(snapshot), key=lambda alarm: alarm.raised_at, reverse=True)
    return next((alarm for alarm in alarms if alarm.acknowledged_at is None), alarms[0] if alarms else None)


def open_incidents(snapshot: Snapshot | None) -> list[Incident]:
    """Return the incidents being worked, oldest first."""
    if snapshot is None or snapshot.show is None:
        return []
    return [one for one in snapshot.show.incidents if one.closed_at is None]
