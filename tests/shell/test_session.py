"""The take that comes by itself: wished once, at its instant, and not while the clock is held.

The clock is the test's own and stands until it is moved, so that every instant is exact however busy the machine is.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QTimer

from liveops_desktop.core.clock import Instant, Span, later
from liveops_desktop.core.cue import AtZero, Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.facts import CueTaken
from liveops_desktop.core.intents import AddCues, CreateShow, Hold, Intent, Nudge, Resume, Take
from liveops_desktop.desk import Desk
from liveops_desktop.shell.session import BY_ITSELF, Planner, Session
from liveops_desktop.store.memory import MemoryJournal
from tests.shell.conftest import InLoop, until

BEGUN = Instant(1_000_000)
SHORT = Span(400_000)
CUES = (
    Cue(CueId("a"), "A", SHORT, at_zero=AtZero.GO),
    Cue(CueId("b"), "B", Span(60_000)),
    Cue(CueId("c"), "C", Span(60_000)),
)
HEADER = Header("Go", date(2026, 11, 26), "UTC", TimeOfDay(Span(0)))


class OnAir:
    """A served session whose first cue goes to the second by itself. Draws as the window would."""

    def __init__(self, folder: Path) -> None:
        self.now = BEGUN
        self.wished: list[tuple[Instant, str, Intent]] = []
        journal = MemoryJournal()
        self.desk = Desk(journal, station="desk", now=lambda: self.now, changed=self.draw)
        self.session = Session(str(folder / "a.show"), "s", self.desk, lambda: self.now)
        (self.timer,) = self.session.findChildren(QTimer)
        send = self.desk.send

        def noted(intent: Intent, who: str) -> str:
            self.wished.append((self.now, who, intent))
            return send(intent, who)

        self.desk.send = noted  # type: ignore[method-assign]  # listens; the real one is still called

    def draw(self) -> None:
        if self.desk.show.header is not None:
            self.session.timing(self.now)

    def armed(self) -> int | None:
        """Return the milliseconds after which it takes by itself; None where it will not."""
        return self.timer.interval() if self.timer.isActive() else None

    def fire(self) -> None:
        """Let the timer fire now, as though that time had gone by."""
        assert self.timer.isActive()
        self.timer.stop()
        self.timer.timeout.emit()

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
        assert (due, room.armed()) == (BEGUN + SHORT, SHORT)
        room.now = Instant(due - 1)
        room.fire()  # a timer may fire early
        assert room.by_itself() == []
        assert room.armed() == 1
        room.now = due
        await until(lambda: current(room) == "b", "taken by itself")
        assert room.by_itself() == [due]
        for _ in range(20):
            room.draw()  # whatever is drawn afterwards wishes nothing more
        assert room.armed() is None
        assert room.by_itself() == [due]
        facts = [fact.body for fact in room.desk.journal.read()]
        (taken,) = [body for body in facts if isinstance(body, CueTaken) and body.by_itself]
        assert taken.taken_at == due

    on_air(story)


def test_held_it_waits_and_goes_after_the_rest_of_its_time(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        run = room.desk.show.air.run
        assert run is not None
        room.now = Instant(due - 100)
        room.session.send(Hold(run.id), "Ann")
        await until(lambda: room.armed() is None, "held")
        room.now = Instant(due + 150)
        room.draw()
        assert room.armed() is None
        assert current(room) == "a"
        room.session.send(Resume(run.id), "Ann")
        await until(lambda: room.armed() is not None, "it goes on")
        assert room.armed() == 100
        room.now = Instant(due + 250)
        room.fire()
        await until(lambda: current(room) == "b", "taken by itself")
        assert room.by_itself() == [due + 250]

    on_air(story)


def test_time_added_moves_it(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        run = room.desk.show.air.run
        assert run is not None
        room.session.send(Nudge(run.id, Span(300)), "Ann")
        await until(lambda: room.armed() == SHORT + 300, "armed anew")
        room.now = Instant(due + 300)
        room.fire()
        await until(lambda: current(room) == "b", "taken by itself")
        assert room.by_itself() == [due + 300]

    on_air(story)


def test_taken_by_hand_it_does_not_come_any_more(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        run = room.desk.show.air.run
        assert run is not None
        room.now = Instant(due - 1)
        room.session.send(Take(CUES[2].id, run.id), "Ann")
        await until(lambda: current(room) == "c", "taken by hand")
        room.now = Instant(due + 100)
        room.draw()
        assert room.armed() is None
        assert room.by_itself() == []

    on_air(story)


def test_a_stopped_session_takes_nothing(on_air: Callable[[Story], None]) -> None:
    async def story(room: OnAir) -> None:
        due = await room.begin()
        room.session.stop()
        room.now = Instant(due + 100)
        room.draw()
        assert room.armed() is None
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
    assert changed.end - plan.end == 1_000 - SHORT
