"""The sums of the preflight room: each says what it counts, and the head, the headings and the groups agree."""

import re
from typing import Any

import pytest

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.drift import Difference, How, What
from liveops_desktop.core.preflight import Group, Mode, Phase, PreflightRun, Progress, Result, Verdict, Why
from liveops_desktop.core.snapshot import Snapshot, Station
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.panels.preflight.entries import Section
from liveops_desktop.panels.preflight.listing import Tally, rows_of, tallies_of
from liveops_desktop.widgets.look import State
from liveops_desktop.words import check_title
from tests.panels.preflight_stage import BAD, EVERY, INFOS, everything, measured, run_of
from tests.panels.stage import Sent, Stage

AWAY = {"verdict": Verdict.INCONCLUSIVE, "why": Why.NOT_CONNECTED}
KILLER = next(info.id for info in INFOS if info.killer and info.group is Group.INGEST)
RIGS: dict[str, dict[str, dict[str, Any]]] = {
    "a fail, a warning, a window, no answer": BAD,
    "a killer nobody could measure": {KILLER: {"verdict": Verdict.INCONCLUSIVE, "why": Why.TIMED_OUT}},
    "one a person has to look at": {"sys.sleep": {"verdict": Verdict.MANUAL}},
    "nothing planned": {info.id: {"verdict": Verdict.SKIPPED, "why": Why.NOTHING_PLANNED} for info in INFOS[20:40]},
    "no OBS": {info.id: AWAY for info in INFOS if info.group in (Group.VIDEO, Group.SCENES)},
}
ASKED = [info.id for info in EVERY if info.mode is Mode.ACTIVE and Phase.RIG in info.phases][:2]
WORDS = {
    "to fix": "TO FIX",
    "to look at": "TO LOOK AT",
    "not measured": "NOT MEASURED",
    "not measured because of that": "NOT MEASURED BECAUSE OF THAT",
    "by hand": "BY HAND",
    "when asked": "ONLY WHEN ASKED FOR",
    "not in the plan": "NOT IN THE PLAN",
    "passed": "PASSED",
}


def counts(text: str) -> dict[str, int]:
    """Read the counts of the head, by the words of the heading that they belong to."""
    told = (re.fullmatch(r"(\d+) (.+)", part) for part in text.split(" · "))
    return {WORDS[one[2]]: int(one[1]) for one in told if one}


def heads(panel: PreflightPanel) -> dict[str, str]:
    """Read the headings in sight."""
    shown = (head.text() for head in panel.checks._heads.values() if head.isVisibleTo(panel))
    return {title: figure for title, _, figure in (text.partition(" · ") for text in shown)}


@pytest.mark.parametrize("results", RIGS.values(), ids=RIGS)
def test_the_head_counts_what_the_headings_count(
    preflight: tuple[PreflightPanel, Sent], results: dict[str, dict[str, Any]]
) -> None:
    panel, _sent = preflight
    panel.draw(everything(measured(**results)))
    told = counts(panel.banner.counts.text())
    assert {title: str(count) for title, count in told.items()} == heads(panel)


@pytest.mark.parametrize("results", [RIGS[name] for name in list(RIGS)[:4]])
def test_each_check_of_the_phase_is_counted_once(
    preflight: tuple[PreflightPanel, Sent], results: dict[str, dict[str, Any]]
) -> None:
    panel, _sent = preflight
    panel.draw(everything(measured(**results)))
    checks = [info for info in EVERY if Phase.RIG in info.phases]
    assert sum(counts(panel.banner.counts.text()).values()) == len(checks)


