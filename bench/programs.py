"""The program as a process of its own, watched from outside by its ``--trace``."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.figure import CannotMeasureError

PROGRAM = (sys.executable, "-m", "liveops_desktop")


@contextmanager
def painted(
    command: Sequence[str], folder: Path, env: Mapping[str, str], facts: int = 0, limit: float = 60
) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Start *command* ``--trace PIPE``; give it and the seconds until it painted *facts* facts. It is killed after."""
    pipe = folder / "trace"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # no polling: the machine has few cores
    began = time.perf_counter()
    with subprocess.Popen(
        [*command, "--trace", str(pipe)], env=dict(env), stdout=subprocess.DEVNULL, cwd=folder
    ) as child:
        try:
            took = _wait(reader, facts, began, limit)
            yield child, took
        finally:
            child.kill()
            os.close(reader)


def _wait(reader: int, facts: int, began: float, limit: float) -> float:
    text = b""
    while True:
        left = began + limit - time.perf_counter()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            raise CannotMeasureError(f"nothing was painted within {limit:g} s")
        some = os.read(reader, 4_096)
        took = time.perf_counter() - began
        if not some:
            time.sleep(0.001)  # nobody has opened the other end yet, or it ended
            continue
        text += some
        if any(int(line) >= facts for line in text.split(b"\n")[:-1]):
            return took
