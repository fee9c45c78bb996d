"""The pulse: what is done regularly is done together, so that an idle program wakes up as seldom as it can."""

import asyncio
import math

_REACHED = 0.01
"""Seconds before its time that a sleep may end and still count: clocks and timers round differently."""


async def pulse(every: float) -> float:
    """Sleep until the loop's clock is a multiple of *every* seconds, and return how long that was to be, in seconds.

    All who wait so wake up at one time. No drift adds up, and a beat that was missed is left out.
    """
    now = asyncio.get_running_loop().time()
    length = (math.floor((now + _REACHED) / every) + 1) * every - now
    await asyncio.sleep(length)
    return length
