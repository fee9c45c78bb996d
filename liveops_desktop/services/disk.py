"""The folder of the recordings: whether it is there, can be written, and how fast. Blocking: call it off the loop."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from liveops_desktop.core.ingest import Folder
from liveops_desktop.services.machine import free_disk_gb

BLOCK = 4 * 1_048_576
SLOWEST = 30.0
"""Seconds after which a disk has shown how slow it is."""


def look_at(folder: Path) -> Folder:
    """Return what this PC sees of *folder*. That it may be written is proved by a file, which is removed."""
    if not folder.is_dir():
        return Folder(there=False, writable=False)
    try:
        # The rights alone do not tell: a file system may be mounted read-only, and root may do everything.
        with tempfile.TemporaryFile(dir=folder, prefix=".liveops-"):
            writable = True
    except OSError:
        writable = False
    return Folder(there=True, writable=writable, free_gb=free_disk_gb(folder))


def write_speed(folder: Path, megabytes: int, heard: Callable[[float], bool]) -> float:
    """Write that many megabytes (1024²) into a file of *folder*, make them safe, and return megabytes per second.

    The file is removed. *heard* gets the share done and returns whether to go on. Raise ``OSError``.
    """
    noise = os.urandom(BLOCK)  # a file system that packs must not win by it
    written, begun = 0, time.monotonic()
    with tempfile.TemporaryFile(dir=folder, prefix=".liveops-", buffering=0) as file:
        while written < megabytes * 1_048_576:
            file.write(noise)
            os.fsync(file.fileno())
            written += BLOCK
            if not heard(written / megabytes / 1_048_576) or time.monotonic() - begun > SLOWEST:
                break
    return written / 1_048_576 / max(0.001, time.monotonic() - begun)
