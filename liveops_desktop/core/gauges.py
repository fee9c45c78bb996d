"""The figures of the health strip: where each is read, and what it is held to.

Thresholds are those of OBS's own stats dock and status bar where OBS has them, else proposals (marked so); the figures
that a show may set are in its rig spec. What has no figure is told apart from zero: a level is never a guess.
"""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.limits import FRAME_RATE, SPACE
from liveops_desktop.core.rates import BITRATE_WINDOW, ENCODER_WINDOW, NETWORK_WINDOW, RENDER_WINDOW, has_drops
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Link, ObsStats, Vitals


class Signal(StrEnum):
    """What health watches. The stored name of an alarm's signal."""

    OBS_LOST = "obs-lost"
    OBS_REFUSED = "obs-refused"  # wrong password
    OBS_KICKED = "obs-kicked"  # thrown out by OBS's operator; does not come back by itself
    STREAM_STOPPED = "stream-stopped"
    RECONNECTING = "reconnecting"
    STREAM_STALLED = "stream-stalled"  # "streaming", and not a byte goes out
    NETWORK_DROPS = "network-drops"
    BITRATE_LOW = "bitrate-low"
    ENCODER_SKIP = "encoder-skip"
    RENDER_LAG = "render-lag"
    FPS = "fps"
    CPU = "cpu"
    MEMORY = "memory"
    DISK = "disk"
    RECORD_STOPPED = "record-stopped"
    RECORD_STALLED = "record-stalled"
    MICROPHONE_MUTED = "microphone-muted"  # its figures are the names of the inputs


class Level(StrEnum):
    """How a figure stands. Only ``OK`` is green."""

    OK = "ok"
    WARN = "warn"
    CRITICAL = "critical"
    UNKNOWN = "unknown"  # there should be a figure: OBS does not answer, or too little was seen yet
    NOT_AVAILABLE = "not-available"  # there is no such figure (network drops over SRT)
    IDLE = "idle"  # nothing runs that would have the figure
    UNJUDGED = "unjudged"  # a figure, and nothing planned to hold it to


Reading = float | Level
"""A figure, or one of the levels that say why there is none."""


class Limits(Struct, frozen=True):
    """What a figure is held to, in the figure's unit. *leave* is where an alarm may end; it is stricter than *warn*."""

    warn: float
    critical: float
    leave: float
    falling: bool = False
    """Less is worse."""

    def level(self, value: float) -> Level:
        """Return how *value* stands; a figure exactly at a limit has not crossed it."""
        if self._beyond(value, self.critical):
            return Level.CRITICAL
        return Level.WARN if self._beyond(value, self.warn) else Level.OK

    def calm(self, value: float) -> bool:
        """Tell whether *value* is good enough to end an alarm."""
        return not self._beyond(value, self.leave)

    def text(self, unit: str) -> str:
        """Return both limits as a threshold reads on screen, e.g. ``> 1 / > 5 %``."""
        sign = "<" if self.falling else ">"
        return f"{sign} {self.warn:g} / {sign} {self.critical:g} {unit}"

    def _beyond(self, value: float, limit: float) -> bool:
        return value < limit if self.falling else value > limit


class Gauge(Struct, frozen=True):
    """One figure: its unit, the window it is a mean or share of (0: a momentary one), its digits and its limits."""

    signal: Signal
    unit: str
    window: Span
    digits: int
    read: Callable[[Vitals], Reading]
    limits: Callable[[Vitals, Rig], Limits | None]

    def cause(self, vitals: Vitals, rig: Rig) -> Cause | None:
        """Return the figure with its window and limits; None: there is none, or nothing to hold it to."""
        value, limits = self.read(vitals), self.limits(vitals, rig)
        if isinstance(value, Level) or limits is None:
            return None
        return Cause(round(value, self.digits), self.unit, limits.warn, limits.critical, self.digits, self.window)


def _streaming(vitals: Vitals) -> Level | None:
    """Return why there can be no figure of the stream, or None when there can."""
    obs = vitals.obs
    if obs.link.state is not Link.CONNECTED or obs.stream is None:
        return Level.UNKNOWN
    return None if obs.stream.active else Level.IDLE


