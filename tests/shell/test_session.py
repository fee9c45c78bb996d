"""The take that comes by itself: wished once, at its instant, and not while the clock is held."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import Instant, Span, later
from liveops_desktop.core.cue import AtZero, Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.facts import CueTaken
from liveops_desktop.core.intents import AddCues, CreateShow, Hold, Intent, Nudge, Resume, Take
from liveops_desktop.desk import Desk
from liveops_desktop.services.clock import StationClock
from liveops_desktop.shell.session import BY_ITSELF, Planner, Session
from liveops_desktop.store.memory import MemoryJournal
from tests.shell.conftest import InLoop, until

SHORT = Span(400)
CUES = (
    Cue(CueId("a"), "A", SHORT, at_zero=AtZero.GO),
    Cue(CueId("b"), "B", Span(60_000)),
    Cue(CueId("c"), "C", Span(60_000)),
)
HEADER = Header("Go", date(2026, 11, 26), "UTC", TimeOfDay(Span(0)))


class OnAir:
    """A served session whose first cue, 0.4 s long, goes to the second by itself. Draws as the window would."""

    def __init__(self, folder: Path) -> None:
        self.clock = StationClock(folder / "clock.json")
        self.wished: list[tuple[Instant, str, Intent]] = []
        journal = MemoryJournal()
        self.desk = Desk(journal, station="desk", now=self.clock.now, changed=self.draw)
        self.session = Session(str(folder / "a.show"), "s", self.desk, self.clock.now)
        send = self.desk.send

        def noted(intent: Intent, who: str) -> str:
            self.wished.append((self.clock.now(), who, intent))
            return send(intent, who)

        self.desk.send = noted  # type: ignore[method-assign]  # listens; the real one is still called

    def draw(self) -> None:
        if self.desk.show.header is not None:
            self.session.timing(self.clock.now())

    def by_itself(self) -> list[Instant]:
        return [at for at, who, _intent in self.wished if who == BY_ITSELF]

    async def begin(self) -> Instant:
        """Take the first cue; return when it ends."""
        self.session.send(CreateShow(HEADER), "Ann")
        self.session.send(AddCues(CUES, None), "Ann")
        self.session.send(Take(CUES[0].id, None), "Ann")
        await until(lambda: self.desk.show.air.run is not None, "on air")
        run = self.desk.show.air.run
        assert run is not None
        return later(run.taken_at, SHORT)


Story = Callable[[OnAir], Coroutine[Any, Any, None]]


@pytest.fixture
def on_air(in_loop: InLoop, tmp_path: Path) -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        async def whole() -> None:
            room = OnAir(tmp_path)
            serving = asyncio.create_task(room.desk.serve())
            try:
                await story(room)
            finally:
                room.session.stop()
                serving.cancel()
                await asyncio.wait({serving})
                await room.desk.close()
                room.session.deleteLater()

        in_loop(whole)

    return tell


def current(room: OnAir) -> str:
    run = room.desk.show.air.run
    return "" if run is None else run.cue


def test_it_is_wished_once_and_not_early(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        await until(lambda: current(room) == "b", "taken by itself")
        (at,) = room.by_itself()
        assert at >= due
        assert at - due < 250, "a figure that is late by a quarter of a second is a machine in trouble"
        for _ in range(20):
            room.draw()  # whatever is drawn afterwards wishes nothing more
        await asyncio.sleep(0.05)
        assert len(room.by_itself()) == 1
        facts = [fact.body for fact in room.desk.journal.read()]
        (taken,) = [body for body in facts if isinstance(body, CueTaken) and body.by_itself]
        assert taken.taken_at >= due

    on_air(story)


def test_held_it_waits_and_goes_after_the_rest_of_its_time(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        run = room.desk.show.air.run
        assert run is not None
        room.session.send(Hold(run.id), "Ann")
        await until(lambda: room.clock.now() > due + 150, "its time is past")
        assert current(room) == "a"
        assert room.by_itself() == []
        room.session.send(Resume(run.id), "Ann")
        await until(lambda: current(room) == "b", "taken by itself")
        held = next(r.held_total for r in (*room.desk.show.air.past,) if r.cue == "a")
        assert room.by_itself()[0] >= due + held

    on_air(story)


def test_time_added_moves_it(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        run = room.desk.show.air.run
        assert run is not None
        room.session.send(Nudge(run.id, Span(300)), "Ann")
        await until(lambda: current(room) == "b", "taken by itself")
        assert room.by_itself()[0] >= due + 300

    on_air(story)


def test_taken_by_hand_it_does_not_come_any_more(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        run = room.desk.show.air.run
        assert run is not None
        await until(lambda: room.clock.now() > due - 60, "the guard is over")
        room.session.send(Take(CUES[2].id, run.id), "Ann")
        await until(lambda: current(room) == "c", "taken by hand")
        await until(lambda: room.clock.now() > due + 100, "its instant is past")
        assert room.by_itself() == []

    on_air(story)


def test_a_stopped_session_takes_nothing(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        room.session.stop()
        await until(lambda: room.clock.now() > due + 100, "its instant is past")
        assert room.by_itself() == []

    on_air(story)


def test_a_plan_is_laid_out_again_only_when_it_changed() -> None:
    from liveops_desktop.core.show import Show

    planner = Planner()
    show = Show(header=HEADER, cues=CUES)
    assert planner.plan(Show()) is None
    plan = planner.plan(show)
    assert planner.plan(replace(show, facts=9)) is plan
    longer = replace(show, cues=(replace(CUES[0], planned=Span(1_000)), *CUES[1:]))
    changed = planner.plan(longer)
    assert changed is not None
    assert plan is not None
    assert changed.end - plan.end == 600
