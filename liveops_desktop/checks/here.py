"""What the live world sees of this PC: the machine in detail, its devices, its way out, its clock."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from liveops_desktop.checks.reach import Unreachable
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.devices import Devices, Heard
from liveops_desktop.core.machine import MachineDetail
from liveops_desktop.core.preflight import Why
from liveops_desktop.services.devices import DeviceHistory, NoDevices, StillStarting, listen
from liveops_desktop.services.network import Kind, NetworkTrouble, local_address, resolve

RESOLVE_LIMIT = 0.9
AWAKE_LIMIT = 2.0
LAST_WORDS = 0.3
"""Seconds, within the limit of a check."""
ANYWHERE = ("192.0.2.1", "2001:db8::1")
"""Addresses kept for documents (RFC 5737, RFC 3849): what leads there is the way to anywhere. Nothing is sent."""
DISCARD = 9

_T = TypeVar("_T")


class Here:
    """Part of ``LiveWorld``. *devices* remembers what was there; None: this run's look is the first one."""

    def __init__(self, now: Callable[[], Instant], devices: DeviceHistory | None) -> None:
        """Nothing is looked at before a check asks."""
        self._now_here = now
        self._device_history = devices or DeviceHistory()
        self._shared: dict[str, asyncio.Task[Any]] = {}

    async def _once(self, key: str, work: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
        """Return what *work* gave, done once in a run; who stops waiting does not stop it for the others."""
        if key not in self._shared:
            self._shared[key] = asyncio.create_task(work(), name=f"preflight: {key}")
            self._shared[key].add_done_callback(_read)
        given: _T = await asyncio.shield(self._shared[key])
        return given

    async def leave(self) -> None:
        """End what is still being looked at, at the end of a run."""
        tasks = [task for task in self._shared.values() if not task.done()]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=LAST_WORDS)
        await self._device_history.close()

    async def detail(self) -> MachineDetail:
        """Return this PC in detail, looked at once in a run."""
        from liveops_desktop.services.machine.detail import read_detail

        try:
            return await self._once("detail", lambda: read_detail(self._now_here()))
        except TimeoutError:
            raise Unreachable(Why.NO_ANSWER) from None

    async def devices(self) -> Devices:
        """Return the devices of this PC, looked at once in a run."""
        try:
            return await self._once("devices", self._device_history.look)
        except StillStarting:
            self._shared.pop("devices", None)  # the next one who asks waits for the same look
            raise Unreachable(Why.MEASURING) from None
        except NoDevices:
            raise Unreachable(Why.UNAVAILABLE) from None

    async def hear(self, microphones: Sequence[str], length: Span, heard: Callable[[float], None]) -> tuple[Heard, ...]:
        """Listen to microphones of this PC."""
        try:
            return await listen(microphones, length, heard)
        except (NoDevices, OSError):
            raise Unreachable(Why.UNAVAILABLE) from None

    async def keep_awake(self) -> str:
        """Hold off sleep for a moment; return the system's refusal, empty when it agreed."""
        from liveops_desktop.services.awake import NO_ANSWER, Awake

        if sys.platform == "linux" and not _has_session():
            raise Unreachable(Why.UNAVAILABLE)
        awake = Awake(AWAKE_LIMIT)
        refusal = await awake.hold()
        if refusal == NO_ANSWER:
            raise Unreachable(Why.NO_ANSWER)
        releasing = asyncio.ensure_future(awake.release())
        await asyncio.wait({releasing}, timeout=0.2)
        return refusal

    async def way_out(self, host: str) -> str:
        """Return this PC's address on the way to *host*, asked once in a run."""
        return await self._once(f"way to {host}", lambda: _way_out(host))

    async def gateway(self) -> Span:
        """Return the round trip to the router."""
        from liveops_desktop.services.gateway import gateway_rtt

        return await _found(gateway_rtt())

    async def clock_offset(self, server: str) -> float:
        """Return by how many seconds this PC's clock is ahead."""
        from liveops_desktop.services.sntp import clock_offset

        return await _found(clock_offset(server))

    async def web(self, url: str) -> tuple[int, str]:
        """Return status and text of a web server."""
        from liveops_desktop.services.web_answer import web_answer

        return await _found(web_answer(url))


async def _way_out(host: str) -> str:
    trouble: NetworkTrouble | None = None
    targets: tuple[str, ...] = ANYWHERE
    try:
        if host:
            targets = (await resolve(host, RESOLVE_LIMIT)).addresses
    except NetworkTrouble:
        pass  # another check tells of the name
    for target in targets:
        try:
            return (await local_address(target, DISCARD)).partition("%")[0]
        except NetworkTrouble as why:
            trouble = why
    raise Unreachable(Why.UNREACHABLE) from trouble


def _has_session() -> bool:
    """Tell whether there is a desktop's message bus to ask on."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), "bus").exists()


_WHY = {
    Kind.NO_SUCH_HOST: Why.NO_SUCH_HOST,
    Kind.NO_ANSWER: Why.NO_ANSWER,
    Kind.REFUSED: Why.REFUSED,
    Kind.CLOSED: Why.CLOSED,
    Kind.CERTIFICATE: Why.CERTIFICATE,
    Kind.NOT_TLS: Why.NOT_TLS,
}


async def _found(attempt: Awaitable[_T]) -> _T:
    try:
        return await attempt
    except NetworkTrouble as trouble:
        raise Unreachable(_WHY.get(trouble.kind, Why.UNREACHABLE)) from trouble


def _read(task: "asyncio.Task[Any]") -> None:
    """Take a failure as read: who asked may be gone."""
    if not task.cancelled():
        task.exception()
