"""The preflight list: one across all groups, in the order of what to do."""

from typing import Any

from liveops_desktop.core import intents as i
from liveops_desktop.core.preflight import (
    Group,
    Phase,
    Verdict,
    Why,
)
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.panels.preflight.entries import Section
from liveops_desktop.panels.preflight.listing import gates_of, rows_of, tallies_of
from liveops_desktop.widgets.look import State
from tests.panels.preflight_stage import BAD, INFOS, everything, measured, snapshot
from tests.panels.stage import Sent, Stage, nothing_open


def test_one_list_in_the_order_of_what_to_do() -> None:
    rows = rows_of(snapshot(measured()))
    sections = {row.check: row.section for row in rows}
    assert sections["scn.zero_size"] is Section.FIX
    assert sections["sys.cpu"] is Section.LOOK
    assert sections["obsv.active_fps"] is Section.NOT_MEASURED
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


def test_what_is_to_do_names_who_does_it() -> None:
    rows = {row.check: row for row in rows_of(snapshot(measured()))}
    for check in ("scn.zero_size", "sys.cpu", "net.dns"):  # to fix, to look at, not measured
        assert rows[check].owner == "Technical support"
    for check in ("obsc.port", "obsv.active_fps"):  # has passed; is being measured
        assert rows[check].owner == ""


def test_what_is_done_by_hand_names_who_does_it() -> None:
    rows = {row.check: row for row in rows_of(everything(measured()), phase=Phase.LINE_UP)}
    assert (rows["hand.read_back"].owner, rows["hand.price"].owner) == ("Host", "Execution")
    assert rows["hand.mic"].owner == "Technical support"


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


def test_what_came_too_late_is_to_be_measured_again_and_no_scene_to_be_mended() -> None:
    late: dict[str, Any] = {"verdict": Verdict.INCONCLUSIVE, "why": Why.TIMED_OUT}
    stage = measured(**{"scn.required": late, "net.dns": late | {"why": Why.HELD_UP, "detail": "307 ms"}})
    rows = {row.check: row for row in rows_of(snapshot(stage))}
    assert (rows["scn.required"].section, rows["net.dns"].section) == (Section.FIX, Section.NOT_MEASURED)
    for check in ("scn.required", "net.dns"):
        assert rows[check].remedy.startswith("Measure again")


def test_a_waived_fail_is_to_look_at_with_name_and_reason() -> None:
    stage = measured()
    stage.do(i.Waive("scn.zero_size", "camera 2 carries"), "李")
    row = next(row for row in rows_of(snapshot(stage)) if row.check == "scn.zero_size")
    assert (row.section, row.waivable) == (Section.LOOK, False)
    assert row.waiver == "waived by 李: camera 2 carries"


def test_groups_say_what_is_wrong_and_filter() -> None:
    drawn = snapshot(measured())
    tallies = tallies_of(drawn, rows_of(drawn))
    assert (tallies[Group.SCENES].state, tallies[Group.SCENES].bad) == (State.BAD, "1 to fix")
    assert tallies[Group.NETWORK].state is State.UNKNOWN  # what could not be measured is never green
    assert tallies[Group.OBS].state is State.GOOD
    assert {row.check.split(".")[0] for row in rows_of(drawn, Group.SCENES)} == {"scn"}


def test_gates_count_their_killers() -> None:
    stage = measured()
    stage.do(i.TickItem("2.06", done=True))
    assert {gate.value: (done, total) for gate, done, total in gates_of(snapshot(stage))}["T-2h"] == (1, 5)


def test_empty_says_how_to_get_results(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = preflight
    widget.draw(snapshot(Stage()))
    assert "F5" in widget.checks.empty.accessibleName()
    widget.draw(nothing_open())
    assert "room Plan" in widget.checks.empty.accessibleName()


def test_a_group_is_picked_and_let_go(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = preflight
    widget.draw(snapshot(measured()))
    everything = widget.checks._shown
    widget.groups.rows[Group.SCENES].click()
    assert widget.checks._shown is not None
    assert {row.check.split(".")[0] for row in widget.checks._shown} == {"scn"}
    widget.groups.rows[Group.SCENES].click()
    assert widget.checks._shown == everything


def test_passed_checks_are_folded_until_asked_for(preflight: tuple[PreflightPanel, Sent]) -> None:
    widget, _sent = preflight
    widget.draw(snapshot(measured()))
    assert "obsc.port" not in widget.checks.rows  # not even built: most of the list has passed
    widget.checks.folds[Section.PASSED].click()
    assert not widget.checks.rows["obsc.port"].isHidden()
    widget.checks.folds[Section.PASSED].click()
    assert widget.checks.rows["obsc.port"].isHidden()
