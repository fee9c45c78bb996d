"""kill -9 on air, and back: from the start of the new process to the show painted again."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, median
from bench.programs import PROGRAM, painted
from bench.screen import environment, screen, words
from bench.shows import seat, show_file

RUNS = 10
CUES = 200
_FACTS = 3


def measure() -> Iterator[Figure]:
    """Kill and start again, ten times over, on one show."""
    took: list[float] = []
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        show = folder / "home" / "shows" / "bench.show"
        seat(folder / "home", show)
        show_file(show, CUES, on_air=True)
        env = environment(folder / "home", given)
        for _ in range(RUNS + 1):
            with painted(PROGRAM, folder, env, _FACTS) as (child, seconds):
                took.append(seconds)
                child.kill()
                child.wait()
    del took[0]  # it was not killed before
    what = f"{RUNS} kills, {CUES} cues, {words(given)}"
    yield Figure("reopen: start → show painted, median", median(took), "s", 1.5, what)
    yield Figure("reopen: start → show painted, longest", max(took), "s", 1.5, what)
