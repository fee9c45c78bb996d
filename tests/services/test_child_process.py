"""A child that is ended: gone for certain, and never taken for one that somebody else has reaped."""

import asyncio
import signal
import sys

import psutil
import pytest

from liveops_desktop.services.child_process import end

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and reaping are of POSIX")


async def start(*command: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)


def test_a_child_that_would_stay_is_gone() -> None:
    async def run() -> tuple[int, int | None]:
        child = await start("sleep", "60")
        await end(child)
        return child.pid, child.returncode

    pid, code = asyncio.run(run())
    assert not psutil.pid_exists(pid)
    assert code == -signal.SIGKILL


def test_a_child_that_is_just_ending_is_reaped_by_its_watcher_alone() -> None:
    async def run() -> set[int | None]:
        codes = set[int | None]()
        for _ in range(100):
            child = await start("true")
            assert child.stdout is not None
            await child.stdout.read()  # its end of the pipe is closed: it ends now, or has
            await end(child)
            codes.add(child.returncode)
        return codes

    assert asyncio.run(run()) <= {0, -signal.SIGKILL}


def test_a_child_known_to_have_ended_is_left_alone() -> None:
    async def run() -> int | None:
        child = await start("true")
        await child.wait()
        await end(child)
        return child.returncode

    assert asyncio.run(run()) == 0
