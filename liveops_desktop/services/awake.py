"""Holding off sleep and the screen saver, through wakepy.

wakepy works in a thread of its own: it talks to the desktop over D-Bus, which may take its time or never answer, and
a hold must be given back by the thread that took it. A system that refuses is reported, and is never an error. When
the process ends, however it ends, the system drops the hold by itself.
"""

import asyncio
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakepy import ActivationResult, DBusAdapter

LIMIT = 5.0
"""Seconds the system gets to answer."""
NO_ANSWER = "no answer"
"""The reason where the system said nothing in time."""
_LONGEST_REASON = 300

log = logging.getLogger(__name__)


class Awake:
    """The program's hold on the machine's wakefulness. Its methods belong to the loop's thread."""

    def __init__(self, limit: float = LIMIT) -> None:
        """Nothing is held yet; *limit* is in seconds."""
        self._limit = limit
        self._holder: _Holder | None = None

    @property
    def held(self) -> bool:
        """Sleep and screen saver are held off now."""
        return self._holder is not None and self._holder.held

    async def hold(self) -> str:
        """Hold off sleep and screen saver; return empty when they are held off, else why not, in the system's words.

        Holding twice is holding once. After a refusal the next call asks the system anew; after no answer in time it
        waits for the answer that is still out, which counts whenever it comes.
        """
        if self._holder is None:
            self._holder = _Holder()
        holder = self._holder
        try:
            async with asyncio.timeout(self._limit):
                refusal = await asyncio.wrap_future(holder.answer)
        except TimeoutError:
            return NO_ANSWER
        if refusal and self._holder is holder:
            self._holder = None
        return refusal

    async def release(self) -> None:
        """Give the hold back, if there is one; return when that is done, or the system has not answered in time."""
        holder, self._holder = self._holder, None
        if holder is None:
            return
        holder.release.set()
        try:
            async with asyncio.timeout(self._limit):
                await asyncio.wrap_future(holder.gone)
        except TimeoutError:
            log.info("the system did not answer when the hold on sleep was given back")


class _Holder:
    """One hold, for the length of its thread. A daemon: a desktop that never answers must not keep the program."""

    def __init__(self) -> None:
        self.held = False
        self.release = threading.Event()
        self.answer = Future[str]()
        self.gone = Future[None]()
        for future in (self.answer, self.gone):
            future.set_running_or_notify_cancel()  # so that who stops waiting cannot cancel it
        threading.Thread(target=self._run, name="awake", daemon=True).start()

    def _run(self) -> None:
        try:
            self._hold()
        except Exception as error:  # noqa: BLE001 -- whatever a desktop's driver throws is a refusal
            if not self.answer.done():
                self.answer.set_result(_short(str(error) or type(error).__name__))
        finally:
            self.held = False
            self.gone.set_result(None)

    def _hold(self) -> None:
        from wakepy import keep  # not before the first paint, and not in the UI thread

        with _bus() as bus, keep.presenting(on_fail="pass", dbus_adapter=bus) as mode:
            self.held = mode.active
            if not mode.active:
                self.answer.set_result(_short(_reason(mode.result)))
                return
            self.answer.set_result("")
            self.release.wait()


@contextmanager
def _bus() -> "Iterator[type[DBusAdapter] | None]":
    """Give wakepy its way to D-Bus, None where there is no D-Bus, and close what it opened.

    wakepy 1.0 leaves the connection of a refused call open, and after closing one collects the garbage of the whole
    program (wakepy#277): here that would end other threads' objects, Qt's among them, in this thread.
    """
    try:
        from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter
    except ImportError:
        yield None
        return
    made: list[DBusAdapter] = []

    class Bus(JeepneyDBusAdapter):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

        def close_connections(self) -> None:
            while self._connections:
                self.close_connection(self._connections.popitem()[1])

    try:
        yield Bus
    finally:
        for one in made:
            one.close_connections()


def _reason(result: "ActivationResult") -> str:
    """Return why the way this system should know was refused; wakepy tells of every way it tried, with advice."""
    tried = result.query(success=(False,), fail_stages=("REQUIREMENTS", "ACTIVATION"))
    if not tried:
        return result.get_failure_text(style="inline")
    # A D-Bus failure comes wrapped in the ``repr`` of the call that failed.
    words = tried[0].failure_reason.rpartition("failed with message: ")[2].rstrip("\"')")
    return f"{tried[0].method.name}: {words}"


def _short(reason: str) -> str:
    return " ".join(reason.split())[:_LONGEST_REASON]
