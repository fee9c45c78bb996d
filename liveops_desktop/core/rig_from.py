"""Taking a rig spec from what OBS is set to: what is right now is what must be."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup

SIMPLE, ADVANCED = "Simple", "Advanced"
_ENCODER = {SIMPLE: "SimpleOutput/StreamEncoder", ADVANCED: "AdvOut/Encoder"}
_SOUND = {SIMPLE: "SimpleOutput/ABitrate", ADVANCED: "AdvOut/Track1Bitrate"}


def rig_from(setup: Setup, rig: Rig) -> Rig:
    """Return *rig* with what this OBS is set to; what OBS does not tell stays as it was.

    Of the stream key only its mark. Which scenes and microphones a show needs is the plan's to say, and stays.
    """
    taken = {field: value for field, value in _told(setup) if value not in (None, "", (), {})}
    return replace(rig, **taken)


def _told(setup: Setup) -> Iterator[tuple[str, object]]:
    parameters = setup.parameters
    mode = parameters.get("Output/Mode", "")
    yield "mode", mode
    yield "collection", setup.collection
    yield "profile", setup.profile
    yield "canvas", _size(setup.canvas)
    yield "output_size", _size(setup.output_size)
    yield "fps", round(setup.fps[0] / setup.fps[1], 3) if setup.fps[0] and setup.fps[1] else None
    yield "ingest", setup.server
    yield "key_mark", setup.key_mark
    yield "encoder", parameters.get(_ENCODER.get(mode, ""))
    yield "color_format", parameters.get("Video/ColorFormat")
    yield "color_space", parameters.get("Video/ColorSpace")
    yield "color_range", parameters.get("Video/ColorRange")
    yield "sample_rate", _whole(parameters.get("Audio/SampleRate"))
    yield "stream_delay", _delay(parameters)
    yield "studio_mode", setup.studio_mode
    yield "transition", setup.transition
    yield "transition_length", setup.transition_length
    yield "specials", dict(setup.specials)
    yield from _rates(setup, mode)
    yield from _sources(setup)


def _rates(setup: Setup, mode: str) -> Iterator[tuple[str, object]]:
    """Tell the rates: in simple mode of the profile, in advanced mode of the encoder's own settings."""
    picture = setup.parameters.get("SimpleOutput/VBitrate") if mode == SIMPLE else setup.encoder.get("bitrate")
    sound = setup.parameters.get(_SOUND.get(mode, ""))
    video, audio = _figure(picture), _figure(sound)
    yield "video_kbps", video
    yield "audio_kbps", audio
    yield "bitrate_kbps", None if video is None else video + (audio or 0)
    yield "keyframe_seconds", _figure(setup.encoder.get("keyint_sec"))
    yield "rate_control", setup.encoder.get("rate_control")


def _sources(setup: Setup) -> Iterator[tuple[str, object]]:
    yield "sync_offsets", {one.name: one.sync for one in setup.inputs if one.sync}
    yield (
        "required_filters",
        tuple((one.name, each.name) for one in setup.inputs for each in one.filters if each.enabled),
    )


def _delay(parameters: Mapping[str, str]) -> Span | None:
    """Return the stream's delay; none at all where it is off, which the rig must then be as well."""
    enabled = parameters.get("Output/DelayEnable")
    if enabled is None:
        return None
    length = _figure(parameters.get("Output/DelaySec")) if enabled == "true" else 0.0
    return None if length is None else seconds(length)


def _size(size: tuple[int, int]) -> tuple[int, int] | None:
    return size if all(size) else None


def _figure(text: str | None) -> float | None:
    """Return what OBS keeps as text; None where it is no number, as profiles are files that people edit."""
    try:
        figure = float(text or "")
    except ValueError:
        return None
    return figure if figure >= 0 else None


def _whole(text: str | None) -> int | None:
    figure = _figure(text)
    return None if figure is None else int(figure)
