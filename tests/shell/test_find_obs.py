"""OBS on this PC: asked for first, found by its own settings; its password kept in the safe, thrown out when wrong."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from liveops_desktop.core.commands import AskObsPassword
from liveops_desktop.core.roles import Role
from liveops_desktop.core.vitals import Link, LinkTrouble
from liveops_desktop.services import obs_discovery
from liveops_desktop.services.secrets_store import SERVICE
from liveops_desktop.shell import station_file
from liveops_desktop.shell.app import App
from liveops_desktop.shell.find_obs import FindObs
from liveops_desktop.shell.obs_pictures import STEPS
from tests.lab.studio import LabObs
from tests.shell.conftest import Play, until

SETTINGS = Path(".config/obs-studio/plugin_config/obs-websocket/config.json")
FLATPAK = Path(".var/app/com.obsproject.Studio/config/obs-studio/plugin_config/obs-websocket/config.json")


class Drawer(KeyringBackend):
    """A safe that can be used, in memory."""

    priority: float = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]

    def of(self, port: int) -> str | None:
        """Return what is held for the OBS of this PC at *port*."""
        return self.held.get((SERVICE, f"OBS at 127.0.0.1:{port}"))


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    before = keyring.get_keyring()
    drawer = Drawer()
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(before)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home


def known(folder: Path, **parts: object) -> None:
    """Somebody sits here already, so that nothing else is asked."""
    seat = {"station": "here", "who": "Ann", "hats": frozenset({Role.TECHNICAL}), **parts}
    station_file.save(folder / "station.json", station_file.StationFile(**seat))  # type: ignore[arg-type]  # by name


def lay(file: Path, **settings: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings))


def bar(app: App) -> FindObs:
    found: list[FindObs] = app.window.findChildren(FindObs)
    return found[0]


def offered(app: App) -> bool:
    return any(one.isVisible() for one in app.window.findChildren(FindObs))


def link(app: App) -> tuple[Link, int]:
    reading = app.rig_side.vitals.obs.link
    return reading.state, reading.port


def test_no_file_of_obs_is_read_before_a_person_says_yes(
    play: Play, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(tmp_path)
    lay(home / SETTINGS, server_enabled=True, server_port=1, auth_required=False)
    real, looked = obs_discovery.find_obs, threading.Event()

    def watched() -> obs_discovery.Finding:
        looked.set()
        return real()

    monkeypatch.setattr(obs_discovery, "find_obs", watched)

    async def story(app: App) -> None:
        await until(lambda: offered(app), "the offer")
        assert not looked.is_set()
        assert link(app)[0] is Link.OFF
        QTest.keyClick(bar(app), Qt.Key.Key_Return)
        await until(lambda: link(app) == (Link.SEARCHING, 1), "the one that is switched on is connected at once")
        assert looked.is_set()
        assert not offered(app)

    app = play(story)
    assert (app.settings.now.obs_port, app.known.obs_wanted, app.known.obs_looked_for) == (1, True, True)


def test_the_keys_of_the_answers_are_shown_while_they_mean_the_answers(play: Play, home: Path, tmp_path: Path) -> None:
    known(tmp_path)

    async def story(app: App) -> None:
        await until(lambda: offered(app), "the offer")
        assert [button.key() for button, _name in bar(app)._buttons] == ["Enter", "T", "Esc"]
        bar(app).clearFocus()
        assert [button.key() for button, _name in bar(app)._buttons] == ["", "", ""], "Enter means something else now"
        bar(app).setFocus()
        assert [button.key() for button, _name in bar(app)._buttons] == ["Enter", "T", "Esc"]

    play(story)


def test_not_now_is_remembered(play: Play, home: Path, tmp_path: Path) -> None:
    known(tmp_path)

    async def no(app: App) -> None:
        await until(lambda: offered(app), "the offer")
        QTest.keyClick(bar(app), Qt.Key.Key_Escape)
        await until(lambda: station_file.load(app.file).obs_looked_for, "it is written down")
        assert not offered(app)

    async def again(app: App) -> None:
        await until(lambda: len(app.rig_side.history) >= 2, "two readings")
        assert not offered(app)

    play(no)
    play(again)


def test_the_search_waits_for_who_sits_here(play: Play, home: Path) -> None:
    async def story(app: App) -> None:
        await until(lambda: len(app.rig_side.history) >= 2, "two readings")
        assert not offered(app)

    play(story)


def test_switched_off_shows_how_and_looks_again(play: Play, home: Path, tmp_path: Path) -> None:
    known(tmp_path)
    lay(home / SETTINGS, server_enabled=False, server_port=2)
    lay(home / FLATPAK, server_port="nonsense")

    async def story(app: App) -> None:
        await until(lambda: offered(app), "the offer")
        QTest.keyClick(bar(app), Qt.Key.Key_Return)
        await until(lambda: "switched off" in bar(app).accessibleName(), "the help")
        said = [child.accessibleName() for child in bar(app).findChildren(QWidget)]
        for sentence, _draw in STEPS:
            assert sentence in said
        lay(home / SETTINGS, server_enabled=True, server_port=2, auth_required=False)
        QTest.keyClick(bar(app), Qt.Key.Key_Return)
        await until(lambda: link(app) == (Link.SEARCHING, 2), "connected after looking again")

    play(story)


def test_several_are_offered_and_one_is_chosen(play: Play, home: Path, tmp_path: Path) -> None:
    known(tmp_path)
    lay(home / SETTINGS, server_enabled=True, server_port=3, auth_required=False)
    lay(home / FLATPAK, server_enabled=True, server_port=4, auth_required=False)

    async def story(app: App) -> None:
        await until(lambda: offered(app), "the offer")
        QTest.keyClick(bar(app), Qt.Key.Key_Return)
        await until(lambda: "several" in bar(app).accessibleName(), "the choice")
        assert link(app)[0] is Link.OFF
        QTest.keyClick(bar(app), Qt.Key.Key_2)
        await until(lambda: link(app) == (Link.SEARCHING, 4), "the second is connected")

    play(story)


@pytest.mark.lab
def test_a_real_obs_is_found_connected_and_its_password_kept(
    play: Play,
    home: Path,
    tmp_path: Path,
    drawer: Drawer,
    own_obs: Callable[..., LabObs],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = own_obs()
    monkeypatch.setenv("HOME", str(mine.folder / "home"))
    known(tmp_path)

    async def find(app: App) -> None:
        await until(lambda: offered(app), "the offer")
        QTest.keyClick(bar(app), Qt.Key.Key_Return)
        await until(lambda: link(app) == (Link.CONNECTED, mine.port), "connected")
        await until(lambda: drawer.of(mine.port) == mine.password, "the password is in the safe")

    async def by_the_safe(app: App) -> None:
        await until(lambda: link(app) == (Link.CONNECTED, mine.port), "connected by the safe's password")

    play(find)
    play(by_the_safe)
    assert mine.password not in (tmp_path / "station.json").read_text()


@pytest.mark.lab
@pytest.mark.parametrize("keep", [True, False])
def test_a_wrong_password_in_the_safe_is_asked_again_and_thrown_out(
    play: Play, home: Path, tmp_path: Path, drawer: Drawer, obs: LabObs, keep: bool
) -> None:
    known(tmp_path, obs_port=obs.port, obs_wanted=True)
    drawer.set_password(SERVICE, f"OBS at 127.0.0.1:{obs.port}", "of last week")

    async def story(app: App) -> None:
        question = app.orders.obs._question
        await until(lambda: app.rig_side.vitals.obs.link.trouble is LinkTrouble.WRONG_PASSWORD, "refused")
        await until(question.isVisible, "asked again")
        assert "safe" in question._why.text()
        assert QApplication.focusWidget() is not question._password.edit, "nobody asked for it: the keys stay"
        app.send(AskObsPassword())
        assert QApplication.focusWidget() is question._password.edit
        assert "safe" in question._why.text(), "why it is asked is still said"
        assert drawer.of(obs.port) == "of last week"
        (box,) = question.findChildren(QCheckBox)
        await until(box.isVisible, "the safe is offered")
        assert box.isChecked()
        box.setChecked(keep)
        question._password.edit.setText(obs.password)
        QTest.keyClick(question._password.edit, Qt.Key.Key_Return)
        await until(lambda: link(app)[0] is Link.CONNECTED, "connected")
        await until(lambda: drawer.of(obs.port) == (obs.password if keep else None), "the safe holds what was wanted")

    play(story)
