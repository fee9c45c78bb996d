"""One look at an OBS from outside the link, step by step and timed, for the checks before air."""

import asyncio
import contextlib
import statistics
import threading
import time
from collections.abc import Callable

from msgspec import Struct

from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.vitals import LinkTrouble
from liveops_desktop.services.obs import reading
from liveops_desktop.services.obs.client import Client
from liveops_desktop.services.obs.errors import LinkFailed, ObsRefused
from liveops_desktop.services.obs.secret import Password

_ROUNDS = 20
_ROUNDS_LIMIT = 0.5  # s; over a slow way there are fewer of them


class ProbeResult(Struct, frozen=True):
    """How far it came: a step that was not reached has None. ``trouble`` NONE: identified, and it answered."""

    trouble: LinkTrouble
    tcp: Span | None = None
    """How long the TCP connection took."""
    hello: Span | None = None
    """How long from there to OBS's Hello."""
    needs_password: bool | None = None
    version: str = ""
    websocket_version: str = ""
    requests: frozenset[str] = frozenset()
    rtt_ms: float | None = None
    """Median of up to twenty ``GetStats``, in milliseconds."""
    jitter_ms: float | None = None
    """How much longer than that the slowest took."""


async def probe(host: str, port: int, password: str | None) -> ProbeResult:
    """Connect, greet, identify, ask a few things and leave; at most six seconds. Cancelling ends it at once."""
    return await probe_with(host, port, Password(password))


async def probe_with(host: str, port: int, password: Password) -> ProbeResult:
    """Do as ``probe``, with a password in its holder."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[ProbeResult] = loop.create_future()
    client = Client(host, port, password)

    def work() -> None:
        found = _Probe(client).run()
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(_settle, done, found)

    thread = threading.Thread(target=work, name="obs-probe", daemon=True)
    thread.start()
    try:
        return await done
    finally:
        client.abort()
        thread.join(0.1)  # longer only while a name look-up hangs, which ends by itself


def _settle(done: "asyncio.Future[ProbeResult]", found: ProbeResult) -> None:
    if not done.done():
        done.set_result(found)


class _Probe:
    """The steps, on a thread of their own."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._found: dict[str, object] = {}

    def run(self) -> ProbeResult:
        """Take the steps until one fails."""
        trouble = LinkTrouble.NONE
        try:
            self._found["tcp"] = seconds(_timed(self._client.connect))
            self._found["hello"] = seconds(_timed(self._client.greet))
            self._found["needs_password"] = self._client.needs_password
            self._client.identify()
            self._ask()
        except LinkFailed as failure:
            trouble = failure.trouble
        finally:
            self._client.drop()
        return ProbeResult(trouble, **self._found)  # type: ignore[arg-type]  # the keys are this class's own

    def _ask(self) -> None:
        with contextlib.suppress(ObsRefused):  # not ready: what is not known stays empty
            version = reading.convert(self._client.ask("GetVersion", None, 2.0), reading.Version) or reading.Version()
            self._found |= {"version": version.obs_version, "websocket_version": version.web_socket_version}
            self._found["requests"] = version.available_requests
            times: list[float] = []
            while len(times) < _ROUNDS and sum(times) < _ROUNDS_LIMIT:
                times.append(_timed(lambda: self._client.ask("GetStats", None, 2.0)))
            middle = statistics.median(times)
            self._found |= {"rtt_ms": middle * 1_000, "jitter_ms": (max(times) - middle) * 1_000}


def _timed(step: Callable[[], object]) -> float:
    """Return the seconds *step* took."""
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun
