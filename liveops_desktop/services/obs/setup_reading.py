"""Raw answers of OBS about all it is set to, cut to ``core.setup``. Settings of sources and the stream key end here.

Each function takes answers as OBS gave them (None: refused) and lets through the declared fields alone. A malformed
or refused one reads as not known. Field names: obs-websocket, protocol.md; settings of sources: obs-studio, plugins.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from liveops_desktop.core.clock import Span
from liveops_desktop.core.setup import FilterSetup, InputSetup, ItemSetup, MonitorSetup, OutputSetup
from liveops_desktop.services.obs.reading import convert, read_service, strip_server, text

Answer = dict[str, Any] | None

DEVICE_SETTINGS = ("device_id", "video_device_id", "audio_device_id", "device", "device_hash")
"""Where the kinds of inputs keep which device they use: V4L2 and sound, DirectShow, macOS, DeckLink."""
_TRACKS = range(1, 7)
_LEFT, _RIGHT, _TOP, _BOTTOM = 1, 2, 4, 8  # bits of OBS's alignment
_MARK_BYTES = 16


class _Filter(Struct, rename="camel"):
    filter_name: str
    filter_kind: str = ""
    filter_enabled: bool = True


class _Filters(Struct):
    filters: list[_Filter] = []


class _Choice(Struct, rename="camel"):
    item_name: str | None = None
    item_value: str | int | float | None = None
    item_enabled: bool = True


class Choices(Struct, rename="camel"):
    """``GetInputPropertiesListPropertyItems``."""

    property_items: list[_Choice] = []


class Transform(Struct, rename="camel"):
    """``sceneItemTransform``, in pixels and degrees."""

    source_width: float = 0.0
    source_height: float = 0.0
    position_x: float = 0.0
    position_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    alignment: int = _LEFT | _TOP
    crop_left: float = 0.0
    crop_right: float = 0.0
    crop_top: float = 0.0
    crop_bottom: float = 0.0
    bounds_type: str = "OBS_BOUNDS_NONE"
    bounds_alignment: int = 0
    bounds_width: float = 0.0
    bounds_height: float = 0.0


class Item(Struct, rename="camel"):
    """One entry of ``GetSceneItemList`` or ``GetGroupSceneItemList``."""

    source_name: str
    is_group: bool | None = None
    scene_item_enabled: bool = True
    scene_item_transform: Transform = field(default_factory=Transform)


class Items(Struct, rename="camel"):
    """``GetSceneItemList`` or ``GetGroupSceneItemList``."""

    scene_items: list[Item] = []


class _Output(Struct, rename="camel"):
    output_name: str
    output_kind: str = ""
    output_active: bool = False


class _Outputs(Struct):
    outputs: list[_Output] = []


class _Monitor(Struct, rename="camel"):
    monitor_name: str = ""
    monitor_width: int = 0
    monitor_height: int = 0


class _Monitors(Struct):
    monitors: list[_Monitor] = []


class Transition(Struct, rename="camel"):
    """``GetCurrentSceneTransition``; no length for one that has its own, such as a stinger."""

    transition_name: str | None = None
    transition_duration: float | None = None


def _number(raw: Answer, name: str) -> float | None:
    value = None if raw is None else raw.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def truth(raw: Answer, name: str) -> bool | None:
    """Return the truth of that name, None where it is not there."""
    value = None if raw is None else raw.get(name)
    return value if isinstance(value, bool) else None


def span(milliseconds: float | None) -> Span | None:
    """Return it whole."""
    return None if milliseconds is None else Span(round(milliseconds))


def settings_of(own: Answer, defaults: Answer) -> Mapping[str, Any]:
    """Return an input's settings over its kind's defaults, which OBS leaves out of the former."""
    merged: dict[str, Any] = {}
    for answer, name in ((defaults, "defaultInputSettings"), (own, "inputSettings")):
        part = (answer or {}).get(name)
        merged |= part if isinstance(part, dict) else {}
    return merged


def device_setting(settings: Mapping[str, Any]) -> tuple[str, str]:
    """Return name and value of the setting that says which device an input uses; two empty ones: none does."""
    for name in DEVICE_SETTINGS:
        value = settings.get(name)
        if isinstance(value, str) and value:
            return name, value
    return "", ""


def read_input(name: str, kind: str, answers: Mapping[str, Answer], settings: Mapping[str, Any]) -> InputSetup:
    """Return one input; *answers* by the name of their request. Of *settings* only device, file and address pass."""
    mute = truth(answers.get("GetInputMute"), "inputMuted")
    _, device = device_setting(settings)
    media = answers.get("GetMediaInputStatus")
    state = text(media or {}, "mediaState")
    read = convert(answers.get("GetSourceFilterList") or {}, _Filters) or _Filters()
    device_name, present = _device(answers.get("GetInputPropertiesListPropertyItems"), device)
    return InputSetup(
        name,
        kind,
        device=device,
        device_name=device_name,
        device_present=present,
        file=_file(settings),
        url=_url(settings),
        media_state="" if state == "OBS_MEDIA_STATE_NONE" and "ffmpeg" not in kind and "vlc" not in kind else state,
        media_length=span(_number(media, "mediaDuration")),
        has_audio=mute is not None,
        muted=mute,
        volume_db=_number(answers.get("GetInputVolume"), "inputVolumeDb"),
        balance=_number(answers.get("GetInputAudioBalance"), "inputAudioBalance"),
        sync=span(_number(answers.get("GetInputAudioSyncOffset"), "inputAudioSyncOffset")),
        tracks=_tracks(answers.get("GetInputAudioTracks")),
        monitor=text(answers.get("GetInputAudioMonitorType") or {}, "monitorType").removeprefix("OBS_MONITORING_TYPE_"),
        filters=tuple(FilterSetup(one.filter_name, one.filter_kind, one.filter_enabled) for one in read.filters),
    )


def _device(listed: Answer, device: str) -> tuple[str, bool | None]:
    """Return the device's name in OBS's list, and whether it stands there enabled. OBS keeps a lost one disabled."""
    choices = convert(listed, Choices) if listed is not None and device else None
    if choices is None:
        return "", None
    for one in choices.property_items:
        if one.item_value == device:
            return one.item_name or "", one.item_enabled
    return "", False


def _file(settings: Mapping[str, Any]) -> str:
    if settings.get("is_local_file") is False or settings.get("read_from_file") is False:
        return ""
    for name in ("local_file", "file", "text_file"):
        value = settings.get(name)
        if isinstance(value, str) and value:
            return value
    playlist = settings.get("playlist")
    first = (
        playlist[0].get("value") if isinstance(playlist, list) and playlist and isinstance(playlist[0], dict) else ""
    )
    return first if isinstance(first, str) else ""


def _url(settings: Mapping[str, Any]) -> str:
    """Return where a browser or a network source gets its picture, bare. A key may stand in the path: it is cut too."""
    if settings.get("is_local_file") is True:
        return ""
    for name, keyed in (("url", True), ("input", False)):
        value = settings.get(name)
        if isinstance(value, str) and "://" in value:
            return strip_server(value, keyed=keyed)
    return ""


def _tracks(raw: Answer) -> frozenset[int] | None:
    given = None if raw is None else raw.get("inputAudioTracks")
    if not isinstance(given, dict):
        return None
    return frozenset(number for number in _TRACKS if given.get(str(number)) is True)


def read_item(scene: str, item: Item, *, group: Item | None = None) -> ItemSetup:
    """Return one item of *scene*; *group*: the one it stands in, whose place and size are added."""
    size = item.scene_item_transform
    left, top, width, height = placed(size)
    shown = item.scene_item_enabled
    if group is not None:
        outer = group.scene_item_transform
        over_left, over_top, over_width, over_height = placed(outer)
        across = over_width / outer.source_width if outer.source_width else 1.0
        down = over_height / outer.source_height if outer.source_height else 1.0
        left, top = over_left + left * across, over_top + top * down
        width, height = width * across, height * down
        shown = shown and group.scene_item_enabled
    return ItemSetup(scene, item.source_name, shown, size.source_width, size.source_height, left, top, width, height)


def placed(size: Transform) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the upright box around an item on the canvas, as OBS draws it.

    obs-studio, libobs/obs-scene.c: a box with bounds takes its place by them, the picture is fitted into it.
    """
    width = max(0.0, size.source_width - size.crop_left - size.crop_right)
    height = max(0.0, size.source_height - size.crop_top - size.crop_bottom)
    if not width or not height:
        return size.position_x, size.position_y, 0.0, 0.0
    drawn = (width * size.scale_x, height * size.scale_y)
    if size.bounds_type == "OBS_BOUNDS_NONE":
        near = _aligned(size.alignment, drawn)
    else:
        bounds = (size.bounds_width, size.bounds_height)
        drawn = _fitted(size.bounds_type, (width, height), bounds, drawn)
        outer = _aligned(size.alignment, bounds)
        inner = _aligned(size.bounds_alignment, (drawn[0] - bounds[0], drawn[1] - bounds[1]))
        near = (outer[0] + inner[0], outer[1] + inner[1])
    return _turned(size, near, drawn)


