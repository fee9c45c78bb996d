from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant, Span, seconds
from liveops_desktop.core.commands import (
    AgreeActive,
    CancelPreflight,
    DeclineActive,
    ExportSignOff,
    KeepGood,
    RunActive,
    RunPreflight,
    TakeRig,
)
from liveops_desktop.core.content import Gate
from liveops_desktop.core.drift import Difference, How, What
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import (
    Decision,
    Go,
    Group,
    Leaves,
    Mode,
    Phase,
    PreflightRun,
    Progress,
    Result,
    Verdict,
    Why,
)
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import Snapshot, Station
from liveops_desktop.panels.preflight import PreflightPanel, read_seconds
from liveops_desktop.panels.preflight.listing import FEED, Section, counts_sentence, gates_of, rows_of, tallies_of
from liveops_desktop.panels.preflight.panel import SLIP
from liveops_desktop.widgets.look import State
from tests.panels.stage import Sent, Stage, nothing_open

EVERY = tuple(check.info for check in CATALOGUE)
INFOS = tuple(info for info in EVERY if info.mode is Mode.PASSIVE)
"""What runs by itself; the others are looked at below."""
BAD: dict[str, dict[str, Any]] = {
    "scn.zero_size": {"verdict": Verdict.FAIL, "why": Why.NO_PICTURE, "detail": "C920 主机位", "value": "0"},
    "sys.cpu": {"verdict": Verdict.WARN, "value": "72", "unit": "%", "threshold": "≤ 60 %"},
    "obsv.active_fps": {"verdict": Verdict.INCONCLUSIVE, "why": Why.MEASURING, "ready_in": Span(8_000)},
    "net.dns": {"verdict": Verdict.INCONCLUSIVE, "why": Why.TIMED_OUT},
}


def run_of(stage: Stage, **results: dict[str, Any]) -> PreflightRun:
    plain = {"verdict": Verdict.PASS, "machine": "encoder-pc"}
    found = tuple(Result(check=info.id, at=stage.now, **(plain | results.get(info.id, {}))) for info in INFOS)
    return PreflightRun("r1", stage.now, Instant(stage.now + 2_400), found)


def measured(**results: dict[str, Any]) -> Stage:
    stage = Stage()
    stage.do(i.RecordPreflight(run_of(stage, **(results or BAD))))
    return stage


def snapshot(stage: Stage, **more: Any) -> Snapshot:
    preflight = stage.show.preflight
    decision = decide_go(preflight.run.results, INFOS, preflight.waivers, stage.now) if preflight.run else None
    return stage.snapshot(checks=INFOS, decision=decision, **more)


def signatures(sent: Sent) -> list[tuple[str, Go | None, Phase]]:
    """What was signed; the catalogue goes along, so that the decision can be made again."""
    assert all(isinstance(wish, i.SignPreflight) and wish.checks == INFOS for wish in sent.wishes)
    return [(wish.run, wish.go, wish.phase) for wish in sent.wishes if isinstance(wish, i.SignPreflight)]


@pytest.fixture
def panel(qtbot: QtBot) -> tuple[PreflightPanel, Sent]:
    sent = Sent()
    made = PreflightPanel(sent)
    qtbot.addWidget(made)
    return made, sent


def test_one_list_in_the_order_of_what_to_do() -> None:
    rows = rows_of(snapshot(measured()))
    sections = {row.check: row.section for row in rows}
    assert sections["scn.zero_size"] is Section.FIX
    assert sections["sys.cpu"] is Section.LOOK
    assert sections["obsv.active_fps"] is Section.NOT_MEASURED
    assert sections[FEED] is Section.BY_HAND
    assert sections["obsc.port"] is Section.PASSED
    order = list(Section)
    assert [order.index(row.section) for row in rows] == sorted(order.index(row.section) for row in rows)


def test_a_row_names_value_threshold_machine_and_time() -> None:
    cpu = next(
        row
        for row in rows_of(snapshot(measured(**{"sys.cpu": BAD["sys.cpu"] | {"machine": "encoder-pc"}})))
        if row.check == "sys.cpu"
    )
    assert cpu.facts == "72 %, must be ≤ 60 % · encoder-pc · 19:50:00"
    assert cpu.remedy


def test_age_is_told_once_it_is_a_minute() -> None:
    stage = measured()
    row = next(row for row in rows_of(snapshot(stage.at(-600 + 185))) if row.check == "sys.cpu")
    assert row.facts.endswith("19:50:00, 3 min old")


