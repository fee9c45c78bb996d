"""The head: number and hash of the last fact, kept beside the show file.

It is written after each commit, so it may be behind (killed in between) and never ahead: a journal that is
shorter than its head, or holds another hash there, has lost facts or was changed.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_BINARY = getattr(os, "O_BINARY", 0)  # Windows only


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
    """Return the head of *show_file*; None where there is none or it makes no sense."""
    try:
        rows, digest, show = head_path(show_file).read_text("ascii").split()
        return Head(int(rows), bytes.fromhex(digest), show)
    except (OSError, ValueError):
        return None


class HeadFile:
    """Writes the head in place: one small write, no sync (being behind is harmless). Mode 0600."""

    def __init__(self, show_file: Path) -> None:
        """Open or make the file. Raises OSError."""
        self._fd = os.open(head_path(show_file), os.O_RDWR | os.O_CREAT | _BINARY, 0o600)

    def write(self, head: Head) -> None:
        """Put *head* in place of the one before; a disk that refuses leaves it behind."""
        record = f"{head.rows:012d} {head.hash.hex()} {head.show}\n".encode("ascii")
        with suppress(OSError):
            os.lseek(self._fd, 0, os.SEEK_SET)
            os.write(self._fd, record)

    def close(self) -> None:
        """Sync and let go."""
        with suppress(OSError):
            os.fsync(self._fd)
        os.close(self._fd)
