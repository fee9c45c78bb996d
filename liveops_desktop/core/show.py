"""The show: the fold of its facts and nothing else. Only data here; ``evolve`` and ``decide`` move it."""

from msgspec import Struct

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import ZERO, Instant, Span
from liveops_desktop.core.content import Card, Gate, Severity
from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.facts import AlarmId, HotWashSaved, IncidentId, MessageId, PollId, RunId
from liveops_desktop.core.preflight import PreflightRun, Result, SignOff, Waiver
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup


class Run(Struct, frozen=True):
    """One run of a cue on air (§1 *as-run*)."""

    id: RunId
    cue: CueId
    taken_at: Instant
    station: str
    by_itself: bool = False
    held_since: Instant | None = None
    held_total: Span = ZERO
    nudges: Span = ZERO
    until: Instant | None = None
    """For until-cues: the instant, resolved when the plan was laid out; not resolved again at the take."""
    go_armed: bool = True
    """False after an undo brought it back past its zero, until a nudge lifts it above zero again."""
    ended_at: Instant | None = None


class FixedTimes(Struct, frozen=True):
    """The instants of one cue's hard start and until; kept once on air unless its own time is edited."""

    hard: Instant | None = None
    until: Instant | None = None


class Baseline(Struct, frozen=True):
    """The plan as it stood at the first take."""

    end: Instant
    starts: dict[CueId, Instant]
    ends: dict[CueId, Instant]


class Air(Struct, frozen=True):
    """What is and was on air."""

    run: Run | None = None
    past: tuple[Run, ...] = ()
    """Ended runs, oldest first: the as-run."""
    withdrawn: tuple[Run, ...] = ()
    """Takes that were undone."""
    done: frozenset[CueId] = frozenset()
    started_at: Instant | None = None
    ended_at: Instant | None = None
    undoable: bool = False
    """A take stands that may be withdrawn (once)."""
    baseline: Baseline | None = None
    fixed: dict[CueId, FixedTimes] = {}
    last_take: Instant | None = None
    last_take_station: str = ""
    last_take_by_itself: bool = False
    done_before: frozenset[CueId] = frozenset()
    """``done`` as it was before the last take, for its undo."""
    unskipped: bool = False
    """The last take cleared its cue's skip mark; its undo sets it again."""

    @property
    def on_air(self) -> bool:
        """The show has started and has not ended, whether or not a cue runs."""
        return self.started_at is not None and self.ended_at is None


class ShowClock(Struct, frozen=True):
    """How the wall clock relates to the show's timeline (§2.3): wall = timeline + shift."""

    shift: Span = ZERO
    """Corrections that were accepted."""
    kept: Span = ZERO
    """Steps that were declined: the machine's clock is off by this."""
    step: Span | None = None
    """An open question: the clock stepped by this."""
    slept: Span | None = None
    """An open question: the machine slept this long."""


class Tick(Struct, frozen=True):
    """A checklist item, ticked by name and time."""

    who: str
    at: Instant
    value: str = ""
    second: str = ""


class Alarm(Struct, frozen=True):
    """Something crossed a threshold and people were shown it."""

    id: AlarmId
    signal: str
    severity: Severity
    card: str
    figures: str
    raised_at: Instant
    acknowledged_at: Instant | None = None
    acknowledged_by: str = ""
    cleared_at: Instant | None = None
    cause: Cause | None = None
    held: Span = ZERO


class StepTick(Struct, frozen=True):
    """A card step done."""

    who: str
    at: Instant


class Incident(Struct, frozen=True):
    """A card being worked, or worked."""

    id: IncidentId
    card: Card
    opened_at: Instant
    opened_by: str
    alarm: AlarmId | None = None
    cue: CueId | None = None
    """The cue on air when it was opened."""
    steps: dict[int, StepTick] = {}
    decisions: tuple[tuple[Instant, str, str], ...] = ()
    """(when, who, what)"""
    mitigated_at: Instant | None = None
    closed_at: Instant | None = None
    recovered: bool = False
    note: str = ""


class Message(Struct, frozen=True):
    """A message to the host with its receipts."""

    id: MessageId
    text: str
    urgent: bool
    sent_at: Instant
    sent_by: str
    shown_at: Instant | None = None
    seen_at: Instant | None = None
    seen_by: str = ""
    cleared_at: Instant | None = None


