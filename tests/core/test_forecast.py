"""The forecast, over and under, slack, next and the automatic take (RUN-OF-SHOW §1, §4, §7).

Instants are seconds after the planned show start at 20:00 UTC.
"""

from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import seconds
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.show import Air, Baseline, FixedTimes, Show, ShowClock
from tests.core.forecasts import at, figures, hard, on_air, show, skip, starts, until

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


# -- after the next ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("ready", "after"),
    [
        (on_air(show(60, 60, 60, 60), "a", 0, baseline=240), "c"),
        (on_air(show(60, 60, (60, {"skipped": True}), 60), "a", 0, baseline=180), "d"),
        (on_air(show(60, 60, 60, 60), "b", 60, baseline=240, done="ad"), None),
        (on_air(show(60, 60), "a", 0, baseline=120), None),
        (on_air(show(60), "a", 0, baseline=60), None),
        (show(60, 60), "b"),
    ],
)
def test_the_cue_after_the_next_is_the_next_of_those_still_to_come(ready: Show, after: str | None) -> None:
    index = time_show(ready, at(0)).after_next()
    assert (None if index is None else ready.cues[index].id) == after