def _aligned(alignment: int, size: tuple[float, float]) -> tuple[float, float]:
    """Return where the near corner of a box lies, seen from the point by which it is aligned."""
    across = 0.0 if alignment & _LEFT else 1.0 if alignment & _RIGHT else 0.5
    down = 0.0 if alignment & _TOP else 1.0 if alignment & _BOTTOM else 0.5
    return -size[0] * across, -size[1] * down


def _fitted(
    kind: str, own: tuple[float, float], bounds: tuple[float, float], scaled: tuple[float, float]
) -> tuple[float, float]:
    across, down = bounds[0] / own[0], bounds[1] / own[1]
    match kind:
        case "OBS_BOUNDS_STRETCH":
            return bounds
        case "OBS_BOUNDS_SCALE_INNER":
            scale = min(across, down)
        case "OBS_BOUNDS_SCALE_OUTER":
            scale = max(across, down)
        case "OBS_BOUNDS_SCALE_TO_WIDTH":
            scale = across
        case "OBS_BOUNDS_SCALE_TO_HEIGHT":
            scale = down
        case "OBS_BOUNDS_MAX_ONLY":
            scale = min(1.0, across, down)
        case _:
            return scaled
    return own[0] * scale, own[1] * scale


def _turned(
    size: Transform, near: tuple[float, float], drawn: tuple[float, float]
) -> tuple[float, float, float, float]:
    turn = math.radians(size.rotation)
    sine, cosine = math.sin(turn), math.cos(turn)
    corners = [(near[0] + x * drawn[0], near[1] + y * drawn[1]) for x in (0, 1) for y in (0, 1)]
    turned = [(x * cosine - y * sine, x * sine + y * cosine) for x, y in corners]
    left, right = min(x for x, _ in turned), max(x for x, _ in turned)
    top, bottom = min(y for _, y in turned), max(y for _, y in turned)
    parts = (size.position_x + left, size.position_y + top, right - left, bottom - top)
    rounded = tuple(round(part, 2) for part in parts)
    return rounded[0], rounded[1], rounded[2], rounded[3]


