"""The forecast, over and under, slack, next and the automatic take (RUN-OF-SHOW §1, §4, §7).

Instants are seconds after the planned show start at 20:00 UTC.
"""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span, seconds
from liveops_desktop.core.cue import AtZero, Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.facts import RunId
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.show import Air, Baseline, FixedTimes, Run, Show, ShowClock
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


# -- before the start --------------------------------------------------------------

OVER_BOOKED = show(60, (10, hard(50)))

BEFORE = [
    pytest.param(OVER_BOOKED, -3600, {"over": 10, "end": 70, "starts": [0, 60], "slack": {"b": -10}}, id="case-3"),
    pytest.param(show(10, 10, 10), -60, {"starts": [0, 10, 20], "end": 30, "over": 0, "next": "a"}, id="case-1"),
    pytest.param(show(10, 10, 10), 25, {"starts": [25, 35, 45], "end": 55, "over": 25}, id="late-to-start"),
    pytest.param(
        show(60, (10, hard(100))), -9, {"starts": [0, 100], "over": 0, "slack": {"b": 40}, "hard": "b"}, id="case-2"
    ),
    pytest.param(
        show(60, (10, hard(100))), 25, {"starts": [25, 100], "over": 0, "slack": {"b": 15}}, id="gap-takes-it"
    ),
    pytest.param(show(60, (60, {"skipped": True}), 30), 0, {"starts": [0, None, 60], "end": 90}, id="case-4"),
    pytest.param(show(60, (0, until(300)), 10), 100, {"starts": [100, 160, 300], "end": 310, "over": 0}, id="until"),
    pytest.param(show(60, (0, until(300)), 10), 400, {"starts": [400, 460, 460], "over": 160}, id="until-gone-by"),
    pytest.param(show((60, {"skipped": True}), 30), 0, {"next": "b", "current": None}, id="next-is-not-skipped"),
    pytest.param(show(), -60, {"end": 0, "over": 0, "next": None, "starts": []}, id="case-13"),
    pytest.param(show(), 60, {"end": 60, "over": 60}, id="case-13-late"),
    pytest.param(show((60, hard(-600)), 60), -3600, {"starts": [-600, -540], "over": 0, "slack": {"a": 0}}, id="early"),
    pytest.param(
        show((60, hard(600)), 60), -3600, {"starts": [600, 660], "over": 0, "slack": {"a": 600}}, id="first-hard"
    ),
    pytest.param(show(60, hard_out=100), 0, {"out": 40}, id="hard-out"),
    pytest.param(show(60, hard_out=50), 0, {"out": -10}, id="past-the-hard-out"),
    pytest.param(show(60), 0, {"out": None, "hard": None, "slack": {}, "left": None, "go": None}, id="nothing-hard"),
]


@pytest.mark.parametrize(("ready", "now", "expected"), BEFORE)
def test_before_the_start(ready: Show, now: float, expected: dict[str, Any]) -> None:
    found = figures(time_show(ready, at(now)))
    assert {key: found[key] for key in expected} == expected


# -- on air ------------------------------------------------------------------------

FIVE = show(100, 100, 100, 100, 100)
CASE_22 = show(100, 50), show(100, (50, hard(120))), show(100, (50, hard(110)))
CASE_23 = show(100, 100, (100, hard(250)), (0, until(400)), 10)
CASE_33 = show(600, 600, 300)
CASE_34 = show(100, (50, hard(130)))