class Note(Struct, frozen=True):
    """A note or a marker (``marker`` True), with the cue on air then."""

    at: Instant
    who: str
    role: str
    text: str
    marker: bool = False
    cue: CueId | None = None


class Preflight(Struct, frozen=True):
    """The latest run, the waivers, the signature."""

    run: PreflightRun | None = None
    waivers: tuple[Waiver, ...] = ()
    signed: SignOff | None = None
    """The latest signature."""
    stale: bool = False
    """A later result differs from what was signed."""
    by_hand: dict[str, Result] = {}
    """What people confirmed, by check. ``MANUAL`` with a name: one of two has."""
    papers: tuple[SignOff, ...] = ()
    """The latest signature of each phase and gate, oldest first."""

    @property
    def results(self) -> tuple[Result, ...]:
        """All that is known, measured and by hand: what is decided from."""
        return (*(() if self.run is None else self.run.results), *self.by_hand.values())


class Answer(Struct, frozen=True):
    """One role's word in a poll."""

    who: str
    at: Instant
    go: bool
    reason: str = ""


class Poll(Struct, frozen=True):
    """Go or no-go, role by role."""

    id: PollId
    gate: Gate
    roles: tuple[str, ...]
    """Values of ``Role``, in the order they are called."""
    opened_at: Instant
    opened_by: str
    answers: dict[str, Answer] = {}
    """By role."""
    closed_at: Instant | None = None
    closed_by: str = ""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The roles that have not said anything."""
        return tuple(role for role in self.roles if role not in self.answers)

    @property
    def against(self) -> tuple[str, ...]:
        """The roles that said no-go."""
        return tuple(role for role in self.roles if role in self.answers and not self.answers[role].go)

    @property
    def go(self) -> bool | None:
        """What came of it; None while it is open. A role that said nothing has not said go."""
        if self.closed_at is None:
            return None
        return not self.unanswered and not self.against


class Kept(Struct, frozen=True):
    """What OBS was set to when it was good."""

    setup: Setup
    at: Instant
    who: str


class Change(Struct, frozen=True):
    """An edit after the lock."""

    version: int
    at: Instant
    who: str
    reason: str


class Lock(Struct, frozen=True):
    """The run-of-show as the crew relies on it (versions count from 1; before the first lock it is a draft)."""

    version: int = 0
    """Of the run-of-show as it is now; 0: a draft that was never locked."""
    locked: bool = False
    at: Instant | None = None
    who: str = ""
    changes: tuple[Change, ...] = ()
    """Edits after a lock, oldest first."""
    seen: dict[str, tuple[str, Instant]] = {}
    """Role → who acknowledged the present version, and when."""


class Show(Struct, frozen=True):
    """One broadcast, as all its facts make it."""

    header: Header | None = None
    """None only before the first fact."""
    cues: tuple[Cue, ...] = ()
    lock: Lock = Lock()
    air: Air = Air()
    clock: ShowClock = ShowClock()
    ticks: dict[str, Tick] = {}
    rig: Rig = Rig()
    """The rig spec as far as somebody set it; ``rig_of`` adds what header and cues say."""
    preflight: Preflight = Preflight()
    polls: tuple[Poll, ...] = ()
    """All, oldest first; only the last may be open."""
    kept: Kept | None = None
    drift_accepted: frozenset[str] = frozenset()
    """Keys of the differences that are meant so."""
    feed_confirmed_at: Instant | None = None
    alarms: tuple[Alarm, ...] = ()
    """All, oldest first."""
    incidents: tuple[Incident, ...] = ()
    messages: tuple[Message, ...] = ()
    """All, oldest first; the host sees ``for_host``."""
    notes: tuple[Note, ...] = ()
    hot_wash: tuple[tuple[str, Instant, HotWashSaved], ...] = ()
    """(who, when, answers)"""
    last_at: Instant = Instant(0)
    """Time of the latest fact."""
    facts: int = 0
    """How many facts made it."""

    @property
    def for_host(self) -> Message | None:
        """The message the host has before them: the last, unless it was cleared, or the show has ended since."""
        last = self.messages[-1] if self.messages else None
        if last is None or last.cleared_at is not None:
            return None
        over = self.air.ended_at is not None and last.sent_at <= self.air.ended_at
        return None if over else last
