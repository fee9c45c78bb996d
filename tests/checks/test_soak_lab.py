"""The soak on the real OBS and the real ingest, and each of its troubles from a real fault."""

import asyncio
from collections.abc import Callable, Sequence

import pytest
from msgspec.structs import replace

from liveops_desktop.checks import soaking
from liveops_desktop.checks.run import run_active, run_checks
from liveops_desktop.checks.soak import LONGEST
from liveops_desktop.checks.soaking import let_guards_end
from liveops_desktop.checks.world import live_world
from liveops_desktop.core.clock import seconds
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Phase, Progress, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from tests.lab.ingest import Ingest
from tests.lab.parts import wait_until
from tests.lab.relay import Relay
from tests.lab.studio import LabObs

pytestmark = pytest.mark.lab

PASS, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE
ALL = (
    "soak.publish",
    "soak.bitrate",
    "soak.drop",
    "soak.congestion",
    "soak.far_side",
    "soak.record",
)
A_LITTLE = 1e-6
"""The share of a check that watches already."""


def rig_for(far: Ingest, /, **changed: object) -> Rig:
    rig = Rig(
        ingest="rtmp://show.example/live",
        test_target=far.url,
        stats_url=f"http://127.0.0.1:{far.stat_port}/stat",
        soak_length=seconds(8),
        planned_length=seconds(60),
        limits={
            "soak.bitrate": Limits(30, 20, "%", more=True),  # a colour that stands still takes less than it is allowed
            "soak.publish": Limits(60, 60, "s"),  # how soon it starts and is back is for the desk it runs on
            "soak.failover": Limits(80, 90, "s"),
        },
    )
    return replace(rig, **changed)


def soak(
    obs: LabObs, rig: Rig, ids: Sequence[str] = ALL, at: float | None = None, meddle: Callable[[], object] | None = None
) -> dict[str, tuple[Verdict, Why]]:
    """Run these checks; *meddle* in a thread, once they are *at* that share. Ends only when OBS was let go."""
    told: list[Result] = []

    async def whole() -> None:
        async with live_world(rig, obs.host, obs.port, obs.password) as world:
            done = asyncio.Event()

            def hear(progress: Progress) -> None:
                if at is not None and progress.share >= at:
                    done.set()

            async def spoil() -> None:
                await done.wait()
                if meddle is not None:
                    await asyncio.to_thread(meddle)

            spoiling = asyncio.create_task(spoil())
            await run_active(world, ids, told.append, hear)
            spoiling.cancel()
            await let_guards_end()

    asyncio.run(whole())
    print({one.check: (one.verdict.value, one.why.value, one.value, one.detail) for one in told})
    return {one.check: (one.verdict, one.why) for one in told}


