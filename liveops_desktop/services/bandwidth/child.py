"""A child process that measures: its output read within bounds, and its end certain."""

import asyncio
from collections.abc import Mapping, Sequence

from liveops_desktop.services.child_process import end

OUTPUT_MOST = 4_000_000
"""Bytes that a child may print."""


class CameToNothing(Exception):  # noqa: N818 -- a finding
    """The child printed nothing that can be used, or did not end in time (*late*)."""

    def __init__(self, *, late: bool = False) -> None:
        """Keep why."""
        super().__init__("late" if late else "nothing")
        self.late = late


async def run_child(
    command: Sequence[str], limit: float, env: Mapping[str, str] | None = None, *, errors: bool = False
) -> bytes:
    """Return what *command* prints within *limit* seconds; raise ``CameToNothing``, ``FileNotFoundError``.

    *errors*: with what it prints to its error output. It is killed when it is too slow, prints too much, or when the
    caller is cancelled.
    """
    child = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT if errors else asyncio.subprocess.DEVNULL,
        env=env,
        limit=OUTPUT_MOST,
    )
    assert child.stdout is not None
    try:
        async with asyncio.timeout(limit):
            printed = await child.stdout.read(OUTPUT_MOST)
            while more := await child.stdout.read(OUTPUT_MOST):
                printed += more
                if len(printed) > OUTPUT_MOST:
                    raise CameToNothing
            await child.wait()
    except TimeoutError:
        raise CameToNothing(late=True) from None
    finally:
        await end(child)
    return printed
