"""The checks of audio on the real OBS: in order, and with every fault that a lab can make.

What speaks here are files: a sound server on a busy machine drops out. The microphone is a real one, and silent.
"""

import asyncio
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveops_desktop.checks import CATALOGUE, listening, recorded
from liveops_desktop.checks.run import run_active
from liveops_desktop.checks.world import LiveWorld, live_world
from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.preflight import Group, Mode, Progress, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.exchange.lineup import write_tone
from liveops_desktop.services import flash_clip
from liveops_desktop.services.flash_clip import write_clip
from tests.checks.on_obs import judge, said
from tests.lab.parts import need, wait_until
from tests.lab.sound import Pulse
from tests.lab.studio import LabObs
from tests.lab.wire import LabRefusedError

pytestmark = pytest.mark.lab

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)
BY_DEVICES = {"aud.rate_match", "aud.mon_dev"}
"""Judged by the devices of this PC, which come and go by themselves: proved by tables."""
PASSIVE = [
    one.info.id
    for one in CATALOGUE
    if one.info.group is Group.AUDIO and one.info.mode is Mode.PASSIVE and one.info.id not in BY_DEVICES
]
RIG = Rig(
    open_microphones=("Voice",),
    specials={"desktop1": "Desktop Audio"},
    sync_offsets={"Voice": Span(0)},
)


def make(file: Path, sound: str) -> Path:
    """Let ffmpeg write ten seconds of stereo sound."""
    command = [need("ffmpeg", "ffmpeg"), "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", sound]
    subprocess.run([*command, "-t", "10", "-ac", "2", "-ar", "48000", str(file)], check=True)
    return file


