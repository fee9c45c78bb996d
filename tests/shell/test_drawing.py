"""When the window draws: on each change once, and exactly as any second shown turns over."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QThread, QTimer
from pytestqt.qtbot import QtBot

from liveops_desktop.core.clock import SECOND, Instant, Span, later, seconds
from liveops_desktop.core.facts import CueHeld, RunId
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import count_up, countdown, wall_time
from liveops_desktop.shell.drawing import Drawing, next_flip
from liveops_desktop.shell.sample_states import T0, ZONE, Story, snapshot, vitals


def seen(story: Story, at: Instant) -> Snapshot:
    return snapshot(story.show, at, seen=vitals(now=at))


def begun(taken: int, shift: int = 0) -> Callable[[Instant], Snapshot]:
    """Return what draws a show whose first cue was taken *taken* ms after a full second, the wall clock *shift* off."""
    story = Story().take(0, taken / 1_000)

    def at(now: Instant) -> Snapshot:
        return msgspec.structs.replace(seen(story, now), wall_shift=Span(shift))

    return at


def figures(drawn: Snapshot) -> tuple[str, str, str]:
    """The three seconds a crew reads: wall clock, countdown, time on air."""
    assert drawn.show is not None
    assert drawn.show.air.started_at is not None
    assert drawn.timing is not None
    assert drawn.timing.run is not None
    on_air = Span(drawn.now - drawn.show.air.started_at)
    return (
        wall_time(drawn.now, ZONE, drawn.wall_shift),
        countdown(drawn.timing.run.remaining),
        count_up(on_air),
    )


@pytest.mark.parametrize("taken", [0, 1, 250, 730, 999])
@pytest.mark.parametrize("shift", [0, 400, -2_345])
@pytest.mark.parametrize("now", [1_000, 10_001, 59_999, 100_500])
def test_nothing_shown_changes_before_the_next_flip_and_something_does_at_it(taken: int, shift: int, now: int) -> None:
    at = begun(taken, shift)
    here = later(T0, Span(now))
    wait = next_flip(at(here))
    assert 1 <= wait <= 1_000
    assert figures(at(later(here, Span(wait - 1)))) == figures(at(here))
    assert figures(at(later(here, Span(wait)))) != figures(at(here))


def test_a_held_countdown_leaves_the_wall_clock_to_flip() -> None:
    story = Story().take(0, 0.3)
    assert story.show.air.run is not None
    held_at = later(T0, seconds(20.55))
    story.tell(held_at, CueHeld(RunId(story.show.air.run.id), held_at))
    now = later(T0, seconds(30.9))
    # wall clock in 100 ms, time on air (begun at .3) in 400 ms; the countdown stands
    assert next_flip(seen(story, now)) == 100


def test_without_a_show_the_wall_clock_flips_on_its_second() -> None:
    now = later(T0, Span(640))
    assert next_flip(snapshot(None, now, seen=vitals(now=now))) == 360


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (0, 101),  # shown as pending
        (100, 1),
        (101, 600),  # the limit is behind: the wall clock's second comes next
        (700, 301),  # shown as not saved yet
        (1_000, 1),
        (1_001, 600),
    ],
)
def test_a_press_without_an_answer_is_drawn_anew_at_a_tenth_and_at_a_whole_second(age: int, wait: int) -> None:
    now = later(T0, Span(400))
    drawn = snapshot(None, now, seen=vitals(now=now))
    station = msgspec.structs.replace(drawn.station, pending={"w": Instant(now - age)})
    assert next_flip(msgspec.structs.replace(drawn, station=station)) == wait


class Desk:
    """A clock that only the test moves, and what was drawn."""

    def __init__(self) -> None:
        self.now = later(T0, Span(0))
        self.drawn: list[Instant] = []
        self.then: Callable[[], None] = lambda: None
        """What happens while it is drawn."""

    def snapshot(self, not_before: Instant | None) -> Snapshot:
        now = Instant(max(self.now, not_before or Instant(0)))
        return snapshot(None, now, seen=vitals(now=now))

    def draw(self, drawn: Snapshot) -> None:
        self.drawn.append(drawn.now)
        self.then()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def drawing(qtbot: QtBot, desk: Desk) -> Iterator[Drawing]:
    drawing = Drawing(desk.snapshot, desk.draw)
    yield drawing
    drawing.stop()
    drawing.deleteLater()


def waits(drawing: Drawing) -> list[int]:
    """Return the milliseconds of each timer that runs."""
    return [timer.interval() for timer in drawing.findChildren(QTimer) if timer.isActive()]


def test_many_changes_in_one_turn_are_drawn_once(qtbot: QtBot, desk: Desk, drawing: Drawing) -> None:
    desk.now = later(T0, Span(990))
    for _ in range(50):
        drawing.changed()
    assert desk.drawn == []
    qtbot.waitUntil(lambda: len(desk.drawn) >= 2, timeout=10_000)
    assert desk.drawn[:2] == [desk.now, later(T0, SECOND)], "once, and next at the flip"


def test_a_timer_that_comes_early_flips_the_figure_all_the_same(qtbot: QtBot, desk: Desk, drawing: Drawing) -> None:
    desk.now = later(T0, Span(990))
    drawing.changed()
    # The clock stands still, as if the timer fired before its time: the second draw must show the next second.
    qtbot.waitUntil(lambda: len(desk.drawn) >= 2, timeout=10_000)
    assert desk.drawn[:2] == [desk.now, later(T0, SECOND)]


def test_a_press_is_drawn_only_when_its_answer_is_late(qtbot: QtBot, desk: Desk, drawing: Drawing) -> None:
    armed: list[list[int]] = []
    since = QElapsedTimer()

    def press() -> None:
        desk.then = lambda: None
        since.start()
        drawing.pressed()
        armed.append(waits(drawing))

    desk.then = press
    drawing.changed()
    qtbot.waitUntil(lambda: len(desk.drawn) == 2, timeout=10_000)
    assert armed == [[101]], "one timer: when a press is shown as pending"
    assert since.elapsed() >= 90, "not at once"
    assert desk.drawn == [desk.now] * 2, "and before the next second of a clock that stands"
    drawing.pressed()
    drawing.changed()  # the answer
    assert 0 in waits(drawing)
    qtbot.waitUntil(lambda: len(desk.drawn) == 3, timeout=10_000)


@pytest.mark.parametrize("pressed", [False, True])
def test_a_flip_does_not_come_between_a_change_and_its_paint(
    qtbot: QtBot, desk: Desk, drawing: Drawing, *, pressed: bool
) -> None:
    desk.now = later(T0, Span(998))
    since = QElapsedTimer()
    since.start()
    drawing.changed()
    while not desk.drawn:  # waitUntil looks only each 10 ms
        QCoreApplication.processEvents()
    if pressed:
        QThread.msleep(6)  # half the wait, or all of it: nothing fires meanwhile
        since.start()
        drawing.pressed()
    qtbot.waitUntil(lambda: len(desk.drawn) == 2, timeout=10_000)
    assert since.nsecsElapsed() >= 10_500_000
    assert desk.drawn[1] >= later(T0, SECOND), "when it comes the figure has flipped"


def test_stopped_it_draws_no_more(qtbot: QtBot, desk: Desk, drawing: Drawing) -> None:
    drawing.changed()
    drawing.stop()
    drawing.changed()
    assert waits(drawing) == []
    qtbot.wait(1)
    assert desk.drawn == []
