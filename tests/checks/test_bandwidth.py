"""The checks of bandwidth: what is sent for them, what they share, and each verdict."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from liveops_desktop.checks import bandwidth
from liveops_desktop.checks.bandwidth import judge_agreement, judge_hold, judge_interface
from liveops_desktop.checks.delays import judge_jitter, judge_loss, judge_rtt, judge_srt_latency
from liveops_desktop.checks.need import obs_kbps
from liveops_desktop.checks.run import leaving, run_active
from liveops_desktop.core.bandwidth import Measurement, Need, Past, Plan
from liveops_desktop.core.clock import DAY, Instant, Span, seconds
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Result, Verdict, Why
from tests.checks.acting import StillStage
from tests.checks.readings import OBS, RIG, T0, replace_rig, set_up, with_parameters
from tests.jumping import run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)

NEED = 6_300.0
"""6000 kb/s and what RTMP adds."""
RIGGED = replace_rig(bitrate_kbps=6_000.0, relay="relay.example:5201")
SENT = Measurement(
    provider="iperf3",
    server="relay.example",
    started_at=T0,
    samples=(1.0,) * 20,
    length=seconds(20),
    sent=25_000_000,
    confirmed=25_000_000,
    interface="eth0",
    counted=26_000_000,
    idle_rtts=(Span(20),),
    loaded_rtts=(Span(45),),
)


def line(kbps: float, **changed: object) -> Callable[[Plan], Measurement]:
    """A line that carries no more than *kbps*."""

    def measure(plan: Plan) -> Measurement:
        got = min(kbps, plan.kbps or kbps)
        return replace(replace(SENT, kbps=got, samples=(got,) * 20), **changed)

    return measure


def run(stage: StillStage, *ids: str) -> dict[str, Result]:
    return {one.check: one for one in run_jumping(run_active(stage, ids))}


@pytest.mark.parametrize(
    ("kbps", "hold", "up", "floor"),
    [
        (50_000, PASS, PASS, PASS),
        (2.0 * NEED, PASS, PASS, PASS),
        (1.9 * NEED, PASS, WARN, PASS),
        (1.45 * NEED, WARN, WARN, PASS),
        (1.2 * NEED, FAIL, FAIL, WARN),
        (0.9 * NEED, FAIL, FAIL, FAIL),
    ],
)
def test_a_line_is_judged_by_the_need(kbps: float, hold: Verdict, up: Verdict, floor: Verdict) -> None:
    stage = StillStage(RIGGED, set_up=None)
    stage.measured = line(kbps)
    found = run(stage, "bw.hold", "bw.up", "bw.up_floor", "bw.var", "bw.loaded", "bw.nic")
    assert [found[one].verdict for one in ("bw.hold", "bw.up", "bw.up_floor")] == [hold, up, floor]
    assert [found[one].verdict for one in ("bw.var", "bw.loaded", "bw.nic")] == [PASS, PASS, PASS]
    assert [round(plan.kbps or 0) for plan in stage.plans] == [round(1.5 * NEED), round(3 * NEED)], "two for six checks"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"errors": ("403",) * 9}, Why.SERVER_REFUSED),
        ({"confirmed": 0}, Why.NOT_CONFIRMED),
        ({"counted": 1_000}, Why.INTERFACE_DIFFERS),
        ({"others_kbps": 5_000.0}, Why.OTHER_SENDER),
        ({"length": seconds(3)}, Why.TOO_SHORT),
        ({"trouble": Why.REFUSED}, Why.REFUSED),
    ],
)
def test_what_is_not_believed_is_inconclusive_for_every_check_and_not_remembered(
    changed: dict[str, object], why: Why
) -> None:
    stage = StillStage(RIGGED)
    stage.measured = line(672_000, **changed)
    ids = ("bw.hold", "bw.up", "bw.up_floor", "bw.var", "bw.loaded", "bw.nic", "bw.agree", "bw.down")
    found = run(stage, *ids)
    assert {(r.verdict, r.why) for r in found.values()} == {(INCONCLUSIVE, why)}
    assert stage.past == []


def test_what_was_announced_is_not_exceeded_where_obs_needs_more_than_the_rig_said() -> None:
    stage = StillStage(replace(RIGGED, bitrate_kbps=3_000.0))  # OBS is set to 6160
    stage.measured = line(50_000)
    found = run(stage, "bw.hold")["bw.hold"]
    (plan,) = stage.plans
    assert plan.kbps is not None
    ((_, leaves),) = leaving(("bw.hold",), stage.rig)
    assert plan.kbps == pytest.approx(1.5 * 6_160 * 1.05)
    assert plan.kbps * (plan.length + plan.warm_up) / 8e6 <= leaves.megabytes + 0.1
    assert (found.verdict, found.why, found.detail) == (WARN, Why.DIFFERS, "3000 ≠ 6160 kb/s (OBS)")


def test_what_leaves_is_told_without_a_users_name() -> None:
    rig = replace(RIGGED, relay="https://me:secret@relay.example/empty.php")
    told = dict(leaving([one.info.id for one in bandwidth.CHECKS if one.act], rig))
    assert {one.host for one in told.values()} == {"relay.example/empty.php", "speedtest.net"}
    assert told["bw.hold"].megabytes == pytest.approx(1.5 * NEED * 22_500 / 8e6)
    assert told["bw.up"].megabytes == pytest.approx(3 * NEED * 12_500 / 8e6)
    assert all(one.megabytes > 0 and one.length > 0 for one in told.values())


def test_without_a_relay_only_the_rough_idea_is_measured() -> None:
    stage = StillStage(replace(RIGGED, relay=""))
    stage.measured = line(50_000, indicative=True, samples=(), confirmed=None, provider="speedtest")
    found = run(stage, "bw.hold", "bw.up", "bw.up_floor", "bw.agree", "bw.loss", "bw.down")
    assert {plan.relay for plan in stage.plans} == {"speedtest"}
    assert {k: (r.verdict, r.why) for k, r in found.items()} == {
        "bw.hold": (INCONCLUSIVE, Why.NOTHING_PLANNED),
        "bw.up": (PASS, Why.MEASURED),
        "bw.up_floor": (INCONCLUSIVE, Why.UNAVAILABLE),
        "bw.agree": (INCONCLUSIVE, Why.NOTHING_PLANNED),
        "bw.loss": (INCONCLUSIVE, Why.NOTHING_PLANNED),
        "bw.down": (PASS, Why.MEASURED),
    }
    assert "speedtest" in found["bw.up"].detail


def test_without_any_need_nothing_is_sent() -> None:
    stage = StillStage(replace(RIGGED, bitrate_kbps=None), set_up=None)
    found = run(stage, "bw.hold", "bw.up")
    assert {(r.verdict, r.why) for r in found.values()} == {(INCONCLUSIVE, Why.NOTHING_PLANNED)}
    assert stage.plans == []


def test_the_same_hour_of_an_earlier_day_is_told_and_this_one_remembered() -> None:
    stage = StillStage(RIGGED)
    stage.past = [Past(Instant(T0 - DAY), "relay.example", "iperf3", 8_200.0)]
    stage.measured = line(50_000)
    found = run(stage, "bw.up")["bw.up"]
    assert found.detail.endswith(f"@{-DAY}: 8.2 Mb/s")
    assert [one.kbps for one in stage.past] == [8_200.0, pytest.approx(3 * 6_160 * 1.05)]


@pytest.mark.parametrize(
    ("mine", "other", "verdict"),
    [(18_900, 90_000, PASS), (9_000, 6_400, PASS), (9_000, 6_200, INCONCLUSIVE)],
)
def test_two_opinions(mine: float, other: float, verdict: Verdict) -> None:
    first, second = replace(SENT, kbps=float(mine)), replace(SENT, kbps=float(other))
    judged = judge_agreement(first, second, 18_900.0, RIG)
    assert judged.verdict is verdict
    assert (judged.why is Why.DISAGREE) == (verdict is INCONCLUSIVE)


@pytest.mark.parametrize(
    ("lost", "verdict"), [(0.0, PASS), (0.1, PASS), (0.11, WARN), (1.0, WARN), (1.01, FAIL), (None, INCONCLUSIVE)]
)
def test_lost_packets(lost: float | None, verdict: Verdict) -> None:
    assert judge_loss(replace(SENT, lost_percent=lost, jitter_ms=0.4), RIG).verdict is verdict


@pytest.mark.parametrize(
    ("lost", "latency", "verdict"),
    [(0.5, 60, PASS), (0.5, 59, FAIL), (6.0, 100, PASS), (6.0, 99, FAIL), (11.0, 5_000, FAIL), (6.0, None, WARN)],
)
def test_srt_makes_up_for_loss_with_latency(lost: float, latency: int | None, verdict: Verdict) -> None:
    rig = replace_rig(ingest="srt://in.example:9000", srt_latency=latency)
    assert judge_loss(replace(SENT, lost_percent=lost), rig).verdict is verdict


def test_lost_packets_are_told_with_the_limits_they_are_judged_by() -> None:
    (row,) = [one for one in bandwidth.CHECKS if one.info.id == "bw.loss"]
    own = replace_rig(limits={"bw.loss": Limits(0.5, 2, "%")})
    over_srt = replace_rig(ingest="srt://in.example:9000", limits=own.limits)
    assert [row.threshold(rig) for rig in (RIG, own, over_srt)] == [
        "≤ 0.1 / ≤ 1 %",
        "≤ 0.5 / ≤ 2 %",
        "≤ 10 %, ≥ 3…6 × RTT",
    ]


@pytest.mark.parametrize(
    ("trip", "latency", "verdict"),
    [(30, 120, PASS), (20, 100, WARN), (40, 120, WARN), (50, 120, FAIL), (0, 120, PASS)],
)
def test_srt_latency(trip: int, latency: int, verdict: Verdict) -> None:
    rig = replace_rig(ingest="srt://in.example:9000", srt_latency=Span(latency))
    assert judge_srt_latency((Span(trip),) * 3, rig).verdict is verdict
    assert judge_srt_latency((), rig).verdict is INCONCLUSIVE
    assert judge_srt_latency((Span(trip),), RIG).verdict is INCONCLUSIVE


@pytest.mark.parametrize(("times", "rtt", "jitter"), [
    ([80] * 20, PASS, PASS), ([81] * 20, WARN, PASS), ([201] * 20, FAIL, PASS),
    ([10, 26] * 10, PASS, WARN), ([10, 60] * 10, PASS, FAIL),
])  # fmt: skip
def test_rtt_and_jitter(times: list[int], rtt: Verdict, jitter: Verdict) -> None:
    spans = [Span(one) for one in times]
    assert (judge_rtt(spans, RIG).verdict, judge_jitter(spans, RIG).verdict) == (rtt, jitter)
    assert judge_jitter(spans[:1], RIG).verdict is INCONCLUSIVE


def test_a_hold_says_what_it_held_and_an_interface_that_is_silent_is_not_known() -> None:
    judged = judge_hold(replace(SENT, kbps=9_000.0), Plan("r", 9_450.0), Need(NEED, None, None), RIG)
    assert (judged.verdict, judged.value, judged.unit) == (FAIL, "9.0 / 9.4 Mb/s = 95", "%")
    assert judge_interface(replace(SENT, counted=None)).verdict is INCONCLUSIVE


def test_what_obs_sends_is_read_by_its_mode() -> None:
    assert obs_kbps(set_up()) == 6_160
    assert obs_kbps(with_parameters(Output__Mode="Simple")) == 2_660
    assert obs_kbps(with_parameters(Output__Mode="Simple", SimpleOutput__VBitrate=None)) is None
    assert obs_kbps(set_up(encoder={})) is None
    assert obs_kbps(with_parameters(Output__Mode="Simple", SimpleOutput__VBitrate="odd")) is None


def test_with_obs_streaming_nothing_is_sent() -> None:
    stage = StillStage(RIGGED, replace(OBS, stream=replace(OBS.stream, active=True)))  # type: ignore[type-var]  # it has one
    assert run(stage, "bw.hold")["bw.hold"].why is Why.STREAM_RUNS
    assert stage.plans == []
