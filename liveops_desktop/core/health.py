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

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.clock import SECOND, ZERO, Instant, Span, later, seconds, since
from liveops_desktop.core.content import Severity
from liveops_desktop.core.gauges import GAUGES, Gauge, Level, Signal
from liveops_desktop.core.intents import ClearAlarm, RaiseAlarm
from liveops_desktop.core.judges import Sample, Scope
from liveops_desktop.core.rates import GAP
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.rules import RULES, Rule, microphone
from liveops_desktop.core.show import Alarm, Show
from liveops_desktop.core.vitals import Link, Obs, Vitals

__all__ = ["Lamp", "Level", "Signal", "lamps", "watch"]

LINE_UP = seconds(60)
"""A stream that ran this long before the show's start belongs to the show, and is missed when it stops."""

_History = Sequence[tuple[Instant, Vitals]]
_Wish = RaiseAlarm | ClearAlarm
_OWN = frozenset(Signal)
_BETWEEN = " · "
_APPLIES = frozenset({Level.OK, Level.WARN, Level.CRITICAL, Level.UNKNOWN})
_BAD = frozenset({Level.WARN, Level.CRITICAL})


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
    value, limits = gauge.read(vitals), gauge.limits(vitals, rig)
    threshold = "" if limits is None else limits.text(gauge.unit)
    if isinstance(value, Level):
        return Lamp(gauge.signal, value, None, gauge.unit, threshold, gauge.digits)
    level = Level.UNJUDGED if limits is None else limits.level(value)
    return Lamp(gauge.signal, level, value, gauge.unit, threshold, gauge.digits)


def watch(show: Show, rig: Rig, history: _History, now: Instant) -> tuple[RaiseAlarm | ClearAlarm, ...]:
    """Return what changes among the show's alarms; to be called after each reading.

    *history* is oldest first, about one reading a second; when its end is over 3 s old nothing is concluded. Asking
    again for what is not yet a fact is harmless. A show that has ended gets no alarm, and its open ones are cleared.
    """
    if show.header is None or not history or since(history[-1][0], now) > GAP:
        return ()
    opened = _opened(show)
    if show.air.ended_at is not None:
        return tuple(ClearAlarm(alarm.id) for alarm in opened.values())
    scope, newest = _scope(show, rig, history, opened), _sample(history, len(history) - 1)
    wishes: list[_Wish] = []
    for rule in RULES:
        wishes += _Course(rule, scope, history, newest, now).changes(opened.get(rule.signal))
    microphones = {name: _Course(microphone(name), scope, history, newest, now) for name in rig.open_microphones}
    return (*wishes, *_sound(microphones, opened.get(Signal.MICROPHONE_MUTED)))


def _opened(show: Show) -> dict[str, Alarm]:
    """Return the open alarms of health by signal; others may raise alarms of their own."""
    return {alarm.signal: alarm for alarm in show.alarms if alarm.cleared_at is None and alarm.signal in _OWN}


def _scope(show: Show, rig: Rig, history: _History, opened: dict[str, Alarm]) -> Scope:
    started = show.air.started_at
    return Scope(
        rig,
        started,
        live=started is not None or _was_live(history),
        streamed=Signal.STREAM_STOPPED in opened or _ran(history, started, _stream_runs),
        recorded=Signal.RECORD_STOPPED in opened or _ran(history, started, _record_runs),
    )


def _was_live(history: _History) -> bool:
    """Tell whether OBS was streaming or recording when it last answered."""
    for _, vitals in reversed(history):
        if vitals.obs.link.state is Link.CONNECTED:
            return _stream_runs(vitals.obs) or _record_runs(vitals.obs)
    return False


def _ran(history: _History, started: Instant | None, runs: Callable[[Obs], bool]) -> bool:
    """Tell whether an output ran in the show or in the minute before it."""
    if started is None:
        return False
    for at, vitals in reversed(history):
        if later(at, LINE_UP) < started:
            break
        if runs(vitals.obs):
            return True
    return False


def _stream_runs(obs: Obs) -> bool:
    return obs.stream is not None and obs.stream.active


