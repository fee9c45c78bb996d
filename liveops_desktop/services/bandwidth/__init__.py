"""Bandwidth, measured by one of several providers behind one call.

``web`` posts to a server that takes any POST, ``iperf`` runs iperf3 where it is installed, ``indicative`` runs
speedtest-cli in a child process. What is around each of them (other senders, the network interface's own count, how
long a connection takes under load) is measured here, the same for all.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from msgspec.structs import replace

from liveops_desktop.core.bandwidth import Measurement, Plan
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.preflight import Why
from liveops_desktop.services.bandwidth import indicative, iperf, web
from liveops_desktop.services.bandwidth.relay import SPEEDTEST, Heard, address_of, is_web
from liveops_desktop.services.machine import interface_bytes, interface_of
from liveops_desktop.services.network import Kind, NetworkTrouble, connect_tcp, local_address

QUIET = 1.0
"""Seconds in which nothing of ours is sent, to see who else sends."""
IDLE_TRIES = 5
LOADED_APART = 0.5
"""Seconds between two connections under load."""
CONNECT_LIMIT = 2.0

_WHY = {
    Kind.NO_SUCH_HOST: Why.NO_SUCH_HOST,
    Kind.NO_ANSWER: Why.NO_ANSWER,
    Kind.REFUSED: Why.REFUSED,
    Kind.UNREACHABLE: Why.UNREACHABLE,
    Kind.CLOSED: Why.CLOSED,
}

__all__ = ["Heard", "measure"]


async def measure(plan: Plan, heard: Heard, now: Callable[[], Instant]) -> Measurement:
    """Measure as *plan* says; never raises for what it finds, that is in ``trouble``.

    *heard* gets the share done, 0…1, and the samples so far, about once a second. Cancelled, it ends at once, and its
    child process with it.
    """
    begun = now()
    name, run = _provider(plan.relay)
    try:
        host, port = address_of(plan.relay)
        interface = interface_of(await local_address(host, port))
    except NetworkTrouble as trouble:
        why = _WHY.get(trouble.kind, Why.UNREACHABLE)
        return Measurement(name, plan.relay, begun, trouble=why)
    except ValueError:
        return Measurement(name, plan.relay, begun, trouble=Why.NOT_AN_ADDRESS, detail=plan.relay)
    # Without a host of the show's own, a web relay's port tells how the line is loaded. An iperf3 server takes who
    # connects for its client, and resets the real one that comes meanwhile.
    near = (plan.host, plan.port) if plan.host else (host, port) if run is web.run else None
    others = await _others(interface)
    idle = [took for _ in range(IDLE_TRIES) if near and (took := await _connect(*near)) is not None]
    before = interface_bytes(interface, received=plan.down)
    loaded: list[Span] = []
    async with _listening(near, loaded):
        found = await run(plan, heard, begun)
    after = interface_bytes(interface, received=plan.down)
    return replace(
        found,
        interface=interface,
        counted=None if before is None or after is None or after < before else after - before,
        others_kbps=others,
        idle_rtts=tuple(idle),
        loaded_rtts=tuple(loaded[1:]),  # the first fell into the warm-up
    )


def _provider(relay: str) -> tuple[str, Callable[[Plan, Heard, Instant], Awaitable[Measurement]]]:
    if relay == SPEEDTEST:
        return indicative.NAME, indicative.run
    return (web.NAME, web.run) if is_web(relay) else (iperf.NAME, iperf.run)


async def _others(interface: str) -> float | None:
    """Return how much the interface sends while nothing of ours does, in kb/s; None: the system does not tell."""
    loop = asyncio.get_running_loop()
    before, begun = interface_bytes(interface), loop.time()
    await asyncio.sleep(QUIET)
    after, took = interface_bytes(interface), loop.time() - begun
    return None if before is None or after is None or after < before else (after - before) * 8 / took / 1_000


async def _connect(host: str, port: int) -> Span | None:
    with suppress(NetworkTrouble):
        return await connect_tcp(host, port, CONNECT_LIMIT)
    return None


@asynccontextmanager
async def _listening(near: tuple[str, int] | None, times: list[Span]) -> AsyncIterator[None]:
    """Meanwhile, time a connection twice a second; one that comes to nothing took its whole limit."""

    async def listen(host: str, port: int) -> None:
        while True:
            took = await _connect(host, port)
            times.append(Span(round(1_000 * CONNECT_LIMIT)) if took is None else took)
            await asyncio.sleep(LOADED_APART)

    task = asyncio.create_task(listen(*near), name="connections under load") if near else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            await asyncio.wait({task})
