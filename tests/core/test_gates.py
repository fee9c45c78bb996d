"""Gates: what each asks for, what of it stands at an instant, and what a gate's state is made of."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, Instant, Span
from liveops_desktop.core.content import Evidence, Gate, Item, Severity
from liveops_desktop.core.gates import (
    ALARM_ITEM,
    POLL_ITEM,
    Asked,
    GateState,
    GateView,
    Standing,
    due_at,
    gate_of,
    gate_view,
    gate_views,
)
from liveops_desktop.core.preflight import CheckInfo, Go, Group, Mode, Phase, PreflightRun, Result, Verdict
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from tests.core.scenario import Scenario, header, instant

LINE_UP = frozenset({Phase.LINE_UP})


def check(name: str, **fields: Any) -> CheckInfo:
    made = CheckInfo(name, Group.OBS, Mode.PASSIVE, killer=True, threshold="", source="")
    return replace(made, **fields)


def by_hand(name: str, **fields: Any) -> CheckInfo:
    return check(name, mode=Mode.MANUAL, phases=LINE_UP, **fields)


def item(name: str, gate: Gate = Gate.HALF_HOUR, **fields: Any) -> Item:
    made = Item(name, 5, gate, Role.TECHNICAL, {"en": name}, Evidence.TICK, killer=True)
    return replace(made, **fields)


MIC = by_hand("hand.mic", gate="T-30m", good_for=Span(3 * HOUR), call=True)
PRICE = by_hand("hand.price", gate="T-30m", two_people=True)
ITEMS = (
    item("5.10", checks=("hand.mic",)),
    item("6.01"),
    item("6.02", two_person=True),
    item("6.03", call_and_response=True, owner=Role.HOST),
    item("6.04", killer=False),
    item("6.05", gate=Gate.TWO_HOURS),
)
CHECKS = (MIC, PRICE, check("obsc.port"), check("extra", killer=False))


def asked(view: GateView, name: str) -> Asked:
    return next(one for one in view.asked if one.id == name)


def seen(scenario: Scenario, when: float | str, gate: Gate = Gate.HALF_HOUR) -> GateView:
    return gate_view(gate, scenario.show, ITEMS, CHECKS, instant(str(when)))


def test_a_gate_asks_for_killer_items_and_for_killer_checks_no_item_names() -> None:
    views = gate_views(Scenario().show, ITEMS, CHECKS, instant("0"))
    assert [(view.gate, [one.id for one in view.asked]) for view in views] == [
        (Gate.TWO_HOURS, ["6.05", "obsc.port"]),
        (Gate.HALF_HOUR, ["5.10", "6.01", "6.02", "6.03", "hand.price"]),
        (Gate.FIVE_MINUTES, []),
    ]
    assert [one.owner for one in views[1].asked] == ["TEC", "TEC", "TEC", "HOST", "TEC"]


@pytest.mark.parametrize(
    ("info", "gate"),
    [
        (check("a"), Gate.TWO_HOURS),
        (check("a", phases=LINE_UP), Gate.FIVE_MINUTES),
        (check("a", phases=LINE_UP, gate="T-1d"), Gate.DAY),
    ],
)
def test_a_check_without_a_gate_belongs_where_its_phase_ends(info: CheckInfo, gate: Gate) -> None:
    assert gate_of(info) is gate


def test_due_counts_from_the_start_on_the_shows_own_timeline() -> None:
    show = Scenario(start="22:00").show
    assert due_at(Gate.HALF_HOUR, show) == instant("21:30")
    assert due_at(Gate.TWO_HOURS, show) == instant("20:00")
    late = replace(show, clock=replace(show.clock, shift=Span(10 * SECOND)))
    assert due_at(Gate.HALF_HOUR, late) == instant("21:29:50")
    assert due_at(Gate.HALF_HOUR, Show()) is None
    assert due_at(Gate.HALF_HOUR, replace(show, header=header(zone="Mars/Base"))) is None


def test_where_nothing_is_asked_nobody_has_looked() -> None:
    view = gate_view(Gate.HALF_HOUR, Show(), (), (), instant("0"))
    assert (view.state, view.go, view.due) == (GateState.OPEN, Go.NO_GO, None)


def test_each_thing_is_done_in_its_own_way() -> None:
    scenario = Scenario(start="22:00")

    def stands(when: float) -> list[str]:
        return [one.standing.value for one in seen(scenario, when).asked]

    assert stands(0) == ["todo", "todo", "todo", "todo", "todo"]
    scenario.at(1, i.TickItem("6.01", done=True))
    scenario.at(1, i.TickItem("6.02", done=True))  # by one person, at a panel that did not ask for two
    scenario.at(1, i.TickItem("6.03", done=True))  # nothing was said back
    scenario.at(1, i.ConfirmCheck(PRICE, Verdict.PASS, "199"), who="ben")
    assert stands(2) == ["todo", "done", "half", "todo", "half"]
    scenario.at(3, i.TickItem("6.02", done=True, second="eva", two_people=True))
    scenario.at(3, i.TickItem("6.03", done=True, value="6 of 6", call=True))
    scenario.at(3, i.ConfirmCheck(PRICE, Verdict.PASS, "199"), who="eva")
    scenario.at(3, i.ConfirmCheck(MIC, Verdict.PASS, "−9 dBFS"), who="tom")
    view = seen(scenario, 4)
    assert [one.standing for one in view.asked] == [Standing.DONE] * 5
    assert (view.state, view.go, view.missing) == (GateState.PASSED, Go.GO, ())
    mic, price = asked(view, "5.10"), asked(view, "hand.price")
    assert (mic.item, mic.checks, mic.who, mic.value, mic.call) == (True, ("hand.mic",), "tom", "−9 dBFS", True)
    assert mic.good_until == instant("23:00:03")
    assert (price.who, price.second, price.two_people) == ("ben", "eva", True)


def test_nobodys_tick_stands_for_what_a_check_proves() -> None:
    scenario = Scenario()
    scenario.at(1, i.TickItem("5.10", done=True))
    assert asked(seen(scenario, 2), "5.10").standing is Standing.TODO
    # a program without that check leaves it to people
    assert gate_view(Gate.HALF_HOUR, scenario.show, ITEMS, (), instant("2")).asked[0].standing is Standing.DONE


def test_an_item_stands_as_its_weakest_proof() -> None:
    two = item("5.06", checks=("one", "two"))
    checks = (check("one", killer=False), check("two", killer=False, good_for=Span(HOUR)))
    scenario = Scenario()

    def ran(when: int, *verdicts: Verdict) -> None:
        results = tuple(Result(name, v, instant(str(when))) for name, v in zip(("one", "two"), verdicts, strict=False))
        scenario.at(when, i.RecordPreflight(PreflightRun(f"r{when}", instant("0"), instant(str(when)), results)))

    def standing(when: float | str) -> Standing:
        return gate_view(Gate.HALF_HOUR, scenario.show, (two,), checks, instant(str(when))).asked[0].standing

    ran(1, Verdict.PASS)
    assert standing(2) is Standing.TODO
    ran(3, Verdict.PASS, Verdict.FAIL)
    assert standing(4) is Standing.FAILED
    ran(5, Verdict.PASS, Verdict.PASS)
    assert standing(6) is Standing.DONE
    assert standing("21:00:05") is Standing.DONE
    assert standing("21:00:06") is Standing.STALE  # of the one that ages in an hour


def test_a_waiver_stands_where_nothing_else_does_and_no_longer() -> None:
    scenario = Scenario()
    for name in ("5.10", "6.01", "6.02", "6.03", "hand.price"):
        scenario.at(1, i.Waive(name, "no time"), who="mei")
    view = seen(scenario, 2)
    assert (view.state, view.go, view.missing) == (GateState.WAIVED, Go.WAIVED, ())
    waiver = asked(view, "hand.price").waiver
    assert waiver is not None
    assert (waiver.who, waiver.reason) == ("mei", "no time")
    scenario.at(3, i.TickItem("6.01", done=True))
    assert asked(seen(scenario, 4), "6.01").standing is Standing.DONE


def test_the_poll_and_the_alarms_prove_their_items() -> None:
    items = (item(POLL_ITEM, Gate.FIVE_MINUTES), item(ALARM_ITEM, Gate.FIVE_MINUTES))
    scenario = Scenario()

    def standing(when: float) -> list[Standing]:
        view = gate_view(Gate.FIVE_MINUTES, scenario.show, items, (), instant(str(when)))
        return [one.standing for one in view.asked]

    assert standing(0) == [Standing.TODO, Standing.DONE]
    scenario.at(1, i.OpenPoll(Gate.FIVE_MINUTES, (Role.TECHNICAL,)))
    poll = scenario.show.polls[0].id
    assert standing(1)[0] is Standing.TODO
    scenario.at(2, i.AnswerPoll(poll, Role.TECHNICAL, go=False, reason="dark"))
    scenario.at(3, i.ClosePoll(poll))
    assert standing(4)[0] is Standing.FAILED
    scenario.at(5, i.OpenPoll(Gate.FIVE_MINUTES, (Role.TECHNICAL,)))
    scenario.at(6, i.AnswerPoll(scenario.show.polls[1].id, Role.TECHNICAL, go=True))
    scenario.at(7, i.ClosePoll(scenario.show.polls[1].id))
    assert standing(8)[0] is Standing.DONE
    scenario.at(10, i.RaiseAlarm("cpu", Severity.S2, "", ""))
    assert standing(11)[1] is Standing.DONE
    scenario.at(12, i.RaiseAlarm("obs-lost", Severity.S1, "", ""))
    assert standing(13)[1] is Standing.FAILED
    scenario.at(20, i.ClearAlarm(scenario.show.alarms[-1].id))
    assert standing(319)[1] is Standing.FAILED
    assert standing(320)[1] is Standing.DONE


def test_a_gate_is_missed_once_its_time_is_over() -> None:
    scenario = Scenario(start="21:00")
    assert seen(scenario, "20:30").state is GateState.OPEN
    assert seen(scenario, "20:30:01").state is GateState.MISSED


def passed() -> Scenario:
    """A gate that was passed and signed, its start at 22:00."""
    scenario = Scenario(start="22:00")
    scenario.at(1, i.TickItem("6.01", done=True))
    scenario.at(1, i.TickItem("6.02", done=True, second="eva"))
    scenario.at(1, i.TickItem("6.03", done=True, value="6"))
    scenario.at(1, i.ConfirmCheck(MIC, Verdict.PASS, "−9"))
    scenario.at(1, i.ConfirmCheck(PRICE, Verdict.PASS, "199", second="eva"))
    run = PreflightRun("r1", instant("2"), instant("2"), (Result("obsc.port", Verdict.PASS, instant("2")),))
    scenario.at(2, i.RecordPreflight(run))
    scenario.at(3, i.SignPreflight("r1", None, Phase.LINE_UP, Gate.HALF_HOUR, CHECKS, ITEMS))
    return scenario


def test_a_gate_that_was_signed_stays_passed_though_its_evidence_ages() -> None:
    scenario = passed()
    view = seen(scenario, "23:30")
    assert view.signed is not None
    assert view.signed.go is Go.GO
    assert asked(view, "5.10").standing is Standing.STALE
    assert view.state is GateState.PASSED
    scenario.at("23:31", i.ConfirmCheck(MIC, Verdict.FAIL, "silent"))
    assert seen(scenario, "23:32").state is GateState.MISSED


def test_nobody_signs_a_gate_better_than_it_is() -> None:
    scenario = passed()
    scenario.at(10, i.ConfirmCheck(MIC, Verdict.MANUAL))
    scenario.at(11, i.SignPreflight("r1", Go.GO, Phase.LINE_UP, Gate.HALF_HOUR, CHECKS, ITEMS))
    paper = scenario.show.preflight.papers[-1]
    assert (paper.go, paper.gate) == (Go.NO_GO, "T-30m")
    assert set(paper.blocking) == {"hand.mic", "5.10"}
    assert seen(scenario, 12).state is GateState.OPEN


VERDICTS = st.none() | st.sampled_from(Verdict)
AGES = st.integers(0, 6 * HOUR)


@given(VERDICTS, AGES, st.booleans(), VERDICTS, AGES, st.booleans(), st.integers(-60, 60))
def test_a_gate_is_passed_exactly_when_all_is_done_or_waived(
    mic: Verdict | None, mic_age: int, mic_waived: bool,
    port: Verdict | None, port_age: int, port_waived: bool, late: int,
) -> None:  # fmt: skip
    now = Instant(instant("20:00") + late * MINUTE)
    scenario = Scenario(start="20:30")
    port_info = check("obsc.port", gate="T-30m")
    by = {"hand.mic": Result("hand.mic", mic, Instant(now - mic_age), who="tom")} if mic else {}
    results = (Result("obsc.port", port, Instant(now - port_age)),) if port else ()
    show = replace(
        scenario.show,
        preflight=replace(scenario.show.preflight, by_hand=by, run=PreflightRun("r", now, now, results)),
    )
    for name, waived in (("5.10", mic_waived), ("obsc.port", port_waived)):
        if waived:
            waiver = i.Waive(name, "known", good_for=Span(0))
            told = Scenario()
            told.show = replace(show, preflight=replace(show.preflight, by_hand={}, run=None))
            told.at(0, waiver)
            waivers = (*show.preflight.waivers, *told.show.preflight.waivers)
            show = replace(show, preflight=replace(show.preflight, waivers=waivers))
    view = gate_view(Gate.HALF_HOUR, show, ITEMS[:1], (MIC, port_info), now)
    good = (Verdict.PASS, Verdict.WARN, Verdict.SKIPPED)
    mic_stands = mic in good and mic_age <= 3 * HOUR
    port_stands = port in good and port_age <= 12 * HOUR
    whole = mic_stands and port_stands
    through = (mic_stands or mic_waived) and (port_stands or port_waived)
    assert view.state is (
        GateState.PASSED if whole else GateState.WAIVED if through else GateState.MISSED if late > 0 else GateState.OPEN
    )
    assert (view.missing == ()) is through
    assert view.go is (Go.GO if whole else Go.WAIVED if through else Go.NO_GO)
    assert view.due == instant("20:00")