def test_a_good_soak_passes_everything_and_leaves_nothing_running(
    obs: LabObs, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    obs.set_target(ingest.url, "lab-soak")
    monkeypatch.setattr(soaking, "STARTS_WITHIN", 60.0)
    before = set(obs.records.iterdir())
    found = soak(obs, rig_for(ingest, soak_length=seconds(16)))
    assert found == dict.fromkeys(ALL, (PASS, Why.MEASURED))
    assert not obs.streaming()
    wait_until(lambda: not obs.ask("GetRecordStatus")["outputActive"], 20, "the recording is closed")
    assert set(obs.records.iterdir()) == before, "what was recorded beside it is removed"


def test_the_shows_own_ingest_is_never_streamed_to(obs: LabObs, ingest: Ingest) -> None:
    obs.set_target(ingest.url, "lab-show")
    rig = rig_for(ingest, ingest=ingest.url, test_target="rtmp://127.0.0.1:1/test")
    assert soak(obs, rig) == dict.fromkeys(ALL, (INCONCLUSIVE, Why.TARGET_IS_SHOW))
    assert ingest.stat() == {} or "lab-show" not in ingest.stat()


def test_another_target_is_not_streamed_to(obs: LabObs, ingest: Ingest, free_port: Callable[[], int]) -> None:
    obs.set_target(f"rtmp://127.0.0.1:{free_port()}/live", "lab-other")
    assert soak(obs, rig_for(ingest), ["soak.publish"]) == {"soak.publish": (INCONCLUSIVE, Why.DIFFERS)}


def test_a_dead_port_fails_and_the_rest_is_not_measured(
    obs: LabObs, ingest: Ingest, free_port: Callable[[], int]
) -> None:
    dead = f"rtmp://127.0.0.1:{free_port()}/live"
    obs.set_target(dead, "lab-dead")
    found = soak(obs, rig_for(ingest, test_target=dead), ["soak.publish", "soak.drop"])
    assert found == {"soak.publish": (FAIL, Why.NOT_STARTED), "soak.drop": (INCONCLUSIVE, Why.NOT_STARTED)}


def test_a_port_that_says_nothing_fails_and_obs_is_told_to_stop_until_it_has(
    obs: LabObs, ingest: Ingest, relay: Callable[[int], Relay], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soaking, "STOP_LIMIT", 1.0)
    mute = relay(ingest.port)
    mute.mode = "swallow"
    target = f"rtmp://127.0.0.1:{mute.port}/live"
    obs.set_target(target, "lab-mute")

    found = soak(obs, rig_for(ingest, test_target=target, soak_length=seconds(6)), ["soak.publish"])
    assert found == {"soak.publish": (FAIL, Why.NOT_STARTED)}
    mute.mode = "cut"
    wait_until(lambda: not obs.ask("GetStreamStatus")["outputActive"], 40, "OBS has stopped")


def test_what_is_swallowed_on_the_way_is_found_out_by_the_far_side(
    obs: LabObs, ingest: Ingest, relay: Callable[[int], Relay]
) -> None:
    """OBS says all the while that all is well."""
    between = relay(ingest.port)
    target = f"rtmp://127.0.0.1:{between.port}/live"
    obs.set_target(target, "lab-swallow")

    def swallow() -> None:
        between.mode = "swallow"

    found = soak(obs, rig_for(ingest, test_target=target), ["soak.publish", "soak.far_side"], 0.2, swallow)
    assert found["soak.publish"] == (PASS, Why.MEASURED)
    assert found["soak.far_side"][0] is FAIL


def test_a_collection_switched_in_the_middle_ends_it(own_obs: Callable[..., LabObs], ingest: Ingest) -> None:
    mine = own_obs()
    mine.set_target(ingest.url, "lab-switch")
    found = soak(
        mine,
        rig_for(ingest, soak_length=seconds(20)),
        ["soak.publish", "soak.bitrate"],
        0.1,
        lambda: mine.ask("CreateSceneCollection", sceneCollectionName="Other"),
    )
    assert found == dict.fromkeys(("soak.publish", "soak.bitrate"), (INCONCLUSIVE, Why.CHANGED_MEANWHILE))
    wait_until(lambda: not mine.streaming(), 20, "it was stopped")


@pytest.mark.parametrize("hurt", ["kill9", "stop"])
def test_an_obs_that_is_killed_or_hangs_in_the_middle_is_not_measured(
    own_obs: Callable[..., LabObs], ingest: Ingest, hurt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soaking, "GONE_LIMIT", 0.5)
    mine = own_obs()
    mine.set_target(ingest.url, f"lab-{hurt}")
    rig = rig_for(ingest, soak_length=seconds(20))
    found = soak(mine, rig, ["soak.publish", "soak.far_side"], 0.1, getattr(mine, hurt))
    assert found == dict.fromkeys(("soak.publish", "soak.far_side"), (INCONCLUSIVE, Why.NOT_CONNECTED))


def test_cancelled_in_the_middle_obs_stops(obs: LabObs, ingest: Ingest) -> None:
    obs.set_target(ingest.url, "lab-cancel")

    async def cancelled() -> None:
        async with live_world(rig_for(ingest, soak_length=LONGEST), obs.host, obs.port, obs.password) as world:
            begun = asyncio.Event()

            def hear(progress: Progress) -> None:
                if progress.share > 0:
                    begun.set()

            task = asyncio.create_task(run_active(world, ALL, on_progress=hear))
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await let_guards_end()

    asyncio.run(cancelled())
    wait_until(lambda: not obs.streaming(), 20, "the stream is stopped")
    wait_until(lambda: not obs.ask("GetRecordStatus")["outputActive"], 20, "the recording is stopped")


@pytest.mark.long
def test_back_after_a_cut(obs: LabObs, ingest: Ingest, relay: Callable[[int], Relay]) -> None:
    between = relay(ingest.port)
    target = f"rtmp://127.0.0.1:{between.port}/live"
    obs.set_target(target, "lab-cut")

    def cut() -> None:
        between.mode = "cut"
        wait_until(lambda: "lab-cut" not in ingest.stat(), 20, "the ingest has lost it")
        between.mode = "good"

    assert soak(obs, rig_for(ingest, test_target=target), ["soak.failover"], A_LITTLE, cut)["soak.failover"][0] is PASS


def test_the_key_is_tried_and_the_feed_of_the_show_is_confirmed(obs: LabObs, ingest: Ingest) -> None:
    obs.set_target(ingest.url, "lab-key")
    assert soak(obs, rig_for(ingest), ["ing.key"]) == {"ing.key": (PASS, Why.MEASURED)}
    on_air = rig_for(ingest, ingest=ingest.url, test_target="")

    async def feed() -> tuple[Verdict, Why]:
        async with live_world(on_air, obs.host, obs.port, obs.password) as world:
            found = {one.check: one for one in await run_checks(world, [Group.SOAK], wait=False, phase=Phase.LINE_UP)}[
                "feed.far_side"
            ]
            return found.verdict, found.why

    assert asyncio.run(feed()) == (FAIL, Why.NOT_CONFIRMED)
    obs.start_stream()
    assert asyncio.run(feed()) == (PASS, Why.MEASURED)
    ingest.end()
    assert asyncio.run(feed())[0] is INCONCLUSIVE
    ingest.start()
