from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.rates import has_drops, rates
from liveops_desktop.core.vitals import Link, ObsStats, Output, Rates, Vitals
from tests.core.readings import FINE, STATE, STATS, History, at, with_obs

UNKNOWN = Rates()


def streaming(second: float, sent: int, skipped: int = 0, total: int = 0, **changes: object) -> tuple[Instant, Vitals]:
    """One reading of a stream whose counters stand so."""
    output = Output(active=True, since=at(-10), bytes=sent, skipped_frames=skipped, total_frames=total)
    return at(second), with_obs(FINE, stream=replace(output, **changes))


def counted(second: float, **changes: object) -> tuple[Instant, Vitals]:
    """One reading of OBS's own figures."""
    return at(second), with_obs(FINE, stats=replace(STATS, **changes))


def test_a_steady_stream() -> None:
    # 500,000 bytes a second are 4,000 kb/s; of 30 frames a second 3 in 100 are dropped.
    history = [streaming(n, 500_000 * n, skipped=9 * n // 10, total=30 * n) for n in range(61)]
    assert rates(history).bitrate_kbps == pytest.approx(4_000)
    assert rates(history).network_drop_percent == pytest.approx(3.0)


def test_only_the_window_counts() -> None:
    # Ten dropped frames, 70 s ago; then a doubled bitrate for the last 10 s.
    fast = [0] * 60 + [500_000] * 12
    sent = list(accumulate(500_000 + more for more in fast))
    history = [streaming(n, sent[n], skipped=10 if n else 0, total=30 * n) for n in range(72)]
    assert rates(history).network_drop_percent == 0.0
    assert rates(history).bitrate_kbps == pytest.approx(8_000)
    # 61 s after them they have left the window; at 60 s they were still in it.
    assert rates(history[:61]).network_drop_percent == pytest.approx(100 * 10 / 1_800)
    assert rates(history[:62]).network_drop_percent == 0.0


@pytest.mark.parametrize(
    ("wanted", "part", "whole"),
    [
        ("encoder_skip_percent", "output_skipped", "output_total"),
        ("render_lag_percent", "render_skipped", "render_total"),
    ],
)
def test_the_other_two_kinds_of_loss_are_of_the_last_30_s(wanted: str, part: str, whole: str) -> None:
    history = [counted(n, **{part: min(n, 10), whole: 100 + 30 * n}) for n in range(60)]
    # The ten skips of the first ten seconds have left the window at 40 s; at 35 s five of them are in it.
    assert getattr(rates(history[:36]), wanted) == pytest.approx(100 * 5 / 900)
    assert getattr(rates(history[:41]), wanted) == 0.0
    others = {"encoder_skip_percent", "render_lag_percent"} - {wanted}
    assert all(getattr(rates(history), other) is None for other in others), "nothing was counted there"


def test_a_reconnect_starts_the_counters_anew() -> None:
    before = [streaming(n, 500_000 * (100 + n), skipped=5, total=3_000 + 30 * n) for n in range(6)]
    after = [streaming(n, 500_000 * (n - 5), skipped=0, total=30 * (n - 5)) for n in range(6, 11)]
    got = rates(before + after)
    assert got.bitrate_kbps == pytest.approx(4_000)
    assert got.network_drop_percent == 0.0


def test_a_reset_is_one_of_all_counters_also_where_only_one_fell() -> None:
    # Bytes fell, the drops did not: the three drops seen after the restart are new ones.
    history = [
        *(streaming(n, 9_000_000, skipped=2, total=20) for n in range(5)),
        *(streaming(n, 1_000 * n, skipped=3, total=100) for n in range(5, 8)),
    ]
    assert rates(history).network_drop_percent == pytest.approx(3.0)


def test_counters_that_outlive_a_stop_are_no_stream() -> None:
    stopped = Output(active=False, bytes=5_000_000, skipped_frames=50, total_frames=900)
    history = [(at(n), with_obs(FINE, stream=stopped)) for n in range(20)]
    assert rates(history).bitrate_kbps is None
    assert rates(history).network_drop_percent is None
    # The next start counts from zero past the old figures within a second: no drop may be made of that.
    history += [streaming(n, 6_000_000 + n, skipped=70, total=1_000 + 30 * n) for n in range(20, 27)]
    assert rates(history).network_drop_percent == 0.0


def test_stopped_just_now_has_no_rate_left() -> None:
    history = [streaming(n, 500_000 * n, total=30 * n) for n in range(10)]
    history.append(streaming(10, 4_500_000, total=270, active=False))
    assert rates(history).bitrate_kbps is None
    assert rates(history).network_drop_percent is None


@pytest.mark.parametrize(("seen", "known"), [(4, False), (5, True)])
def test_five_seconds_are_enough(seen: int, known: bool) -> None:
    history = [streaming(n, 500_000 * n, total=30 * n) for n in range(seen + 1)]
    assert (rates(history).bitrate_kbps is not None) is known
    assert (rates(history).network_drop_percent is not None) is known


def test_no_readings_no_figures() -> None:
    assert rates([]) == UNKNOWN
    assert rates([(at(0), Vitals())]) == UNKNOWN


@pytest.mark.parametrize("state", [state for state in Link if state is not Link.CONNECTED])
def test_what_is_kept_while_obs_does_not_answer_is_no_figure(state: Link) -> None:
    history = [streaming(n, 500_000 * n, total=30 * n) for n in range(20)]
    when, last = history[-1]
    history.append((Instant(when + 1_000), with_obs(last, link=replace(last.obs.link, state=state))))
    assert rates(history) == UNKNOWN


def test_a_missed_reading_changes_nothing_and_a_long_hole_is_left_out() -> None:
    history = [streaming(n, 500_000 * n, total=30 * n) for n in range(21)]
    when, miss = history[15]
    degraded = with_obs(miss, link=replace(miss.obs.link, state=Link.DEGRADED))
    assert rates([*history[:15], (when, degraded), *history[16:]]).bitrate_kbps == pytest.approx(4_000)
    # From 12 to 17 nothing is known; OBS was started anew in it and idled most of that time.
    again = [streaming(n, 500_000 * (n - 16), total=30 * (n - 16)) for n in range(17, 21)]
    assert rates(history[:13] + again).bitrate_kbps == pytest.approx(4_000)


def test_one_reading_seen_twice_counts_once_and_at_its_own_time() -> None:
    # OBS is read each second; the watch looks at other instants, so it sees some readings twice and misses others.
    def seen(second: float, read: int) -> tuple[Instant, Vitals]:
        _, vitals = streaming(read, 500_000 * read, total=30 * read)
        return at(second), with_obs(vitals, read_at=at(read))

    history = [seen(n + 0.9, n) for n in range(8)] + [seen(8.1, 7), seen(9.9, 9), seen(10.0, 10)]
    assert rates(history).bitrate_kbps == pytest.approx(4_000)


@pytest.mark.parametrize(
    ("service", "server", "drops"),
    [
        ("rtmp_custom", "rtmp://127.0.0.1/live", True),
        ("rtmp_common", "rtmps://live-api-s.facebook.com:443/rtmp/", True),
        ("rtmp_common", "auto", True),
        ("rtmp_custom", "srt://127.0.0.1:9000", False),
        ("whip_custom", "https://whip.example/endpoint", False),
        ("other", "auto", False),
        ("rtmp_custom", "", False),
    ],
)
def test_srt_and_whip_have_no_drop_figure_rather_than_zero(service: str, server: str, drops: bool) -> None:
    state = replace(STATE, service=service, server=server)
    assert has_drops(state) is drops
    history = [streaming(n, 500_000 * n, total=30 * n) for n in range(10)]
    history = [(when, with_obs(vitals, state=state)) for when, vitals in history]
    assert (rates(history).network_drop_percent is not None) is drops
    assert rates(history).bitrate_kbps == pytest.approx(4_000)


def test_what_obs_did_not_say_is_not_known() -> None:
    empty = with_obs(FINE, stats=None, stream=None, state=None)
    assert rates([(at(n), empty) for n in range(20)]) == UNKNOWN


def test_the_share_never_exceeds_the_whole() -> None:
    history = [counted(n, output_skipped=9 * n, output_total=3 * n) for n in range(10)]
    assert rates(history).encoder_skip_percent == 100.0


@given(
    st.lists(
        st.tuples(st.integers(0, 1_000_000), st.integers(0, 60), st.integers(0, 60), st.booleans()),
        min_size=2,
        max_size=90,
    )
)
def test_no_restart_ever_makes_a_figure_that_was_not_there(steps: list[tuple[int, int, int, bool]]) -> None:
    """Whatever restarts, a rate lies between the least and the most that was really counted in a second."""
    history: History = []
    sent = skipped = total = 0
    for second, (more, lost, good, restart) in enumerate(steps):
        # A restarted counter that has already passed its old value cannot be told from one that went on.
        if restart and more < sent:
            sent = skipped = total = 0
        sent, skipped, total = sent + more, skipped + lost, total + lost + good
        stats = ObsStats(0, 0, 0, 30, 0, 0, 0, skipped, total)
        history.append(streaming(second, sent, skipped, total))
        history[-1] = (history[-1][0], with_obs(history[-1][1], stats=stats))
    got = rates(history)
    if got.bitrate_kbps is not None:
        last = [more for more, _, _, _ in steps[1:]][-10:]
        assert min(last) * 0.008 - 1e-6 <= got.bitrate_kbps <= max(last) * 0.008 + 1e-6
    for share in (got.network_drop_percent, got.encoder_skip_percent):
        assert share is None or 0 <= share <= 100
