"""Every judgement, for pass, warn, fail and inconclusive."""

import msgspec
import pytest

from liveops_desktop.checks import Judgement, Probe
from liveops_desktop.checks.audio import judge_mute
from liveops_desktop.checks.ingest import judge_rtmp, judge_tcp
from liveops_desktop.checks.machine import judge_cpu, judge_memory
from liveops_desktop.checks.network import judge_dns
from liveops_desktop.checks.obs import NEEDED, USEFUL, judge_auth, judge_hello, judge_port, judge_requests
from liveops_desktop.checks.output import judge_idle, judge_target
from liveops_desktop.checks.recording import judge_space
from liveops_desktop.checks.scenes import judge_contingency, judge_required, judge_zero_size
from liveops_desktop.checks.video import judge_fps
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Machine, Obs, ObsInput, Output, SceneItem
from tests.checks.readings import GONE, LINK, OBS, RIG, STATE, STATS, at_cpu, at_fps, obs, ring

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)
replace = msgspec.structs.replace
NO_PLAN = Rig()


def said(judgement: Judgement) -> tuple[Verdict, Why]:
    return judgement.verdict, judgement.why


@pytest.mark.parametrize(
    ("probe", "port", "hello", "auth"),
    [
        (Probe(Span(1), Span(3), True), (PASS, Why.MEASURED), (PASS, Why.MEASURED), (PASS, Why.MEASURED)),
        (Probe(Span(100), Span(3), True), (PASS, Why.MEASURED), (PASS, Why.MEASURED), (PASS, Why.MEASURED)),
        (Probe(Span(101), Span(3), True), (WARN, Why.MEASURED), (PASS, Why.MEASURED), (PASS, Why.MEASURED)),
        (Probe(why=Why.NOT_CONNECTED), (INCONCLUSIVE, Why.NOT_CONNECTED), (INCONCLUSIVE, Why.NOT_CONNECTED), None),
        (Probe(why=Why.REFUSED), (FAIL, Why.REFUSED), (INCONCLUSIVE, Why.NOT_CONNECTED), None),
        (Probe(why=Why.NO_ANSWER), (FAIL, Why.NO_ANSWER), (INCONCLUSIVE, Why.NOT_CONNECTED), None),
        (Probe(why=Why.NO_SUCH_HOST), (FAIL, Why.NO_SUCH_HOST), (INCONCLUSIVE, Why.NOT_CONNECTED), None),
        (Probe(Span(1), why=Why.NOT_OBS), (PASS, Why.MEASURED), (FAIL, Why.NOT_OBS), None),
        (Probe(Span(1), why=Why.NO_ANSWER), (PASS, Why.MEASURED), (FAIL, Why.NO_ANSWER), None),
        (
            Probe(Span(1), Span(2), why=Why.WRONG_PASSWORD),
            (PASS, Why.MEASURED),
            (PASS, Why.MEASURED),
            (FAIL, Why.WRONG_PASSWORD),
        ),
        (
            Probe(Span(1), Span(2), why=Why.PASSWORD_MISSING),
            (PASS, Why.MEASURED),
            (PASS, Why.MEASURED),
            (FAIL, Why.PASSWORD_MISSING),
        ),
    ],
)
def test_the_door_of_obs(
    probe: Probe, port: tuple[Verdict, Why], hello: tuple[Verdict, Why], auth: tuple[Verdict, Why] | None
) -> None:
    assert said(judge_port(probe, RIG)) == port
    assert said(judge_hello(probe)) == hello
    assert said(judge_auth(probe)) == (auth or (INCONCLUSIVE, Why.NOT_CONNECTED))


@pytest.mark.parametrize(
    ("reading", "verdict", "why", "detail"),
    [
        (obs(requests=NEEDED | USEFUL | {"Other"}), PASS, Why.MEASURED, ""),
        (obs(requests=NEEDED | USEFUL - {"GetInputVolume"}), WARN, Why.MISSING, "GetInputVolume"),
        (obs(requests=(NEEDED | USEFUL) - {"GetStats"}), FAIL, Why.MISSING, "GetStats"),
        (obs(requests=frozenset()), INCONCLUSIVE, Why.UNAVAILABLE, ""),
        (GONE, INCONCLUSIVE, Why.NOT_CONNECTED, ""),
        (Obs(), INCONCLUSIVE, Why.NOT_CONNECTED, ""),
    ],
)
def test_requests(reading: Obs, verdict: Verdict, why: Why, detail: str) -> None:
    judgement = judge_requests(reading)
    assert said(judgement) == (verdict, why)
    assert judgement.detail == detail


@pytest.mark.parametrize(
    ("reading", "verdict", "why"),
    [
        (OBS, PASS, Why.MEASURED),
        (replace(OBS, stream=Output(active=True)), FAIL, Why.STREAM_RUNS),
        (replace(OBS, stream=Output(reconnecting=True)), FAIL, Why.STREAM_RUNS),
        (replace(OBS, record=Output(active=True)), FAIL, Why.RECORD_RUNS),
        (replace(OBS, stream=Output(active=True), record=Output(active=True)), FAIL, Why.STREAM_RUNS),
        (replace(OBS, stream=None), INCONCLUSIVE, Why.NOT_CONNECTED),
        (replace(OBS, record=None), INCONCLUSIVE, Why.NOT_CONNECTED),
        (GONE, INCONCLUSIVE, Why.NOT_CONNECTED),
    ],
)
def test_idle(reading: Obs, verdict: Verdict, why: Why) -> None:
    assert said(judge_idle(reading)) == (verdict, why)


@pytest.mark.parametrize(
    ("server", "planned", "verdict", "why"),
    [
        ("rtmp://ingest.example/live", "rtmp://ingest.example/live", PASS, Why.MEASURED),
        ("RTMP://Ingest.Example:1935/live/", "rtmp://ingest.example/live", PASS, Why.MEASURED),
        ("rtmp://ingest.example/Live", "rtmp://ingest.example/live", FAIL, Why.DIFFERS),
        ("rtmp://ingest.example:1936/live", "rtmp://ingest.example/live", FAIL, Why.DIFFERS),
        ("rtmps://ingest.example/live", "rtmp://ingest.example/live", FAIL, Why.DIFFERS),
        ("rtmp://ingest.example.evil/live", "rtmp://ingest.example/live", FAIL, Why.DIFFERS),
        ("auto", "rtmp://ingest.example/live", FAIL, Why.DIFFERS),
        ("rtmp://h:99999999/live", "rtmp://h/live", FAIL, Why.DIFFERS),
        ("", "rtmp://ingest.example/live", FAIL, Why.TARGET_MISSING),
        ("", "", FAIL, Why.TARGET_MISSING),
        ("rtmp://ingest.example/live", "", INCONCLUSIVE, Why.NOTHING_PLANNED),
    ],
)
def test_target(server: str, planned: str, verdict: Verdict, why: Why) -> None:
    assert said(judge_target(obs(server=server), replace(RIG, ingest=planned))) == (verdict, why)


def test_target_without_a_key_fails() -> None:
    assert said(judge_target(obs(key_set=False), RIG)) == (FAIL, Why.KEY_MISSING)
    assert said(judge_target(obs(key_set=False), NO_PLAN)) == (FAIL, Why.KEY_MISSING)
    assert said(judge_target(GONE, RIG)) == (INCONCLUSIVE, Why.NOT_CONNECTED)


def test_target_that_obs_was_not_asked_for_is_not_measured() -> None:
    unknown = obs(service="", server="", key_set=False)
    assert said(judge_target(unknown, RIG)) == (INCONCLUSIVE, Why.UNAVAILABLE)
    far = replace(unknown, link=replace(LINK, local=False))
    assert said(judge_target(far, RIG)) == (INCONCLUSIVE, Why.CONSENT_MISSING)


@pytest.mark.parametrize(
    ("fps", "verdict", "share"),
    [
        (30.0, PASS, "100"),
        (28.5, PASS, "95"),
        (28.4, WARN, "94.7"),
        (24.0, WARN, "80"),
        (23.9, FAIL, "79.7"),
        (0.0, FAIL, "0"),
    ],
)
def test_fps_over_ten_seconds(fps: float, verdict: Verdict, share: str) -> None:
    judgement = judge_fps(OBS, ring(11, lambda _: at_fps(fps)), RIG)
    assert (judgement.verdict, judgement.value, judgement.unit) == (verdict, f"{fps:.1f} fps = {share}", "%")


def test_fps_is_a_mean_of_the_last_ten_seconds_only() -> None:
    bad_then_good = ring(30, lambda n: at_fps(5.0 if n < 15 else 30.0))
    assert judge_fps(OBS, bad_then_good, RIG).verdict is PASS
    good_then_bad = ring(30, lambda n: at_fps(30.0 if n < 25 else 10.0))
    assert judge_fps(OBS, good_then_bad, RIG).verdict is FAIL


def test_fps_measures_until_its_window_is_full() -> None:
    half = judge_fps(OBS, ring(5, lambda _: at_fps(30.0)), RIG)
    assert (said(half), half.ready_in) == ((INCONCLUSIVE, Why.MEASURING), Span(6_000))
    none = judge_fps(OBS, [], RIG)
    assert (said(none), none.ready_in) == ((INCONCLUSIVE, Why.MEASURING), Span(10_000))


def test_fps_planned_and_configured() -> None:
    full = ring(11, lambda _: at_fps(25.0))
    assert said(judge_fps(obs(fps=25.0), full, RIG)) == (FAIL, Why.DIFFERS)
    assert judge_fps(obs(fps=25.0), full, replace(RIG, fps=None)).verdict is PASS
    assert said(judge_fps(obs(fps=29.97), ring(11, lambda _: at_fps(29.97)), RIG)) == (PASS, Why.MEASURED)
    assert said(judge_fps(obs(fps=0.0), full, replace(RIG, fps=None))) == (INCONCLUSIVE, Why.UNAVAILABLE)
    assert said(judge_fps(GONE, full, RIG)) == (INCONCLUSIVE, Why.NOT_CONNECTED)


@pytest.mark.parametrize(
    ("reading", "rig", "verdict", "why", "detail"),
    [
        (OBS, RIG, PASS, Why.MEASURED, ""),
        (obs(scenes=("Main", "Holding")), RIG, FAIL, Why.MISSING, "Ending"),
        (obs(scenes=("main", "Ending")), RIG, FAIL, Why.MISSING, "Main"),
        (obs(scenes=()), RIG, INCONCLUSIVE, Why.UNAVAILABLE, ""),
        (OBS, replace(RIG, scenes=tuple("abcdefg")), FAIL, Why.MISSING, "a, b, c, d, e, +2"),
        (OBS, NO_PLAN, INCONCLUSIVE, Why.NOTHING_PLANNED, ""),
        (GONE, RIG, INCONCLUSIVE, Why.NOT_CONNECTED, ""),
    ],
)
def test_required_scenes(reading: Obs, rig: Rig, verdict: Verdict, why: Why, detail: str) -> None:
    judgement = judge_required(reading, rig)
    assert (said(judgement), judgement.detail) == ((verdict, why), detail)


@pytest.mark.parametrize(
    ("reading", "rig", "verdict", "why"),
    [
        (OBS, RIG, PASS, Why.MEASURED),
        (obs(scenes=("Main", "Ending")), RIG, FAIL, Why.MISSING),
        (obs(scenes=()), RIG, INCONCLUSIVE, Why.UNAVAILABLE),
        (OBS, NO_PLAN, INCONCLUSIVE, Why.NOTHING_PLANNED),
        (GONE, RIG, INCONCLUSIVE, Why.NOT_CONNECTED),
    ],
)
def test_contingency_scene(reading: Obs, rig: Rig, verdict: Verdict, why: Why) -> None:
    assert said(judge_contingency(reading, rig)) == (verdict, why)


