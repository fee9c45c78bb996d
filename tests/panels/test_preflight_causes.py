"""Without OBS there is one thing to mend, not seventy; and it is still no GO."""

from typing import Any

import pytest

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.core.commands import AskObsPassword, RunPreflight
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import FEED, Go, Group, Mode, Phase, PreflightRun, Result, Verdict, Why
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.vitals import Link, Obs, ObsLink, Vitals
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.panels.preflight.entries import Offer, Row, Section
from liveops_desktop.panels.preflight.listing import rows_of
from liveops_desktop.panels.preflight.sentences import decision_sentence
from tests.panels.preflight_stage import EVERY, INFOS, everything, measured, snapshot
from tests.panels.stage import Sent, Stage

AWAY = {"verdict": Verdict.INCONCLUSIVE, "why": Why.NOT_CONNECTED}
OF_OBS = tuple(info.id for info in INFOS if info.group in (Group.VIDEO, Group.SCENES) and Phase.RIG in info.phases)
KILLERS = tuple(info.id for info in INFOS if info.killer and info.id in OF_OBS)
NO_OBS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(OF_OBS, AWAY),
    "obsc.port": {"verdict": Verdict.FAIL, "why": Why.REFUSED},
}
OFF = Vitals(obs=Obs(ObsLink(Link.SEARCHING)))
LIVE = Vitals(obs=Obs(ObsLink(Link.CONNECTED)))


def cause(drawn: Snapshot, group: Group | None = None) -> Row:
    return next(row for row in rows_of(drawn, group) if row.check == "cause.obs")


def test_one_row_stands_for_all_that_wait_for_obs() -> None:
    drawn = snapshot(measured(**NO_OBS), vitals=OFF)
    row = cause(drawn)
    assert row.section is Section.FIX
    assert row.offer is Offer.CONNECT
    assert row.title == f"OBS is not connected – {len(OF_OBS) + 1} checks wait for it · Nobody listens there"
    assert f"{len(KILLERS) + 1} killers among them" in row.facts
    assert row.remedy
    to_fix = [one.check for one in rows_of(drawn) if one.section is Section.FIX]
    assert to_fix == ["cause.obs"]
    assert {one.check for one in rows_of(drawn) if one.section is Section.WAITING} == {*OF_OBS, "obsc.port"}


def test_it_is_still_no_go_and_the_decision_names_the_cause() -> None:
    drawn = snapshot(measured(**NO_OBS), vitals=OFF)
    assert drawn.decision is not None
    assert drawn.decision.go is Go.NO_GO
    assert {"obsc.port", *KILLERS} == set(drawn.decision.blocking)
    assert decision_sentence(drawn.decision, drawn) == "Rig: OBS is not connected stands in the way"
    also = snapshot(measured(**NO_OBS, **{"sys.cpu": {"verdict": Verdict.FAIL}}), vitals=OFF)
    assert also.decision is not None
    assert decision_sentence(also.decision, also) == "Rig: OBS is not connected and 1 other stand in the way"


def test_what_waits_can_still_be_waived_one_by_one() -> None:
    stage = measured(**NO_OBS)
    for check in ("obsc.port", *KILLERS):
        stage.do(i.Waive(check, "a phone streams"), "李")
    drawn = snapshot(stage, vitals=OFF)
    assert drawn.decision is not None
    assert drawn.decision.go is Go.WAIVED
    assert cause(drawn).section is Section.NOT_MEASURED


def test_in_a_group_the_cause_counts_what_waits_there() -> None:
    drawn = snapshot(measured(**NO_OBS), vitals=OFF)
    scenes = [info for info in INFOS if info.group is Group.SCENES]
    assert cause(drawn, Group.SCENES).title.startswith(f"OBS is not connected – {len(scenes)} checks wait")
    assert "cause.obs" not in {row.check for row in rows_of(drawn, Group.MACHINE)}


def test_the_way_to_mend_it_stands_beside_it(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, sent = preflight
    stage = measured(**NO_OBS)
    panel.draw(snapshot(stage, vitals=OFF))
    panel.checks.rows["cause.obs"].answer()
    assert sent.wishes == [AskObsPassword()]
    panel.draw(snapshot(stage, vitals=LIVE))  # connected meanwhile: what was found is old
    row = panel.checks.rows["cause.obs"]
    assert row.accessibleName().startswith("OBS was not connected")
    row.answer()
    assert sent.wishes == [AskObsPassword(), RunPreflight()]


def test_what_waits_is_folded_away_until_asked_for(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    panel.draw(snapshot(measured(**NO_OBS), vitals=OFF))
    assert "scn.required" not in panel.checks.rows
    panel.checks.folds[Section.WAITING].click()
    assert not panel.checks.rows["scn.required"].isHidden()
    assert "obsc.hello" not in panel.checks.rows, "what passed stays folded"


@pytest.mark.parametrize("by_person", [False, True])
def test_the_ingest_confirms_the_feed_and_is_named(*, by_person: bool) -> None:
    stage = Stage()
    far = Result("feed.far_side", Verdict.PASS, stage.now, "1920×1080 30 fps", machine="desk")
    later = Instant(stage.now + 1_000)
    stage.do(i.RecordPreflight(PreflightRun("l1", stage.now, later, (far,), Phase.LINE_UP)))
    if by_person:
        info = next(one for one in EVERY if one.id == FEED)
        stage.do(i.ConfirmCheck(info, Verdict.PASS, "21"))
    drawn = everything(stage)
    row = next(one for one in rows_of(drawn, phase=Phase.LINE_UP) if one.check == FEED)
    assert row.section is Section.PASSED
    assert row.offer is Offer.HAND, "a person may say it all the same"
    assert ("confirms it" in row.title) is not by_person
    assert FEED not in decide_go(stage.show.preflight.results, EVERY, (), stage.now).blocking
    stale = Instant(stage.now + seconds(31 * 60))
    assert FEED in decide_go(stage.show.preflight.results, EVERY, (), stale).blocking


def test_nothing_of_this_is_by_hand_or_only_when_asked() -> None:
    drawn = everything(measured(**NO_OBS), vitals=OFF)
    modes = {info.id: info.mode for info in EVERY}
    assert {modes[row.check] for row in rows_of(drawn) if row.section is Section.WAITING} == {Mode.PASSIVE}
