"""Edits of the list and presses on air in any order: one cue on air, the fold is the state, undo moves no playhead."""

import itertools
from typing import Any

import hypothesis.strategies as st
from hypothesis import given
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.decide import decide
from liveops_desktop.core.evolve import evolve, replay
from liveops_desktop.core.facts import AnyBody, Fact, RundownLocked
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.history import History, step_of
from liveops_desktop.core.makeup import as_edit, propose
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.show import Show
from tests.core.scenario import ZERO_HOUR, cues, header, time_of_day

ROWS = "a 100 least=50; b 100 cut; c 100 hard=400; d 100; e 100 least=20"
PLACES = st.integers(0, 7)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["take", "delete", "skip", "unskip", "again"]), PLACES),
    st.tuples(st.just("move"), PLACES, PLACES),
    st.tuples(st.just("length"), PLACES, st.integers(1, 300)),
    st.tuples(st.just("add"), PLACES, st.integers(1, 300)),
    st.tuples(st.just("import"), st.permutations("abcdef"), st.integers(0, 6)),
    st.tuples(st.sampled_from(["undo", "redo", "undo take", "hold", "resume", "make up", "lock", "both"])),
    st.tuples(st.just("nudge"), st.integers(-200, 200)),
    st.tuples(st.just("wait"), st.integers(1, 500)),
)


class Room:
    """A show, what one station may undo, and every fact that was written."""

    def __init__(self) -> None:
        self.show, self.history, self.now = Show(), History(), Instant(ZERO_HOUR)
        self.facts: list[Fact] = []
        self._names = itertools.count(1)
        self.wish(i.CreateShow(header(hard_out=time_of_day("700"))))
        self.wish(i.AddCues(cues(ROWS), None))
        self.history = History()

    def wish(self, intent: i.Intent) -> tuple[AnyBody, ...]:
        """Decide and fold; nothing where it is refused."""
        wish = i.Wish(f"w{next(self._names)}", "desk", "Ann", self.now, intent)
        before = self.show
        try:
            bodies = decide(self.show, wish, self.now)
        except Refused:
            assert self.show is before
            return ()
        for body in bodies:
            number = len(self.facts) + 1
            self.facts.append(Fact(f"{wish.id}.{number}", "desk", number, None, self.now, self.now, "Ann", body))
            self.show = evolve(self.show, self.facts[-1])
        return bodies

    def edit(self, *edits: i.Edit) -> None:
        before = self.show
        bodies = self.wish(i.EditRundown(edits, "why"))
        step = step_of(before, bodies)
        if step is not None:
            self.history = self.history.did(step)

    def turn(self, *, undo: bool) -> None:
        steps = self.history.done if undo else self.history.undone
        if steps and self.wish(i.EditRundown(steps[-1].undo if undo else steps[-1].redo, "undo")):
            self.history = self.history.took_back() if undo else self.history.did_again()

    def cue(self, place: int) -> Cue | None:
        return self.show.cues[place % len(self.show.cues)] if self.show.cues else None

    def do(self, step: tuple[Any, ...]) -> None:
        match step:
            case ("wait", span):
                self.now = Instant(self.now + span * 1_000)
            case ("undo" | "redo" as which,):
                self.turn(undo=which == "undo")
            case ("make up",):
                self._make_up()
            case ("import", order, count):
                there = {cue.id: cue for cue in self.show.cues}
                fresh = Cue(CueId("f"), "F", Span(40_000), owner="ann")
                now = tuple(there.get(CueId(name), replace(fresh, id=CueId(name))) for name in order[:count])
                self.edit(i.ReplaceCues(self.show.cues, now, True))
            case ("add", place, length):
                after = self.cue(place)
                made = Cue(CueId(f"n{next(self._names)}"), "N", Span(length * 1_000), owner="ann")
                self.edit(i.AddCues((made,), None if after is None else after.id))
            case (str(), int(), *_) if (cue := self.cue(step[1])) is not None and step[0] != "nudge":
                self._of_cue(cue, step)
            case _:
                self._on_air(step)

    def _of_cue(self, cue: Cue, step: tuple[Any, ...]) -> None:
        run = self.show.air.run
        match step:
            case ("take" | "again" as how, _):
                self.wish(i.Take(cue.id, None if run is None else run.id, again=how == "again"))
            case ("delete", _):
                self.edit(i.DeleteCue(cue.id, True))
            case ("skip" | "unskip" as how, _):
                self.edit(i.SkipCue(cue.id, how == "skip", True))
            case ("move", _, to):
                other = self.cue(to)
                assert other is not None
                self.edit(i.MoveCue(cue.id, None if to == 7 else other.id, True))
            case ("length", _, length):
                self.edit(i.EditCue(cue, replace(cue, planned=Span(length * 1_000), least=None, most=None)))
            case _:
                raise ValueError(step)

    def _on_air(self, step: tuple[Any, ...]) -> None:
        run = self.show.air.run
        match step:
            case ("lock",):
                self.wish(i.LockRundown())
            case ("both",):  # two edits, the second of which may be refused: then neither is made
                before = self.show
                last = self.show.cues[-1] if self.show.cues else None
                if last is not None:
                    self.edit(i.SkipCue(last.id, True, True), i.DeleteCue(CueId("nobody"), True))
                assert self.show is before
            case ("undo take",) if run is not None:
                self.wish(i.UndoTake(run.id, True))
            case ("hold",) if run is not None:
                self.wish(i.Hold(run.id))
            case ("resume",) if run is not None:
                self.wish(i.Resume(run.id))
            case ("nudge", by) if run is not None:
                self.wish(i.Nudge(run.id, Span(by * 1_000)))
            case _:
                assert run is None or not self.show.cues, step

    def _make_up(self) -> None:
        made = propose(self.show, time_show(self.show, self.now))
        if made is not None and (made.squeezes or made.cuts):
            before = self.show
            self.edit(*as_edit(self.show, made).edits)
            assert self.show is not before, "what is proposed can be done"


