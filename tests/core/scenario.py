# ruff: noqa: ARG005 -- the words of a line all take the same arguments, needed or not
"""A show told in lines: what is pressed when, and what the clocks must say then.

A line is ``WHEN VERB ARGUMENTS``, with ``@station`` behind a press from another station.
*WHEN* is seconds after 20:00:00 on the show's date (``12.5``) or a wall-clock time (``22:13:20``, next day ``1d0:10``).
Spans are seconds or ``m:ss`` / ``h:mm:ss``, with a sign where they need one. ``refuse REASON`` before a press means
that it is refused for that reason and changes nothing. Cues are told alike: ``a 100; b 50 hard=130; c 600 go``.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import DAY, HOUR, MINUTE, Instant, Span, seconds
from liveops_desktop.core.content import Card, CardStep, Severity
from liveops_desktop.core.cue import AtZero, Cue, CueId, CueKind, Header, TimeOfDay
from liveops_desktop.core.decide import decide
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.facts import Fact, RunId
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.history import History, step_of
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Run, Show
from liveops_desktop.core.timing import RunTiming, Timing

DATE = date(2026, 5, 1)
MIDNIGHT = Instant(round(datetime(2026, 5, 1, tzinfo=UTC).timestamp()) * 1000)
ZERO_HOUR = Instant(MIDNIGHT + 20 * HOUR)
"""What the seconds of a line count from: 20:00:00."""


def span(text: str) -> Span:
    """``90``, ``-1:30`` or ``1:05:30``."""
    sign = -1 if text.startswith("-") else 1
    total = 0.0
    for part in text.lstrip("+-").split(":"):
        total = total * 60 + float(part)
    return seconds(sign * total)


def time_of_day(text: str) -> TimeOfDay:
    """A wall-clock time, or seconds after 20:00:00; no day is named."""
    return TimeOfDay(Span((instant(text) - MIDNIGHT) % DAY))


def instant(text: str) -> Instant:
    """Seconds after 20:00:00, or a wall-clock time of the show's date (``1d0:10``: of the day after)."""
    if ":" not in text:
        return Instant(ZERO_HOUR + seconds(float(text)))
    day, _, clock = text.rpartition("d")
    hours, minutes, *rest = (int(part) for part in clock.split(":"))
    return Instant(MIDNIGHT + int(day or 0) * DAY + hours * HOUR + minutes * MINUTE + sum(rest) * 1000)


def header(start: str = "0", **fields: Any) -> Header:
    return replace(Header(title="Show", date=DATE, zone="UTC", start=time_of_day(start)), **fields)


def cue(text: str) -> Cue:
    """``b 50 hard=130 until=22:30 warn=10 danger=5 go skipped``; the length may be left out."""
    name, *words = text.split()
    made = Cue(CueId(name), name.upper(), Span(0), owner="ann")
    for word in words:
        key, _, value = word.partition("=")
        if key in ("hard", "until"):
            made = replace(made, **{key: time_of_day(value)})
        elif key in ("warn", "danger", "least", "most"):
            made = replace(made, **{key: span(value)})
        elif key in ("title", "segment", "kind"):
            made = replace(made, **{key: CueKind(value) if key == "kind" else value})
        elif key == "cut":
            made = replace(made, cuttable=True)
        elif key == "go":
            made = replace(made, at_zero=AtZero.GO)
        elif key == "skipped":
            made = replace(made, skipped=True)
        else:
            made = replace(made, planned=span(key))
    return made


def cues(text: str) -> tuple[Cue, ...]:
    return tuple(cue(row) for row in text.split(";") if row.strip())


def card(id: str = "E01", steps: int = 2) -> Card:  # noqa: A002 -- as in Card
    """A card with that many steps."""
    return Card(
        id,
        {"en": "Stream down"},
        Severity.S1,
        trigger={},
        steps=tuple(CardStep(Role.TECHNICAL, {"en": f"Step {n}"}) for n in range(steps)),
        decision={},
        host_line={},
        notice={},
        escalate={},
        recovery={},
        after={},
    )


