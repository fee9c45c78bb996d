"""The arithmetic of level meters."""

from math import inf, isclose

import pytest

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.meters import (
    Channel,
    Meter,
    Metering,
    Sample,
    covers,
    dbfs,
    highest,
    latest,
    levels,
    metered,
    talking_for,
    zero_for,
)

NOW = Instant(1_000_000)
QUIET = Channel(0.001, 0.002, 0.002)
ZERO = Channel(0.0, 0.0, 0.0)
SPOKEN = Channel(0.0894, 0.1280, 0.1280)
MUTED = Channel(0.0, 0.0, 0.1280)


def meter(*channels: Channel | None, every: int = 100, until: int = NOW) -> Meter:
    """Mono samples, the last at *until*; None: the input told of no channels."""
    count = len(channels)
    return Meter(
        "Host",
        tuple(
            Sample(Instant(until - (count - 1 - number) * every), () if one is None else (one,))
            for number, one in enumerate(channels)
        ),
    )


@pytest.mark.parametrize(
    ("multiplier", "decibels"), [(1.0, 0.0), (0.1280, -17.86), (0.0894, -20.97), (0.5, -6.02), (2.0, 6.02)]
)
def test_decibels_of_full_scale(multiplier: float, decibels: float) -> None:
    assert isclose(dbfs(multiplier), decibels, abs_tol=0.01)


def test_digital_zero_has_no_decibels() -> None:
    assert dbfs(0.0) == -inf


def test_the_highest_of_two_readings_keeps_every_peak() -> None:
    one = (Channel(0.1, 0.5, 0.5), Channel(0.3, 0.3, 0.3))
    other = (Channel(0.2, 0.4, 0.9),)
    assert highest(one, other) == highest(other, one) == (Channel(0.2, 0.5, 0.9), Channel(0.3, 0.3, 0.3))
    assert highest((), one) == one


@pytest.mark.parametrize(
    ("given", "milliseconds"),
    [
        ((QUIET, QUIET), 0),
        ((QUIET, ZERO, ZERO, ZERO), 200),
        ((ZERO,) * 31, 3_000),
        ((None,) * 31, 3_000),
        ((ZERO, None, ZERO), 200),
        ((ZERO, ZERO, QUIET), 0),
        ((), 0),
    ],
)
def test_digital_zero_counts_back_from_the_newest(given: tuple[Channel | None, ...], milliseconds: int) -> None:
    assert zero_for(meter(*given)) == milliseconds


@pytest.mark.parametrize(
    ("given", "milliseconds"),
    [
        ((MUTED,) * 21, 2_000),
        ((SPOKEN,) * 21, 0),
        ((ZERO,) * 21, 0),
        ((*(MUTED,) * 11, *(ZERO,) * 5, *(MUTED,) * 11), 2_600),
        ((*(MUTED,) * 11, *(ZERO,) * 9, *(MUTED,) * 11), 1_000),
        ((*(MUTED,) * 11, SPOKEN, *(MUTED,) * 11), 1_000),
        ((*(MUTED,) * 11, *(ZERO,) * 20), 0),
        ((Channel(0.0, 0.0, 0.01),) * 21, 0),
        ((), 0),
    ],
    ids=[
        "muted",
        "open",
        "nobody",
        "a pause of words",
        "a longer pause",
        "was open",
        "long over",
        "only noise",
        "untold",
    ],
)
def test_talking_while_muted(given: tuple[Channel | None, ...], milliseconds: int) -> None:
    assert talking_for(meter(*given)) == milliseconds


def test_what_is_drawn_of_an_input() -> None:
    loud = Channel(0.5, 1.0, 1.0)
    drawn = levels(meter(loud, SPOKEN, SPOKEN), NOW)
    assert isclose(drawn.channels[0].peak, -17.86, abs_tol=0.01)
    assert drawn.channels[0].hold == 0.0
    assert (drawn.dead, drawn.clips, drawn.closed, drawn.talking) == (False, 1, False, False)
    muted = levels(meter(*(MUTED,) * 20), NOW)
    assert (muted.dead, muted.closed, muted.talking) == (False, True, True)
    assert muted.channels[0].peak == -inf
    assert isclose(muted.channels[0].raw, -17.86, abs_tol=0.01)
    assert levels(meter(*(ZERO,) * 40), NOW).dead


def test_a_peak_is_held_three_seconds() -> None:
    loud = Channel(0.5, 1.0, 1.0)
    assert levels(meter(loud, *(QUIET,) * 30), NOW).channels[0].hold == 0.0
    assert levels(meter(loud, *(QUIET,) * 31), NOW).channels[0].hold < -50


def test_an_input_that_obs_tells_nothing_of_any_more_is_not_drawn_with_its_last_level() -> None:
    old = meter(SPOKEN, until=NOW - 2_000)
    assert not metered(old, NOW)
    assert levels(old, NOW).channels == ()
    assert not metered(Meter("Host"), NOW)
    assert Metering((old,)).of("Host") is old
    assert Metering((old,)).of("Guest") == Meter("Guest")


def test_the_stretch_that_is_looked_at() -> None:
    whole = meter(*(QUIET,) * 21)
    assert covers(whole) == 2_000
    assert len(latest(whole, Span(1_000), NOW)) == 11
    assert covers(Meter("Host")) == 0
