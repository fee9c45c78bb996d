"""Stretches of the vitals ring."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.checks.window import GAP, stretch
from liveops_desktop.core.clock import Instant, Span, seconds
from liveops_desktop.core.vitals import Machine, Vitals

Reading = tuple[Instant, Vitals]


def cpu(vitals: Vitals) -> float | None:
    return vitals.machine.cpu_percent


def reading(at: int, percent: float | None) -> Reading:
    return Instant(at), Vitals(machine=Machine("pc", percent))


@st.composite
def rings(draw: st.DrawFn) -> list[Reading]:
    at, ring = 0, []
    for step in draw(st.lists(st.integers(1, 5_000), max_size=30)):
        at += step
        ring.append(reading(at, draw(st.one_of(st.none(), st.floats(0, 100)))))
    return ring


@given(rings(), st.integers(1, 20_000).map(Span))
def test_a_full_window_has_no_hole_and_spans_it(ring: list[Reading], window: Span) -> None:
    figures, left = stretch(ring, window, cpu)
    used = ring[len(ring) - len(figures) :]
    assert figures == [cpu(vitals) for _, vitals in reversed(used)]
    assert None not in figures
    assert all(b[0] - a[0] <= GAP for a, b in pairwise(used))
    covered = used[-1][0] - used[0][0] if used else 0
    assert left == max(0, window - covered)
    if len(used) > 1:
        assert used[-1][0] - used[1][0] < window, "no more than is needed is read"


def test_readings_from_before_a_hole_do_not_count() -> None:
    ring = [reading(n * 1_000, 1.0) for n in range(20)] + [reading(30_000, 2.0), reading(31_000, 2.0)]
    assert stretch(ring, seconds(10), cpu) == ([2.0, 2.0], seconds(9))


def test_an_empty_ring_has_the_whole_window_left() -> None:
    assert stretch([], seconds(10), cpu) == ([], seconds(10))
