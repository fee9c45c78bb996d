"""Whether a measurement may be believed, and what the show needs."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core.bandwidth import (
    Doubt,
    Measurement,
    Need,
    Past,
    disagreement,
    doubt,
    jitter,
    need,
    same_hour,
    srt_round_trips,
)
from liveops_desktop.core.clock import DAY, HOUR, MINUTE, Instant, Span, seconds
from liveops_desktop.core.preflight import Why

T0 = Instant(1_800_000_000_000)
GOOD = Measurement(
    provider="http",
    server="relay.example",
    started_at=T0,
    kbps=9_000.0,
    samples=(9_000.0,) * 20,
    length=seconds(20),
    sent=25_000_000,
    confirmed=25_000_000,
    interface="eth0",
    counted=26_000_000,
    others_kbps=100.0,
)
ALONE = replace(GOOD, confirmed=None)
"""The far side says nothing."""


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (GOOD, None),
        (ALONE, None),
        (replace(GOOD, counted=None), None),
        # speedtest-cli against a server that answers 403: 672 Mb/s on a line of 20
        (replace(ALONE, kbps=672_000.0, sent=840_000_000, errors=("403",) * 30), Why.SERVER_REFUSED),
        (replace(ALONE, kbps=672_000.0, sent=840_000_000), Why.INTERFACE_DIFFERS),
        (replace(ALONE, counted=None), Why.NOT_CONFIRMED),
        # a proxy that takes what is sent and passes nothing on
        (replace(GOOD, confirmed=3_000_000), Why.NOT_CONFIRMED),
        (replace(GOOD, confirmed=0), Why.NOT_CONFIRMED),
        (replace(GOOD, confirmed=23_750_000), None),
        (replace(GOOD, confirmed=23_749_999), Why.NOT_CONFIRMED),
        (replace(GOOD, counted=23_750_000), None),
        (replace(GOOD, counted=23_749_999), Why.INTERFACE_DIFFERS),
        (replace(GOOD, counted=32_500_000), None),
        (replace(GOOD, counted=32_500_001), Why.OTHER_SENDER),
        (replace(GOOD, others_kbps=1_800.0), None),
        (replace(GOOD, others_kbps=1_801.0), Why.OTHER_SENDER),
        (replace(GOOD, others_kbps=None), None),
        (replace(GOOD, samples=(9_000.0,) * 17 + (0.0,) * 3), Why.STALLED),
        (replace(GOOD, samples=(9_000.0,) * 18 + (0.0,) * 2), None),
        (replace(GOOD, samples=(0.0,) * 20, kbps=0.0), Why.STALLED),
        (replace(GOOD, length=Span(7_999)), Why.TOO_SHORT),
        (replace(GOOD, length=Span(8_000)), None),
        (replace(GOOD, sent=999_999, confirmed=999_999, counted=1_000_000), Why.TOO_SHORT),
        (replace(GOOD, trouble=Why.REFUSED), Why.REFUSED),
        (Measurement("iperf3", "x", T0, trouble=Why.TOOL_MISSING, detail="iperf3"), Why.TOOL_MISSING),
        (Measurement("iperf3", "x", T0), Why.TOO_SHORT),
    ],
)
def test_what_may_be_believed(one: Measurement, why: Why | None) -> None:
    found = doubt(one)
    assert (found.why if found else None) is why


def test_a_doubt_names_its_figures() -> None:
    assert doubt(replace(GOOD, errors=("403", "403"))) == Doubt(Why.SERVER_REFUSED, "403 × 2")
    assert doubt(replace(GOOD, confirmed=5_000_000)) == Doubt(Why.NOT_CONFIRMED, "20%")
    assert doubt(replace(GOOD, counted=5_000_000)) == Doubt(Why.INTERFACE_DIFFERS, "eth0 20%")


def test_a_stall_in_the_middle_is_believed_and_shows_in_the_worst_stretch() -> None:
    stalled = replace(GOOD, samples=(9_000.0,) * 8 + (0.0,) * 5 + (9_000.0,) * 7)
    assert doubt(stalled) is None
    assert stalled.worst == 0.0
    assert stalled.variation is not None
    assert stalled.variation > 35


def test_worst_variation_and_rise() -> None:
    one = replace(GOOD, samples=(10.0, 10.0, 10.0, 10.0, 5.0, 5.0, 10.0), idle_rtts=(Span(10), Span(12), Span(90)))
    assert one.worst == 8.0
    assert one.variation == pytest.approx(26.4, abs=0.1)
    assert one.rise is None
    assert replace(one, loaded_rtts=(Span(60), Span(62))).rise == 49
    assert replace(one, loaded_rtts=(Span(2),)).rise == 0
    assert replace(one, samples=(4.0, 2.0)).worst == 3.0
    assert replace(one, samples=()).worst is None
    assert replace(one, samples=(0.0,) * 9).variation is None


@pytest.mark.parametrize(
    ("one", "other", "paced", "differs"),
    [
        (9_000, 9_000, None, 0.0),
        (9_000, 6_300, None, 0.3),
        (6_300, 9_000, None, 0.3),
        (9_000, 90_000, None, 0.9),
        (9_000, 90_000, 9_000, 0.0),  # it was held at nine and may be faster
        (8_000, 90_000, 9_000, 0.91),  # it did not hold the pace, and yet the other is faster
        (9_000, 4_500, 9_000, 0.5),
        (0, 0, None, 0.0),
    ],
)
def test_two_measurements_of_one_line(one: float, other: float, paced: float | None, differs: float) -> None:
    first, second = replace(GOOD, kbps=float(one)), replace(GOOD, kbps=float(other))
    assert disagreement(first, second, paced) == pytest.approx(differs, abs=0.01)


@pytest.mark.parametrize(
    ("rig", "obs", "extra", "srt", "kbps", "differs"),
    [
        (6_000, None, None, False, 6_300, False),
        (None, 6_000, None, False, 6_300, False),
        (6_000, 4_000, None, False, 6_300, True),
        (4_000, 6_000, None, False, 6_300, True),
        (6_000, 5_500, None, False, 6_300, False),
        (6_000, None, 2_000, False, 8_300, False),
        (6_000, None, None, True, 7_500, False),
    ],
)
def test_the_need_is_the_larger_of_two(
    rig: float | None, obs: float | None, extra: float | None, srt: bool, kbps: float, differs: bool
) -> None:
    found = need(rig, obs, extra, srt=srt)
    assert isinstance(found, Need)
    assert found.kbps == pytest.approx(kbps)
    assert found.differs is differs


def test_without_a_bitrate_there_is_no_need() -> None:
    assert need(None, None, 2_000, srt=False) is None
    assert need(0.0, 0.0, None, srt=False) is None


def test_jitter() -> None:
    assert jitter([Span(10), Span(20), Span(10), Span(12)]) == pytest.approx(22 / 3)
    assert jitter([Span(10)]) is None


@pytest.mark.parametrize(("lost", "times"), [(0, 3), (1, 3), (1.1, 4), (3, 4), (7, 5), (10, 6), (10.1, None)])
def test_srt_needs_more_latency_the_more_is_lost(lost: float, times: int | None) -> None:
    assert srt_round_trips(lost) == times


def test_the_past_at_the_same_hour() -> None:
    def past(age: float, server: str = "relay") -> Past:
        return Past(Instant(round(T0 - age)), server, "http", age)

    yesterday, earlier = past(DAY + 50 * MINUTE), past(6 * DAY - 59 * MINUTE)
    assert same_hour([past(HOUR), past(DAY + 2 * HOUR), earlier, yesterday], "relay", T0) == yesterday
    assert same_hour([earlier, past(DAY, "other")], "relay", T0) == earlier
    assert same_hour([past(10 * MINUTE)], "relay", T0) is None
