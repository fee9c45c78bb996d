"""What a soak found, judged; when none may begin; and that OBS is told to stop whatever happens."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.checks.reach import ObsSaidNo
from liveops_desktop.checks.run import leaving, run_active
from liveops_desktop.checks.soak import (
    judge_bitrate,
    judge_congestion,
    judge_drop,
    judge_failover,
    judge_far_side,
    judge_feed,
    judge_publish,
    judge_record,
)
from liveops_desktop.checks.soaking import CANCEL_LIMIT, hindrance, let_guards_end, run_soak
from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.ingest import Feed
from liveops_desktop.core.preflight import Result, Verdict, Why
from liveops_desktop.core.soak import Second, Soak
from liveops_desktop.core.vitals import Obs, Output
from tests.checks.acting import StillDoing, StillStage
from tests.checks.readings import GONE, LINK, OBS, RIG, STATE, obs, replace_rig
from tests.jumping import loop_time, run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)
TEST = "rtmp://test.example/live"
RIGGED = replace_rig(test_target=TEST, stats_url="http://test.example/stat", soak_length=seconds(6))
READY = obs(server=TEST)
FEED = Feed(1_000_000, width=1920, height=1080, fps=30.0, codec="H264")


def soak(**changed: object) -> Soak:
    """Ten good seconds at 6000 kb/s, all of which arrives."""
    seen = tuple(
        Second(Span(n * 1_000), n * 750_000, 0, n * 30, 0.1, far=n * 750_000, recorded=n * 800_000) for n in range(11)
    )
    good = Soak(Span(400), seen, feed=FEED, recording="/records/a.mkv", recording_size=8_000_000)
    return replace(good, **changed)


def spoiled(**changed: object) -> Soak:
    """The same, but each second's counters multiplied or replaced."""
    seen = []
    for n, one in enumerate(soak().seconds):
        fields = {name: value(n) if callable(value) else value for name, value in changed.items()}
        seen.append(replace(one, **fields))
    return soak(seconds=tuple(seen))


def test_the_counters_of_obs_begin_anew_with_each_reconnect() -> None:
    first = [Second(Span(n * 1_000), n * 750_000, 0, n * 30) for n in range(5)]
    after = [Second(Span(n * 1_000), n * 750_000, 0, n * 30) for n in range(1, 5)]
    assert soak(seconds=(*first, *after)).kbps == pytest.approx(6_000)
    assert soak(seconds=(*first, *after)).dropped_percent == 0
    assert soak(seconds=first[:1]).kbps is None


@pytest.mark.parametrize(
    ("one", "verdict", "why"),
    [
        (soak(), PASS, Why.MEASURED),
        (soak(started_in=Span(5_001)), FAIL, Why.MEASURED),
        (soak(reconnects=2), FAIL, Why.RECONNECTED),
        (spoiled(bytes=900), FAIL, Why.NOTHING_SENT),
        (Soak(trouble=Why.NOT_STARTED), FAIL, Why.NOT_STARTED),
        (Soak(trouble=Why.STILL_RUNS), FAIL, Why.STILL_RUNS),
        (soak(trouble=Why.CLOSED), FAIL, Why.CLOSED),
        (soak(trouble=Why.NOT_CONNECTED), INCONCLUSIVE, Why.NOT_CONNECTED),
        (soak(trouble=Why.CHANGED_MEANWHILE), INCONCLUSIVE, Why.CHANGED_MEANWHILE),
        (Soak(trouble=Why.TARGET_IS_SHOW), INCONCLUSIVE, Why.TARGET_IS_SHOW),
        (soak(seconds=soak().seconds[:1]), INCONCLUSIVE, Why.TOO_SHORT),
    ],
)
def test_publish(one: Soak, verdict: Verdict, why: Why) -> None:
    judged = judge_publish(one, RIG)
    assert (judged.verdict, judged.why) == (verdict, why)


@pytest.mark.parametrize(
    ("wanted", "verdict"),
    [(6_000, PASS), (6_666, PASS), (6_700, WARN), (8_000, WARN), (8_010, FAIL), (None, INCONCLUSIVE)],
)
def test_bitrate(wanted: float | None, verdict: Verdict) -> None:
    assert judge_bitrate(soak(), wanted, RIG).verdict is verdict


@pytest.mark.parametrize(("skipped", "verdict"), [(0, PASS), (1, WARN), (3, WARN), (4, FAIL)])
def test_drops(skipped: int, verdict: Verdict) -> None:
    assert judge_drop(spoiled(skipped=lambda n: skipped * (n == 10)), RIG).verdict is verdict


@pytest.mark.parametrize(("worst", "verdict"), [(0.1, PASS), (0.9, WARN), (1.0, WARN)])
def test_congestion_of_two_seconds_in_four(worst: float, verdict: Verdict) -> None:
    assert judge_congestion(spoiled(congestion=lambda n: worst if n in (4, 5) else 0.1), RIG).verdict is verdict
    assert judge_congestion(spoiled(congestion=1.0), RIG).verdict is FAIL


