"""One window per data folder: a second start raises the first and ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 5.0  # s; a first window that is only just starting does not listen yet


@dataclass(frozen=True)
class Standing:
    """How this start stands to another on the same folder."""

    is_first: bool
    raised: bool = False
    """The first one was told to come up front."""


@contextmanager
def only_one(folder: Path, patience: float = _PATIENCE, show: str = "") -> Iterator[Standing]:
    """Hold *folder* for this process, or tell the one that holds it to come up front.

    The lock is the system's own and ends with its process, however that ends. Two starts in the same moment: one
    gets it. *patience* is how many seconds the other waits for the first to listen; it hands *show* on to it.
    """
    file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)  # no child inherits it (PEP 446)
    try:
        if _lock(file):
            yield Standing(is_first=True)
        else:
            from liveops_desktop.shell.raising import raise_first  # a first start does not wait for Qt's network

            yield Standing(is_first=False, raised=raise_first(folder, patience, show))
    finally:
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
