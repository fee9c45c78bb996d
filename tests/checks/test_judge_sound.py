"""Audio: every judgement for pass, warn, fail and inconclusive."""

from collections.abc import Callable
from math import inf
from typing import Any

import msgspec
import pytest

from liveops_desktop.checks import CATALOGUE, Judgement
from liveops_desktop.checks.audio import (
    judge_balance,
    judge_fader,
    judge_mon_dev,
    judge_monitor,
    judge_rate_match,
    judge_special,
    judge_sync,
    judge_tracks,
)
from liveops_desktop.checks.listening import judge_left_right, judge_signal, judge_tone, tone_input
from liveops_desktop.checks.recorded import judge_flash, judge_loudness
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.devices import Devices, Sound
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.lineup import Marks, Sides
from liveops_desktop.core.loudness import Loudness
from liveops_desktop.core.meters import Channel, Meter, Metering, Sample
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import InputSetup, Setup
from liveops_desktop.core.vitals import Output
from tests.checks.acting import StillDoing, StillStage
from tests.checks.readings import OBS, SETUP, T0, StillWorld, replace_rig, set_up, with_parameters
from tests.jumping import run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)

replace = msgspec.structs.replace
MEASURED, NOTHING_PLANNED = Why.MEASURED, Why.NOTHING_PLANNED
HOST = {"open_microphones": ("Host",)}


LOOKS = {"GetRecordStatus", "GetRecordDirectory"}
"""Requests that change nothing."""


def said(one: Judgement) -> tuple[Verdict, Why, str]:
    return one.verdict, one.why, one.detail


def host(**changed: Any) -> Setup:
    """The good set-up, the host's microphone changed."""
    return set_up(inputs=tuple(replace(one, **changed) if one.name == "Host" else one for one in SETUP.inputs))


SECOND_TRACK = replace(with_parameters(AdvOut__TrackIndex="2"), inputs=host(tracks=frozenset({2})).inputs)
SIMPLE = replace(
    with_parameters(Output__Mode="Simple", AdvOut__TrackIndex="2"), inputs=host(tracks=frozenset({2})).inputs
)

Case = tuple[Callable[[Setup, Rig], Judgement], Setup, dict[str, Any], tuple[Verdict, Why, str]]
CASES: tuple[Case, ...] = (
    (judge_special, SETUP, {}, (SKIPPED, NOTHING_PLANNED, "")),
    (judge_special, SETUP, {"specials": {"mic1": "Host"}}, (PASS, MEASURED, "")),
    (judge_special, SETUP, {"specials": {"mic1": "Guest"}}, (FAIL, Why.DIFFERS, "mic1: Host")),
    (judge_special, SETUP, {"specials": {"mic2": "Guest"}}, (FAIL, Why.MISSING, "mic2")),
    *(
        (judge, SETUP, {"open_microphones": wanted}, told)
        for judge in (judge_fader, judge_tracks, judge_monitor, judge_balance)
        for wanted, told in (
            ((), (SKIPPED, NOTHING_PLANNED, "")),
            (("Host",), (PASS, MEASURED, "")),
            (("Nobody",), (FAIL, Why.MISSING, "Nobody")),
        )
    ),
    (judge_fader, host(volume_db=-20.0), HOST, (PASS, MEASURED, "")),
    (judge_fader, host(volume_db=-21.0), HOST, (WARN, MEASURED, "Host")),
    (judge_fader, host(volume_db=-61.0), HOST, (FAIL, MEASURED, "Host")),
    (judge_fader, host(volume_db=7.0), HOST, (WARN, MEASURED, "Host")),
    (judge_fader, host(volume_db=None), HOST, (INCONCLUSIVE, Why.UNAVAILABLE, "Host")),
    (judge_tracks, host(tracks=frozenset({2, 3})), HOST, (FAIL, Why.OFF_TRACK, "Host")),
    (judge_tracks, SECOND_TRACK, HOST, (PASS, MEASURED, "")),
    (judge_tracks, SIMPLE, HOST, (FAIL, Why.OFF_TRACK, "Host")),
    (judge_tracks, host(tracks=None), HOST, (INCONCLUSIVE, Why.UNAVAILABLE, "Host")),
    (judge_monitor, host(monitor="MONITOR_ONLY"), HOST, (FAIL, Why.MONITOR_ONLY, "Host")),
    (judge_monitor, host(monitor="MONITOR_AND_OUTPUT"), HOST, (WARN, Why.ECHO, "Host")),
    (judge_monitor, host(monitor=""), HOST, (INCONCLUSIVE, Why.UNAVAILABLE, "Host")),
    (judge_balance, host(balance=0.45), HOST, (PASS, MEASURED, "")),
    (judge_balance, host(balance=0.44), HOST, (WARN, MEASURED, "Host")),
    (judge_balance, host(balance=1.0), HOST, (WARN, MEASURED, "Host")),
    (judge_balance, host(balance=None), HOST, (INCONCLUSIVE, Why.UNAVAILABLE, "Host")),
    (judge_sync, SETUP, {}, (SKIPPED, NOTHING_PLANNED, "")),
    (judge_sync, SETUP, {"sync_offsets": {"Host": Span(0)}}, (PASS, MEASURED, "")),
    (judge_sync, host(sync=Span(-120)), {"sync_offsets": {"Host": Span(0)}}, (FAIL, Why.DIFFERS, "Host: -120 ms")),
    (judge_sync, host(sync=None), {"sync_offsets": {"Host": Span(0)}}, (INCONCLUSIVE, Why.UNAVAILABLE, "Host")),
    (judge_sync, SETUP, {"sync_offsets": {"Nobody": Span(0)}}, (FAIL, Why.MISSING, "Nobody")),
)