def test_srt_has_neither_drops_nor_congestion_and_that_is_not_zero() -> None:
    one = soak(has_drops=False)
    for judged in (judge_drop(one, RIG), judge_congestion(one, RIG)):
        assert (judged.verdict, judged.why, judged.detail) == (INCONCLUSIVE, Why.UNAVAILABLE, "SRT")


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (soak(), PASS),
        (spoiled(far=lambda n: n * 690_000), PASS),
        (spoiled(far=lambda n: n * 660_000), FAIL),
        (spoiled(far=0), FAIL),  # OBS says that all is well, and nothing arrives
        (spoiled(far=None), FAIL),
        (soak(feed=None), FAIL),
        (soak(feed=replace(FEED, width=1280, height=720)), FAIL),
        (soak(feed=replace(FEED, fps=25.0)), FAIL),
        (soak(feed=replace(FEED, width=0, height=0, fps=0.0)), PASS),  # it says nothing of the picture
        (Soak(trouble=Why.NOT_STARTED), INCONCLUSIVE),
    ],
)
def test_far_side(one: Soak, verdict: Verdict) -> None:
    assert judge_far_side(one, replace_rig(output_size=(1920, 1080), fps=30.0)).verdict is verdict


@pytest.mark.parametrize(
    ("one", "here", "verdict"),
    [
        (soak(), True, PASS),
        (soak(recording_size=0), True, FAIL),
        (soak(recording_size=None), True, FAIL),
        (soak(recording_size=None), False, PASS),
        (spoiled(recorded=500), True, FAIL),
        (spoiled(recorded=None), True, INCONCLUSIVE),
        (soak(recording_refused="StartRecord: 500"), True, FAIL),
    ],
)
def test_recording_beside(one: Soak, here: bool, verdict: Verdict) -> None:
    assert judge_record(one, here=here).verdict is verdict


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (Soak(Span(300), reconnects=1, back_in=seconds(10)), PASS),
        (Soak(Span(300), reconnects=1, back_in=seconds(30)), WARN),
        (Soak(Span(300), reconnects=1, back_in=seconds(31)), FAIL),
        (Soak(Span(300), reconnects=1), FAIL),
        (Soak(Span(300)), INCONCLUSIVE),  # nobody cut the line
        (Soak(trouble=Why.CLOSED), FAIL),
        (Soak(trouble=Why.NOT_CONNECTED), INCONCLUSIVE),
    ],
)
def test_failover(one: Soak, verdict: Verdict) -> None:
    assert judge_failover(one, RIG).verdict is verdict


def test_the_feed_of_the_show() -> None:
    rig = replace_rig(output_size=(1920, 1080))
    assert judge_feed((FEED,), rig).value == "1920×1080 30 fps H264"
    assert judge_feed((), rig).why is Why.NOT_CONFIRMED
    assert judge_feed((replace(FEED, publishing=False),), rig).verdict is FAIL
    assert judge_feed((replace(FEED, bytes_in=0),), rig).verdict is FAIL
    assert judge_feed((replace(FEED, width=640),), rig).why is Why.DIFFERS


@pytest.mark.parametrize(
    ("reading", "rig", "why"),
    [
        (READY, RIGGED, None),
        (obs(server="RTMP://Test.Example:1935/live/"), RIGGED, None),
        (GONE, RIGGED, Why.NOT_CONNECTED),
        (replace(OBS, state=None), RIGGED, Why.NOT_CONNECTED),
        (replace(READY, stream=Output(active=True)), RIGGED, Why.STREAM_RUNS),
        (replace(READY, stream=Output(reconnecting=True)), RIGGED, Why.STREAM_RUNS),
        (READY, RIG, Why.NOTHING_PLANNED),
        (OBS, RIGGED, Why.TARGET_IS_SHOW),
        (obs(server="rtmp://b.example/x"), replace(RIGGED, backup_ingest="rtmp://b.example/x"), Why.TARGET_IS_SHOW),
        (READY, replace(RIGGED, ingest=TEST), Why.TARGET_IS_SHOW),
        (obs(server="rtmp://other.example/live"), RIGGED, Why.DIFFERS),
        (obs(server="auto"), RIGGED, Why.DIFFERS),
        (obs(server=TEST, key_set=False), RIGGED, Why.KEY_MISSING),
        (obs(server="", service=""), RIGGED, Why.UNAVAILABLE),
        (replace(obs(server="", service=""), link=replace(LINK, local=False)), RIGGED, Why.CONSENT_MISSING),
    ],
)  # fmt: skip
def test_nothing_is_started_unless_obs_is_set_to_the_test_target(reading: Obs, rig: Any, why: Why | None) -> None:
    found = hindrance(reading, rig)
    assert (found[0] if found else None) is why
    if why is not None:
        stage = StillStage(rig, reading)
        result = run_jumping(run_soak(stage, StillDoing(stage), seconds(6)))
        assert result.trouble is why
        assert stage.requests == []