ON_AIR = [
    pytest.param(on_air(show(10), "a", 50, baseline=10), 50, {"over": 50}, id="case-18-late"),
    pytest.param(on_air(show(10), "a", 50, baseline=10, nudges=10), 50, {"over": 60}, id="case-18-nudged"),
    pytest.param(
        on_air(show(100), "a", 0, baseline=100, held_since=25), 50, {"over": 25, "end": 125}, id="case-18-held"
    ),
    pytest.param(
        on_air(show((3600, until(9000))), "a", 0, baseline=9000, until=9000),
        8000,
        {"over": 0, "left": 1000},
        id="case-19",
    ),
    pytest.param(
        on_air(show((3600, until(9000)), 60), "a", 10000, baseline=9060, until=9000),
        10000,
        {"left": -1000, "starts": [10000, 10000], "over": 1000},
        id="case-19-over-at-once",
    ),
    pytest.param(
        on_air(show((0, until(9000))), "a", 5400, baseline=9000, until=9000, held=300),
        7800,
        {"left": 1200, "over": 0},
        id="case-20",
    ),
    pytest.param(on_air(CASE_22[0], "a", 0, baseline=150), 120, {"starts": [0, 120], "over": 20}, id="case-22-soft"),
    pytest.param(
        on_air(CASE_22[1], "a", 0, baseline=170),
        120,
        {"starts": [0, 120], "slack": {"b": 0}, "over": 0},
        id="case-22-gap-20",
    ),
    pytest.param(
        on_air(CASE_22[2], "a", 0, baseline=160),
        120,
        {"starts": [0, 120], "slack": {"b": -10}, "over": 10},
        id="case-22-gap-10",
    ),
    pytest.param(
        on_air(CASE_23, "a", 0, baseline=410),
        90,
        {"starts": [0, 100, 250, 350, 400], "over": 0},
        id="case-23-under-does-not-count-yet",
    ),
    pytest.param(
        on_air(CASE_23, "b", 90, baseline=410, done="a"),
        90,
        {"starts": [None, 90, 250, 350, 400], "slack": {"c": 60}, "over": 0},
        id="case-23-taken-early-up-to-the-hard-cue",
    ),
    pytest.param(
        on_air(show(100, 100, (0, until(400)), 10), "b", 90, baseline=410, done="a"),
        90,
        {"starts": [None, 90, 190, 400], "over": 0},
        id="case-23-taken-early-up-to-the-until-cue",
    ),
    pytest.param(
        on_air(show(1000, 1000, 1000, 1000), "a", 0, baseline=4000),
        0,
        {"starts": [0, 1000, 2000, 3000], "end": 4000, "over": 0},
        id="case-24",
    ),
    pytest.param(
        on_air(FIVE, "e", 150, baseline=500, done="ab"),
        150,
        {"over": -250, "starts": [None, None, None, None, 150], "next": None, "current": "e"},
        id="case-25-jumped",
    ),
    pytest.param(
        on_air(FIVE, "b", 100, baseline=500, done="a"),
        160,
        {"over": 0, "left": 40, "starts": [None, 100, 200, 300, 400], "next": "c"},
        id="case-25-undone",
    ),
    pytest.param(
        on_air(FIVE, "b", 300, baseline=500, done="ac"),
        300,
        {"starts": [None, 300, None, 400, 500], "next": "d", "over": 100},
        id="taken-later-a-done-cue-is-not-played-again",
    ),
    pytest.param(
        on_air(skip(FIVE, "c"), "b", 100, baseline=500, done="ab"),
        150,
        {"starts": [None, 100, None, 200, 300], "next": "d", "current": "b", "over": -100},
        id="a-done-cue-on-air-again-is-the-current-one",
    ),
    pytest.param(
        on_air(show(100, 100, (9, {"skipped": True}), 9), "b", 100, baseline=209, done="a"),
        160,
        {"next": "d"},
        id="next-is-not-skipped",
    ),
    pytest.param(
        on_air(skip(CASE_33, "c"), "a", 300, baseline=1500), 300, {"over": 0, "end": 1500}, id="case-33-last-skipped"
    ),
    pytest.param(
        on_air(show(600, 400, 300), "a", 300, baseline=1500), 300, {"over": 100}, id="case-33-second-squeezed"
    ),
    pytest.param(on_air(CASE_33, "a", 300, baseline=1500, nudges=300), 300, {"over": 600}, id="case-33-nudged"),
    pytest.param(on_air(CASE_33, "a", 300, baseline=1500), 300, {"over": 300}, id="case-33-late"),
    pytest.param(
        on_air(CASE_34, "a", 0, baseline=180, held_since=40), 60, {"slack": {"b": 10}, "over": 0}, id="case-34-at-60"
    ),
    pytest.param(
        on_air(CASE_34, "a", 0, baseline=180, held_since=40), 70, {"slack": {"b": 0}, "over": 0}, id="case-34-at-70"
    ),
    pytest.param(
        on_air(CASE_34, "a", 0, baseline=180, held_since=40),
        100,
        {"slack": {"b": -30}, "over": 30, "starts": [0, 160]},
        id="case-34-at-100",
    ),
    pytest.param(
        on_air(show(60, (60, hard(100)), (60, hard(200))), "b", 100, baseline=260),
        100,
        {"slack": {"c": 40}, "hard": "c"},
        id="only-hard-starts-ahead",
    ),
    pytest.param(
        on_air(show(60, (60, hard(100)), (60, hard(200))), "a", 0, baseline=260),
        0,
        {"hard": "b"},
        id="the-first-of-two",
    ),
    pytest.param(on_air(show(60, hard_out=100), "a", 0, baseline=60), 130, {"out": -30, "over": 70}, id="hard-out"),
]


@pytest.mark.parametrize(("live", "now", "expected"), ON_AIR)
def test_on_air(live: Show, now: float, expected: dict[str, Any]) -> None:
    found = figures(time_show(live, at(now)))
    assert {key: found[key] for key in expected} == expected


def test_case_31_a_stepped_clock_moves_no_countdown() -> None:
    live = replace(on_air(show(600), "a", 0, baseline=600), clock=ShowClock(step=seconds(-2)))
    assert figures(time_show(live, at(1)))["left"] == 599


def test_a_corrected_clock_moves_hard_starts_slack_and_hard_out_and_nothing_else() -> None:
    """The wall clock is 2 s ahead of the timeline: it is 20:05:00 two seconds sooner."""
    live = on_air(show(100, (100, hard(300)), (0, until(600)), hard_out=700), "a", 0, baseline=600)
    fixed = {CueId("b"): FixedTimes(hard=at(300)), CueId("c"): FixedTimes(until=at(600))}
    live = replace(live, air=replace(live.air, fixed=fixed))
    before = time_show(live, at(50))
    after = time_show(replace(live, clock=ShowClock(shift=seconds(2))), at(50))
    assert after.run == before.run
    assert (starts(before), before.slack[CueId("b")]) == ([0, 300, 400], seconds(200))
    assert (starts(after), after.slack[CueId("b")]) == ([0, 298, 398], seconds(198))
    assert (after.show_end, after.hard_out_slack) == (at(598), seconds(100))
    assert (after.plan.start, after.plan.end) == (at(-2), at(598))


def test_a_corrected_clock_does_not_move_the_running_until_cue() -> None:
    live = on_air(show((0, until(600)), 10), "a", 0, baseline=610, until=600)
    after = time_show(replace(live, clock=ShowClock(shift=seconds(60))), at(100))
    assert figures(after)["left"] == 500
    assert starts(after) == [0, 600]


# -- started without a cue, ended ----------------------------------------------------


def test_case_13_a_show_without_cues_is_started_and_ended() -> None:
    started = replace(show(), air=Air(started_at=at(5), baseline=Baseline(at(0), {}, {})))
    assert figures(time_show(started, at(100)))["over"] == 0
    ended = replace(started, air=replace(started.air, ended_at=at(200)))
    found = figures(time_show(ended, at(500)))
    assert (found["over"], found["end"], found["starts"]) == (200, 200, [])


def test_started_without_a_cue_the_next_can_start_now() -> None:
    started = replace(show(60, 60), air=Air(started_at=at(5), baseline=Baseline(at(0), {}, {})))
    assert starts(time_show(started, at(-20))) == [-20, 40]
    assert figures(time_show(started, at(30)))["next"] == "a"


@pytest.mark.parametrize(("ended", "over"), [(310, 10), (170, -130)], ids=["case-28-late", "case-28-while-held"])
@pytest.mark.parametrize("now", [0, 1000])
def test_case_28_ended_over_and_under_stay(ended: float, over: float, now: float) -> None:
    live = on_air(show(150, 150, (1, hard(900)), hard_out=300), "b", 150, baseline=300, done="a", held_since=150)
    whole = replace(live, air=replace(live.air, ended_at=at(ended)))
    found = figures(time_show(whole, at(ended + now)))
    assert found == {
        "starts": [None, None, None],
        "end": ended,
        "over": over,
        "slack": {},
        "out": 300 - ended,
        "current": None,
        "next": None,
        "hard": None,
        "left": None,
        "go": None,
        "late": False,
    }


def test_ended_without_a_hard_out_there_is_no_slack_to_it() -> None:
    live = on_air(show(150), "a", 0, baseline=150)
    assert figures(time_show(replace(live, air=replace(live.air, ended_at=at(150))), at(200)))["out"] is None


def test_a_show_without_a_header_has_no_times() -> None:
    with pytest.raises(ValueError, match="header"):
        time_show(Show(), at(0))


def test_a_cue_on_air_that_the_list_lacks_has_no_figures() -> None:
    live = on_air(show(60), "z", 0, baseline=60)
    found = figures(time_show(live, at(10)))
    assert (found["current"], found["left"], found["go"], found["starts"]) == (None, None, None, [10])


# -- the automatic take --------------------------------------------------------------

GOING = show((60, GO), 60)
INTO_HARD = show((50, GO), (60, hard(60)))

