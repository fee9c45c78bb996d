"""What an OBS is set to, to be changed one thing at a time."""

from msgspec.structs import replace

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.setup import FilterSetup, InputSetup, ItemSetup, MonitorSetup, OutputSetup, Setup

MIC = InputSetup(
    "Host mic",
    "wasapi_input_capture",
    device="{0.0.1}.abc",
    device_name="USB mic",
    has_audio=True,
    muted=False,
    volume_db=-3.0,
    balance=0.5,
    sync=Span(40),
    tracks=frozenset({1, 2}),
    monitor="NONE",
    filters=(FilterSetup("Limiter", "limiter_filter", enabled=True), FilterSetup("Gate", "noise_gate", enabled=False)),
)
CAMERA = InputSetup("Camera", "dshow_input", device="cam-1", device_name="Cam Link")
SLATE = InputSetup("Slate", "image_source", file="/media/slate.png")
LOGO = InputSetup("Logo", "image_source", file="/media/logo.png")
COLOR = InputSetup("Backdrop", "color_source_v3")


def item(scene: str, source: str, *, enabled: bool = True, left: float = 0.0) -> ItemSetup:
    return ItemSetup(scene, source, enabled, 1920.0, 1080.0, left, 0.0, 1920.0, 1080.0)


GOOD = Setup(
    read_at=Instant(1_000),
    version="31.0.0",
    websocket_version="5.5.4",
    collection="Talk",
    profile="Live",
    program_scene="Wide",
    scenes=("Wide", "Slate"),
    items=(item("Wide", "Camera"), item("Wide", "Logo"), item("Wide", "Host mic"), item("Slate", "Slate")),
    inputs=(MIC, CAMERA, SLATE, LOGO, COLOR),
    kinds=frozenset({"image_source"}),
    specials={"mic1": "Host mic"},
    fps=(30, 1),
    canvas=(1920, 1080),
    output_size=(1280, 720),
    parameters={
        "Output/Mode": "Simple",
        "SimpleOutput/VBitrate": "6000",
        "SimpleOutput/ABitrate": "160",
        "SimpleOutput/StreamEncoder": "x264",
        "AdvOut/Encoder": "obs_x264",
        "AdvOut/Track1Bitrate": "192",
        "Audio/SampleRate": "48000",
        "Video/ColorFormat": "NV12",
        "Video/ColorSpace": "709",
        "Video/ColorRange": "Partial",
        "Output/DelayEnable": "true",
        "Output/DelaySec": "20",
    },
    encoder={"bitrate": "4500", "keyint_sec": "2", "rate_control": "CBR"},
    outputs=(OutputSetup("simple_stream", "rtmp_output", active=False),),
    monitors=(MonitorSetup("HDMI-1", 1920, 1080),),
    service="rtmp_custom",
    server="rtmp://ingest.example/live",
    key_set=True,
    key_mark="0123456789abcdef",
    key_ragged=False,
    record_directory="/records",
    transition="Cut",
    transition_length=Span(300),
    studio_mode=False,
    virtual_camera=False,
    replay_buffer=None,
)


def changed_input(one: InputSetup, **fields: object) -> Setup:
    """The good set-up but for these fields of one input."""
    inputs = tuple(replace(each, **fields) if each.name == one.name else each for each in GOOD.inputs)
    return replace(GOOD, inputs=inputs)


def renamed_scene(was: str, now: str) -> Setup:
    return replace(
        GOOD,
        scenes=tuple(now if scene == was else scene for scene in GOOD.scenes),
        items=tuple(replace(each, scene=now) if each.scene == was else each for each in GOOD.items),
    )


def renamed_source(was: str, now: str) -> Setup:
    return replace(
        GOOD,
        inputs=tuple(replace(each, name=now) if each.name == was else each for each in GOOD.inputs),
        items=tuple(replace(each, source=now) if each.source == was else each for each in GOOD.items),
        specials={key: now if name == was else name for key, name in GOOD.specials.items()},
    )
