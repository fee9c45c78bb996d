"""The checks of recording and disk: each pass, fail and inconclusive, on data."""

from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.checks.reach import ObsSaidNo, Unreachable
from liveops_desktop.checks.recording import (
    judge_directory,
    judge_format,
    judge_probe,
    judge_replay,
    judge_system_disk,
    judge_time_left,
    judge_write,
    recorded_kbps,
)
from liveops_desktop.checks.run import run_active, run_checks
from liveops_desktop.core.clock import HOUR, Span
from liveops_desktop.core.ingest import Folder
from liveops_desktop.core.preflight import Group, Result, Verdict, Why
from liveops_desktop.core.vitals import Output
from tests.checks.acting import StillStage
from tests.checks.readings import GONE, LINK, OBS, RIG, STATS, StillWorld, replace_rig, set_up, with_parameters
from tests.jumping import run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)

FAR = replace(OBS, link=replace(LINK, host="encoder", local=False))


def passive(world: StillWorld) -> dict[str, Result]:
    return {one.check: one for one in run_jumping(run_checks(world, [Group.RECORDING], wait=False))}


@pytest.mark.parametrize(
    ("found", "verdict", "why"),
    [
        (Folder(there=True, writable=True), PASS, Why.MEASURED),
        (Folder(there=True, writable=False), FAIL, Why.NOT_WRITABLE),
        (Folder(there=False, writable=False), FAIL, Why.NO_FOLDER),
    ],
)
def test_folder(found: Folder, verdict: Verdict, why: Why) -> None:
    judged = judge_directory("/records", found)
    assert (judged.verdict, judged.why) == (verdict, why)


def test_the_folder_of_another_pc_is_not_judged_by_this_one() -> None:
    far, gone = StillWorld(obs=FAR), StillWorld(obs=GONE)
    assert passive(far)["rec.dir"].why is Why.OTHER_MACHINE
    assert passive(gone)["rec.dir"].why is Why.NOT_CONNECTED
    assert not [one for one in (*far.asked, *gone.asked) if one[0] == "folder"]


@pytest.mark.parametrize(
    ("hours", "verdict"), [(2.0, PASS), (2.01, WARN), (3.33, WARN), (3.4, FAIL), (None, INCONCLUSIVE)]
)
def test_room_for_the_show(hours: float | None, verdict: Verdict) -> None:
    """Twelve gigabytes hold four hours at 7158 kb/s."""
    obs = replace(OBS, stats=replace(STATS, free_disk_mb=12 * 1024))
    rig = replace_rig(planned_length=None if hours is None else Span(round(hours * HOUR)))
    assert judge_time_left(obs, 7_158.0, rig).verdict is verdict
    assert judge_time_left(obs, None, replace_rig(planned_length=HOUR)).why is Why.UNAVAILABLE
    assert judge_time_left(GONE, 7_158.0, rig).why is Why.NOT_CONNECTED


def test_the_bitrate_of_a_recording_by_quality_is_not_known() -> None:
    assert recorded_kbps(set_up()) == 6_160
    assert recorded_kbps(with_parameters(AdvOut__RecEncoder="obs_x264")) is None
    assert recorded_kbps(with_parameters(AdvOut__RecType="FFmpeg")) is None
    assert recorded_kbps(with_parameters(Output__Mode="Simple")) == 2_660
    assert recorded_kbps(with_parameters(Output__Mode="Simple", SimpleOutput__RecQuality="Small")) is None


@pytest.mark.parametrize(
    ("mode", "parameters", "verdict"),
    [
        ("Advanced", {"AdvOut__RecFormat2": "mkv"}, PASS),
        ("Advanced", {"AdvOut__RecFormat2": "hybrid_mp4"}, PASS),
        ("Advanced", {"AdvOut__RecFormat2": "fragmented_mp4"}, PASS),
        ("Advanced", {"AdvOut__RecFormat2": "mp4"}, FAIL),
        ("Advanced", {"AdvOut__RecFormat2": "MOV"}, FAIL),
        ("Advanced", {"AdvOut__RecFormat2": None}, INCONCLUSIVE),
        ("Advanced", {"AdvOut__RecFormat2": None, "AdvOut__RecFormat": "mp4"}, FAIL),
        ("Simple", {"SimpleOutput__RecFormat2": "mp4"}, FAIL),
        ("Simple", {"AdvOut__RecFormat2": "mp4"}, PASS),
    ],
)
def test_format(mode: str, parameters: dict[str, str | None], verdict: Verdict) -> None:
    assert judge_format(with_parameters(Output__Mode=mode, **parameters), RIG).verdict is verdict


@pytest.mark.parametrize(("running", "verdict"), [(True, PASS), (False, FAIL), (None, FAIL)])
def test_replay_buffer(running: bool | None, verdict: Verdict) -> None:
    assert judge_replay(set_up(replay_buffer=running), RIG).verdict is verdict
    assert passive(StillWorld())["rec.replay"].verdict is SKIPPED
    wanted = replace_rig(replay_buffer=True)
    assert passive(StillWorld(wanted, set_up=None))["rec.replay"].verdict is INCONCLUSIVE


@pytest.mark.parametrize(("free", "verdict"), [(15, PASS), (14, WARN), (5, WARN), (4, FAIL), (None, INCONCLUSIVE)])
def test_system_disk(free: float | None, verdict: Verdict) -> None:
    assert judge_system_disk(free, RIG).verdict is verdict


