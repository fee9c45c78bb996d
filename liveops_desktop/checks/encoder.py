"""Group *video*, part *encoder*: what makes the stream of the picture and the sound."""

from liveops_desktop.checks.by_setup import by_setup
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, limits_for, passed, skipped, unmeasured, written
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.log_signs import Sign
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup

BITRATE = Limits(2, 10, "%")
"""Departure from the planned bitrate (own proposal)."""
FLOOR = Limits(100, 0, "%", more=True)
"""Of width · height · fps / 20000 kb/s; less never fails (OBS log analyzer)."""
PER_KILOBIT = 20_000
AUDIO = Limits(128, 0, "kb/s", more=True)
KEYFRAMES = Limits(2, 4, "s")
"""Most platforms ask for 2 s (rtmp-services of OBS), and YouTube takes 4 s."""
SAMPLE_RATE = 48_000
CBR = "CBR"
ADVANCED, SIMPLE = "Advanced", "Simple"
_FAMILIES = (
    ("x264",),
    ("nvenc",),
    ("qsv",),
    ("amd", "amf"),
    ("apple", "videotoolbox", "vt_"),
    ("vaapi",),
)
"""Parts of encoders' names that mean one kind of encoder: OBS calls it otherwise in each of its modes."""
_CODECS = (("hevc", "h265"), ("av1",))


@check("obsv.mode", Group.VIDEO, where=Where.OBS, threshold=lambda rig: rig.mode)
async def mode(world: World) -> Judgement:
    """Check that OBS's output settings are in the planned mode: each has settings of its own."""
    return await by_setup(world, judge_mode)


def judge_mode(setup: Setup, rig: Rig) -> Judgement:
    """Fail the other mode than planned."""
    found = setup.parameters.get("Output/Mode", "")
    if not found:
        return unmeasured(Why.UNAVAILABLE)
    if not rig.mode:
        return skipped()
    return passed(found) if found == rig.mode else failed(Why.DIFFERS, found, found)


def _planned(kbps: float | None, most: float | None) -> str:
    parts = (("", kbps), ("≤ ", most))
    return ", ".join(f"{mark}{figure:g} kb/s" for mark, figure in parts if figure is not None)


@check(
    "obsv.vbitrate", Group.VIDEO, where=Where.OBS, threshold=lambda rig: _planned(rig.video_kbps, rig.video_kbps_most)
)
async def video_bitrate(world: World) -> Judgement:
    """Check that the picture's bitrate is the planned one, and no more than the platform takes."""
    return await by_setup(world, judge_video_bitrate)


def judge_video_bitrate(setup: Setup, rig: Rig) -> Judgement:
    """Fail more than the platform takes; judge how far it is from the plan."""
    kbps = _figure(video_kbps_of(setup))
    if kbps is None:
        return _no_reading(setup)
    value = f"{kbps:g}"
    if rig.video_kbps_most is not None and kbps > rig.video_kbps_most:
        return failed(Why.ABOVE_MOST, f"{rig.video_kbps_most:g} kb/s", value, "kb/s")
    if rig.video_kbps is not None:
        off = 100 * abs(kbps - rig.video_kbps) / rig.video_kbps if rig.video_kbps else 100.0
        verdict = limits_for("obsv.vbitrate", rig, BITRATE).judge(off)
        why = Why.MEASURED if verdict is Verdict.PASS else Why.DIFFERS
        return Judgement(verdict, value, "kb/s", why, "" if verdict is Verdict.PASS else f"{value} kb/s")
    return skipped() if rig.video_kbps_most is None else passed(value, "kb/s")


@check("obsv.vbitrate_floor", Group.VIDEO, where=Where.OBS, limits=FLOOR, source="OBS log analyzer")
async def video_floor(world: World) -> Judgement:
    """Check that the picture's bitrate is enough for its size and frame rate."""
    return await by_setup(world, judge_video_floor)