class Scenario:
    """A show that is pressed and looked at."""

    def __init__(self, rows: str = "", start: str = "0", **fields: Any) -> None:
        self.show = Show()
        self.facts: list[Fact] = []
        self.runs: dict[str, RunId] = {}
        """The latest run of each cue, by its id."""
        self.wishes = 0
        self.history = History()
        self.wish(i.CreateShow(header(start, **fields)), Instant(0))
        if rows:
            self.wish(i.AddCues(cues(rows), None), Instant(0))

    # -- wishes --------------------------------------------------------------

    def wish(self, intent: i.Intent, at: Instant, station: str = "one", who: str = "ann", id: str = "") -> str:  # noqa: A002 -- as in Wish
        """Decide and fold as the desk does; return the wish's id."""
        self.wishes += 1
        wish = i.Wish(id=id or f"w{self.wishes}", station=station, who=who, pressed_at=at, intent=intent)
        counts = Instant(max(at, self.show.last_at))
        bodies = decide(self.show, wish, counts)
        step = step_of(self.show, bodies)
        self.history = self.history if step is None else self.history.did(step)
        for number, body in enumerate(bodies):
            fact = Fact(f"{wish.id}.{number}", station, len(self.facts) + 1, None, counts, at, who, body)
            self.facts.append(fact)
            self.show = evolve(self.show, fact)
        if self.show.air.run is not None:
            self.runs[self.show.air.run.cue] = self.show.air.run.id
        return wish.id

    def at(self, when: float | str, intent: i.Intent, **how: Any) -> str:
        """Wish *intent* at that time."""
        return self.wish(intent, instant(str(when)), **how)

    def on_air(self) -> Run:
        assert self.show.air.run is not None
        return self.show.air.run

    def timing(self, when: float | str) -> Timing:
        return time_show(self.show, instant(str(when)))

    # -- lines ---------------------------------------------------------------

    def play(self, *lines: str) -> "Scenario":
        """Play the lines in order."""
        for line in lines:
            try:
                self._line(line)
            except AssertionError as wrong:
                raise AssertionError(f"{line!r}: {wrong}") from wrong
        return self

    def _line(self, line: str) -> None:
        when, verb, *words = line.split()
        at = instant(when)
        if verb == "refuse":
            self._refused(at, words[0], words[1], words[2:])
        elif verb in PRESSES:
            self._press(at, verb, words)
        else:
            LOOKS[verb](self, time_show(self.show, at), words)

    def _press(self, at: Instant, verb: str, words: list[str]) -> None:
        station = "one"
        if words and words[-1].startswith("@"):
            station = words.pop()[1:]
        self.wish(PRESSES[verb](self, words), at, station)

    def _refused(self, at: Instant, reason: str, verb: str, words: list[str]) -> None:
        before = self.show
        with pytest.raises(Refused) as refused:
            self._press(at, verb, words)
        assert refused.value.reason.value == reason
        assert self.show == before

    def leaving(self, words: list[str]) -> RunId | None:
        """``… from a``: what the person believes on air; otherwise what is."""
        if "from" in words:
            return self.runs.get(words[words.index("from") + 1], RunId("never"))
        return self.show.air.run.id if self.show.air.run else None

    def run_named(self, words: list[str]) -> RunId:
        return self.leaving(words) or RunId("none")

    def edited(self, name: str, **fields: Any) -> i.EditCue:
        was = next(c for c in self.show.cues if c.id == name)
        return i.EditCue(was, replace(was, **fields))

    def renamed(self, title: str) -> i.EditHeader:
        assert self.show.header is not None
        return i.EditHeader(self.show.header, replace(self.show.header, title=title))