def item(scene: str, source: str, kind: str = "v4l2_input", *, enabled: bool = True, width: int = 0) -> SceneItem:
    return SceneItem(scene, source, kind, enabled, width, width)


@pytest.mark.parametrize(
    ("extra", "verdict", "detail"),
    [
        ((), PASS, ""),  # "Junk / Dead" is in no planned scene, the microphone has no picture by nature
        ((item("Main", "Cam 2"),), FAIL, "Main / Cam 2"),
        ((item("Holding", "Clip"),), FAIL, "Holding / Clip"),
        ((item("Main", "Cam 2", enabled=False),), PASS, ""),
        ((SceneItem("Main", "Line", "v4l2_input", True, 100, 0),), FAIL, "Main / Line"),
        ((item("Main", "Junk", "scene", width=1920),), FAIL, "Junk / Dead"),  # nested
        ((item("Main", "Titles", "group"),), PASS, ""),  # its members are listed beside it
        ((item("Main", "Main", "scene", width=1920),), PASS, ""),  # a circle does not go round for ever
        ((item("Main", "Cam 2"), item("Main", "Cam 2")), FAIL, "Main / Cam 2"),
    ],
)
def test_sources_without_a_picture(extra: tuple[SceneItem, ...], verdict: Verdict, detail: str) -> None:
    judgement = judge_zero_size(obs(items=STATE.items + extra), RIG)
    assert (judgement.verdict, judgement.detail) == (verdict, detail)


def test_sources_when_there_is_nothing_to_look_at() -> None:
    assert said(judge_zero_size(GONE, RIG)) == (INCONCLUSIVE, Why.NOT_CONNECTED)
    assert said(judge_zero_size(obs(items=()), RIG)) == (SKIPPED, Why.NOTHING_PLANNED)
    assert judge_zero_size(obs(program_scene="Junk"), NO_PLAN).verdict is FAIL


@pytest.mark.parametrize(
    ("host", "guest", "verdict", "why", "detail"),
    [
        (False, False, PASS, Why.MEASURED, ""),
        (True, False, FAIL, Why.MUTED, "Host"),
        (True, True, FAIL, Why.MUTED, "Host, Guest"),
        (False, None, INCONCLUSIVE, Why.UNAVAILABLE, "Guest"),
        (True, None, FAIL, Why.MUTED, "Host"),
    ],
)
def test_microphones(host: bool, guest: bool | None, verdict: Verdict, why: Why, detail: str) -> None:
    inputs = (ObsInput("Host", "mic", muted=host), ObsInput("Guest", "mic", muted=guest))
    judgement = judge_mute(obs(inputs=inputs), RIG)
    assert (said(judgement), judgement.detail) == ((verdict, why), detail)


def test_microphones_missing_or_not_planned() -> None:
    missing = judge_mute(obs(inputs=()), RIG)
    assert (said(missing), missing.detail) == ((FAIL, Why.MISSING), "Host, Guest")
    assert said(judge_mute(OBS, NO_PLAN)) == (INCONCLUSIVE, Why.NOTHING_PLANNED)
    assert said(judge_mute(GONE, RIG)) == (INCONCLUSIVE, Why.NOT_CONNECTED)


@pytest.mark.parametrize(
    ("free_mb", "verdict", "value"),
    [
        (5 * 1024, PASS, "5.0"),
        (5 * 1024 - 1, WARN, "4.999"),
        (1024, WARN, "1.0"),
        (1023, FAIL, "0.999"),
        (0, FAIL, "0.0"),
    ],
)
def test_recording_space(free_mb: float, verdict: Verdict, value: str) -> None:
    judgement = judge_space(replace(OBS, stats=replace(STATS, free_disk_mb=free_mb)), RIG)
    assert (judgement.verdict, judgement.value, judgement.unit) == (verdict, value, "GB")


