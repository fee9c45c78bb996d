"""Group video against real faults: every setting spoiled in the real OBS, outputs that run, an overloaded machine."""

import asyncio
import json
from collections.abc import Callable, Iterator

import msgspec
import pytest

from liveops_desktop.checks.run import run_checks
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.services.obs.setup_reading import read_target
from tests.lab.ingest import Ingest
from tests.lab.looking import SECRET, Look, look, rows, station
from tests.lab.parts import wait_until
from tests.lab.studio import LabObs

pytestmark = pytest.mark.lab

PASS, WARN, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.INCONCLUSIVE
GOOD = (PASS, Why.MEASURED)
KEY = "lab-video"
SETTINGS = (
    "obsv.fps_cfg",
    "obsv.canvas",
    "obsv.color",
    "obsv.mode",
    "obsv.encoder",
    "obsv.vbitrate",
    "obsv.vbitrate_floor",
    "obsv.rate_ctl",
    "obsv.keyint",
    "obsv.abitrate",
    "obsv.samplerate",
    "obsv.reconnect",
    "obsv.delay",
    "obsv.bind",
    "obsv.dynbitrate",
    "obsv.netopt",
    "obsv.studio",
    "obsv.transition",
    "obsv.outputs",
)
WINDOWS = ("obsv.active_fps", "obsv.render_time", "obsv.render_lag", "obsv.cpu", "obsv.mem")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, xvfb: str, ingest: Ingest) -> Iterator[LabObs]:
    """An OBS in advanced mode that is set as ``plan`` says."""
    made = LabObs(tmp_path_factory.mktemp("video-obs"), xvfb)
    try:
        made.start()
        made.build_scenes()
        made.set_target(ingest.url, KEY)
        parameter(made, "Output", "Mode", "Advanced")
        encoder_file(made, bitrate=600, keyint_sec=2)
        yield made
    finally:
        made.end()


@pytest.fixture
def plan(ingest: Ingest) -> Rig:
    """What that OBS must be."""
    raw = {"streamServiceType": "rtmp_custom", "streamServiceSettings": {"server": ingest.url, "key": KEY}}
    return Rig(
        ingest=ingest.url,
        key_mark=read_target(raw, SECRET).key_mark,
        fps=30,
        canvas=(640, 360),
        output_size=(640, 360),
        mode="Advanced",
        encoder="x264",
        video_kbps=600,
        video_kbps_most=6_000,
        audio_kbps=160,
        keyframe_seconds=2,
        rate_control="CBR",
        color_format="NV12",
        color_range="Partial",
        color_space="709",
        sample_rate=48_000,
        stream_delay=Span(0),
        studio_mode=False,
        transition="Fade",
        transition_length=Span(300),
    )


def parameter(studio: LabObs, category: str, name: str, value: str) -> None:
    studio.ask("SetProfileParameter", parameterCategory=category, parameterName=name, parameterValue=value)


def encoder_file(studio: LabObs, **settings: object) -> None:
    profiles = studio.folder / "home" / ".config" / "obs-studio" / "basic" / "profiles"
    (profiles / "Untitled" / "streamEncoder.json").write_text(json.dumps(settings))


def test_all_as_planned(studio: LabObs, plan: Rig) -> None:
    found = look(studio, plan, *SETTINGS, "obsv.idle", "obsv.target", "obsv.vcam")
    found.tell("none", *SETTINGS, "obsv.idle", "obsv.target")
    assert {check: found[check] for check in (*SETTINGS, "obsv.idle", "obsv.target")} == dict.fromkeys(
        (*SETTINGS, "obsv.idle", "obsv.target"), GOOD
    )
    assert found["obsv.vcam"] == (Verdict.SKIPPED, Why.NOTHING_PLANNED)


PARAMETERS = [
    ("other colour format", "Video", "ColorFormat", "I444", "NV12", "obsv.color", FAIL, Why.DIFFERS),
    ("full colour range", "Video", "ColorRange", "Full", "Partial", "obsv.color", FAIL, Why.DIFFERS),
    ("simple mode", "Output", "Mode", "Simple", "Advanced", "obsv.mode", FAIL, Why.DIFFERS),
    ("another encoder", "AdvOut", "Encoder", "jim_nvenc", "obs_x264", "obsv.encoder", FAIL, Why.DIFFERS),
    ("lower audio bitrate", "AdvOut", "Track1Bitrate", "96", "160", "obsv.abitrate", FAIL, Why.DIFFERS),
    ("44.1 kHz", "Audio", "SampleRate", "44100", "48000", "obsv.samplerate", FAIL, Why.DIFFERS),
    ("reconnect off", "Output", "Reconnect", "false", "true", "obsv.reconnect", FAIL, Why.SWITCHED_OFF),
    ("two retries", "Output", "MaxRetries", "2", "25", "obsv.reconnect", FAIL, Why.MEASURED),
    ("stream delay", "Output", "DelayEnable", "true", "false", "obsv.delay", FAIL, Why.DIFFERS),
    ("bound to an address", "Output", "BindIP", "127.0.0.1", "default", "obsv.bind", WARN, Why.UNUSUAL),
    ("dynamic bitrate", "Output", "DynamicBitrate", "true", "false", "obsv.dynbitrate", WARN, Why.SWITCHED_ON),
    ("new socket loop", "Output", "NewSocketLoopEnable", "true", "false", "obsv.netopt", WARN, Why.SWITCHED_ON),
    ("TCP pacing", "Output", "LowLatencyEnable", "true", "false", "obsv.netopt", WARN, Why.SWITCHED_ON),
]


