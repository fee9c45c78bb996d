"""The one-folder program: how long it takes to build, how large it is, how soon its window is painted."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, median
from bench.programs import painted
from bench.screen import environment, screen, words
from bench.shows import seat
from box.__main__ import build

RUNS = 7
MB = 1e6


def measure() -> Iterator[Figure]:
    """Build it, then start it with a fresh data folder again and again; the median counts."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        began = time.perf_counter()
        box = build(folder / "dist", folder / "work")
        yield Figure("box: build", time.perf_counter() - began, "s")
        files = [file for file in box.rglob("*") if file.is_file() and not file.is_symlink()]
        yield Figure("box: size", sum(file.stat().st_size for file in files) / MB, "MB", 260.0, f"{len(files)} files")
        took: list[float] = []
        with screen() as given:
            for number in range(RUNS + 1):
                home = folder / f"home-{number}"
                seat(home)
                with painted((str(box / "liveops"),), folder, environment(home, given)) as (_, seconds):
                    took.append(seconds)
    warm = took[1:]  # the first reads the disk
    worst = f"first {took[0]:.2f} s, slowest {max(warm):.2f} s, {RUNS} runs, {words(given)}"
    yield Figure("box: start to first painted window", median(warm), "s", 1.5, worst)
