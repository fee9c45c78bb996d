import re

from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.content import Severity
from liveops_desktop.core.preflight import PreflightRun, Result, Verdict
from liveops_desktop.core.show import Show
from liveops_desktop.exchange.report import escape, report_markdown
from tests.panels.stage import CONTENT, Stage


def story() -> Stage:
    """Started 12 s late, the second cue held, an incident worked, ended early."""
    stage = Stage()
    result = Result("scn.zero_size", Verdict.FAIL, stage.now, value="0 × 0", threshold="> 0")
    stage.do(i.RecordPreflight(PreflightRun("r1", stage.now, Instant(stage.now + 2_400), (result,))))
    stage.do(i.Waive("scn.zero_size", "camera 2 | carries"), "李")
    stage.do(i.SignPreflight("r1"), "李")
    stage.at(12).take(0)
    stage.at(200).take(1)
    assert stage.show.air.run is not None
    stage.at(210).do(i.Hold(stage.show.air.run.id))
    stage.at(240).do(i.Resume(stage.show.air.run.id))
    stage.do(i.RaiseAlarm("obs-lost", Severity.S1, "E08", "no answer for 5.2 s"))
    stage.at(246).do(i.AcknowledgeAlarm(stage.show.alarms[-1].id), "李")
    stage.do(i.OpenCard(CONTENT.cards[2], stage.show.alarms[-1].id), "李")
    incident = stage.show.incidents[-1].id
    stage.at(250).do(i.DoStep(incident, 0), "李")
    stage.at(260).do(i.MakeDecision(incident, "phone at 60 s"), "陈")
    stage.at(362).do(i.CloseIncident(incident, recovered=True, note="driver"), "李")
    stage.do(i.SendMessage("SPEED UP"))
    stage.at(362.2).do(i.ReportShown(stage.show.messages[-1].id))
    stage.at(365).do(i.ReportSeen(stage.show.messages[-1].id, "host"))
    stage.do(i.SetMarker("egg"))
    stage.do(i.AddNote("<b>pan</b> | [x](y)", "CS"))
    stage.do(i.SaveHotWash("EXE", keep="egg live\nprice board", fix="card stand"))
    stage.at(560).do(i.EndShow(stage.show.air.run.id))
    return stage


def test_planned_against_actual() -> None:
    report = report_markdown(story().show)
    assert "| 1 | Opening and today's promise | EXE | 20:00:00 | 20:00:12 | 3:00 | 3:08 | +0:08 |  |" in report
    assert "| 2 | Glass cups | EXE | 20:03:00 | 20:03:20 | 5:00 | 6:00 | +1:00 | held 0:30 |" in report
    assert "| 3 | Draw and follow | CS | 20:08:00 | – | 2:00 | – | – | not run |" in report
    assert "- **Start:** 0:12 late" in report
    assert "- **Over or under at the end:** -1:50:40" in report


def test_incident_with_steps_times_and_decisions() -> None:
    report = report_markdown(story().show)
    assert "### E08 Streaming PC or OBS crash · S1" in report
    assert "Opened 20:04:06 by 李, cue 2 Glass cups, viewers saw it 0:21 later" in report
    assert "Closed 20:06:02, after 1:56, recovery confirmed" in report
    assert re.search(r"\| 1 \| TEC \| Call “PC down”.* \| 20:04:10 李 \|", report)
    assert "- 20:04:20 陈: phone at 60 s" in report
    assert "| 20:04:00 | S1 | OBS is gone | no answer for 5.2 s | 李 after 0:06 | – |" in report


def test_preflight_messages_notes_and_hot_wash() -> None:
    report = report_markdown(story().show)
    assert "**GO WITH WAIVERS**, signed by 李" in report
    assert r"| Sources give a picture | 李 | 19:50:00 | camera 2 \| carries |" in report
    assert "| 20:06:02 | 王 | SPEED UP | 0.2 s | 3.0 s | host |" in report
    assert "| 20:06:05 | 王 |  | 2 Glass cups | egg |" in report
    assert "### Keep\n\n- egg live\n- price board\n\n### Fix\n\n- card stand" in report
    assert r"\<b\>pan\</b\> \| \[x\](y)" in report


def test_card_texts_in_the_language_asked_for() -> None:
    assert "推流机死机/OBS 崩溃" in report_markdown(story().show, "zh")


def test_a_cue_run_twice_has_two_rows_and_an_undone_take_none() -> None:
    stage = Stage().at(0)
    stage.take(0)
    stage.at(60).take(1)
    stage.at(120).take(0)
    report = report_markdown(stage.show)
    assert report.count("Opening and today's promise") == 2
    assert stage.show.air.run is not None
    stage.at(125).do(i.UndoTake(stage.show.air.run.id))
    assert report_markdown(stage.show).count("Opening and today's promise") == 1


def test_a_show_that_never_ran_and_one_without_a_header() -> None:
    report = report_markdown(Stage().show)
    assert "- **On air:** not started" in report
    assert "## Incidents\n\nNone." in report
    assert report_markdown(Show()) == "# Nothing to report yet\n"


@given(st.text(max_size=80))
def test_text_from_outside_stays_one_cell_of_plain_text(text: str) -> None:
    cell = escape(text)
    assert "\n" not in cell
    assert not re.search(r"(?<!\\)(?:\\\\)*[|<>\[\]`*_]", cell)