def _known(value: float | None) -> Reading:
    return Level.UNKNOWN if value is None else value


def _bitrate(vitals: Vitals) -> Reading:
    return _streaming(vitals) or _known(vitals.rates.bitrate_kbps)


def _network_drops(vitals: Vitals) -> Reading:
    nothing = _streaming(vitals)
    if nothing is not None:
        return nothing
    if vitals.obs.state is not None and not has_drops(vitals.obs.state):
        return Level.NOT_AVAILABLE
    return _known(vitals.rates.network_drop_percent)


def _encoder_skip(vitals: Vitals) -> Reading:
    obs = vitals.obs
    outputs = [output for output in (obs.stream, obs.record) if output is not None]
    if obs.link.state is not Link.CONNECTED or not outputs:
        return Level.UNKNOWN
    if not any(output.active for output in outputs):
        return Level.IDLE
    return _known(vitals.rates.encoder_skip_percent)


def _render_lag(vitals: Vitals) -> Reading:
    return _known(vitals.rates.render_lag_percent) if _stats(vitals) is not None else Level.UNKNOWN


def _fps(vitals: Vitals) -> Reading:
    stats = _stats(vitals)
    return _known(None if stats is None else stats.active_fps)


def _disk(vitals: Vitals) -> Reading:
    stats = _stats(vitals)
    return _known(None if stats is None else stats.free_disk_mb / 1024)


def _stats(vitals: Vitals) -> ObsStats | None:
    """Return OBS's figures; what it said before it stopped answering is no figure."""
    return vitals.obs.stats if vitals.obs.link.state is Link.CONNECTED else None


def _bitrate_limits(_vitals: Vitals, rig: Rig) -> Limits | None:
    """75 % is where OBS's own auto-configuration calls a bandwidth too small; the rest are proposals."""
    planned = rig.bitrate_kbps
    return None if planned is None else Limits(0.75 * planned, 0.5 * planned, 0.85 * planned, falling=True)


def _fps_limits(vitals: Vitals, rig: Rig) -> Limits | None:
    planned = rig.fps or (vitals.obs.state.fps if vitals.obs.state is not None else None)
    if not planned:
        return None
    share = rig.limits.get("obsv.active_fps", FRAME_RATE)
    passes = share.passes / 100 * planned
    return Limits(passes, share.warns / 100 * planned, passes, falling=True)


def _disk_limits(_vitals: Vitals, rig: Rig) -> Limits:
    space = rig.limits.get("rec.space", SPACE)
    return Limits(space.passes, space.warns, 1.1 * space.passes, falling=True)


def _fixed(limits: Limits) -> Callable[[Vitals, Rig], Limits]:
    return lambda _vitals, _rig: limits


_MOMENT = Span(0)

GAUGES: tuple[Gauge, ...] = (
    Gauge(Signal.BITRATE_LOW, "kb/s", BITRATE_WINDOW, 0, _bitrate, _bitrate_limits),
    # 1 and 5 %: OBS stats dock, for all three kinds of loss.
    Gauge(Signal.NETWORK_DROPS, "%", NETWORK_WINDOW, 1, _network_drops, _fixed(Limits(1, 5, 0.5))),
    Gauge(Signal.ENCODER_SKIP, "%", ENCODER_WINDOW, 1, _encoder_skip, _fixed(Limits(1, 5, 0.1))),
    Gauge(Signal.RENDER_LAG, "%", RENDER_WINDOW, 1, _render_lag, _fixed(Limits(1, 5, 0.5))),
    Gauge(Signal.FPS, "fps", _MOMENT, 1, _fps, _fps_limits),
    # Proposals: live figures, looser than what preflight asks of a machine at rest.
    Gauge(Signal.CPU, "%", seconds(15), 0, lambda v: _known(v.machine.cpu_percent), _fixed(Limits(85, 95, 80))),
    Gauge(
        Signal.MEMORY,
        "GB",
        _MOMENT,
        1,
        lambda v: _known(v.machine.memory_free_gb),
        _fixed(Limits(1.5, 0.5, 2, falling=True)),
    ),
    Gauge(Signal.DISK, "GB", _MOMENT, 1, _disk, _disk_limits),
)
"""In the order of the health strip."""
