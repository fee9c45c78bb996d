"""What OBS was set to at this station's last good show: one small file beside the shows, so that a new show has it too.

It holds no key, only this station's mark of one.
"""

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from liveops_desktop.core.drift import LastGood
from liveops_desktop.store.private_file import write_private

NAME = "last-good.json"
VERSION = 1
SIZE_LIMIT = 16 << 20
"""Bytes. A collection of a thousand sources has about one of these 16 million."""


class _File(Struct, frozen=True):
    version: int
    good: LastGood


def read_last_good(folder: Path) -> LastGood | None:
    """Return what is kept in *folder*; None where nothing is, or nothing this program can read.

    It is never worth an error: without it there is only nothing to compare with.
    """
    with suppress(OSError, ValueError):
        file = folder / NAME
        if file.stat().st_size <= SIZE_LIMIT:
            kept = msgspec.json.decode(file.read_bytes(), type=_File)
            if kept.version == VERSION:
                return kept.good
    return None


def write_last_good(folder: Path, good: LastGood) -> None:
    """Keep *good* in *folder*, whole or not at all, mode 0600.

    Raises:
        OSError: the disk refuses.
    """
    write_private(folder / NAME, msgspec.json.encode(_File(VERSION, good)))
