"""The end of a child process, whoever started it: certain, and what it returned is known."""

import asyncio
import os
import signal
import sys
from contextlib import suppress


async def end(child: asyncio.subprocess.Process) -> None:
    """Kill *child* unless it is known to have ended, and wait for its end."""
    if child.returncode is None:
        with suppress(ProcessLookupError):
            _kill(child)
        await child.wait()


def _kill(child: asyncio.subprocess.Process) -> None:
    if sys.platform == "win32":
        child.kill()
        return
    # Not child.kill(): before Python 3.13 that reaps a child that has just ended, and its watcher, who comes too late,
    # logs a warning and tells 255: https://github.com/python/cpython/issues/87744
    os.kill(child.pid, signal.SIGKILL)
