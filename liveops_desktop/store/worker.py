"""A thread that alone touches a journal, so that no disk ever holds up the screen."""

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def _nothing() -> None:
    pass


class Worker:
    """Does what it is called for, one after another. The thread starts with the first call and ends with ``end``."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    async def call(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *work* returns, or raise what it raises. A cancelled call is still finished by the thread."""
        return await self.call_then(_nothing, work, *args, **kwargs)

    async def call_then(self, then: Callable[[], None], work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Like ``call``, but *then* is called on the loop in the very step in which the answer arrives.

        A task that waits is woken one step of the loop later, which under Qt may come after a paint.
        It is called also when the caller was cancelled meanwhile, unless *work* raised.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[R] = loop.create_future()

        def succeed(result: R) -> None:
            then()
            if not done.done():
                done.set_result(result)

        def fail(error: BaseException) -> None:
            if not done.done():
                done.set_exception(error)

        def run() -> None:
            try:
                result = work(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 -- handed to who called
                loop.call_soon_threadsafe(fail, error)
            else:
                loop.call_soon_threadsafe(succeed, result)

        self._start()
        self._work.put(run)
        return await done

    def end(self) -> None:
        """Let the thread end once it has done what was asked, and wait for it."""
        if self._thread is not None:
            self._work.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()
