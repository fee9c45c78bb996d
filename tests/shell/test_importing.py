"""Files with a run-of-show in the running program: looked at, mapped, taken in as one edit, left again."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from liveops_desktop.core import commands as c
from liveops_desktop.core.clock import MINUTE
from liveops_desktop.core.incoming import Incoming
from liveops_desktop.core.intents import LockRundown
from liveops_desktop.core.refusal import Reason
from liveops_desktop.panels import Room
from liveops_desktop.panels.editor.panel import Editor
from liveops_desktop.shell.app import App
from liveops_desktop.shell.importing import KEPT
from liveops_desktop.widgets.tabs import Tabs
from tests.shell.conftest import Play, until

GOOD = "Title,Length,Owner,Mood\nOpen,3:00,EXE,calm\nPan,8,HOST,\nTotal,11,,\n"
ODD = "Title,Bit,Owner\nOpen,3:00,EXE\nPan,8,HOST\n"


async def with_show(app: App) -> None:
    app.send(c.ChoosePerson("Bo", frozenset()))
    app.send(c.NewSampleShow())
    await until(lambda: app.show is not None and len(app.show.cues) == 19, "the sample show is open")


async def looked(app: App, path: Path) -> Incoming:
    app.send(c.ImportFile(str(path)))
    await until(lambda: app.station.incoming is not None and not app.station.incoming.reading, "the file is read")
    assert app.station.incoming is not None
    return app.station.incoming


def write(folder: Path, text: str, name: str = "evening.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def titles(app: App) -> list[str]:
    return [] if app.show is None else [cue.title for cue in app.show.cues]


def test_a_file_replaces_the_list_as_one_edit_that_is_undone_at_once(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        incoming = await looked(app, write(tmp_path, GOOD))
        assert (incoming.cues, incoming.length, incoming.problems) == (2, 11 * MINUTE, ())
        assert incoming.left_out == ((4, "Total"),)
        assert incoming.counts["replace"] == (2, 0, 19)
        app.send(c.TakeIn("replace"))
        await until(lambda: titles(app) == ["Open", "Pan"], "it is taken in")
        assert app.show is not None
        assert app.show.header is not None
        assert [one.title for one in app.show.header.columns] == ["Mood"]
        await until(lambda: app.station.incoming is None, "nothing is looked at any more")
        assert app.snapshot().station.undo == 2, "the sample's cues, and the file"
        app.send(c.UndoEdit())
        await until(lambda: len(titles(app)) == 19, "it is undone")
        assert not app.show.header.columns

    play(story)


def test_how_columns_were_mapped_is_remembered_for_the_next_file(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        first = await looked(app, write(tmp_path, ODD))
        assert not first.complete
        assert [one.reason for one in first.problems] == [Reason.NO_HEADINGS]
        app.send(c.TakeIn("new"))
        assert len(titles(app)) == 19
        app.send(c.ImportColumn(1, "planned"))
        assert app.station.incoming is not None
        assert (app.station.incoming.complete, app.station.incoming.problems) == (True, ())
        app.send(c.TakeIn("replace"))
        await until(lambda: titles(app) == ["Open", "Pan"], "it is taken in")
        await until(lambda: app.station.incoming is None, "it is put away")
        again = await looked(app, write(tmp_path, ODD + "Kettle,4,EXE\n", "next.csv"))
        assert (again.complete, again.columns, again.cues) == (True, ("title", "planned", "owner"), 3)

    play(story)
    assert ["title", "planned", "owner"] in json.loads((tmp_path / KEPT).read_text()).values()


def test_a_row_of_headings_chosen_by_hand_is_remembered_by_its_headings(play: Play, tmp_path: Path) -> None:
    text = "Title,Owner,Start\nOld opening,Ann,20:00\nBit,Mins,Lead\nOpening,3,Bo\nGoodbye,4,Bo\n"

    async def story(app: App) -> None:
        await with_show(app)
        first = await looked(app, write(tmp_path, text))
        assert first.heading_row == 0
        assert [row for row, _ in first.tops] == [0, 1, 2, 3, 4]
        app.send(c.ImportHeading(2))
        for place, field in enumerate(("title", "planned", "owner")):
            app.send(c.ImportColumn(place, field))
        assert app.station.incoming is not None
        assert (app.station.incoming.heading_row, app.station.incoming.problems) == (2, ())
        app.send(c.TakeIn("replace"))
        await until(lambda: titles(app) == ["Opening", "Goodbye"], "it is taken in")
        await until(lambda: app.station.incoming is None, "it is put away")
        again = await looked(app, write(tmp_path, "Week 2,,\n" + text, "next.csv"))
        assert (again.heading_row, again.cues, again.problems) == (3, 2, ())
        app.send(c.ImportHeading(99))
        assert app.station.incoming is again, "a row that is not there is passed over"

    play(story)


def test_a_file_that_is_left_changes_and_remembers_nothing(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        await looked(app, write(tmp_path, ODD))
        app.send(c.ImportColumn(0, "title"))
        app.send(c.DropImport())
        assert app.station.incoming is None
        app.send(c.TakeIn("replace"))
        assert len(titles(app)) == 19

    play(story)
    assert not (tmp_path / KEPT).exists()


def test_while_it_is_being_read_it_can_be_left(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        app.send(c.ImportFile(str(write(tmp_path, "Title,Length\n" + "Cue,1\n" * 4_000))))
        begun = app.station.incoming
        assert begun is not None
        assert begun.reading
        app.send(c.DropImport())
        await until(lambda: app.station.incoming is None, "it is left")
        after = await looked(app, write(tmp_path, GOOD, "other.csv"))
        assert after.name == "other.csv", "the one that was left never comes"

    play(story)


def test_nothing_is_taken_while_there_are_problems(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        incoming = await looked(app, write(tmp_path, "Title,Length\nOpen,soon\nPan,8\n"))
        assert [(one.reason, one.row, one.column) for one in incoming.problems] == [(Reason.NOT_A_DURATION, 2, 2)]
        before = app.show
        for how in ("merge", "replace", "new"):
            app.send(c.TakeIn(how))
        assert app.show is before
        assert app.snapshot().station.undo == 1, "the sample's cues alone"

    play(story)


@pytest.mark.parametrize(
    ("name", "content", "wrong"), [("x.xlsx", b"no book", "not-readable"), ("y.csv", b"", "empty")]
)
def test_what_is_no_run_of_show_says_why(play: Play, tmp_path: Path, name: str, content: bytes, wrong: str) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        (tmp_path / name).write_bytes(content)
        incoming = await looked(app, tmp_path / name)
        assert incoming.wrong == wrong
        assert not (await looked(app, write(tmp_path, GOOD))).wrong, "the next file is another matter"

    play(story)


def test_a_locked_list_takes_a_file_with_a_reason_only(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        app.send(LockRundown())
        await until(lambda: app.show is not None and app.show.lock.locked, "it is locked")
        await looked(app, write(tmp_path, GOOD))
        wish = app.send(c.TakeIn("replace"))
        await until(lambda: wish in app.snapshot().station.refusals, "it is refused")
        assert app.snapshot().station.refusals[wish].reason is Reason.LOCKED
        assert len(titles(app)) == 19
        assert app.station.incoming is not None, "what was refused is still looked at"
        app.send(c.TakeIn("replace", "sponsor"))
        await until(lambda: titles(app) == ["Open", "Pan"], "it is taken in")
        assert app.show is not None
        assert app.show.lock.version == 2

    play(story)


def test_a_file_let_go_over_the_editor_is_looked_at(play: Play, tmp_path: Path) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        app.window.enter(Room.PLAN)
        editor = app.window.panel("editor")
        assert isinstance(editor, Editor)
        await until(lambda: editor._model.rowCount() >= 19, "the list is drawn")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(write(tmp_path, GOOD)))])
        none = Qt.KeyboardModifier.NoModifier
        editor.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
        await until(lambda: app.station.incoming is not None and app.station.incoming.cues == 2, "it is read")

    play(story)


def test_the_key_to_import_brings_the_run_of_show_to_the_front_and_asks_for_the_file(play: Play) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        app.window.enter(Room.PLAN)
        tabs = app.window.findChildren(Tabs)[0]
        tabs.turn(2)
        editor = app.window.panel("editor")
        assert isinstance(editor, Editor)
        await until(lambda: not editor.isVisible(), "the preparation is in front")
        QTest.keyClick(app.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: asked(app), "a file is asked for")
        assert editor.isVisible()
        for dialog in asked(app):
            assert dialog.directory().exists()
            assert dialog.findChildren(QLineEdit)[0].text() == "", "no name is made up"
            dialog.reject()
        await until(lambda: not asked(app), "the question is put away")
        app.window.enter(Room.REVIEW)
        QTest.keyClick(app.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        assert app.window.room() is Room.REVIEW, "the key is the room's own"
        assert not asked(app)

    play(story)


def asked(app: App) -> list[QFileDialog]:
    return [dialog for dialog in app.window.findChildren(QFileDialog) if dialog.isVisible()]
