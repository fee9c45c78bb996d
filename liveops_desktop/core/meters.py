"""Level meters: what OBS measures of each input, over the last seconds. Pure arithmetic.

OBS tells for each channel three multipliers of full scale: the level (RMS) and the peak after fader and mute, and the
*raw* peak before them. It is a sample peak, neither loudness nor true peak. Only inputs that are heard or shown are
told of at all. (obs-websocket, protocol.md, InputVolumeMeters)
"""

from collections.abc import Sequence
from math import inf, log10

from msgspec import Struct

from liveops_desktop.core.clock import ZERO, Instant, Span, seconds

KEPT = seconds(12)
"""Of each input."""
HOLD = seconds(3)
"""How long a peak stays marked."""
DEAD_AFTER = seconds(3)
"""Of digital zero; a microphone that lives has a noise floor (checks-and-obs, aud.dead)."""
CLIP_DB = -0.3
"""Raw peaks from here on clip (checks-and-obs §2)."""
_CLIP = 10 ** (CLIP_DB / 20)
TALK_DB = -35.0
"""Raw peaks above this are somebody talking (checks-and-obs §2)."""
TALK_AFTER = Span(1_500)
PAUSE = Span(700)
"""Talking pauses between words: this long is still the same talking."""
STALE = Span(1_500)
"""Without a word of an input for this long, OBS meters it no more."""


class Channel(Struct, frozen=True):
    """Multipliers of full scale, 0…1 and above."""

    level: float
    peak: float
    raw: float


class Sample(Struct, frozen=True):
    """The highest of about a tenth of a second. No channels: the input delivers nothing."""

    at: Instant
    channels: tuple[Channel, ...]

    @property
    def raw(self) -> float:
        """Highest peak before the fader, a multiplier."""
        return max((one.raw for one in self.channels), default=0.0)

    @property
    def peak(self) -> float:
        """Highest peak after the fader, a multiplier."""
        return max((one.peak for one in self.channels), default=0.0)


class Meter(Struct, frozen=True):
    """One input over the last seconds, oldest first."""

    input: str
    samples: tuple[Sample, ...] = ()


class Metering(Struct, frozen=True):
    """All meters, and how long OBS has been listened to; None: it has not told of anything yet."""

    meters: tuple[Meter, ...] = ()
    since: Instant | None = None

    def of(self, name: str) -> Meter:
        """Return the meter of an input; an empty one where OBS tells nothing of it."""
        return next((one for one in self.meters if one.input == name), Meter(name))


class ChannelLevels(Struct, frozen=True):
    """For drawing, in dBFS; ``-inf`` is digital zero."""

    level: float
    peak: float
    raw: float
    hold: float


class Levels(Struct, frozen=True):
    """One input as it is drawn."""

    input: str
    channels: tuple[ChannelLevels, ...]
    dead: bool = False
    """Digital zero, or no channels, for 3 s."""
    clips: int = 0
    """Tenths of a second with a clipping peak, of the last seconds."""
    closed: bool = False
    """Sound comes in, and none goes out: muted, or the fader is down."""
    talking: bool = False
    """Somebody talks into it while it is closed."""


def dbfs(multiplier: float) -> float:
    """Return decibels of full scale; ``-inf`` for zero."""
    return 20 * log10(multiplier) if multiplier > 0 else -inf


def highest(one: Sequence[Channel], other: Sequence[Channel]) -> tuple[Channel, ...]:
    """Return the higher figures of two readings of one input; the channels of the one that has more."""
    more, less = (one, other) if len(one) >= len(other) else (other, one)
    joined = [
        Channel(max(a.level, b.level), max(a.peak, b.peak), max(a.raw, b.raw)) for a, b in zip(more, less, strict=False)
    ]
    return (*joined, *more[len(less) :])


def latest(meter: Meter, span: Span, now: Instant) -> tuple[Sample, ...]:
    """Return the samples of the last *span*."""
    return tuple(one for one in meter.samples if now - one.at <= span)


def metered(meter: Meter, now: Instant) -> bool:
    """Tell whether OBS told of this input just now."""
    return bool(meter.samples) and now - meter.samples[-1].at <= STALE


def covers(meter: Meter) -> Span:
    """Return how long its samples go back from the newest."""
    return Span(meter.samples[-1].at - meter.samples[0].at) if meter.samples else ZERO


def zero_for(meter: Meter) -> Span:
    """Return for how long up to the newest sample there was nothing but digital zero."""
    begun: Instant | None = None
    for one in reversed(meter.samples):
        if one.raw > 0:
            break
        begun = one.at
    return Span(meter.samples[-1].at - begun) if begun is not None else ZERO


def closed(sample: Sample) -> bool:
    """Tell whether sound comes in and none goes out."""
    return sample.raw > 0 and sample.peak == 0


def talking_for(meter: Meter) -> Span:
    """Return for how long up to the newest sample somebody has talked into a closed input, pauses of words and all."""
    if not meter.samples:
        return ZERO
    newest = meter.samples[-1].at
    begun, last = newest, newest
    for one in reversed(meter.samples):
        if one.peak > 0 or last - one.at > PAUSE:
            break
        if dbfs(one.raw) > TALK_DB:
            begun = last = one.at
    return Span(newest - begun)


def levels(meter: Meter, now: Instant) -> Levels:
    """Return how to draw it; without channels where OBS tells nothing of it."""
    if not metered(meter, now):
        return Levels(meter.input, ())
    newest, held = meter.samples[-1], latest(meter, HOLD, now)
    channels = tuple(
        ChannelLevels(dbfs(one.level), dbfs(one.peak), dbfs(one.raw), _held(held, number))
        for number, one in enumerate(newest.channels)
    )
    return Levels(
        meter.input,
        channels,
        dead=zero_for(meter) >= DEAD_AFTER,
        clips=sum(any(each.raw >= _CLIP for each in one.channels) for one in meter.samples),
        closed=closed(newest),
        talking=talking_for(meter) >= TALK_AFTER,
    )


def _held(samples: Sequence[Sample], channel: int) -> float:
    return dbfs(max((one.channels[channel].peak for one in samples if channel < len(one.channels)), default=0.0))
