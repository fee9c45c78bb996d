"""The one thread that owns the connections: requests go in by priority, answers come back on the loop."""

import asyncio
import contextlib
import itertools
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

from obsws_python import Subs

from liveops_desktop.core.vitals import LinkTrouble
from liveops_desktop.services.obs.client import Client, Request
from liveops_desktop.services.obs.errors import LinkFailed, ObsGone, ObsRefused
from liveops_desktop.services.obs.secret import Password

_T = TypeVar("_T")

SUBSCRIPTIONS = int(Subs.GENERAL | Subs.CONFIG | Subs.SCENES | Subs.INPUTS | Subs.OUTPUTS | Subs.SCENEITEMS)


class Priority(IntEnum):
    """What goes first. Opening comes last: what was asked of a lost connection fails before a new one is there."""

    STOP = 0
    OPERATOR = 1
    HEARTBEAT = 2
    POLL = 3
    OPEN = 4


@dataclass(frozen=True)
class Target:
    """Which OBS."""

    host: str
    port: int
    password: Password


@dataclass(order=True)
class _Job:
    priority: int
    number: int
    work: Callable[[], Any] = field(compare=False)
    done: "asyncio.Future[Any]" = field(compare=False)


class Worker:
    """Owns a request connection and an event connection at a time, both opened and dropped together.

    Public methods are called on the loop. *lost* and *hear* are called on the loop: *lost* once for each opened
    pair of connections, with why it ended; *hear* with each event's type and data.
    """

    def __init__(self, lost: Callable[[LinkTrouble], None], hear: Callable[[str, dict[str, Any]], None]) -> None:
        self._lost, self._hear = lost, hear
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=self._work, name="obs", daemon=True)
        self._guard = threading.Lock()
        self._open: list[Client] = []  # every client whose socket may be waiting, for abort
        self._requests: Client | None = None
        self._events: Client | None = None
        self._listener: threading.Thread | None = None
        self._ending = False
        self._busy = False

    def start(self) -> None:
        """Start the thread; call on the running loop."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def stop(self) -> None:
        """End everything: wait 0.2 s for a polite close, then cut the sockets; at most one second in all."""
        self._ending = True
        self._put(Priority.STOP, lambda: None)
        self._thread.join(0.2)
        self.abort()
        self._thread.join(0.8)  # still alive only when a name look-up hangs; a daemon thread does not hold the exit
        while not self._jobs.empty():
            _fail(self._jobs.get_nowait().done, ObsGone())

    def abort(self) -> None:
        """Cut whatever the thread is waiting for."""
        with self._guard:
            for client in self._open:
                client.abort()

    async def open(self, target: Target) -> bool:
        """Drop earlier connections and open both anew; tell whether OBS is on this PC. Raises ``LinkFailed``."""
        return await self._run(Priority.OPEN, lambda: self._open_both(target))

    async def ask(self, priority: Priority, name: str, data: dict[str, Any] | None, limit: float) -> dict[str, Any]:
        """Send one request; *limit* in seconds counts from when it is sent. Raises ``ObsGone``, ``ObsRefused``."""
        return await self._run(priority, lambda: self._ask(name, data, limit))

    async def ask_all(
        self, priority: Priority, requests: Sequence[Request], limit: float
    ) -> list[dict[str, Any] | ObsRefused]:
        """Send requests as one message, and return their answers in order. Raises ``ObsGone``."""
        return await self._run(priority, lambda: self._on_link(lambda client: client.ask_all(requests, limit)))

    def forget(self) -> None:
        """Close both connections soon; an attempt at opening them is cut short."""
        if self._busy:
            self.abort()
        self._put(Priority.STOP, self._drop)

    async def _run(self, priority: Priority, work: Callable[[], _T]) -> _T:
        if self._ending:
            raise ObsGone
        given: _T = await self._put(priority, work)
        return given

    def _put(self, priority: Priority, work: Callable[[], Any]) -> "asyncio.Future[Any]":
        done = self._loop.create_future()
        self._jobs.put(_Job(priority, next(self._numbers), work, done))
        return done

    # below: on the thread

    def _work(self) -> None:
        while not self._ending:
            job = self._jobs.get()
            self._busy = True
            try:
                given = job.work()
            except BaseException as error:  # noqa: BLE001 -- not handed over, it would leave its waiter waiting for ever
                self._tell(_fail, job.done, error)
            else:
                self._tell(_finish, job.done, given)
            self._busy = False
        self._drop()

    def _tell(self, what: Callable[..., object], *values: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile: nobody is waiting any more
            self._loop.call_soon_threadsafe(what, *values)

    def _open_both(self, target: Target) -> bool:
        self._drop()
        requests = self._open_one(target, 0)
        events = self._open_one(target, SUBSCRIPTIONS)
        self._requests, self._events = requests, events
        self._listener = threading.Thread(target=self._listen, args=(events,), name="obs-events", daemon=True)
        self._listener.start()
        return requests.local

    def _open_one(self, target: Target, subs: int) -> Client:
        client = Client(target.host, target.port, target.password, subs)
        with self._guard:
            self._open.append(client)
        if self._ending:
            client.abort()
        client.connect()
        client.greet()
        client.identify()
        return client

    def _ask(self, name: str, data: dict[str, Any] | None, limit: float) -> dict[str, Any]:
        return self._on_link(lambda client: client.ask(name, data, limit))

    def _on_link(self, work: Callable[[Client], _T]) -> _T:
        if self._requests is None:
            raise ObsGone
        try:
            return work(self._requests)
        except LinkFailed as failure:
            # Never used again: after a timeout the late answer would be taken for the next one's.
            self._drop()
            self._tell(self._lost, failure.trouble)
            raise ObsGone from None

    def _listen(self, events: Client) -> None:
        """Run on the event connection's own thread, until it ends."""
        try:
            events.listen(self._heard)
        except LinkFailed as failure:
            if self._events is events:
                self._tell(self._end_by_event, events, failure.trouble)

    def _heard(self, event: dict[str, Any]) -> None:
        data = event.get("eventData")
        self._tell(self._hear, str(event.get("eventType", "")), data if isinstance(data, dict) else {})

    def _end_by_event(self, events: Client, trouble: LinkTrouble) -> None:
        """On the loop: the event connection ended by itself; take the other one down with it."""
        if self._events is events:
            self.abort()
            self._lost(trouble)

    def _drop(self) -> None:
        """Close both connections and wait for the listener."""
        with self._guard:
            clients, self._open = self._open, []
        events, self._requests, self._events = self._events, None, None
        if events is not None and self._listener is not None:
            events.take_leave()
            self._listener.join(0.1)
            events.abort()
            self._listener.join(0.5)
            self._listener = None
        for client in clients:
            client.leave()


def _finish(done: "asyncio.Future[Any]", given: object) -> None:
    if not done.done():
        done.set_result(given)


def _fail(done: "asyncio.Future[Any]", error: BaseException) -> None:
    if not done.done():
        done.set_exception(error)
        done.exception()  # whoever waits still gets it; when nobody does any more, that is no fault to log
