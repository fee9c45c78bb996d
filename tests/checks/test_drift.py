"""Drift: a warning with its list, nothing where there is nothing to compare with, and never a pass unread."""

import pytest
from msgspec.structs import replace

from liveops_desktop.checks import Check, Judgement
from liveops_desktop.checks.drift import CHECKS
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.drift import LastGood, compare
from liveops_desktop.core.preflight import Mode, Verdict, Why
from liveops_desktop.core.setup import Setup
from tests.checks.readings import StillWorld, set_up
from tests.jumping import run_jumping

OLD = set_up()
NAMES = [one.info.id for one in CHECKS]


def asked(one: Check, world: StillWorld) -> Judgement:
    async def whole() -> Judgement:
        return await one.run(world)

    return run_jumping(whole())


def judged(now: Setup | None, good: Setup | None = OLD, accepted: frozenset[str] = frozenset()) -> dict[str, Judgement]:
    world = StillWorld(set_up=now)
    world.last_good = None if good is None else LastGood(good, Instant(1))
    world.accepted = accepted
    return {one.info.id: asked(one, world) for one in CHECKS}


def test_none_is_a_killer_and_none_disturbs() -> None:
    assert all(not one.info.killer and one.info.mode is Mode.PASSIVE for one in CHECKS)


def test_as_it_was_passes() -> None:
    assert {one.verdict for one in judged(OLD).values()} == {Verdict.PASS}


def test_without_a_last_good_show_there_is_nothing_to_say() -> None:
    assert {(one.verdict, one.why) for one in judged(OLD, None).values()} == {(Verdict.SKIPPED, Why.NOTHING_KEPT)}


def test_what_cannot_be_read_is_not_called_unchanged() -> None:
    assert {one.verdict for one in judged(None).values()} == {Verdict.INCONCLUSIVE}


@pytest.mark.parametrize(
    ("now", "check", "detail"),
    [
        (replace(OLD, scenes=(*OLD.scenes, "New")), "drift.scenes", "New"),
        (replace(OLD, inputs=OLD.inputs[1:]), "drift.sources", OLD.inputs[0].name),
        (replace(OLD, specials={**OLD.specials, "mic4": "Spare"}), "drift.audio", "mic4"),
        (replace(OLD, canvas=(640, 360)), "drift.output", "canvas"),
        (replace(OLD, collection="Another"), "drift.settings", "collection"),
    ],
)
def test_each_kind_warns_in_its_own_row(now: Setup, check: str, detail: str) -> None:
    found = judged(now)
    assert (found[check].verdict, found[check].value, found[check].why) == (Verdict.WARN, "1", Why.DIFFERS)
    assert found[check].detail == detail
    assert {found[name].verdict for name in NAMES if name != check} == {Verdict.PASS}
    keys = frozenset(one.key for one in compare(OLD, now))
    assert {one.verdict for one in judged(now, OLD, keys).values()} == {Verdict.PASS}, "accepted by name"
