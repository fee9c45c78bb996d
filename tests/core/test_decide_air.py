"""Takes, undo, hold, nudge, go at zero, start and end (RUN-OF-SHOW §4), told in lines (``scenario.py``)."""

import pytest

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import DAY, Span
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.facts import CueTaken, RunId
from liveops_desktop.core.refusal import Reason, Refused
from tests.core.scenario import Scenario, instant

FIVE = "a 100; b 100; c 100; d 100; e 100"
HARD = "a 50 go; b 60 hard=100"
STORIES: list[tuple[str, str, tuple[str, ...]]] = [
    # -- takes and jumps
    ("no-such-cue", FIVE, ("0 refuse no-such-cue take x",)),
    ("the-one-on-air", FIVE, ("0 take a", "5 refuse already-on-air take a", "5 remaining 95")),
    ("the-one-on-air-again", FIVE, ("0 take a", "5 take a again", "5 remaining 100", "5 done", "5 as-run a")),
    ("moved-on", FIVE, ("0 take a", "5 take b", "10 refuse show-moved-on take c from a", "10 on b")),
    (
        "passed-stay-and-can-be-taken",
        FIVE,
        (
            "0 take a",
            "10 take d",
            "10 next e",
            "10 forecast b none",
            "20 take b",
            "20 next c",
            "20 done a d",
            "20 forecast c 120",
            "20 forecast d none",
            "20 forecast e 220",
        ),
    ),
    (
        "done-again-leaves-the-others-done",
        FIVE,
        ("0 take a", "10 take b", "20 take c", "30 take a", "30 next d", "30 done b c", "30 as-run a b c"),
    ),
    (
        "done-again-from-here",
        FIVE,
        ("0 take a", "10 take b", "20 take c", "30 take a from-here", "30 next b", "30 done", "30 forecast c 230"),
    ),
    (
        "from-here-keeps-what-is-before",
        FIVE,
        ("0 take a", "10 take b", "20 take c", "30 take b from-here", "30 next c", "30 done a"),
    ),
    (
        "a-skipped-cue-by-name",
        "a 100; b 100 skipped; c 100",
        ("0 take a", "0 next c", "0 over 0", "100 take b", "100 on b", "100 over 100", "100 next c"),
    ),
    (
        "its-undo-marks-it-again",
        "a 100; b 100 skipped; c 100",
        ("0 take a", "100 take b", "105 undo", "105 next c", "105 over 5"),
    ),
    (
        "the-baseline-stands",
        FIVE,
        ("0 take a", "10 length c 50", "20 skip e", "100 take b", "100 over -150", "200 take c", "200 over -150"),
    ),
    ("a-skipped-first-cue", "a 100 skipped; b 50", ("0 take a", "0 over 100", "0 next b")),
    # -- guard
    (
        "guard-is-per-station",
        FIVE,
        ("0 take a @one", "0.1 take b @two", "0.2 refuse too-quick take c @two", "0.2 take c @one"),
    ),
    (
        "guard-after-an-automatic-take",
        "a 50 go; b 60; c 60",
        ("0 take a", "50 go b", "50.299 refuse too-quick take c @two", "50.3 take c @two"),
    ),
    ("guard-spares-the-undo", FIVE, ("0 take a", "10 take b", "10.1 undo", "10.1 on a")),
    ("guard-at-the-start", "a 100", ("0 start", "0.1 undo", "0.2 refuse too-quick start")),
    # -- undo
    ("nothing-to-undo", FIVE, ("0 refuse nothing-to-undo undo",)),
    (
        "undo-asks-after-half-a-minute",
        FIVE,
        ("0 take a", "10 take b", "40.001 refuse confirm-undo undo", "40.001 undo yes", "40.001 on a"),
    ),
    ("undo-does-not-ask-before", FIVE, ("0 take a", "10 take b", "40 undo", "40 on a")),
    ("undo-of-another-run", FIVE, ("0 take a", "10 take b", "12 refuse show-moved-on undo from a", "12 on b")),
    (
        "undo-of-the-first-take",
        FIVE,
        ("0 take a", "5 undo", "5 on none", "5 next a", "20 over 20", "30 take a", "30 over 30"),
    ),
    (
        "undo-brings-hold-and-nudges-back",
        FIVE,
        (
            "0 take a",
            "10 nudge 20",
            "20 hold",
            "30 take b",
            "45 undo",
            "45 remaining 100",
            "50 elapsed 20",
            "60 resume",
        ),
    ),
    ("undo-counts-the-slip", FIVE, ("0 take a", "60 take b", "75 undo", "75 remaining 25")),
    (
        "undo-past-zero-disarms",
        "a 50 go; b 60; c 60",
        (
            "0 take a",
            "50 go b",
            "51 undo",
            "51 go-at never",
            "51.5 refuse go-not-due go b",
            "52 nudge 1",
            "52 go-at never",
            "53 nudge 13",
            "53 go-at 64",
            "64 go b",
            "64 on b",
        ),
    ),
    ("undo-at-zero-disarms", "a 50 go; b 60", ("0 take a", "50 go b", "50 undo", "50 go-at never")),
    ("undo-before-zero-leaves-armed", "a 50 go; b 60", ("0 take a", "40 take b", "42 undo", "42 go-at 50")),
    (
        "undo-where-the-cue-before-is-deleted",
        FIVE,
        ("0 take a", "10 take b", "15 delete a", "16 refuse no-such-cue undo", "16 on b"),
    ),
    ("undo-after-a-take-works-again", FIVE, ("0 take a", "1 take b", "2 undo", "3 take b", "4 undo", "4 on a")),
    (
        "undo-of-a-skipped-one-before",
        FIVE,
        ("0 take a", "10 take b", "12 skip a", "14 undo", "14 on a", "14 next b", "14 forecast b 100"),
    ),
    # -- hold, resume, nudge
    ("hold-twice", FIVE, ("0 take a", "5 hold", "6 refuse already-held hold", "6 remaining 95")),
    ("resume-what-runs", FIVE, ("0 take a", "6 refuse not-held resume", "6 remaining 94")),
    ("hold-nothing", FIVE, ("0 refuse not-on-air hold",)),
    ("hold-what-is-gone", FIVE, ("0 take a", "5 take b", "6 refuse show-moved-on hold from a")),
    ("hold-after-the-end", FIVE, ("0 take a", "5 end", "6 refuse show-ended hold from a")),
    ("nudge-by-nothing", FIVE, ("0 take a", "5 nudge 0", "5 ends 100")),
    ("nudge-down", FIVE, ("0 take a", "5 nudge -20", "5 ends 80", "5 over -20")),
    ("nudge-at-zero", FIVE, ("0 take a", "100 refuse nothing-left-to-take nudge -1", "100 remaining 0")),
    # -- go at zero
    (
        "go-is-two-seconds-late-at-most",
        "a 50 go; b 60; c 60",
        ("0 take a", "52.001 refuse go-not-due go b", "52 go b", "52 on b"),
    ),
    ("go-never-while-held", "a 50 go; b 60", ("0 take a", "49 hold", "50 refuse go-not-due go b", "55 go-at never")),
    ("go-never-on-the-last-cue", "a 50 go", ("0 take a", "50 go-at never", "50 refuse go-not-due go a")),
    ("go-never-of-a-cue-that-holds", "a 50; b 50", ("0 take a", "50 refuse go-not-due go b")),
    ("go-takes-the-next-only", "a 50 go; b 50; c 50", ("0 take a", "50 refuse go-not-due go c", "50 on a")),
    ("go-after-the-end", "a 50 go; b 50", ("0 take a", "49 end", "50 refuse show-ended go b from a")),
    ("go-into-a-hard-cue-at-its-start", HARD, ("0 take a", "0 go-at 100", "100 go b", "100 over 0")),
    (
        "go-into-a-hard-cue-on-a-corrected-clock",
        HARD,
        ("0 take a", "10 step 2", "11 use-new", "11 go-at 98", "98 go b", "98 on b"),
    ),
    # -- start and end
    (
        "started-without-cues",  # case 13: it can be started, ended and reported
        "",
        ("5 start", "5 on none", "6 refuse already-on-air start", "65 over 0", "65 end", "65 over 65"),
    ),
    ("cues-come-after-the-start", "", ("0 start", "10 add head a 100", "20 take a", "20 over 20", "20 on a")),
    ("start-takes-the-first", "a 10 skipped; b 10; c 10", ("0 start", "0 on b", "5 refuse already-on-air start")),
    ("end-before-the-start", FIVE, ("0 refuse show-not-started end",)),
    ("end-of-another-run", FIVE, ("0 take a", "5 take b", "6 refuse show-moved-on end from a", "6 on b")),
    ("end-twice", FIVE, ("0 take a", "5 end", "6 end from a", "99 over -495")),
    ("end-again-of-another-run", FIVE, ("0 take a", "5 take b", "6 end", "7 refuse show-ended end from a")),
    (
        "nothing-after-the-end",
        FIVE,
        (
            "0 take a",
            "5 end",
            "6 refuse show-ended take b",
            "6 refuse show-ended undo from a",
            "6 refuse show-ended start",
        ),
    ),
    (
        "undo-of-the-end",
        FIVE,
        ("0 take a", "5 hold", "10 end", "90 undo-end", "90 on a", "90 remaining 95", "91 undo yes", "91 on none"),
    ),
    ("undo-of-an-end-past-zero-disarms", "a 50 go; b 5", ("0 take a", "49 end", "51 undo-end", "51 go-at never")),
    ("no-end-to-undo", FIVE, ("0 take a", "5 refuse nothing-to-undo undo-end")),
    ("undo-of-an-empty-end", "", ("0 start", "5 end", "6 undo-end", "7 refuse already-on-air start")),
    (
        "undo-of-the-end-where-the-cue-is-deleted",
        FIVE,
        ("0 take a", "5 end", "6 delete a", "7 refuse no-such-cue undo-end"),
    ),
    ("notes-may-be-edited-after-the-end", FIVE, ("0 take a", "5 end", "6 retitle b Better", "6 over -495")),
]


