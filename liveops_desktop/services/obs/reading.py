"""Raw answers of OBS, cut to the data the product may hold. The stream key and all settings end here.

Each raw answer is converted into a record that declares the few fields wanted: what is not declared does not pass.
A malformed answer reads as not known, never as fine. Field names: obs-websocket, protocol.md.
"""

from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct, field

from liveops_desktop.core.clock import Instant, Span, later
from liveops_desktop.core.vitals import ObsInput, ObsStats, Output, SceneItem

_T = TypeVar("_T")


class Version(Struct, rename="camel"):
    """``GetVersion``."""

    obs_version: str = ""
    web_socket_version: str = field(default="", name="obsWebSocketVersion")
    available_requests: frozenset[str] = frozenset()


class _Scene(Struct, rename="camel"):
    scene_name: str
    scene_index: int = 0


class Scenes(Struct, rename="camel"):
    """``GetSceneList``; names from the top of OBS's list down."""

    current_program_scene_name: str | None = None
    scenes: list[_Scene] = []

    def names(self) -> tuple[str, ...]:
        """Return the names; OBS numbers its list from the bottom."""
        return tuple(scene.scene_name for scene in sorted(self.scenes, key=lambda scene: -scene.scene_index))


class InputName(Struct, rename="camel"):
    """One entry of ``GetInputList``."""

    input_name: str
    input_kind: str = ""


class Inputs(Struct, rename="camel"):
    """``GetInputList``."""

    inputs: list[InputName] = []


class _Mute(Struct, rename="camel"):
    input_muted: bool


class _Volume(Struct, rename="camel"):
    input_volume_db: float | None = None


class _Transform(Struct, rename="camel"):
    source_width: float = 0.0
    source_height: float = 0.0


class Item(Struct, rename="camel"):
    """One entry of ``GetSceneItemList`` or ``GetGroupSceneItemList``."""

    source_name: str
    input_kind: str | None = None
    is_group: bool | None = None
    scene_item_enabled: bool = True
    scene_item_transform: _Transform = field(default_factory=_Transform)

    def item(self, scene: str, *, shown: bool = True) -> SceneItem:
        """Return it as an item of *scene*; *shown*: the group it stands in is."""
        kind = self.input_kind or ("group" if self.is_group else "scene")
        size = self.scene_item_transform
        enabled = self.scene_item_enabled and shown
        return SceneItem(scene, self.source_name, kind, enabled, size.source_width, size.source_height)


class Items(Struct, rename="camel"):
    """``GetSceneItemList`` or ``GetGroupSceneItemList``."""

    scene_items: list[Item] = []


class Video(Struct, rename="camel"):
    """``GetVideoSettings``."""

    fps_numerator: int = 0
    fps_denominator: int = 1
    base_width: int = 0
    base_height: int = 0
    output_width: int = 0
    output_height: int = 0

    @property
    def fps(self) -> float:
        """Frames per second; 0 when not known."""
        return self.fps_numerator / self.fps_denominator if self.fps_denominator else 0.0


class _ServiceSettings(Struct):
    server: str = ""
    key: str = ""
    bearer_token: str = ""

    def __repr__(self) -> str:
        return "_ServiceSettings(hidden)"


class _Service(Struct, rename="camel"):
    stream_service_type: str = ""
    stream_service_settings: _ServiceSettings = field(default_factory=_ServiceSettings)


class _Stats(Struct, rename="camel"):
    cpu_usage: float
    memory_usage: float
    available_disk_space: float
    active_fps: float
    average_frame_render_time: float
    render_skipped_frames: int
    render_total_frames: int
    output_skipped_frames: int
    output_total_frames: int


class _Output(Struct, rename="camel"):
    output_active: bool
    output_reconnecting: bool = False
    output_paused: bool = False
    output_bytes: int = 0
    output_skipped_frames: int = 0
    output_total_frames: int = 0
    output_congestion: float | None = None
    output_duration: float = 0.0