@given(st.lists(STEPS, max_size=25))
def test_whatever_is_pressed_the_list_and_the_air_stay_whole(steps: list[tuple[Any, ...]]) -> None:
    room = Room()
    for step in steps:
        run, cues_before = room.show.air.run, room.show.cues
        room.do(step)
        air = room.show.air
        ids = [cue.id for cue in room.show.cues]
        assert len(ids) == len(set(ids))
        if air.run is not None:
            assert ids.count(air.run.cue) == 1, "the cue on air is in the list, once"
        if step[0] in ("undo", "redo", "delete", "skip", "move", "length", "add", "import", "make up", "both"):
            assert air.run == run, "no edit moves the playhead"
        if step[0] in ("hold", "resume", "nudge", "lock"):
            assert room.show.cues is cues_before, "the clock changes no list"
        time_show(room.show, room.now)
    assert replay(room.facts) == room.show
    if any(isinstance(fact.body, RundownLocked) for fact in room.facts):
        assert room.show.lock.version >= 1


@given(st.lists(STEPS, max_size=20), st.integers(1, 6))
def test_undone_and_done_again_the_list_is_what_it_was(steps: list[tuple[Any, ...]], turns: int) -> None:
    room = Room()
    for step in steps:
        room.do(step)
    after, run = room.show.cues, room.show.air.run
    done = 0
    for _turn in range(turns):
        before = len(room.history.done)
        room.turn(undo=True)
        if len(room.history.done) == before:
            break
        done += 1
    for _turn in range(done):
        before = len(room.history.undone)
        room.turn(undo=False)
        if len(room.history.undone) == before:
            return  # refused by what happened on air: said at its place, and nothing was changed
    assert room.show.cues == after
    assert room.show.air.run == run
