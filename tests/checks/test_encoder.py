"""What makes the stream: every judgement good, bad and not measured."""

import pytest

from liveops_desktop.checks import Judgement, LogReading
from liveops_desktop.checks.encoder import (
    encoder,
    judge_audio_bitrate,
    judge_encoder,
    judge_key_frames,
    judge_mode,
    judge_rate_control,
    judge_sample_rate,
    judge_video_bitrate,
    judge_video_floor,
)
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.log_signs import LogFinding, Severity, Sign
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup
from tests.checks.readings import SETUP, StillWorld, judged, replace_rig, set_up, with_parameters

PASS, WARN, FAIL = Verdict.PASS, Verdict.WARN, Verdict.FAIL
INCONCLUSIVE, SKIPPED = Verdict.INCONCLUSIVE, Verdict.SKIPPED
NO_PLAN = Rig()
BLIND = set_up(parameters={}, encoder={})
NO_FILE = set_up(encoder={})
SIMPLE = with_parameters(Output__Mode="Simple")
Expected = tuple[Verdict, Why]


def said(judgement: Judgement) -> Expected:
    return judgement.verdict, judgement.why


def encoding(**changed: str) -> Setup:
    return set_up(encoder={**SETUP.encoder, **changed})


@pytest.mark.parametrize(
    ("setup", "planned", "expected"),
    [
        (SETUP, "Advanced", (PASS, Why.MEASURED)),
        (SIMPLE, "Advanced", (FAIL, Why.DIFFERS)),
        (SETUP, "", (SKIPPED, Why.NOTHING_PLANNED)),
        (BLIND, "Advanced", (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_mode(setup: Setup, planned: str, expected: Expected) -> None:
    assert said(judge_mode(setup, Rig(mode=planned))) == expected


@pytest.mark.parametrize(
    ("setup", "rig", "expected", "value"),
    [
        (SETUP, Rig(video_kbps=6_000), (PASS, Why.MEASURED), "6000"),
        (SETUP, Rig(video_kbps=6_120), (PASS, Why.MEASURED), "6000"),
        (SETUP, Rig(video_kbps=6_500), (WARN, Why.DIFFERS), "6000"),
        (SETUP, Rig(video_kbps=9_000), (FAIL, Why.DIFFERS), "6000"),
        (SETUP, Rig(video_kbps_most=6_000), (PASS, Why.MEASURED), "6000"),
        (SETUP, Rig(video_kbps_most=5_999), (FAIL, Why.ABOVE_MOST), "6000"),
        (SETUP, Rig(video_kbps=6_000, video_kbps_most=4_000), (FAIL, Why.ABOVE_MOST), "6000"),
        (SETUP, Rig(video_kbps=0), (FAIL, Why.DIFFERS), "6000"),
        (SETUP, NO_PLAN, (SKIPPED, Why.NOTHING_PLANNED), ""),
        (SIMPLE, Rig(video_kbps=2_500), (PASS, Why.MEASURED), "2500"),
        (NO_FILE, Rig(video_kbps=6_000), (INCONCLUSIVE, Why.NO_READING), ""),
        (BLIND, Rig(video_kbps=6_000), (INCONCLUSIVE, Why.NO_READING), ""),
        (encoding(bitrate="much"), Rig(video_kbps=6_000), (INCONCLUSIVE, Why.NO_READING), ""),
    ],
)
def test_video_bitrate(setup: Setup, rig: Rig, expected: Expected, value: str) -> None:
    found = judge_video_bitrate(setup, rig)
    assert (said(found), found.value) == (expected, value)


@pytest.mark.parametrize(
    ("setup", "expected"),
    [
        (encoding(bitrate="3111"), PASS),  # 1920 · 1080 · 30 / 20000 = 3110.4
        (encoding(bitrate="3110"), WARN),
        (encoding(bitrate="1"), WARN),
        (NO_FILE, INCONCLUSIVE),
        (set_up(fps=(0, 1)), INCONCLUSIVE),
        (set_up(output_size=(0, 0)), INCONCLUSIVE),
    ],
)
def test_the_least_bitrate_for_the_picture(setup: Setup, expected: Verdict) -> None:
    assert judge_video_floor(setup, NO_PLAN).verdict is expected


def test_a_rig_may_let_a_poor_picture_fail() -> None:
    assert (
        judge_video_floor(
            encoding(bitrate="1000"), Rig(limits={"obsv.vbitrate_floor": Limits(100, 50, "%", more=True)})
        ).verdict
        is FAIL
    )


@pytest.mark.parametrize(
    ("setup", "rig", "expected"),
    [
        (SETUP, NO_PLAN, (PASS, Why.MEASURED)),
        (SETUP, Rig(audio_kbps=160), (PASS, Why.MEASURED)),
        (SETUP, Rig(audio_kbps=128), (FAIL, Why.DIFFERS)),
        (SETUP, Rig(audio_kbps_most=128), (FAIL, Why.ABOVE_MOST)),
        (with_parameters(AdvOut__Track1Bitrate="96"), NO_PLAN, (WARN, Why.MEASURED)),
        (with_parameters(AdvOut__TrackIndex="2", AdvOut__Track2Bitrate="64"), NO_PLAN, (WARN, Why.MEASURED)),
        (with_parameters(Output__Mode="Simple", SimpleOutput__ABitrate="320"), NO_PLAN, (PASS, Why.MEASURED)),
        (BLIND, NO_PLAN, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_audio_bitrate(setup: Setup, rig: Rig, expected: Expected) -> None:
    assert said(judge_audio_bitrate(setup, rig)) == expected


def of(name: str) -> Setup:
    return with_parameters(AdvOut__Encoder=name)


@pytest.mark.parametrize(
    ("setup", "planned", "expected"),
    [
        (SETUP, "obs_x264", (PASS, Why.MEASURED)),
        (SETUP, "x264", (PASS, Why.MEASURED)),
        (SIMPLE, "obs_x264", (PASS, Why.MEASURED)),
        (of("jim_nvenc"), "nvenc", (PASS, Why.MEASURED)),
        (of("obs_nvenc_h264_tex"), "jim_nvenc", (PASS, Why.MEASURED)),
        (of("obs_nvenc_hevc_tex"), "jim_nvenc", (FAIL, Why.DIFFERS)),
        (of("obs_nvenc_av1_tex"), "nvenc_av1", (PASS, Why.MEASURED)),
        (of("h264_texture_amf"), "amd", (PASS, Why.MEASURED)),
        (of("com.apple.videotoolbox.videoencoder.ave.avc"), "apple_h264", (PASS, Why.MEASURED)),
        (SETUP, "nvenc", (FAIL, Why.DIFFERS)),
        (of("odd"), "odd", (PASS, Why.MEASURED)),
        (SETUP, "", (SKIPPED, Why.NOTHING_PLANNED)),
        (BLIND, "x264", (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_encoder(setup: Setup, planned: str, expected: Expected) -> None:
    assert said(judge_encoder(setup, Rig(encoder=planned))) == expected


LOST = LogReading((LogFinding(Sign.ENCODER_UNKNOWN, Severity.CRITICAL, 9, "Encoder ID 'x' not found"),), crashed=False)


@pytest.mark.parametrize(
    ("planned", "log", "expected"),
    [
        ("x264", LogReading((), crashed=False), (PASS, Why.MEASURED)),
        ("x264", LOST, (FAIL, Why.LOGGED)),
        ("", LOST, (FAIL, Why.LOGGED)),
        ("nvenc", LOST, (FAIL, Why.DIFFERS)),
    ],
)
def test_an_encoder_that_obs_does_not_have(planned: str, log: LogReading, expected: Expected) -> None:
    world = StillWorld(replace_rig(encoder=planned), log=log)
    assert said(judged(encoder, world)) == expected


@pytest.mark.parametrize(
    ("setup", "rig", "expected", "value"),
    [
        (SETUP, NO_PLAN, (PASS, Why.MEASURED), "2"),
        (SETUP, Rig(keyframe_seconds=2), (PASS, Why.MEASURED), "2"),
        (SETUP, Rig(keyframe_seconds=1), (FAIL, Why.DIFFERS), "2"),
        (encoding(keyint_sec="1"), NO_PLAN, (PASS, Why.MEASURED), "1"),
        (encoding(keyint_sec="4"), NO_PLAN, (WARN, Why.MEASURED), "4"),
        (encoding(keyint_sec="8"), NO_PLAN, (FAIL, Why.MEASURED), "8"),
        (encoding(keyint_sec="0"), NO_PLAN, (WARN, Why.UNUSUAL), "auto"),
        (encoding(keyint_sec="0"), Rig(keyframe_seconds=2), (WARN, Why.UNUSUAL), "auto"),
        (NO_FILE, NO_PLAN, (INCONCLUSIVE, Why.NO_READING), ""),
    ],
)
def test_key_frames(setup: Setup, rig: Rig, expected: Expected, value: str) -> None:
    found = judge_key_frames(setup, rig)
    assert (said(found), found.value) == (expected, value)


@pytest.mark.parametrize(
    ("setup", "planned", "expected"),
    [
        (SETUP, "", (PASS, Why.MEASURED)),
        (encoding(rate_control="cbr"), "", (PASS, Why.MEASURED)),
        (encoding(rate_control="CRF"), "", (FAIL, Why.DIFFERS)),
        (encoding(rate_control="VBR"), "VBR", (PASS, Why.MEASURED)),
        (SETUP, "VBR", (FAIL, Why.DIFFERS)),
        (NO_FILE, "", (INCONCLUSIVE, Why.NO_READING)),
    ],
)
def test_rate_control(setup: Setup, planned: str, expected: Expected) -> None:
    assert said(judge_rate_control(setup, Rig(rate_control=planned))) == expected


def test_in_simple_mode_the_reason_names_the_mode() -> None:
    simple = set_up(encoder={}, parameters={**SETUP.parameters, "Output/Mode": "Simple"})
    assert judge_rate_control(simple, NO_PLAN).detail == "Simple"
    assert judge_rate_control(NO_FILE, NO_PLAN).detail == ""


@pytest.mark.parametrize(
    ("rate", "planned", "expected"),
    [
        ("48000", None, (PASS, Why.MEASURED)),
        ("44100", None, (WARN, Why.DIFFERS)),
        ("44100", 44_100, (PASS, Why.MEASURED)),
        ("48000", 44_100, (FAIL, Why.DIFFERS)),
        (None, 48_000, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_sample_rate(rate: str | None, planned: int | None, expected: Expected) -> None:
    assert said(judge_sample_rate(with_parameters(Audio__SampleRate=rate), Rig(sample_rate=planned))) == expected
