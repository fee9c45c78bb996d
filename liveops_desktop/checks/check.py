"""What a check is: a reading of the world, a pure judgement of it, and a record of both for the catalogue.

A check's judgement says what was found. Who measured it, when, and how long it took is stamped by the runner, so that
no check can forget it.
"""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from typing import Any, Protocol, TypeVar, overload

from msgspec import Struct

from liveops_desktop.checks.senses import Senses
from liveops_desktop.core.bandwidth import Measurement, Past, Plan
from liveops_desktop.core.clock import ZERO, Instant, Span
from liveops_desktop.core.devices import Devices, Heard
from liveops_desktop.core.drift import LastGood
from liveops_desktop.core.ingest import Feed, Folder, Secured, SrtReply
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.log_signs import LogFinding
from liveops_desktop.core.machine import MachineDetail
from liveops_desktop.core.preflight import CheckInfo, Group, Leaves, Mode, Phase, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.vitals import Link, Obs, ObsState, Vitals

LIMIT = Span(2_500)
"""Of a passive check, so that all of them together answer within 3 s whatever hangs."""

T = TypeVar("T")


class Where(StrEnum):
    """Which machine a figure is of."""

    OBS = "obs"  # the machine that OBS runs on, as OBS itself reports it
    LINK = "link"  # the way from this PC to OBS
    HERE = "here"  # this PC; says nothing certain about an OBS that runs elsewhere


class Judgement(Struct, frozen=True):
    """What a check found; the fields are those of ``Result``."""

    verdict: Verdict
    value: str = ""
    unit: str = ""
    why: Why = Why.MEASURED
    detail: str = ""
    ready_in: Span | None = None


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


class ObsSaidNo(Exception):  # noqa: N818 -- an answer, not an error
    """OBS refused a request of an active check; *code* is obs-websocket's RequestStatus."""

    def __init__(self, code: int) -> None:
        """Keep the code."""
        super().__init__(str(code))
        self.code = code


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


Reads = Callable[[World], Awaitable[Judgement]]
"""A passive check, or one by hand."""
Acts = Callable[[World, Doing], Awaitable[Judgement]]
"""An active check."""


class Check(Struct, frozen=True):
    """One row of the catalogue: what it is, and how it is run."""

    info: CheckInfo
    run: Reads
    threshold: Callable[[Rig], str]
    where: Where
    limit: Span
    """A run that takes longer is inconclusive."""
    window: Span
    """Length of the stretch of vitals it reads; 0: none."""
    limits: Limits | None = None
    """As shipped; a rig spec may have its own (``limits_for``)."""
    leaves: Callable[[Rig], Leaves] | None = None
    """Of an active check: what it will do."""
    act: Acts | None = None
    """Of an active check, instead of ``run``."""
    listens: bool = False
    """Of an active check: it disturbs nothing, and runs while OBS streams as well."""


class Making(Protocol):
    """Makes a check of its function; the function's form says whether it only reads or acts."""

    @overload
    def __call__(self, function: Reads, /) -> Check: ...
    @overload
    def __call__(self, function: Acts, /) -> Check: ...


def check(
    check_id: str,
    group: Group,
    *,
    where: Where,
    killer: bool = False,
    mode: Mode = Mode.PASSIVE,
    threshold: Callable[[Rig], str] | str = "",
    limits: Limits | None = None,
    source: str = "",
    limit: Span = LIMIT,
    window: Span = ZERO,
    phases: frozenset[Phase] = frozenset(Phase),
    good_for: Span | None = None,
    two_people: bool = False,
    call: bool = False,
    owner: str = "",
    gate: str = "",
    leaves: Callable[[Rig], Leaves] | None = None,
    listens: bool = False,
    instead: frozenset[str] = frozenset(),
) -> Making:
    """Make a check of an async function that reads the world and judges.

    *limits* are the shipped ones, which a rig spec may replace: judge by ``limits_for``. *threshold* is text in
    figures, or makes it of the rig, where limits do not say it all; *source* is where the figures come from. *killer*:
    not even an inconclusive result lets a GO stand. *leaves*: what an active check will do, told before it does it.
    An active check has ``mode=Mode.ACTIVE`` and a function of two arguments. *instead*: other killers, of which one
    must have been measured where this one is skipped.
    """
    fixed = threshold

    def text(rig: Rig) -> str:
        if limits is not None and fixed == "":
            return rig.limits.get(check_id, limits).text
        return fixed if isinstance(fixed, str) else fixed(rig)

    def make(function: Any) -> Check:
        acts = len(inspect.signature(function).parameters) > 1
        if acts is not (mode is Mode.ACTIVE):
            raise TypeError(f"{check_id}: an active check, and no other, takes a world and its doing")
        info = CheckInfo(
            check_id,
            group,
            mode,
            killer,
            text(Rig()),
            source,
            phases,
            good_for,
            two_people,
            call,
            owner,
            instead,
            gate,
            limits,
        )
        reads: Reads = _only_when_asked if acts else function
        act: Acts | None = function if acts else None
        return Check(info, reads, text, where, limit, window, limits, leaves, act, listens)

    return make


async def _only_when_asked(_world: World) -> Judgement:
    """Stand where a check that reads has its function."""
    return unmeasured(Why.NOT_ASKED)


def limits_for(check_id: str, rig: Rig, shipped: Limits) -> Limits:
    """Return the limits that count: the rig spec's own, else the shipped ones."""
    return rig.limits.get(check_id, shipped)


def passed(value: str = "", unit: str = "") -> Judgement:
    """Return a pass with the figure that was measured."""
    return Judgement(Verdict.PASS, value, unit)


def failed(why: Why, detail: str = "", value: str = "", unit: str = "") -> Judgement:
    """Return a fail with its reason; *detail* is outside text, such as the names of what is missing."""
    return Judgement(Verdict.FAIL, value, unit, why, detail)


def unmeasured(why: Why, detail: str = "", ready_in: Span | None = None) -> Judgement:
    """Return an inconclusive judgement: never a pass, whatever the reason."""
    return Judgement(Verdict.INCONCLUSIVE, why=why, detail=detail, ready_in=ready_in)


def skipped() -> Judgement:
    """Return that the rig spec asks for nothing here.

    Not for killers, as a GO never comes of nothing planned; but for one that another stands in for (``instead``).
    """
    return Judgement(Verdict.SKIPPED, why=Why.NOTHING_PLANNED)


def at_most(figure: float, passes: float, warns: float) -> Verdict:
    """Judge a figure of which less is better, against the highest that passes and the highest that only warns."""
    if figure <= passes:
        return Verdict.PASS
    return Verdict.WARN if figure <= warns else Verdict.FAIL


def at_least(figure: float, passes: float, warns: float) -> Verdict:
    """Judge a figure of which more is better, against the lowest that passes and the lowest that only warns."""
    if figure >= passes:
        return Verdict.PASS
    return Verdict.WARN if figure >= warns else Verdict.FAIL


def connected(obs: Obs) -> bool:
    """Tell whether OBS answers now. What it said before it was lost is no reading."""
    return obs.link.state in (Link.CONNECTED, Link.DEGRADED)


def state_of(obs: Obs) -> ObsState | None:
    """Return what OBS is set to, or None while it gives no answer."""
    return obs.state if connected(obs) else None


def names(these: Sequence[str], most: int = 5) -> str:
    """Return names for a detail, cut after *most* with ``+n``."""
    listed = ", ".join(these[:most])
    return listed if len(these) <= most else f"{listed}, +{len(these) - most}"
