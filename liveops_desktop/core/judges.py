"""How one reading is judged, for each signal of health.

A judge knows one reading and the one before it; how long what must hold is the business of ``rules`` and ``health``.
"""

from collections.abc import Callable

from msgspec import Struct

from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.core.gauges import Gauge, Level
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Link, LinkTrouble, Output, Vitals

SETTLING = seconds(5)
"""After a stream's start its figures raise nothing."""
SEARCHED = seconds(10)
"""On air with a stream planned, OBS not found for this long counts as lost."""


class Scope(Struct, frozen=True):
    """What the rules know besides the readings."""

    rig: Rig
    started_at: Instant | None
    """When the show went on air; None: it is not."""
    live: bool
    """The show is on air, or OBS's stream or recording ran when it was last seen."""
    streamed: bool
    """The stream ran in this show (or just before it), so it is missed when it does not."""
    recorded: bool


class Sample(Struct, frozen=True):
    """One reading, and the one before it where there is one without a hole between."""

    at: Instant
    vitals: Vitals
    before: Vitals | None


Judge = Callable[[Scope, Sample], Level]
"""How one reading stands. ``OK`` only where an alarm may end; ``UNKNOWN`` neither begins nor ends one; ``IDLE``,
``NOT_AVAILABLE`` and ``UNJUDGED`` say that the signal cannot apply, which ends one at once."""


# -- the link ----------------------------------------------------------------------


def obs_lost(scope: Scope, sample: Sample) -> Level:
    """Judge the link; off air and with nothing running, an OBS that is away is nobody's trouble."""
    link = sample.vitals.obs.link
    if not scope.live or link.state is Link.OFF:
        return Level.IDLE
    match link.state:
        case Link.CONNECTED | Link.REFUSED:  # a refusal is an answer, and has its own alarm
            return Level.OK
        case Link.DEGRADED:
            return Level.WARN
        case Link.LOST:
            return Level.CRITICAL
        case _:
            missed = scope.started_at is not None and scope.rig.ingest and sample.at - link.since >= SEARCHED
            return Level.CRITICAL if missed else Level.UNKNOWN


def refused(*, kicked: bool) -> Judge:
    """Judge a link that OBS refuses: ended by its operator (*kicked*), or for another reason."""

    def judge(scope: Scope, sample: Sample) -> Level:
        link = sample.vitals.obs.link
        if not scope.live:
            return Level.IDLE
        if link.state is Link.REFUSED:
            return Level.CRITICAL if (link.trouble is LinkTrouble.KICKED) == kicked else Level.OK
        return Level.OK if link.state is Link.CONNECTED else Level.UNKNOWN

    return judge


# -- stream and recording -------------------------------------------------------------


def _output(vitals: Vitals | None, *, stream: bool) -> Output | None:
    """Return the output as OBS reports it now, None where it does not."""
    if vitals is None or vitals.obs.link.state is not Link.CONNECTED:
        return None
    return vitals.obs.stream if stream else vitals.obs.record


def stopped(*, stream: bool) -> Judge:
    """Judge whether the stream (else the recording) of a show on air still runs."""

    def judge(scope: Scope, sample: Sample) -> Level:
        if scope.started_at is None or not (scope.streamed if stream else scope.recorded):
            return Level.IDLE
        output = _output(sample.vitals, stream=stream)
        if output is None or sample.at < scope.started_at:
            return Level.UNKNOWN
        return Level.OK if output.active or output.reconnecting else Level.CRITICAL

    return judge


def reconnecting(_scope: Scope, sample: Sample) -> Level:
    """Judge OBS's own word that it lost the ingest; the rule makes it graver with time."""
    stream = _output(sample.vitals, stream=True)
    if stream is None:
        return Level.UNKNOWN
    if stream.reconnecting:
        return Level.CRITICAL
    return Level.OK if stream.active else Level.IDLE


def stalled(*, stream: bool) -> Judge:
    """Judge whether the bytes of the stream (else the recording) still grow."""

    def judge(_scope: Scope, sample: Sample) -> Level:
        new, old = _output(sample.vitals, stream=stream), _output(sample.before, stream=stream)
        if new is None:
            return Level.UNKNOWN
        if not new.active:
            return Level.IDLE
        if old is None or not old.active or new.reconnecting or new.paused or _settling(sample):
            return Level.UNKNOWN
        return Level.CRITICAL if new.bytes == old.bytes else Level.OK

    return judge


def _settling(sample: Sample) -> bool:
    stream = sample.vitals.obs.stream
    return stream is not None and stream.active and stream.since is not None and sample.at - stream.since < SETTLING


# -- figures -----------------------------------------------------------------------------


def _figure(gauge: Gauge) -> Judge:
    def judge(scope: Scope, sample: Sample) -> Level:
        if not scope.live:
            return Level.IDLE
        limits, value = gauge.limits(sample.vitals, scope.rig), gauge.read(sample.vitals)
        if isinstance(value, Level):
            return value
        if limits is None:
            return Level.UNJUDGED
        level = limits.level(value)
        if level is Level.OK:
            return Level.OK if limits.calm(value) else Level.UNKNOWN
        return level

    return judge


def of_obs(gauge: Gauge) -> Judge:
    """Judge a figure of OBS's; in the first seconds of a stream it says nothing."""
    figure = _figure(gauge)
    return lambda scope, sample: Level.UNKNOWN if _settling(sample) else figure(scope, sample)


def of_this_machine(gauge: Gauge) -> Judge:
    """With OBS on another machine, this one's load is no trouble of the broadcast."""
    figure = _figure(gauge)
    return lambda scope, sample: figure(scope, sample) if sample.vitals.obs.link.local else Level.NOT_AVAILABLE


def of_recording_disk(gauge: Gauge) -> Judge:
    """Only a recording needs the disk."""
    figure = _figure(gauge)

    def judge(scope: Scope, sample: Sample) -> Level:
        record = _output(sample.vitals, stream=False)
        if record is None:
            return Level.UNKNOWN
        return figure(scope, sample) if record.active else Level.IDLE

    return judge


# -- sound ---------------------------------------------------------------------------------


def microphone_muted(name: str) -> Judge:
    """Judge one open microphone while the show is on air."""

    def judge(scope: Scope, sample: Sample) -> Level:
        obs = sample.vitals.obs
        if scope.started_at is None:
            return Level.IDLE
        if obs.link.state is not Link.CONNECTED or obs.state is None or sample.at < scope.started_at:
            return Level.UNKNOWN
        muted = next((source.muted for source in obs.state.inputs if source.name == name), None)
        if muted is None:
            return Level.UNKNOWN
        return Level.CRITICAL if muted else Level.OK

    return judge
