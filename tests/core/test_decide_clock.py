"""The clock that stepped, the machine that slept (RUN-OF-SHOW §2.3)."""

import pytest

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Span
from liveops_desktop.core.facts import SleepAnswered
from tests.core.scenario import Scenario, instant

THREE = "a 100 go; b 100 go; c 100"
GAP = "a 100; b 100 hard=300"
STORIES: list[tuple[str, str, tuple[str, ...]]] = [
    ("drift-asks-nothing", THREE, ("0 step 1", "0 asked none none", "0 step -1", "0 asked none none")),
    ("a-step-asks", THREE, ("0 step 1.001", "0 asked 1.001 none")),
    ("two-steps-are-one-question", THREE, ("0 step 5", "1 step -8", "1 asked -3 none")),
    ("a-step-back-closes-it", THREE, ("0 step 5", "1 step -5", "1 asked none none", "2 refuse no-question-open keep")),
    ("nothing-asked", THREE, ("0 refuse no-question-open use-new", "0 refuse no-question-open stay")),
    (
        "use-new-moves-hard-starts-only",
        GAP,
        (
            "0 take a",
            "10 step -2",
            "10 slack b 200",
            "11 use-new",
            "11 asked none none",
            "11 remaining 89",
            "11 slack b 202",
            "11 forecast b 302",
            "11 over 2",
        ),
    ),
    (
        "keep-moves-nothing",
        GAP,
        ("0 take a", "10 step -2", "11 keep", "11 remaining 89", "11 slack b 200", "11 over 0"),
    ),
    (
        "a-running-until-does-not-jump",
        "a until=20:05; b 10",
        ("0 take a", "60 step 30", "61 use-new", "61 remaining 239", "61 forecast b 300"),
    ),
    (
        "an-until-taken-later-follows-the-clock",
        "a 100; b until=20:05",
        ("0 take a", "60 step 30", "61 use-new", "100 take b", "100 remaining 170"),
    ),
    (
        "a-baseline-set-on-a-corrected-clock",
        "a 100",
        ("-60 step 10", "-59 use-new", "-10 take a", "-10 over 0", "5 over 0"),
    ),
    ("a-nap-asks-nothing", THREE, ("0 take a", "50 sleep 2", "50 asked none none")),
    ("asleep-off-air", THREE, ("0 sleep 60", "0 asked none none")),
    ("sleep-adds-up", THREE, ("0 take a", "50 sleep 10", "90 sleep 20", "90 asked none 30")),
    (
        "no-go-until-answered",
        THREE,
        ("0 take a", "99 sleep 10", "100 refuse go-not-due go b", "100 stay", "101 go b", "101 on b"),
    ),
    ("follow-what-is-on-already", THREE, ("0 take a", "50 sleep 10", "60 follow", "60 on a", "60 asked none none")),
    (
        "follow-in-a-gap",
        GAP,
        ("0 take a", "200 sleep 150", "200 refuse follow-not-possible follow", "200 asked none 150"),
    ),
    ("follow-in-its-first-moment", GAP, ("0 take a", "100 sleep 50", "100 refuse follow-not-possible follow")),
    ("follow-past-the-end", GAP, ("0 take a", "400 sleep 350", "400 refuse follow-not-possible follow")),
    (
        "follow-in-the-last-millisecond",
        GAP,
        ("0 take a", "399.999 sleep 350", "399.999 follow", "399.999 remaining 0.001"),
    ),
    (
        "follow-what-was-deleted",
        THREE,
        ("0 take a", "10 delete c", "250 sleep 200", "250 refuse follow-not-possible follow"),
    ),
    (
        "follow-what-was-skipped",
        THREE,
        ("0 take a", "10 skip c", "250 sleep 200", "250 refuse follow-not-possible follow"),
    ),
    (
        "follow-an-over-booked-plan",
        "a 100; b 100 hard=50; c 100 hard=60",
        ("0 take a", "99 sleep 90", "99 follow", "99 on c", "99 remaining 61"),
    ),
    ("the-end-closes-the-question", THREE, ("0 take a", "50 sleep 10", "60 end", "60 asked none none")),
    ("so-does-undoing-the-first-take", THREE, ("0 take a", "5 sleep 3", "6 undo", "6 asked none none")),
    ("undo-a-follow", THREE, ("0 take a", "250 sleep 200", "250 follow", "255 undo", "255 on a", "255 go-at never")),
]


@pytest.mark.parametrize(("rows", "lines"), [pytest.param(*story[1:], id=story[0]) for story in STORIES])
def test_story(rows: str, lines: tuple[str, ...]) -> None:
    Scenario(rows).play(*lines)


def test_what_was_accepted_and_what_was_declined_add_up() -> None:
    scenario = Scenario("a 100").play(
        "0 step 5", "1 use-new", "2 step -2", "3 keep", "4 step 3", "5 use-new", "6 step 9"
    )
    clock = scenario.show.clock
    assert (clock.shift, clock.kept, clock.step) == (8_000, -2_000, 9_000)


def test_following_is_backdated_and_says_so() -> None:
    scenario = Scenario(THREE).play("0 take a", "250 sleep 240", "250 follow")
    assert scenario.on_air().taken_at == instant("200")
    assert scenario.facts[-1].at == instant("250")
    assert scenario.facts[-2].body == SleepAnswered(follow=True)
    assert scenario.show.air.past[-1].ended_at == instant("200")


def test_no_run_is_made_to_end_before_it_began() -> None:
    """The show runs ahead of its plan: the cue that the plan has now should have begun before the one on air did."""
    scenario = Scenario(THREE).play("0 take a", "150 take c", "190 sleep 5", "190 follow")
    assert scenario.on_air().cue == "b"
    assert scenario.on_air().taken_at == instant("150")
    assert scenario.show.air.past[-1].ended_at == instant("150")


def test_a_report_names_a_span_not_an_instant() -> None:
    scenario = Scenario("a 100").play("0 take a")
    scenario.at(10, i.ReportSleep(Span(2_001)))
    assert scenario.show.clock.slept == 2_001
