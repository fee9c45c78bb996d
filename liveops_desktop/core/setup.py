"""What OBS is set to, whole: checks hold the rig spec against it, drift compares it, a rig spec is taken of it.

Cut to an allow-list where it is read (``services/obs/setup.py``): no key, no password, no token, no query of a URL.
``None`` and empty mean not known, which is never the same as fine.
"""

from collections.abc import Mapping

from msgspec import Struct

from liveops_desktop.core.clock import Instant, Span


class FilterSetup(Struct, frozen=True):
    """One filter on a source."""

    name: str
    kind: str
    enabled: bool


class InputSetup(Struct, frozen=True):
    """One input of OBS."""

    name: str
    kind: str
    device: str = ""
    """Its device's id as OBS keeps it (``device_id``, ``video_device_id``)."""
    device_name: str = ""
    device_present: bool | None = None
    """Whether OBS's own list has the device now; None: it has no device, or OBS did not say."""
    file: str = ""
    """The file it plays or shows, empty where it has none."""
    url: str = ""
    """Of a browser source, user, query and fragment cut off."""
    media_state: str = ""
    """``OBS_MEDIA_STATE_…`` of a media source."""
    media_length: Span | None = None
    has_audio: bool = False
    muted: bool | None = None
    volume_db: float | None = None
    balance: float | None = None
    """0 left … 0.5 middle … 1 right."""
    sync: Span | None = None
    tracks: frozenset[int] | None = None
    monitor: str = ""
    """``NONE``, ``MONITOR_ONLY`` or ``MONITOR_AND_OUTPUT``."""
    filters: tuple[FilterSetup, ...] = ()


class ItemSetup(Struct, frozen=True):
    """One item of a scene. Sizes and places in canvas pixels; ``source_*`` in the source's own."""

    scene: str
    source: str
    enabled: bool
    source_width: float
    source_height: float
    left: float
    top: float
    width: float
    height: float


class OutputSetup(Struct, frozen=True):
    """One output that OBS has, such as a second stream of a plugin."""

    name: str
    kind: str
    active: bool


class MonitorSetup(Struct, frozen=True):
    """One display, as the machine OBS runs on sees it."""

    name: str
    width: int
    height: int


class Setup(Struct, frozen=True):
    """Everything at one instant."""

    read_at: Instant
    version: str
    websocket_version: str
    collection: str
    profile: str
    program_scene: str
    scenes: tuple[str, ...]
    items: tuple[ItemSetup, ...]
    inputs: tuple[InputSetup, ...]
    kinds: frozenset[str]
    """Input kinds this OBS knows (``GetInputKindList``)."""
    specials: Mapping[str, str]
    """``mic1`` … ``desktop2`` → name of the input; without those that are not set."""
    fps: tuple[int, int]
    """Numerator, denominator."""
    canvas: tuple[int, int]
    output_size: tuple[int, int]
    parameters: Mapping[str, str]
    """Of the profile, ``Category/Name`` → value (``Output/Mode``, ``SimpleOutput/VBitrate`` …), without unset ones."""
    encoder: Mapping[str, str]
    """Of ``streamEncoder.json`` (advanced mode, OBS on this PC): ``bitrate``, ``keyint_sec``, ``rate_control`` …"""
    outputs: tuple[OutputSetup, ...]
    monitors: tuple[MonitorSetup, ...]
    service: str
    server: str
    """User and query cut off; empty: not asked."""
    key_set: bool
    key_mark: str
    """Keyed hash of the stream key, to tell whether it changed; empty: none, or not asked."""
    key_ragged: bool
    """The key begins or ends with white space: a fault of pasting."""
    record_directory: str
    transition: str
    transition_length: Span | None
    studio_mode: bool | None
    virtual_camera: bool | None
    """Running; None: OBS has none."""
    replay_buffer: bool | None
    """Running; None: not enabled."""