class Desk:
    """An OBS with a line-up tone, and voices that a test puts on."""

    def __init__(self, obs: LabObs) -> None:
        self.obs = obs
        self.voice = make(obs.folder / "voice.wav", "anoisesrc=amplitude=0.1:colour=pink")
        self.hot = make(obs.folder / "hot.wav", "aevalsrc=sin(2*PI*300*t)|sin(2*PI*300*t):s=48000")
        self.line_up = write_tone(obs.folder)
        self.play("Voice", self.voice)
        self.play("Line", self.line_up)

    def play(self, name: str, file: Path, scene: str = "Main") -> None:
        settings = {"is_local_file": True, "local_file": str(file), "looping": True}
        self.obs.ask("CreateInput", sceneName=scene, inputName=name, inputKind="ffmpeg_source", inputSettings=settings)

    def set(self, request: str, name: str, **data: object) -> None:
        self.obs.ask(request, inputName=name, **data)

    def take_away(self, *names: str) -> None:
        for name in names:
            self.obs.ask("RemoveInput", inputName=name)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, xvfb: str, pulse: Pulse) -> Iterator[Desk]:
    studio = LabObs(tmp_path_factory.mktemp("audio-obs"), xvfb, pulse)
    try:
        studio.start()
        studio.build_scenes()
        yield Desk(studio)
    finally:
        studio.end()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody counts to five here, and nobody talks for a minute."""
    monkeypatch.setattr(listening, "COUNT", seconds(3))
    monkeypatch.setattr(recorded, "MINUTE", seconds(4))
    monkeypatch.setattr(recorded, "CLAPS", seconds(7))


def begins(obs: LabObs) -> bool:
    """Tell OBS to record; it takes none while it still closes the one before."""
    try:
        obs.ask("StartRecord")
    except LabRefusedError:
        return False
    return True


async def records(obs: LabObs) -> None:
    """Wait until that OBS has recorded something."""

    def writes() -> bool:
        now = obs.ask("GetRecordStatus")  # the bytes of one that has ended stand there still
        return bool(now["outputActive"] and now["outputBytes"] > 0)

    await asyncio.to_thread(wait_until, writes, 20, "OBS records")


def bad(found: dict[str, Result]) -> dict[str, tuple[Verdict, Why, str]]:
    """Return what does not pass."""
    return {check: (*said(one), one.detail) for check, one in found.items() if one.verdict is not PASS}


def test_in_order_all_that_is_planned_passes(desk: Desk) -> None:
    found = judge(desk.obs, RIG, [*PASSIVE, "aud.signal", "aud.tone", "aud.lr"])
    assert bad(found) == {}
    assert abs(float(found["aud.tone"].value) + 18) < 0.3


def test_each_fault_is_found_by_its_own_check(desk: Desk) -> None:
    desk.play("Wrong", desk.voice)
    desk.play("Hot", desk.hot)
    desk.set("SetInputMute", "Wrong", inputMuted=True)
    desk.set("SetInputAudioMonitorType", "Wrong", monitorType="OBS_MONITORING_TYPE_MONITOR_ONLY")
    desk.set("SetInputAudioBalance", "Wrong", inputAudioBalance=0.1)
    desk.set("SetInputAudioTracks", "Wrong", inputAudioTracks={"1": False})
    desk.set("SetInputAudioSyncOffset", "Wrong", inputAudioSyncOffset=300)
    desk.set("SetInputVolume", "Mic", inputVolumeDb=-70)
    rig = Rig(
        open_microphones=("Wrong", "Hot", "Mic"),
        specials={"desktop1": "Another", "mic3": "Nobody"},
        sync_offsets={"Wrong": Span(0)},
    )
    try:
        found = judge(desk.obs, rig, [*PASSIVE, "aud.signal"])
    finally:
        desk.set("SetInputVolume", "Mic", inputVolumeDb=0)
        desk.take_away("Wrong", "Hot")
    talking = found.pop("aud.muted_talking")
    assert (talking.verdict, talking.why, talking.detail) in {
        (verdict, Why.TALKS_MUTED, "Wrong") for verdict in (WARN, FAIL)
    }
    assert bad(found) == {
        "aud.mute": (FAIL, Why.MUTED, "Wrong"),
        "aud.special": (FAIL, Why.MISSING, "mic3"),
        "aud.fader": (FAIL, Why.MEASURED, "Mic"),
        "aud.tracks": (FAIL, Why.OFF_TRACK, "Wrong"),
        "aud.monitor": (FAIL, Why.MONITOR_ONLY, "Wrong"),
        "aud.balance": (WARN, Why.MEASURED, "Wrong"),
        "aud.sync": (FAIL, Why.DIFFERS, "Wrong: 300 ms"),
        "aud.dead": (FAIL, Why.NO_SIGNAL, "Mic"),
        "aud.clip": (FAIL, Why.MEASURED, "Hot"),
        "aud.signal": (FAIL, Why.NO_SIGNAL, "Mic"),
    }


def test_silence_and_a_microphone_that_is_not_on_programme(desk: Desk) -> None:
    desk.play("Aside", desk.voice, "Holding")
    try:
        silent = judge(desk.obs, Rig(open_microphones=("Mic",)), ["aud.silence", "aud.clip"])
        aside = judge(desk.obs, Rig(open_microphones=("Aside",)), ["aud.dead", "aud.muted_talking", "aud.signal"])
    finally:
        desk.take_away("Aside")
    assert bad(silent) == {
        "aud.silence": (WARN, Why.SILENT, "Mic"),
        "aud.clip": (INCONCLUSIVE, Why.NO_SIGNAL, "Mic"),
    }
    assert bad(aside) == dict.fromkeys(
        ("aud.dead", "aud.muted_talking", "aud.signal"), (INCONCLUSIVE, Why.NOT_METERED, "Aside")
    )


def test_a_tone_too_low_with_its_sides_swapped(desk: Desk, tmp_path: Path) -> None:
    swapped = tmp_path / "lineup.wav"
    command = [need("ffmpeg", "ffmpeg"), "-nostdin", "-loglevel", "error", "-i", str(desk.line_up)]
    subprocess.run([*command, "-af", "pan=stereo|c0=c1|c1=c0", str(swapped)], check=True)
    desk.set("SetInputSettings", "Line", inputSettings={"local_file": str(swapped)})
    desk.set("SetInputVolume", "Line", inputVolumeDb=-6)
    try:
        found = judge(desk.obs, RIG, ["aud.tone", "aud.lr"])
    finally:
        desk.set("SetInputVolume", "Line", inputVolumeDb=0)
        desk.set("SetInputSettings", "Line", inputSettings={"local_file": str(desk.line_up)})
    assert said(found["aud.tone"]) == (FAIL, Why.MEASURED)
    assert abs(float(found["aud.tone"].value) + 24) < 0.3
    assert said(found["aud.lr"]) == (FAIL, Why.SIDES_SWAPPED)


def test_loudness_and_lip_sync_of_a_recording(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """That a film in time is in time, and how far off a late one is, is proved on files: a busy OBS has its own lag.

    It may also leave out a short flash, so here they are long and many.
    """
    monkeypatch.setattr(flash_clip, "FLASH", Span(400))
    monkeypatch.setattr(recorded, "CLAPS", seconds(15))
    desk.take_away("Line", "Voice")
    clip, late = write_clip(desk.obs.folder), desk.obs.folder / "late.mp4"
    command = [need("ffmpeg", "ffmpeg"), "-nostdin", "-loglevel", "error", "-i", str(clip), "-c:v", "copy"]
    subprocess.run([*command, "-af", "adelay=350|350", str(late)], check=True)
    desk.play("Flash", late)
    mine = desk.obs.records / "last week.mkv"
    mine.write_bytes(b"a film of somebody's")
    before = set(desk.obs.records.iterdir())
    try:
        found = judge(desk.obs, Rig(loudness_lufs=-14), ["aud.loudness", "aud.flash"])
    finally:
        desk.take_away("Flash")
        desk.play("Line", desk.line_up)
        desk.play("Voice", desk.voice)
    assert found["aud.loudness"].verdict in (WARN, FAIL)
    assert -45 < float(found["aud.loudness"].value.split()[0]) < -18, "beeps at -18 dBFS"
    assert said(found["aud.flash"]) == (FAIL, Why.MEASURED), found["aud.flash"]
    assert 186 <= int(found["aud.flash"].value) <= 450
    assert not desk.obs.ask("GetRecordStatus")["outputActive"]
    assert set(desk.obs.records.iterdir()) == before, "what was recorded to be measured is removed, and nothing else"
    assert [one.left for one in found.values()] == ["", ""]
    mine.unlink()


def test_without_ffmpeg_it_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = judge(desk.obs, RIG, ["aud.flash"])["aud.flash"]
    assert (*said(found), found.detail) == (INCONCLUSIVE, Why.TOOL_MISSING, "ffmpeg")


def test_a_recording_of_somebody_else_is_left_alone(desk: Desk) -> None:
    before = set(desk.obs.records.iterdir())
    wait_until(lambda: begins(desk.obs), 20, "OBS takes a recording")
    asyncio.run(records(desk.obs))
    try:
        found = judge(desk.obs, RIG, ["aud.flash"])["aud.flash"]
        assert desk.obs.ask("GetRecordStatus")["outputActive"]
    finally:
        desk.obs.stop_record()
    assert said(found) == (INCONCLUSIVE, Why.RECORD_RUNS)
    (theirs,) = set(desk.obs.records.iterdir()) - before
    theirs.unlink()


def test_cancelled_in_the_middle_the_recording_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "CLAPS", seconds(3_600))
    before = set(desk.obs.records.iterdir())

    async def main() -> None:
        async with live_world(RIG, desk.obs.host, desk.obs.port, desk.obs.password) as world:
            begun = asyncio.Event()

            def hear(progress: Progress) -> None:
                if progress.share > 0:
                    begun.set()

            task = asyncio.create_task(run_active(world, ["aud.flash"], on_progress=hear))
            await begun.wait()
            await records(desk.obs)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    wait_until(lambda: not desk.obs.ask("GetRecordStatus")["outputActive"], 20, "the recording has ended")
    assert set(desk.obs.records.iterdir()) == before


def test_obs_is_killed_while_it_is_listened_to_and_while_it_records(
    own_obs: Callable[..., LabObs], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "COUNT", seconds(3_600))
    monkeypatch.setattr(recorded, "CLAPS", seconds(3_600))
    mine = own_obs(sound=True)

    async def kill(_world: LiveWorld) -> None:
        mine.kill9()

    async def kill_recording(_world: LiveWorld) -> None:
        await records(mine)
        mine.kill9()

    rig = Rig(open_microphones=("Mic",))
    found = judge(mine, rig, ["aud.dead", "aud.clip"], kill, once=("aud.dead", "aud.clip"))
    assert {said(one) for one in found.values()} == {(INCONCLUSIVE, Why.NOT_CONNECTED)}
    mine.start()
    found = judge(mine, rig, ["aud.signal"], kill, once=("aud.signal",))
    assert said(found["aud.signal"]) == (INCONCLUSIVE, Why.NOT_CONNECTED)
    mine.start()
    found = judge(mine, rig, ["aud.flash"], kill_recording, once=("aud.flash",))
    assert said(found["aud.flash"]) == (INCONCLUSIVE, Why.NOT_CONNECTED)
