"""What OBS is set to, read from the real one."""

import asyncio
import json
from collections.abc import Iterator

import pytest

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.setup import FilterSetup, Setup
from liveops_desktop.core.vitals import Link
from liveops_desktop.services.obs.setup import read_setup
from tests.lab.sound import Pulse
from tests.lab.studio import LabObs
from tests.services.obs.serving import serving

pytestmark = pytest.mark.lab

KEY = "sk-very-secret-5"
NOW = Instant(1_800_000_000_000)


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory, xvfb: str, pulse: Pulse) -> Iterator[LabObs]:
    """An OBS with more than thirty inputs in twenty scenes."""
    studio = LabObs(tmp_path_factory.mktemp("big-obs"), xvfb, pulse)
    try:
        studio.start()
        studio.build_scenes()
        for number in range(16):
            studio.ask("CreateScene", sceneName=f"S{number}")
            colour = {"color": 0xFF00FF00, "width": 64, "height": 36}
            made = {"inputName": f"C{number}", "inputKind": "color_source_v3", "inputSettings": colour}
            studio.ask("CreateInput", sceneName=f"S{number}", **made)
        for number in range(10):
            made = {"inputName": f"M{number}", "inputKind": "pulse_input_capture"}
            studio.ask("CreateInput", sceneName=f"S{number}", inputSettings={"device_id": "gone-device"}, **made)
        yield studio
    finally:
        studio.end()


def read(studio: LabObs, *, ask_target: bool | None = None) -> Setup:
    async def main() -> Setup:
        async with serving() as served:
            served.service.connect(studio.host, studio.port, studio.password, ask_target=ask_target)
            await served.until_link(Link.CONNECTED)
            folders = [studio.folder / "home" / ".config" / "obs-studio"]
            return await read_setup(served.service, lambda: NOW, secret=b"s" * 32, folders=lambda: folders)

    return asyncio.run(main())


def test_a_large_collection_is_read_whole(big: LabObs) -> None:
    setup = read(big)
    assert setup.read_at == NOW
    assert len(setup.scenes) == 20
    assert {one.name for one in setup.inputs} >= {f"C{n}" for n in range(16)} | {f"M{n}" for n in range(10)}
    inputs = {one.name: one for one in setup.inputs}
    mic, gone, colour = inputs["Mic"], inputs["M0"], inputs["C0"]
    assert (mic.device, mic.device_name, mic.device_present) == ("labmic", "LabMic", True)
    assert (gone.device, gone.device_present) == ("gone-device", False)
    assert (colour.device_present, colour.has_audio, colour.muted, colour.tracks) == (None, False, None, None)
    assert (mic.has_audio, mic.muted, mic.volume_db, mic.balance, mic.sync) == (True, False, 0.0, 0.5, 0)
    assert (mic.tracks, mic.monitor) == (frozenset(range(1, 7)), "NONE")
    assert inputs["Gone"].file.endswith("gone.mp4")
    assert setup.specials == {"desktop1": "Desktop Audio", "mic1": "Mic/Aux"}
    assert (setup.fps, setup.canvas, setup.output_size) == ((30, 1), (640, 360), (640, 360))
    assert {"color_source_v3", "ffmpeg_source"} <= setup.kinds
    assert (setup.transition, setup.transition_length, setup.studio_mode) == ("Fade", Span(300), False)
    assert (setup.virtual_camera, setup.replay_buffer) == (None, None)
    assert setup.monitors
    assert setup.parameters["Output/Mode"] == "Simple"
    assert setup.encoder == {}


def test_changes_are_read(big: LabObs) -> None:
    big.mute("M5", True)
    big.ask("SetInputVolume", inputName="M5", inputVolumeDb=-6.0)
    big.ask("SetInputAudioTracks", inputName="M5", inputAudioTracks={"2": False})
    big.ask("SetInputAudioSyncOffset", inputName="M5", inputAudioSyncOffset=120)
    big.ask("SetInputAudioMonitorType", inputName="M5", monitorType="OBS_MONITORING_TYPE_MONITOR_ONLY")
    gain = {"filterName": "Loud", "filterKind": "gain_filter", "filterSettings": {"db": 3.0}}
    big.ask("CreateSourceFilter", sourceName="M5", **gain)
    item = big.ask("GetSceneItemId", sceneName="S5", sourceName="C5")["sceneItemId"]
    half = {"scaleX": 0.5, "scaleY": 0.5, "positionX": 320.0, "positionY": 180.0, "alignment": 0}
    big.ask("SetSceneItemTransform", sceneName="S5", sceneItemId=item, sceneItemTransform=half)
    setup = read(big)
    mic = {one.name: one for one in setup.inputs}["M5"]
    assert (mic.muted, mic.sync, mic.monitor) == (True, 120, "MONITOR_ONLY")
    assert mic.volume_db == pytest.approx(-6.0, abs=0.1)
    assert mic.tracks == frozenset({1, 3, 4, 5, 6})
    assert mic.filters == (FilterSetup("Loud", "gain_filter", True),)
    placed = {one.source: one for one in setup.items}["C5"]
    assert (placed.left, placed.top, placed.width, placed.height) == (304, 171, 32, 18)


def test_the_key_is_marked_and_never_held(big: LabObs) -> None:
    big.set_target("rtmp://user:pw@127.0.0.1:9/live?token=t0ken", KEY)
    first = read(big)
    assert (first.service, first.server, first.key_set) == ("rtmp_custom", "rtmp://127.0.0.1:9/live", True)
    assert first.key_mark
    assert not first.key_ragged
    for secret in (KEY, "t0ken", "pw@"):
        assert secret not in repr(first)
    big.set_target("rtmp://127.0.0.1:9/live", KEY + " ")
    second = read(big)
    assert second.key_ragged
    assert second.key_mark != first.key_mark


def test_the_target_is_not_asked_for_without_consent(big: LabObs) -> None:
    big.set_target("rtmp://127.0.0.1:9/live", KEY)
    setup = read(big, ask_target=False)
    assert (setup.service, setup.server, setup.key_set, setup.key_mark) == ("", "", False, "")
    assert setup.parameters


def test_in_advanced_mode_the_encoders_file_is_read(big: LabObs) -> None:
    setting = {"parameterCategory": "Output", "parameterName": "Mode", "parameterValue": "Advanced"}
    big.ask("SetProfileParameter", **setting)
    profile = big.folder / "home" / ".config" / "obs-studio" / "basic" / "profiles" / "Untitled"
    (profile / "streamEncoder.json").write_text(json.dumps({"bitrate": 4500, "keyint_sec": 2, "x264opts": KEY}))
    setup = read(big)
    big.ask("SetProfileParameter", **setting | {"parameterValue": "Simple"})
    assert setup.encoder == {"bitrate": "4500", "keyint_sec": "2", "rate_control": "CBR"}