def test_a_window_that_fills_counts_down() -> None:
    stage = measured()
    titles = {row.check: row.title for row in rows_of(snapshot(stage.at(-597)))}
    assert titles["obsv.active_fps"] == "Frame rate · Measuring, 5 s left"


def test_a_killer_that_is_not_measured_is_to_fix() -> None:
    killer = next(info.id for info in INFOS if info.killer)
    stage = measured(**{killer: {"verdict": Verdict.INCONCLUSIVE, "why": Why.TIMED_OUT}})
    row = next(row for row in rows_of(snapshot(stage)) if row.check == killer)
    assert (row.section, row.state, row.waivable) == (Section.FIX, State.BAD, True)


def test_a_waived_fail_is_to_look_at_with_name_and_reason() -> None:
    stage = measured()
    stage.do(i.Waive("scn.zero_size", "camera 2 carries"), "李")
    row = next(row for row in rows_of(snapshot(stage)) if row.check == "scn.zero_size")
    assert (row.section, row.waivable) == (Section.LOOK, False)
    assert row.waiver == "waived by 李: camera 2 carries"


def test_groups_say_what_is_wrong_and_filter() -> None:
    tallies = tallies_of(snapshot(measured()))
    assert (tallies[Group.SCENES].state, tallies[Group.SCENES].bad) == (State.BAD, "1 fail")
    assert tallies[Group.NETWORK].state is State.UNKNOWN  # what could not be measured is never green
    assert tallies[Group.OBS].state is State.GOOD
    assert {row.check.split(".")[0] for row in rows_of(snapshot(measured()), Group.SCENES)} == {"scn"}


def test_gates_count_their_killers() -> None:
    stage = measured()
    stage.do(i.TickItem("2.06", done=True))
    assert {gate.value: (done, total) for gate, done, total in gates_of(snapshot(stage))}["T-2h"] == (1, 5)


