"""Every clock, countdown and forecast, computed once per draw for all panels (RUN-OF-SHOW §3, §4)."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import CueId


class Phase(StrEnum):
    """Of the running cue."""

    NORMAL = "normal"
    WARN = "warn"
    DANGER = "danger"
    OVER = "over"


class FindingKind(StrEnum):
    """What is odd about a plan; never blocks editing."""

    OVER_BOOKED = "over-booked"  # span: by how much
    PAST_HARD_OUT = "past-hard-out"  # span: by how much
    WRONG_DAY = "wrong-day"  # a gap below -12 h
    ENDS_BEFORE_IT_STARTS = "ends-before-it-starts"
    NO_OWNER = "no-owner"
    SCENE_MISSING = "scene-missing"
    NO_SUCH_TIME = "no-such-time"  # the spring change skips it
    POINT_TOO_LONG = "point-too-long"  # a host point that cannot be read at the set distance
    BUFFER_SMALL = "buffer-small"  # span: what buffers and gaps hold; less than 5 % of the show


class Finding(Struct, frozen=True):
    """A finding names its cue (None: the show as a whole)."""

    kind: FindingKind
    cue: CueId | None
    span: Span | None = None


class Plan(Struct, frozen=True):
    """The planned times; sequences run parallel to ``Show.cues``, None for skipped cues."""

    start: Instant
    """Of the show."""
    starts: Sequence[Instant | None]
    ends: Sequence[Instant | None]
    hards: dict[CueId, Instant]
    untils: dict[CueId, Instant]
    gaps: dict[CueId, Span]
    """Only for hard cues that something comes before."""
    end: Instant
    hard_out: Instant | None
    findings: tuple[Finding, ...]


class RunTiming(Struct, frozen=True):
    """The running cue's figures."""

    elapsed: Span
    length: Span
    remaining: Span
    ends: Instant
    phase: Phase
    until_holds: bool
    """It is an until-cue: holding it does not move its end."""


class Timing(Struct, frozen=True):
    """All figures at one instant. Sequences run parallel to ``Show.cues``."""

    now: Instant
    plan: Plan
    forecast: Sequence[Instant | None]
    """Forecast start of the cues still to come, and the actual start of the one on air; None for all others."""
    run: RunTiming | None
    current: int | None
    """Index of the cue on air."""
    next: int | None
    """Index of the next cue (§1)."""
    show_end: Instant
    """Forecast, or the real end once ended."""
    over: Span
    """Over (+) or under (-)."""
    next_hard: int | None
    """Index of the next hard start ahead."""
    slack: dict[CueId, Span]
    """Of every hard start ahead."""
    hard_out_slack: Span | None
    go_at: Instant | None
    """When the next cue will be taken by itself; None: never."""
    go_late: bool
    """It should have gone more than 2 s ago: a person is asked."""

    def after_next(self) -> int | None:
        """Return the index of the cue that a take of the next one would leave standing by."""
        if self.next is None:
            return None
        return next((at for at in range(self.next + 1, len(self.forecast)) if self.forecast[at] is not None), None)