AUTOMATIC = [
    pytest.param(on_air(GOING, "a", 0, baseline=120), 10, 60, False, id="at-zero"),
    pytest.param(on_air(GOING, "a", 0, baseline=120, nudges=30), 59, 90, False, id="case-30-nudged"),
    pytest.param(on_air(INTO_HARD, "a", 0, baseline=120), 55, 60, False, id="case-30-into-a-hard-cue"),
    pytest.param(on_air(INTO_HARD, "a", 0, baseline=120, nudges=20), 55, 70, False, id="later-than-the-hard-start"),
    pytest.param(on_air(GOING, "a", 0, baseline=120, held=20), 30, 80, False, id="resumed"),
    pytest.param(on_air(GOING, "a", 0, baseline=120), 62, 60, False, id="two-seconds-late-still-goes"),
    pytest.param(on_air(GOING, "a", 0, baseline=120), 62.001, 60, True, id="later-it-asks"),
    pytest.param(on_air(GOING, "a", 0, baseline=120, held_since=10), 30, None, False, id="never-while-held"),
    pytest.param(on_air(GOING, "a", 0, baseline=120, armed=False), 30, None, False, id="disarmed"),
    pytest.param(on_air(show(60, 60), "a", 0, baseline=120), 30, None, False, id="holds-at-zero"),
    pytest.param(on_air(show(60, (60, GO)), "b", 60, baseline=120), 70, None, False, id="never-on-the-last"),
    pytest.param(on_air(skip(GOING, "b"), "a", 0, baseline=120), 10, None, False, id="nothing-but-skipped"),
    pytest.param(
        on_air(show((0, GO | until(100)), 60), "a", 0, baseline=160, until=100, nudges=5), 10, 105, False, id="until"
    ),
    pytest.param(
        on_air(show((0, GO | until(100)), 60), "a", 200, baseline=160, until=100), 200, 100, True, id="too-late"
    ),
    pytest.param(
        on_air(show((50, GO), (9, {"skipped": True, **hard(70)}), (60, hard(60))), "a", 0, baseline=120),
        10,
        60,
        False,
        id="into-the-hard-cue-behind-a-skipped-one",
    ),
    pytest.param(GOING, 10, None, False, id="not-before-the-start"),
]


@pytest.mark.parametrize(("live", "now", "go", "late"), AUTOMATIC)
def test_the_automatic_take(live: Show, now: float, go: float | None, late: bool) -> None:
    found = figures(time_show(live, at(now)))
    assert (found["go"], found["late"]) == (go, late)


def test_case_32_after_a_sleep_nothing_goes_by_itself() -> None:
    three = show((600, GO), (600, GO), (600, GO))
    live = replace(on_air(three, "a", 0, baseline=1800), clock=ShowClock(slept=seconds(1500)))
    found = figures(time_show(live, at(1560)))
    assert (found["left"], found["go"], found["over"]) == (-960, None, 960)
    stayed = figures(time_show(replace(live, clock=ShowClock()), at(1560)))
    assert (stayed["over"], stayed["go"], stayed["late"]) == (960, 600, True)
    followed = figures(time_show(on_air(three, "c", 1200, baseline=1800, done="ab"), at(1560)))
    assert (followed["left"], followed["over"]) == (240, 0)


# -- properties --------------------------------------------------------------------


@st.composite
def lists(draw: st.DrawFn) -> Show:
    """Any list: soft, hard and until-cues up to three hours after the start, some skipped."""
    rows: list[tuple[float, dict[str, Any]]] = []
    for _ in range(draw(st.integers(0, 7))):
        more: dict[str, Any] = {"skipped": draw(st.booleans()), "at_zero": draw(st.sampled_from(AtZero))}
        if draw(st.booleans()):
            more |= hard(draw(st.integers(0, 10_000)))
        if draw(st.booleans()):
            more |= until(draw(st.integers(0, 10_000)))
        rows.append((draw(st.integers(0, 3000)), more))
    return show(*rows, hard_out=draw(st.none() | st.integers(1, 10_000)))


@st.composite
def states(draw: st.DrawFn) -> tuple[Show, float]:
    """Any list, before the start or with any cue on air, and a now."""
    ready = draw(lists())
    playable = [cue.id for cue in ready.cues if not cue.skipped]
    now = draw(st.integers(0, 12_000))
    if not playable or draw(st.booleans()):
        return ready, now - 3000
    taken = draw(st.integers(0, now))
    current = draw(st.sampled_from(playable))
    live = on_air(
        ready,
        current,
        taken,
        baseline=draw(st.integers(0, 10_000)),
        done="".join(sorted(draw(st.sets(st.sampled_from(playable))))),
        held_since=draw(st.none() | st.integers(taken, now)),
        nudges=draw(st.integers(-600, 600)),
        until=draw(st.none() | st.integers(0, 10_000)),
    )
    return live, now