@pytest.mark.parametrize(("fault", "category", "name", "bad", "good", "check", "verdict", "why"), PARAMETERS, ids=str)
def test_a_parameter_of_the_profile_is_spoiled(
    studio: LabObs,
    plan: Rig,
    fault: str,
    category: str,
    name: str,
    bad: str,
    good: str,
    check: str,
    verdict: Verdict,
    why: Why,
) -> None:
    parameter(studio, category, name, bad)
    try:
        found = look(studio, plan, check)
        found.tell(fault, check)
        assert found[check] == (verdict, why)
    finally:
        parameter(studio, category, name, good)


@pytest.mark.parametrize(
    ("fault", "settings", "check", "expected"),
    [
        ("bitrate far from the plan", {"bitrate": 2500, "keyint_sec": 2}, "obsv.vbitrate", (FAIL, Why.DIFFERS)),
        ("more than the platform takes", {"bitrate": 9000}, "obsv.vbitrate", (FAIL, Why.ABOVE_MOST)),
        ("too little for the picture", {"bitrate": 300}, "obsv.vbitrate_floor", (WARN, Why.MEASURED)),
        ("constant quality", {"rate_control": "CRF"}, "obsv.rate_ctl", (FAIL, Why.DIFFERS)),
        ("key frames every 8 s", {"keyint_sec": 8}, "obsv.keyint", (FAIL, Why.DIFFERS)),
        ("key frames on auto", {}, "obsv.keyint", (WARN, Why.UNUSUAL)),
    ],
)
def test_the_encoders_file_is_spoiled(
    studio: LabObs, plan: Rig, fault: str, settings: dict[str, object], check: str, expected: tuple[Verdict, Why]
) -> None:
    encoder_file(studio, **settings)
    try:
        found = look(studio, plan, check)
        found.tell(fault, check)
        assert found[check] == expected
    finally:
        encoder_file(studio, bitrate=600, keyint_sec=2)


def test_in_simple_mode_what_only_the_file_tells_is_not_measured(studio: LabObs, plan: Rig) -> None:
    parameter(studio, "Output", "Mode", "Simple")
    try:
        found = look(studio, plan, "obsv.keyint", "obsv.rate_ctl", "obsv.vbitrate")
        found.tell("simple mode", "obsv.keyint", "obsv.rate_ctl")
        assert found["obsv.keyint"] == found["obsv.rate_ctl"] == (INCONCLUSIVE, Why.NO_READING)
        assert found["obsv.vbitrate"] == GOOD
    finally:
        parameter(studio, "Output", "Mode", "Advanced")


def test_another_picture(studio: LabObs, plan: Rig) -> None:
    good = {"baseWidth": 640, "baseHeight": 360, "outputWidth": 640, "outputHeight": 360}
    studio.ask("SetVideoSettings", **good | {"baseHeight": 480}, fpsNumerator=24, fpsDenominator=1)
    try:
        found = look(studio, plan, "obsv.fps_cfg", "obsv.canvas", "obsv.active_fps")
        found.tell("other frame rate and canvas", "obsv.fps_cfg", "obsv.canvas", "obsv.active_fps")
        assert found["obsv.fps_cfg"] == found["obsv.canvas"] == found["obsv.active_fps"] == (FAIL, Why.DIFFERS)
        unplanned = look(studio, Rig(), "obsv.fps_cfg", "obsv.canvas")
        unplanned.tell("24 frames, squeezed, unplanned", "obsv.fps_cfg", "obsv.canvas")
        assert unplanned["obsv.fps_cfg"] == unplanned["obsv.canvas"] == (WARN, Why.UNUSUAL)
    finally:
        studio.ask("SetVideoSettings", **good, fpsNumerator=30, fpsDenominator=1)


def test_studio_mode_transition_and_camera(studio: LabObs, plan: Rig) -> None:
    studio.ask("SetStudioModeEnabled", studioModeEnabled=True)
    studio.ask("SetCurrentSceneTransition", transitionName="Cut")
    wait_until(lambda: studio.ask("GetCurrentSceneTransition")["transitionName"] == "Cut", 20, "OBS cuts")
    try:
        rig = msgspec.structs.replace(plan, virtual_camera=True)
        found = look(studio, rig, "obsv.studio", "obsv.transition", "obsv.vcam")
        found.tell("studio mode on", "obsv.studio")
        found.tell("another transition", "obsv.transition")
        found.tell("virtual camera not installed", "obsv.vcam")
        assert found["obsv.studio"] == (FAIL, Why.SWITCHED_ON)
        assert found["obsv.transition"] == (FAIL, Why.DIFFERS)
        assert found["obsv.vcam"] == (FAIL, Why.MISSING)
    finally:
        studio.ask("SetStudioModeEnabled", studioModeEnabled=False)
        studio.ask("SetCurrentSceneTransition", transitionName="Fade")
    studio.ask("SetCurrentSceneTransitionDuration", transitionDuration=700)
    try:
        assert look(studio, plan, "obsv.transition")["obsv.transition"] == (FAIL, Why.DIFFERS)
    finally:
        studio.ask("SetCurrentSceneTransitionDuration", transitionDuration=300)


