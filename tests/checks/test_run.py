"""The runner: together, each on its own, whatever one of them does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import TypeVar

import msgspec
import pytest

from liveops_desktop.checks import CATALOGUE, Check, Judgement, Where, World, check
from liveops_desktop.checks.check import LIMIT, Acts
from liveops_desktop.checks.judging import passed, unmeasured
from liveops_desktop.checks.reach import Doing
from liveops_desktop.checks.run import choose, run_checks
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Mode, Phase, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Machine, Obs, Vitals
from tests.checks.readings import LINK, OBS, RIG, T0, StillWorld, at_cpu, ring
from tests.jumping import loop_time, run_jumping

T = TypeVar("T")

Body = Callable[[World], Awaitable[Judgement]]


def row(check_id: str, body: Body, *, where: Where = Where.HERE, limit: int = 200, mode: Mode = Mode.PASSIVE) -> Check:
    return check(check_id, Group.MACHINE, where=where, limit=Span(limit), mode=mode)(body)


def act_row(check_id: str, body: Acts, *, where: Where = Where.HERE, limit: int = 200, listens: bool = False) -> Check:
    return check(check_id, Group.MACHINE, where=where, limit=Span(limit), mode=Mode.ACTIVE, listens=listens)(body)


async def never(world: World, doing: Doing) -> Judgement:
    raise AssertionError


async def well(world: World) -> Judgement:
    return passed("1", "x")


async def hangs(world: World) -> Judgement:
    await asyncio.Event().wait()
    raise AssertionError


async def breaks(world: World) -> Judgement:
    raise KeyError("stream key abc")


async def stubborn(world: World) -> Judgement:
    """Swallows its cancellation once, as a careless wait in a library does."""
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        await asyncio.sleep(3_600)
    return passed()


async def cancels_itself(world: World) -> Judgement:
    raise asyncio.CancelledError


async def timed(work: Coroutine[object, object, T]) -> tuple[T, float]:
    """What it gave, and after how many seconds."""
    begun = loop_time()
    return await work, round(loop_time() - begun, 3)


def run(catalogue: Sequence[Check], world: World | None = None, *, wait: bool = True) -> dict[str, Result]:
    results = run_jumping(run_checks(world or StillWorld(), catalogue=catalogue, wait=wait))
    return {one.check: one for one in results}


@pytest.mark.expects_log
def test_one_that_hangs_breaks_or_will_not_end_delays_and_spoils_no_other(caplog: pytest.LogCaptureFixture) -> None:
    rows = [
        row("a", well),
        row("b", hangs),
        row("c", breaks),
        row("d", stubborn),
        row("e", cancels_itself),
        row("f", well),
    ]
    results, seconds = run_jumping(timed(run_checks(StillWorld(), catalogue=rows)))
    assert seconds == 0.2, "the limit of each, all together"
    found = {one.check: one for one in results}
    assert list(found) == ["a", "b", "c", "d", "e", "f"]
    assert {k: (r.verdict, r.why) for k, r in found.items()} == {
        "a": (Verdict.PASS, Why.MEASURED),
        "b": (Verdict.INCONCLUSIVE, Why.TIMED_OUT),
        "c": (Verdict.INCONCLUSIVE, Why.BROKE),
        "d": (Verdict.INCONCLUSIVE, Why.TIMED_OUT),
        "e": (Verdict.INCONCLUSIVE, Why.CANCELLED),
        "f": (Verdict.PASS, Why.MEASURED),
    }
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == ["check c broke"]
    assert found["c"].detail == "KeyError", "the text of an error may hold anything; only its kind is told"


def test_results_come_as_they_are_found() -> None:
    heard: list[str] = []
    rows = [row("slow", hangs), row("quick", well)]
    run_jumping(run_checks(StillWorld(), on_result=lambda r: heard.append(r.check), catalogue=rows))
    assert heard == ["quick", "slow"]


def test_a_result_says_when_where_how_long_and_by_what_threshold() -> None:
    async def slow(world: World) -> Judgement:
        await asyncio.sleep(0.07)
        return passed("1", "x")

    rows = [check("x", Group.MACHINE, where=Where.HERE, limits=Limits(60, 60))(slow)]
    result = run(rows, StillWorld(msgspec.structs.replace(RIG, limits={"x": Limits(33, 33)})))["x"]
    assert (result.at, result.machine, result.threshold, result.took) == (T0, "desk-pc", "≤ 33", Span(70))
    assert rows[0].info.threshold == "≤ 60", "the catalogue shows the shipped one"


def test_obs_elsewhere_is_never_credited_with_the_figures_of_this_pc() -> None:
    far = msgspec.structs.replace(OBS, link=msgspec.structs.replace(LINK, host="encoder", local=False))
    rows = [row("here", well), row("link", well, where=Where.LINK), row("obs", well, where=Where.OBS)]
    found = run(rows, StillWorld(obs=far))
    assert {k: (r.verdict, r.machine, r.value) for k, r in found.items()} == {
        "here": (Verdict.INCONCLUSIVE, "desk-pc", "1"),
        "link": (Verdict.PASS, "desk-pc", "1"),
        "obs": (Verdict.PASS, "encoder", "1"),
    }
    assert (found["here"].why, found["here"].detail) == (Why.OTHER_MACHINE, "encoder")


def filling() -> tuple[Body, list[int]]:
    """Two more looks, then a verdict."""
    looks: list[int] = []

    async def body(world: World) -> Judgement:
        looks.append(1)
        return passed() if len(looks) == 3 else unmeasured(Why.MEASURING, ready_in=Span(30))

    return body, looks


def test_a_window_that_fills_is_waited_for_and_told_of() -> None:
    body, looks = filling()
    heard: list[Result] = []
    rows = [row("w", body)]
    (last,) = run_jumping(run_checks(StillWorld(), on_result=heard.append, catalogue=rows))
    assert [r.why for r in heard] == [Why.MEASURING, Why.MEASURING, Why.MEASURED]
    assert (last, len(looks)) == (heard[-1], 3)


def test_with_now_nothing_is_waited_for() -> None:
    body, looks = filling()
    result = run([row("w", body)], wait=False)["w"]
    assert (result.verdict, result.why, result.ready_in, len(looks)) == (
        Verdict.INCONCLUSIVE,
        Why.MEASURING,
        Span(30),
        1,
    )


def test_a_window_that_never_fills_is_given_up_and_stays_measuring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch has died: its readings do not come, however long the deadline."""
    monkeypatch.setattr("liveops_desktop.checks.run.GRACE", Span(150))

    async def never_full(world: World) -> Judgement:
        return unmeasured(Why.MEASURING, ready_in=Span(50))

    (result,), seconds = run_jumping(timed(run_checks(StillWorld(), catalogue=[row("w", never_full)])))
    assert seconds == 0.2, "the first look beyond the grace"
    assert (result.verdict, result.why) == (Verdict.INCONCLUSIVE, Why.MEASURING)