def test_what_stands_in_the_way_is_as_many_as_are_to_fix(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    fails = {info.id: {"verdict": Verdict.FAIL} for info in INFOS[:4]}
    panel.draw(everything(measured(**fails)))
    assert heads(panel)["TO FIX"] == "4"
    killers = [info for info in EVERY if info.killer and info.mode is Mode.MANUAL]
    to_do = len(killers) - 1  # the far side has confirmed the feed
    first = f"Rig: “{check_title(INFOS[0].id)}” and 3 others stand in the way"
    assert panel.banner.sentence.text() == f"{first} · {to_do} killers are to be done by hand"


def test_the_decision_names_its_phase(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    stage = Stage()
    up = Result("line.stream", Verdict.PASS, stage.now, machine="desk")
    stage.do(i.RecordPreflight(PreflightRun("l1", stage.now, Instant(stage.now + 900), (up,), Phase.LINE_UP)))
    panel.draw(everything(stage))
    assert panel.banner.sentence.text().startswith("Line-up: ")


def test_a_group_that_holds_something_to_fix_says_so_though_nothing_failed(
    preflight: tuple[PreflightPanel, Sent],
) -> None:
    panel, _sent = preflight
    panel.draw(everything(measured(**RIGS["a killer nobody could measure"])))
    assert "1 to fix" in panel.groups.rows[Group.INGEST].accessibleName()


def test_a_group_is_green_only_when_all_of_it_has_answered() -> None:
    stage = Stage()
    network = [info.id for info in EVERY if info.group is Group.NETWORK]
    fresh = {check: Result(check, Verdict.PASS, stage.now) for check in network}
    drawn = everything(stage, station=Station(who="王", checking=True, results=fresh))
    assert tallies_of(drawn, rows_of(drawn))[Group.NETWORK].state is State.GOOD
    del fresh[network[-1]]
    drawn = everything(stage, station=Station(who="王", checking=True, results=fresh))
    assert tallies_of(drawn, rows_of(drawn))[Group.NETWORK] == Tally(State.UNKNOWN, "", len(fresh), len(network))


def test_a_heading_of_one_group_says_of_how_many(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    panel.draw(everything(measured(**BAD)))
    passed = heads(panel)["PASSED"]
    panel.groups.rows[Group.SCENES].click()
    assert heads(panel)["TO FIX"] == "1"
    assert heads(panel)["PASSED"].endswith(f" OF {passed}")


def test_a_heading_counts_what_has_come_though_its_rows_are_still_built(
    preflight: tuple[PreflightPanel, Sent],
) -> None:
    panel, _sent = preflight
    stage = Stage()
    bad = {info.id: {"verdict": Verdict.FAIL} for info in INFOS[:20]}
    fresh = {result.check: result for result in run_of(stage, **bad).results[:20]}
    panel.draw(everything(stage, station=Station(who="王", checking=True, results=fresh)))
    assert len(panel.checks.rows) < 20
    assert heads(panel)["TO FIX"] == "20"
    assert "20 to fix" in panel.banner.counts.text()


def during_active(stage: Stage, *answered: str) -> Snapshot:
    """Two active checks were asked for."""
    results = {check: Result(check, Verdict.PASS, stage.now) for check in answered}
    progress = {check: Progress(check, 0.2, (1.0, 2.0)) for check in ASKED if check not in answered}
    return everything(stage, station=Station(who="王", checking=True, results=results, progress=progress))


def test_checks_that_were_asked_for_are_counted_alone_and_the_others_stay(
    preflight: tuple[PreflightPanel, Sent],
) -> None:
    panel, _sent = preflight
    stage = measured(**BAD)
    first, second = ASKED
    panel.draw(everything(stage))
    panel.draw(during_active(stage))
    assert panel.banner.sentence.text() == "0 of 2 checks have answered"
    assert not panel.checks.rows[second]._bar.isHidden()
    assert Section.FIX in {row.section for row in rows_of(during_active(stage))}
    panel.draw(during_active(stage, first))
    assert panel.banner.sentence.text() == "1 of 2 checks have answered"


def test_a_difference_is_counted_as_well(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    one = Difference(next(iter(What)), next(iter(How)), "Camera 2", was="a", now="b")
    panel.draw(everything(measured(**BAD), station=Station(who="王", drift=(one,))))
    assert counts(panel.banner.counts.text())["TO LOOK AT"] == 2
    assert heads(panel)["TO LOOK AT"] == "2"
