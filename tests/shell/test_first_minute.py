"""The first minute of a new station: one step at a time, by keys alone, and never again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from liveops_desktop import words
from liveops_desktop.core.clock import MINUTE
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.roles import Role
from liveops_desktop.core.vitals import Link
from liveops_desktop.shell.app import App
from liveops_desktop.shell.find_obs import FindObs
from liveops_desktop.shell.first_minute import FirstMinute, Step
from liveops_desktop.shell.seat import SeatQuestion
from liveops_desktop.shell.station_file import StationFile, load, save
from liveops_desktop.widgets.button import KeyButton
from tests.shell.conftest import Play, until
from tests.shell.test_find_obs import SETTINGS, lay


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's OBS, and a system that speaks English."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    return home


def step(app: App) -> Step | None:
    """Return the step that is in sight."""
    seen = [bar for bar in app.window.findChildren(FirstMinute) if bar.isVisible()]
    return seen[0].step if seen else None


def others(app: App) -> list[QWidget]:
    """Return the other questions in sight."""
    return [bar for kind in (SeatQuestion, FindObs) for bar in app.window.findChildren(kind) if bar.isVisible()]


def key(what: Qt.Key) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, what)


def tab_to(kind: type[QWidget], text: str = "") -> None:
    """Walk by Tab to the widget of that kind with that text."""
    walked = []
    for _stop in range(40):
        focus = QApplication.focusWidget()
        walked.append(f"{type(focus).__name__} {focus.accessibleName() if focus else None}")
        if isinstance(focus, kind) and text in (focus.text() if isinstance(focus, KeyButton) else ""):
            return
        key(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never reached {kind.__name__} {text}: {walked}")


async def at(app: App, wanted: Step | None) -> None:
    await until(lambda: step(app) is wanted, str(wanted))


async def begun(app: App) -> None:
    await at(app, Step.LANGUAGE)
    app.window.activateWindow()
    await until(lambda: isinstance(QApplication.focusWidget(), FirstMinute), "it has the keys")
    assert others(app) == []


def test_the_whole_minute_by_keys(play: Play, home: Path) -> None:
    lay(home / SETTINGS, server_enabled=True, server_port=6, auth_required=False)

    async def story(app: App) -> None:
        await begun(app)
        assert "1 of 4" in app.window.findChildren(FirstMinute)[0].accessibleName()
        key(Qt.Key.Key_Return)
        assert step(app) is Step.SEAT
        key(Qt.Key.Key_Return)
        assert step(app) is Step.SEAT, "a name is needed"
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        QTest.keyClicks(focus, "Sam")  # with the letter that skips elsewhere
        tab_to(QCheckBox)
        key(Qt.Key.Key_Space)
        key(Qt.Key.Key_Return)  # from wherever one stands: it is what the button says
        assert step(app) is Step.OBS
        assert app.rig_side.vitals.obs.link.state is Link.OFF, "not before a person says yes"
        key(Qt.Key.Key_Return)
        await at(app, Step.SAMPLE)
        await until(lambda: app.rig_side.vitals.obs.link.port == 6, "the OBS found is connected")
        await until(lambda: isinstance(QApplication.focusWidget(), FirstMinute), "it has the keys")
        key(Qt.Key.Key_Return)
        await until(lambda: app.show is not None and app.show.cues, "the sample show")
        assert step(app) is None
        assert app.show is not None
        assert app.show.header is not None
        assert 0 < lay_out(app.show.header, app.show.cues).start - app.clock.now() <= 20 * MINUTE
        await until(lambda: load(app.file).first_minute, "it is written down")

    app = play(story)
    known = load(app.file)
    assert (known.who, known.hats, known.obs_looked_for) == ("Sam", frozenset({next(iter(Role))}), True)


def test_every_step_is_skipped_and_nothing_comes_of_it(play: Play) -> None:
    async def story(app: App) -> None:
        await begun(app)
        key(Qt.Key.Key_S)
        assert step(app) is Step.SEAT
        tab_to(KeyButton, "Skip")
        key(Qt.Key.Key_Return)
        assert step(app) is Step.OBS
        key(Qt.Key.Key_S)
        assert step(app) is Step.SAMPLE
        key(Qt.Key.Key_S)
        assert step(app) is None
        await until(lambda: load(app.file).first_minute, "it is written down")
        count = len(app.rig_side.history)
        await until(lambda: len(app.rig_side.history) >= count + 2, "two readings")
        assert others(app) == []
        assert (app.show, app.station.who) == (None, "")

    play(story)


@pytest.mark.parametrize("skipped", [0, 1, 2, 3])
def test_escape_leaves_it_for_good(play: Play, skipped: int) -> None:
    async def leaves(app: App) -> None:
        await begun(app)
        bar = app.window.findChildren(FirstMinute)[0]
        for _step in range(skipped):
            bar._skip()
        key(Qt.Key.Key_Escape)
        assert step(app) is None
        await until(lambda: load(app.file).first_minute and load(app.file).obs_looked_for, "it is written down")

    async def again(app: App) -> None:
        await until(lambda: len(app.rig_side.history) >= 2, "two readings")
        assert app.window.findChildren(FirstMinute) == []
        assert not any(isinstance(bar, FindObs) for bar in others(app))

    play(leaves)
    play(again)


def test_another_language_goes_on_in_it(play: Play) -> None:
    async def story(app: App) -> None:
        await begun(app)
        key(Qt.Key.Key_2)
        await until(lambda: app.station.language == "zh_Hans", "the language")
        assert step(app) is Step.SEAT
        bar = app.window.findChildren(FirstMinute)[0]
        assert any(button.text() == words._("That is me") != "That is me" for button in bar.findChildren(KeyButton))

    try:
        play(story)
    finally:
        words.use("en")


def test_a_station_that_is_known_is_not_introduced(play: Play, tmp_path: Path) -> None:
    save(tmp_path / "station.json", StationFile("here", "Ann", obs_looked_for=True))

    async def story(app: App) -> None:
        await until(lambda: len(app.rig_side.history) >= 2, "two readings")
        assert app.window.findChildren(FirstMinute) == []

    play(story)


def test_who_sits_here_is_asked_within_it(play: Play) -> None:
    async def story(app: App) -> None:
        await begun(app)
        QTest.keyClick(app.window, Qt.Key.Key_F6)
        await at(app, Step.SEAT)
        assert others(app) == []

    play(story)
