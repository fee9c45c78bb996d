"""The runner of active checks: one after another, never beside a stream, ended within a second."""

import asyncio

import msgspec
import pytest

from liveops_desktop.checks import Check, Judgement, Where, World, check
from liveops_desktop.checks.check import Acts
from liveops_desktop.checks.judging import passed
from liveops_desktop.checks.reach import Doing
from liveops_desktop.checks.run import ACTIVE_LAST_WORDS, leaving, run_active
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Group, Leaves, Mode, Progress, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Obs, Output
from tests.checks.acting import StillStage
from tests.checks.readings import GONE, LINK, OBS
from tests.jumping import loop_time, run_jumping

STREAMING = msgspec.structs.replace(OBS, stream=Output(active=True))
RECONNECTING = msgspec.structs.replace(OBS, stream=Output(reconnecting=True))
FAR = msgspec.structs.replace(OBS, link=msgspec.structs.replace(LINK, host="encoder", local=False))


def row(check_id: str, body: Acts, *, where: Where = Where.OBS, limit: int = 500, listens: bool = False) -> Check:
    return check(
        check_id,
        Group.SOAK,
        where=where,
        limit=Span(limit),
        mode=Mode.ACTIVE,
        listens=listens,
        leaves=lambda rig: Leaves(rig.relay, 12.0, starts_stream=True),
    )(body)


async def well(world: World, doing: Doing) -> Judgement:
    doing.tell(0.5, (1.0, 2.0), "Mb/s", "hold")
    return passed("1", "x")


async def hangs(world: World, doing: Doing) -> Judgement:
    await asyncio.Event().wait()
    raise AssertionError


async def breaks(world: World, doing: Doing) -> Judgement:
    raise KeyError("stream key abc")


def verdicts(results: tuple[Result, ...]) -> dict[str, tuple[Verdict, Why]]:
    return {one.check: (one.verdict, one.why) for one in results}


def test_they_run_one_after_another_in_the_order_of_the_catalogue() -> None:
    running: list[str] = []
    seen: list[tuple[str, ...]] = []

    def body(name: str) -> Acts:
        async def act(world: World, doing: Doing) -> Judgement:
            running.append(name)
            await asyncio.sleep(0.01)
            seen.append(tuple(running))
            running.remove(name)
            return passed()

        return act

    rows = [row(name, body(name)) for name in ("a", "b", "c", "d")]
    results = run_jumping(run_active(StillStage(), ("d", "b", "a"), catalogue=rows))
    assert seen == [("a",), ("b",), ("d",)]
    assert [one.check for one in results] == ["a", "b", "d"]


@pytest.mark.expects_log
def test_one_that_hangs_or_breaks_does_not_keep_the_next_from_running() -> None:
    rows = [row("h", hangs, limit=50), row("b", breaks), row("w", well)]
    results = run_jumping(run_active(StillStage(), ("h", "b", "w"), catalogue=rows))
    assert verdicts(results) == {
        "h": (Verdict.INCONCLUSIVE, Why.TIMED_OUT),
        "b": (Verdict.INCONCLUSIVE, Why.BROKE),
        "w": (Verdict.PASS, Why.MEASURED),
    }
    assert "abc" not in repr(results)


@pytest.mark.parametrize("obs", [STREAMING, RECONNECTING])
def test_beside_a_stream_only_what_listens_runs(obs: Obs) -> None:
    rows = [row("a", breaks), row("l", well, listens=True)]
    results = run_jumping(run_active(StillStage(obs=obs), ("a", "l"), catalogue=rows))
    assert verdicts(results) == {"a": (Verdict.INCONCLUSIVE, Why.STREAM_RUNS), "l": (Verdict.PASS, Why.MEASURED)}


def test_what_is_remembered_of_a_lost_obs_is_no_stream() -> None:
    gone = msgspec.structs.replace(GONE, stream=Output(active=True))
    results = run_jumping(run_active(StillStage(obs=gone), ("w",), catalogue=[row("w", well)]))
    assert verdicts(results) == {"w": (Verdict.PASS, Why.MEASURED)}