@given(states(), st.integers(0, 5000))
def test_with_nothing_done_the_forecast_never_comes_earlier(case: tuple[Show, float], wait: int) -> None:
    live, now = case
    first, second = time_show(live, at(now)), time_show(live, at(now + wait))
    assert second.show_end >= first.show_end
    assert second.over >= first.over
    for earlier, later in zip(first.forecast, second.forecast, strict=True):
        assert (earlier is None) == (later is None)
        assert earlier is None or later is None or later >= earlier


@given(states())
def test_cues_play_one_after_another_and_none_before_its_instant(case: tuple[Show, float]) -> None:
    live, now = case
    timing = time_show(live, at(now))
    coming = [(index, start) for index, start in enumerate(timing.forecast) if start is not None]
    assert [start for _, start in coming] == sorted(start for _, start in coming)
    for index, start in coming:
        cue = live.cues[index]
        assert start <= timing.show_end
        if index != timing.current:
            assert not cue.skipped
            assert cue.id not in live.air.done
            assert start >= at(now) or live.air.run is None
            assert cue.hard is None or start >= timing.plan.hards[cue.id]
    ahead = [index for index, _ in coming if index != timing.current]
    assert timing.next == (ahead[0] if ahead else None)
    assert set(timing.slack) == {live.cues[index].id for index in ahead if live.cues[index].hard is not None}


@given(states())
def test_slack_below_zero_is_exactly_how_late_the_hard_cue_starts(case: tuple[Show, float]) -> None:
    live, now = case
    timing = time_show(live, at(now))
    for index, cue in enumerate(live.cues):
        if cue.id in timing.slack:
            start = timing.forecast[index]
            assert start is not None
            assert start - timing.plan.hards[cue.id] == max(0, -timing.slack[cue.id])


@given(lists(), st.floats(0, 1))
def test_as_planned_over_and_under_are_zero_all_the_time(ready: Show, part: float) -> None:
    assert ready.header is not None
    plan = lay_out(ready.header, ready.cues)
    if any(gap < 0 for gap in plan.gaps.values()):
        return
    assert time_show(ready, at(-3600)).over == 0
    done: list[str] = []
    for index, cue in enumerate(ready.cues):
        start, end = plan.starts[index], plan.ends[index]
        if start is None or end is None:
            continue
        live = on_air(ready, cue.id, (start - START) / 1000, baseline=(plan.end - START) / 1000, done="".join(done))
        assert live.air.run is not None
        run = replace(live.air.run, until=plan.untils.get(cue.id))
        live = replace(live, air=replace(live.air, run=run))
        timing = time_show(live, Instant(start + int((end - start) * part)))
        assert timing.over == 0
        assert list(timing.forecast)[index:] == list(plan.starts)[index:]
        done.append(cue.id)


@given(states(), st.integers(-5000, 5000))
def test_before_the_start_a_corrected_clock_is_the_same_show_seen_on_another_clock(
    case: tuple[Show, float], shift: int
) -> None:
    ready, now = replace(case[0], air=Air()), case[1]
    plain = time_show(ready, Instant(at(now) + shift))
    shifted = time_show(replace(ready, clock=ShowClock(shift=Span(shift))), at(now))
    assert list(shifted.forecast) == [None if start is None else start - shift for start in plain.forecast]
    assert (shifted.over, shifted.slack, shifted.hard_out_slack) == (plain.over, plain.slack, plain.hard_out_slack)


@given(states())
def test_a_plan_laid_out_before_gives_the_same_figures(case: tuple[Show, float]) -> None:
    live, now = case
    live = replace(live, clock=ShowClock(shift=Span(1500)))
    assert live.header is not None
    plan = lay_out(live.header, live.cues, live.air.fixed)
    assert time_show(live, at(now), plan) == time_show(live, at(now))


def test_ten_thousand_cues_are_played_in_one_pass() -> None:
    """The figure of the promise is measured in bench/; here only that no step is repeated for every cue."""
    many = Show(
        header=Header("Show", DAY, "UTC", tod(0)),
        cues=tuple(Cue(CueId(str(index)), "x", Span(MINUTE)) for index in range(10_000)),
    )
    timing = time_show(many, at(0))
    assert timing.show_end == at(600_000)
    assert timing.forecast[-1] == at(599_940)
