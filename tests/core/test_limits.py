"""Limits: from where on a figure passes, up to where it only warns, and how that reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Verdict

LESS = Limits(80, 200, "ms")
MORE = Limits(5, 1, "GB", more=True)
BARE = Limits(3, 3)


@pytest.mark.parametrize(
    ("limits", "figure", "verdict"),
    [
        (LESS, 80, Verdict.PASS),
        (LESS, 80.1, Verdict.WARN),
        (LESS, 200, Verdict.WARN),
        (LESS, 200.1, Verdict.FAIL),
        (MORE, 5, Verdict.PASS),
        (MORE, 4.9, Verdict.WARN),
        (MORE, 1, Verdict.WARN),
        (MORE, 0.9, Verdict.FAIL),
        (BARE, 3, Verdict.PASS),
        (BARE, 3.1, Verdict.FAIL),  # nothing between
    ],
)
def test_a_figure_is_judged(limits: Limits, figure: float, verdict: Verdict) -> None:
    assert limits.judge(figure) is verdict


@pytest.mark.parametrize(
    ("limits", "text"),
    [(LESS, "≤ 80 / ≤ 200 ms"), (MORE, "≥ 5 / ≥ 1 GB"), (BARE, "≤ 3"), (Limits(0.5, 2), "≤ 0.5 / ≤ 2")],
)
def test_it_reads_in_figures(limits: Limits, text: str) -> None:
    assert limits.text == text


figures = st.floats(-1e6, 1e6)


@given(figures, figures, st.booleans(), figures, figures)
def test_a_better_figure_never_judges_worse(one: float, other: float, more: bool, a: float, b: float) -> None:
    passes, warns = (max(one, other), min(one, other)) if more else (min(one, other), max(one, other))
    better, worse = (max(a, b), min(a, b)) if more else (min(a, b), max(a, b))
    limits = Limits(passes, warns, more=more)
    order = (Verdict.PASS, Verdict.WARN, Verdict.FAIL)
    assert order.index(limits.judge(better)) <= order.index(limits.judge(worse))


@given(figures)
def test_what_is_no_number_never_passes(limit: float) -> None:
    assert Limits(limit, limit).judge(float("nan")) is Verdict.FAIL