def test_a_check_that_took_too_long_is_told_to_end() -> None:
    told: list[str] = []

    async def tidy(world: World) -> Judgement:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            told.append("end")
            raise
        return passed()

    async def twice() -> None:
        rows = [row("t", tidy), row("w", hangs, limit=300)]
        await run_checks(StillWorld(), catalogue=rows)
        assert told == ["end"], "while the run still goes on, not when the loop closes"

    run_jumping(twice())


def test_nothing_is_waited_for_beyond_the_deadline() -> None:
    async def never_full(world: World) -> Judgement:
        return unmeasured(Why.MEASURING, ready_in=Span(100))

    rows = [row("w", never_full), row("h", hangs, limit=5_000), row("a", well)]
    results, seconds = run_jumping(timed(run_checks(StillWorld(), catalogue=rows, deadline=Span(300))))
    assert seconds == 0.3
    assert [(r.verdict, r.why) for r in results] == [
        (Verdict.INCONCLUSIVE, Why.TIMED_OUT),
        (Verdict.INCONCLUSIVE, Why.TIMED_OUT),
        (Verdict.PASS, Why.MEASURED),
    ]


def test_cancelling_ends_within_a_second_and_says_so_of_each_unfinished_check() -> None:
    heard: dict[str, Result] = {}
    rows = [row("a", well), row("h", hangs, limit=60_000), row("s", stubborn, limit=60_000)]

    async def cancelled() -> float:
        first = asyncio.Event()

        def hear(result: Result) -> None:
            heard[result.check] = result
            first.set()

        task = asyncio.create_task(run_checks(StillWorld(), on_result=hear, catalogue=rows))
        await first.wait()
        started = loop_time()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return round(loop_time() - started, 3)

    assert run_jumping(cancelled()) == 0, "not even one that swallows it is waited for"
    assert {k: (r.verdict, r.why) for k, r in heard.items()} == {
        "a": (Verdict.PASS, Why.MEASURED),
        "h": (Verdict.INCONCLUSIVE, Why.CANCELLED),
        "s": (Verdict.INCONCLUSIVE, Why.CANCELLED),
    }


def test_active_and_manual_checks_never_run_by_themselves() -> None:
    rows = [row("p", well), act_row("a", never), row("m", breaks, mode=Mode.MANUAL)]
    assert list(run(rows)) == ["p"]