@pytest.mark.parametrize(("judge", "setup", "rig", "wanted"), CASES)
def test_judgement(
    judge: Callable[[Setup, Rig], Judgement], setup: Setup, rig: dict[str, Any], wanted: tuple[Verdict, Why, str]
) -> None:
    assert said(judge(setup, replace_rig(**rig))) == wanted


MICROPHONES = (Sound("a", "Mic 1", 48_000), Sound("b", "Webcam", 44_100, default=True), Sound("c", "Odd"))


@pytest.mark.parametrize(
    ("setup", "devices", "rig", "wanted"),
    [
        (SETUP, Devices(microphones=MICROPHONES), {}, (PASS, MEASURED, "")),
        (
            SETUP,
            Devices(microphones=MICROPHONES),
            {"microphones": ("Webcam",)},
            (WARN, Why.DIFFERS, "Webcam: 44100 Hz"),
        ),
        (SETUP, Devices(microphones=MICROPHONES), {"microphones": ("Odd",)}, (INCONCLUSIVE, Why.UNAVAILABLE, "Odd")),
        (host(device_name="Other"), Devices(microphones=MICROPHONES), {}, (WARN, Why.DIFFERS, "Webcam: 44100 Hz")),
        (SETUP, Devices(), {}, (SKIPPED, NOTHING_PLANNED, "")),
        (
            with_parameters(Audio__SampleRate=None),
            Devices(microphones=MICROPHONES),
            {},
            (INCONCLUSIVE, Why.UNAVAILABLE, ""),
        ),
    ],
)
def test_sample_rates(setup: Setup, devices: Devices, rig: dict[str, Any], wanted: tuple[Verdict, Why, str]) -> None:
    assert said(judge_rate_match(setup, devices, replace_rig(**rig))) == wanted


def monitored(name: str | None, device: str | None) -> Setup:
    named = with_parameters(Audio__MonitoringDeviceName=name, Audio__MonitoringDeviceId=device)
    return replace(named, inputs=host(monitor="MONITOR_AND_OUTPUT").inputs)


