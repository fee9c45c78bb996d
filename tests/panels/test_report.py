import pytest
from pytestqt.qtbot import QtBot

from liveops_desktop.core import intents as i
from liveops_desktop.core.commands import CopyText, ExportReport, PreviewReport
from liveops_desktop.core.snapshot import Station
from liveops_desktop.panels.report import ReportPanel
from tests.panels.stage import CONTENT, Sent, Stage, nothing_open


@pytest.fixture
def panel(qtbot: QtBot) -> tuple[ReportPanel, Sent]:
    sent = Sent()
    made = ReportPanel(sent)
    qtbot.addWidget(made)
    return made, sent


def cells(panel: ReportPanel, row: int) -> list[str]:
    items = [panel.table.item(row, column) for column in range(panel.table.columnCount())]
    return [item.text().strip() for item in items if item is not None]


def ran() -> Stage:
    stage = Stage().at(12)
    stage.take(0)
    stage.at(200).take(1)
    return stage


def test_planned_against_actual(panel: tuple[ReportPanel, Sent]) -> None:
    widget, _sent = panel
    stage = ran()
    widget.draw(stage.snapshot())
    first = ["1", "Opening and today's promise", "20:00:00", "20:00:12", "3:00", "3:08", "+0:08", ""]
    assert cells(widget, 0) == first
    assert cells(widget, 1)[3:] == ["20:03:20", "5:00", "–", "–", "on air"]
    assert cells(widget, 2)[-1] == "not run"
    assert widget.headline.text() == "Started 20:00:12, 0:12 late · still running"
    assert stage.show.air.run is not None
    stage.at(7_310).do(i.EndShow(stage.show.air.run.id))
    widget.draw(stage.snapshot())
    assert widget.headline.text() == "Started 20:00:12, 0:12 late · ended 22:01:50, +1:50 against the plan"


def test_a_show_that_has_not_started(panel: tuple[ReportPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(Stage().snapshot())
    assert widget.headline.text() == "Not started. Planned for 20:00."


def test_incidents_in_one_line_each(panel: tuple[ReportPanel, Sent]) -> None:
    widget, _sent = panel
    stage = ran()
    stage.do(i.OpenCard(CONTENT.cards[2]))
    stage.at(204).do(i.DoStep(stage.show.incidents[0].id, 0))
    widget.draw(stage.snapshot())
    assert widget._incidents.text() == "20:03:20  E08 Streaming PC or OBS crash · S1 · 1 of 7 steps · still open"
    stage.at(260).do(i.CloseIncident(stage.show.incidents[0].id, recovered=True))
    widget.draw(stage.snapshot())
    assert widget._incidents.text().endswith("closed after 1:00 · recovery confirmed")


def test_the_preview_asks_for_the_text_and_asks_anew_when_something_happened(panel: tuple[ReportPanel, Sent]) -> None:
    widget, sent = panel
    stage = ran()
    widget.draw(stage.snapshot())
    assert sent.wishes == []
    widget.preview.click()
    assert sent.wishes == [PreviewReport()]
    widget.draw(stage.at(201).snapshot(station=Station(report_text="# Kitchen night")))
    assert widget.markdown.toPlainText() == "# Kitchen night"
    assert len(sent.wishes) == 1
    widget.copy.click()
    assert sent.last() == CopyText("# Kitchen night")
    stage.do(i.AddNote("new"))
    widget.draw(stage.snapshot())
    assert sent.last() == PreviewReport()
    widget.preview.click()
    assert widget.markdown.isHidden()
    assert not widget.table.isHidden()


def test_export(panel: tuple[ReportPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(ran().snapshot())
    widget.export.click()
    widget.export_pdf.click()
    assert sent.wishes == [ExportReport(), ExportReport("pdf")]


def test_without_a_show_it_says_what_belongs_here(panel: tuple[ReportPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(nothing_open())
    assert "report of a show" in widget._empty.accessibleName()
    assert widget._bar.isHidden()