def _record_runs(obs: Obs) -> bool:
    return obs.record is not None and obs.record.active


class _Course(Struct, frozen=True):
    """One rule over the course of the readings."""

    rule: Rule
    scope: Scope
    history: _History
    newest: Sample
    now: Instant

    def changes(self, alarm: Alarm | None) -> tuple[_Wish, ...]:
        """Return what becomes of the rule's open *alarm*, or of none."""
        if alarm is None:
            begun = (self.critical() or self._warn()) if self._stands() in _BAD else None
            return () if begun is None else (begun,)
        if self.over():
            return (ClearAlarm(alarm.id),)
        worse = None if alarm.severity is self.rule.critical else self.critical()
        return () if worse is None else (ClearAlarm(alarm.id), worse)

    def critical(self) -> RaiseAlarm | None:
        """Return the alarm at the graver level, where that has held for its time."""
        held = self._held(frozenset({Level.CRITICAL}), self.rule.critical_after)
        if held is None:
            return None
        return self._alarm(self.rule.critical, self.rule.critical_card, held)

    def _warn(self) -> RaiseAlarm | None:
        held = self._held(_BAD, self.rule.warn_after)
        if held is None or self.rule.warn is None:
            return None
        return self._alarm(self.rule.warn, self.rule.warn_card, held)

    def over(self) -> bool:
        """Tell whether an alarm may end: calm for long enough, or it cannot apply any more."""
        return self._stands() not in _APPLIES or self._held(frozenset({Level.OK}), self.rule.leave_after) is not None

    def _stands(self) -> Level:
        """Return how the newest reading stands."""
        return self.rule.judge(self.scope, self.newest)

    def _held(self, levels: frozenset[Level], enough: Span) -> Span | None:
        """Return how long *levels* have held without a break (at least *enough*); None when for less than that."""
        for sample in self._samples():
            if self.rule.judge(self.scope, sample) not in levels:
                break
            held = since(sample.at, self.now)
            if held >= enough:
                return held
        return None

    def _samples(self) -> Iterator[Sample]:
        """Yield the readings, newest first, up to the first hole between them."""
        sample = self.newest
        yield sample
        for place in range(len(self.history) - 2, -1, -1):
            if sample.before is None:
                return
            sample = _sample(self.history, place)
            yield sample

    def _alarm(self, severity: Severity, card: str, held: Span) -> RaiseAlarm:
        """Return the alarm with what raised it: the gauge's numbers, else for how long it has *held*."""
        gauge = self.rule.gauge
        if gauge is None:
            return RaiseAlarm(self.rule.signal, severity, card, "", held=Span(held // SECOND * SECOND))
        return RaiseAlarm(self.rule.signal, severity, card, "", cause=gauge.cause(self.history[-1][1], self.scope.rig))


def _sample(history: _History, place: int) -> Sample:
    """Return the reading at *place*, with the one before it where there is no hole between."""
    at, vitals = history[place]
    before_at, before = history[place - 1] if place else (at, None)
    return Sample(at, vitals, before if since(before_at, at) <= GAP else None)


def _sound(microphones: Mapping[str, _Course], alarm: Alarm | None) -> tuple[_Wish, ...]:
    """Return what becomes of the one alarm for all microphones, whose figures are the names of the muted ones.

    One more of them muted raises it anew; it ends when all that it names are open again.
    """
    told = "" if alarm is None else _framed(alarm.figures)
    silent = {name: wish for name, course in microphones.items() if (wish := course.critical()) is not None}
    closing = () if alarm is None else (ClearAlarm(alarm.id),)
    if any(_framed(name) not in told for name in silent):
        return (*closing, replace(next(iter(silent.values())), figures=_BETWEEN.join(silent), held=ZERO))
    return closing if all(course.over() for name, course in microphones.items() if _framed(name) in told) else ()


def _framed(names: str) -> str:
    """Return *names* so that one whole name is found in it, also one that is part of another."""
    return f"{_BETWEEN}{names}{_BETWEEN}"