@pytest.mark.parametrize(
    ("setup", "speakers", "wanted"),
    [
        (SETUP, (), (SKIPPED, NOTHING_PLANNED, "")),
        (monitored("Default", "default"), (Sound("s", "Speaker"),), (PASS, MEASURED, "")),
        (monitored("Default", "default"), (), (FAIL, Why.MISSING, "Default")),
        (monitored("Headset", "hs"), (Sound("s", "Speaker"),), (FAIL, Why.MISSING, "Headset")),
        (monitored("Headset", "hs"), (Sound("x", "Headset"),), (PASS, MEASURED, "")),
        (monitored("Headset", "hs"), (Sound("hs", "Kopfhörer"),), (PASS, MEASURED, "")),
        (monitored(None, None), (Sound("s", "Speaker"),), (INCONCLUSIVE, Why.UNAVAILABLE, "")),
    ],
)
def test_the_monitoring_device(setup: Setup, speakers: tuple[Sound, ...], wanted: tuple[Verdict, Why, str]) -> None:
    assert said(judge_mon_dev(setup, Devices(speakers=speakers), Rig())) == wanted


# by the meters

NOISE, ZERO = Channel(0.001, 0.002, 0.002), Channel(0.0, 0.0, 0.0)
HOT, WARM, MUTED = Channel(0.6, 0.99, 0.99), Channel(0.5, 0.8, 0.8), Channel(0.0, 0.0, 0.2)
HUSH = Channel(0.0001, 0.0005, 0.0005)


def metering(tenths: int = 61, **inputs: Channel) -> Metering:
    """Each input at one level for that many tenths of a second up to now."""
    since = Instant(T0 - (tenths - 1) * 100)
    samples = {
        name: tuple(Sample(Instant(since + number * 100), (level, level)) for number in range(tenths))
        for name, level in inputs.items()
    }
    return Metering(tuple(Meter(name, told) for name, told in samples.items()), since)


def hear(check_id: str, heard: Metering, **rig: Any) -> Judgement:
    one = next(one for one in CATALOGUE if one.info.id == check_id)
    world = StillWorld(replace_rig(**{**HOST, **rig}))
    world.heard = heard

    async def run() -> Judgement:
        return await one.run(world)

    return run_jumping(run())


@pytest.mark.parametrize(
    ("check_id", "level", "wanted"),
    [
        ("aud.dead", NOISE, (PASS, MEASURED, "")),
        ("aud.dead", ZERO, (FAIL, Why.NO_SIGNAL, "Host")),
        ("aud.clip", NOISE, (PASS, MEASURED, "")),
        ("aud.clip", WARM, (WARN, MEASURED, "Host")),
        ("aud.clip", HOT, (FAIL, MEASURED, "Host")),
        ("aud.clip", ZERO, (INCONCLUSIVE, Why.NO_SIGNAL, "Host")),
        ("aud.silence", NOISE, (PASS, MEASURED, "")),
        ("aud.silence", HUSH, (WARN, Why.SILENT, "Host")),
        ("aud.silence", MUTED, (WARN, Why.SILENT, "Host")),
        ("aud.muted_talking", NOISE, (PASS, MEASURED, "")),
        ("aud.muted_talking", MUTED, (FAIL, Why.TALKS_MUTED, "Host")),
    ],
)
def test_levels(check_id: str, level: Channel, wanted: tuple[Verdict, Why, str]) -> None:
    assert said(hear(check_id, metering(Host=level))) == wanted


BY_METERS = ("aud.dead", "aud.clip", "aud.silence", "aud.muted_talking")


@pytest.mark.parametrize("check_id", BY_METERS)
def test_levels_that_tell_nothing(check_id: str) -> None:
    assert said(hear(check_id, metering(Host=NOISE), open_microphones=())) == (SKIPPED, NOTHING_PLANNED, "")
    assert said(hear(check_id, metering(Guest=NOISE))) == (INCONCLUSIVE, Why.NOT_METERED, "Host")
    first = hear(check_id, Metering())
    assert (first.why, first.ready_in) == (Why.MEASURING, 3_000 if check_id == "aud.dead" else 5_000)
    young = hear(check_id, metering(11, Host=NOISE))
    assert young.why is Why.MEASURING
    assert young.ready_in is not None
    assert young.ready_in < (first.ready_in or 0)


def test_a_second_of_talking_while_muted_is_forgiven_and_three_warn() -> None:
    for tenths, verdict in ((10, PASS), (30, WARN)):
        heard = metering(Host=NOISE)
        samples = heard.meters[0].samples
        talked = (*samples[:-tenths], *(replace(one, channels=(MUTED,)) for one in samples[-tenths:]))
        assert hear("aud.muted_talking", replace(heard, meters=(Meter("Host", talked),))).verdict is verdict


