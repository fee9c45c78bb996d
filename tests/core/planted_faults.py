"""Twenty faults of one line each, such as a tired person makes: the core's tests must catch every one."""

from typing import NamedTuple


class PlantedFault(NamedTuple):
    """In *file* of the core, *right* (found exactly once) becomes *wrong*."""

    name: str
    file: str
    right: str
    wrong: str


FAULTS = (
    PlantedFault(
        "a skipped cue takes its time in the plan",
        "plan.py",
        "if end < len(cues) and not cues[end].skipped:",
        "if end < len(cues) and not (cues[end].skipped and cues[end].hard is not None):",
    ),
    PlantedFault(
        "a time of day may mean the instant it is counted from",
        "plan.py",
        "earliest = anchor if same_allowed else anchor + 1",
        "earliest = anchor",
    ),
    PlantedFault("a gap has the wrong sign", "plan.py", "Span(at - latest)", "Span(latest - at)"),
    PlantedFault(
        "a corrected clock moves hard starts the wrong way",
        "plan.py",
        "hards={cue: Instant(at - shift)",
        "hards={cue: Instant(at + shift)",
    ),
    PlantedFault(
        "what was held counts as elapsed",
        "playout.py",
        "stopped - run.taken_at - run.held_total",
        "stopped - run.taken_at",
    ),
    PlantedFault(
        "a nudge does nothing to an until-cue", "playout.py", "Instant(run.until + run.nudges)", "Instant(run.until)"
    ),
    PlantedFault("danger begins a moment late", "playout.py", "if remaining <= danger:", "if remaining < danger:"),
    PlantedFault("an over-run pulls a hard start early", "forecast.py", "end = max(end, at)", "end = at"),
    PlantedFault(
        "a done cue is forecast again",
        "forecast.py",
        "if cue.skipped or cue.id in done:",
        "if cue.skipped:",
    ),
    PlantedFault(
        "go at zero does not wait for the hard start",
        "forecast.py",
        "return zero if hard is None else max(zero, hard)",
        "return zero",
    ),
    PlantedFault("go at zero is late a moment early", "forecast.py", "now > go_at + _LATE", "now >= go_at + _LATE"),
    PlantedFault(
        "the guard is a millisecond longer",
        "decide/take.py",
        "since(air.last_take, at) >= GUARD",
        "since(air.last_take, at) > GUARD",
    ),
    PlantedFault(
        "no guard after an automatic take",
        "decide/take.py",
        "if air.last_take_by_itself or air.last_take_station",
        "if air.last_take_station",
    ),
    PlantedFault(
        "a nudge takes more than is left",
        "decide/air.py",
        "return Span(max(intent.by, -remaining))",
        "return intent.by",
    ),
    PlantedFault(
        "the shortest value is refused as well",
        "decide/rundown.py",
        "if timing.remaining < ZERO:",
        "if timing.remaining <= ZERO:",
    ),
    PlantedFault(
        "the plan is followed into the first moment of a gap",
        "decide/clock.py",
        "s <= at < baseline.ends[c]",
        "s <= at <= baseline.ends[c]",
    ),
    PlantedFault(
        "an undo past zero leaves go armed",
        "evolve/air.py",
        "go_armed=run.go_armed and _above_zero(show, run, at)",
        "go_armed=run.go_armed",
    ),
    PlantedFault("an undo leaves cues done", "evolve/air.py", "done=air.done_before,", "done=air.done,"),
    PlantedFault("a second hold forgets the first", "evolve/air.py", "Span(run.held_total + held)", "Span(held)"),
    PlantedFault(
        "every take sets the baseline anew",
        "evolve/air.py",
        "baseline_of(show) if air.run is None else air.baseline",
        "baseline_of(show)",
    ),
)