def test_recording_space_not_known() -> None:
    assert said(judge_space(replace(OBS, stats=None), RIG)) == (INCONCLUSIVE, Why.NOT_CONNECTED)
    assert said(judge_space(GONE, RIG)) == (INCONCLUSIVE, Why.NOT_CONNECTED)


@pytest.mark.parametrize(("percent", "verdict"), [(0, PASS), (60, PASS), (61, WARN), (80, WARN), (81, FAIL)])
def test_cpu(percent: float, verdict: Verdict) -> None:
    judgement = judge_cpu(ring(16, lambda n: at_cpu(99 if n < 15 else percent)), RIG)
    assert (judgement.verdict, judgement.value) == (verdict, f"{percent}")


def test_cpu_before_its_window_is_full() -> None:
    young = judge_cpu(ring(16, lambda n: at_cpu(None if n < 10 else 5.0)), RIG)
    assert (said(young), young.ready_in) == ((INCONCLUSIVE, Why.MEASURING), Span(10_000))


@pytest.mark.parametrize(
    ("free", "used", "verdict"),
    [
        (4.0, 80.0, PASS),
        (3.9, 50.0, WARN),
        (8.0, 80.1, WARN),
        (2.0, 50.0, WARN),
        (1.9, 50.0, FAIL),
        (8.0, 90.1, FAIL),
        (3.0, 95.0, FAIL),
        (None, 50.0, INCONCLUSIVE),
        (8.0, None, INCONCLUSIVE),
    ],
)
def test_memory(free: float | None, used: float | None, verdict: Verdict) -> None:
    assert judge_memory(Machine("pc", 1.0, free, used), RIG).verdict is verdict


@pytest.mark.parametrize(
    ("reading", "verdict"),
    [
        (Span(100), PASS),
        (Span(101), WARN),
        (Span(1_000), WARN),
        (Span(1_001), FAIL),
        (Why.NO_SUCH_HOST, FAIL),
        (Why.NO_ANSWER, FAIL),
    ],
)
def test_dns(reading: Span | Why, verdict: Verdict) -> None:
    assert judge_dns(reading, RIG).verdict is verdict


MISS = Why.NO_ANSWER


@pytest.mark.parametrize(
    ("tries", "verdict", "why", "value"),
    [
        ([Span(80)] * 10, PASS, Why.MEASURED, "80"),
        ([Span(81)] * 10, WARN, Why.MEASURED, "81"),
        ([Span(201)] * 10, FAIL, Why.MEASURED, "201"),
        ([Span(10)] * 9 + [MISS], WARN, MISS, "10"),
        ([Span(100)] * 9 + [MISS], WARN, Why.MEASURED, "100"),
        ([Span(300)] * 9 + [MISS], FAIL, Why.MEASURED, "300"),
        ([Span(10)] * 8 + [MISS] * 2, FAIL, MISS, "10"),
        ([Why.REFUSED] * 10, FAIL, Why.REFUSED, "0 / 10"),
        ([Span(10)] * 9 + [Span(900)], PASS, Why.MEASURED, "10"),
    ],
)
def test_ingest_tcp(tries: list[Span | Why], verdict: Verdict, why: Why, value: str) -> None:
    judgement = judge_tcp(tries, RIG)
    assert (said(judgement), judgement.value) == ((verdict, why), value)


@pytest.mark.parametrize(
    ("reading", "verdict"),
    [(Span(1_000), PASS), (Span(1_001), WARN), (Why.NOT_RTMP, FAIL), (Why.NO_ANSWER, FAIL), (Why.REFUSED, FAIL)],
)
def test_ingest_rtmp(reading: Span | Why, verdict: Verdict) -> None:
    assert judge_rtmp(reading, RIG).verdict is verdict


def test_a_differing_target_says_what_it_is() -> None:
    assert judge_target(obs(server="rtmp://x/y"), RIG).detail == "rtmp://x/y"
