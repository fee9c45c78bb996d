"""A loop whose clock jumps: what is waited for takes no time, and its length is known to the millisecond.

For tests in which nothing but the loop lets time pass: no thread, no process, no socket. Real parts keep a real clock.
"""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

import looptime

T = TypeVar("T")


def run_jumping(main: Coroutine[object, object, T]) -> T:
    """Run *main* as ``asyncio.run`` does, in a loop that jumps from one timer to the next."""
    with asyncio.Runner(loop_factory=looptime.new_event_loop) as runner:
        return runner.run(main)


def loop_time() -> float:
    """Return the running loop's clock in seconds, rounded to the millisecond."""
    return round(asyncio.get_running_loop().time(), 3)