def read_outputs(raw: Answer) -> tuple[OutputSetup, ...]:
    """Return ``GetOutputList``."""
    read = convert(raw or {}, _Outputs) or _Outputs()
    return tuple(OutputSetup(one.output_name, one.output_kind, one.output_active) for one in read.outputs)


def read_monitors(raw: Answer) -> tuple[MonitorSetup, ...]:
    """Return ``GetMonitorList``."""
    read = convert(raw or {}, _Monitors) or _Monitors()
    return tuple(MonitorSetup(one.monitor_name, one.monitor_width, one.monitor_height) for one in read.monitors)


def read_names(raw: Answer, name: str) -> tuple[str, ...]:
    """Return a list of names, in order."""
    given = (raw or {}).get(name)
    return tuple(one for one in given if isinstance(one, str)) if isinstance(given, list) else ()


def read_specials(raw: Answer) -> Mapping[str, str]:
    """Return ``GetSpecialInputs`` without those that are not set."""
    return {slot: name for slot, name in (raw or {}).items() if isinstance(name, str) and name}


def read_parameters(names: Sequence[tuple[str, str]], answers: Sequence[Answer]) -> Mapping[str, str]:
    """Return the profile's parameters that are set, or have a default."""
    found = {}
    for (category, name), answer in zip(names, answers, strict=True):
        value = text(answer or {}, "parameterValue")
        if value:
            found[f"{category}/{name}"] = value
    return found


class Target(Struct, frozen=True):
    """Where the stream goes; the key is only marked."""

    service: str = ""
    server: str = ""
    key_set: bool = False
    key_mark: str = ""
    key_ragged: bool = False


def read_target(raw: Answer, secret: bytes) -> Target:
    """Return ``GetStreamServiceSettings``; *secret* keys the mark, without it there is none."""
    if raw is None:
        return Target()
    service, server, key_set = read_service(raw)
    settings = raw.get("streamServiceSettings")
    key = text(settings, "key") or text(settings, "bearer_token") if isinstance(settings, dict) else ""
    mark = hashlib.blake2b(key.encode(), digest_size=_MARK_BYTES, key=secret).hexdigest() if secret and key else ""
    return Target(service, server, key_set, mark, key != key.strip())
