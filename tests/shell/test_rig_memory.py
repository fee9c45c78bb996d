"""What this station remembers of a good show: once, right after it ended well, for every show after it."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import MINUTE, Instant
from liveops_desktop.core.content import Severity
from liveops_desktop.core.drift import compare
from liveops_desktop.shell.rig_memory import RigMemory
from liveops_desktop.store.last_good import read_last_good
from tests.core.scenario import Scenario, instant
from tests.core.set_ups import GOOD, MIC, changed_input

CHANGED = changed_input(MIC, device="b", device_name="Webcam")


def at(folder: Path, when: str = "20:00") -> RigMemory:
    return RigMemory(folder, lambda: instant(when))


def test_what_a_show_kept_is_there_for_the_next_show(tmp_path: Path) -> None:
    async def story() -> None:
        memory, scenario = at(tmp_path), Scenario()
        await memory.load()
        assert memory.good(scenario.show) is None
        assert not memory.news(scenario.show)
        scenario.at(1, i.KeepSetup(GOOD))
        assert memory.news(scenario.show)
        assert not memory.news(scenario.show), "written once"
        await memory.keep(scenario.show)
        next_one = at(tmp_path)
        await next_one.load()
        next_one.saw(CHANGED)
        fresh = Scenario(title="Next")
        good = next_one.good(fresh.show)
        assert good is not None
        assert good.show == "Show"
        (difference,) = next_one.drift(fresh.show)
        assert next_one.drift(fresh.show)[0] is difference, "compared once"
        fresh.at(2, i.AcceptDrift(difference.key))
        assert next_one.drift(fresh.show) == ()
        assert compare(GOOD, CHANGED) == (difference,)

    asyncio.run(story())


def test_before_a_preflight_nothing_is_said(tmp_path: Path) -> None:
    scenario = Scenario()
    scenario.at(1, i.KeepSetup(GOOD))
    assert at(tmp_path).drift(scenario.show) == ()


def test_an_older_show_opened_again_takes_nothing_back(tmp_path: Path) -> None:
    async def story() -> None:
        memory, old, new = at(tmp_path), Scenario(), Scenario(title="Newer")
        old.at(1, i.KeepSetup(GOOD))
        new.at(60, i.KeepSetup(CHANGED))
        await memory.keep(new.show)
        await memory.keep(old.show)
        kept = read_last_good(tmp_path)
        assert kept is not None
        assert kept.show == "Newer"

    asyncio.run(story())


def test_due_right_after_a_good_end_and_once(tmp_path: Path) -> None:
    scenario = Scenario("a 100").play("0 take a")
    memory = at(tmp_path, "20:02")
    assert not memory.due(None)
    assert not memory.due(scenario.show)
    scenario.play("90 end")
    assert memory.due(scenario.show)
    assert not memory.due(scenario.show)


def test_not_due_next_week_nor_after_trouble(tmp_path: Path) -> None:
    ended = Scenario("a 100").play("0 take a", "90 end")
    week = RigMemory(tmp_path, lambda: Instant(instant("90") + MINUTE))
    assert not week.due(ended.show)
    troubled = Scenario("a 100").play("0 take a")
    troubled.at(5, i.RaiseAlarm("obs-lost", Severity.S1, "", ""))
    troubled.play("90 end")
    assert not at(tmp_path, "20:02").due(troubled.show)
    assert not at(tmp_path, "20:02").due(replace(ended.show, header=None))