def judge_video_floor(setup: Setup, rig: Rig) -> Judgement:
    """Judge the share of what this size and rate ask for."""
    kbps, (width, height), (count, per) = _figure(video_kbps_of(setup)), setup.output_size, setup.fps
    if kbps is None:
        return _no_reading(setup)
    if not (width and height and count and per):
        return unmeasured(Why.UNAVAILABLE)
    floor = width * height * count / per / PER_KILOBIT
    share, limits = 100 * kbps / floor, limits_for("obsv.vbitrate_floor", rig, FLOOR)
    value = f"{kbps:g} kb/s = {written(share, limits)}"
    return Judgement(limits.judge(share), value, "%", detail=f"≥ {floor:.0f} kb/s")


def _audio_wanted(rig: Rig) -> str:
    return _planned(rig.audio_kbps, rig.audio_kbps_most) or limits_for("obsv.abitrate", rig, AUDIO).text


@check(
    "obsv.abitrate",
    Group.VIDEO,
    where=Where.OBS,
    limits=AUDIO,
    threshold=_audio_wanted,
    source="OBS defaults, rtmp-services",
)
async def audio_bitrate(world: World) -> Judgement:
    """Check that the sound's bitrate is the planned one, is enough, and no more than the platform takes."""
    return await by_setup(world, judge_audio_bitrate)


def judge_audio_bitrate(setup: Setup, rig: Rig) -> Judgement:
    """Fail more than the platform takes, or another than planned; less than good warns where nothing is planned."""
    kbps = _figure(audio_kbps_of(setup))
    if kbps is None:
        return unmeasured(Why.UNAVAILABLE)
    value = f"{kbps:g}"
    if rig.audio_kbps_most is not None and kbps > rig.audio_kbps_most:
        return failed(Why.ABOVE_MOST, f"{rig.audio_kbps_most:g} kb/s", value, "kb/s")
    if rig.audio_kbps is not None:
        same = kbps == rig.audio_kbps
        return passed(value, "kb/s") if same else failed(Why.DIFFERS, f"{value} kb/s", value, "kb/s")
    return Judgement(limits_for("obsv.abitrate", rig, AUDIO).judge(kbps), value, "kb/s")


@check("obsv.encoder", Group.VIDEO, where=Where.OBS, threshold=lambda rig: rig.encoder)
async def encoder(world: World) -> Judgement:
    """Check that the planned encoder is chosen, and that OBS has it, as far as its log tells."""
    found = await by_setup(world, judge_encoder)
    if found.verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE) or not world.obs.link.local:
        return found
    try:
        log = await world.obs_log()
    except Unreachable:
        return found  # the log only tells of an encoder that is missing
    missing = [one for one in log.findings if one.sign is Sign.ENCODER_UNKNOWN]
    return failed(Why.LOGGED, missing[0].text.rstrip("."), found.value) if missing else found


def judge_encoder(setup: Setup, rig: Rig) -> Judgement:
    """Fail another kind of encoder. OBS's two modes have two names for each: ``x264`` is ``obs_x264``."""
    found = encoder_of(setup)
    if not found:
        return unmeasured(Why.UNAVAILABLE)
    if not rig.encoder:
        return skipped()
    return passed(found) if _kind(found) == _kind(rig.encoder) else failed(Why.DIFFERS, found, found)


def _key_frames(rig: Rig) -> str:
    if rig.keyframe_seconds is not None:
        return f"{rig.keyframe_seconds:g} s"
    return limits_for("obsv.keyint", rig, KEYFRAMES).text


@check("obsv.keyint", Group.VIDEO, where=Where.OBS, threshold=_key_frames, source="rtmp-services of OBS")
async def key_frames(world: World) -> Judgement:
    """Check how often the encoder makes a whole picture, from which a viewer can begin."""
    return await by_setup(world, judge_key_frames)


