"""The live world: this station's link to OBS, its vitals and its network, as the checks see them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from liveops_desktop.checks.around import Around
from liveops_desktop.checks.here import Here
from liveops_desktop.checks.live_senses import LiveSenses
from liveops_desktop.checks.reach import LogReading, ObsSaidNo, Probe, Unreachable
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.drift import LastGood
from liveops_desktop.core.ingest import Secured, SrtReply
from liveops_desktop.core.obs_log import read_log
from liveops_desktop.core.preflight import Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.vitals import Link, LinkTrouble, Obs, Vitals
from liveops_desktop.services import network
from liveops_desktop.services.clock import StationClock
from liveops_desktop.services.devices import DeviceHistory
from liveops_desktop.services.machine import machine_name, processes
from liveops_desktop.services.network import Kind, NetworkTrouble
from liveops_desktop.services.obs import ObsGone, ObsRefused, ObsService, ProbeResult
from liveops_desktop.services.obs.setup import Incomplete, read_setup
from liveops_desktop.services.obs_discovery import OBS_PROGRAMS, settings_folders
from liveops_desktop.services.obs_log import NoLog, newest_log
from liveops_desktop.services.srt import srt_induction
from liveops_desktop.services.vitals import Watch

DOOR_LIMIT = 2.3
REFRESH_LIMIT = 2.0
SETUP_LIMIT = 2.2
ECHO_LIMIT = 2.0
RESOLVE_LIMIT = 2.3
"""Seconds; all within the limit of a check, so that it is the finding that is told and not the limit."""
SETTLE_LIMIT = 3.0
"""Seconds that a new link gets to come up, or to say why not, before the checks begin."""

_T = TypeVar("_T")

_WHY = {
    Kind.NO_SUCH_HOST: Why.NO_SUCH_HOST,
    Kind.NO_ANSWER: Why.NO_ANSWER,
    Kind.REFUSED: Why.REFUSED,
    Kind.UNREACHABLE: Why.UNREACHABLE,
    Kind.CLOSED: Why.CLOSED,
    Kind.NOT_RTMP: Why.NOT_RTMP,
    Kind.NOT_TLS: Why.NOT_TLS,
    Kind.CERTIFICATE: Why.CERTIFICATE,
}
_TOLD = frozenset({Kind.CERTIFICATE})
"""Of these the system's words are told too."""
_DOOR = {
    LinkTrouble.NONE: Why.MEASURED,
    LinkTrouble.NOT_RUNNING: Why.REFUSED,
    LinkTrouble.SILENT: Why.NO_ANSWER,
    LinkTrouble.NOT_OBS: Why.NOT_OBS,
    LinkTrouble.WRONG_PASSWORD: Why.WRONG_PASSWORD,
    LinkTrouble.PASSWORD_MISSING: Why.PASSWORD_MISSING,
    LinkTrouble.KICKED: Why.CLOSED,
    LinkTrouble.GONE: Why.CLOSED,
}