@pytest.mark.parametrize(("rows", "lines"), [pytest.param(*story[1:], id=story[0]) for story in STORIES])
def test_story(rows: str, lines: tuple[str, ...]) -> None:
    Scenario(rows).play(*lines)


def test_nothing_can_be_wished_before_the_show_is_created() -> None:
    scenario = Scenario()
    scenario.show = type(scenario.show)()
    with pytest.raises(Refused) as refused:
        scenario.at(0, i.SetMarker())
    assert refused.value.reason is Reason.SHOW_NOT_STARTED


@pytest.mark.parametrize("later", [(), ("5 take b",), ("5 undo",)], ids=["on-air", "done", "withdrawn"])
def test_the_same_wish_takes_once(later: tuple[str, ...]) -> None:
    scenario = Scenario(FIVE)
    take = i.Take(CueId("a"), None)
    scenario.at(0, take, id="w")
    scenario.play(*later)
    before = scenario.show
    scenario.at(6, take, id="w")
    assert scenario.show == before


def test_the_same_wish_starts_and_goes_once() -> None:
    scenario = Scenario("a 50 go; b 50")
    scenario.at(0, i.StartShow(), id="start")
    scenario.at(0.1, i.StartShow(), id="start")
    run = scenario.on_air().id
    assert run == "start"
    scenario.at(50, i.GoAtZero(CueId("b"), run), id="go")
    before = scenario.show
    scenario.at(50.1, i.GoAtZero(CueId("b"), run), id="go")
    assert scenario.show == before


