"""What people say: asked of nobody by itself, good for a while, and what the gates' items rest on."""

from liveops_desktop.checks import CATALOGUE, Check, Judgement
from liveops_desktop.checks.by_hand import CHECKS
from liveops_desktop.checks.run import choose
from liveops_desktop.core.clock import HOUR, MINUTE
from liveops_desktop.core.content import Gate
from liveops_desktop.core.gates import gate_of
from liveops_desktop.core.preflight import FEED, Mode, Phase, Verdict
from liveops_desktop.core.roles import Role
from liveops_desktop.exchange.content import load_content
from tests.checks.readings import StillWorld
from tests.jumping import run_jumping


def asked(one: Check, world: StillWorld) -> Judgement:
    async def whole() -> Judgement:
        return await one.run(world)

    return run_jumping(whole())


def test_nobody_is_asked_by_a_run() -> None:
    for phase in Phase:
        assert not {one.info.id for one in choose(phase=phase)} & {one.info.id for one in CHECKS}
    for one in CHECKS:
        assert one.info.mode is Mode.MANUAL
        assert asked(one, StillWorld()).verdict is Verdict.MANUAL


def test_each_has_an_owner_a_gate_and_an_age() -> None:
    for one in CHECKS:
        assert Role(one.info.owner)
        assert gate_of(one.info) is Gate(one.info.gate)
        assert one.info.good_for is not None
    ages = {one.info.id: one.info.good_for for one in CHECKS}
    assert (ages["hand.mic"], ages[FEED], ages["hand.backup_line"]) == (3 * HOUR, 30 * MINUTE, 12 * HOUR)


def test_the_rig_is_proved_by_machines_the_line_up_by_people_as_well() -> None:
    killers = {one.info.id: one.info.phases for one in CHECKS if one.info.killer}
    assert FEED in killers
    assert all(phases == {Phase.LINE_UP} for phases in killers.values())


def test_what_items_name_as_their_proof_is_in_the_catalogue() -> None:
    known = {one.info.id for one in CATALOGUE}
    waited_for = {"obsc.collection", "obsc.profile"}
    named = {check for item in load_content().items for check in item.checks}
    assert named <= known | waited_for