class LiveWorld(LiveSenses, Here, Around):
    """The world of one preflight run; make a new one for each, as it keeps the one try at OBS's door.

    *service* is the station's link, which knows where OBS is looked for, and the password.
    """

    def __init__(
        self,
        rig: Rig,
        service: ObsService,
        watch: Watch,
        now: Callable[[], Instant],
        *,
        secret: bytes = b"",
        folders: Callable[[], Sequence[Path]] = settings_folders,
        past: Path | None = None,
        devices: DeviceHistory | None = None,
    ) -> None:
        """Nothing is tried before a check asks.

        *secret*, *folders*: see ``read_setup``; *past*: see ``Around``; *devices*: see ``Here``.
        """
        Around.__init__(self, rig, now, past)
        Here.__init__(self, now, devices)
        self.machine = machine_name()
        self._service, self._watch = service, watch
        self._door: asyncio.Task[Probe] | None = None
        self._refresh: asyncio.Task[bool] | None = None
        self._secret, self._folders = secret, folders
        self._setup: asyncio.Task[Setup] | None = None
        self._log: asyncio.Task[LogReading] | None = None
        self.last_good: LastGood | None = None
        self.accepted: frozenset[str] = frozenset()

    @property
    def obs(self) -> Obs:
        """The latest reading of OBS."""
        return self._service.reading

    @property
    def history(self) -> Sequence[tuple[Instant, Vitals]]:
        """The vitals ring, oldest first."""
        return self._watch.history

    async def fresh_obs(self) -> Obs:
        """Return the reading of OBS, read anew once in a run; without its state where that failed."""
        if self._refresh is None:
            self._refresh = asyncio.create_task(self._read_anew(), name="preflight reads OBS anew")
        return self.obs if await asyncio.shield(self._refresh) else Obs(self.obs.link)

    async def _read_anew(self) -> bool:
        try:
            async with asyncio.timeout(REFRESH_LIMIT):
                await self._service.refresh()
        except (ObsGone, ObsRefused, TimeoutError):
            return False
        return True

    async def read_obs(self) -> Obs:
        """Return the reading of OBS, read anew each time; without its state where that failed."""
        return self.obs if await self._read_anew() else Obs(self.obs.link)

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send OBS one request, which an active check was asked to send."""
        try:
            return await self._service.request(name, data)
        except ObsGone as gone:
            raise Unreachable(Why.NOT_CONNECTED) from gone
        except ObsRefused as refusal:
            raise ObsSaidNo(refusal.code) from refusal

    async def setup(self) -> Setup:
        """Return all that OBS is set to, read once in a run."""
        if self._setup is None:
            self._setup = asyncio.create_task(self._read_setup(), name="preflight reads what OBS is set to")
            self._setup.add_done_callback(_read)
        return await asyncio.shield(self._setup)

    async def _read_setup(self) -> Setup:
        here = self._folders if self.obs.link.local else None
        try:
            return await read_setup(self._service, self.now, secret=self._secret, folders=here, limit=SETUP_LIMIT)
        except ObsGone:
            raise Unreachable(Why.NOT_CONNECTED) from None
        except Incomplete:
            raise Unreachable(Why.NOT_READY) from None

    async def echo(self) -> Span:
        """Return how long an event of our own took there and back."""
        try:
            return await self._service.echo(ECHO_LIMIT)
        except ObsGone:
            raise Unreachable(Why.NOT_CONNECTED) from None
        except ObsRefused:
            raise Unreachable(Why.NOT_READY) from None
        except TimeoutError:
            raise Unreachable(Why.NO_ANSWER) from None

    async def obs_programs(self) -> int:
        """Return how many OBS run on this PC."""
        return len(await asyncio.to_thread(processes, OBS_PROGRAMS))

    async def obs_log(self) -> LogReading:
        """Return what the newest log of OBS on this PC tells."""
        link = self.obs.link
        if link.state is Link.OFF:
            raise Unreachable(Why.NOT_CONNECTED)  # nobody said which OBS
        if self._log is None:
            port = link.port
            self._log = asyncio.create_task(
                asyncio.to_thread(_read_log, self._folders, port), name="preflight reads a log"
            )
            self._log.add_done_callback(_read)
        try:
            return await asyncio.shield(self._log)
        except NoLog as nothing:
            raise Unreachable(Why.NO_LOG, str(nothing)) from None

    async def probe(self) -> Probe:
        """Try OBS's door; all who ask in one run share one try, so that a wrong password is tried once."""
        if self._door is None:
            self._door = asyncio.create_task(self._knock(), name="preflight knocks at OBS")
        return await asyncio.shield(self._door)

    async def _knock(self) -> Probe:
        link = self.obs.link
        if link.state is Link.OFF:
            return Probe(why=Why.NOT_CONNECTED)  # nobody said where OBS is
        try:
            async with asyncio.timeout(DOOR_LIMIT):
                return read_probe(await self._service.probe(link.host, link.port))
        except TimeoutError:
            return Probe(why=Why.NO_ANSWER)

    async def resolve(self, host: str) -> Span:
        """Return how long the name took to resolve."""
        return (await _found(network.resolve(host, RESOLVE_LIMIT))).took

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a name."""
        return (await _found(network.resolve(host, RESOLVE_LIMIT))).addresses

    async def connect_tcp(self, host: str, port: int) -> Span:
        """Return how long a TCP connection took, without the name's resolving."""
        return await _found(network.connect_tcp(host, port))

    async def rtmp_handshake(self, host: str, port: int) -> Span:
        """Return how long the handshake took on an open connection."""
        return await _found(network.rtmp_handshake(host, port))

    async def rtmps_handshake(self, host: str, port: int) -> Secured:
        """Return how the handshakes of TLS and RTMP went on an open connection."""
        from liveops_desktop.services.secure import rtmps_handshake

        return await _found(rtmps_handshake(host, port))

    async def srt_induction(self, host: str, port: int) -> SrtReply:
        """Return what an SRT listener answered."""
        return await _found(srt_induction(host, port))


