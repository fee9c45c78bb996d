"""Rates from OBS's counters: sliding windows over the history of readings, aware of resets.

OBS's counters start from zero at each start and at each reconnect, and stay where they are after a stop. So a rate is
never "last minus first": it is the sum of the steps between neighbouring readings, and a step in which any counter of
an output fell is a restart, after which the counters say what was counted since.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import add, gt, sub
from urllib.parse import urlsplit

from liveops_desktop.core.clock import Instant, Span, seconds
from liveops_desktop.core.vitals import Link, Obs, ObsState, Rates, Vitals

BITRATE_WINDOW = seconds(10)
NETWORK_WINDOW = seconds(60)
ENCODER_WINDOW = seconds(30)
RENDER_WINDOW = seconds(30)
_LONGEST = NETWORK_WINDOW

ENOUGH = seconds(5)
"""A window of which less has been seen gives no figure: a second of readings proves nothing."""

GAP = seconds(3)
"""A longer hole between two readings is left out: what OBS did meanwhile is not known."""

_Reading = tuple[Instant, Obs]
_Counters = Callable[[Obs], tuple[int, ...] | None]
"""Counters that restart together, or None where nothing counts."""


def rates(history: Sequence[tuple[Instant, Vitals]]) -> Rates:
    """Return the figures at the end of *history* (oldest first), which may be longer than the windows.

    A figure is None where it is not known: OBS is not connected, less than ``ENOUGH`` of the window was seen, nothing
    runs, or there is no such figure (network drops of a stream that is not RTMP). The first second of an output has
    no reading before it, so a rate begins with the output's first reading.
    """
    if not history or history[-1][1].obs.link.state is not Link.CONNECTED:
        return Rates()
    readings = _readings(history)
    return Rates(
        bitrate_kbps=_bitrate(readings),
        network_drop_percent=_percent(readings, NETWORK_WINDOW, _sent) if has_drops(readings[-1][1].state) else None,
        encoder_skip_percent=_percent(readings, ENCODER_WINDOW, _encoded),
        render_lag_percent=_percent(readings, RENDER_WINDOW, _rendered),
    )


def has_drops(state: ObsState | None) -> bool:
    """Tell whether OBS counts dropped frames for its stream target: for RTMP only.

    SRT and WHIP outputs always report zero (obs-studio#7865). A service of OBS's own list whose server is ``auto``
    is an RTMP one.
    """
    if state is None:
        return False
    if state.server == "auto":
        return state.service == "rtmp_common"
    return urlsplit(state.server).scheme in {"rtmp", "rtmps"}


def _readings(history: Sequence[tuple[Instant, Vitals]]) -> list[_Reading]:
    """Return the readings of the longest window, oldest first, and only those that OBS gave itself."""
    found: list[_Reading] = []
    end = history[-1][0]
    for seen_at, vitals in reversed(history):
        if end - seen_at > _LONGEST:
            break
        obs = vitals.obs
        if obs.link.state is not Link.CONNECTED:
            continue  # what is kept while OBS does not answer is no reading
        # A reading seen twice has one time, so that nothing is counted, in no time, between its two sights.
        found.append((seen_at if obs.read_at is None else obs.read_at, obs))
    found.reverse()
    return found


def _bitrate(readings: Sequence[_Reading]) -> float | None:
    time, counted = _count(readings, BITRATE_WINDOW, _sent)
    # Bytes per millisecond times eight are kilobits per second.
    return counted[0] * 8 / time if time >= ENOUGH else None


def _percent(readings: Sequence[_Reading], window: Span, counters: _Counters) -> float | None:
    """Return the share of the last counter in which the one before it counted."""
    time, counted = _count(readings, window, counters)
    if time < ENOUGH or counted[-1] == 0:
        return None
    return min(100.0, 100 * counted[-2] / counted[-1])


def _count(readings: Sequence[_Reading], window: Span, counters: _Counters) -> tuple[int, list[int]]:
    """Return how many milliseconds of *window* were seen, and what each counter counted in them."""
    end, now = readings[-1]
    counted = [0] * len(counters(now) or ())
    if not counted:
        return 0, counted
    time = 0
    seen = [(at, counters(obs)) for at, obs in readings if end - at <= window]
    for (before, old), (after, new) in pairwise(seen):
        if old is None or new is None or after - before > GAP:
            continue
        time += after - before
        counted = list(map(add, counted, step(old, new)))
    return time, counted


def step(old: tuple[int, ...], new: tuple[int, ...]) -> tuple[int, ...]:
    """Return what counters that restart together counted between two readings.

    One that fell tells that all of them began anew: then they say what was counted since.
    """
    return new if any(map(gt, old, new)) else tuple(map(sub, new, old))


def _sent(obs: Obs) -> tuple[int, ...] | None:
    stream = obs.stream
    if stream is None or not stream.active:
        return None
    return stream.bytes, stream.skipped_frames, stream.total_frames


def _encoded(obs: Obs) -> tuple[int, ...] | None:
    return None if obs.stats is None else (obs.stats.output_skipped, obs.stats.output_total)


def _rendered(obs: Obs) -> tuple[int, ...] | None:
    return None if obs.stats is None else (obs.stats.render_skipped, obs.stats.render_total)
