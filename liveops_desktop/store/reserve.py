"""The reserve: 16 MB kept in the folder of shows, freed at the first "disk full" (DESIGN §10)."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

RESERVE_BYTES = 16 * 1024 * 1024
NAME = ".reserve"


class Reserve:
    """One file that really takes up its bytes."""

    def __init__(self, folder: Path, size: int = RESERVE_BYTES) -> None:
        """*size* in bytes; nothing is written before ``lay``."""
        self.path = folder / NAME
        self._size = size

    def lay(self) -> bool:
        """Take the space where the disk has twice as much to spare; True when the reserve stands afterwards."""
        if self.stands():
            return True
        try:
            if shutil.disk_usage(self.path.parent).free < 2 * self._size:
                return False
            self._fill()
        except OSError:
            self.free()
            return False
        return True

    def stands(self) -> bool:
        """Whether the reserve is there in full."""
        try:
            return self.path.stat().st_size >= self._size
        except OSError:
            return False

    def free(self) -> bool:
        """Give the space back; False when there was none."""
        try:
            self.path.unlink()
        except OSError:
            return False
        return True

    def _fill(self) -> None:
        fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            if hasattr(os, "posix_fallocate"):
                with suppress(OSError):  # not every file system can: then it is written out
                    os.posix_fallocate(fd, 0, self._size)
                    return
            block = bytes(1024 * 1024)
            for start in range(0, self._size, len(block)):
                os.write(fd, block[: self._size - start])
        finally:
            os.close(fd)