def _read_log(folders: Callable[[], Sequence[Path]], port: int | None) -> LogReading:
    log = newest_log(folders(), port)
    return LogReading(read_log(log.text), log.crashed_at is not None)


def _read(task: "asyncio.Task[Any]") -> None:
    """Take a failure as read: a check that was cancelled meanwhile does not ask for it any more."""
    if not task.cancelled():
        task.exception()


def read_probe(found: ProbeResult) -> Probe:
    """Return the checks' view of one look at OBS. What fails after it let us in is not the door's fault."""
    inside = found.trouble is LinkTrouble.NONE or bool(found.version)
    why = Why.MEASURED if inside else _DOOR[found.trouble]
    return Probe(found.tcp, found.hello, inside, why, found.needs_password, found.rtt_ms, found.jitter_ms)


async def _found(attempt: Awaitable[_T]) -> _T:
    """Await a step of the network; what it found wrong becomes the checks' own word for it."""
    try:
        return await attempt
    except NetworkTrouble as trouble:
        raise Unreachable(_WHY[trouble.kind], trouble.detail if trouble.kind in _TOLD else "") from trouble


@asynccontextmanager
async def live_world(
    rig: Rig, host: str, port: int, password: str | None, past: Path | None = None
) -> AsyncIterator[LiveWorld]:
    """Bring up a link and a watch of its own for one run, and end them with it: for a run without the program."""
    clock = StationClock()
    settled = asyncio.Event()

    def changed() -> None:
        if _settled(service.reading) and watch.history:
            settled.set()

    service = ObsService(clock.now, changed)
    watch = Watch(lambda: service.reading, clock.now, changed)
    service.connect(host, port, password)
    serving = [asyncio.create_task(service.run()), asyncio.create_task(watch.run())]
    try:
        await _first_of(settled.wait(), serving, SETTLE_LIMIT)
        world = LiveWorld(rig, service, watch, clock.now, past=past)
        try:
            yield world
        finally:
            await world.leave()
    finally:
        for task in serving:
            task.cancel()
        await asyncio.wait(serving)


async def _first_of(wanted: Coroutine[Any, Any, Any], serving: Sequence[asyncio.Task[None]], limit: float) -> None:
    """Wait for *wanted*, or until *limit* seconds are over; raise what ended one of *serving*, which never end well."""
    task = asyncio.create_task(wanted)
    try:
        done, _ = await asyncio.wait({task, *serving}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
    finally:
        task.cancel()
    for one in serving:
        if one in done:
            one.result()


def _settled(obs: Obs) -> bool:
    """Tell whether the link is up with all its readings, or has said why not."""
    return obs.link.state is Link.CONNECTED or obs.link.trouble is not LinkTrouble.NONE
