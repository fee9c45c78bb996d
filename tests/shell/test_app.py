"""The whole program in this process: a show goes on air by the keys' actions, and what was seen is what is on disk."""

import asyncio
import shutil
import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer

from liveops_desktop.core import commands as c
from liveops_desktop.core.evolve import replay
from liveops_desktop.core.facts import CueHeld, CueTaken, TakeUndone
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.panels import Room
from liveops_desktop.shell.app import App
from liveops_desktop.shell.station_file import load
from liveops_desktop.store.reading import read_facts
from tests.shell.conftest import Play, until

GUARD = 0.32  # s; two takes by one hand within 0.3 s are one too many

pytestmark = pytest.mark.expects_log  # on air sleep is held off, which a machine without a desktop refuses


def shown(app: App) -> Show:
    show = app.show
    assert show is not None
    return show


async def sample(app: App) -> None:
    """Open the sample show and wait until it is drawn."""
    app.send(c.ChoosePerson("Ann", frozenset()))
    app.send(c.NewSampleShow())
    await until(lambda: app.show is not None and app.show.cues and app.drawn_facts == app.show.facts, "the sample show")


async def press(app: App, action: str) -> None:
    """Press a key of the take bar and wait until what came of it is drawn."""
    before = shown(app).facts
    app.press("take-bar", action)
    await until(lambda: shown(app).facts > before and app.drawn_facts == shown(app).facts, action)


def running(app: App) -> int:
    """Return the place of the cue on air."""
    show = shown(app)
    assert show.air.run is not None
    return next(place for place, cue in enumerate(show.cues) if cue.id == show.air.run.cue)


async def enter_air(app: App) -> None:
    app.window.enter(Room.ON_AIR)
    await until(lambda: (bar := app.window.panel("take-bar")) is not None and bar.isVisible(), "the room")


def test_a_show_on_air_by_keys_is_the_show_on_disk(play: Play, tmp_path: Path) -> None:
    seen: list[Show] = []
    trace = tmp_path / "trace"

    async def story(app: App) -> None:
        await sample(app)
        await enter_air(app)
        await press(app, "take")
        assert running(app) == 0
        await asyncio.sleep(GUARD)
        await press(app, "take")
        assert running(app) == 1
        await press(app, "hold")
        run = shown(app).air.run
        assert run is not None
        assert run.held_since is not None
        await press(app, "undo")
        assert running(app) == 0
        await press(app, "more")
        seen.append(shown(app))

    app = play(story, trace=trace)
    (file,) = (tmp_path / "shows").glob("*.show")
    facts = read_facts(file)
    on_disk = replay(facts)
    kinds = [type(fact.body) for fact in facts]
    assert kinds.count(CueTaken) == 2
    assert kinds.count(CueHeld) == 1
    assert kinds.count(TakeUndone) == 1
    assert on_disk.air == seen[0].air
    assert on_disk.cues == seen[0].cues
    assert {fact.who for fact in facts if isinstance(fact.body, CueTaken)} == {"Ann"}
    painted = [int(line) for line in trace.read_text().split()]
    assert painted == sorted(painted)
    assert painted[-1] <= len(facts)
    assert load(app.file).show == str(file)


def test_closed_it_leaves_nothing_running(play: Play) -> None:
    before = set(threading.enumerate())
    timers: list[QTimer] = []

    async def story(app: App) -> None:
        await sample(app)
        await enter_air(app)
        await press(app, "take")
        app.hosting.open_on("")
        timers.extend(app.drawing.findChildren(QTimer))
        assert app.session is not None
        timers.extend(app.session.findChildren(QTimer))

    def closed(app: App) -> None:
        assert not app.window.isVisible()
        assert app.hosting._window is None
        assert timers
        assert [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()] == []
        assert {t.name for t in threading.enumerate() if t not in before and t.is_alive()} == set()

    play(story, closed)


def test_the_next_start_is_back_on_air_in_the_same_cue(play: Play, tmp_path: Path) -> None:
    async def first(app: App) -> None:
        await sample(app)
        await enter_air(app)
        await press(app, "take")

    async def second(app: App) -> None:
        await until(lambda: app.show is not None and app.drawn_facts == app.show.facts > 0, "the show again")
        assert running(app) == 0
        assert app.window.room() is Room.ON_AIR
        assert app.station.who == "Ann"

    play(first)
    play(second)


def test_a_key_is_silent_while_its_panel_is_not_in_sight(play: Play) -> None:
    async def story(app: App) -> None:
        await sample(app)
        app.window.enter(Room.PLAN)
        app.press("take-bar", "take")
        assert app.session is not None
        assert app.session.desk.pending == {}, "nothing is wished"
        assert shown(app).air.run is None

    play(story)


