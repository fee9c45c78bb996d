"""The watch over a show, fed with readings: what it tells, as the desk would make facts of it."""

from datetime import date

from msgspec.structs import replace

from liveops_desktop.core.clock import HOUR, Instant, Span
from liveops_desktop.core.content import Severity
from liveops_desktop.core.cue import Header, TimeOfDay
from liveops_desktop.core.facts import AlarmId
from liveops_desktop.core.health import watch
from liveops_desktop.core.intents import ClearAlarm, RaiseAlarm
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Air, Alarm, Show
from liveops_desktop.core.vitals import ObsInput, Output, Vitals
from liveops_desktop.words import alarm_cause
from tests.core.readings import (
    FINE,
    STATE,
    History,
    at,
    each_second,
    with_obs,
)


def runs(output: Output | None) -> Output:
    assert output is not None
    return output


STREAM, RECORD = runs(FINE.obs.stream), runs(FINE.obs.record)
S1, S2, S3 = Severity.S1, Severity.S2, Severity.S3
HEADER = Header("Show", date(2030, 3, 17), "UTC", TimeOfDay(Span(20 * HOUR)))
PLANNED = Show(HEADER)
ON_AIR = Show(HEADER, air=Air(started_at=at(-100)))
ENDED = Show(HEADER, air=Air(started_at=at(-100), ended_at=at(-1)))
RIG = Rig(ingest="rtmp://127.0.0.1/live", bitrate_kbps=4_000, open_microphones=("Host", "Guest"))


def muted(*names: str) -> Vitals:
    inputs = tuple(ObsInput(name, "mic", muted=name in names) for name in ("Host", "Guest"))
    return with_obs(FINE, state=replace(STATE, inputs=inputs))


class Crew:
    """Feeds readings to the watch and makes facts of what it wishes, as the desk would."""

    def __init__(self, show: Show = ON_AIR, rig: Rig = RIG, before: History | None = None) -> None:
        self.show = show
        self.rig = rig
        self.history: History = each_second(-70, 0, FINE) if before is None else before
        self.told: list[tuple[int, str, str, str, str]] = []
        """(second, signal, severity or "clear", card, cause in words)"""

    def see(self, readings: History) -> "Crew":
        for when, vitals in readings:
            self.history.append((when, vitals))
            for wish in watch(self.show, self.rig, self.history, when):
                self._fold(wish, when)
        return self

    def _fold(self, wish: RaiseAlarm | ClearAlarm, when: Instant) -> None:
        second = (when - at(0)) // 1_000
        match wish:
            case RaiseAlarm():
                assert not any(a.signal == wish.signal and a.cleared_at is None for a in self.show.alarms)
                alarm = Alarm(
                    AlarmId(f"a{len(self.show.alarms)}"), wish.signal, wish.severity, wish.card, wish.figures, when
                )
                self.show = replace(self.show, alarms=(*self.show.alarms, alarm))
                self.told.append((second, wish.signal, wish.severity, wish.card, alarm_cause(wish)))
            case ClearAlarm():
                [alarm] = [a for a in self.show.alarms if a.id == wish.alarm and a.cleared_at is None]
                alarms = tuple(replace(a, cleared_at=when) if a is alarm else a for a in self.show.alarms)
                self.show = replace(self.show, alarms=alarms)
                self.told.append((second, alarm.signal, "clear", "", ""))

    @property
    def open(self) -> dict[str, Severity]:
        return {a.signal: a.severity for a in self.show.alarms if a.cleared_at is None}