class Studio(StillStage):
    """An OBS that starts and stops when it is told, by *way*: ``well``, ``dead``, ``hangs``, ``lost``, ``switched``."""

    def __init__(self, way: str = "well") -> None:
        super().__init__(RIGGED, READY)
        self.way, self.begun = way, 0.0

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        self.requests.append((name, data or {}))
        if name == "StartStream":
            self.begun = loop_time()
            stream = Output(active=self.way != "hangs", starting=self.way == "hangs")
            self.obs = replace(self.obs, stream=Output() if self.way == "dead" else stream)
            if self.way == "refuses":
                raise ObsSaidNo(500)
        if name == "StopStream":
            if not self.obs.stream or not self.obs.stream.active:
                raise ObsSaidNo(501)
            self.obs = replace(self.obs, stream=Output())
        if name == "GetStreamStatus":
            return self._status()
        return {}

    def _status(self) -> dict[str, Any]:
        if self.way == "lost":
            self.obs = GONE
        if self.way == "switched":
            self.obs = replace(self.obs, state=replace(STATE, server=TEST, scene_collection="Other"))
        took = round(1_000 * (loop_time() - self.begun))
        return {
            "outputActive": True,
            "outputDuration": took,
            "outputBytes": took * 100,
            "outputTotalFrames": took // 33,
        }

    @property
    def asked_for(self) -> list[str]:
        return [name for name, _ in self.requests]


@pytest.mark.parametrize(
    ("way", "trouble", "ended", "guarded"),
    [
        ("well", Why.MEASURED, 9.1, 0.0),
        ("dead", Why.NOT_STARTED, 0.55, 0.0),
        ("hangs", Why.NOT_STARTED, 13.05, 45.0),
        ("refuses", Why.NOT_STARTED, 0.0, 0.0),
        ("lost", Why.NOT_CONNECTED, 3.1, 10.0),
        ("switched", Why.CHANGED_MEANWHILE, 3.1, 0.0),
    ],
)
def test_obs_is_told_to_stop_however_a_soak_ends(way: str, trouble: Why, ended: float, guarded: float) -> None:
    """*ended*, *guarded*: seconds until it had, and for which a guard went on then."""
    studio = Studio(way)

    async def main() -> tuple[Soak, float, float]:
        found = await run_soak(studio, StillDoing(studio), seconds(10))
        at = loop_time()
        await let_guards_end()
        return found, at, round(loop_time() - at, 3)

    found, *took = run_jumping(main())
    assert found.trouble is trouble
    assert took == [ended, guarded]
    assert studio.asked_for.count("StartStream") == 1
    if way != "lost":
        assert "StopStream" in studio.asked_for
    if way == "well":
        assert found.kbps == pytest.approx(800, rel=0.001)
        assert studio.asked_for[-1] == "StopStream"


@pytest.mark.parametrize(("way", "within"), [("well", 0.0), ("hangs", CANCEL_LIMIT)])
def test_cancelled_it_stops_within_a_second(way: str, within: float) -> None:
    studio = Studio(way)

    async def cancelled() -> float:
        task = asyncio.create_task(run_active(studio, ("soak.publish",)))
        await asyncio.sleep(4.5)
        assert not task.done()
        begun = loop_time()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        took = round(loop_time() - begun, 3)
        await let_guards_end()
        return took

    assert run_jumping(cancelled()) == within < 1.0
    assert studio.asked_for[-1] == "StopStream"


def test_one_soak_serves_all_checks_of_a_run_and_records_only_where_asked() -> None:
    ids = ("soak.publish", "soak.bitrate", "soak.drop", "soak.congestion", "soak.far_side")
    studio, both = Studio(), Studio()

    async def main() -> tuple[Sequence[Result], object]:
        return await asyncio.gather(run_active(studio, ids), run_active(both, (*ids, "soak.record")))

    results = {one.check: one for one in run_jumping(main())[0]}
    assert studio.asked_for.count("StartStream") == 1
    assert "StartRecord" not in studio.asked_for
    assert results["soak.publish"].verdict is PASS
    assert results["soak.far_side"].why is Why.NOT_CONFIRMED
    assert both.asked_for.count("StartStream") == both.asked_for.count("StartRecord") == 1
    assert "StopRecord" in both.asked_for


def test_what_a_soak_does_is_told_before() -> None:
    told = dict(leaving(("soak.publish", "soak.record", "ing.key"), replace(RIGGED, bitrate_kbps=6_000.0)))
    publish, record, key = told["soak.publish"], told["soak.record"], told["ing.key"]
    assert (publish.host, publish.starts_stream, publish.starts_recording) == ("test.example", True, False)
    assert publish.megabytes == pytest.approx(6_300 * 6_000 / 8e6)
    assert record.starts_recording
    assert key.length == 10_000
