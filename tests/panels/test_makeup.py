"""The strip that proposes how to make up time: what it says, what it wishes, when it asks for nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core import makeup
from liveops_desktop.core.clock import MINUTE, Span, later, seconds
from liveops_desktop.core.commands import ForgetRefusal, UndoEdit
from liveops_desktop.core.content import Severity
from liveops_desktop.core.cue import Cue, CueId, TimeOfDay
from liveops_desktop.core.facts import (
    AlarmId,
    AlarmRaised,
    ClockStepped,
    CueEdited,
    CueTaken,
    RundownLocked,
    RunId,
    ShowEnded,
)
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.gauges import Signal
from liveops_desktop.core.intents import EditCue, EditRundown, SkipCue
from liveops_desktop.core.makeup import effect, ready_at
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels.makeup import MakeUp
from liveops_desktop.shell.sample_states import HEADER, T0, Story

Furnish = Callable[..., Any]


def cue(name: str, minutes: float, **fields: Any) -> Cue:
    return replace(Cue(id=CueId(name), title=name.title(), planned=Span(round(minutes * MINUTE))), **fields)


def hard(minutes: int) -> TimeOfDay:
    """A time of the day, *minutes* after eight in the evening."""
    return TimeOfDay(Span((20 * 60 + minutes) * MINUTE))


ROWS = (
    cue("open", 5),
    cue("pan", 8, least=Span(6 * MINUTE)),
    cue("kettle", 4, least=Span(3 * MINUTE)),
    cue("draw", 2, cuttable=True),
    cue("film", 3, hard=hard(19)),
    cue("end", 2),
)


class Undoing:
    """A room whose station counts the edits it could take back."""

    def __init__(self, room: Any) -> None:
        self.room, self.steps = room, 0
        self._plain = room.snapshot
        room.snapshot = self.snapshot

    def snapshot(self) -> Snapshot:
        drawn: Snapshot = self._plain()
        return replace(drawn, station=replace(drawn.station, undo=self.steps))


@pytest.fixture
def on_air(furnish: Furnish) -> Callable[..., Any]:
    def begin(rows: tuple[Cue, ...] = ROWS, **header: Any) -> Any:
        story = Story(replace(HEADER, hard_out=None, **header), rows).take(0, 0)
        return furnish(MakeUp, story)

    return begin


def test_nothing_is_said_while_every_time_is_kept(on_air: Furnish) -> None:
    room = on_air()
    room.at(60)
    assert room.panel.isHidden()
    assert room.panel.sentence() == ""
    room.press("apply")
    room.press("back")
    assert room.sent == []


def test_what_is_missing_is_squeezed_in_words_and_the_key_wishes_just_that(on_air: Furnish) -> None:
    room = on_air()
    room.at(390)  # the opening runs 1:30 over, and the film is hard at 20:19: 19 minutes are planned before it
    said = room.panel.sentence()
    assert said.startswith("Save 1:30 before 20:19: ")
    assert "Pan 8:00 → 7:00, Kettle 4:00 → 3:30" in said
    assert "then ready 20:19:00" in said
    assert "cut" not in said
    room.press("apply")
    assert room.sent == [
        EditRundown(
            (
                EditCue(ROWS[1], replace(ROWS[1], planned=Span(7 * MINUTE))),
                EditCue(ROWS[2], replace(ROWS[2], planned=seconds(210))),
            ),
            "",
        )
    ]
    assert [one.planned for one in room.story.show.cues[1:3]] == [7 * MINUTE, seconds(210)]


def test_where_squeezing_is_not_enough_a_cue_is_cut_by_name(on_air: Furnish) -> None:
    room = on_air()
    room.at(300 + 240)  # 4:00 over: the two give 3:00
    assert "cut Draw" in room.panel.sentence()
    room.press("apply")
    assert SkipCue(CueId("draw"), True) in room.sent[0].edits
    assert room.story.show.cues[3].skipped
    timing = time_show(room.story.show, room.now)
    assert timing.slack[CueId("film")] >= 0


def test_what_cannot_be_met_says_by_how_much(on_air: Furnish) -> None:
    room = on_air()
    room.at(300 + 400)
    assert room.panel.sentence().startswith("Save 6:40 before 20:19: ")
    assert "1:40 still missing" in room.panel.sentence()
    assert "then ready 20:20:40" in room.panel.sentence()


def test_a_list_that_gives_nothing_says_so_and_offers_no_key(on_air: Furnish) -> None:
    room = on_air((cue("open", 5), cue("pan", 8), cue("film", 3, hard=hard(13))))
    room.at(330)
    assert room.panel.sentence() == "Save 0:30 before 20:13: no cue ahead may be shortened or cut"
    assert room.panel._ask.answers() == ()
    room.press("apply")
    assert room.sent == []


def test_after_the_last_hard_start_the_hard_out_is_met(on_air: Furnish, furnish: Furnish) -> None:
    rows = (cue("open", 5), cue("pan", 8, least=Span(6 * MINUTE)), cue("end", 2))
    room = furnish(MakeUp, Story(replace(HEADER, hard_out=hard(15)), rows).take(0, 0))
    room.at(360)
    assert room.panel.sentence().startswith("Save 1:00 before the hard out 20:15: Pan 8:00 → 7:00")
    assert "then ends 20:15:00" in room.panel.sentence()


def test_a_part_of_a_second_is_no_reason_to_change_the_list(on_air: Furnish) -> None:
    room = on_air()
    room.at(300.9)
    assert room.panel.isHidden()
    room.at(301)
    assert not room.panel.isHidden()


def test_many_cues_are_counted_and_long_titles_shortened(on_air: Furnish) -> None:
    many = tuple(cue(f"a title of quite some length {n}", 4, least=Span(3 * MINUTE)) for n in range(6))
    room = on_air((cue("open", 5), cue("next", 1), *many, cue("film", 3, hard=hard(30))))
    room.at(360)
    said = room.panel.sentence()
    assert "3 more shorter" in said
    assert "A Title Of Quite Some Len… 4:00 → 3:50" in said


def test_it_is_worked_out_once_a_second_and_again_when_the_list_changes(
    on_air: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    plain = makeup.propose

    def counted(*args: Any, **more: Any) -> Any:
        asked.append(1)
        return plain(*args, **more)

    monkeypatch.setattr("liveops_desktop.panels.makeup.propose", counted)
    room = on_air()
    for part in range(10):
        room.at(390 + 0.05 + part * 0.09)
    assert len(asked) == 1
    room.at(391.05)
    assert len(asked) == 2
    room.story.tell(room.now, CueEdited(ROWS[5], replace(ROWS[5], planned=MINUTE)))
    room.draw()
    assert len(asked) == 3


def test_while_the_first_press_waits_a_second_one_wishes_nothing(on_air: Furnish) -> None:
    room = on_air()
    room.at(390)
    room.answers = False
    room.press("apply")
    room.press("apply")
    assert len(room.sent) == 1


def test_a_locked_list_is_told_the_reason_by_the_panel(on_air: Furnish) -> None:
    room = on_air()
    room.story.tell(T0, RundownLocked(1))
    room.at(390)
    room.press("apply")
    assert room.sent[0].reason == "make-up plan"
    assert room.story.show.lock.version == 2
    assert room.story.show.cues[1].planned == 7 * MINUTE


def test_it_is_taken_back_as_long_as_it_is_the_latest_edit(on_air: Furnish) -> None:
    room = on_air()
    station = Undoing(room)
    room.at(390)
    room.press("back")
    assert room.sent == [], "nothing was applied yet"
    room.press("apply")
    station.steps = 1
    room.draw()
    assert room.panel.sentence() == "Made up as proposed."
    room.press("back")
    assert room.sent[-1] == UndoEdit()


def test_after_another_edit_or_take_it_is_no_longer_taken_back(on_air: Furnish) -> None:
    room = on_air()
    station = Undoing(room)
    room.at(390)
    room.press("apply")
    station.steps = 2
    room.press("back")
    assert len(room.sent) == 1
    assert room.panel.isHidden()
    station.steps = 1
    room.draw()
    assert room.panel.sentence(), "the other edit was taken back: the plan is the latest again"
    room.story.tell(room.now, CueTaken(RunId("r9"), CueId("pan"), room.story.show.air.run.id, room.now))
    room.draw()
    room.press("back")
    assert len(room.sent) == 1


def test_a_refusal_is_said_and_put_away(on_air: Furnish) -> None:
    room = on_air()
    room.at(390)
    changed = replace(ROWS[1], title="Wok")
    room.panel._snapshot = room.snapshot()
    room.story.tell(room.now, CueEdited(ROWS[1], replace(changed, planned=Span(9 * MINUTE))))
    room.panel.press("apply")  # of the list as it was drawn
    room.draw()
    assert room.refusals
    said = room.panel.sentence()
    assert "Save" not in said
    room.panel._ask.answers()[-1].click()
    room.draw()
    assert isinstance(room.sent[-1], ForgetRefusal)
    assert room.panel.sentence().startswith("Save ")


def test_a_low_window_in_trouble_with_a_question_open_has_no_room_for_it_and_what_is_not_seen_is_not_applied(
    on_air: Furnish,
) -> None:
    room = on_air()
    room.panel.resize(400, 100)  # it is its own window here, and a low one
    room.at(390)
    assert room.panel.sentence()
    room.story.tell(room.now, AlarmRaised(AlarmId("a1"), Signal.OBS_LOST, Severity.S1, "E08", "0:02"))
    room.story.tell(room.now, ClockStepped(Span(-2_000)))
    room.draw()
    assert room.panel.isHidden()
    room.press("apply")
    assert room.sent == []


def test_an_ended_show_needs_nothing(on_air: Furnish) -> None:
    room = on_air()
    room.at(390)
    room.story.tell(room.now, ShowEnded(room.now))
    room.draw()
    assert room.panel.isHidden()


@pytest.mark.parametrize("over", [1, 61, 150, 240, 400])
def test_what_is_said_to_be_ready_is_what_the_forecast_says_then(over: int) -> None:
    show = Story(replace(HEADER, hard_out=None), ROWS).take(0, 0).show
    now = later(T0, seconds(300 + over))
    timing = time_show(show, now)
    made = makeup.propose(show, timing)
    assert made is not None
    after = effect(show, made, now)
    at = timing.plan.hards[CueId("film")]
    assert at - ready_at(show, timing, made) == after.slack[CueId("film")]


def test_before_the_start_a_late_plan_is_ready_when_the_forecast_says() -> None:
    show = Story(replace(HEADER, hard_out=hard(22)), ROWS).show
    now = later(T0, seconds(120))
    timing = time_show(show, now)
    made = makeup.propose(show, timing, hard_out=True)
    assert made is not None
    assert ready_at(show, timing, made) == effect(show, made, now).show_end
