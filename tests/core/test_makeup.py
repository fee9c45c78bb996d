"""Making up time (RUN-OF-SHOW §5, cases 37 to 40 of §7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core import makeup
from liveops_desktop.core.clock import SECOND, Span, seconds
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.decide import decide
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.makeup import Proposal, as_edit, effect, propose, ready_at
from liveops_desktop.core.show import Show
from liveops_desktop.core.timing import Timing
from tests.core.scenario import ZERO_HOUR, Scenario, instant, span, time_of_day


def proposal(rows: str, out: str | None, *lines: str, target: str = "", hard_out: bool = False) -> Proposal | None:
    """The proposal for that list at 0, after the lines; *out* is the hard out."""
    story = Scenario(rows, hard_out=None if out is None else time_of_day(out)).play(*lines)
    return propose(story.show, story.timing("0"), CueId(target) if target else None, hard_out=hard_out)


def told(made: Proposal | None) -> dict[str, float | str | list[str]]:
    """Seconds by which each cue gets shorter, what is cut, what is missing."""
    assert made is not None
    short: dict[str, float | str | list[str]] = {one.cue: (one.was - one.now) / SECOND for one in made.squeezes}
    if made.cuts:
        short["cuts"] = [str(cue) for cue in made.cuts]
    if made.missing:
        short["missing"] = made.missing / SECOND
    return short


# Of a list that is over by what its last figure says; the first cue is on air and gives nothing.
ROWS = [
    pytest.param(
        "on 60; a 600 least=9:00; b 600 least=8:00; c 600 least=6:50",
        str(60 + 1800 - 190),
        {"a": 31, "b": 62, "c": 97},
        id="case-37",
    ),
    pytest.param(
        "on 60; a 300 least=200; b 300 least=200; c 300 least=200",
        "860",
        {"a": 34, "b": 33, "c": 33},
        id="case-37-equal",
    ),
    pytest.param(
        "on 60; x 10; a 60 cut; b 30 cut; c 60 cut; d 30 cut; e 30 cut", "190", {"cuts": ["c", "e"]}, id="case-38"
    ),
    pytest.param("on 60; a 600 least=230", str(660 - 400), {"a": 370, "missing": 30}, id="case-40"),
    pytest.param("on 60; a 60; b 60", "150", {"missing": 30}, id="nothing-can-give"),
    pytest.param("on 60; a 60 least=0 skipped; b 60", "90", {"missing": 30}, id="skipped-gives-nothing"),
    pytest.param("on 60 least=0; a 60", "90", {"missing": 30}, id="nor-the-one-on-air"),
    pytest.param("on 60; a 60 cut; b 60 cut", "120", {"cuts": ["b"]}, id="the-one-standing-by-is-not-cut"),
    pytest.param("on 60; a 60 cut; b 60", "120", {"missing": 60}, id="not-even-alone"),
    pytest.param(
        "on 60; x 1; a 60 least=30 cut; b 60 least=30", "91", {"b": 30, "cuts": ["a"]}, id="cut-then-squeeze-again"
    ),
    pytest.param(
        "on 60; x 1; a 60 least=30 cut; b 60 least=30", "111", {"b": 10, "cuts": ["a"]}, id="squeeze-what-is-left"
    ),
    pytest.param(
        "on 60; x 1; a 60 cut; b 20 cut; c 20 cut", "1", {"cuts": ["a", "b", "c"], "missing": 60}, id="all-cut"
    ),
    pytest.param("on 60; x 1; a 60 cut; b 60 cut; c 60 cut", "181", {"cuts": ["c"]}, id="the-latest-of-equals"),
    pytest.param("on 60; x 1; a 100 cut; b 60 cut; c 60 cut", "151", {"cuts": ["a", "c"]}, id="compared-from-the-back"),
    pytest.param("on 60; a 60.5 least=59.1; b 60.4", "180", {"a": 1}, id="needs-rounded-up-gives-down"),
]


@pytest.mark.parametrize(("rows", "out", "wanted"), ROWS)
def test_the_hard_out_is_met_by_the_smallest_changes(rows: str, out: str, wanted: dict[str, float]) -> None:
    assert told(proposal(rows, out, "0 take on")) == wanted


def test_case_39_only_what_moves_the_target_gives() -> None:
    rows = "a 600; b 600 least=300; h 2400 hard=1800 least=1800; c 600"
    assert told(proposal(rows, "4200")) == {"h": 600}


def test_before_the_show_every_cue_may_give() -> None:
    assert told(proposal("a 600 least=300; b 600", "1000")) == {"a": 200}


def test_the_next_hard_start_that_cannot_be_kept_is_the_target() -> None:
    made = proposal("on 60; a 100 least=50; h 60 hard=150; b 60 least=0", None, "0 take on")
    assert made is not None
    assert (made.target, told(made)) == ("h", {"a": 10})


def test_a_named_hard_start_is_the_target() -> None:
    made = proposal("a 60 most=200; g 60 hard=100 most=90; h 60 hard=200", None, target="h")
    assert made is not None
    assert (made.target, made.need, told(made)) == ("h", seconds(-40), {"g": -30, "missing": -10})


# The hard out is the target although a hard start is late, which passes on no more than it is late.
CAPPED = [
    # Forecast: on 0-60, a and b to 260, h (10 late) to 360, c to 460.
    pytest.param(
        "a 100 least=0; b 100 least=0; h 100 hard=250 least=90; c 100 least=0",
        430,
        {"a": 5, "b": 5, "h": 2, "c": 18},
        id="within-the-cap",
    ),
    pytest.param(
        "a 100 least=0; b 100 least=0; h 100 hard=250 least=0; c 100 least=0",
        260,
        {"a": 5, "b": 5, "h": 95, "c": 95},
        id="the-cap-holds",
    ),
    pytest.param("a 100 least=0; b 100; h 100 hard=250; c 100", 400, {"a": 10, "missing": 50}, id="more-is-of-no-use"),
    # g is 10 late, h 25: a helps by 10 at most, a and b together by 25.
    pytest.param(
        "a 100 least=0; g 50 hard=150; b 100 least=0; h 50 hard=285; c 100",
        340,
        {"a": 10, "b": 15, "missing": 95},
        id="one-cap-within-another",
    ),
    pytest.param("x 1; a 100 cut; h 100 hard=150 cut; c 100", 201, {"cuts": ["a", "h"]}, id="cut-hard-cue"),
    pytest.param(
        "x 1; a 100 cut; h 100 hard=150 least=50; c 100",
        290,
        {"h": 50, "cuts": ["a"], "missing": 10},
        id="a-cut-passes-on-the-cap",
    ),
    pytest.param(
        "x 1; a 20 cut; b 100 least=0; h 100 hard=150; c 100",
        300,
        {"b": 31, "missing": 50},
        id="no-cut-that-helps-nobody",
    ),
]


@pytest.mark.parametrize(("rows", "out", "wanted"), CAPPED)
def test_a_late_hard_cue_passes_on_no_more_than_it_is_late(rows: str, out: int, wanted: dict[str, float]) -> None:
    made = proposal(f"on 60; {rows}", str(out), "0 take on", hard_out=True)
    assert told(made) == wanted


def test_time_in_hand_is_stretched_towards_the_most_and_never_past_the_target() -> None:
    made = proposal("on 60; a 60 most=100; b 60 most=80", "220", "0 take on")
    assert told(made) == {"a": -27, "b": -13}
    assert told(proposal("on 60; a 60 most=70; b 60", "220.9", "0 take on")) == {"a": -10, "missing": -30}


def test_a_target_that_is_met_needs_nothing() -> None:
    made = proposal("on 60; a 60 least=0 most=90", "120", "0 take on")
    assert made == Proposal(None, Span(0))


@pytest.mark.parametrize(
    ("rows", "lines", "target"),
    [("a 60", (), ""), ("a 60; b 60", (), "b"), ("a 60", ("0 take a", "60 end"), "")],
    ids=["nothing-hard", "no-hard-start", "ended"],
)
def test_without_a_target_there_is_no_proposal(rows: str, lines: tuple[str, ...], target: str) -> None:
    assert proposal(rows, "100" if lines else None, *lines, target=target) is None


def test_until_cues_end_the_stretch_that_moves_the_target() -> None:
    assert told(proposal("a 60 least=0; u until=100; b 60 least=30", "150")) == {"b": 10}


# -- carrying it out --------------------------------------------------------------------


def carried_out(story: Scenario, made: Proposal, when: str) -> Timing:
    story.at(when, as_edit(story.show, made))
    return story.timing(when)


def test_the_effect_shown_is_what_happens() -> None:
    story = Scenario(
        "on 60; x 1; a 60 least=30 warn=50 danger=40 cut; b 60 least=30 warn=45", hard_out=time_of_day("91")
    )
    story.play("0 take on")
    made = propose(story.show, story.timing("0"))
    assert made is not None
    before = effect(story.show, made, instant("0"))
    after = carried_out(story, made, "0")
    assert (before.show_end, before.hard_out_slack) == (after.show_end, after.hard_out_slack)
    assert after.hard_out_slack == 0
    assert story.show.cues[3].warn == span("30")


def ready_as_forecast(show: Show, timing: Timing, made: Proposal) -> bool:
    """Say whether ``ready_at`` tells the same as laying everything out anew does."""
    after, ready = effect(show, made, timing.now), ready_at(show, timing, made)
    if made.target is None:
        return ready == after.show_end
    return timing.plan.hards[made.target] - ready == after.slack[made.target]


@pytest.mark.parametrize(
    ("rows", "out"),
    [
        ("on 60; a 60 least=0; u until=100; b 60 least=30", "150"),
        ("on 60; u until=100; h 60 hard=130 least=30; s 60 skipped; b 60 cut; c 60", "200"),
        ("on 60; x 10; a 100 least=50 cut; h 60 hard=150; b 60 least=0", None),
        ("on 60; a 100 least=80; h 60 hard=300", "320"),
    ],
)
def test_while_on_air_what_is_ready_when_is_what_the_forecast_says(rows: str, out: str | None) -> None:
    story = Scenario(rows, hard_out=None if out is None else time_of_day(out)).play("0 take on")
    made = propose(story.show, story.timing("10"))
    assert made is not None
    assert ready_as_forecast(story.show, story.timing("10"), made)


@st.composite
def late_lists(draw: st.DrawFn) -> tuple[Show, Timing]:
    rows = []
    hards = sorted(draw(st.lists(st.integers(0, 900), min_size=8, max_size=8)))  # on one day, in the list's order
    for n in range(draw(st.integers(1, 7))):
        planned = draw(st.integers(0, 300))
        least = f" least={draw(st.integers(0, planned))}" if draw(st.booleans()) else ""
        hard = f" hard={hards[n]}" if n and draw(st.booleans()) else ""
        rows.append(f"c{n} {planned}{least}{hard}{' cut' if draw(st.booleans()) else ''}")
    story = Scenario("; ".join(rows), hard_out=time_of_day(str(draw(st.integers(1, 1500)))))
    return story.show, story.timing("-3600")


@given(late_lists())
def test_a_proposal_keeps_what_it_promises(at: tuple[Show, Timing]) -> None:
    show, timing = at
    made = propose(show, timing)
    if made is None or made.need <= 0:
        return
    after = effect(show, made, timing.now)
    left = after.hard_out_slack if made.target is None else after.slack.get(made.target)
    if made.target not in made.cuts:
        assert left is not None
        assert left >= -made.missing
    cues = {cue.id: cue for cue in show.cues}
    for one in made.squeezes:
        least = cues[one.cue].least
        assert least is not None
        assert least <= one.now < one.was
    assert all(cues[cue].cuttable for cue in made.cuts)


@given(late_lists())
def test_before_the_start_what_is_ready_when_is_what_the_forecast_says(at: tuple[Show, Timing]) -> None:
    show, timing = at
    made = propose(show, timing)
    assert made is None or made.target in made.cuts or ready_as_forecast(show, timing, made)


@given(late_lists())
def test_what_is_proposed_can_be_carried_out(at: tuple[Show, Timing]) -> None:
    show, timing = at
    made = propose(show, timing)
    if made is None or not (made.squeezes or made.cuts):
        return
    for place, body in enumerate(decide(show, Wish("w", "one", "ann", ZERO_HOUR, as_edit(show, made)), ZERO_HOUR)):
        show = evolve(show, Fact(f"f{place}", "one", place, None, ZERO_HOUR, ZERO_HOUR, "ann", body))
    lengths = {one.cue: one.now for one in made.squeezes}
    assert {cue.id: cue.planned for cue in show.cues if cue.id in lengths} == lengths
    assert {cue.id for cue in show.cues if cue.skipped} == set(made.cuts)


def test_a_search_that_would_take_too_long_cuts_all_that_may_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(makeup, "MOST_TRIED", 0)
    assert told(proposal("on 60; x 10; a 60 cut; b 30 cut", "130", "0 take on")) == {"cuts": ["a", "b"]}
