"""The keys that run the show, decided by the real core."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.commands import PressIn
from liveops_desktop.core.facts import CueTaken, RunId
from liveops_desktop.core.intents import EndShow, Hold, Nudge, Resume, Take, UndoTake
from liveops_desktop.panels.take_bar import ACTIONS, PANEL, TakeBar
from liveops_desktop.panels.take_bar.wishes import enabled
from liveops_desktop.shell.sample_states import Story, cues
from liveops_desktop.widgets.ask import Ask

Furnish = Callable[..., Any]


def ask(room: Any) -> Ask:
    found = room.panel.findChild(Ask)
    assert isinstance(found, Ask)
    return found


def test_space_takes_the_next_cue_and_names_the_one_it_leaves(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    room.press("take")
    room.at(10)
    room.press("take")
    first, second = (wish for wish in room.sent if isinstance(wish, Take))
    assert (first.cue, first.leaving) == ("c1", None)
    assert (second.cue, second.leaving) == ("c2", "w1")
    assert room.story.show.air.run.cue == "c2"


def test_holding_the_space_bar_never_takes_again() -> None:
    repeating = {action.key for action in ACTIONS if action.repeats}
    assert repeating == {"less", "more"}


def test_no_button_can_be_pressed_by_space(furnish: Furnish) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QPushButton

    room = furnish(TakeBar)
    policies = {button.focusPolicy() for button in room.panel.findChildren(QPushButton)}
    assert policies == {Qt.FocusPolicy.NoFocus}


def test_h_holds_and_then_resumes(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    room.press("take")
    room.at(5)
    room.press("hold")
    assert "Resume" in {button.text() for button in room.panel._buttons.values()}
    room.at(9)
    room.press("hold")
    assert [type(wish) for wish in room.sent] == [Take, Hold, Resume]
    assert room.story.show.air.run.held_total == seconds(4)


def test_minus_and_plus_nudge_half_a_minute(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    room.press("take")
    room.press("more")
    room.press("less")
    assert [wish.by for wish in room.sent if isinstance(wish, Nudge)] == [Span(30_000), Span(-30_000)]


def test_taking_past_the_last_cue_asks_and_a_second_space_never_answers(furnish: Furnish) -> None:
    room = furnish(TakeBar, Story(rows=cues()[:1]))
    room.press("take")
    room.at(60)
    for _again in range(3):
        room.press("take")
    assert ask(room).sentence().startswith("End the show?")
    assert not any(isinstance(wish, EndShow) for wish in room.sent)
    room.press("yes")
    assert room.story.show.air.ended_at == room.now
    assert ask(room).sentence() == ""


def test_the_end_question_says_what_is_still_live(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    room.press("take")
    room.press("end")
    assert "STREAM · REC" in ask(room).sentence()
    obs = msgspec.structs.replace(room.seen.obs, record=None)
    room.seen = msgspec.structs.replace(room.seen, obs=obs)
    room.press("no")
    room.press("end")
    assert "STREAM is still live" in ask(room).sentence()


def test_the_end_question_falls_when_somebody_else_takes(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    room.press("take")
    room.press("end")
    run = room.story.show.air.run
    room.now = Span(room.now + 5_000)
    room.story.tell(room.now, CueTaken(RunId("r-other"), room.story.show.cues[1].id, run.id, room.now))
    room.draw()
    assert ask(room).sentence() == ""
    room.press("yes")
    assert room.story.show.air.ended_at is None


def test_an_undo_after_half_a_minute_asks_first(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    room.press("take")
    room.at(40)
    room.press("take")
    room.at(100)
    room.press("undo")
    assert "30 s ago" in ask(room).sentence()
    assert room.story.show.air.run.cue == "c2"
    room.press("yes")
    assert room.sent[-1] == UndoTake(RunId("w2"), confirmed=True)
    assert room.story.show.air.run.cue == "c1"


def test_two_quick_takes_the_second_is_refused_where_it_was_asked(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    room.press("take")
    room.at(0.2)
    room.press("take")
    assert "0.3 s" in ask(room).sentence()
    room.press("no")
    assert ask(room).sentence() == ""
    assert room.refusals == {}


@pytest.mark.parametrize(("after", "word"), [(0.05, ""), (0.5, "pending"), (1.5, "not saved yet")])
def test_a_press_not_answered_says_so(furnish: Furnish, after: float, word: str) -> None:
    room = furnish(TakeBar)
    room.answers = False
    room.press("take")
    room.at(after)
    note = room.panel._note.text()
    assert note.endswith(word)
    assert bool(note) == bool(word)


def test_a_marker_that_was_set_is_told_of_for_a_moment(furnish: Furnish) -> None:
    room = furnish(TakeBar, Story().take(0, 0))
    room.at(65)
    room.press("marker")
    assert room.panel._note.text() == "◆ marker set at 20:01:05"
    room.at(75)
    assert room.panel._note.text() == ""


def test_keys_of_other_panels_are_pressed_there(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    room.panel.press("card")
    room.panel.press("message")
    assert room.sent == [PressIn("trouble", "card"), PressIn("messages", "message")]


def test_nothing_is_enabled_without_a_show(furnish: Furnish) -> None:
    room = furnish(TakeBar)
    bare = msgspec.structs.replace(room.snapshot(), show=None, timing=None)
    room.panel.draw(bare)
    assert not any(enabled(action.key, bare) for action in ACTIONS if action.key not in ("yes", "no"))
    for action in PANEL.actions:
        room.panel.press(action.key)
    assert room.sent == []


@pytest.mark.parametrize("key", ["take", "hold"])
def test_no_button_moves_whatever_the_key_that_was_pressed_says_next(furnish: Furnish, key: str) -> None:
    room = furnish(TakeBar)
    room.panel.resize(1200, 120)
    for at in range(8):
        room.at(at)
        room.press("take")
    buttons = room.panel._buttons
    before = buttons[key].text(), [button.sizeHint() for button in buttons.values()]
    room.at(9)
    room.press(key)
    assert buttons[key].text() != before[0]
    assert [button.sizeHint() for button in buttons.values()] == before[1]
