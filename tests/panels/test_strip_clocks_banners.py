"""What the strip, the clocks, the banners and the health panel say in the main states."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from liveops_desktop.core.clock import Span
from liveops_desktop.core.commands import DismissNotice, RetrySaving
from liveops_desktop.core.facts import ClockStepped, ShowEnded, Slept
from liveops_desktop.core.intents import AnswerSleep, AnswerStep, Hold, Resume
from liveops_desktop.core.snapshot import Notice, NoticeKind
from liveops_desktop.panels import asked
from liveops_desktop.panels.banners import Banners, notice_words
from liveops_desktop.panels.clocks import Clocks
from liveops_desktop.panels.health import Health
from liveops_desktop.panels.run_of_show.panel import RunOfShow
from liveops_desktop.panels.take_bar import TakeBar
from liveops_desktop.panels.top_strip import TopStrip
from liveops_desktop.panels.trouble.panel import Trouble
from liveops_desktop.shell import sample_states
from liveops_desktop.shell.sample_states import STATES, T0, Story
from liveops_desktop.widgets.ask import Ask
from liveops_desktop.widgets.clock import BigClock
from liveops_desktop.widgets.look import State, Tone

Furnish = Callable[..., Any]
Build = Callable[..., Any]

ALL = (TopStrip, Banners, Clocks, RunOfShow, TakeBar, Trouble, Health)


def noting(sent: list[object]) -> Callable[[object], str]:
    def send(wish: object) -> str:
        sent.append(wish)
        return "w"

    return send


@pytest.fixture
def strip(build: Build) -> Any:
    strip = build(TopStrip)
    strip.resize(1500, 40)
    return strip


@pytest.mark.parametrize("state", STATES)
def test_every_panel_draws_every_state_twice_and_names_every_button(build: Build, state: str) -> None:
    snapshot = STATES[state]()
    for kind in ALL:
        panel = build(kind)
        panel.draw(snapshot)
        panel.draw(snapshot)
        shown = [button for button in panel.findChildren(QPushButton) if button.isVisibleTo(panel)]
        assert [button for button in shown if not button.accessibleName()] == []


@pytest.mark.parametrize("height", [720, 1080])
def test_the_left_column_of_the_room_fits(look: QApplication, build: Build, height: int) -> None:
    from liveops_desktop.shell import theme
    from liveops_desktop.widgets.look import scale_for

    theme.apply(look, scale=scale_for(height))
    room = height * 16 // 9 * 5 // 8 - 24
    for kind in (Clocks, RunOfShow, TakeBar):
        for state in ("over", "held", "not-saved"):
            panel = build(kind)
            panel.draw(STATES[state]())
            assert panel.minimumSizeHint().width() <= room, (kind, state)


def test_chips_say_show_stream_and_record_apart(strip: Any) -> None:
    strip.draw(sample_states.over())
    assert {name: (chip.state(), chip.word()) for name, chip in strip._chips.items()} == {
        "show": (State.LIVE, "27:55"),
        "stream": (State.LIVE, "32:10"),
        "rec": (State.GOOD, "32:12"),
    }
    strip.draw(sample_states.ended())
    assert strip._chips["show"].word() == "ended 2:01:09"
    assert strip._chips["stream"].word() == "off"


def test_what_obs_does_not_tell_is_unknown_and_never_green(strip: Any) -> None:
    strip.draw(sample_states.obs_gone())
    assert (strip._lamps["obs"].state(), strip._lamps["obs"].word()) == (State.BAD, "lost 0:08")
    assert strip._lamps["line"].state() is State.UNKNOWN
    assert strip._chips["stream"].word() == "unknown"
    assert strip._chips["stream"].state() is not State.LIVE


def test_the_line_lamp_names_the_loss(strip: Any) -> None:
    strip.draw(sample_states.trouble())
    assert (strip._lamps["line"].state(), strip._lamps["line"].word()) == (State.WARN, "lost 4.1 %")


def test_clocks_of_the_drawing(build: Build) -> None:
    clocks = build(Clocks)
    clocks.draw(sample_states.over())
    assert clocks._left._clock.text() == "4:00"
    assert (clocks._over._clock.text(), clocks._over._clock.tone()) == ("+1:55", Tone.WARN)
    assert (clocks._slack._clock.text(), clocks._slack.title.text()) == ("1:55", "SAVE BEFORE 20:40")
    assert clocks._next._title.text() == "Knife set 刀具"


@pytest.mark.parametrize(
    ("state", "figure", "word"),
    [
        ("last-minute", "0:12", "■ last seconds"),
        ("over-run", "+0:42", "■ over time"),
        ("held", "5:15", "◆ held 1:15"),
        ("not-saved", "4:00", "■ 3 facts"),
    ],
)
def test_no_phase_stands_by_colour_alone(build: Build, state: str, figure: str, word: str) -> None:
    clocks = build(Clocks)
    clocks.draw(STATES[state]())
    assert clocks._left._clock.text() == figure
    assert clocks._left.remark.text() == word


def test_a_held_figure_has_the_colour_of_hold_until_it_goes_on_and_over_time_is_graver(furnish: Furnish) -> None:
    room = furnish(Clocks, Story().take(0, 0))
    clock: BigClock = room.panel._left._clock
    run = room.story.show.air.run.id

    def held(after: float) -> Tone:
        room.at(after)
        room.send(Hold(run))
        room.draw()
        return clock.tone()

    assert held(60) is Tone.INFO
    room.send(Resume(run))
    room.draw()
    assert clock.tone() is Tone.PLAIN
    assert held(170) is Tone.INFO, "the last seconds do not run"
    room.send(Resume(run))
    assert held(400) is Tone.BAD


def test_banners_ask_about_sleep_and_the_clock(furnish: Furnish) -> None:
    room = furnish(Banners, Story().take(0, 0))
    room.story.tell(T0, ClockStepped(Span(-2_000)))
    room.draw()
    bar = room.panel._step
    assert bar.sentence().startswith("The clock was set back 2.0 s.")
    next(button for button in bar.answers() if button.text() == "Use the new clock").click()
    room.draw()
    assert room.sent == [AnswerStep(use_new=True)]
    assert bar.sentence() == ""
    assert room.story.show.clock.shift == Span(-2_000)


def test_banners_say_sleep_and_answer_it(build: Build) -> None:
    sent: list[object] = []
    banners = build(Banners, noting(sent))
    banners.draw(sample_states.held())
    assert "slept 0:40" in banners._slept.sentence()
    for button in banners._slept.answers():
        button.click()
    assert sent == [AnswerSleep(follow=True), AnswerSleep(follow=False)]


def test_after_the_end_nobody_is_asked_to_follow_a_plan(furnish: Furnish) -> None:
    room = furnish(Banners, Story().take(0, 0))
    room.story.tell(T0, Slept(Span(60_000)))
    room.draw()
    assert room.panel._slept.sentence()
    assert asked(room.snapshot())
    room.story.tell(T0, ShowEnded(T0))
    room.draw()
    assert room.panel._slept.sentence() == ""
    assert not asked(room.snapshot())


def test_not_saved_says_since_when_and_how_many(build: Build) -> None:
    sent: list[object] = []
    banners = build(Banners, noting(sent))
    banners.draw(sample_states.not_saved())
    assert "NOT SAVED since 20:27:10 (0:45), 3 facts" in banners._saving.sentence()
    banners._saving.answers()[0].click()
    assert sent == [RetrySaving()]


def test_every_notice_has_its_words_and_is_closed_by_its_place(build: Build) -> None:
    sent: list[object] = []
    banners = build(Banners, noting(sent))
    banners.resize(1600, 900)
    for kind in NoticeKind:
        assert notice_words(Notice(kind, "somewhere"))[1]
    empty = sample_states.plan()
    station = msgspec.structs.replace(
        empty.station, notices=(Notice(NoticeKind.REBOOTED), Notice(NoticeKind.EXPORTED, "report.md"))
    )
    banners.draw(msgspec.structs.replace(empty, station=station))
    assert "report.md" in banners._notices[1].sentence()
    banners._notices[1].answers()[0].click()
    assert sent == [DismissNotice(1)]


def test_a_quiet_room_has_no_banner(build: Build) -> None:
    banners = build(Banners)
    banners.draw(sample_states.normal())
    assert not banners.isVisibleTo(None) or banners.sizeHint().height() == 0
    assert all(ask.sentence() == "" for ask in banners.findChildren(Ask))


def test_health_is_unknown_without_obs_and_names_limits(build: Build) -> None:
    health = build(Health)
    health.draw(sample_states.obs_gone())
    words = [label.text() for cell in health._cells.values() for label in cell.findChildren(QLabel)]
    assert words.count("unknown") >= 4
    health.draw(sample_states.trouble())
    cell = next(iter(health._cells.values()))
    assert "4.1 %" in [label.text() for label in cell.findChildren(QLabel)]
    assert cell.toolTip().startswith("limits > 1")