def test_groups_choose() -> None:
    assert choose() == tuple(one for one in CATALOGUE if one.info.mode is Mode.PASSIVE and Phase.RIG in one.info.phases)
    chosen = {one.info.id for one in choose([Group.NETWORK, Group.INGEST])}
    assert {"net.dns", "ing.tcp", "ing.rtmp"} <= chosen
    assert chosen == {one.info.id for one in choose() if one.info.group in (Group.NETWORK, Group.INGEST)}


STAND_INS = {one.info.id: one.info.instead for one in CATALOGUE}
ANSWERS = frozenset({"fresh_obs", "probe", "resolve", "connect_tcp", "rtmp_handshake"})


def test_the_whole_catalogue_answers_within_three_seconds_whatever_hangs() -> None:
    history = ring(70, lambda _: Vitals(obs=OBS, machine=at_cpu(5).machine))
    silences = [frozenset({one}) for one in ANSWERS] + [ANSWERS]

    async def all_of_them() -> list[tuple[Result, ...]]:
        return await asyncio.gather(*(run_checks(StillWorld(history=history, hangs=silent)) for silent in silences))

    runs, seconds = run_jumping(timed(all_of_them()))
    assert seconds == LIMIT / 1_000 < 3.0
    waits = {
        "fresh_obs": "scn.required",
        "probe": "obsc.port",
        "resolve": "net.dns",
        "connect_tcp": "ing.tcp",
        "rtmp_handshake": "ing.rtmp",
    }
    for silent, results in zip(silences, runs, strict=True):
        verdicts = {r.check: r.verdict for r in results}
        assert len(verdicts) == len(choose())
        assert [r.check for r in results if r.why is Why.MEASURING] == [], "every window is full"
        assert all(verdicts[waits[one]] in (Verdict.FAIL, Verdict.INCONCLUSIVE) for one in silent)
        assert all(verdicts[name] is Verdict.PASS for one, name in waits.items() if one not in silent)


def test_nothing_known_and_nothing_planned_passes_nothing() -> None:
    """An empty rig on a dead world: no check may find anything good, and no killer may be merely skipped."""
    world = StillWorld(Rig(), Obs(), [(T0, Vitals(machine=Machine()))], unreachable=Why.REFUSED)
    results = {r.check: r for r in run_jumping(run_checks(world, wait=False))}
    ours = {"sys.selftest"}  # this program itself is well whatever the world is like
    assert all(r.verdict is not Verdict.PASS for one, r in results.items() if one not in ours)
    killers = [one.info.id for one in choose() if one.info.killer]
    assert all(results[one].verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE) for one in killers)


def test_a_good_rig_with_nothing_planned_is_no_go_for_each_planned_killer() -> None:
    results = {r.check: r for r in run_jumping(run_checks(StillWorld(Rig()), wait=False))}
    unplanned = {one for one, r in results.items() if r.why is Why.NOTHING_PLANNED}
    assert unplanned >= {"obsv.target", "scn.required", "scn.contingency", "aud.mute"}
    killers = {one.info.id for one in CATALOGUE if one.info.killer}
    assert all(results[one].verdict is Verdict.INCONCLUSIVE for one in unplanned & killers if not STAND_INS[one])


def test_the_ingest_of_the_plan_is_tried_and_without_one_that_of_obs() -> None:
    planned, of_obs = StillWorld(msgspec.structs.replace(RIG, ingest="rtmp://plan.example:2000/a")), StillWorld(Rig())
    for world, host, port in ((planned, "plan.example", 2000), (of_obs, "ingest.example", 1935)):
        run_jumping(run_checks(world, [Group.NETWORK, Group.INGEST], wait=False))
        asked = {one for one in world.asked if one[0] not in {"detail", "gateway", "clock_offset"}}
        assert asked == {
            ("resolve", host),
            ("addresses", host),
            ("way_out", host),
            ("connect_tcp", host, port),
            ("rtmp_handshake", host, port),
        }
        assert world.asked.count(("connect_tcp", host, port)) == 11  # net.dns_v6 tries its family once


@pytest.mark.parametrize("url", ["live", "rtmp://", "rtmp://h:x/a", "srt://h"])
def test_an_ingest_that_is_no_address_is_not_measured(url: str) -> None:
    results = run_jumping(
        run_checks(StillWorld(msgspec.structs.replace(RIG, ingest=url)), [Group.NETWORK, Group.INGEST], wait=False)
    )
    found = {r.check: (r.verdict, r.why) for r in results}
    for check_id in ("net.dns", "ing.tcp", "ing.rtmp", "ing.tls", "ing.srt"):
        assert found[check_id] == (Verdict.INCONCLUSIVE, Why.NOT_AN_ADDRESS)
