"""Plan and forecast of 10,000 cues: what every draw asks for anew, and what each change of the list does."""

import time
from collections.abc import Callable, Iterator

from bench.figure import Figure, percentile
from bench.shows import now, plan
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.decide import decide
from liveops_desktop.core.evolve import replay
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.intents import AddCues, CreateShow, Intent, Take, Wish
from liveops_desktop.core.plan import lay_out, on_timeline
from liveops_desktop.core.show import Show

CUES = 10_000
RUNS = 50


def measure() -> Iterator[Figure]:
    """Median and p99 of many runs."""
    start = now()
    header, cues = plan(CUES, start)
    show = Show()
    wishes: list[Intent] = [CreateShow(header), AddCues(cues, None), Take(cues[0].id, None)]
    for number, intent in enumerate(wishes):
        bodies = decide(show, Wish(f"w{number}", "bench", "Ann", start, intent), start)
        show = replay(
            [Fact(f"w{number}", "bench", number + 1, None, start, start, "Ann", body) for body in bodies], show
        )
    made = lay_out(header, show.cues, show.air.fixed)
    at = Instant(start + 5_000)
    yield from _of(f"forecast of {CUES:,} cues", lambda: time_show(show, at, made), 16.0)
    yield from _of(f"layout of {CUES:,} cues", lambda: lay_out(header, show.cues, show.air.fixed), 16.0)
    yield from _of(f"plan of {CUES:,} cues moved to a corrected clock", lambda: on_timeline(made, Span(500)), 16.0)


def _of(name: str, work: Callable[[], object], promise: float) -> Iterator[Figure]:
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1e3)
    yield Figure(f"{name}, p50", percentile(took, 0.5), "ms", promise, f"p99 {percentile(took, 0.99):.1f} ms")
