"""The decision over the list: run, waive, sign."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liveops_desktop.core import intents as i
from liveops_desktop.core.commands import (
    CancelPreflight,
    RunPreflight,
)
from liveops_desktop.core.preflight import (
    Decision,
    Go,
    Phase,
)
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import Station
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.panels.preflight.entries import Section
from liveops_desktop.panels.preflight.listing import rows_of
from tests.panels.preflight_stage import BAD, INFOS, measured, run_of, signatures, snapshot
from tests.panels.stage import Sent, Stage, nothing_open


def test_the_banner_decides_in_words(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = preflight
    stage = measured()
    widget.draw(snapshot(stage))
    assert widget.banner.word.text() == "NO-GO"
    assert widget.banner.sentence.text() == "Rig: “Sources give a picture” stands in the way"
    assert widget.banner.counts.text().startswith("1 to fix · 1 to look at · 2 not measured · ")
    stage.do(i.Waive("scn.zero_size", "camera 2"), "李")
    widget.draw(snapshot(stage))
    assert widget.banner.word.text() == "GO WITH WAIVERS"


def test_a_run_in_progress_shows_its_own_results_only(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    stage = measured()
    fresh = {r.check: r for r in run_of(stage).results[:3]}
    during = snapshot(stage, station=Station(who="王", checking=True, results=fresh))
    widget.draw(during)
    assert widget.banner.word.text() == "MEASURING"
    by_themselves = [info for info in INFOS if Phase.RIG in info.phases]
    assert widget.banner.sentence.text() == f"3 of {len(by_themselves)} checks have answered"
    assert widget.banner.counts.text() == "3 passed"
    assert {row.section for row in rows_of(during)} == {Section.PASSED}
    widget.press("run")
    assert sent.wishes == []  # one run at a time
    widget.banner.cancel.click()
    assert sent.wishes == [CancelPreflight()]


def test_f5_runs_all(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    widget.draw(nothing_open())
    widget.press("run")
    assert sent.wishes == []
    widget.draw(snapshot(Stage()))
    widget.press("run")
    assert sent.wishes == [RunPreflight()]


def test_a_waiver_is_typed_inline_and_its_draft_survives_draws(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    stage = measured()
    widget.draw(snapshot(stage))
    row = widget.checks.rows["scn.zero_size"]
    row._open.click()
    QTest.keyClicks(row.draft.field.edit, "camera 2")
    stage.at(-500).do(i.AddNote("something else"))
    widget.draw(snapshot(stage))
    assert row.draft.field.text() == "camera 2"
    row.draft.field.edit.returnPressed.emit()
    assert sent.wishes == [i.Waive("scn.zero_size", "camera 2")]


def test_a_refused_waiver_says_so_at_its_field(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    stage = measured()
    widget.draw(snapshot(stage))
    row = widget.checks.rows["scn.zero_size"]
    row._open.click()
    row.draft.field.edit.returnPressed.emit()
    assert len(sent.wishes) == 1
    refused = Station(who="王", refusals={"wish-1": Refused(Reason.REASON_MISSING)})
    widget.draw(snapshot(stage, station=refused))
    assert row.draft.field.said() == "Write the reason."


SLIP = "liveops_desktop.panels.preflight.signing.SLIP"


def signed(widget: PreflightPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign a NO-GO, and answer what is asked, later than a slip of the finger would."""
    monkeypatch.setattr(SLIP, 0)
    widget.press("sign")
    widget.banner.sure.click()


def test_a_no_go_is_signed_only_by_a_second_press_that_is_no_slip(
    preflight: tuple[PreflightPanel, Sent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SLIP, 600_000)  # a busy machine comes no later than that
    widget, sent = preflight
    stage = measured()
    widget.draw(snapshot(stage))
    widget.press("sign")
    widget.press("sign")  # a nervous finger
    assert sent.wishes == []
    assert not widget.banner.sure.isHidden()
    assert "NO-GO" in widget.banner.counts.text()
    assert widget.banner.sign.isHidden()
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    assert widget.banner.sure.isHidden()
    assert not widget.banner.sign.isHidden()
    signed(widget, monkeypatch)
    assert signatures(sent) == [("r1", Go.NO_GO, Phase.RIG)]
    assert widget.banner.counts.text().startswith("1 to fix")


def test_what_was_asked_about_one_run_is_not_the_answer_for_the_next(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    stage = measured()
    widget.draw(snapshot(stage))
    widget.press("sign")
    stage.do(i.RecordPreflight(replace(run_of(stage, **BAD), id="r2")))
    widget.draw(snapshot(stage))
    assert widget.banner.sure.isHidden()
    widget.press("sign")
    assert sent.wishes == []


def test_a_go_is_signed_at_once(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    stage = measured(**{"sys.cpu": BAD["sys.cpu"]})
    drawn = snapshot(stage)
    widget.draw(replace(drawn, decision=Decision(Go.GO)))
    widget.press("sign")
    assert signatures(sent) == [("r1", Go.GO, Phase.RIG)]


def test_signing_names_the_run_and_what_was_seen(
    preflight: tuple[PreflightPanel, Sent], monkeypatch: pytest.MonkeyPatch
) -> None:
    widget, sent = preflight
    stage = measured()
    widget.draw(snapshot(stage))
    signed(widget, monkeypatch)
    assert signatures(sent) == [("r1", Go.NO_GO, Phase.RIG)]
    stage.do(i.SignPreflight("r1", Go.NO_GO), "李")
    widget.draw(snapshot(stage))
    assert widget._signatures.signature.text() == "李 · NO-GO · 19:50:00"
