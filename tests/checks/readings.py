"""Readings of a rig that is in order, to be spoiled one thing at a time, and a world made of nothing but data."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from liveops_desktop.checks import Check, Judgement, LogReading, Probe, Unreachable
from liveops_desktop.checks.obs import NEEDED, USEFUL
from liveops_desktop.core.clock import DAY, Instant, Span
from liveops_desktop.core.devices import Devices, Heard
from liveops_desktop.core.drift import LastGood
from liveops_desktop.core.ingest import Feed, Folder, Secured, SrtReply
from liveops_desktop.core.machine import MachineDetail
from liveops_desktop.core.preflight import Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import InputSetup, ItemSetup, MonitorSetup, OutputSetup, Setup
from liveops_desktop.core.vitals import (
    Counted,
    Link,
    Machine,
    Obs,
    ObsInput,
    ObsLink,
    ObsState,
    ObsStats,
    Output,
    SceneItem,
    Vitals,
)
from tests.checks.still_senses import StillSenses
from tests.jumping import run_jumping

T = TypeVar("T")

T0 = Instant(1_800_000_000_000)
INGEST = "rtmp://ingest.example:1935/live"

RIG = Rig(
    ingest=INGEST, fps=30.0, scenes=("Main", "Ending"), contingency_scene="Holding", open_microphones=("Host", "Guest")
)

STATE = ObsState(
    version="30.2.3",
    websocket_version="5.5.2",
    requests=NEEDED | USEFUL,
    scene_collection="Show",
    profile="Live",
    program_scene="Main",
    scenes=("Main", "Holding", "Ending", "Junk"),
    inputs=(
        ObsInput("Host", "pulse_input_capture", muted=False),
        ObsInput("Guest", "pulse_input_capture", muted=False),
    ),
    items=(
        SceneItem("Main", "Camera", "v4l2_input", True, 1920, 1080),
        SceneItem("Main", "Host", "pulse_input_capture", True, 0, 0),
        SceneItem("Holding", "Slate", "image_source", True, 1280, 720),
        SceneItem("Junk", "Dead", "ffmpeg_source", True, 0, 0),
    ),
    fps=30.0,
    canvas=(1920, 1080),
    output_size=(1920, 1080),
    service="rtmp_custom",
    server=INGEST,
    key_set=True,
    record_directory="/records",
)
STATS = ObsStats(
    cpu_percent=3,
    memory_mb=200,
    free_disk_mb=100_000,
    active_fps=30.0,
    frame_time_ms=2,
    render_skipped=0,
    render_total=900,
    output_skipped=0,
    output_total=0,
)
SETUP = Setup(
    read_at=T0,
    version="30.2.3",
    websocket_version="5.5.2",
    collection="Show",
    profile="Live",
    program_scene="Main",
    scenes=("Main", "Holding", "Ending", "Junk"),
    items=(
        ItemSetup("Main", "Camera", True, 1920, 1080, 0, 0, 1920, 1080),
        ItemSetup("Main", "Host", True, 0, 0, 0, 0, 0, 0),
        ItemSetup("Holding", "Slate", True, 1280, 720, 0, 0, 1920, 1080),
    ),
    inputs=(
        InputSetup("Camera", "v4l2_input", device="/dev/video0", device_name="Cam", device_present=True),
        InputSetup(
            "Host",
            "pulse_input_capture",
            device="mic-1",
            device_name="Mic 1",
            device_present=True,
            has_audio=True,
            muted=False,
            volume_db=0.0,
            balance=0.5,
            sync=Span(0),
            tracks=frozenset({1, 2, 3, 4, 5, 6}),
            monitor="NONE",
        ),
        InputSetup("Slate", "image_source", file="/slates/holding.png"),
    ),
    kinds=frozenset({"v4l2_input", "pulse_input_capture", "image_source", "ffmpeg_source", "browser_source"}),
    specials={"desktop1": "Desktop Audio", "mic1": "Host"},
    fps=(30, 1),
    canvas=(1920, 1080),
    output_size=(1920, 1080),
    parameters={
        "Output/Mode": "Advanced",
        "Output/Reconnect": "true",
        "Output/RetryDelay": "2",
        "Output/MaxRetries": "25",
        "Output/DelayEnable": "false",
        "Output/DelaySec": "20",
        "Output/BindIP": "default",
        "Output/NewSocketLoopEnable": "false",
        "Output/LowLatencyEnable": "false",
        "SimpleOutput/VBitrate": "2500",
        "SimpleOutput/ABitrate": "160",
        "SimpleOutput/StreamEncoder": "x264",
        "SimpleOutput/RecFormat2": "mkv",
        "AdvOut/Encoder": "obs_x264",
        "AdvOut/TrackIndex": "1",
        "AdvOut/Track1Bitrate": "160",
        "AdvOut/RecFormat2": "mkv",
        "AdvOut/RecTracks": "1",
        "Video/ColorFormat": "NV12",
        "Video/ColorSpace": "709",
        "Video/ColorRange": "Partial",
        "Audio/SampleRate": "48000",
        "Audio/ChannelSetup": "Stereo",
        "Audio/MonitoringDeviceName": "Default",
        "Audio/MonitoringDeviceId": "default",
    },
    encoder={"bitrate": "6000", "rate_control": "CBR", "keyint_sec": "2", "preset": "veryfast"},
    outputs=(OutputSetup("adv_stream", "rtmp_output", False), OutputSetup("adv_file_output", "ffmpeg_muxer", False)),
    monitors=(MonitorSetup("screen(0)", 1920, 1080),),
    service="rtmp_custom",
    server=INGEST,
    key_set=True,
    key_mark="5eed",
    key_ragged=False,
    record_directory="/records",
    transition="Fade",
    transition_length=Span(300),
    studio_mode=False,
    virtual_camera=False,
    replay_buffer=None,
)
"""An OBS in advanced mode, on this PC, in order."""
LINK = ObsLink(Link.CONNECTED, T0, "127.0.0.1", 4455)
OBS = Obs(LINK, STATE, STATS, Output(), Output())
GONE = msgspec.structs.replace(OBS, link=msgspec.structs.replace(LINK, state=Link.LOST))
"""What is kept of a connection that is lost: all the readings, none of them true any more."""


def obs(**state: object) -> Obs:
    """A good OBS but for these fields of its state."""
    return msgspec.structs.replace(OBS, state=msgspec.structs.replace(STATE, **state))


def set_up(**changed: object) -> Setup:
    """The good set-up but for these."""
    return msgspec.structs.replace(SETUP, **changed)


def with_parameters(**changed: str | None) -> Setup:
    """The good set-up but for these parameters of the profile, ``Category__Name``; None: not set."""
    named = {key.replace("__", "/"): value for key, value in changed.items()}
    merged = {**SETUP.parameters, **named}
    return set_up(parameters={key: value for key, value in merged.items() if value is not None})


def ring(count: int, make: Callable[[int], Vitals], every: int = 1_000) -> list[tuple[Instant, Vitals]]:
    """*count* readings, *every* ms apart, oldest first."""
    return [(Instant(T0 + n * every), make(n)) for n in range(count)]


def at_fps(fps: float) -> Vitals:
    return Vitals(obs=msgspec.structs.replace(OBS, stats=msgspec.structs.replace(STATS, active_fps=fps)))


def at_cpu(percent: float | None) -> Vitals:
    counted = (Counted("eth0", 1_000, 100, 0),)
    machine = Machine("desk-pc", percent, 8.0, 40.0, core_percent=percent, swapped_out=0, counted=counted)
    return Vitals(machine=machine)


NOTHING_LOGGED = LogReading((), crashed=False)


class StillWorld(StillSenses):
    """A world in which everything answers at once, unless told otherwise."""

    def __init__(
        self,
        rig: Rig = RIG,
        obs: Obs = OBS,
        history: Sequence[tuple[Instant, Vitals]] = (),
        *,
        hangs: frozenset[str] = frozenset(),
        unreachable: Why | None = None,
        set_up: Setup | None = SETUP,
        log: LogReading = NOTHING_LOGGED,
        in_detail: MachineDetail | None = None,
        there: Devices | None = None,
    ) -> None:
        self.log = log
        self.set_up, self.in_detail, self.there = set_up, in_detail, there
        self.last_good: LastGood | None = None
        self.accepted: frozenset[str] = frozenset()
        self.rig, self.obs, self.history, self.machine = rig, obs, history, "desk-pc"
        self._hangs, self._unreachable = hangs, unreachable
        self.asked: list[tuple[object, ...]] = []
        self.fed: tuple[Feed, ...] = ()
        self.disk = Folder(there=True, writable=True, free_gb=100.0)

    def now(self) -> Instant:
        return T0

    async def _answer(self, *asked: object) -> Span:
        self.asked.append(asked)
        if asked[0] in self._hangs:
            await asyncio.Event().wait()
        if self._unreachable is not None and asked[0] != "fresh_obs":
            raise Unreachable(self._unreachable)
        return Span(12)

    async def fresh_obs(self) -> Obs:
        await self._answer("fresh_obs")
        return self.obs

    async def probe(self) -> Probe:
        try:
            took = await self._answer("probe")
        except Unreachable as nothing:
            return Probe(why=nothing.why)
        return Probe(took, took, identified=True, needs_password=True, round_trip=0.4, jitter=0.2)

    async def echo(self) -> Span:
        return await self._answer("echo")

    async def obs_programs(self) -> int:
        return 1 if self._unreachable is None else 0

    async def obs_log(self) -> LogReading:
        await self._answer("obs_log")
        return self.log

    async def setup(self) -> Setup:
        await self._answer("setup")
        return self._given(self.set_up)

    async def detail(self) -> MachineDetail:
        await self._answer("detail")
        return self._given(self.in_detail)

    async def devices(self) -> Devices:
        await self._answer("devices")
        return self._given(self.there)

    async def hear(self, microphones: Sequence[str], length: Span, heard: Callable[[float], None]) -> tuple[Heard, ...]:
        await self._answer("hear", tuple(microphones), length)
        heard(0.5)
        return tuple(Heard(name, (0.5,), (0.1,)) for name in microphones)

    async def keep_awake(self) -> str:
        await self._answer("keep_awake")
        return ""

    async def way_out(self, host: str) -> str:
        await self._answer("way_out", host)
        return "192.0.2.2"

    async def gateway(self) -> Span:
        return await self._answer("gateway")

    async def clock_offset(self, server: str) -> float:
        await self._answer("clock_offset", server)
        return 0.01

    async def web(self, url: str) -> tuple[int, str]:
        await self._answer("web", url)
        return 204, ""

    def _given(self, what: T | None) -> T:
        if what is None:
            raise Unreachable(Why.UNAVAILABLE)
        return what

    async def resolve(self, host: str) -> Span:
        return await self._answer("resolve", host)

    async def connect_tcp(self, host: str, port: int) -> Span:
        return await self._answer("connect_tcp", host, port)

    async def rtts(self, host: str, port: int) -> tuple[Span | None, ...]:
        try:
            return (await self._answer("rtts", host, port),) * 20
        except Unreachable:
            return (None,) * 20

    async def feeds(self, server: str) -> tuple[Feed, ...]:
        await self._answer("feeds", server)
        return self.fed

    async def folder(self, path: str) -> Folder:
        await self._answer("folder", path)
        return self.disk

    async def addresses(self, host: str) -> tuple[str, ...]:
        await self._answer("addresses", host)
        return (host,)

    async def rtmps_handshake(self, host: str, port: int) -> Secured:
        return Secured(await self._answer("rtmps_handshake", host, port), Span(90 * DAY))

    async def srt_induction(self, host: str, port: int) -> SrtReply:
        return SrtReply(3, (await self._answer("srt_induction", host, port),) * 3)

    async def rtmp_handshake(self, host: str, port: int) -> Span:
        return await self._answer("rtmp_handshake", host, port)


def replace_rig(**changed: object) -> Rig:
    """The good rig spec but for these."""
    return msgspec.structs.replace(RIG, **changed)


def judged(check: Check, world: StillWorld) -> Judgement:
    """What *check* says of *world*."""

    async def ask() -> Judgement:
        return await check.run(world)

    return run_jumping(ask())
