import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from liveops_desktop.core import intents as i
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Station
from liveops_desktop.panels.notes import NotesPanel
from tests.panels.stage import Sent, Stage, nothing_open


@pytest.fixture
def panel(qtbot: QtBot) -> tuple[NotesPanel, Sent]:
    sent = Sent()
    made = NotesPanel(sent)
    qtbot.addWidget(made)
    return made, sent


def test_the_latest_note_first_with_who_role_and_cue(panel: tuple[NotesPanel, Sent]) -> None:
    widget, _sent = panel
    stage = Stage().at(0)
    stage.take(0)
    stage.at(61).do(i.AddNote("slower", "CS"), "李")
    stage.at(75).do(i.SetMarker("egg"))
    widget.draw(stage.snapshot())
    assert widget._shown is not None
    told = [(row.at, row.who, row.cue, row.text, row.marker) for row in widget._shown]
    cue = "1 Opening and today's promise"
    assert told == [("20:01:15", "王", cue, "egg", True), ("20:01:01", "李 CS", cue, "slower", False)]


def test_a_note_is_signed_with_the_role_picked(panel: tuple[NotesPanel, Sent]) -> None:
    widget, sent = panel
    stage = Stage()
    widget.draw(stage.snapshot())
    assert widget.role.currentData() == "EXE"  # the hat worn at this seat
    widget.role.setCurrentIndex(widget.role.findData(Role.TECHNICAL.value))
    QTest.keyClicks(widget.line.edit, "fan is loud")
    widget.draw(stage.snapshot())
    assert widget.line.text() == "fan is loud"
    widget.line.edit.returnPressed.emit()
    assert sent.wishes == [i.AddNote("fan is loud", "TEC")]
    widget.marker.click()
    assert sent.last() == i.SetMarker("")


def test_an_empty_or_refused_note_says_so_at_its_line(panel: tuple[NotesPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(Stage().snapshot())
    widget.add.click()
    assert sent.wishes == []
    assert widget.line.said() == "Write the note first."
    QTest.keyClicks(widget.line.edit, "fan")
    widget.add.click()
    widget.draw(Stage().snapshot(station=Station(refusals={"wish-1": Refused(Reason.NAME_MISSING)})))
    assert (widget.line.text(), widget.line.said()) == ("fan", "Say who you are first.")


def test_the_hot_wash_is_saved_whole_and_comes_back(panel: tuple[NotesPanel, Sent]) -> None:
    widget, sent = panel
    stage = Stage()
    widget.draw(stage.snapshot())
    widget.boxes["keep"].put("egg live\nprice board")
    widget.boxes["fix"].put("card stand")
    widget.draw(stage.snapshot())
    widget.save.click()
    wish = i.SaveHotWash("EXE", keep="egg live\nprice board", fix="card stand")
    assert sent.wishes == [wish]
    stage.do(wish)
    widget.draw(stage.snapshot())
    assert widget._wash_note.text() == "Saved."
    other = NotesPanel(Sent())
    other.draw(stage.snapshot())
    assert other.boxes["keep"].text() == "egg live\nprice board"
    other.deleteLater()


def test_answers_belong_to_person_and_role_and_a_draft_is_not_lost(panel: tuple[NotesPanel, Sent]) -> None:
    widget, _sent = panel
    stage = Stage()
    stage.do(i.SaveHotWash("TEC", keep="spare line"))
    widget.draw(stage.snapshot())
    assert widget.boxes["keep"].text() == ""
    widget.role.setCurrentIndex(widget.role.findData("TEC"))
    assert widget.boxes["keep"].text() == "spare line"
    widget.boxes["fix"].put("label the cables")
    widget.role.setCurrentIndex(widget.role.findData("EXE"))
    assert widget.boxes["fix"].text() == "label the cables"
    assert "Not saved yet" in widget._wash_note.text()


def test_without_a_show_nothing_can_be_written(panel: tuple[NotesPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(nothing_open())
    assert not widget.add.isEnabled()
    assert "Open a show" in widget._empty.accessibleName()