def test_the_banner_decides_in_words(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = panel
    stage = measured()
    widget.draw(snapshot(stage))
    assert widget.banner.word.text() == "NO-GO"
    assert widget.banner.sentence.text() == "Rig: “Sources give a picture” stands in the way"
    assert "1 failed" in widget.banner.counts.text()
    stage.do(i.Waive("scn.zero_size", "camera 2"), "李")
    widget.draw(snapshot(stage))
    assert widget.banner.word.text() == "GO WITH WAIVERS"


def test_a_run_in_progress_shows_its_own_results_only(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    fresh = {r.check: r for r in run_of(stage).results[:3]}
    during = snapshot(stage, station=Station(who="王", checking=True, results=fresh))
    widget.draw(during)
    assert widget.banner.word.text() == "MEASURING"
    assert counts_sentence(during) == f"3 passed of {len(INFOS)}"
    assert {row.section for row in rows_of(during)} == {Section.PASSED, Section.BY_HAND}
    widget.press("run")
    assert sent.wishes == []  # one run at a time
    widget.banner.cancel.click()
    assert sent.wishes == [CancelPreflight()]


def test_f5_runs_all(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(nothing_open())
    widget.press("run")
    assert sent.wishes == []
    widget.draw(snapshot(Stage()))
    widget.press("run")
    assert sent.wishes == [RunPreflight()]


def test_a_waiver_is_typed_inline_and_its_draft_survives_draws(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    widget.draw(snapshot(stage))
    row = widget._rows["scn.zero_size"]
    row._open.click()
    QTest.keyClicks(row.draft.field.edit, "camera 2")
    stage.at(-500).do(i.AddNote("something else"))
    widget.draw(snapshot(stage))
    assert row.draft.field.text() == "camera 2"
    row.draft.field.edit.returnPressed.emit()
    assert sent.wishes == [i.Waive("scn.zero_size", "camera 2")]


def test_a_refused_waiver_says_so_at_its_field(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    widget.draw(snapshot(stage))
    row = widget._rows["scn.zero_size"]
    row._open.click()
    row.draft.field.edit.returnPressed.emit()
    assert len(sent.wishes) == 1
    refused = Station(who="王", refusals={"wish-1": Refused(Reason.REASON_MISSING)})
    widget.draw(snapshot(stage, station=refused))
    assert row.draft.field.said() == "Write the reason."


def signed(widget: PreflightPanel, qtbot: QtBot) -> None:
    """Sign a NO-GO, and answer what is asked, later than a slip of the finger would."""
    widget.press("sign")
    qtbot.waitUntil(lambda: widget._asked.elapsed() > SLIP)
    widget.banner.sure.click()


def test_a_no_go_is_signed_only_by_a_second_press_that_is_no_slip(
    panel: tuple[PreflightPanel, Sent], qtbot: QtBot
) -> None:
    widget, sent = panel
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
    signed(widget, qtbot)
    assert signatures(sent) == [("r1", Go.NO_GO, Phase.RIG)]
    assert widget.banner.counts.text() == counts_sentence(snapshot(stage))


def test_what_was_asked_about_one_run_is_not_the_answer_for_the_next(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    widget.draw(snapshot(stage))
    widget.press("sign")
    stage.do(i.RecordPreflight(replace(run_of(stage, **BAD), id="r2")))
    widget.draw(snapshot(stage))
    assert widget.banner.sure.isHidden()
    widget.press("sign")
    assert sent.wishes == []


def test_a_go_is_signed_at_once(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured(**{"sys.cpu": BAD["sys.cpu"]})
    drawn = snapshot(stage)
    widget.draw(replace(drawn, decision=Decision(Go.GO)))
    widget.press("sign")
    assert signatures(sent) == [("r1", Go.GO, Phase.RIG)]


def test_signing_names_the_run_and_what_was_seen(panel: tuple[PreflightPanel, Sent], qtbot: QtBot) -> None:
    widget, sent = panel
    stage = measured()
    widget.draw(snapshot(stage))
    signed(widget, qtbot)
    assert signatures(sent) == [("r1", Go.NO_GO, Phase.RIG)]
    stage.do(i.SignPreflight("r1", Go.NO_GO), "李")
    widget.draw(snapshot(stage))
    assert widget._signatures.signature.text() == "李 · NO-GO · 19:50:00"


def test_the_feed_is_confirmed_with_a_figure(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    widget.draw(snapshot(stage))
    field = widget._rows[FEED].draft.field
    field.put("soon")
    field.edit.returnPressed.emit()
    assert sent.wishes == []
    assert field.said().startswith("Not a length")
    field.put("21")
    field.edit.returnPressed.emit()
    assert sent.wishes == [i.ConfirmFeed(seconds(21))]
    stage.do(i.ConfirmFeed(seconds(21)))
    assert {row.check: row.section for row in rows_of(snapshot(stage))}[FEED] is Section.PASSED


@pytest.mark.parametrize(("text", "span"), [("21", 21_000), ("6.5 s", 6_500), ("6,5", 6_500), ("0", 0), ("3秒", 3_000)])
def test_seconds_as_people_type_them(text: str, span: int) -> None:
    assert read_seconds(text) == span


@pytest.mark.parametrize("text", ["", "OK", "-1", "nan", "inf", "90000"])
def test_what_is_no_number_of_seconds(text: str) -> None:
    with pytest.raises(Refused):
        read_seconds(text)


def test_empty_says_how_to_get_results(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(snapshot(Stage()))
    assert "F5" in widget._empty.accessibleName()
    widget.draw(nothing_open())
    assert "room Plan" in widget._empty.accessibleName()


def test_a_group_is_picked_and_let_go(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(snapshot(measured()))
    everything = widget._shown
    widget.groups.rows[Group.SCENES].click()
    assert widget._shown is not None
    assert {row.check.split(".")[0] for row in widget._shown} == {"scn"}
    widget.groups.rows[Group.SCENES].click()
    assert widget._shown == everything


def test_passed_checks_are_folded_until_asked_for(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(snapshot(measured()))
    assert "obsc.port" not in widget._rows  # not even built: most of the list has passed
    widget._fold.click()
    assert not widget._rows["obsc.port"].isHidden()
    widget._fold.click()
    assert widget._rows["obsc.port"].isHidden()


# -- what is done beside the list ------------------------------------------------------------


def info_of(check: str) -> Any:
    return next(info for info in EVERY if info.id == check)


def open_row(widget: PreflightPanel, check: str) -> Any:
    row = widget._rows[check]
    row.answer()
    return row


def everything(stage: Stage, **more: Any) -> Snapshot:
    decision = decide_go(stage.show.preflight.results, EVERY, stage.show.preflight.waivers, stage.now)
    return stage.snapshot(checks=EVERY, decision=decision, **more)


def test_an_active_check_is_asked_for_in_its_row_and_runs_only_once_agreed(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    widget.draw(everything(stage))
    assert next(row for row in rows_of(everything(stage)) if row.check == "bw.up").section is Section.WHEN_ASKED
    open_row(widget, "bw.up")
    assert sent.wishes == [RunActive(frozenset({"bw.up"}))]
    leaves = Leaves(host="relay.example", megabytes=23.0, length=Span(30_000))
    widget.draw(everything(stage, station=Station(who="王", consent=(("bw.up", leaves),))))
    said = widget._consent.sentence()
    assert "relay.example" in said
    assert "23" in said
    for answer in widget._consent.answers():
        answer.click()
    assert sent.wishes[1:] == [AgreeActive(), DeclineActive()]
    widget.draw(everything(stage))
    assert widget._consent.sentence() == ""


def test_an_active_check_that_runs_shows_how_far_it_is(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = panel
    stage = measured()
    progress = {"bw.up": Progress("bw.up", 0.4, (5.0, 6.1, 6.2), "Mb/s")}
    now = everything(stage, station=Station(who="王", progress=progress))
    row = next(row for row in rows_of(now) if row.check == "bw.up")
    assert (row.share, row.samples) == (0.4, (5.0, 6.1, 6.2))
    widget.draw(now)
    assert not widget._rows["bw.up"]._bar.isHidden()
    widget.draw(everything(stage))
    assert widget._rows["bw.up"]._bar.isHidden()


def test_a_check_by_hand_is_confirmed_with_its_value_and_a_second_person(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(everything(measured()))
    two = next(info for info in EVERY if info.mode is Mode.MANUAL and info.two_people)
    widget._turn_phase(next(iter(two.phases)))
    row = open_row(widget, two.id)
    row.draft.field.put("599")
    assert row.draft.second is not None
    row.draft.second.put("Lin")
    row.draft.buttons[0].click()
    row.draft.buttons[1].click()
    assert sent.wishes == [
        i.ConfirmCheck(two, Verdict.PASS, "599", second="Lin"),
        i.ConfirmCheck(two, Verdict.FAIL, "599", second="Lin"),
    ]


def test_a_confirmed_check_by_hand_has_passed(panel: tuple[PreflightPanel, Sent]) -> None:
    stage = measured()
    alone = (one for one in EVERY if one.mode is Mode.MANUAL and not one.two_people and not one.call)
    one = next(one for one in alone if Phase.RIG in one.phases)
    stage.do(i.ConfirmCheck(one, Verdict.PASS, ""), "王")
    assert next(row for row in rows_of(everything(stage)) if row.check == one.id).section is Section.PASSED


def test_a_difference_is_listed_and_accepted(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    one = Difference(next(iter(What)), next(iter(How)), "Camera 2", was="a", now="b")
    widget.draw(everything(measured(), station=Station(who="王", drift=(one,))))
    open_row(widget, one.key)
    assert sent.wishes == [i.AcceptDrift(one.key)]


def test_each_phase_has_its_own_checks_and_run(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    widget.draw(everything(stage))
    assert "obsv.idle" in {row.check for row in rows_of(everything(stage), phase=Phase.RIG)}
    assert "obsv.idle" not in {row.check for row in rows_of(everything(stage), phase=Phase.LINE_UP)}
    widget._signatures._phases[Phase.LINE_UP].click()
    widget.press("run")
    assert sent.wishes == [RunPreflight(phase=Phase.LINE_UP)]


def test_the_poll_is_opened_answered_by_the_hat_and_closed(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    widget.draw(everything(stage))
    poll = widget._signatures._poll
    poll._open.click()
    asked = sent.wishes[-1]
    assert isinstance(asked, i.OpenPoll)
    assert asked.gate is Gate.FIVE_MINUTES
    stage.do(asked, "王")
    hats = frozenset({asked.roles[0]})
    widget.draw(everything(stage, station=Station(who="王", hats=hats)))
    poll._reason.put("no sound")
    poll._no.click()
    answered = sent.wishes[-1]
    assert isinstance(answered, i.AnswerPoll)
    stage.do(answered, "王")
    widget.draw(everything(stage, station=Station(who="王", hats=hats)))
    assert "no sound" in poll._said.text()
    assert poll._go.isHidden()
    poll._close.click()
    assert isinstance(sent.wishes[-1], i.ClosePoll)


def test_set_ups_and_the_signed_page_are_asked_for(panel: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = panel
    stage = measured()
    stage.do(i.SignPreflight("r1", Go.NO_GO), "李")
    widget.draw(everything(stage))
    side = widget._signatures
    for button in (side._paper, side._keep, side._take):
        button.setEnabled(True)
        button.click()
    assert sent.wishes == [ExportSignOff(Phase.RIG), KeepGood(), TakeRig()]
