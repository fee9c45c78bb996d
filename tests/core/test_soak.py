"""The arithmetic of a soak: what was sent, lost, congested and got, whatever was not told or began anew."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import Span
from liveops_desktop.core.soak import Second, Soak


def seconds_of(*sent: int) -> tuple[Second, ...]:
    """One reading a second, of so many bytes sent by then."""
    return tuple(Second(Span(number * 1_000), count) for number, count in enumerate(sent))


@pytest.mark.parametrize(
    ("sent", "kbps"),
    [((0, 1_000, 2_000), 8.0), ((500, 1_500), 8.0), ((0, 250, 2_000), 8.0), ((7_000,), None), ((), None)],
)
def test_the_bitrate_is_what_was_sent_over_the_time_seen(sent: tuple[int, ...], kbps: float | None) -> None:
    assert Soak(seconds=seconds_of(*sent)).kbps == kbps


@pytest.mark.parametrize(
    "after",
    [
        Second(Span(500), 500),  # both counters began anew
        Second(Span(2_500), 500),  # so many fewer bytes can only be a new stream's, whatever its clock says
    ],
)
def test_a_reconnect_counts_from_zero(after: Second) -> None:
    before = seconds_of(0, 1_000, 2_000)
    told = Soak(seconds=(*before, after)).kbps
    assert told == pytest.approx((2_000 + 500) * 8 / (2_000 + after.duration))


def test_a_clock_that_began_anew_is_a_new_stream_though_it_sent_more() -> None:
    told = Soak(seconds=(*seconds_of(0, 1_000), Second(Span(400), 1_200))).kbps
    assert told == pytest.approx((1_000 + 1_200) * 8 / 1_400)


def counted(*frames: tuple[int, int]) -> Soak:
    """Of (skipped, total) by then."""
    return Soak(seconds=tuple(Second(Span(n * 1_000), n, *pair) for n, pair in enumerate(frames)))


@pytest.mark.parametrize(
    ("soak", "percent"),
    [
        (counted((0, 0), (1, 50), (2, 100)), 2.0),
        (counted((5, 100), (5, 200)), 0.0),
        (counted((5, 100), (0, 10), (1, 20)), 10.0),  # a reconnect: what is known is of after it
        (counted((5, 100), (5, 100)), None),
        (counted((5, 100)), None),
        (replace(counted((0, 0), (1, 50)), has_drops=False), None),
    ],
)
def test_dropped_frames_are_a_share_of_those_of_the_soak(soak: Soak, percent: float | None) -> None:
    assert soak.dropped_percent == percent


def congested(*figures: float | None) -> Soak:
    return Soak(seconds=tuple(Second(Span(n * 1_000), n, congestion=one) for n, one in enumerate(figures)))


@pytest.mark.parametrize(
    ("soak", "worst"),
    [
        (congested(0.0, 1.0, 0.0, 0.0, 0.0), 0.25),
        (congested(0.0, 0.0, 0.5, 0.5, 0.5, 0.5, 0.0), 0.5),
        (congested(0.5, None, 0.25, None), 0.375),
        (congested(None, None), None),
        (congested(), None),
        (replace(congested(0.5, 0.5), has_drops=False), None),
    ],
)
def test_congestion_is_the_worst_stretch_and_no_single_peak(soak: Soak, worst: float | None) -> None:
    assert soak.congestion == worst


def arrived(*counts: tuple[int, int | None]) -> Soak:
    """Of (sent, got) by then."""
    return Soak(seconds=tuple(Second(Span(n * 1_000), sent, far=far) for n, (sent, far) in enumerate(counts)))


@pytest.mark.parametrize(
    ("soak", "percent"),
    [
        (arrived((0, 0), (1_000, 900), (2_000, 1_500)), 75.0),
        (arrived((0, None), (1_000, 500), (2_000, 1_500)), 100.0),
        (arrived((0, 0), (1_000, 1_000), (2_000, 400)), 50.0),  # its count fell: that stretch says nothing came
        (arrived((0, None), (1_000, 500)), None),
        (arrived((1_000, 500), (1_000, 600)), None),
        (arrived((0, None), (1_000, None)), None),
    ],
)
def test_what_arrived_is_a_share_of_what_was_sent_meanwhile(soak: Soak, percent: float | None) -> None:
    assert soak.arrived_percent == percent


@pytest.mark.parametrize(
    ("sizes", "grown"), [((100, 300, 600), 500), ((None, 300, None, 600), 300), ((300,), None), ((None, None), None)]
)
def test_the_recording_is_what_it_grew_by(sizes: tuple[int | None, ...], grown: int | None) -> None:
    soak = Soak(seconds=tuple(Second(Span(n * 1_000), n, recorded=size) for n, size in enumerate(sizes)))
    assert soak.recorded == grown