def convert(raw: dict[str, Any], into: type[_T]) -> _T | None:
    """Return the declared fields of *raw*, or None when they are malformed."""
    try:
        return msgspec.convert(raw, into)
    except msgspec.ValidationError:
        return None


def text(raw: dict[str, Any], name: str) -> str:
    """Return the text of that name; empty when it is not there."""
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def read_input(entry: InputName, mute: dict[str, Any] | None, volume: dict[str, Any] | None) -> ObsInput:
    """Return one input from the answers to ``GetInputMute`` and ``GetInputVolume``; None for an input without sound."""
    muted = convert(mute, _Mute) if mute is not None else None
    level = convert(volume, _Volume) if volume is not None else None
    return ObsInput(
        entry.input_name,
        entry.input_kind,
        muted.input_muted if muted else None,
        level.input_volume_db if level else None,
    )


def read_stats(raw: dict[str, Any]) -> ObsStats | None:
    """Return ``GetStats`` as data, or None."""
    stats = convert(raw, _Stats)
    return None if stats is None else ObsStats(*msgspec.structs.astuple(stats))


def read_output(raw: dict[str, Any], now: Instant, before: Output | None, *, has_congestion: bool) -> Output | None:
    """Return ``GetStreamStatus`` or ``GetRecordStatus`` as data, or None.

    ``since`` is kept from *before* while the output goes on, else reckoned from OBS's own duration.
    """
    read = convert(raw, _Output)
    if read is None:
        return None
    duration = Span(round(read.output_duration))
    since: Instant | None = None
    if read.output_active:
        known = before.since if before is not None and before.active else None
        since = known if known is not None else later(now, Span(-duration))
    return Output(
        active=read.output_active,
        since=since,
        reconnecting=read.output_reconnecting,
        starting=before is not None and before.starting and not read.output_active,
        paused=read.output_paused,
        bytes=read.output_bytes,
        skipped_frames=read.output_skipped_frames,
        total_frames=read.output_total_frames,
        congestion=read.output_congestion if has_congestion else None,
        duration=duration,
    )


def read_service(raw: dict[str, Any]) -> tuple[str, str, bool]:
    """Return kind, server and whether a key is set, from ``GetStreamServiceSettings``."""
    read = convert(raw, _Service)
    if read is None:
        return "", "", False
    settings = read.stream_service_settings
    keyed = bool(settings.key.strip() or settings.bearer_token.strip())
    bare = strip_server(settings.server, keyed=keyed and read.stream_service_type != "whip_custom")
    return read.stream_service_type, bare, keyed or _key_in(settings.server)


def _key_in(server: str) -> bool:
    """Tell whether an SRT address carries its own key (``?streamid=…``)."""
    return bool(parse_qs(urlsplit(server).query).get("streamid")) if _is_address(server) else False


def _is_address(server: str) -> bool:
    try:
        parts = urlsplit(server)
        return bool(parts.scheme and parts.hostname and parts.port != 0)  # an impossible port raises
    except ValueError:
        return False


def strip_server(server: str, *, keyed: bool) -> str:
    """Return the address without user, query and fragment; a service's own word (``auto``) as it is.

    Where the key does not stand in its own field (not *keyed*), it may stand in the path: only the first part is kept.
    """
    server = server.strip()
    if not _is_address(server):
        return server if server.isalpha() else ""
    parts = urlsplit(server)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    path = parts.path if keyed else "/".join(parts.path.split("/")[:2])
    return f"{parts.scheme}://{host}{port}{path}"


def has_congestion(server: str) -> bool:
    """Tell whether OBS has a congestion figure for this target: RTMP alone (obs-studio, ``rtmp-stream.c``).

    An unknown or automatic server counts as RTMP, which all of OBS's listed services but HLS are.
    """
    return not server or server.isalpha() or server.startswith(("rtmp:", "rtmps:"))
