"""The judgements about the way out, for pass, warn, fail and inconclusive."""

import msgspec
import pytest

from liveops_desktop.checks import Judgement, Unreachable
from liveops_desktop.checks.interface import (
    judge_background,
    judge_duplex,
    judge_errors,
    judge_speed,
    judge_up,
    judge_vpn,
    judge_wired,
)
from liveops_desktop.checks.network import (
    first_of_each,
    judge_captive,
    judge_clock,
    judge_families,
    judge_gateway,
    judge_proxy,
    judge_public_address,
)
from liveops_desktop.checks.run import run_checks
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.machine import Interface
from liveops_desktop.core.preflight import Group, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Counted, Machine, Obs, Output, Vitals
from tests.checks.readings import LINK, OBS, RIG, StillWorld, replace_rig, ring
from tests.checks.test_machine import GOOD, but
from tests.jumping import run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)

WIRE = Interface("eth0", ("192.0.2.2", "fe80::1"), True, 1_000, "full", False, False, 1_000, 1_000, 100, 0)
NEED = replace_rig(bitrate_kbps=1_000.0)


def said(judgement: Judgement) -> tuple[Verdict, Why]:
    return judgement.verdict, judgement.why


def wire(**changed: object) -> Interface:
    return msgspec.structs.replace(WIRE, **changed)


def test_up_wired_and_not_through_a_tunnel() -> None:
    for judge, bad, bad_said in (
        (judge_up, wire(up=False), (FAIL, Why.DOWN)),
        (judge_wired, wire(wireless=True), (WARN, Why.WIRELESS)),
        (judge_wired, wire(wireless=None), (INCONCLUSIVE, Why.UNAVAILABLE)),
        (judge_vpn, wire(tunnel=True), (WARN, Why.TUNNELLED)),
        (judge_duplex, wire(duplex="half"), (FAIL, Why.HALF_DUPLEX)),
        (judge_duplex, wire(duplex=""), (INCONCLUSIVE, Why.UNAVAILABLE)),
        (judge_duplex, wire(wireless=True), (INCONCLUSIVE, Why.UNAVAILABLE)),
    ):
        assert judge(WIRE).verdict is PASS
        assert said(judge(bad)) == bad_said
        assert judge(bad).detail == "eth0"


@pytest.mark.parametrize(
    ("speed", "verdict"), [(1_000, PASS), (2_500, PASS), (100, WARN), (10, FAIL), (None, INCONCLUSIVE)]
)
def test_link_speed(speed: int | None, verdict: Verdict) -> None:
    assert judge_speed(wire(speed_mbps=speed), RIG).verdict is verdict


def test_link_speed_of_wifi_and_tunnels_says_nothing() -> None:
    assert judge_speed(wire(wireless=True), RIG).verdict is INCONCLUSIVE
    assert judge_speed(wire(tunnel=True, speed_mbps=10), RIG).verdict is INCONCLUSIVE


def counting(packets: int, errors: int, sent: int, seconds: int = 61) -> list[tuple[Instant, Vitals]]:
    """A minute in which so much was added, evenly."""

    def at(n: int) -> Vitals:
        part = n / (seconds - 1)
        one = Counted("eth0", 5_000 + round(sent * part), 900 + round(packets * part), 3 + round(errors * part))
        other = Counted("wlan0", n * 10**9, n * 10**6, n * 10**6)
        return Vitals(machine=Machine("pc", counted=(other, one)))

    return ring(seconds, at)


@pytest.mark.parametrize(
    ("packets", "errors", "verdict", "value"),
    [
        (10_000, 0, PASS, "0.00"),
        (10_000, 1, WARN, "0.01"),
        (10_000, 10, WARN, "0.10"),
        (10_000, 11, FAIL, "0.11"),
        (0, 0, PASS, "0.00"),
        (0, 7, FAIL, "100"),
    ],
)
def test_link_errors_of_a_minute(packets: int, errors: int, verdict: Verdict, value: str) -> None:
    judgement = judge_errors(counting(packets, errors, 0), "eth0", RIG)
    assert (judgement.verdict, judgement.value) == (verdict, value)


