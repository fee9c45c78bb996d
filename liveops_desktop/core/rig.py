"""The rig spec: what this show's rig must be. Checks judge a reading against it.

It is part of the show, and stored in its facts: adding a field means giving it a default.
"""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liveops_desktop.core.cue import Cue
    from liveops_desktop.core.show import Show


class Rig(Struct, frozen=True):
    """Thresholds are editable; defaults and their sources stand beside each field."""

    ingest: str = ""
    """``rtmp://host[:port]/app`` without key; empty: nothing planned."""
    fps: float | None = None
    """Frames per second OBS must be set to; None: whatever OBS is set to."""
    bitrate_kbps: float | None = None
    """Stream, picture and sound together; None: nothing planned, so nothing is called low."""
    scenes: tuple[str, ...] = ()
    contingency_scene: str = ""
    open_microphones: tuple[str, ...] = ()
    """Names of OBS inputs that must not be muted."""
    planned_length: Span | None = None
    platform: str = ""
    """Id of the platform spec it was made of (``checklists/rigs.toml``); empty: none."""
    collection: str = ""
    profile: str = ""
    mode: str = ""
    """``Simple`` or ``Advanced``."""
    canvas: tuple[int, int] | None = None
    output_size: tuple[int, int] | None = None
    video_kbps: float | None = None
    video_kbps_most: float | None = None
    """What the platform takes at most."""
    audio_kbps: float | None = None
    audio_kbps_most: float | None = None
    encoder: str = ""
    keyframe_seconds: float | None = None
    rate_control: str = ""
    color_format: str = ""
    color_range: str = ""
    color_space: str = ""
    sample_rate: int | None = None
    stream_delay: Span | None = None
    studio_mode: bool | None = None
    virtual_camera: bool | None = None
    transition: str = ""
    transition_length: Span | None = None
    opening_scene: str = ""
    required_sources: tuple[str, ...] = ()
    """Sources that must be shown wherever a planned scene has them."""
    required_filters: tuple[tuple[str, str], ...] = ()
    """(source, filter)"""
    moving_sources: tuple[str, ...] = ()
    """Sources in which motion is expected: standing still means frozen."""
    full_sources: tuple[str, ...] = ()
    """Sources that must cover the whole canvas."""
    media_lengths: dict[str, Span] = {}
    """Media source → how long the plan counts on."""
    sync_offsets: dict[str, Span] = {}
    specials: dict[str, str] = {}
    """``mic1`` … → name of the input."""
    cameras: tuple[str, ...] = ()
    """Names of the cameras this PC must have."""
    camera_format: tuple[int, int, float] | None = None
    microphones: tuple[str, ...] = ()
    """Names of the microphones this PC must have; ``open_microphones`` are OBS's inputs."""
    speakers: tuple[str, ...] = ()
    displays: int | None = None
    display_size: tuple[int, int] | None = None
    loudness_lufs: float | None = None
    backup_ingest: str = ""
    srt_latency: Span | None = None
    soak_length: Span = seconds(60)
    """How long a soak streams to the test target."""
    hold_length: Span = seconds(20)
    """How long a bandwidth test holds its pace."""
    test_target: str = ""
    """Server OBS streams to for a soak, without key; the show's own ingest is never soaked by itself."""
    stats_url: str = ""
    """Where the ingest says what it gets (nginx-rtmp's ``stat``), for the far side."""
    relay: str = ""
    """What the bandwidth test sends to: ``host[:port]`` of an iperf3 server, or ``http(s)://…`` of a server that takes
    any POST, such as LibreSpeed's ``empty.php``."""
    key_mark: str = ""
    """Keyed hash of the stream key the rig must have; never the key."""
    extra_need_kbps: float | None = None
    """What other outputs send beside the stream."""
    replay_buffer: bool = False
    record: bool = True
    """The show is recorded."""
    limits: dict[str, Limits] = {}
    """By check id, where this rig departs from the shipped limits."""
    time_server: str = "pool.ntp.org"
    """Who is asked for the time (SNTP) while a preflight runs; empty: nobody."""
    portal_probe: str = ""
    """``http://…`` of a server that answers 204 and nothing else, to find a network that wants a log-in first; empty:
    nobody is asked."""
    address_server: str = ""
    """``http(s)://…`` of a server that answers with the address it was asked from; empty: nobody is asked."""
    public_address: str = ""
    """The address that the show's line has, as rehearsed or as the platform allows it in; empty: none planned."""


def rig_of(show: "Show") -> Rig:
    """Return what *show* asks of the rig: its rig spec, and from header and cues what that leaves open.

    The scenes that cues name must be there whatever the spec says.
    """
    spec, header = show.rig, show.header
    bitrate = spec.bitrate_kbps if spec.bitrate_kbps is not None else _together(spec)
    if header is None:
        return replace(spec, bitrate_kbps=bitrate)
    named, length = _asked(show.cues)
    return replace(
        spec,
        bitrate_kbps=bitrate,
        ingest=spec.ingest or header.ingest,
        fps=spec.fps if spec.fps is not None else header.fps,
        scenes=tuple(dict.fromkeys((*spec.scenes, *named))),
        contingency_scene=spec.contingency_scene or header.contingency_scene,
        open_microphones=spec.open_microphones or header.microphones,
        planned_length=length if spec.planned_length is None and show.cues else spec.planned_length,
    )


def _asked(cues: "Sequence[Cue]") -> tuple[list[str], Span]:
    """Return the scenes that cues name and how long all take, in one pass over what may be ten thousand."""
    named, length = [], 0
    for cue in cues:
        if not cue.skipped:
            length += cue.planned
            if cue.scene:
                named.append(cue.scene)
    return named, Span(length)


def _together(rig: Rig) -> float | None:
    """Return picture and sound together; None where nobody planned the picture."""
    return None if rig.video_kbps is None else rig.video_kbps + (rig.audio_kbps or 0)


def with_platform(rig: Rig, platform: Rig) -> Rig:
    """Return *rig* with all that a platform's spec says; what that leaves open stays as it was."""
    nothing = Rig()
    said = {
        field: getattr(platform, field)
        for field in Rig.__struct_fields__
        if getattr(platform, field) != getattr(nothing, field)
    }
    return replace(rig, **said)
