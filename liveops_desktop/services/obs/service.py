"""The supervised link: finds OBS, keeps the connection, and says how it stands."""

import asyncio
import contextlib
import random
import secrets
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import msgspec

from liveops_desktop.core.clock import Instant, Span, seconds
from liveops_desktop.core.vitals import Link, LinkTrouble, Obs
from liveops_desktop.services.obs.client import Request
from liveops_desktop.services.obs.errors import LinkFailed, ObsGone, ObsRefused
from liveops_desktop.services.obs.link import LIVE, REFUSALS, Backoff, LinkState
from liveops_desktop.services.obs.meters import Meters
from liveops_desktop.services.obs.probe import ProbeResult, probe_with
from liveops_desktop.services.obs.secret import Password
from liveops_desktop.services.obs.session import Session
from liveops_desktop.services.obs.survey import NOT_READY
from liveops_desktop.services.obs.worker import Priority, Target, Worker
from liveops_desktop.services.pulse import pulse

LIMIT = 2.0
"""Seconds for one request."""

_ECHO = "liveopsEcho"
_TICK = 0.5
_SWITCH = 10.0  # seconds after which a switch of the collection counts as done, whatever was heard
_HELD_UP = Span(300)
_KNOCK_HERE, _KNOCK_THERE = 0.5, 1.0  # seconds between two looks at a closed port, on this PC and elsewhere
_STABLE = 30.0  # seconds after which a connection counts as good
_BARELY = 1.0  # seconds before which one that ends counts as never good: OBS closes what it has just opened
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class ObsService:
    """OBS over one link. All methods belong to the loop that runs ``run``.

    *now* gives the instant; *changed* is called on the loop after each change of ``reading``.
    """

    def __init__(
        self, now: Callable[[], Instant], changed: Callable[[], None], *, jitter: Callable[[], float] = random.random
    ) -> None:
        self.reading = Obs()
        """The latest; while there is no connection only its link is known."""
        self._now, self._changed = now, changed
        self._link = LinkState()
        self._backoff = Backoff(jitter)
        self._target: Target | None = None
        self._ask_target: bool | None = None
        self._retarget = asyncio.Event()
        self._worker: Worker | None = None
        self._opened: Session | None = None  # the connection there is
        self._session: Session | None = None  # the same, once it has read everything
        self._lost: asyncio.Future[LinkTrouble] | None = None
        self.meters = Meters(self._metered, now)
        """The level meters, which listen only while somebody wants them."""
        self._switching_until = 0.0
        self._echoes: dict[str, asyncio.Future[None]] = {}

    @property
    def metered(self) -> bool:
        """Whether there is an OBS that can be asked for its meters."""
        return self._metered() is not None

    def _metered(self) -> Target | None:
        return self._target if self._link.now.state in LIVE else None

    def connect(self, host: str, port: int, password: str | None, *, ask_target: bool | None = None) -> None:
        """Look for that OBS from now on, until ``disconnect``; also how to try again after a refusal.

        *ask_target*: whether OBS may be asked for its stream target, which it sends with the key in clear text; by
        default only on this PC. Otherwise ``state.service`` and ``state.server`` stay empty.
        """
        self._target = Target(host, port, Password(password))
        self._ask_target = ask_target
        self._search(self._target)
        self._aim()

    def disconnect(self) -> None:
        """Close the connection and look no more; the password is forgotten."""
        self._target = None
        self._link.off(self._now())
        self._aim()

    def _search(self, target: Target) -> None:
        self._link.search(target.host, target.port, self._now(), local=target.host in _HERE)

    def _aim(self) -> None:
        self._opened = self._session = None
        self.meters.forget()
        self._backoff.reset()
        self._retarget.set()
        self._publish()

    async def request(self, name: str, data: dict[str, Any] | None = None, limit: float = LIMIT) -> dict[str, Any]:
        """Send one request for a person or a check and return OBS's data.

        Raises ``ObsGone`` when there is no connection or no answer within *limit* seconds, ``ObsRefused`` when OBS
        says no. It goes before all polling. The product never sends a request that writes the stream's target or key.
        """
        if self._session is None or self._link.now.state not in LIVE:
            raise ObsGone
        return await self._ask(Priority.OPERATOR, name, data, limit)

    async def request_all(self, requests: Sequence[Request], limit: float = LIMIT) -> list[dict[str, Any] | ObsRefused]:
        """Send requests that only read as one message, and return OBS's data or its refusal for each, in order.

        One way to OBS and back for all of them: what a wireless network makes of hundreds is seconds. Raises
        ``ObsGone``. It gives way to what a person asks for.
        """
        if self._session is None or self._link.now.state not in LIVE:
            raise ObsGone
        return await self._ask_together([(Priority.POLL, one) for one in requests], limit)

    async def echo(self, limit: float = LIMIT) -> Span:
        """Return how long OBS took to send an event of our own back to us, on the connection for events.

        Raises ``ObsGone``, ``ObsRefused``, and ``TimeoutError`` when it does not come within *limit* seconds: then no
        event does.
        """
        loop = asyncio.get_running_loop()
        mark, back = secrets.token_hex(8), loop.create_future()
        self._echoes[mark] = back
        begun = loop.time()
        try:
            async with asyncio.timeout(limit):
                await self.request("BroadcastCustomEvent", {"eventData": {_ECHO: mark}}, limit)
                await back
        finally:
            del self._echoes[mark]
        return seconds(loop.time() - begun)

    @property
    def asks_target(self) -> bool:
        """Whether OBS may be asked for its stream target, see ``connect``."""
        return self._link.now.local if self._ask_target is None else self._ask_target

    async def refresh(self) -> None:
        """Read OBS's whole state anew, now; raises ``ObsGone``, ``ObsRefused``."""
        if self._session is None:
            raise ObsGone
        await self._session.refresh()

    async def probe(self, host: str, port: int, password: str | None = None) -> ProbeResult:
        """Look at an OBS once, apart from the link; without a password use the one ``connect`` has for that address."""
        held = Password(password)
        target = self._target
        if password is None and target is not None and (target.host, target.port) == (host, port):
            held = target.password
        return await probe_with(host, port, held)

    async def run(self) -> None:
        """Serve until cancelled; then everything has ended, within a second."""
        worker = self._worker = Worker(self._on_lost, self._on_event)
        worker.start()
        if self._target is not None and self._link.now.state is Link.OFF:  # run anew, after it had ended
            self._search(self._target)
        watch = asyncio.create_task(self._watch(), name="obs-watch")
        try:
            while True:
                self._retarget.clear()
                if self._target is not None:
                    await self._until_retarget(self._keep(worker, self._target))
                    worker.forget()
                await self._retarget.wait()
        finally:
            watch.cancel()
            self._opened = self._session = self._worker = None
            self.meters.stop()
            worker.stop()
            self._link.off(self._now())
            self._publish()

    async def _until_retarget(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work* until it is done or a person points elsewhere."""
        task = asyncio.create_task(work, name="obs-keep")
        turn = asyncio.create_task(self._retarget.wait(), name="obs-turn")
        try:
            await asyncio.wait({task, turn}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _end(turn)
            await _end(task)
        if not task.cancelled():
            task.result()

    async def _keep(self, worker: Worker, target: Target) -> None:
        """Connect, live, and connect again; returns after a refusal."""
        loop = asyncio.get_running_loop()
        while not self._refused():
            try:
                local = await worker.open(target)
            except LinkFailed as failure:
                self._fail(failure.trouble)
                if failure.trouble not in REFUSALS:
                    await asyncio.sleep(self._pause(failure))
                continue
            begun = loop.time()
            await self._live(worker, local=local)
            lived = loop.time() - begun
            if lived >= _STABLE:
                self._backoff.reset()
            if lived < _BARELY and not self._refused():
                await asyncio.sleep(self._backoff.next())

    def _refused(self) -> bool:
        return self._link.now.state is Link.REFUSED

    def _pause(self, failure: LinkFailed) -> float:
        """Seconds until the next try: back off only from what took the connection and made nothing of it."""
        if failure.opened:
            return self._backoff.next()
        self._backoff.reset()
        return _KNOCK_HERE if self._link.now.local else _KNOCK_THERE

    async def _live(self, worker: Worker, *, local: bool) -> None:
        """Keep the reading fresh until the connection is lost."""
        ask_target = local if self._ask_target is None else self._ask_target
        session = Session(self._ask, self._ask_together, self._now, self._publish, ask_target=ask_target)
        lost = self._lost = asyncio.get_running_loop().create_future()

        def ready() -> None:
            self._session = session
            self._link.connected(self._now(), local=local)
            self._publish()

        self._opened = session
        self._switching_until = 0.0
        life = asyncio.create_task(session.run(ready), name="obs-session")
        try:
            await asyncio.wait({life, lost}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _end(life)
            worker.forget()
        if not lost.done():
            self._on_lost(LinkTrouble.GONE)
        if not life.cancelled():
            with contextlib.suppress(ObsGone):
                life.result()

    async def _ask(
        self, priority: Priority, name: str, data: dict[str, Any] | None = None, limit: float = LIMIT
    ) -> dict[str, Any]:
        if self._worker is None:
            raise ObsGone
        if priority is Priority.POLL and self._switching:
            raise ObsRefused(NOT_READY)
        try:
            answer = await self._worker.ask(priority, name, data, limit)
        except ObsRefused:
            self._heard()
            raise
        self._heard()
        return answer

    async def _ask_together(
        self, asked: Sequence[tuple[Priority, Request]], limit: float = LIMIT
    ) -> list[dict[str, Any] | ObsRefused]:
        """Send as one message what only reads; what is polled is refused while OBS switches its collection."""
        if self._worker is None:
            raise ObsGone
        goes = [priority is not Priority.POLL or not self._switching for priority, _request in asked]
        sent = [one for one, now in zip(asked, goes, strict=True) if now]
        answers: list[dict[str, Any] | ObsRefused] = []
        if sent:
            first = min(priority for priority, _request in sent)
            answers = await self._worker.ask_all(first, [request for _priority, request in sent], limit)
            self._heard()
        given = iter(answers)
        return [next(given) if now else ObsRefused(NOT_READY) for now in goes]

    def _heard(self) -> None:
        before = self._link.now
        self._link.word(self._now(), heals=self._session is not None)
        if self._link.now is not before:
            self._publish()

    def _on_event(self, event: str, data: dict[str, Any]) -> None:
        if self._opened is not None:
            self._heard()
            self._mind_switch(event)
            echo = self._echoes.get(str(data.get(_ECHO))) if event == "CustomEvent" else None
            if echo is not None and not echo.done():
                echo.set_result(None)
            self._opened.hear(event, data)

    @property
    def _switching(self) -> bool:
        return asyncio.get_running_loop().time() < self._switching_until

    def _mind_switch(self, event: str) -> None:
        """Take that OBS begins or ends to switch its scene collection: polling in between can crash it.

        So its maintainers advise (https://github.com/obsproject/obs-websocket/issues/894).
        """
        if event == "CurrentSceneCollectionChanging":
            self._switching_until = asyncio.get_running_loop().time() + _SWITCH
        elif event == "CurrentSceneCollectionChanged":
            self._switching_until = 0.0

    def _on_lost(self, trouble: LinkTrouble) -> None:
        if self._lost is not None and not self._lost.done():
            self._lost.set_result(trouble)
            self._opened = self._session = None
            self._fail(trouble)

    def _fail(self, trouble: LinkTrouble) -> None:
        self.meters.forget()
        self._link.failed(trouble, self._now())
        self._publish()

    async def _watch(self) -> None:
        """Let silence age, but not while this loop was held up or the PC slept: nobody was listening."""
        while True:
            begun = self._now()
            slept = await pulse(_TICK)
            held_up = Span(self._now() - begun - round(slept * 1_000))
            if held_up > _HELD_UP:
                self._link.excuse(held_up, self._now())
            before = self._link.now
            self._link.tick(self._now())
            if self._link.now is not before:
                self._publish()

    def _publish(self) -> None:
        """Put the parts together, and tell when anything differs."""
        link, session = self._link.now, self._session
        if link.state in LIVE and session is not None:
            new = Obs(link, session.state, session.stats, session.stream, session.record, session.read_at)
        elif link.state in LIVE:
            new = msgspec.structs.replace(
                self.reading, link=link
            )  # between two connections: what is known still stands
        else:
            new = Obs(link)
        if new != self.reading:
            self.reading = new
            self._changed()


async def _end(task: "asyncio.Task[Any]") -> None:
    """Cancel a task and wait for its end; its own failure is told by whoever goes on."""
    task.add_done_callback(_read)  # when the service is cancelled in this very wait, nobody goes on
    task.cancel()
    await asyncio.wait({task})


def _read(task: "asyncio.Task[Any]") -> None:
    """Take a failure as read, so that asyncio does not log it."""
    if not task.cancelled():
        task.exception()
