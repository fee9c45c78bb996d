"""The disk of a show is full: another folder is offered from the window, and the show goes on there."""

import stat
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QLineEdit

from liveops_desktop.core import commands as c
from liveops_desktop.core.evolve import replay
from liveops_desktop.core.facts import CueTaken
from liveops_desktop.core.intents import AddNote, Take
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.panels import Room
from liveops_desktop.shell import station_file
from liveops_desktop.shell.app import App
from liveops_desktop.shell.elsewhere import followed
from liveops_desktop.shell.station_file import StationFile
from liveops_desktop.store.reading import read_facts
from liveops_desktop.widgets.ask import Ask
from liveops_desktop.widgets.button import KeyButton
from tests.lab.disk import fill
from tests.shell.conftest import Play, until


@pytest.fixture
def shows(small_disk: Path, tmp_path: Path) -> Path:
    """Put the folder of shows on the small disk."""
    (tmp_path / "shows").symlink_to(small_disk)
    return tmp_path / "shows"


async def refused(app: App, shows: Path) -> str:
    """Open the sample show and fill its disk until a fact is not saved; return its file."""
    app.send(c.NewSampleShow())
    await until(lambda: app.show and app.show.cues and app.session and not app.session.desk.pending, "the sample show")
    fill(shows)
    assert app.session is not None
    desk = app.session.desk
    while desk.saving is None:
        app.send(AddNote("one more " * 50))
        await until(lambda: not desk.pending, "an answer")
    return app.session.path


def offered(app: App, kind: type[Ask] | None = None) -> dict[str, KeyButton]:
    """Return the buttons of the questions that can be seen, by their titles."""
    bars = [bar for bar in app.window.findChildren(kind or Ask) if bar.isVisible()]
    return {button.text(): button for bar in bars for button in bar.answers()}


async def chosen(app: App, folder: Path) -> None:
    """Type *folder* into the chooser and accept it."""
    await until(lambda: [d for d in app.window.findChildren(QFileDialog) if d.isVisible()], "the chooser")
    (dialog,) = app.window.findChildren(QFileDialog)
    assert not dialog.isModal(), "a take must not wait for it"
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.setText(str(folder))
    dialog.accept()


def test_a_show_on_air_goes_on_in_another_folder(play: Play, shows: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path: list[str] = []

    async def story(app: App) -> None:
        before = await refused(app, shows)
        await until(lambda: "Another folder …" in offered(app), "the offer")
        offered(app)["Another folder …"].click()
        # The chooser is open, and the show goes on: a cue is taken meanwhile.
        assert app.show is not None
        app.window.enter(Room.ON_AIR)
        app.send(Take(app.show.cues[0].id, None))
        await until(lambda: app.show and app.show.air.run, "on air, not saved")
        await chosen(app, stick)
        await until(lambda: app.session and app.session.path != before, "another file")
        assert app.session is not None
        await until(lambda: app.session and app.session.desk.saving is None, "saved")
        path.append(app.session.path)
        assert Path(app.session.path).parent == stick
        await until(lambda: app.snapshot().station.show_path == app.session.path, "told")  # type: ignore[union-attr]  # it is open
        assert app.station.notices[-1].kind is NoticeKind.MOVED
        await until(lambda: [e.path for e in app.station.shows] == [app.session.path], "the list follows")  # type: ignore[union-attr]  # likewise
        app.send(AddNote("after"))
        await until(lambda: app.show and app.show.notes[-1].text == "after", "goes on")
        # Asked for by its old place, the show is the one that is open.
        first = app.session
        app.send(c.OpenShow(before))
        app.send(c.PreviewReport())
        await until(lambda: app.station.report_text, "something after it")
        assert app.session is first

    app = play(story)
    assert station_file.load(app.file).show == path[0]
    facts = read_facts(Path(path[0]))
    assert [fact.station_seq for fact in facts] == list(range(1, len(facts) + 1))
    assert any(isinstance(fact.body, CueTaken) for fact in facts)
    assert replay(facts).notes[-1].text == "after"


def test_a_folder_that_refuses_too_changes_nothing_and_is_named(play: Play, shows: Path, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        before = await refused(app, shows)
        (tmp_path / "a file").touch()
        app.send(c.RetrySaving(str(tmp_path / "a file" / "no folder")))
        await until(lambda: app.station.notices, "told")
        assert "no folder" in app.station.notices[0].detail
        assert app.session is not None
        assert app.session.path == before
        assert app.session.desk.saving is not None
        (shows / "ballast").unlink()
        app.send(c.RetrySaving())
        await until(lambda: app.session and app.session.desk.saving is None, "saved where it was")
        assert app.session.path == before

    play(story)


def test_closing_names_what_would_be_lost_and_offers_another_folder(play: Play, shows: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    async def story(app: App) -> None:
        await refused(app, shows)
        await until(lambda: app.window._snapshot and app.window._snapshot.station.saving, "drawn")
        app.window.close()
        assert not app.closed.is_set()
        question = app.window._question
        assert "1 fact" in question.sentence()
        app.send(AddNote("still counted"))
        await until(lambda: "2 facts" in question.sentence(), "the question stays true")
        assert [button.text() for button in question.answers()] == ["Stay", "Another folder …", "Close and lose it"]
        question.answers()[1].click()
        await chosen(app, stick)
        await until(lambda: app.session and app.session.desk.saving is None, "saved")
        await until(lambda: not question.isVisible(), "nothing is left to ask")
        app.window.close()
        assert app.closed.is_set()

    play(story)
    (file,) = stick.glob("*.show")
    assert replay(read_facts(file)).notes[-1].text == "still counted"


def test_the_stations_file_is_kept_once_more_on_a_full_disk(small_disk: Path) -> None:
    file = small_disk / "station.json"
    known = replace(station_file.load(file), show="before")
    station_file.save(file, known)
    fill(small_disk)
    station_file.save(file, replace(known, show="/a/stick/evening.show", who="王"))
    read = station_file.load(file)
    assert (read.show, read.who, read.station) == ("/a/stick/evening.show", "王", known.station)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_moved_show_is_followed_as_far_as_it_can_be_reached(tmp_path: Path) -> None:
    a, b, c_ = (tmp_path / name for name in ("a.show", "b.show", "c.show"))
    moved = {str(a): str(b), str(b): str(c_), str(c_): str(a)}
    assert followed(a, moved) == a
    b.touch()
    assert followed(a, moved) == b
    c_.touch()
    a.touch()
    assert followed(a, moved) == c_, "and never in a circle"
    assert followed(tmp_path / "d.show", moved) == tmp_path / "d.show"
    assert StationFile().moved == {}
