"""The head: number and hash of the last fact, kept beside the show file.

It is written after each commit, so it may be behind (killed in between) and never ahead: a journal that is
shorter than its head, or holds another hash there, has lost facts or was changed.
"""

import mmap
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_BINARY = getattr(os, "O_BINARY", 0)  # Windows only
_SIZE = 256
"""Bytes of the file; the record is filled up with spaces."""


class Head(NamedTuple):
    """What the last fact was."""

    rows: int
    hash: bytes
    show: str
    """Id of the show."""


def head_path(show_file: Path) -> Path:
    """Return where the head of *show_file* is kept."""
    return show_file.with_name(show_file.name + ".head")


def read_head(show_file: Path) -> Head | None:
    """Return the head of *show_file*; None where there is none, or it was torn by a power cut."""
    try:
        record = head_path(show_file).read_bytes()
        rows, digest, show, _check = record.decode("ascii").split()
        head = Head(int(rows), bytes.fromhex(digest), show)
    except (OSError, ValueError):
        return None
    return head if record == _record(head) else None


class HeadFile:
    """Writes the head in place, through memory: no call to the system for a fact, and killed it is on the disk.

    It is not synced, since being behind is harmless. Mode 0600.
    """

    def __init__(self, show_file: Path, head: Head) -> None:
        """Make the file, or go on in it, with *head* in it. Raises OSError."""
        fd = os.open(head_path(show_file), os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
        try:
            os.write(fd, _record(head))  # really takes the space: a full disk must not show up in memory later
            self._memory = mmap.mmap(fd, _SIZE)
        finally:
            os.close(fd)

    def write(self, head: Head) -> None:
        """Put *head* in place of the one before."""
        self._memory[:_SIZE] = _record(head)

    def close(self) -> None:
        """Sync and let go."""
        with suppress(OSError):
            self._memory.flush()
        self._memory.close()


def _record(head: Head) -> bytes:
    says = b"%d %s %s" % (head.rows, head.hash.hex().encode("ascii"), head.show.encode("ascii"))
    return (b"%s %08x\n" % (says, zlib.crc32(says))).ljust(_SIZE)
