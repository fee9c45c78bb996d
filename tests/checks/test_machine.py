"""The judgements about this PC, for pass, warn, fail and inconclusive."""

import asyncio

import looptime
import msgspec
import pytest

from liveops_desktop.checks import Judgement, Unreachable
from liveops_desktop.checks.check import LIMIT
from liveops_desktop.checks.machine import (
    judge_core,
    judge_gpu,
    judge_swap,
    judge_temperature,
    judge_throttle,
)
from liveops_desktop.checks.machine_state import (
    judge_battery,
    judge_hogs,
    judge_lag,
    judge_power,
    judge_sleep,
    judge_system,
    judge_uptime,
)
from liveops_desktop.checks.run import run_checks
from liveops_desktop.core.clock import DAY, Instant, Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.machine import Busy, Gpu, MachineDetail
from liveops_desktop.core.preflight import Group, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Machine, Vitals
from tests.checks.readings import LINK, OBS, RIG, T0, StillWorld, at_cpu, ring
from tests.jumping import loop_time, run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)
GOOD = MachineDetail(
    at=T0,
    system="Debian GNU/Linux 12",
    booted_at=Instant(T0 - DAY),
    supported_until=Instant(T0 + 400 * DAY),
    gpus=(Gpu("GTX", 30, 20, 60, 1_000, 8_000),),
    temperature=55.0,
    temperature_critical=100.0,
    frequency_share=0.95,
    plugged=True,
    battery_percent=97.0,
    busiest=(Busy("obs", 180.0), Busy("firefox", 12.0)),
    running=frozenset({"obs", "firefox", "systemd"}),
)


def but(**changed: object) -> MachineDetail:
    """The good machine but for these."""
    return msgspec.structs.replace(GOOD, **changed)


def said(judgement: Judgement) -> tuple[Verdict, Why]:
    return judgement.verdict, judgement.why


def at_core(percent: float | None) -> Vitals:
    return Vitals(machine=Machine("desk-pc", core_percent=percent))


@pytest.mark.parametrize(("percent", "verdict"), [(90, PASS), (90.1, WARN), (98, WARN), (98.1, FAIL)])
def test_the_busiest_core(percent: float, verdict: Verdict) -> None:
    assert judge_core(ring(11, lambda _: at_core(percent)), RIG).verdict is verdict


def test_the_busiest_core_before_ten_seconds() -> None:
    young = judge_core(ring(5, lambda _: at_core(1)), RIG)
    assert (said(young), young.ready_in) == ((INCONCLUSIVE, Why.MEASURING), Span(6_000))


@pytest.mark.parametrize(
    ("written", "verdict", "value"), [(0, PASS, "0"), (1, WARN, "1"), (20, WARN, "20"), (21, FAIL, "21")]
)
def test_swap(written: int, verdict: Verdict, value: str) -> None:
    def at(n: int) -> Vitals:
        return Vitals(machine=Machine("pc", swapped_out=7_000_000_000 + (written * 1024**2 if n == 10 else 0)))

    judgement = judge_swap(ring(11, at), RIG)
    assert (judgement.verdict, judgement.value) == (verdict, value), "what was swapped out before does not count"


def test_swap_not_known() -> None:
    assert said(judge_swap(ring(20, lambda _: Vitals()), RIG)) == (INCONCLUSIVE, Why.MEASURING)


@pytest.mark.parametrize(
    ("gpus", "verdict", "why", "value"),
    [
        ((Gpu("a", 80, 10, 83, 1, 8),), PASS, Why.MEASURED, "80 %, 83"),
        ((Gpu("a", 10, 81, 60, 1, 8),), WARN, Why.MEASURED, "81 %, 60"),
        ((Gpu("a", 10, 96, 60, 1, 8),), FAIL, Why.MEASURED, "96 %, 60"),
        ((Gpu("a", 10, 10, 84, 1, 8),), WARN, Why.MEASURED, "10 %, 84"),
        ((Gpu("a", 10, 10, 91, 1, 8),), FAIL, Why.MEASURED, "10 %, 91"),
        ((Gpu("a", 1, 1, 40, 1, 8), Gpu("b", 99, 1, 40, 1, 8)), FAIL, Why.MEASURED, "99 %, 40"),
        ((), SKIPPED, Why.UNAVAILABLE, ""),
        (None, INCONCLUSIVE, Why.NO_ANSWER, ""),
    ],
)
def test_graphics_cards(gpus: tuple[Gpu, ...] | None, verdict: Verdict, why: Why, value: str) -> None:
    judgement = judge_gpu(but(gpus=gpus), RIG)
    assert (said(judgement), judgement.value) == ((verdict, why), value)


