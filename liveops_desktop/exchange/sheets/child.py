"""Reading a spreadsheet in a child process with limits of its own: whatever the file does, the show goes on.

The child is this program with the hidden sub-command ``read-sheet``, so it also works where the program is frozen.
"""

import asyncio
import contextlib
import subprocess
import sys
from pathlib import Path

import msgspec

from liveops_desktop.exchange.sheets.parsing import CannotParse, Wrong, print_parsed
from liveops_desktop.exchange.sheets.table import Book
from liveops_desktop.services.child_process import end
from liveops_desktop.services.this_program import command, environment

SUB_COMMAND = "read-sheet"
LIMIT = 20.0
"""Seconds of wall clock."""
MOST_SECONDS = 15
"""Of processor time, where the system can hold a process to it."""
MOST_MEMORY = 1 << 30
"""Bytes of address space, likewise."""


class _Said(msgspec.Struct, frozen=True):
    book: Book | None = None
    wrong: Wrong | None = None
    detail: str = ""


def read_sheet(path: Path) -> int:
    """Carry out the hidden sub-command: print the parsed file as JSON; the limits hold from here on."""
    _limit_myself()
    try:
        said = print_parsed(path)
    except MemoryError:
        said = msgspec.json.encode({"wrong": Wrong.TOO_LONG.value, "detail": ""})
    sys.stdout.buffer.write(said)
    return 0


def _limit_myself() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's watchdog remains
        return
    for what, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, MOST_MEMORY)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def read_book(path: Path, limit: float = LIMIT) -> Book:
    """Return the sheets of the file, read by a child process. Blocks up to *limit* seconds: for the command line.

    Raises:
        CannotParse: see ``parse``; ``TOO_LONG`` when the child was ended.
    """
    try:
        child = subprocess.run(  # noqa: S603 -- this program itself
            command(SUB_COMMAND, str(path)),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise CannotParse(Wrong.TOO_LONG) from late
    return _book(child.returncode, child.stdout)


async def read_book_async(path: Path, limit: float = LIMIT) -> Book:
    """As ``read_book``, without blocking the loop. Cancelling it ends the child."""
    child = await asyncio.create_subprocess_exec(
        *command(SUB_COMMAND, str(path)),
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(limit):
            said, _ = await child.communicate()
    except TimeoutError as late:
        raise CannotParse(Wrong.TOO_LONG) from late
    finally:
        await end(child)
    assert child.returncode is not None
    return _book(child.returncode, said)


def _book(code: int, said: bytes) -> Book:
    try:
        answer = msgspec.json.decode(said, type=_Said)
    except msgspec.DecodeError as broken:  # it died before it could say anything: of its limits, or of the file
        raise CannotParse(Wrong.TOO_LONG if code else Wrong.NOT_READABLE) from broken
    if answer.wrong is not None:
        raise CannotParse(answer.wrong, answer.detail)
    if answer.book is None:
        raise CannotParse(Wrong.NOT_READABLE)
    return answer.book
