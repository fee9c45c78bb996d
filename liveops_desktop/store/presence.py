"""Notices that a show file was deleted or replaced underneath: on Unix one can go on writing into nothing."""

import os
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
            self._log_is = _identity(self._log, missing_ok=True)
        elif _identity(self._log) != self._log_is:
            raise FileNotFoundError(self._log)


def _identity(path: str, *, missing_ok: bool = False) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 -- three times for every fact: a Path costs four times as much
    except FileNotFoundError:
        if missing_ok:
            return None
        raise
    return found.st_dev, found.st_ino
