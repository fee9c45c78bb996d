"""``--trace FILE``: the number of the latest fact that has really been painted, one line per paint that shows more."""

import os
from pathlib import Path


class Trace:
    """Writes straight to the file, so that a kill loses no line that was written."""

    def __init__(self, path: Path | None) -> None:
        self._file = None if path is None else os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._last = -1

    def painted(self, facts: int) -> None:
        """A window that shows the show after *facts* facts has been painted."""
        if self._file is not None and facts != self._last:
            self._last = facts
            os.write(self._file, b"%d\n" % facts)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
