"""The program's log: a file that goes round, without secrets, into which also goes what nothing else took.

``log.txt`` is the newest; ``log.1.txt`` … ``log.4.txt`` are older ones. Every record is redacted as a whole, its trace
included, before it is written. A log that cannot be written never stops the show: what was lost is counted and said
in the next line that can be written.
"""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio  # not at run time: the log begins before the first paint

FILE = "log.txt"
LARGEST = 1_000_000
"""Bytes of one file."""
KEPT = 5
"""Files in all."""
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO, "debug": logging.DEBUG}

_FORM = "%(asctime)s %(levelname)s %(name)s [%(threadName)s]: %(message)s"

log = logging.getLogger(__name__)


class RoundLog(logging.Handler):
    """Writes redacted records to ``folder/log.txt``, mode 0600, and goes round.

    Written for this program instead of taking ``logging.handlers``: that one prints a record it cannot write, secrets
    and all, to stderr, and takes 13 ms to import before the first paint.
    """

    def __init__(self, folder: Path, largest: int = LARGEST, kept: int = KEPT) -> None:
        """Make the file; raises ``OSError`` where the folder cannot be written."""
        super().__init__()
        self.setFormatter(logging.Formatter(_FORM))
        self._folder, self._largest, self._kept = folder, largest, kept
        self._lost = 0
        self._descriptor: int | None = None
        self._size = 0
        self._open()

    def emit(self, record: logging.LogRecord) -> None:
        """Write *record*."""
        try:
            from liveops_desktop.services.redaction import redact

            line = redact(self.format(record)) + "\n"
            if self._lost:
                line = f"({self._lost} records before this one could not be written)\n{line}"
            self._write(line.encode("utf-8", errors="backslashreplace"))
            self._lost = 0
        except Exception:  # noqa: BLE001 -- whatever a record's own repr raises, or a full disk
            self._lost += 1

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        super().close()

    def _write(self, line: bytes) -> None:
        if self._size and self._size + len(line) > self._largest:
            self._go_round()
        descriptor = self._open()
        while line:
            written = os.write(descriptor, line)
            self._size += written
            line = line[written:]

    def _open(self) -> int:
        if self._descriptor is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self._descriptor = os.open(self._folder / FILE, flags, 0o600)
            self._size = os.fstat(self._descriptor).st_size
        return self._descriptor

    def _go_round(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        names = [self._folder / name for name in files(self._kept)]
        for older, newer in zip(reversed(names[1:]), reversed(names[:-1]), strict=True):
            if newer.exists():
                newer.replace(older)


def files(kept: int = KEPT) -> tuple[str, ...]:
    """Return the names of the log's files, the newest first."""
    return (FILE, *(f"log.{number}.txt" for number in range(1, kept)))


def begin(folder: Path) -> RoundLog:
    """Log into *folder* from now on: our own from ``info`` up, what libraries say from ``warning`` up.

    Raises ``OSError`` where the folder cannot be written.
    """
    handler = RoundLog(folder)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    set_level("info")
    threading.excepthook = _thread_died
    return handler


def set_level(level: str) -> None:
    """Log our own records from *level* (a key of ``LEVELS``) up; of libraries never less than warnings."""
    logging.getLogger("liveops_desktop").setLevel(LEVELS[level])


def _thread_died(died: threading.ExceptHookArgs) -> None:
    if died.exc_type is SystemExit or died.exc_value is None:
        return
    name = died.thread.name if died.thread is not None else "?"
    log.error("thread %s ended", name, exc_info=(died.exc_type, died.exc_value, died.exc_traceback))


def loop_handler(told: Callable[[], object]) -> "Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]":
    """Return what an asyncio loop calls with trouble nobody waits for: it is logged, and *told* is called."""

    def handle(_loop: "asyncio.AbstractEventLoop", context: dict[str, Any]) -> None:
        error = context.get("exception")
        # The message alone: the rest of the context are reprs of whatever was being done.
        log.error("in the loop: %s", context.get("message", ""), exc_info=error)
        told()

    return handle
