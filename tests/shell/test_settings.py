"""The settings in the program: changed in their window, in effect at once, kept, exported; the list of keys."""

import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from liveops_desktop.core import commands as c
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.panels import Room
from liveops_desktop.shell import station_file
from liveops_desktop.shell.app import App
from liveops_desktop.shell.key_sheet import KeySheet
from liveops_desktop.shell.settings_dialog import SettingsDialog
from liveops_desktop.widgets import keycaps
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.look import look
from liveops_desktop.words import use
from tests.shell.conftest import Play, until


@pytest.fixture(autouse=True)
def seat(tmp_path: Path) -> Iterator[None]:
    """Somebody sits here, and OBS was asked for: nothing else asks."""
    known = station_file.StationFile("here", "Ann", frozenset({Role.TECHNICAL, Role.EXECUTION}), obs_looked_for=True)
    station_file.save(tmp_path / "station.json", known)
    yield
    keycaps.use({})


def written(app: App) -> dict[str, object]:
    try:
        return tomllib.loads((app.options.folder / "settings.toml").read_text())
    except FileNotFoundError:
        return {}


async def opened(app: App) -> SettingsDialog:
    await until(lambda: app.checks, "the program is up")
    QTest.keyClick(app.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    if not app.window.findChildren(SettingsDialog):  # offscreen there is no active window for a shortcut
        app.settings.open()
    (dialog,) = app.window.findChildren(SettingsDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    await until(dialog.isActiveWindow, "it is the active window: the room's keys are off in it")
    return dialog


def field(dialog: SettingsDialog, name: str) -> Field:
    editor = dialog.editors[name]
    assert isinstance(editor, Field)
    return editor


def choose(dialog: SettingsDialog, name: str, value: str) -> None:
    box = dialog.editors[name]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def type_in(one: Field, text: str) -> None:
    one.edit.setFocus()
    one.edit.selectAll()
    QTest.keyClicks(one.edit, text)
    QTest.keyClick(one.edit, Qt.Key.Key_Return)


def test_the_first_start_writes_the_file_from_what_an_older_program_kept(play: Play, tmp_path: Path) -> None:
    known = station_file.StationFile("here", "Ann", obs_port=4466, obs_looked_for=True, language="zh_Hans")
    station_file.save(tmp_path / "station.json", known)

    async def story(app: App) -> None:
        await until(lambda: written(app), "the file is written")

    try:
        app = play(story)
        assert (written(app)["obs_port"], written(app)["language"]) == (4466, "zh_Hans")
        assert app.station.language == "zh_Hans"
    finally:
        use("en")


def test_a_value_typed_wrong_is_refused_at_its_field_and_a_right_one_holds_at_once(play: Play) -> None:
    async def story(app: App) -> None:
        dialog = await opened(app)
        distance = field(dialog, "reading_distance_m")
        type_in(distance, "9")
        assert "from 1 to 6 m" in distance.said()
        assert app.station.reading_distance_m == 2.0
        type_in(distance, "3,5")
        assert distance.said() == ""
        assert app.station.reading_distance_m == 3.5
        await until(lambda: written(app).get("reading_distance_m") == 3.5, "it is in the file")

    async def again(app: App) -> None:
        await until(lambda: app.station.reading_distance_m == 3.5, "the next start has it")

    play(story)
    play(again)


def test_look_and_language_change_in_place_and_the_window_speaks_it(play: Play) -> None:
    async def story(app: App) -> None:
        dialog = await opened(app)
        choose(dialog, "theme", "light")
        assert look().palette.name == "light"
        (dialog,) = [one for one in app.window.findChildren(SettingsDialog) if one.isVisible()]
        choose(dialog, "language", "zh_Hans")
        assert app.station.language == "zh_Hans"
        assert [one.isVisible() for one in app.window.findChildren(SettingsDialog)].count(True) == 1
        await until(lambda: written(app).get("language") == "zh_Hans", "it is in the file")
        app.send(c.ChooseLanguage("en"))
        await until(lambda: written(app).get("language") == "en", "the seat's question and the settings are one")

    try:
        play(story)
    finally:
        use("en")


def test_a_key_is_changed_a_clash_is_named_and_its_own_comes_back(play: Play) -> None:
    async def story(app: App) -> None:
        dialog = await opened(app)
        pressed: list[tuple[str, str]] = []
        app.keys._press = lambda panel, action: pressed.append((panel, action))
        dialog.keys.change("take-bar.take", "H")
        assert "Hold" in dialog.keys.said["take-bar.take"].text()
        assert app.settings.now.keys == {}
        dialog.keys.change("take-bar.take", "F12")
        assert dialog.keys.said["take-bar.take"].text() == ""
        bound = [one.key().toString() for one in app.keys._shortcuts]
        assert "F12" in bound
        assert "Space" not in bound
        next(one for one in app.keys._shortcuts if one.key().toString() == "F12").activated.emit()
        assert pressed == [("take-bar", "take")]
        app.window.enter(Room.ON_AIR)
        bar = app.window.panel("take-bar")
        assert bar is not None
        caps = [button.accessibleName() for button in bar.findChildren(KeyButton)]
        assert [name for name in caps if "(F12)" in name]
        assert not [name for name in caps if "(Space)" in name]
        await until(lambda: written(app)["keys"] == {"take-bar.take": ["F12"]}, "it is in the file")
        dialog.keys.reset("take-bar.take")
        assert "Space" in [one.key().toString() for one in app.keys._shortcuts]
        await until(lambda: written(app)["keys"] == {}, "nothing differs any more")

    play(story)


def test_the_list_of_keys_shows_them_as_they_are_and_leaves_the_focus(play: Play) -> None:
    async def story(app: App) -> None:
        await until(lambda: app.checks, "the program is up")
        app.settings.change(keys={"take-bar.take": ("F12",)})
        app.window.enter(Room.ON_AIR)
        focus = app.window.focusWidget()
        app.settings.toggle_sheet()
        (sheet,) = app.window.findChildren(KeySheet)
        assert sheet.isVisible()
        assert app.window.rect().contains(sheet.geometry())
        words = [label.text() for label in sheet.findChildren(QLabel) if label.isVisibleTo(sheet)]
        assert words[words.index("Take the next cue") - 1] == "F12"
        assert app.window.focusWidget() is focus
        app.settings.toggle_sheet()
        assert not sheet.isVisible()
        app.settings.toggle_sheet()
        QTest.keyClick(app.window, Qt.Key.Key_Escape)
        assert not sheet.isVisible()

    play(story)


def test_the_list_of_keys_has_those_of_the_tables_of_its_room_and_no_others(play: Play) -> None:
    async def story(app: App) -> None:
        await until(lambda: app.checks, "the program is up")
        words = {}
        for room in (Room.PLAN, Room.ON_AIR):
            app.window.enter(room)
            app.settings.toggle_sheet()
            (sheet,) = app.window.findChildren(KeySheet)
            assert app.window.rect().contains(sheet.geometry())
            words[room] = [label.text() for label in sheet.findChildren(QLabel) if label.isVisibleTo(sheet)]
            app.settings.toggle_sheet()
        plan, air = words[Room.PLAN], words[Room.ON_AIR]
        assert plan[plan.index("Duplicate the chosen cues") - 1] == "Ctrl+D"
        assert plan[plan.index("Open the show") - 1] == "Enter"
        assert plan[plan.index("Tick the item, or take the tick away") - 1] == "Space"
        assert air[air.index("Delete the cue") - 1] == "Del"
        assert "Delete the cue" not in plan
        assert "Duplicate the chosen cues" not in air

    play(story)


def test_what_is_wrong_in_the_file_is_said_with_its_line(play: Play, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('version = 1\nobs_port = 0\n[keys]\n"take-bar.take" = ["H"]\n')

    async def story(app: App) -> None:
        await until(lambda: len(app.station.notices) == 2, "both are said")
        said = [notice.detail for notice in app.station.notices if notice.kind is NoticeKind.SETTINGS]
        assert "line 2" in said[0]
        assert "Hold" in said[1]
        assert "Space" in [one.key().toString() for one in app.keys._shortcuts]

    play(story)


def test_a_support_bundle_and_an_export_from_the_window(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        dialog = await opened(app)
        dialog.export(str(tmp_path / "mine.toml"))
        assert (tmp_path / "mine.toml").read_text() == app.settings.text()
        app.settings.save_bundle()
        await until(lambda: app.station.notices, "where it is")
        with zipfile.ZipFile(app.station.notices[0].detail) as packed:
            assert "about.json" in packed.namelist()
            assert b"screens" in packed.read("about.json")

    play(story)
