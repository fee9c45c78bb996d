"""The sign-off: decision, figures with thresholds and machine, waivers by name and reason, the poll, who signed."""

from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.content import Gate
from liveops_desktop.core.preflight import CheckInfo, Go, Group, Mode, Phase, PreflightRun, Result, Verdict
from liveops_desktop.core.roles import Role
from liveops_desktop.exchange.report import NotSigned, blocks_markdown, sign_off_blocks, signature_of
from tests.core.scenario import Scenario, instant

PRICE = CheckInfo("hand.price", Group.BY_HAND, Mode.MANUAL, killer=False, threshold="", source="", two_people=True)


def signed(results: int = 0) -> Scenario:
    scenario = Scenario(title="Evening *talk*")
    found = (
        Result("rec.space", Verdict.FAIL, instant("0"), "0.7", "GB", "≥ 5 / ≥ 1 GB", "studio-pc"),
        Result("net.dns", Verdict.PASS, instant("0"), "12", "ms", "≤ 100 ms", "studio-pc"),
        *(Result(f"x.{n}", Verdict.PASS, instant("0"), str(n), "ms", "≤ 9 ms", "studio-pc") for n in range(results)),
    )
    scenario.at(0, i.RecordPreflight(PreflightRun("r1", instant("0"), instant("0"), found)))
    scenario.at(1, i.Waive("rec.space", "second disk"), who="mei")
    scenario.at(2, i.ConfirmCheck(PRICE, Verdict.PASS, "199", second="joe"), who="eva")
    scenario.at(3, i.OpenPoll(Gate.TWO_HOURS, (Role.TECHNICAL, Role.HOST)), who="mei")
    scenario.at(4, i.AnswerPoll(scenario.show.polls[0].id, Role.TECHNICAL, go=False, reason="dark"), who="tom")
    scenario.at(5, i.SignPreflight("r1", None, Phase.RIG, Gate.TWO_HOURS), who="mei")
    return scenario


def text(scenario: Scenario, **titles: Any) -> str:
    paper = signature_of(scenario.show, Phase.RIG, "")
    return blocks_markdown(sign_off_blocks(scenario.show, paper, titles))


def test_all_that_was_signed_stands_on_it() -> None:
    said = text(signed())
    for part in (
        "# Evening \\*talk\\*", "Rig", "T-2h", "**NO-GO**", "20:00:05", "| mei | 20:00:01 | second disk |",
        "0.7 GB | ≥ 5 / ≥ 1 GB | studio-pc", "eva + joe", "dark", "no answer", "they are no login",
    ):  # fmt: skip
        assert part in said, part
    assert "no longer stands" not in said


def test_stale_is_said() -> None:
    scenario = signed()
    scenario.at(9, i.ConfirmCheck(PRICE, Verdict.FAIL, "299"))
    assert "no longer stands" in text(scenario)


def test_more_figures_than_a_page_holds_are_counted() -> None:
    said = text(signed(100))
    assert "67 more checks" in said
    assert said.index("0.7 GB") < said.index("12 ms"), "what is wrong comes first"


def test_what_stands_in_the_way_is_named() -> None:
    scenario = signed()
    paper = replace(signature_of(scenario.show, Phase.RIG, "T-2h"), blocking=("5.10", *(f"b{n}" for n in range(40))))
    said = blocks_markdown(sign_off_blocks(scenario.show, paper, {"5.10": "5.10 Main and spare microphone"}))
    assert "5.10 Main and spare microphone" in said
    assert "+21" in said


def test_nobody_has_signed_that() -> None:
    show = signed().show
    assert signature_of(show, Phase.RIG, "T-2h").go is Go.NO_GO
    for phase, gate in ((Phase.LINE_UP, ""), (Phase.RIG, "T-5m")):
        with pytest.raises(NotSigned):
            signature_of(show, phase, gate)
