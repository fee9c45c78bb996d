"""What a show asks of the rig: its header, and what its cues name."""

import math
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.facts import Fact, RigSet
from liveops_desktop.core.gauges import GAUGES, Signal
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.rig import Rig, rig_of, with_platform
from liveops_desktop.core.rig_from import rig_from
from liveops_desktop.core.rig_rules import CHOICES, RANGES, TARGETS, validate_rig
from liveops_desktop.core.show import Show
from liveops_desktop.core.vitals import Vitals
from tests.core.scenario import Scenario
from tests.core.set_ups import GOOD

HEADER = Header(
    "Evening",
    date(2026, 11, 26),
    "UTC",
    TimeOfDay(Span(0)),
    ingest="rtmp://ingest.example/live",
    contingency_scene="Slate",
    microphones=("Host mic",),
    fps=50.0,
)


def cue(number: int, scene: str, *, skipped: bool = False) -> Cue:
    return Cue(CueId(f"c{number}"), f"cue {number}", MINUTE, scene=scene, skipped=skipped)


def test_a_show_without_a_header_asks_nothing() -> None:
    assert rig_of(Show()) == Rig()


def test_the_header_and_the_scenes_of_what_will_be_played() -> None:
    cues = (cue(1, "Wide"), cue(2, ""), cue(3, "Close"), cue(4, "Wide"), cue(5, "Film", skipped=True))
    rig = rig_of(Show(header=HEADER, cues=cues))
    assert rig.scenes == ("Wide", "Close")
    assert rig.planned_length == 4 * MINUTE
    assert (rig.ingest, rig.contingency_scene, rig.open_microphones, rig.fps) == (
        "rtmp://ingest.example/live",
        "Slate",
        ("Host mic",),
        50.0,
    )


def test_no_cues_have_no_length() -> None:
    assert rig_of(Show(header=HEADER)).planned_length is None


# -- the rig spec


def test_the_spec_comes_before_header_and_cues() -> None:
    spec = Rig(
        ingest="rtmp://spec.example/live", fps=25.0, scenes=("Ending", "Wide"), contingency_scene="Sorry",
        open_microphones=("Guest",), planned_length=Span(HOUR), video_kbps=6_000.0, audio_kbps=160.0,
    )  # fmt: skip
    rig = rig_of(Show(header=HEADER, cues=(cue(1, "Wide"), cue(2, "Close")), rig=spec))
    assert (rig.ingest, rig.fps, rig.contingency_scene) == ("rtmp://spec.example/live", 25.0, "Sorry")
    assert (rig.open_microphones, rig.planned_length) == (("Guest",), HOUR)
    assert rig.scenes == ("Ending", "Wide", "Close"), "what a cue names must be there whatever the spec says"


@pytest.mark.parametrize(
    ("spec", "kbps"),
    [
        (Rig(), None),
        (Rig(audio_kbps=160.0), None),  # nobody planned the picture: nothing is called low
        (Rig(video_kbps=6_000.0), 6_000.0),
        (Rig(video_kbps=6_000.0, audio_kbps=160.0), 6_160.0),
        (Rig(video_kbps=6_000.0, audio_kbps=160.0, bitrate_kbps=7_000.0), 7_000.0),
    ],
)
def test_the_bitrate_is_picture_and_sound_together(spec: Rig, kbps: float | None) -> None:
    assert rig_of(Show(header=HEADER, rig=spec)).bitrate_kbps == kbps
    assert rig_of(Show(rig=spec)).bitrate_kbps == kbps


def test_the_bitrate_lamp_is_judged_by_it() -> None:
    rig = rig_of(Show(header=HEADER, rig=Rig(video_kbps=6_000.0, audio_kbps=160.0)))
    lamp = next(gauge for gauge in GAUGES if gauge.signal is Signal.BITRATE_LOW)
    assert lamp.limits(Vitals(), Rig()) is None
    assert lamp.limits(Vitals(), rig) is not None


