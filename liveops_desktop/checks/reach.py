"""What checks may read and do: the protocols of the world they are run against, and what it answers with."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from liveops_desktop.checks.senses import Senses
from liveops_desktop.core.bandwidth import Measurement, Past, Plan
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.devices import Devices, Heard
from liveops_desktop.core.drift import LastGood
from liveops_desktop.core.ingest import Feed, Folder, Secured, SrtReply
from liveops_desktop.core.log_signs import LogFinding
from liveops_desktop.core.machine import MachineDetail
from liveops_desktop.core.preflight import Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.vitals import Obs, Vitals

T = TypeVar("T")


class Probe(Struct, frozen=True):
    """One fresh connection to OBS, apart from the link in use: how far it came.

    *why* is the reason it went no further, ``Why.MEASURED`` when OBS let it in.
    """

    connected: Span | None = None
    """How long the TCP connection took; None: there was none."""
    hello: Span | None = None
    """How long OBS's greeting took from then on; None: none came."""
    identified: bool = False
    why: Why = Why.MEASURED
    needs_password: bool | None = None
    """Whether OBS asks for one; None: its greeting never came."""
    round_trip: float | None = None
    """Milliseconds from a request to its answer, the median of twenty."""
    jitter: float | None = None
    """Milliseconds that the slowest of them took longer."""


class LogReading(Struct, frozen=True):
    """What the newest log of OBS on this PC tells."""

    findings: tuple[LogFinding, ...]
    crashed: bool
    """There is a crash report of the last day."""


class Unreachable(Exception):  # noqa: N818 -- a finding, not an error
    """A host or port gave no useful answer; *why* tells it, *detail* is outside text."""

    def __init__(self, why: Why, detail: str = "") -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why
        self.detail = detail


class ObsSaidNo(Exception):  # noqa: N818 -- an answer, not an error
    """OBS refused a request of an active check; *code* is obs-websocket's RequestStatus."""

    def __init__(self, code: int) -> None:
        """Keep the code."""
        super().__init__(str(code))
        self.code = code


class World(Senses, Protocol):
    """All that checks may read. A check never reaches past it, so every check runs against any world."""

    @property
    def rig(self) -> Rig:
        """What the rig must be."""

    @property
    def machine(self) -> str:
        """Name of this PC."""

    @property
    def obs(self) -> Obs:
        """The latest reading of OBS."""

    async def fresh_obs(self) -> Obs:
        """Return the reading of OBS after it was read anew, once in a run; without its state where that failed.

        Some settings change without OBS telling, so the latest reading of them may be seconds old.
        """

    @property
    def history(self) -> Sequence[tuple[Instant, Vitals]]:
        """The vitals of the last minutes, about one a second, oldest first."""

    def now(self) -> Instant:
        """Return the present instant."""

    async def probe(self) -> Probe:
        """Try OBS's door once more; several callers of one run share one try. Never raises for what it finds."""

    async def echo(self) -> Span:
        """Return how long OBS took to send an event of our own back on its event connection; raise ``Unreachable``."""

    async def obs_programs(self) -> int:
        """Return how many OBS run on this PC."""

    async def obs_log(self) -> LogReading:
        """Return what the newest log of OBS on this PC tells, read once in a run; raise ``Unreachable``."""

    async def resolve(self, host: str) -> Span:
        """Return how long the name *host* took to resolve; raise ``Unreachable``."""

    async def connect_tcp(self, host: str, port: int) -> Span:
        """Return how long a TCP connection took to open; raise ``Unreachable``."""

    async def rtmp_handshake(self, host: str, port: int) -> Span:
        """Return how long the RTMP handshake took; no stream is started. Raise ``Unreachable``."""

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses of *host* in the system's order; raise ``Unreachable``."""

    async def rtmps_handshake(self, host: str, port: int) -> Secured:
        """Return how the handshakes of TLS and RTMP went; no stream is started. Raise ``Unreachable``."""

    async def srt_induction(self, host: str, port: int) -> SrtReply:
        """Return what an SRT listener answered; no connection is started. Raise ``Unreachable``."""

    async def rtts(self, host: str, port: int) -> tuple[Span | None, ...]:
        """Return how long each of 20 connections took, None for a miss; once in a run for each address."""

    async def feeds(self, server: str) -> tuple[Feed, ...]:
        """Return what the ingest (``rig.stats_url``) says of the application of *server*; raise ``Unreachable``."""

    async def folder(self, path: str) -> Folder:
        """Return what this PC sees of a folder."""

    async def setup(self) -> Setup:
        """Return all that OBS is set to, read once in a run; raise ``Unreachable``."""

    async def detail(self) -> MachineDetail:
        """Return this PC in detail, looked at once in a run; raise ``Unreachable``."""

    async def devices(self) -> Devices:
        """Return cameras, microphones, speakers and displays, listed once in a run; raise ``Unreachable``."""

    async def hear(self, microphones: Sequence[str], length: Span, heard: Callable[[float], None]) -> tuple[Heard, ...]:
        """Listen to microphones of this PC by name, to the system's own where none is named; raise ``Unreachable``.

        *heard* gets the highest level of each tenth of a second, a multiplier.
        """

    async def keep_awake(self) -> str:
        """Hold off sleep for a moment; return empty, or the system's refusal. Raise ``Unreachable``.

        ``UNAVAILABLE``: there is nobody to ask, so only a person can tell.
        """

    async def way_out(self, host: str) -> str:
        """Return this PC's address on the way to *host* (empty, or not resolved: to anywhere), once in a run.

        Raise ``Unreachable`` where the system knows no way. Nothing is sent.
        """

    async def gateway(self) -> Span:
        """Return the round trip to the router; raise ``Unreachable``."""

    async def clock_offset(self, server: str) -> float:
        """Return by how many seconds this PC's clock is ahead of the server's (SNTP); raise ``Unreachable``."""

    async def web(self, url: str) -> tuple[int, str]:
        """Return the status and the beginning of the text that a web server answers with; raise ``Unreachable``.

        No proxy is asked, and no redirection followed.
        """

    @property
    def last_good(self) -> LastGood | None:
        """What OBS was set to at the last good show; None: there was none yet."""

    @property
    def accepted(self) -> frozenset[str]:
        """Keys of the differences from it that somebody has said are meant."""


