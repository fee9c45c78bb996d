"""The running cue (RUN-OF-SHOW §4, §7). Figures are seconds unless written as clock time."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import SECOND, Instant, Span, seconds
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.facts import RunId
from liveops_desktop.core.playout import run_timing, zero_at
from liveops_desktop.core.show import Run
from liveops_desktop.core.timing import Phase, RunTiming


def clock(text: str) -> float:
    """Seconds since midnight of ``h:mm`` or ``h:mm:ss``."""
    hours, minutes, *rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + sum(rest)


def cue(planned: float = 0, warn: float | None = None, danger: float | None = None) -> Cue:
    return Cue(
        CueId("a"),
        "A",
        seconds(planned),
        warn=None if warn is None else seconds(warn),
        danger=None if danger is None else seconds(danger),
    )


def run(
    taken: float,
    *,
    held_since: float | None = None,
    held: float = 0,
    nudges: float = 0,
    until: float | None = None,
) -> Run:
    return Run(
        RunId("r"),
        CueId("a"),
        Instant(seconds(taken)),
        "desk",
        held_since=None if held_since is None else Instant(seconds(held_since)),
        held_total=seconds(held),
        nudges=seconds(nudges),
        until=None if until is None else Instant(seconds(until)),
    )


def figures(timing: RunTiming) -> dict[str, float]:
    return {
        "elapsed": timing.elapsed / SECOND,
        "length": timing.length / SECOND,
        "remaining": timing.remaining / SECOND,
        "ends": timing.ends / SECOND,
    }


CASES = [
    pytest.param(run(0), cue(10), 1, {"remaining": 9, "elapsed": 1, "ends": 10}, id="case-14-before-the-nudge"),
    pytest.param(run(0, nudges=10), cue(10), 1, {"remaining": 19, "elapsed": 1, "ends": 20}, id="case-14-nudged"),
    pytest.param(run(1, nudges=20), cue(10), 1, {"remaining": 30, "ends": 31}, id="case-15-nudged"),
    pytest.param(run(1, nudges=-6), cue(10), 5, {"remaining": 0, "ends": 5}, id="case-15-all-taken-away"),
    pytest.param(run(1, nudges=-6), cue(10), 6, {"remaining": -1, "ends": 6}, id="case-15-over-run-from-there"),
    pytest.param(run(1, nudges=24), cue(10), 7, {"remaining": 28, "ends": 35}, id="case-15-given-again"),
    pytest.param(
        run(clock("23:50:00")),
        cue(7200),
        clock("24:21:00"),
        {"remaining": clock("1:29:00"), "elapsed": clock("0:31:00"), "ends": clock("25:50")},
        id="case-16-over-midnight",
    ),
    pytest.param(run(120, held=300), cue(600), 600, {"elapsed": 180, "remaining": 420, "ends": 1020}, id="case-17"),
    pytest.param(
        run(clock("21:30"), until=clock("22:30")),
        cue(),
        clock("22:13:20"),
        {"remaining": clock("0:16:40"), "ends": clock("22:30")},
        id="case-19-until",
    ),
    pytest.param(
        run(clock("22:46:40"), until=clock("22:30")),
        cue(),
        clock("22:46:40"),
        {"remaining": -clock("0:16:40"), "elapsed": 0, "ends": clock("22:46:40")},
        id="case-19-over-at-once",
    ),
    pytest.param(
        run(clock("22:05"), until=clock("24:10")),
        cue(),
        clock("22:05"),
        {"remaining": clock("2:05:00"), "length": clock("2:05:00")},
        id="case-20-until-past-midnight",
    ),
    pytest.param(
        run(clock("21:30"), until=clock("22:30"), held_since=clock("22:00")),
        cue(),
        clock("22:05"),
        {"remaining": clock("0:25"), "elapsed": clock("0:30"), "ends": clock("22:30")},
        id="case-20-while-held",
    ),
    pytest.param(
        run(clock("21:30"), until=clock("22:30"), held=300),
        cue(),
        clock("22:10"),
        {"remaining": clock("0:20:00"), "elapsed": clock("0:35"), "ends": clock("22:30")},
        id="case-20-held-and-resumed",
    ),
    pytest.param(
        run(clock("22:00"), until=clock("22:30"), nudges=60),
        cue(),
        clock("22:10"),
        {"remaining": clock("0:21:00"), "ends": clock("22:31")},
        id="until-nudged",
    ),
    pytest.param(run(100), cue(150), 205, {"remaining": 45}, id="case-27-undone"),
    pytest.param(run(0, held_since=480), cue(600), 480, {"remaining": 120, "ends": 600}, id="case-35-held"),
    pytest.param(
        run(0, held_since=480, nudges=-120), cue(600), 480, {"remaining": 0, "elapsed": 480}, id="case-35-nudged"
    ),
    pytest.param(
        run(0, held_since=480, nudges=-120), cue(600), 570, {"remaining": 0, "ends": 570}, id="case-35-still-held"
    ),
    pytest.param(
        run(0, held=120, nudges=-120), cue(600), 620, {"remaining": -20, "elapsed": 500}, id="case-35-resumed"
    ),
    pytest.param(run(0), cue(600), 0, {"remaining": 600, "elapsed": 0}, id="its-first-instant"),
    pytest.param(run(5), cue(600), 4, {"remaining": 600, "elapsed": 0}, id="elapsed-is-never-below-zero"),
    pytest.param(run(0, held_since=5), cue(10), 3, {"remaining": 7, "ends": 10}, id="a-hold-not-yet-begun"),
]


@pytest.mark.parametrize(("on_air", "row", "now", "expected"), CASES)
def test_figures_of_the_running_cue(on_air: Run, row: Cue, now: float, expected: Mapping[str, float]) -> None:
    found = figures(run_timing(on_air, row, Instant(seconds(now))))
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("remaining", "phase"),
    [
        (250, Phase.NORMAL),
        (200, Phase.WARN),
        (150, Phase.WARN),
        (100, Phase.DANGER),
        (0, Phase.DANGER),
        (-50, Phase.OVER),
        (-0.001, Phase.OVER),
        (200.001, Phase.NORMAL),
        (100.001, Phase.WARN),
    ],
    ids=lambda value: f"case-21-{value}",
)
def test_phases_by_exact_time(remaining: float, phase: Phase) -> None:
    timing = run_timing(run(0), cue(1000, warn=200, danger=100), Instant(seconds(1000 - remaining)))
    assert timing.phase is phase


@pytest.mark.parametrize(
    ("row", "until", "warn", "danger"),
    [
        pytest.param(cue(600), None, 60, 15, id="long"),
        pytest.param(cue(120), None, 60, 15, id="two-minutes"),
        pytest.param(cue(60), None, 30, 15, id="one-minute"),
        pytest.param(cue(40), None, 20, 10, id="short"),
        pytest.param(cue(600, warn=30), None, 30, 15, id="warn-entered"),
        pytest.param(cue(600, danger=5), None, 60, 5, id="danger-entered"),
        pytest.param(cue(600, warn=0, danger=0), None, 0, 0, id="both-entered-as-zero"),
        pytest.param(cue(10), 3600, 60, 15, id="until-cue-has-the-length-of-its-take"),
        pytest.param(cue(9999), 40, 20, 10, id="short-until-cue"),
    ],
)
def test_default_warnings(row: Cue, until: float | None, warn: float, danger: float) -> None:
    end = row.planned / SECOND if until is None else until

    def phase(remaining: float) -> Phase:
        return run_timing(run(0, until=until), row, Instant(seconds(end - remaining))).phase

    assert phase(warn + 0.001) is Phase.NORMAL
    assert phase(warn) is (Phase.WARN if warn > danger else Phase.DANGER)
    assert phase(danger + 0.001) is (Phase.WARN if warn > danger else Phase.NORMAL)
    assert phase(danger) is Phase.DANGER


def test_an_until_cue_taken_too_late_is_over_whatever_its_planned_length() -> None:
    timing = run_timing(run(100, until=50), cue(600), Instant(seconds(100)))
    assert (timing.phase, timing.remaining) == (Phase.OVER, seconds(-50))


def test_only_an_until_cue_says_that_holding_does_not_move_its_end() -> None:
    assert run_timing(run(0, until=100), cue(), Instant(0)).until_holds
    assert not run_timing(run(0), cue(100), Instant(0)).until_holds


def test_zero_stays_where_it_was_when_it_is_past() -> None:
    assert zero_at(run(0, held=5, nudges=10), cue(100), Instant(seconds(500))) == Instant(seconds(115))
    assert zero_at(run(0, until=100, nudges=10, held=5), cue(), Instant(seconds(500))) == Instant(seconds(110))
    assert zero_at(run(0, held_since=40, held=5), cue(100), Instant(seconds(50))) == Instant(seconds(115))


spans = st.integers(0, 10_000_000)


@st.composite
def runs(draw: st.DrawFn) -> tuple[Run, Cue, Instant]:
    taken = draw(spans)
    held = draw(spans)
    now = taken + held + draw(spans)
    values: dict[str, Any] = {
        "held_total": Span(held),
        "nudges": Span(draw(st.integers(-5_000_000, 5_000_000))),
        "held_since": draw(st.none() | st.integers(taken + held, now).map(Instant)),
        "until": draw(st.none() | st.integers(0, 20_000_000).map(Instant)),
    }
    on_air = Run(RunId("r"), CueId("a"), Instant(taken), "desk", **values)
    return on_air, Cue(CueId("a"), "A", Span(draw(spans))), Instant(now)


@given(runs())
def test_elapsed_and_remaining_make_the_length_and_time_runs_one_way(case: tuple[Run, Cue, Instant]) -> None:
    on_air, row, now = case
    early, late = (run_timing(on_air, row, at) for at in (now, Instant(now + 1_000)))
    assert early.elapsed >= 0
    assert early.elapsed + early.remaining == early.length
    assert late.ends >= early.ends >= now
    if on_air.held_since is not None:
        assert late.elapsed == early.elapsed
    else:
        assert late.elapsed - early.elapsed == SECOND
        assert early.remaining - late.remaining == SECOND


@given(runs())
def test_a_hold_moves_the_end_of_a_cue_by_duration_only(case: tuple[Run, Cue, Instant]) -> None:
    on_air, row, now = case
    if on_air.held_since is None:
        return
    first, second = (zero_at(on_air, row, at) for at in (now, Instant(now + 1_000)))
    assert second - first == (0 if on_air.until is not None else 1_000)


@given(runs(), st.integers(-10_000, 10_000))
def test_a_nudge_changes_what_remains_and_never_what_has_elapsed(case: tuple[Run, Cue, Instant], by: int) -> None:
    on_air, row, now = case
    nudged = Run(
        on_air.id,
        on_air.cue,
        on_air.taken_at,
        on_air.station,
        held_since=on_air.held_since,
        held_total=on_air.held_total,
        nudges=Span(on_air.nudges + by),
        until=on_air.until,
    )
    before, after = run_timing(on_air, row, now), run_timing(nudged, row, now)
    assert after.elapsed == before.elapsed
    assert after.remaining - before.remaining == by