@pytest.mark.parametrize(
    ("heard", "wanted"),
    [
        (metering(Host=WARM), (PASS, MEASURED, "")),
        (metering(Host=Channel(0.01, 0.02, 0.02)), (WARN, MEASURED, "Host")),
        (metering(Host=NOISE), (FAIL, MEASURED, "Host")),
        (metering(Host=ZERO), (FAIL, Why.NO_SIGNAL, "Host")),
        (metering(Host=MUTED), (PASS, MEASURED, "")),
        (metering(Guest=WARM), (INCONCLUSIVE, Why.NOT_METERED, "Host")),
    ],
)
def test_the_count_to_five(heard: Metering, wanted: tuple[Verdict, Why, str]) -> None:
    assert said(judge_signal(heard, replace_rig(**HOST), Instant(T0 - 5_000), T0)) == wanted


def test_what_was_said_before_the_count_does_not_count() -> None:
    heard = metering(Host=WARM)
    samples = tuple(replace(one, channels=(NOISE,)) if one.at >= T0 - 2_000 else one for one in heard.meters[0].samples)
    later = replace(heard, meters=(Meter("Host", samples),))
    assert judge_signal(later, replace_rig(**HOST), Instant(T0 - 2_000), T0).verdict is FAIL


GOOD = Sides(True, True, True, True, -18.0, -17.9, True)


@pytest.mark.parametrize(
    ("found", "tone", "left_right"),
    [
        (GOOD, (PASS, MEASURED, ""), (PASS, MEASURED, "")),
        (None, (INCONCLUSIVE, Why.NOT_METERED, "Line"), (INCONCLUSIVE, Why.NOT_METERED, "Line")),
        (replace(GOOD, right_db=-19.1), (FAIL, MEASURED, "R"), (PASS, MEASURED, "")),
        (replace(GOOD, steady=False), (INCONCLUSIVE, Why.NO_TONE, "Line"), (INCONCLUSIVE, Why.NO_TONE, "Line")),
        (
            Sides(False, False, False, True, -inf, -60.0, True),
            (INCONCLUSIVE, Why.NO_TONE, ""),
            (INCONCLUSIVE, Why.NO_TONE, ""),
        ),
        (
            Sides(True, False, False, True, -18.0, -inf, True),
            (FAIL, Why.SIDE_DEAD, "R"),
            (FAIL, Why.SIDE_DEAD, "R"),
        ),
        (
            Sides(False, True, False, True, -inf, -18.0, True),
            (FAIL, Why.SIDE_DEAD, "L"),
            (FAIL, Why.SIDE_DEAD, "L"),
        ),
        (replace(GOOD, left_alone=False, right_alone=False), (PASS, MEASURED, ""), (WARN, Why.SAME_SIDES, "Line")),
        (replace(GOOD, left_first=False), (PASS, MEASURED, ""), (FAIL, Why.SIDES_SWAPPED, "Line")),
    ],
)
def test_the_line_up_tone(
    found: Sides | None, tone: tuple[Verdict, Why, str], left_right: tuple[Verdict, Why, str]
) -> None:
    assert said(judge_tone("Line", found, Rig())) == tone
    assert said(judge_left_right("Line", found)) == left_right


def test_a_rig_may_allow_the_tone_more() -> None:
    rig = Rig(limits={"aud.tone": Limits(2, 4, "dB")})
    assert judge_tone("Line", replace(GOOD, right_db=-19.1), rig).verdict is PASS
    assert judge_tone("Line", replace(GOOD, right_db=-21.1), rig).verdict is WARN


def test_where_the_tone_is_looked_for() -> None:
    player = InputSetup("Line", "ffmpeg_source", file="C:\\show\\lineup.wav")
    setup = set_up(inputs=(*SETUP.inputs, player))
    rig = replace_rig(open_microphones=("Host", "Guest"))

    def looked_for(heard: Metering) -> str:
        meter = tone_input(setup, rig, heard, T0)
        return meter.input if meter is not None else ""

    assert looked_for(metering(Line=NOISE, Host=HOT)) == "Line"
    assert looked_for(metering(Host=NOISE, Guest=WARM, Music=HOT)) == "Guest"
    assert looked_for(metering(Music=HOT)) == ""