def test_a_take_names_what_it_leaves_and_whether_it_happened_by_itself() -> None:
    scenario = Scenario("a 50 go; b 50").play("0 take a", "50.5 go b")
    assert scenario.facts[-1].body == CueTaken(
        run=RunId("w4"), cue=CueId("b"), leaving=RunId("w3"), taken_at=instant("50.5"), by_itself=True
    )


def test_a_nudge_is_no_longer_than_a_day() -> None:
    scenario = Scenario(FIVE).play("0 take a")
    with pytest.raises(Refused) as refused:
        scenario.at(1, i.Nudge(scenario.on_air().id, Span(DAY + 1)))
    assert (refused.value.reason, refused.value.field) == (Reason.TOO_LONG, "by")


def test_a_withdrawn_run_is_kept_apart_from_the_as_run() -> None:
    scenario = Scenario(FIVE).play("0 take a", "10 take b", "12 undo", "20 take c")
    assert [run.cue for run in scenario.show.air.past] == ["a"]
    assert [(run.cue, run.ended_at) for run in scenario.show.air.withdrawn] == [("b", instant("12"))]


def test_the_as_run_keeps_both_runs_of_a_cue() -> None:
    scenario = Scenario(FIVE).play("0 take a", "10 take b", "25 take a", "31 end")
    assert [(run.cue, run.taken_at, run.ended_at) for run in scenario.show.air.past] == [
        ("a", instant("0"), instant("10")),
        ("b", instant("10"), instant("25")),
        ("a", instant("25"), instant("31")),
    ]


def test_the_first_take_sets_the_baseline_and_its_undo_drops_it() -> None:
    scenario = Scenario("a 100; b 100 hard=150; c 50 skipped").play("20 take a")
    baseline = scenario.show.air.baseline
    assert baseline is not None
    assert baseline.end == instant("250")
    assert baseline.starts == {"a": instant("0"), "b": instant("150")}
    assert baseline.ends == {"a": instant("100"), "b": instant("250")}
    assert scenario.show.air.fixed[CueId("b")].hard == instant("150")
    scenario.play("21 undo")
    assert scenario.show.air.baseline is None
    assert scenario.show.air.fixed == {}
    assert scenario.show.air.started_at is None