@pytest.mark.parametrize(
    ("kbps", "verdict", "why"),
    [
        (0, PASS, Why.MEASURED),
        (50, PASS, Why.MEASURED),
        (51, WARN, Why.OTHER_SENDER),
        (200, WARN, Why.OTHER_SENDER),
        (201, FAIL, Why.OTHER_SENDER),
    ],
)
def test_what_others_send_is_held_against_the_need(kbps: int, verdict: Verdict, why: Why) -> None:
    sent = counting(100, 0, kbps * 1_000 // 8 * 60)
    assert said(judge_background(sent, "eth0", OBS, NEED)) == (verdict, why)


def test_counters_that_say_nothing() -> None:
    young = judge_errors(counting(1, 0, 0, seconds=31), "eth0", RIG)
    assert (said(young), young.ready_in) == ((INCONCLUSIVE, Why.MEASURING), Span(30_000))
    anew = judge_errors(counting(-500, 0, 0), "eth0", RIG)
    assert said(anew) == (INCONCLUSIVE, Why.CHANGED_MEANWHILE)
    gone = judge_errors(counting(1, 0, 0), "usb0", RIG)
    assert said(gone) == (INCONCLUSIVE, Why.MEASURING)
    streaming: Obs = msgspec.structs.replace(OBS, stream=Output(active=True))
    busy = judge_background(counting(1, 0, 10**7), "eth0", streaming, NEED)
    assert said(busy) == (INCONCLUSIVE, Why.STREAM_RUNS)
    assert judge_background([], "eth0", OBS, Rig()).verdict is SKIPPED


def test_families() -> None:
    assert first_of_each(("2001:db8::1", "192.0.2.1", "2001:db8::2")) == {"IPv4": "192.0.2.1", "IPv6": "2001:db8::1"}
    assert judge_families({"IPv4": True}).verdict is PASS
    assert judge_families({"IPv4": True, "IPv6": True}).value == "IPv4 + IPv6"
    half = judge_families({"IPv4": True, "IPv6": False})
    assert (said(half), half.detail) == ((WARN, Why.ONE_FAMILY_DEAD), "IPv6")
    assert said(judge_families({"IPv4": False, "IPv6": False})) == (INCONCLUSIVE, Why.NO_ANSWER)


@pytest.mark.parametrize(
    ("reading", "verdict"),
    [
        (Span(5), PASS),
        (Span(6), WARN),
        (Span(31), FAIL),
        (Why.NO_ANSWER, INCONCLUSIVE),
        (Why.UNREACHABLE, INCONCLUSIVE),
    ],
)
def test_gateway(reading: Span | Why, verdict: Verdict) -> None:
    assert judge_gateway(reading, RIG).verdict is verdict


@pytest.mark.parametrize(
    ("ahead", "verdict", "value"),
    [(0.1, PASS, "+0.10"), (-0.1, PASS, "-0.10"), (0.11, WARN, "+0.11"), (-2.0, WARN, "-2.00"), (-2.1, FAIL, "-2.10")],
)
def test_clock(ahead: float, verdict: Verdict, value: str) -> None:
    judgement = judge_clock(ahead, RIG)
    assert (judgement.verdict, judgement.value) == (verdict, value)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(204, PASS), (302, FAIL), (200, FAIL), (511, FAIL), (503, INCONCLUSIVE), (500, INCONCLUSIVE)],
)
def test_log_in_page(status: int, verdict: Verdict) -> None:
    assert judge_captive(status).verdict is verdict


@pytest.mark.parametrize(
    ("text", "planned", "verdict"),
    [
        ("203.0.113.7\n", "203.0.113.7", PASS),
        ("203.0.113.7", "", PASS),
        ("203.0.113.8", "203.0.113.7", WARN),
        ("<html>log in</html>", "203.0.113.7", INCONCLUSIVE),
    ],
)
def test_public_address(text: str, planned: str, verdict: Verdict) -> None:
    rig = Rig(address_server="http://ip.example", public_address=planned)
    assert judge_public_address(200, text, rig).verdict is verdict


def test_proxy() -> None:
    assert judge_proxy(GOOD).verdict is PASS
    found = judge_proxy(but(proxies=("http", "https")))
    assert (said(found), found.detail) == ((WARN, Why.PROXIED), "http, https")


def run(world: StillWorld) -> dict[str, Result]:
    return {one.check: one for one in run_jumping(run_checks(world, [Group.NETWORK], wait=False))}


def full(rig: Rig = NEED, **named: object) -> StillWorld:
    detail = but(interfaces=(WIRE,))
    return StillWorld(rig, in_detail=detail, history=counting(10, 0, 10), **named)  # type: ignore[arg-type]  # handed on by name


def test_a_network_in_order() -> None:
    found = run(full())
    asked_for_nobody = {"net.captive", "net.public_ip"}
    assert found.pop("net.gateway").verdict is WARN, "the still world's router takes 12 ms"
    assert {found[one].verdict for one in asked_for_nobody} == {SKIPPED}
    assert {one.verdict for one in found.values() if one.check not in asked_for_nobody} == {PASS}


def test_nobody_outside_is_asked_unless_the_rig_spec_names_them() -> None:
    silent = full(replace_rig(time_server=""))
    found = run(silent)
    assert not {"clock_offset", "web"} & {one[0] for one in silent.asked}
    assert found["net.ntp"].verdict is SKIPPED
    asked = full(replace_rig(portal_probe="http://p.example", address_server="http://a.example"))
    run(asked)
    assert {("web", "http://p.example"), ("web", "http://a.example")} <= set(asked.asked)


def test_no_way_out_fails_once_and_is_inconclusive_for_the_rest() -> None:
    class Cut(StillWorld):
        async def way_out(self, _host: str) -> str:
            raise Unreachable(Why.UNREACHABLE)

    found = run(Cut(NEED, in_detail=but(interfaces=(wire(up=False),))))
    assert said_of(found["net.up"]) == (FAIL, Why.UNREACHABLE)
    for one in ("net.wired", "net.vpn", "net.speed", "net.duplex", "net.errors", "net.background"):
        assert said_of(found[one]) == (INCONCLUSIVE, Why.UNREACHABLE)


def test_what_stays_in_this_pc_has_no_link() -> None:
    class Local(StillWorld):
        async def way_out(self, _host: str) -> str:
            return "127.0.0.1"

    found = run(Local(NEED, in_detail=but(interfaces=(WIRE,))))
    assert found["net.up"].verdict is found["net.speed"].verdict is SKIPPED


def test_an_obs_elsewhere_makes_its_figures_inconclusive() -> None:
    far = msgspec.structs.replace(OBS, link=msgspec.structs.replace(LINK, host="encoder", local=False))
    found = run(full(obs=far))
    assert {one.verdict for one in found.values()} == {INCONCLUSIVE, SKIPPED}
    assert {one.why for one in found.values() if one.verdict is INCONCLUSIVE} == {Why.OTHER_MACHINE}


def said_of(result: Result) -> tuple[Verdict, Why]:
    return result.verdict, result.why
