"""Bandwidth: what the show needs, what was measured, and whether a measurement may be believed at all.

The question is "can this machine send need × margin for minutes without queueing?", not "what is the line's peak?".
Rates are kilobits per second.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, median, pstdev

from msgspec import Struct

from liveops_desktop.core.clock import DAY, HOUR, Instant, Span, seconds
from liveops_desktop.core.preflight import Why

OVERHEAD = 1.05
"""Of TCP and RTMP over the stream itself."""
OVERHEAD_SRT = 1.25
"""SRT's default bandwidth for repeating what was lost."""
SAME_NEED = 0.10
"""Rig spec and OBS may differ by this share before it is said."""

LEAST_LENGTH = seconds(8)
LEAST_BYTES = 1_000_000
STALL_SECONDS = 3
WINDOW_SECONDS = 5
"""Of the worst stretch."""
COUNTED_LEAST, COUNTED_MOST = 0.95, 1.3
"""What the network interface may count for each byte of ours."""
OTHERS_MOST = 0.20
"""What others may send, as a share of ours."""
AGREE = 0.30


class Plan(Struct, frozen=True):
    """One measurement. *kbps* None: as fast as it goes. *host* and *port* are for the time a connection takes."""

    relay: str
    """``host[:port]`` of an iperf3 server, ``http(s)://…`` of a server that takes any POST, or ``speedtest``."""
    kbps: float | None = None
    length: Span = seconds(20)
    warm_up: Span = Span(2_500)
    """Thrown away (OBS's own auto-configuration does so)."""
    udp: bool = False
    down: bool = False
    host: str = ""
    port: int = 0


class Measurement(Struct, frozen=True):
    """What one provider measured, and all that is needed to doubt it. Warm-up is in the bytes, not in the rates."""

    provider: str
    server: str
    started_at: Instant
    kbps: float = 0.0
    """Mean after the warm-up, of what the far side confirmed where it does."""
    samples: tuple[float, ...] = ()
    """One a second, after the warm-up."""
    length: Span = Span(0)
    """Without the warm-up."""
    sent: int = 0
    """Bytes that the provider says it sent (or received)."""
    confirmed: int | None = None
    """Bytes that the far side says it got; None: it says nothing."""
    errors: tuple[str, ...] = ()
    """HTTP statuses other than 2xx."""
    interface: str = ""
    counted: int | None = None
    """Bytes that the network interface sent (or received) meanwhile; None: the system does not tell."""
    others_kbps: float | None = None
    """What the interface sent just before, when nothing of ours did."""
    idle_rtts: tuple[Span, ...] = ()
    loaded_rtts: tuple[Span, ...] = ()
    lost_percent: float | None = None
    """UDP only."""
    jitter_ms: float | None = None
    """UDP only."""
    indicative: bool = False
    """Good for a rough idea only."""
    trouble: Why = Why.MEASURED
    """Why there is no measurement at all."""
    detail: str = ""

    @property
    def worst(self) -> float | None:
        """The worst five seconds; None: there are no samples."""
        if not self.samples:
            return None
        size = min(WINDOW_SECONDS, len(self.samples))
        return min(fmean(self.samples[n : n + size]) for n in range(len(self.samples) - size + 1))

    @property
    def variation(self) -> float | None:
        """Standard deviation as a share of the mean, in percent."""
        if len(self.samples) < WINDOW_SECONDS or not fmean(self.samples):
            return None
        return 100 * pstdev(self.samples) / fmean(self.samples)

    @property
    def rise(self) -> float | None:
        """How much longer a connection takes under load, in milliseconds."""
        if not self.idle_rtts or not self.loaded_rtts:
            return None
        return max(0.0, median(self.loaded_rtts) - median(self.idle_rtts))


class Doubt(Struct, frozen=True):
    """Why a measurement is not believed."""

    why: Why
    detail: str = ""


def doubt(one: Measurement) -> Doubt | None:
    """Return why *one* is inconclusive, or None: it may be believed."""
    if one.trouble is not Why.MEASURED:
        return Doubt(one.trouble, one.detail)
    if one.errors:  # speedtest-cli credits what a server refused: 672 Mb/s on a line of 20
        return Doubt(Why.SERVER_REFUSED, f"{one.errors[0]} × {len(one.errors)}")
    tail = one.samples[-STALL_SECONDS:]
    if len(tail) == STALL_SECONDS and not any(tail):
        return Doubt(Why.STALLED)
    return _thin(one) or _unconfirmed(one) or _shared(one)


