"""Whatever is pressed in whatever order: what must hold of a show on air."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.evolve import evolve, replay
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.show import Run, Show
from tests.core.scenario import ZERO_HOUR, Scenario

NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
ROWS = "a 20 go; b 30 hard=40; c 25 go; d until=20:02 go; e 10 skipped"
ADDS_UP = (f.CueNudged, f.ClockStepped, f.Slept)
"""Two of them are meant to be two: the journal keeps a fact once, by its id."""
NEVER_TWICE = (f.ShowCreated, f.CueTaken, f.TakeUndone)


def presses() -> st.SearchStrategy[str]:
    """One press, as a line without its time."""
    stale = st.sampled_from(["", "", "", " from a", " from b", " from c"])
    yes = st.sampled_from(["", " yes"])
    station = st.sampled_from(["", " @two"])
    how = st.sampled_from(["", "", " again", " from-here", " again from-here"])
    seconds = st.integers(-40, 40)
    return st.one_of(
        st.builds("take {}{}{}{}".format, NAMES, how, stale, station),
        st.builds("take {}".format, NAMES),
        st.builds("go {}{}".format, NAMES, stale),
        st.builds("undo{}{}".format, yes, stale),
        st.builds("hold{}".format, stale),
        st.builds("resume{}".format, stale),
        st.builds("nudge {}".format, seconds),
        st.sampled_from(["start", "end", "end from a", "undo-end", "follow", "stay", "use-new", "keep"]),
        st.builds("{} {}{}".format, st.sampled_from(["skip", "delete"]), NAMES, yes),
        st.builds("unskip {}".format, NAMES),
        st.builds("move {} {}{}".format, NAMES, st.one_of(NAMES, st.just("head")), yes),
        st.builds("add {} x 15 hard={}".format, NAMES, seconds),
        st.builds("length {} {}".format, NAMES, seconds),
        st.builds("until {} 20:0{}".format, NAMES, st.integers(0, 5)),
        st.builds("hard {} 20:0{}".format, NAMES, st.integers(0, 5)),
        st.builds("{} {}".format, st.sampled_from(["step", "sleep"]), seconds),
    )


GAPS = st.sampled_from([0, 0.2, 0.3, 1, 5, 10, 20, 31])
STORIES = st.lists(st.tuples(GAPS, presses()), max_size=30)


def press(scenario: Scenario, when: float, words: str) -> bool:
    """Press; say whether it was not refused. Anything else that is raised fails the test."""
    try:
        scenario.play(f"{when} {words}")
    except Refused:
        return False
    except StopIteration:  # an edit of a cue that is not there cannot be typed
        return False
    return True


def told(story: list[tuple[float, str]]) -> Scenario:
    scenario = Scenario(ROWS)
    when = 0.0
    for gap, words in story:
        when += gap
        before, kept = scenario.show, len(scenario.facts)
        if press(scenario, when, words):
            holds(scenario, before, kept)
        else:
            assert scenario.show == before
    return scenario


def holds(scenario: Scenario, before: Show, kept: int) -> None:
    """What must be so after every press that was not refused."""
    show, air = scenario.show, scenario.show.air
    new = scenario.facts[kept:]
    runs = [run.id for run in (*air.past, *air.withdrawn, *([] if air.run is None else [air.run]))]
    assert len(runs) == len(set(runs))
    assert all(run.ended_at is not None and run.ended_at >= run.taken_at for run in (*air.past, *air.withdrawn))
    if air.run is not None:
        on = next(cue for cue in show.cues if cue.id == air.run.cue)
        assert not on.skipped
        assert on.id not in air.done
        assert air.run.ended_at is None
        assert air.started_at is not None
        assert air.ended_at is None
    timing = time_show(show, show.last_at)
    if timing.next is not None:
        following = show.cues[timing.next]
        assert not following.skipped
        assert following.id not in air.done
    if timing.run is not None:
        assert timing.run.elapsed >= 0
    if air.baseline is not None and before.air.baseline is not None and air.past:
        assert air.baseline == before.air.baseline  # it stands
    for one in new[-1:]:
        if not isinstance(one.body, ADDS_UP):
            assert same(evolve(show, one), show)


def same(one: Show, other: Show) -> bool:
    return replace(one, facts=0, last_at=Instant(0)) == replace(other, facts=0, last_at=Instant(0))


@settings(max_examples=150)
@given(STORIES)
def test_whatever_is_pressed(story: list[tuple[float, str]]) -> None:
    scenario = told(story)
    assert replay(scenario.facts) == scenario.show
    times = [one.at for one in scenario.facts]
    assert times == sorted(times)
    for one in scenario.facts:
        if isinstance(one.body, NEVER_TWICE):
            assert same(evolve(scenario.show, one), scenario.show), one.body


@settings(max_examples=100)
@given(STORIES, NAMES, st.sampled_from(["", " again", " from-here"]), st.sampled_from([0.0, 5, 20, 100]))
def test_an_undo_restores_what_was(story: list[tuple[float, str]], name: str, how: str, waited: float) -> None:
    scenario = told(story)
    before = scenario.show
    when = max(0, before.last_at - ZERO_HOUR) / 1000 + 1
    if not press(scenario, when, f"take {name}{how}"):
        return
    scenario.play(f"{when + waited} undo yes")
    after = scenario.show
    assert unarmed(after.air.run) == unarmed(before.air.run)
    assert after.cues == before.cues
    if before.air.past or before.air.run is not None:
        assert after.air.past == before.air.past
        assert after.air.done == before.air.done
        assert after.air.baseline == before.air.baseline
        assert after.air.started_at == before.air.started_at
    else:
        assert after.air.started_at is None
        assert after.air.baseline is None
    assert not press(scenario, when + waited, "undo yes")


def unarmed(run: Run | None) -> Run | None:
    """A run but for its ``go``, which an undo past zero disarms."""
    return None if run is None else replace(run, go_armed=True)
