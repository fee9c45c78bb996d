"""The rules of health: how long which judgement must hold to be an alarm, and which card it suggests.

Severity is by viewer effect (S1 off air or silent, S2 viewers notice, S3 only the crew notices). Where the graver
level of a rule would be no graver by that measure, it is still a step higher, so that people are told anew.
Times are those of ``checks-and-obs`` §2: OBS's own where it has them, else proposals.
"""

from collections.abc import Callable

from msgspec import Struct

from liveops_desktop.core.clock import ZERO, Span, seconds
from liveops_desktop.core.content import Severity
from liveops_desktop.core.gauges import GAUGES, Gauge, Signal
from liveops_desktop.core.judges import (
    Judge,
    microphone_muted,
    obs_lost,
    of_obs,
    of_recording_disk,
    of_this_machine,
    reconnecting,
    refused,
    stalled,
    stopped,
)

STREAM_LOST_CARD = "E01"
NO_SOUND_CARD = "E05"
OBS_LOST_CARD = "E08"


class Rule(Struct, frozen=True):
    """How one signal becomes an alarm. *warn* None: it has only the graver level."""

    signal: Signal
    judge: Judge
    critical: Severity
    critical_after: Span
    leave_after: Span
    warn: Severity | None = None
    warn_after: Span = ZERO
    warn_card: str = ""
    critical_card: str = ""
    gauge: Gauge | None = None
    """Where the alarm's figures come from; None: from how long it holds."""


def microphone(name: str) -> Rule:
    """Return the rule of one open microphone; all of them share one alarm."""
    return Rule(
        Signal.MICROPHONE_MUTED,
        microphone_muted(name),
        critical=Severity.S1,
        critical_after=seconds(2),
        critical_card=NO_SOUND_CARD,
        leave_after=seconds(3),
    )


_GAUGE = {gauge.signal: gauge for gauge in GAUGES}


def _gauge_rule(
    signal: Signal,
    judged: Callable[[Gauge], Judge],
    *,
    warn_after: float,
    critical_after: float,
    leave_after: float,
    critical_card: str = "",
) -> Rule:
    return Rule(
        signal,
        judged(_GAUGE[signal]),
        critical=Severity.S2,
        critical_after=seconds(critical_after),
        leave_after=seconds(leave_after),
        warn=Severity.S3,
        warn_after=seconds(warn_after),
        critical_card=critical_card,
        gauge=_GAUGE[signal],
    )


RULES: tuple[Rule, ...] = (
    Rule(
        Signal.OBS_LOST,
        obs_lost,
        warn=Severity.S3,
        critical=Severity.S1,
        critical_after=ZERO,
        critical_card=OBS_LOST_CARD,
        leave_after=seconds(3),
    ),
    Rule(Signal.OBS_REFUSED, refused(kicked=False), critical=Severity.S2, critical_after=ZERO, leave_after=seconds(3)),
    Rule(Signal.OBS_KICKED, refused(kicked=True), critical=Severity.S2, critical_after=ZERO, leave_after=seconds(3)),
    Rule(
        Signal.STREAM_STOPPED,
        stopped(stream=True),
        critical=Severity.S1,
        critical_after=ZERO,
        critical_card=STREAM_LOST_CARD,
        leave_after=seconds(5),
    ),
    Rule(
        Signal.RECONNECTING,
        reconnecting,
        warn=Severity.S2,
        warn_card=STREAM_LOST_CARD,
        critical=Severity.S1,
        critical_after=seconds(10),
        critical_card=STREAM_LOST_CARD,
        leave_after=seconds(15),
    ),
    Rule(
        Signal.STREAM_STALLED,
        stalled(stream=True),
        warn=Severity.S2,
        warn_after=seconds(2),
        warn_card=STREAM_LOST_CARD,
        critical=Severity.S1,
        critical_after=seconds(5),
        critical_card=STREAM_LOST_CARD,
        leave_after=seconds(5),
    ),
    _gauge_rule(
        Signal.NETWORK_DROPS, of_obs, warn_after=3, critical_after=3, leave_after=60, critical_card=STREAM_LOST_CARD
    ),
    _gauge_rule(Signal.BITRATE_LOW, of_obs, warn_after=10, critical_after=10, leave_after=20),
    _gauge_rule(Signal.ENCODER_SKIP, of_obs, warn_after=3, critical_after=3, leave_after=60),
    _gauge_rule(Signal.RENDER_LAG, of_obs, warn_after=3, critical_after=3, leave_after=60),
    _gauge_rule(Signal.FPS, of_obs, warn_after=5, critical_after=5, leave_after=10),
    # Each CPU figure is already a mean of 15 s; after a start of the program it is one of fewer.
    _gauge_rule(Signal.CPU, of_this_machine, warn_after=15, critical_after=15, leave_after=30),
    _gauge_rule(Signal.MEMORY, of_this_machine, warn_after=5, critical_after=5, leave_after=30),
    _gauge_rule(Signal.DISK, of_recording_disk, warn_after=5, critical_after=5, leave_after=10),
    # A recording that is gone cannot be made again: S2, though no viewer notices.
    Rule(
        Signal.RECORD_STOPPED,
        stopped(stream=False),
        critical=Severity.S2,
        critical_after=seconds(2),
        leave_after=seconds(5),
    ),
    Rule(
        Signal.RECORD_STALLED,
        stalled(stream=False),
        warn=Severity.S3,
        warn_after=seconds(5),
        critical=Severity.S2,
        critical_after=seconds(10),
        leave_after=seconds(10),
    ),
)