def test_a_show_that_is_gone_opens_the_program_without_one(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        await until(lambda: app.station.notices, "a notice")
        assert app.session is None
        (notice,) = app.station.notices
        assert notice.kind is NoticeKind.COULD_NOT
        assert notice.detail.startswith("gone.show: ")

    play(story, show=str(tmp_path / "gone.show"))


def test_a_damaged_show_is_open_as_a_copy_with_a_sentence(play: Play, tmp_path: Path) -> None:
    async def first(app: App) -> None:
        await sample(app)

    play(first)
    (file,) = (tmp_path / "shows").glob("*.show")
    data = file.read_bytes()
    at = data.rindex(b"planned")
    file.write_bytes(data[:at] + b"plunder" + data[at + 7 :])

    async def second(app: App) -> None:
        await until(lambda: app.station.notices and app.show is not None, "the copy")
        notice = next(one for one in app.station.notices if one.kind is NoticeKind.DAMAGED)
        assert notice.detail.startswith("1 fact of 2. The damaged file is kept: ")
        assert "Damage(" not in notice.detail

    play(second)


def test_two_things_remembered_at_once_are_both_kept(play: Play) -> None:
    async def story(app: App) -> None:
        for number in range(10):
            app.remember(who=f"person {number}")
            app.remember(workspace="technical", obs_port=4000 + number)
        await asyncio.sleep(0)

    app = play(story)
    known = load(app.file)
    assert (known.who, known.workspace, known.obs_port) == ("person 9", "technical", 4009)
    assert app.station.notices == ()


def test_a_bug_beside_the_loop_is_a_quiet_banner_and_the_show_goes_on(play: Play) -> None:
    async def broken() -> None:
        raise ZeroDivisionError

    async def story(app: App) -> None:
        await sample(app)
        app.spawn(broken())
        await until(lambda: app.station.notices, "a notice")
        assert [notice.kind for notice in app.station.notices] == [NoticeKind.BUG]
        await enter_air(app)
        await press(app, "take")

    play(story)


def test_what_the_disk_refuses_is_told_in_the_systems_words(play: Play) -> None:
    async def refused() -> None:
        raise PermissionError(13, "Permission denied", "/somewhere/report.md")

    async def story(app: App) -> None:
        app.spawn(refused())
        await until(lambda: app.station.notices, "a notice")
        assert app.station.notices[0].detail == "report.md: Permission denied"

    play(story)


def test_the_receipt_keys_mark_only_a_message_that_waits(play: Play) -> None:
    from liveops_desktop.core.intents import EndShow, SendMessage, Take

    async def story(app: App) -> None:
        assert app._seen("host") is False
        await sample(app)
        assert app._seen("host") is False
        app.send(SendMessage("Faster"))
        await until(lambda: shown(app).messages, "the message")
        assert app._seen("spotter") is True
        await until(lambda: shown(app).messages[-1].seen_at is not None, "seen")
        assert app._seen("host") is False
        app.send(Take(shown(app).cues[0].id, None))
        await until(lambda: shown(app).air.run, "on air")
        app.send(SendMessage("Wrap"))
        run = shown(app).air.run
        app.send(EndShow(run.id if run else None))
        await until(lambda: shown(app).air.ended_at is not None, "the end")
        assert app._seen("host") is False, "the host has it before them no more"

    play(story)


def test_room_for_a_copy(play: Play, tmp_path: Path) -> None:
    """A folder copied while the program is closed opens elsewhere as it is."""

    async def first(app: App) -> None:
        await sample(app)

    play(first)
    (file,) = (tmp_path / "shows").glob("*.show")
    other = tmp_path / "elsewhere.show"
    shutil.copy(file, other)

    async def second(app: App) -> None:
        await until(lambda: app.show is not None and app.show.cues, "the copy")
        assert app.station.show_path == str(other)

    play(second, show=str(other))


def test_a_show_on_air_is_opened_in_its_room_and_no_other_is_built(play: Play, tmp_path: Path) -> None:
    async def on_air(app: App) -> None:
        await sample(app)
        await enter_air(app)
        await press(app, "take")

    async def back(app: App) -> None:
        assert shown(app).air.on_air
        assert app.window.room() is Room.ON_AIR
        assert list(app.window._rooms) == [Room.ON_AIR]

    play(on_air)
    play(back)


def test_without_a_show_the_first_room_is_opened(play: Play) -> None:
    async def story(app: App) -> None:
        assert app.show is None
        assert app.window.room() is Room.PLAN

    play(story)


def test_sleep_is_no_matter_once_nothing_is_on_air(play: Play) -> None:
    async def story(app: App) -> None:
        app.notice(NoticeKind.KEEP_AWAKE_REFUSED, "no session bus")
        app.notice(NoticeKind.EXPORTED, "report.md")
        await until(
            lambda: [one.kind for one in app.station.notices] == [NoticeKind.EXPORTED], "it is taken back alone"
        )

    play(story)
