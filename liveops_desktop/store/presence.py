"""Notices that a show file was deleted or replaced underneath: on Unix one can go on writing into nothing."""

import os
from contextlib import suppress
from pathlib import Path


class Presence:
    """Remembers which file *path* and its log are."""

    def __init__(self, path: Path) -> None:
        self._main = str(path)
        self._log = f"{path}-wal"
        self._is = _identity(self._main)
        self._log_is: tuple[int, int] | None = None

    def check(self) -> None:
        """Raise ``FileNotFoundError`` when the file or its log is not the one that is open."""
        if _identity(self._main) != self._is:
            raise FileNotFoundError(self._main)
        if self._log_is is None:
            with suppress(FileNotFoundError):  # the log comes with the first fact
                self._log_is = _identity(self._log)
        elif _identity(self._log) != self._log_is:
            raise FileNotFoundError(self._log)


def _identity(path: str) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116 -- twice for every fact: a Path costs four times as much
    return found.st_dev, found.st_ino