def _thin(one: Measurement) -> Doubt | None:
    if one.length < LEAST_LENGTH:
        return Doubt(Why.TOO_SHORT, f"{one.length / 1_000:.1f} s")
    return Doubt(Why.TOO_SHORT, f"{one.sent / 1e6:.1f} MB") if one.sent < LEAST_BYTES else None


def _unconfirmed(one: Measurement) -> Doubt | None:
    """Doubt bytes that nobody but the provider has seen: a proxy may take them and pass nothing on."""
    if one.confirmed is not None and one.confirmed < COUNTED_LEAST * one.sent:
        return Doubt(Why.NOT_CONFIRMED, f"{one.confirmed / one.sent:.0%}")
    if one.counted is None:
        return Doubt(Why.NOT_CONFIRMED) if one.confirmed is None else None
    if one.counted < COUNTED_LEAST * one.sent:
        return Doubt(Why.INTERFACE_DIFFERS, f"{one.interface} {one.counted / one.sent:.0%}")
    return None


def _shared(one: Measurement) -> Doubt | None:
    """Doubt a measurement beside which something else used the line."""
    if one.others_kbps is not None and one.others_kbps > OTHERS_MOST * one.kbps:
        return Doubt(Why.OTHER_SENDER, f"{one.others_kbps / 1_000:.1f} Mb/s")
    if one.counted is not None and one.counted > COUNTED_MOST * one.sent:
        return Doubt(Why.OTHER_SENDER, f"{one.interface} {one.counted / one.sent:.0%}")
    return None


def disagreement(one: Measurement, other: Measurement, paced: float | None = None) -> float:
    """Return by what share two measurements differ, 0…1.

    *paced*: the pace that *one* was held at. A line that held it may be faster, so more than that is no disagreement.
    """
    high = max(one.kbps, other.kbps)
    held = paced is not None and one.kbps >= 0.98 * paced
    if not high or (held and other.kbps >= one.kbps):
        return 0.0
    return 1 - min(one.kbps, other.kbps) / high


class Need(Struct, frozen=True):
    """What the show needs. *differs*: rig spec and OBS do not say the same."""

    kbps: float
    rig_kbps: float | None
    obs_kbps: float | None

    @property
    def differs(self) -> bool:
        """Whether rig spec and OBS differ by more than a tenth."""
        if self.rig_kbps is None or self.obs_kbps is None:
            return False
        return abs(self.rig_kbps - self.obs_kbps) > SAME_NEED * max(self.rig_kbps, self.obs_kbps)


def need(rig_kbps: float | None, obs_kbps: float | None, extra_kbps: float | None, *, srt: bool) -> Need | None:
    """Return what has to be sent, or None where nobody says: the larger of two, its overhead, and other outputs."""
    known = [one for one in (rig_kbps, obs_kbps) if one]
    if not known:
        return None
    return Need(max(known) * (OVERHEAD_SRT if srt else OVERHEAD) + (extra_kbps or 0.0), rig_kbps, obs_kbps)


def jitter(rtts: Sequence[Span]) -> float | None:
    """Return the mean difference between neighbours, in milliseconds; None: fewer than two."""
    return fmean(abs(after - before) for before, after in pairwise(rtts)) if len(rtts) > 1 else None


SRT_LATENCY = ((1.0, 3), (3.0, 4), (7.0, 5), (10.0, 6))
"""Loss in percent up to which that many round trips of latency are enough (SRT Deployment Guide)."""


def srt_round_trips(lost_percent: float) -> int | None:
    """Return how many round trips of SRT latency this loss needs; None: no latency helps."""
    return next((times for most, times in SRT_LATENCY if lost_percent <= most), None)


class Past(Struct, frozen=True):
    """One earlier measurement, as it is kept on this station."""

    at: Instant
    server: str
    provider: str
    kbps: float
    worst_kbps: float | None = None
    rise_ms: float | None = None


def same_hour(past: Sequence[Past], server: str, now: Instant) -> Past | None:
    """Return the latest of an earlier day, within an hour of this time of day, to the same server."""
    near = (
        one
        for one in past
        if one.server == server and now - one.at > DAY / 2 and min((now - one.at) % DAY, -(now - one.at) % DAY) <= HOUR
    )
    return max(near, key=lambda one: one.at, default=None)
