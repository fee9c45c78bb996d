# ruff: noqa: ARG005 -- each edit is made of the story, whether it looks at it or not
"""Undo and redo of edits: never of what is on air."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import seconds
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.history import MOST, History, Step, step_of
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show
from tests.core.scenario import Scenario, cue, cues

THREE = "a 100; b 100; c 100"


def undo(story: Scenario, when: float = 0) -> None:
    history = story.history
    story.at(when, i.EditRundown(history.done[-1].undo, "undo"))
    story.history = history.took_back()


def redo(story: Scenario, when: float = 0) -> None:
    history = story.history
    story.at(when, i.EditRundown(history.undone[-1].redo, "redo"))
    story.history = history.did_again()


EDITS = [
    pytest.param(lambda s: s.renamed("Other"), id="header"),
    pytest.param(lambda s: i.AddCues(cues("x 1; y 2"), CueId("a")), id="add"),
    pytest.param(lambda s: s.edited("b", planned=seconds(7), title="B2"), id="edit"),
    pytest.param(lambda s: i.MoveCue(CueId("c"), None), id="move-up"),
    pytest.param(lambda s: i.MoveCue(CueId("a"), CueId("c")), id="move-down"),
    pytest.param(lambda s: i.DeleteCue(CueId("b")), id="delete"),
    pytest.param(lambda s: i.DeleteCue(CueId("a")), id="delete-the-first"),
    pytest.param(lambda s: i.SkipCue(CueId("b"), True), id="skip"),
    pytest.param(lambda s: i.ReplaceCues(s.show.cues, cues("z 9; b 1")), id="replace"),
    pytest.param(
        lambda s: i.EditRundown((i.DeleteCue(CueId("a")), i.AddCues((cue("x 1"),), None), i.SkipCue(CueId("x"), True))),
        id="several",
    ),
]


@pytest.mark.parametrize("edit", EDITS)
def test_undo_brings_back_what_was_and_redo_what_was_done(edit: Callable[[Scenario], i.Intent]) -> None:
    story = Scenario(THREE)
    before = (story.show.header, story.show.cues)
    story.at(0, edit(story))
    after = (story.show.header, story.show.cues)
    assert after != before
    undo(story)
    assert (story.show.header, story.show.cues) == before
    redo(story)
    assert (story.show.header, story.show.cues) == after


def test_what_happens_on_air_is_no_edit() -> None:
    story = Scenario(THREE)
    story.history = History()
    story.play("0 take a", "1 nudge 10", "2 hold", "3 resume", "4 take b", "5 undo")
    assert story.history == History()
    assert story.show.header is not None
    assert step_of(Show(), (f.ShowCreated(header=story.show.header),)) is None


def test_an_undo_of_what_is_on_air_by_now_is_refused_like_any_edit() -> None:
    story = Scenario(THREE)
    story.at(0, i.AddCues(cues("x 10"), CueId("a")))
    story.play("0 take x")
    with pytest.raises(Refused) as why:
        undo(story, 1)
    assert why.value.reason is Reason.CUE_IS_ON_AIR


def test_an_undo_of_what_somebody_changed_since_is_refused() -> None:
    story = Scenario(THREE)
    story.at(0, story.edited("b", title="mine"))
    mine = story.history
    story.at(1, story.edited("b", title="theirs"))
    story.history = mine
    with pytest.raises(Refused) as why:
        undo(story, 2)
    assert (why.value.reason, why.value.detail) == (Reason.EDIT_CONFLICT, "theirs")


def test_a_new_edit_leaves_nothing_to_redo_and_old_ones_are_forgotten() -> None:
    step = Step((i.DeleteCue(CueId("x")),), ())
    history = History((step,)).took_back()
    assert history.undone == (step,)
    assert history.did(step).undone == ()
    for _ in range(MOST + 5):
        history = history.did(step)
    assert len(history.done) == MOST


@given(st.data())
def test_any_row_of_edits_is_taken_back_step_by_step_while_the_show_runs_on(data: st.DataObject) -> None:
    story = Scenario("a 100; b 100; c 100; d 100")
    story.history = History()
    story.play("0 take a")
    lists = [story.show.cues]
    for n in range(data.draw(st.integers(1, 8))):
        ids = [one.id for one in story.show.cues if one.id not in ("a", "b")]
        name = data.draw(st.sampled_from(ids)) if ids else CueId("a")
        one = next(each for each in story.show.cues if each.id == name)
        choices: list[i.Edit] = [
            i.AddCues((cue(f"n{n} 5"),), data.draw(st.sampled_from([each.id for each in story.show.cues]))),
            i.EditCue(one, replace(one, note=f"{n}")),
        ]
        if ids:
            choices += [
                i.DeleteCue(name, confirmed=True),
                i.SkipCue(name, not one.skipped, confirmed=True),
                i.MoveCue(name, CueId("a"), confirmed=True),
                i.ReplaceCues(story.show.cues, story.show.cues[::-1], confirmed=True),
            ]
        known = len(story.history.done)
        story.at(n + 1, data.draw(st.sampled_from(choices)))
        if len(story.history.done) > known:
            lists.append(story.show.cues)
    run = story.show.air.run
    for wanted in reversed(lists[:-1]):
        undo(story, 50)
        assert story.show.cues == wanted
    for wanted in lists[1:]:
        redo(story, 60)
        assert story.show.cues == wanted
    assert story.show.air.run == run
