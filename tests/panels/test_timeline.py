"""The time axis: where each time stands, what is painted for it, and that zooming keeps all of it."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span, later, seconds
from liveops_desktop.core.cue import Cue, CueId, TimeOfDay
from liveops_desktop.panels.timeline import Axis, Bars, Timeline
from liveops_desktop.shell.sample_states import HEADER, T0, Story, snapshot, vitals
from liveops_desktop.widgets import look as looks
from liveops_desktop.widgets.look import Tone

Furnish = Callable[..., Any]
ROWS = tuple(Cue(id=CueId(name), title=name.title(), planned=Span(10 * MINUTE)) for name in ("a", "b", "c"))


def bars_of(story: Story, after: float, width: int = 900) -> tuple[Bars, Axis]:
    made = snapshot(story.show, later(T0, seconds(after)), seen=vitals(now=T0))
    assert made.show is not None
    assert made.timing is not None
    bars = Bars()
    bars.put(made.show, made.timing, made.wall_shift, width)
    axis = bars.axis()
    assert axis is not None
    return bars, axis


def painted(bars: Bars) -> QImage:
    bars.resize(bars.sizeHint())
    picture = QImage(bars.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    bars.render(picture, QPoint())
    return picture


def row(number: int, below: int) -> int:
    return looks.look().px(34) + number * looks.look().px(24) + looks.look().px(below)


def is_tone(picture: QImage, x: int, y: int, tone: Tone) -> bool:
    return picture.pixelColor(x, y) == looks.look().tone(tone)


def test_an_axis_is_straight_and_names_steps_that_have_room() -> None:
    axis = Axis(Instant(1_000), Instant(1_000 + HOUR), 100, 6_000.0)
    assert axis.x(Instant(1_000)) == 100
    assert axis.x(Instant(1_000 + 30 * MINUTE)) == 400
    assert axis.width() == 700
    assert axis.step(74) == 10 * MINUTE
    assert axis.step(5) == MINUTE
    assert axis.step(10_000) == 4 * HOUR, "the widest there is"


def test_the_whole_show_is_seen_at_first(look: QApplication) -> None:
    bars, axis = bars_of(Story(rows=ROWS), 0)
    assert axis.x(T0) > 180
    assert axis.x(later(T0, Span(30 * MINUTE))) < 900
    assert bars.sizeHint().width() <= 900 + 24


def test_what_ran_is_solid_what_comes_is_grey_and_what_cannot_be_kept_warns(look: QApplication) -> None:
    hard = replace(ROWS[2], hard=TimeOfDay(Span(20 * HOUR + 15 * MINUTE)))
    bars, axis = bars_of(Story(rows=(ROWS[0], ROWS[1], hard)).take(0, 0), 300)
    picture = painted(bars)
    assert is_tone(picture, axis.x(later(T0, Span(2 * MINUTE))), row(0, 16), Tone.INFO)
    assert not is_tone(picture, axis.x(later(T0, Span(8 * MINUTE))), row(0, 16), Tone.INFO), "it has not run yet"
    assert is_tone(picture, axis.x(later(T0, Span(12 * MINUTE))), row(1, 16), Tone.DIM)
    assert is_tone(picture, axis.x(later(T0, Span(25 * MINUTE))), row(2, 16), Tone.WARN)


def test_now_and_the_hard_out_are_lines_through_all_rows(look: QApplication) -> None:
    out = TimeOfDay(Span(20 * HOUR + 40 * MINUTE))
    bars, axis = bars_of(Story(replace(HEADER, hard_out=out), ROWS).take(0, 0), 1_000)
    picture = painted(bars)
    now, end = axis.x(later(T0, seconds(1_000))), axis.x(later(T0, Span(40 * MINUTE)))
    for number in range(3):
        assert is_tone(picture, now, row(number, 1), Tone.INFO)
        assert is_tone(picture, end, row(number, 1), Tone.BAD)


def test_skipped_cues_have_no_bar(look: QApplication) -> None:
    story = Story(rows=(ROWS[0], replace(ROWS[1], skipped=True), ROWS[2]))
    bars, axis = bars_of(story, -60)
    picture = painted(bars)
    across = range(axis.left, picture.width())
    assert not any(is_tone(picture, x, row(1, 16), Tone.DIM) for x in across)
    assert any(is_tone(picture, x, row(2, 16), Tone.DIM) for x in across)


def test_nearer_and_farther_keep_every_cue_and_stop_somewhere(look: QApplication) -> None:
    bars, first = bars_of(Story(rows=ROWS), 0)
    bars.zoom(0.5)
    near = bars.axis()
    assert near is not None
    assert near.per_pixel == first.per_pixel / 2
    assert bars.sizeHint().width() > 900
    for _press in range(60):
        bars.zoom(0.5)
    nearest = bars.axis()
    bars.zoom(0.5)
    assert nearest is not None
    assert bars.axis().per_pixel == nearest.per_pixel > 0  # type: ignore[union-attr]  # there is one
    bars.fit(900)
    assert bars.axis().per_pixel == first.per_pixel  # type: ignore[union-attr]  # as above


def test_the_wheel_zooms_with_ctrl_alone(look: QApplication) -> None:
    bars, first = bars_of(Story(rows=ROWS), 0)

    def turn(modifiers: Qt.KeyboardModifier) -> bool:
        event = QWheelEvent(
            QPointF(9, 9), QPointF(9, 9), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        bars.wheelEvent(event)
        return event.isAccepted()

    assert not turn(Qt.KeyboardModifier.NoModifier), "the area around scrolls"
    assert bars.axis().per_pixel == first.per_pixel  # type: ignore[union-attr]  # there is one
    turn(Qt.KeyboardModifier.ControlModifier)
    assert bars.axis().per_pixel < first.per_pixel  # type: ignore[union-attr]  # there is one


def test_a_list_without_cues_says_so(furnish: Furnish) -> None:
    room = furnish(Timeline, Story(rows=()))
    assert room.panel._frame.remark.text() == "no cues to show"
    assert room.panel._area.isHidden()
    assert room.sent == []
