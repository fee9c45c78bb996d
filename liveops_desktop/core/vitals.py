"""The latest readings of the world. ``None`` means not known, which is never the same as fine."""

from enum import StrEnum

from msgspec import Struct

from liveops_desktop.core.clock import Instant, Span


class Link(StrEnum):
    """State of the connection to OBS."""

    OFF = "off"  # nobody asked for it
    SEARCHING = "searching"
    CONNECTED = "connected"
    DEGRADED = "degraded"
    LOST = "lost"
    REFUSED = "refused"  # wrong password, or thrown out by OBS: does not retry by itself


class LinkTrouble(StrEnum):
    """Why the link is not connected."""

    NONE = ""
    NOT_RUNNING = "not-running"  # connection refused
    SILENT = "silent"  # no answer in time
    NOT_OBS = "not-obs"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 -- a reason, no secret
    PASSWORD_MISSING = "password-missing"  # noqa: S105 -- a reason, no secret
    KICKED = "kicked"  # close code 4011: an operator ended the session
    GONE = "gone"  # closed or killed


class ObsLink(Struct, frozen=True):
    """The link's state, since when, and to where."""

    state: Link = Link.OFF
    since: Instant = Instant(0)
    host: str = ""
    port: int = 0
    local: bool = True
    trouble: LinkTrouble = LinkTrouble.NONE


class Output(Struct, frozen=True):
    """Stream or recording, as OBS reports it. Counters are OBS's own and reset at each start."""

    active: bool = False
    since: Instant | None = None
    reconnecting: bool = False
    starting: bool = False
    """It was told to start, and has neither come up nor been given up yet."""
    paused: bool = False
    bytes: int = 0
    skipped_frames: int = 0
    total_frames: int = 0
    congestion: float | None = None
    """0…1, RTMP only; None where the protocol has no such figure."""
    duration: Span = Span(0)


class ObsStats(Struct, frozen=True):
    """``GetStats``, units as in the names."""

    cpu_percent: float
    memory_mb: float
    free_disk_mb: float
    active_fps: float
    frame_time_ms: float
    render_skipped: int
    render_total: int
    output_skipped: int
    output_total: int


class ObsInput(Struct, frozen=True):
    """One input of OBS; ``muted`` None where it has no sound."""

    name: str
    kind: str
    muted: bool | None = None
    volume_db: float | None = None


class SceneItem(Struct, frozen=True):
    """One item of a scene and the size of its source in pixels."""

    scene: str
    source: str
    kind: str
    enabled: bool
    width: float
    height: float


class ObsState(Struct, frozen=True):
    """What OBS is set to and doing, re-read after each event that touches it. Cut to an allow-list at the boundary."""

    version: str
    websocket_version: str
    requests: frozenset[str]
    scene_collection: str
    profile: str
    program_scene: str
    scenes: tuple[str, ...]
    inputs: tuple[ObsInput, ...]
    items: tuple[SceneItem, ...]
    fps: float
    canvas: tuple[int, int]
    output_size: tuple[int, int]
    service: str
    """Kind of the stream service, e.g. ``rtmp_custom``."""
    server: str
    """Server URL of the stream target, user and query cut off; never the key."""
    key_set: bool
    record_directory: str


class Obs(Struct, frozen=True):
    """Everything about OBS in one place."""

    link: ObsLink = ObsLink()
    state: ObsState | None = None
    stats: ObsStats | None = None
    stream: Output | None = None
    record: Output | None = None
    read_at: Instant | None = None
    """When the outputs were last read from OBS; None: not told, and the time they were seen counts."""


class Rates(Struct, frozen=True):
    """Figures over a sliding window, reset-aware; None: not enough readings yet or no such figure."""

    bitrate_kbps: float | None = None
    """Stream, mean of the last 10 s."""
    network_drop_percent: float | None = None
    """Last 60 s, of frames sent; None for SRT and WHIP, which have no such figure."""
    encoder_skip_percent: float | None = None
    """Last 30 s."""
    render_lag_percent: float | None = None
    """Last 30 s."""


class Counted(Struct, frozen=True):
    """The counters of one network interface, which may reset."""

    name: str
    bytes_sent: int
    packets: int
    """Both ways."""
    errors: int
    """Errors and drops, both ways."""


class Machine(Struct, frozen=True):
    """The PC this program runs on."""

    name: str = ""
    cpu_percent: float | None = None
    """Mean of the last 15 s."""
    memory_free_gb: float | None = None
    memory_percent: float | None = None
    core_percent: float | None = None
    """The busiest core, mean of the last 10 s."""
    swapped_out: int | None = None
    """Bytes since the system started."""
    counted: tuple[Counted, ...] = ()
    """Without the loopback, and without those that nothing ever went through."""


class Vitals(Struct, frozen=True):
    """The latest of everything."""

    obs: Obs = Obs()
    rates: Rates = Rates()
    machine: Machine = Machine()
