"""How long what runs takes to end once it is cancelled."""

import asyncio
import time

from bench.figure import CannotMeasureError


async def cancelled(task: "asyncio.Task[object]") -> float:
    """Cancel *task* and return the seconds until it has ended.

    Raises:
        CannotMeasureError: it ended by itself.
    """
    began = time.perf_counter()
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        raise CannotMeasureError(f"it ended before it was cancelled: {task}")
    return time.perf_counter() - began