def test_a_rig_is_set_and_somebody_elses_edit_is_kept() -> None:
    scenario = Scenario()
    was = scenario.show.rig
    scenario.at(1, i.SetRig(was, replace(was, fps=30.0)))
    scenario.at(2, i.SetRig(was, replace(was, canvas=(1920, 1080))))  # by a form that was open before
    scenario.at(3, i.SetRig(was, replace(was, fps=30.0)))  # it is so already
    assert (scenario.show.rig.fps, scenario.show.rig.canvas, len(scenario.facts)) == (30.0, (1920, 1080), 3)
    with pytest.raises(Refused) as conflict:
        scenario.at(4, i.SetRig(was, replace(was, fps=60.0)))
    assert (conflict.value.reason, conflict.value.field, conflict.value.detail) == (Reason.EDIT_CONFLICT, "fps", "30.0")


def test_another_stations_field_stays_when_two_edits_meet() -> None:
    show = replace(Show(), rig=Rig(fps=30.0, mode="Simple"))
    body = RigSet(was=Rig(fps=25.0), now=Rig(fps=50.0, profile="Live"))
    after = evolve(show, Fact("a", "two", 1, None, Instant(1), Instant(1), "ben", body))
    assert after.rig == Rig(fps=30.0, mode="Simple", profile="Live")


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"fps": 0.5}, Reason.OUT_OF_RANGE, "fps"),
        ({"fps": 240.1}, Reason.OUT_OF_RANGE, "fps"),
        ({"fps": math.nan}, Reason.OUT_OF_RANGE, "fps"),
        ({"bitrate_kbps": 99.0}, Reason.OUT_OF_RANGE, "bitrate_kbps"),
        ({"video_kbps": 200_001.0}, Reason.OUT_OF_RANGE, "video_kbps"),
        ({"canvas": (1920, 15)}, Reason.OUT_OF_RANGE, "canvas"),
        ({"canvas": (16_385, 1080)}, Reason.OUT_OF_RANGE, "canvas"),
        ({"camera_format": (8, 1080, 30.0)}, Reason.OUT_OF_RANGE, "camera_format"),
        ({"camera_format": (1920, 1080, 0.0)}, Reason.OUT_OF_RANGE, "camera_format"),
        ({"sync_offsets": {"Mic": Span(20_001)}}, Reason.OUT_OF_RANGE, "sync_offsets.Mic"),
        ({"media_lengths": {"Film": Span(-1)}}, Reason.OUT_OF_RANGE, "media_lengths.Film"),
        ({"mode": "Expert"}, Reason.UNKNOWN_VALUE, "mode"),
        ({"limits": {"rec.space": Limits(1, 5, more=True)}}, Reason.LIMITS_CROSSED, "limits.rec.space"),
        ({"limits": {"net.dns": Limits(5, 1)}}, Reason.LIMITS_CROSSED, "limits.net.dns"),
        ({"limits": {"net.dns": Limits(math.inf, 1)}}, Reason.OUT_OF_RANGE, "limits.net.dns"),
        ({"ingest": "ingest.example"}, Reason.NOT_AN_ADDRESS, "ingest"),
        ({"ingest": "rtmp://[::1/live"}, Reason.NOT_AN_ADDRESS, "ingest"),
        ({"test_target": "rtmp://host:port/live"}, Reason.NOT_AN_ADDRESS, "test_target"),
        ({"ingest": "rtmp://ann:hunter2@host/live"}, Reason.SECRET_IN_ADDRESS, "ingest"),
        ({"backup_ingest": "srt://host:9000?streamid=hunter2"}, Reason.SECRET_IN_ADDRESS, "backup_ingest"),
        ({"stats_url": "http://ann:hunter2@host/stat"}, Reason.SECRET_IN_ADDRESS, "stats_url"),
    ],
)
def test_what_no_rig_can_be_is_refused_in_its_field(fields: dict[str, Any], reason: Reason, field: str) -> None:
    scenario = Scenario()
    with pytest.raises(Refused) as why:
        scenario.at(1, i.SetRig(scenario.show.rig, replace(scenario.show.rig, **fields)))
    assert (why.value.reason, why.value.field) == (reason, field)
    assert "hunter2" not in str(why.value)
    assert scenario.show.rig == Rig()