@pytest.mark.parametrize(
    ("fault", "server", "key", "expected"),
    [
        ("another server", "rtmp://127.0.0.1:9/other", KEY, (FAIL, Why.DIFFERS)),
        ("no key", "", "", (FAIL, Why.KEY_MISSING)),
        ("a space behind the key", "", f"{KEY} ", (FAIL, Why.KEY_RAGGED)),
        ("a line break behind the key", "", f"{KEY}\n", (FAIL, Why.KEY_RAGGED)),
        ("another key", "", "of-another-show", (FAIL, Why.KEY_DIFFERS)),
    ],
)
def test_the_target_is_changed(
    studio: LabObs, plan: Rig, fault: str, server: str, key: str, expected: tuple[Verdict, Why]
) -> None:
    studio.set_target(server or plan.ingest, key)
    try:
        found = look(studio, plan, "obsv.target")
        found.tell(fault, "obsv.target")
        assert found["obsv.target"] == expected
    finally:
        studio.set_target(plan.ingest, KEY)


def test_no_target(studio: LabObs, plan: Rig) -> None:
    studio.set_target("", "")
    try:
        found = look(studio, plan, "obsv.target")
        found.tell("no target", "obsv.target")
        assert found["obsv.target"] == (FAIL, Why.TARGET_MISSING)
    finally:
        studio.set_target(plan.ingest, KEY)


@pytest.mark.parametrize("output", ["Stream", "Record"])
def test_an_output_that_runs(studio: LabObs, plan: Rig, output: str) -> None:
    (studio.start_stream if output == "Stream" else lambda: studio.ask("StartRecord"))()
    try:
        found = look(studio, plan, "obsv.idle", "obsv.encode_skip")
        found.tell(f"{output.lower()} runs", "obsv.idle", "obsv.encode_skip")
        assert found["obsv.idle"] == (FAIL, Why.STREAM_RUNS if output == "Stream" else Why.RECORD_RUNS)
        assert found["obsv.encode_skip"] == (INCONCLUSIVE, Why.MEASURING)
    finally:
        studio.stop_stream()
        studio.stop_record()
    assert look(studio, plan, "obsv.encode_skip")["obsv.encode_skip"] == (INCONCLUSIVE, Why.NOTHING_RUNS)


@pytest.mark.parametrize("fault", ["kill -9", "SIGSTOP"])
def test_obs_dies_or_hangs_in_the_middle(own_obs: Callable[..., LabObs], plan: Rig, fault: str) -> None:
    mine = own_obs()

    async def run() -> Look:
        async with station(mine, plan) as world:
            await asyncio.to_thread(mine.kill9 if fault == "kill -9" else mine.stop)
            return Look(await run_checks(world, [Group.VIDEO], wait=False))

    found = asyncio.run(run())
    if fault == "SIGSTOP":
        mine.cont()
    found.tell(f"{fault} in the middle", "obsv.target", "obsv.canvas", "obsv.idle")
    assert {one.verdict for one in found.results.values()} == {INCONCLUSIVE}


@pytest.mark.long
@pytest.mark.parametrize("overloaded", [True, False])
def test_an_overloaded_machine_and_one_at_ease(own_obs: Callable[..., LabObs], overloaded: bool) -> None:
    """Four million pixels, 60 times a second, where no graphics card is; or a small picture five times a second."""
    mine = own_obs()
    large = {"baseWidth": 2560, "baseHeight": 1440, "outputWidth": 1280, "outputHeight": 720}
    small = {"baseWidth": 640, "baseHeight": 360, "outputWidth": 640, "outputHeight": 360}
    picture, frames = (large, 60) if overloaded else (small, 5)
    mine.ask("SetVideoSettings", **picture, fpsNumerator=frames, fpsDenominator=1)
    mine.ask("StartRecord")

    async def run() -> Look:
        async with station(mine, Rig()) as world:
            return Look(await run_checks(world, catalogue=rows(*WINDOWS, "obsv.encode_skip")))

    found = asyncio.run(run())
    found.tell("1440p at 60 frames without a graphics card" if overloaded else "none", *WINDOWS, "obsv.encode_skip")
    mine.kill9()  # to end the recording in good order takes an overloaded one a minute
    lagging = ("obsv.active_fps", "obsv.render_time", "obsv.render_lag")
    assert (FAIL in {found[check][0] for check in lagging}) is overloaded
    assert not overloaded or {found[check] for check in lagging} == {(FAIL, Why.MEASURED)}
    assert INCONCLUSIVE not in {found[check][0] for check in (*WINDOWS, "obsv.encode_skip")}