@pytest.mark.parametrize(
    ("heat", "critical", "verdict"),
    [(80.0, 100.0, PASS), (81.0, 100.0, WARN), (91.0, 100.0, FAIL), (75.0, 75.0, FAIL), (85.0, None, WARN)],
)
def test_temperature(heat: float, critical: float | None, verdict: Verdict) -> None:
    assert judge_temperature(but(temperature=heat, temperature_critical=critical), RIG).verdict is verdict


@pytest.mark.parametrize(
    ("share", "core", "verdict", "why"),
    [
        (0.7, 100.0, PASS, Why.MEASURED),
        (0.69, 100.0, WARN, Why.MEASURED),
        (0.49, 80.0, FAIL, Why.MEASURED),
        (0.49, 79.0, INCONCLUSIVE, Why.IDLE),
        (0.3, None, INCONCLUSIVE, Why.IDLE),
        (0.9, None, PASS, Why.MEASURED),
        (None, 100.0, SKIPPED, Why.UNAVAILABLE),
    ],
)
def test_a_slow_processor_counts_under_load_only(
    share: float | None, core: float | None, verdict: Verdict, why: Why
) -> None:
    assert said(judge_throttle(but(frequency_share=share), core, RIG)) == (verdict, why)


@pytest.mark.parametrize(
    ("plugged", "percent", "power", "battery"),
    [
        (True, 50.0, (PASS, Why.MEASURED), PASS),
        (True, 49.0, (PASS, Why.MEASURED), WARN),
        (False, 19.0, (FAIL, Why.ON_BATTERY), FAIL),
        (None, None, (SKIPPED, Why.UNAVAILABLE), SKIPPED),
        (None, 90.0, (INCONCLUSIVE, Why.UNAVAILABLE), PASS),
        (True, None, (PASS, Why.MEASURED), INCONCLUSIVE),
    ],
)
def test_power_and_battery(
    plugged: bool | None, percent: float | None, power: tuple[Verdict, Why], battery: Verdict
) -> None:
    detail = but(plugged=plugged, battery_percent=percent, battery_left=Span(45 * 60_000))
    assert said(judge_power(detail)) == power
    assert judge_battery(detail, RIG).verdict is battery
    if power[0] is FAIL:
        assert judge_power(detail).detail == "45 min"


@pytest.mark.parametrize(
    ("days", "verdict", "why"),
    [
        (3.0, PASS, Why.MEASURED),
        (3.1, WARN, Why.MEASURED),
        (40.0, WARN, Why.MEASURED),
        (-1.0, INCONCLUSIVE, Why.UNAVAILABLE),
    ],
)
def test_the_last_restart_never_blocks(days: float, verdict: Verdict, why: Why) -> None:
    assert said(judge_uptime(but(booted_at=Instant(round(T0 - days * DAY))), RIG)) == (verdict, why)


@pytest.mark.parametrize(
    ("busiest", "running", "verdict", "detail"),
    [
        ((Busy("obs64", 390.0),), frozenset({"obs64"}), PASS, ""),
        ((Busy("firefox", 51.0),), frozenset({"firefox"}), WARN, "firefox 51 %"),
        ((Busy("blender", 401.0), Busy("x", 60.0)), frozenset[str](), FAIL, "blender 401 %, x 60 %"),
        ((), frozenset({"onedrive", "obs"}), WARN, "onedrive"),
        ((Busy("tiworker", 80.0),), frozenset({"tiworker"}), WARN, "tiworker 80 %, tiworker"),
    ],
)
def test_other_programs(busiest: tuple[Busy, ...], running: frozenset[str], verdict: Verdict, detail: str) -> None:
    judgement = judge_hogs(but(busiest=busiest, running=running), RIG)
    assert (judgement.verdict, judgement.detail) == (verdict, detail)