def test_what_a_rig_may_be_is_taken() -> None:
    validate_rig(Rig())
    validate_rig(
        Rig(
            fps=240.0, canvas=(16, 16_384), mode="Advanced", rate_control="CBR", camera_format=(1920, 1080, 59.94),
            limits={"a": Limits(1, 1), "b": Limits(5, 1, more=True), "c": Limits(1, 5)},
            ingest="rtmps://host:443/live", stats_url="http://host:8080/stat?all=1", relay="host:5201",
            sync_offsets={"Mic": Span(-950)}, media_lengths={"Film": Span(60_000)},
        )
    )  # fmt: skip


def test_every_range_is_of_a_field() -> None:
    fields = set(Rig.__struct_fields__)
    assert {*RANGES, *CHOICES, *TARGETS} <= fields


def test_a_platform_says_what_it_asks_and_leaves_the_rest() -> None:
    mine = Rig(fps=50.0, video_kbps=4_000.0, scenes=("Wide",))
    rig = with_platform(mine, Rig(platform="twitch", video_kbps=6_000.0, keyframe_seconds=2.0))
    assert rig == Rig(platform="twitch", fps=50.0, video_kbps=6_000.0, keyframe_seconds=2.0, scenes=("Wide",))


# -- taken from an OBS


def test_what_this_obs_is_set_to_is_what_must_be() -> None:
    rig = rig_from(GOOD, Rig(scenes=("Wide",), open_microphones=("Host mic",), record=False))
    assert (rig.collection, rig.profile, rig.mode) == ("Talk", "Live", "Simple")
    assert (rig.canvas, rig.output_size, rig.fps) == ((1920, 1080), (1280, 720), 30.0)
    assert (rig.video_kbps, rig.audio_kbps, rig.bitrate_kbps) == (6_000.0, 160.0, 6_160.0)
    assert (rig.encoder, rig.sample_rate, rig.stream_delay) == ("x264", 48_000, 20_000)
    assert (rig.color_format, rig.color_space, rig.color_range) == ("NV12", "709", "Partial")
    assert (rig.ingest, rig.key_mark) == ("rtmp://ingest.example/live", "0123456789abcdef")
    assert (rig.sync_offsets, rig.specials) == ({"Host mic": 40}, {"mic1": "Host mic"})
    assert rig.required_filters == (("Host mic", "Limiter"),)
    assert (rig.transition, rig.transition_length, rig.studio_mode) == ("Cut", 300, False)
    assert (rig.scenes, rig.open_microphones, rig.record) == (("Wide",), ("Host mic",), False)
    validate_rig(rig)


def test_in_advanced_mode_the_encoder_says_the_rates() -> None:
    advanced = replace(GOOD, parameters={**GOOD.parameters, "Output/Mode": "Advanced", "Output/DelayEnable": "false"})
    rig = rig_from(advanced, Rig())
    assert (rig.video_kbps, rig.audio_kbps, rig.encoder) == (4_500.0, 192.0, "obs_x264")
    assert (rig.keyframe_seconds, rig.rate_control, rig.stream_delay) == (2.0, "CBR", 0)


def test_what_obs_does_not_tell_stays() -> None:
    silent = replace(
        GOOD, parameters={}, encoder={}, fps=(0, 1), canvas=(0, 0), server="", key_mark="", studio_mode=None,
        transition="", transition_length=None, specials={}, inputs=(),
    )  # fmt: skip
    before = Rig(fps=25.0, canvas=(1280, 720), ingest="rtmp://mine/live", video_kbps=3_000.0, stream_delay=Span(5))
    after = rig_from(silent, before)
    assert after == replace(before, collection="Talk", profile="Live", output_size=(1280, 720))


def test_a_profile_somebody_edited_by_hand_breaks_nothing() -> None:
    odd = {**GOOD.parameters, "SimpleOutput/VBitrate": "fast", "Audio/SampleRate": "-1", "Output/DelaySec": "soon"}
    rig = rig_from(replace(GOOD, parameters=odd), Rig())
    assert (rig.video_kbps, rig.bitrate_kbps, rig.sample_rate, rig.stream_delay) == (None, None, None, None)