@pytest.mark.parametrize(
    ("speed", "kbps", "verdict"), [(7.6, 6_160, PASS), (7.3, 6_160, WARN), (2.1, 6_160, FAIL), (50, None, INCONCLUSIVE)]
)
def test_disk_speed(speed: float, kbps: float | None, verdict: Verdict) -> None:
    assert judge_write(speed, kbps, RIG).verdict is verdict


@pytest.mark.parametrize(
    ("sizes", "size", "here", "verdict"),
    [
        ([0, 400, 900], 1_200, True, PASS),
        ([400, 400, 400], 400, True, FAIL),
        ([], 400, True, FAIL),
        ([0, 900], None, True, FAIL),
        ([0, 900], 0, True, FAIL),
        ([0, 900], None, False, PASS),
    ],
)
def test_a_recording_that_was_tried(sizes: list[int], size: int | None, here: bool, verdict: Verdict) -> None:
    assert judge_probe(sizes, "/records/a.mkv", size, here=here).verdict is verdict


class Recorder(StillStage):
    """An OBS that records when it is told; *way*: ``well``, ``refuses``, ``still``, ``mute`` (never says the file)."""

    def __init__(self, way: str = "well", **given: Any) -> None:
        super().__init__(**given)
        self.way, self.size = way, 0
        self.files = {"/records/a.mkv": 4_000_000}

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        await super().request(name, data)
        if name == "StartRecord" and self.way == "refuses":
            raise ObsSaidNo(500)
        if name == "StartRecord" and self.way == "gone":
            raise Unreachable(Why.NOT_CONNECTED)
        if name == "StopRecord" and self.way in ("refuses", "mute"):
            raise ObsSaidNo(501)
        self.size += 0 if self.way == "still" else 500_000
        return {"outputBytes": self.size, "outputPath": "/records/a.mkv"}


@pytest.mark.parametrize(
    ("way", "verdict", "why"),
    [
        ("well", PASS, Why.MEASURED),
        ("refuses", FAIL, Why.NOT_STARTED),
        ("still", FAIL, Why.NOTHING_SENT),
        ("mute", FAIL, Why.STILL_RUNS),
        ("gone", INCONCLUSIVE, Why.NOT_CONNECTED),
    ],
)
def test_a_recording_is_tried_and_stopped_whatever_comes_of_it(way: str, verdict: Verdict, why: Why) -> None:
    stage = Recorder(way)
    (found,) = run_jumping(run_active(stage, ("rec.probe",)))
    assert (found.verdict, found.why) == (verdict, why)
    assert stage.requests[-1][0] == "StopRecord"


class SlowMuxer(Recorder):
    """Its file is there, and empty until a while after the recording has stopped."""

    looks = 0

    async def size_of(self, path: str) -> int | None:
        self.looks += 1
        return await super().size_of(path) if self.looks > 3 else 0


def test_a_recording_whose_file_is_written_late_is_waited_for() -> None:
    stage = SlowMuxer()
    (found,) = run_jumping(run_active(stage, ("rec.probe",)))
    assert (found.verdict, found.value, stage.looks) == (PASS, "4.0", 4)


def test_a_recording_whose_file_stays_empty_fails() -> None:
    stage = Recorder()
    stage.files = {"/records/a.mkv": 0}
    (found,) = run_jumping(run_active(stage, ("rec.probe",)))
    assert (found.verdict, found.why) == (FAIL, Why.MISSING)


class GoneAtTheEnd(Recorder):
    """An OBS that is gone just as it is told to stop."""

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        if name == "StopRecord":
            self.obs = GONE
            raise Unreachable(Why.NOT_CONNECTED)
        return await super().request(name, data)


def test_an_obs_that_is_gone_as_it_is_told_to_stop_has_proved_nothing() -> None:
    (found,) = run_jumping(run_active(GoneAtTheEnd(), ("rec.probe",)))
    assert (found.verdict, found.why) == (INCONCLUSIVE, Why.NOT_CONNECTED)


def test_a_recording_that_runs_is_left_alone() -> None:
    stage = Recorder(obs=replace(OBS, record=Output(active=True)))
    (found,) = run_jumping(run_active(stage, ("rec.probe",)))
    assert (found.verdict, found.why, stage.requests) == (INCONCLUSIVE, Why.RECORD_RUNS, [])


def test_a_disk_is_written_where_obs_records_and_nowhere_else() -> None:
    stage = StillStage()
    (found,) = run_jumping(run_active(stage, ("rec.write",)))
    assert (found.verdict, stage.written) == (PASS, ("/records", 256))
    (far,) = run_jumping(run_active(StillStage(obs=FAR), ("rec.write",)))
    assert far.why is Why.OTHER_MACHINE


def test_a_show_that_is_not_recorded_asks_for_none_of_it() -> None:
    rig = replace_rig(record=False)
    found = passive(StillWorld(rig))
    assert {found[one].verdict for one in ("rec.dir", "rec.time_left", "rec.format")} == {SKIPPED}
    stage = Recorder(rig=rig)
    (probe,) = run_jumping(run_active(stage, ("rec.probe",)))
    assert (probe.verdict, stage.requests) == (SKIPPED, [])