# by a recording


@pytest.mark.parametrize(
    ("found", "verdict", "value"),
    [
        (Loudness(-23.0, -3.0), PASS, "-23.0 LUFS, -3.0 dBTP"),
        (Loudness(-25.0, None), PASS, "-25.0 LUFS"),
        (Loudness(-25.1, -3.0), WARN, "-25.1 LUFS, -3.0 dBTP"),
        (Loudness(-18.9, -3.0), FAIL, "-18.9 LUFS, -3.0 dBTP"),
        (Loudness(-23.0, -0.5), WARN, "-23.0 LUFS, -0.5 dBTP"),
    ],
)
def test_loudness(found: Loudness, verdict: Verdict, value: str) -> None:
    judged = judge_loudness(found, Rig(loudness_lufs=-23))
    assert (judged.verdict, f"{judged.value} {judged.unit}") == (verdict, value)


def test_a_silent_minute_says_nothing_of_loudness() -> None:
    silent = judge_loudness(Loudness(None, None), Rig(loudness_lufs=-23))
    assert said(silent) == (INCONCLUSIVE, Why.NO_SOUND, "")


@pytest.mark.parametrize(
    ("late", "verdict", "value"),
    [
        (0.0, PASS, "+0"),
        (-0.04, PASS, "-40"),
        (0.06, PASS, "+60"),
        (0.061, WARN, "+61"),
        (-0.041, WARN, "-41"),
        (0.185, WARN, "+185"),
        (0.186, FAIL, "+186"),
        (-0.091, FAIL, "-91"),
    ],
)
def test_lip_sync(late: float, verdict: Verdict, value: str) -> None:
    flashes = (1.0, 3.0, 5.0)
    found = judge_flash(Marks(flashes, tuple(flash + late for flash in flashes), 0.04))
    assert (found.verdict, found.value) == (verdict, value)


@pytest.mark.parametrize(
    "marks", [Marks((), (), 0.04), Marks((1.0,), (1.0,), 0.04), Marks((1.0, 3.0), (2.0, 4.0), 0.04)]
)
def test_one_pair_or_none_is_no_measurement(marks: Marks) -> None:
    assert judge_flash(marks).verdict is INCONCLUSIVE
    assert judge_flash(marks).why is Why.NO_FLASH


def act(check_id: str, stage: StillStage) -> Judgement:
    one = next(one for one in CATALOGUE if one.info.id == check_id)

    async def run() -> Judgement:
        assert one.act is not None
        return await one.act(stage, StillDoing(stage))

    return run_jumping(run())


def test_nothing_is_recorded_where_it_cannot_be_looked_into_or_nobody_asked() -> None:
    stage = StillStage(replace_rig(loudness_lufs=-14))
    assert said(act("aud.loudness", stage)) == (INCONCLUSIVE, Why.TOOL_MISSING, "ffmpeg")
    assert said(act("aud.flash", stage)) == (INCONCLUSIVE, Why.TOOL_MISSING, "ffmpeg")
    stage = StillStage()
    stage.loud = Loudness(-14, -1)
    assert said(act("aud.loudness", stage)) == (SKIPPED, NOTHING_PLANNED, "")
    assert {name for name, _ in stage.requests} <= LOOKS


def test_a_recording_that_runs_already_is_not_touched() -> None:
    stage = StillStage(obs=replace(OBS, record=Output(active=True)))
    stage.marked = Marks((), (), 0.04)
    assert said(act("aud.flash", stage)) == (INCONCLUSIVE, Why.RECORD_RUNS, "")
    assert {name for name, _ in stage.requests} <= LOOKS


def test_a_recording_that_does_not_come_up_is_told_to_stop() -> None:
    stage = StillStage()  # whatever it is asked, it answers with nothing: no recording runs
    stage.marked = Marks((), (), 0.04)
    assert said(act("aud.flash", stage)) == (INCONCLUSIVE, Why.NOT_STARTED, "")
    assert [name for name, _ in stage.requests if name not in LOOKS] == ["StartRecord", "StopRecord"]