def judge_key_frames(setup: Setup, rig: Rig) -> Judgement:
    """Fail another distance than planned; *auto*, which is up to ten seconds, warns."""
    told = _figure(setup.encoder.get("keyint_sec", ""))
    if told is None:
        return _no_reading(setup)
    value = f"{told:g}" if told else "auto"
    if told and rig.keyframe_seconds is not None:
        same = told == rig.keyframe_seconds
        return passed(value, "s") if same else failed(Why.DIFFERS, f"{value} s", value, "s")
    if not told:
        return Judgement(Verdict.WARN, value, why=Why.UNUSUAL, detail=value)
    return Judgement(limits_for("obsv.keyint", rig, KEYFRAMES).judge(told), value, "s")


@check(
    "obsv.rate_ctl",
    Group.VIDEO,
    where=Where.OBS,
    threshold=lambda rig: rig.rate_control or CBR,
    source="Twitch, YouTube",
)
async def rate_control(world: World) -> Judgement:
    """Check that the encoder keeps its bitrate constant."""
    return await by_setup(world, judge_rate_control)


def judge_rate_control(setup: Setup, rig: Rig) -> Judgement:
    """Fail any other way than the planned one, which is a constant bitrate where nothing is planned."""
    told = setup.encoder.get("rate_control", "")
    if not told:
        return _no_reading(setup)
    return passed(told) if told.upper() == (rig.rate_control or CBR).upper() else failed(Why.DIFFERS, told, told)


@check(
    "obsv.samplerate",
    Group.VIDEO,
    where=Where.OBS,
    threshold=lambda rig: f"{rig.sample_rate or SAMPLE_RATE} Hz",
    source="OBS log analyzer",
)
async def sample_rate(world: World) -> Judgement:
    """Check that OBS's sound runs at the planned rate."""
    return await by_setup(world, judge_sample_rate)


def judge_sample_rate(setup: Setup, rig: Rig) -> Judgement:
    """Fail another rate than the planned one; where none is planned, another than 48 kHz warns."""
    told = setup.parameters.get("Audio/SampleRate", "")
    if not told.isdecimal():
        return unmeasured(Why.UNAVAILABLE)
    if int(told) == (rig.sample_rate or SAMPLE_RATE):
        return passed(told, "Hz")
    return Judgement(Verdict.WARN if rig.sample_rate is None else Verdict.FAIL, told, "Hz", Why.DIFFERS, f"{told} Hz")


def video_kbps_of(setup: Setup) -> str:
    """Return the picture's bitrate, where OBS or its profile tells it."""
    if setup.parameters.get("Output/Mode") == ADVANCED:
        return setup.encoder.get("bitrate", "")
    return setup.parameters.get("SimpleOutput/VBitrate", "")


def audio_kbps_of(setup: Setup) -> str:
    """Return the bitrate of the sound track that is streamed."""
    if setup.parameters.get("Output/Mode") == ADVANCED:
        return setup.parameters.get(f"AdvOut/Track{setup.parameters.get('AdvOut/TrackIndex', '1')}Bitrate", "")
    return setup.parameters.get("SimpleOutput/ABitrate", "")


def encoder_of(setup: Setup) -> str:
    """Return the stream's encoder, by OBS's own name for it in the mode it is in."""
    advanced = setup.parameters.get("Output/Mode") == ADVANCED
    return setup.parameters.get("AdvOut/Encoder" if advanced else "SimpleOutput/StreamEncoder", "")


def _kind(encoder: str) -> tuple[str, str]:
    name = encoder.lower()
    family = next((one[0] for one in _FAMILIES if any(part in name for part in one)), name)
    return family, next((one[0] for one in _CODECS if any(part in name for part in one)), "h264")


def _no_reading(setup: Setup) -> Judgement:
    found = setup.parameters.get("Output/Mode", "")
    return unmeasured(Why.NO_READING, "" if found == ADVANCED else found)


def _figure(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


CHECKS = (
    mode,
    encoder,
    video_bitrate,
    video_floor,
    rate_control,
    key_frames,
    audio_bitrate,
    sample_rate,
)
"""Of this part, in the order they are shown."""
