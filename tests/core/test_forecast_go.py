"""The take that comes by itself: when it is due, and when it is too late (RUN-OF-SHOW §4)."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import seconds
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.show import Show, ShowClock
from tests.core.forecasts import GO, at, figures, hard, on_air, show, skip, until

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