def test_with_obs_elsewhere_nothing_is_sent_for_a_figure_of_this_pc() -> None:
    rows = [row("here", breaks, where=Where.HERE), row("there", well)]
    results = run_jumping(run_active(StillStage(obs=FAR), ("here", "there"), catalogue=rows))
    assert verdicts(results) == {
        "here": (Verdict.INCONCLUSIVE, Why.OTHER_MACHINE),
        "there": (Verdict.PASS, Why.MEASURED),
    }


def test_progress_is_told_under_the_name_of_its_check() -> None:
    heard: list[Progress] = []
    run_jumping(run_active(StillStage(), ("w",), on_progress=heard.append, catalogue=[row("w", well)]))
    assert heard == [Progress("w", 0.0), Progress("w", 0.5, (1.0, 2.0), "Mb/s", "hold")]


def test_cancelling_lets_a_check_clear_up_and_ends_within_a_second() -> None:
    cleared: list[str] = []
    heard: list[Result] = []

    async def tidy(world: World, doing: Doing) -> Judgement:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.85)
            cleared.append("stopped")
        return passed()

    async def stubborn(world: World, doing: Doing) -> Judgement:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                await asyncio.sleep(3_600)
                return passed()

    async def cancelled(body: Acts) -> float:
        rows = [row("w", well), row("t", body, limit=60_000), row("n", well)]
        begun = asyncio.Event()

        def hear(progress: Progress) -> None:
            if progress.check == "t":
                begun.set()

        running = run_active(StillStage(), ("w", "t", "n"), heard.append, hear, catalogue=rows)
        task = asyncio.create_task(running)
        await begun.wait()
        await asyncio.sleep(0)
        started = loop_time()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return round(loop_time() - started, 3)

    assert run_jumping(cancelled(tidy)) == 0.85
    assert cleared == ["stopped"]
    assert verdicts(tuple(heard)) == {
        "w": (Verdict.PASS, Why.MEASURED),
        "t": (Verdict.INCONCLUSIVE, Why.CANCELLED),
        "n": (Verdict.INCONCLUSIVE, Why.CANCELLED),
    }
    assert run_jumping(cancelled(stubborn)) == ACTIVE_LAST_WORDS < 1.0


@pytest.mark.parametrize("fails", [False, True])
def test_checks_of_one_run_share_one_measurement(fails: bool) -> None:
    made: list[int] = []

    async def measure() -> int:
        made.append(1)
        if fails:
            raise OSError
        return len(made)

    async def judge(world: World, doing: Doing) -> Judgement:
        try:
            return passed(str(await doing.once("soak", measure)))
        except OSError:
            return passed("shared failure")

    async def twice() -> list[str]:
        rows = [row("a", judge), row("b", judge)]
        first = await run_active(StillStage(), ("a", "b"), catalogue=rows)
        second = await run_active(StillStage(), ("a",), catalogue=rows)
        return [one.value for one in (*first, *second)]

    assert run_jumping(twice()) == (["shared failure"] * 3 if fails else ["1", "1", "2"])
    assert len(made) == 2, "once in each run"


def test_what_leaves_is_told_of_the_rig_and_an_unknown_id_is_refused() -> None:
    rows = [row("a", well), row("b", well)]
    assert leaving(("b",), Rig(relay="relay.example:5201"), rows) == (
        ("b", Leaves("relay.example:5201", 12.0, starts_stream=True)),
    )
    with pytest.raises(KeyError, match="nothing"):
        leaving(("b", "nothing"), Rig(), rows)


def test_the_form_of_a_function_must_fit_its_mode() -> None:
    async def reads(world: World) -> Judgement:
        return passed()

    with pytest.raises(TypeError, match="x"):
        check("x", Group.SOAK, where=Where.OBS)(well)
    with pytest.raises(TypeError, match="x"):
        check("x", Group.SOAK, where=Where.OBS, mode=Mode.ACTIVE)(reads)