PRESSES: dict[str, Callable[[Scenario, list[str]], i.Intent]] = {
    "take": lambda s, w: i.Take(CueId(w[0]), s.leaving(w), again="again" in w, from_here="from-here" in w),
    "go": lambda s, w: i.GoAtZero(CueId(w[0]), s.run_named(w)),
    "undo": lambda s, w: i.UndoTake(s.run_named(w), confirmed="yes" in w),
    "hold": lambda s, w: i.Hold(s.run_named(w)),
    "resume": lambda s, w: i.Resume(s.run_named(w)),
    "nudge": lambda s, w: i.Nudge(s.run_named(w), span(w[0])),
    "start": lambda s, w: i.StartShow(),
    "end": lambda s, w: i.EndShow(s.leaving(w)),
    "undo-end": lambda s, w: i.UndoEnd(),
    "skip": lambda s, w: i.SkipCue(CueId(w[0]), True, confirmed="yes" in w),
    "unskip": lambda s, w: i.SkipCue(CueId(w[0]), False),
    "delete": lambda s, w: i.DeleteCue(CueId(w[0]), confirmed="yes" in w),
    "move": lambda s, w: i.MoveCue(CueId(w[0]), None if w[1] == "head" else CueId(w[1]), confirmed="yes" in w),
    "add": lambda s, w: i.AddCues((cue(" ".join(w[1:])),), None if w[0] == "head" else CueId(w[0])),
    "length": lambda s, w: s.edited(w[0], planned=span(w[1])),
    "until": lambda s, w: s.edited(w[0], until=time_of_day(w[1])),
    "hard": lambda s, w: s.edited(w[0], hard=time_of_day(w[1])),
    "retitle": lambda s, w: s.edited(w[0], title=w[1]),
    "rename": lambda s, w: s.renamed(w[0]),
    "step": lambda s, w: i.ReportStep(span(w[0])),
    "use-new": lambda s, w: i.AnswerStep(use_new=True),
    "keep": lambda s, w: i.AnswerStep(use_new=False),
    "sleep": lambda s, w: i.ReportSleep(span(w[0])),
    "follow": lambda s, w: i.AnswerSleep(follow=True),
    "stay": lambda s, w: i.AnswerSleep(follow=False),
}


def _index(s: Scenario, name: str) -> int:
    return [c.id for c in s.show.cues].index(CueId(name))


def _same(found: object, wanted: object) -> None:
    assert found == wanted, f"{found} instead of {wanted}"


def _run(t: Timing) -> RunTiming:
    assert t.run is not None
    return t.run


LOOKS: dict[str, Callable[[Scenario, Timing, list[str]], None]] = {
    "remaining": lambda s, t, w: _same(_run(t).remaining, span(w[0])),
    "elapsed": lambda s, t, w: _same(_run(t).elapsed, span(w[0])),
    "ends": lambda s, t, w: _same(_run(t).ends, instant(w[0])),
    "phase": lambda s, t, w: _same(_run(t).phase.value, w[0]),
    "over": lambda s, t, w: _same(t.over, span(w[0])),
    "show-end": lambda s, t, w: _same(t.show_end, instant(w[0])),
    "forecast": lambda s, t, w: _same(t.forecast[_index(s, w[0])], None if w[1] == "none" else instant(w[1])),
    "slack": lambda s, t, w: _same(t.slack[CueId(w[0])], span(w[1])),
    "go-at": lambda s, t, w: _same(t.go_at, None if w[0] == "never" else instant(w[0])),
    "on": lambda s, t, w: _same(None if t.current is None else s.show.cues[t.current].id, _name(w[0])),
    "next": lambda s, t, w: _same(None if t.next is None else s.show.cues[t.next].id, _name(w[0])),
    "done": lambda s, t, w: _same(sorted(s.show.air.done), sorted(w)),
    "order": lambda s, t, w: _same([c.id for c in s.show.cues], w),
    "as-run": lambda s, t, w: _same([run.cue for run in s.show.air.past], w),
    "asked": lambda s, t, w: _same([s.show.clock.step, s.show.clock.slept], [_asked(x) for x in w]),
}


def _name(word: str) -> str | None:
    return None if word == "none" else word


def _asked(word: str) -> Span | None:
    return None if word == "none" else span(word)
