"""Shows in any state for the tests of the forecast. Instants are seconds after the planned start at 20:00 UTC."""

from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from liveops_desktop.core.clock import HOUR, Instant, Span, seconds
from liveops_desktop.core.cue import AtZero, Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.facts import RunId
from liveops_desktop.core.show import Air, Baseline, Run, Show
from liveops_desktop.core.timing import Timing

DAY = date(2026, 3, 10)
START = Instant(round(datetime.fromisoformat("2026-03-10 20:00:00+00:00").timestamp() * 1000))
GO = {"at_zero": AtZero.GO}


def at(offset: float) -> Instant:
    return Instant(START + seconds(offset))


def tod(offset: float) -> TimeOfDay:
    """The time of day so many seconds after 20:00."""
    return TimeOfDay(Span(20 * HOUR + seconds(offset)))


def hard(offset: float) -> dict[str, Any]:
    return {"hard": tod(offset)}


def until(offset: float) -> dict[str, Any]:
    return {"until": tod(offset)}


def show(*rows: tuple[float, dict[str, Any]] | float, hard_out: float | None = None) -> Show:
    """A show of cues a, b, c … of so many seconds, not started."""
    cues = []
    for name, row in zip("abcdefghij", rows, strict=False):
        planned, more = row if isinstance(row, tuple) else (row, {})
        cues.append(Cue(CueId(name), name, seconds(planned), **more))
    head = Header("Show", DAY, "UTC", tod(0), hard_out=None if hard_out is None else tod(hard_out))
    return Show(header=head, cues=tuple(cues))


def on_air(
    ready: Show,
    cue: str,
    taken: float,
    *,
    baseline: float,
    done: str = "",
    held_since: float | None = None,
    held: float = 0,
    nudges: float = 0,
    until: float | None = None,
    armed: bool = True,
) -> Show:
    """The show with *cue* on air; *baseline* is the planned end as it stood at the first take."""
    run = Run(
        RunId("r"),
        CueId(cue),
        at(taken),
        "desk",
        held_since=None if held_since is None else at(held_since),
        held_total=seconds(held),
        nudges=seconds(nudges),
        until=None if until is None else at(until),
        go_armed=armed,
    )
    air = Air(run=run, started_at=at(taken), done=frozenset(map(CueId, done)), baseline=Baseline(at(baseline), {}, {}))
    return replace(ready, air=air)


def skip(whole: Show, cue: str) -> Show:
    return replace(whole, cues=tuple(replace(c, skipped=True) if c.id == cue else c for c in whole.cues))


def starts(timing: Timing) -> list[float | None]:
    return [None if start is None else (start - START) / 1000 for start in timing.forecast]


def figures(timing: Timing) -> dict[str, Any]:
    def name(index: int | None) -> str | None:
        return None if index is None else "abcdefghij"[index]

    return {
        "starts": starts(timing),
        "end": (timing.show_end - START) / 1000,
        "over": timing.over / 1000,
        "slack": {cue: span / 1000 for cue, span in timing.slack.items()},
        "out": None if timing.hard_out_slack is None else timing.hard_out_slack / 1000,
        "current": name(timing.current),
        "next": name(timing.next),
        "hard": name(timing.next_hard),
        "left": None if timing.run is None else timing.run.remaining / 1000,
        "go": None if timing.go_at is None else (timing.go_at - START) / 1000,
        "late": timing.go_late,
    }
