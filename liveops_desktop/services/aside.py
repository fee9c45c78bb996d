"""Work that may hang, in a thread of its own that nobody has to wait for."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T], limit: float, name: str) -> T:
    """Return what *work* returned, in a daemon thread of that *name*; raise ``TimeoutError`` after *limit* seconds.

    It is left to itself when it hangs. Not in the loop's pool: the loop would wait for it when it closes (qasync#115).
    """
    answer = Future[T]()
    answer.set_running_or_notify_cancel()  # so that who stops waiting cannot cancel it

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 -- whatever it is, it is told where it was asked
            answer.set_exception(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    async with asyncio.timeout(limit):
        return await asyncio.wrap_future(answer)