@pytest.mark.parametrize(("days", "verdict"), [(30.0, PASS), (29.0, WARN), (-200.0, WARN), (None, INCONCLUSIVE)])
def test_support(days: float | None, verdict: Verdict) -> None:
    until = None if days is None else Instant(round(T0 + days * DAY))
    assert judge_system(but(supported_until=until), RIG).verdict is verdict


@pytest.mark.parametrize(("ms", "verdict"), [(50.0, PASS), (51.0, WARN), (200.0, WARN), (201.0, FAIL)])
def test_lag(ms: float, verdict: Verdict) -> None:
    assert judge_lag(ms, RIG).verdict is verdict


def test_a_refusal_to_stay_awake_fails_in_the_systems_words() -> None:
    assert judge_sleep("").verdict is PASS
    refused = judge_sleep("org.freedesktop.ScreenSaver: no")
    assert (said(refused), refused.detail) == ((FAIL, Why.WILL_SLEEP), "org.freedesktop.ScreenSaver: no")


def timed(world: StillWorld) -> tuple[dict[str, Result], float]:
    """What was found, and after how many seconds."""

    async def main() -> tuple[dict[str, Result], float]:
        found = {one.check: one for one in await run_checks(world, [Group.MACHINE], wait=False)}
        return found, loop_time()

    return run_jumping(main())


def run(world: StillWorld) -> dict[str, Result]:
    return timed(world)[0]


def full(**named: object) -> StillWorld:
    history = ring(20, lambda _: at_cpu(5))
    return StillWorld(history=history, in_detail=GOOD, **named)  # type: ignore[arg-type]  # the world's own


def test_a_machine_in_order_passes_all_of_it() -> None:
    assert {one.verdict for one in run(full()).values()} == {PASS}


def test_an_obs_elsewhere_makes_all_of_it_inconclusive() -> None:
    far = msgspec.structs.replace(OBS, link=msgspec.structs.replace(LINK, host="encoder", local=False))
    found = run(full(obs=far))
    assert {(one.verdict, one.why, one.machine) for one in found.values()} == {
        (INCONCLUSIVE, Why.OTHER_MACHINE, "desk-pc")
    }


def test_one_look_that_hangs_makes_inconclusive_what_needs_it_and_nothing_else() -> None:
    found, seconds = timed(full(hangs=frozenset({"detail", "keep_awake"})))
    assert seconds == LIMIT / 1_000 < 3.0
    late = {one for one, result in found.items() if result.why is Why.TIMED_OUT}
    needs = {"gpu", "temp", "throttle", "power", "battery", "uptime", "sleep", "hogs", "os"}
    assert late == {f"sys.{one}" for one in needs}
    assert {found[one].verdict for one in found if one not in late} == {PASS}


def test_nobody_to_ask_about_sleep_is_for_a_person_to_look() -> None:
    class Terminal(StillWorld):
        async def keep_awake(self) -> str:
            raise Unreachable(Why.UNAVAILABLE)

    class Dumb(StillWorld):
        async def keep_awake(self) -> str:
            raise Unreachable(Why.NO_ANSWER)

    assert run(Terminal())["sys.sleep"].verdict is Verdict.MANUAL
    assert run(Dumb())["sys.sleep"].verdict is INCONCLUSIVE


def test_our_own_loop_that_is_held_up_fails() -> None:
    """Half a second passes in which the loop gets to do nothing, as in a careless wait."""

    async def held_up() -> Result:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, looptime.LoopTimeEventLoop)
        loop.call_later(0.701, lambda: loop.setup_looptime(start=loop.time() + 0.5))
        results = await run_checks(full(), [Group.MACHINE], wait=False)
        return next(one for one in results if one.check == "sys.selftest")

    result = run_jumping(held_up())
    assert (result.verdict, result.value) == (FAIL, "481"), "from the end of a tick on, 0.72 s, to 1.201 s"


def test_a_rig_spec_has_the_last_word() -> None:
    strict = Rig(limits={"sys.uptime": Limits(0.5, 1, "d"), "sys.battery": Limits(99, 98, "%", more=True)})
    assert judge_uptime(GOOD, strict).verdict is WARN
    assert judge_battery(GOOD, strict).verdict is FAIL
