"""Graphics cards, as NVIDIA's own ``nvidia-smi`` tells of them; no other maker's tool is asked.

It is a child process: with a driver in trouble it hangs, and is ended.
"""

import csv
import shutil
import subprocess
from contextlib import suppress
from types import TracebackType

from liveops_desktop.core.machine import Gpu

PROGRAM = "nvidia-smi"
_FIELDS = "name,utilization.gpu,utilization.encoder,temperature.gpu,memory.used,memory.total"


class GpuReading:
    """One reading, that runs from ``__enter__`` on beside other work."""

    def __enter__(self) -> "GpuReading":
        program = shutil.which(PROGRAM)
        self._child: subprocess.Popen[str] | None = None
        self._failed = False
        if program is None:
            return self
        command = [program, f"--query-gpu={_FIELDS}", "--format=csv,noheader,nounits"]
        try:
            self._child = subprocess.Popen(  # noqa: S603 -- the system's own, by its full path
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        except OSError:
            self._failed = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child is not None:
            self._child.kill()
            if self._child.stdout is not None:
                self._child.stdout.close()
            with suppress(subprocess.TimeoutExpired):  # a driver holds it; nothing ends it now
                self._child.wait(0.2)

    def read(self, limit: float) -> tuple[Gpu, ...] | None:
        """Return the cards; empty where there is no such program, None where it gave no answer in *limit* seconds."""
        if self._child is None:
            return None if self._failed else ()
        try:
            said, _ = self._child.communicate(timeout=limit)
        except (subprocess.TimeoutExpired, UnicodeDecodeError):
            return None
        return cards(said) if self._child.returncode == 0 else None


def cards(said: str) -> tuple[Gpu, ...] | None:
    """Read what ``nvidia-smi`` printed; None where that is not a table of cards."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(said.splitlines()) if row]
    if not rows or any(len(row) != _FIELDS.count(",") + 1 for row in rows):
        return None
    return tuple(Gpu(row[0], *(_figure(cell) for cell in row[1:])) for row in rows)


def _figure(cell: str) -> float:
    """Read one figure; a card that lacks one says ``[N/A]`` or ``[Not Supported]``, and is not loaded by it."""
    try:
        return float(cell)
    except ValueError:
        return 0.0