class ActiveWorld(World, Protocol):
    """A world that can also be acted on. Only the runner of active checks asks for one."""

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send OBS one request and return its data; raise ``Unreachable`` or ``ObsSaidNo``.

        Never one that writes the stream's target or key.
        """

    async def read_obs(self) -> Obs:
        """Return the reading of OBS after it was read anew, each time; without its state where that failed."""

    async def measure(self, plan: Plan, heard: Callable[[float, Sequence[float]], None]) -> Measurement:
        """Measure the line; *heard* gets the share done and the samples so far. What it finds wrong is in it."""

    async def earlier(self) -> tuple[Past, ...]:
        """Return what this station measured before, oldest first."""

    async def remember(self, one: Past) -> None:
        """Keep a measurement for later days."""

    def when(self, at: Instant) -> str:
        """Return the date and time of day of *at* where this PC is, in figures."""

    async def write_speed(self, path: str, megabytes: int, heard: Callable[[float], None]) -> float:
        """Return how many megabytes a second a folder of this PC takes; raise ``Unreachable``."""

    async def files_in(self, folder: str) -> frozenset[str] | None:
        """Return the names of what is in a folder of this PC, None where that is not known."""

    async def remove_file(self, path: str) -> bool:
        """Remove a file of this PC; tell whether it is gone."""

    async def size_of(self, path: str) -> int | None:
        """Return the size of a file of this PC in bytes, None where there is none."""


class Doing(Protocol):
    """What an active check may do besides reading. It is told to stop by cancellation, and then has under a second."""

    def tell(self, share: float, samples: Sequence[float] = (), unit: str = "", step: str = "") -> None:
        """Tell how far it is, 0…1."""

    async def once(self, key: str, work: Callable[[], Awaitable[T]]) -> T:
        """Return what *work* gave the first check of this run that asked for *key*; its exception is shared as well.

        So that several checks can judge one measurement.
        """

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send OBS one request, as ``ActiveWorld.request``."""

    async def read_obs(self) -> Obs:
        """Return the reading of OBS, read anew each time."""

    @property
    def asked(self) -> frozenset[str]:
        """All checks of this run."""

    @property
    def stage(self) -> ActiveWorld:
        """The world, with what can be done in it."""
