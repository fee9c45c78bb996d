"""What is done beside the list: active checks, by hand, drift, phases, the poll, set-ups."""

from typing import Any

from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Span
from liveops_desktop.core.commands import (
    AgreeActive,
    DeclineActive,
    ExportSignOff,
    KeepGood,
    RunActive,
    RunPreflight,
    TakeRig,
)
from liveops_desktop.core.content import Gate
from liveops_desktop.core.drift import Difference, How, What
from liveops_desktop.core.preflight import (
    Go,
    Group,
    Leaves,
    Mode,
    Phase,
    Progress,
    Result,
    Verdict,
    Why,
)
from liveops_desktop.core.snapshot import Station
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.panels.preflight.entries import Section
from liveops_desktop.panels.preflight.listing import rows_of
from tests.panels.preflight_stage import EVERY, everything, measured
from tests.panels.stage import Sent


def open_row(widget: PreflightPanel, check: str) -> Any:
    row = widget.checks.rows[check]
    row.answer()
    return row


def test_an_active_check_is_asked_for_in_its_row_and_runs_only_once_agreed(
    preflight: tuple[PreflightPanel, Sent],
) -> None:
    widget, sent = preflight
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


def test_an_active_check_that_failed_is_run_again_from_its_row(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    stage = measured()
    run = stage.show.preflight.run
    assert run is not None
    failed = Result("rec.probe", Verdict.FAIL, stage.now, why=Why.MISSING)
    stage.do(i.RecordPreflight(replace(run, id="r2", results=(*run.results, failed))))
    widget.draw(everything(stage))
    widget.checks.list.choose(widget.checks.rows["rec.probe"])
    widget.press("again")
    assert sent.wishes == [RunActive(frozenset({"rec.probe"}))]
    widget.checks.list.choose(widget.checks.rows["scn.zero_size"])
    widget.press("again")  # runs with all the others
    assert len(sent.wishes) == 1
    assert widget.banner.counts.text() == "Press F5 to measure."


def test_an_active_check_that_runs_shows_how_far_it_is(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = preflight
    stage = measured()
    progress = {"bw.up": Progress("bw.up", 0.4, (5.0, 6.1, 6.2), "Mb/s")}
    now = everything(stage, station=Station(who="王", progress=progress))
    row = next(row for row in rows_of(now) if row.check == "bw.up")
    assert (row.share, row.samples) == (0.4, (5.0, 6.1, 6.2))
    widget.draw(now)
    assert not widget.checks.rows["bw.up"]._bar.isHidden()
    widget.draw(everything(stage))
    assert widget.checks.rows["bw.up"]._bar.isHidden()


def test_a_check_by_hand_is_confirmed_with_its_value_and_a_second_person(
    preflight: tuple[PreflightPanel, Sent],
) -> None:
    widget, sent = preflight
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


def test_a_confirmed_check_by_hand_has_passed(preflight: tuple[PreflightPanel, Sent]) -> None:
    stage = measured()
    alone = (one for one in EVERY if one.mode is Mode.MANUAL and not one.two_people and not one.call)
    one = next(one for one in alone if Phase.RIG in one.phases)
    stage.do(i.ConfirmCheck(one, Verdict.PASS, ""), "王")
    assert next(row for row in rows_of(everything(stage)) if row.check == one.id).section is Section.PASSED


def test_a_difference_is_listed_and_accepted(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    one = Difference(next(iter(What)), next(iter(How)), "Camera 2", was="a", now="b")
    widget.draw(everything(measured(), station=Station(who="王", drift=(one,))))
    open_row(widget, one.key)
    assert sent.wishes == [i.AcceptDrift(one.key)]


def test_a_difference_is_told_once_and_not_at_all_once_it_is_accepted() -> None:
    differs = {"verdict": Verdict.WARN, "why": Why.DIFFERS, "value": "1", "detail": "The end"}
    stage = measured(**{"drift.scenes": differs})
    one = Difference(What.SCENE, How.RENAMED, "The end", was="Ending")

    def sections(station: Station) -> dict[str, Section]:
        return {row.check: row.section for row in rows_of(everything(stage, station=station), Group.DRIFT)}

    seen = sections(Station(who="王", drift=(one,), drift_seen=True))
    assert seen[one.key] is Section.LOOK
    assert "drift.scenes" not in seen
    assert sections(Station(who="王", drift_seen=True))["drift.scenes"] is Section.PASSED
    not_known = sections(Station(who="王"))  # found before this start
    assert not_known["drift.scenes"] is Section.LOOK


def test_each_phase_has_its_own_checks_and_run(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    stage = measured()
    widget.draw(everything(stage))
    assert "obsv.idle" in {row.check for row in rows_of(everything(stage), phase=Phase.RIG)}
    assert "obsv.idle" not in {row.check for row in rows_of(everything(stage), phase=Phase.LINE_UP)}
    widget._signatures._phases[Phase.LINE_UP].click()
    widget.press("run")
    assert sent.wishes == [RunPreflight(phase=Phase.LINE_UP)]


def test_the_poll_is_opened_answered_by_the_hat_and_closed(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
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


def test_set_ups_and_the_signed_page_are_asked_for(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, sent = preflight
    stage = measured()
    stage.do(i.SignPreflight("r1", Go.NO_GO), "李")
    widget.draw(everything(stage))
    side = widget._signatures
    for button in (side._paper, side._keep, side._take):
        button.setEnabled(True)
        button.click()
    assert sent.wishes == [ExportSignOff(Phase.RIG), KeepGood(), TakeRig()]
