"""Replaying many facts at once is the fold of ``evolve`` and nothing else, whatever happened."""

from collections.abc import Iterable
from functools import reduce
from typing import get_args

import hypothesis.strategies as st
import pytest
from hypothesis import given
from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.evolve import evolve, folds, growing, replay
from liveops_desktop.core.facts import AnyBody, Fact, RunId
from liveops_desktop.core.show import Show
from tests.core.scenario import ZERO_HOUR, header, time_of_day

CUES = tuple(Cue(CueId(name), name, Span(10_000)) for name in "abc")
PRESSES = (
    "take a",
    "take b",
    "take c",
    "undo",
    "end",
    "undo-end",
    "until c",
    "delete a",
    "tick",
    "untick",
    "note",
    "mark",
)


STORIES = st.lists(st.lists(st.sampled_from(PRESSES), min_size=1, max_size=3).map(lambda few: few * 2), max_size=15)
"""Each few presses twice: notes told again, takes undone again."""


def body_of(press: str, number: int, show: Show) -> AnyBody:
    """Return what a press would have made of *show*; several presses share a millisecond."""
    at, run = Instant(ZERO_HOUR + number // 8), show.air.run
    on_air = run.id if run is not None else None
    match press.split():
        case ["take", name]:
            return f.CueTaken(RunId(f"r{number}"), CueId(name), on_air, at)
        case ["undo"]:
            return f.TakeUndone(on_air or RunId("none"), at)
        case ["end"]:
            return f.ShowEnded(at)
        case ["undo-end"]:
            return f.EndUndone()
        case ["until", name]:
            cue = next(cue for cue in CUES if cue.id == name)
            return f.CueEdited(cue, replace(cue, until=time_of_day(str(number))))
        case ["delete", name]:
            return f.CueDeleted(CueId(name))
        case ["tick" | "untick" as way]:
            return f.ItemTicked(f"item {number % 2}", done=way == "tick", value=str(number))
        case ["note"]:
            return f.NoteAdded("fine", "EXE")
        case _:
            return f.MarkerSet(at, text="here")


def told(presses: Iterable[str]) -> list[Fact]:
    facts: list[Fact] = []
    show = Show()
    bodies: list[AnyBody] = [f.ShowCreated(header()), f.CuesAdded(CUES, None)]
    for number, press in enumerate(("", "", *presses)):
        body = bodies[number] if number < len(bodies) else body_of(press, number, show)
        at = Instant(ZERO_HOUR + number // 8)
        facts.append(Fact(f"w{number}", "desk", number + 1, None, at, at, "Ann", body))
        show = evolve(show, facts[-1])
    return facts


@given(STORIES, st.integers(2, 6), st.integers(0, 10))
def test_many_facts_at_once_make_the_show_that_one_by_one_they_make(
    story: list[list[str]], most: int, first: int
) -> None:
    facts = told(press for few in story for press in few)
    before = reduce(evolve, facts[:first], Show())
    as_it_was = replace(before, ticks=dict(before.ticks))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "MOST", most)  # else a story would have to be long before anything is put by
        assert replay(facts[first:], before) == reduce(evolve, facts, Show())
    assert before == as_it_was


def test_runs_put_by_come_back_in_their_order_when_a_long_show_is_undone() -> None:
    presses = [f"take {'abc'[number % 3]}" for number in range(3 * growing.MOST)]
    back = ["end", "undo-end", "undo", "undo"] * 3
    facts = told([*presses, *back, *presses, *back])
    assert replay(facts) == reduce(evolve, facts, Show())
    assert len(replay(facts).air.past) > 2 * growing.MOST


def test_a_show_that_nothing_was_added_to_keeps_its_parts() -> None:
    show = replay(told(["take a", "take b", "tick", "note"]))
    again = replay((), show)
    assert again == show
    assert again.ticks is show.ticks
    assert again.notes is show.notes
    assert again.air is show.air


def test_every_kind_of_fact_is_folded_by_one_module() -> None:
    assert set(folds.FOLDS) == set(get_args(AnyBody))
