"""Facts: what happened. Never refused, never changed, never deleted.

The stored name of a fact's body is its ``tag``; adding a field means giving it a default, so that
every journal ever written replays (``tests/core/journal_v1.jsonl``).
"""

from typing import NewType

from msgspec import Struct

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import ZERO, Instant, Span
from liveops_desktop.core.content import Card, Gate, Severity
from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.preflight import Go, Phase, PreflightRun, Verdict, Waiver
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup

RunId = NewType("RunId", str)
"""One run of a cue on air; the id of the fact that took it."""
IncidentId = NewType("IncidentId", str)
MessageId = NewType("MessageId", str)
AlarmId = NewType("AlarmId", str)
PollId = NewType("PollId", str)


class Body(Struct, frozen=True, tag_field="kind"):
    """What a fact says."""


# -- the show and its run-of-show -------------------------------------------------


class ShowCreated(Body, frozen=True, tag="show-created"):
    header: Header


class HeaderEdited(Body, frozen=True, tag="header-edited"):
    """Only fields in which *was* and *now* differ are meant."""

    was: Header
    now: Header


class CuesAdded(Body, frozen=True, tag="cues-added"):
    cues: tuple[Cue, ...]
    after: CueId | None
    """None: at the head."""


class CueEdited(Body, frozen=True, tag="cue-edited"):
    """Only fields in which *was* and *now* differ are meant."""

    was: Cue
    now: Cue


class CueMoved(Body, frozen=True, tag="cue-moved"):
    cue: CueId
    after: CueId | None


class CueDeleted(Body, frozen=True, tag="cue-deleted"):
    cue: CueId


class CueSkipped(Body, frozen=True, tag="cue-skipped"):
    cue: CueId
    skipped: bool


class CuesReplaced(Body, frozen=True, tag="cues-replaced"):
    """The whole list, as a file has it; the cue on air stays as it is (RUN-OF-SHOW §4 *Protection*)."""

    cues: tuple[Cue, ...]


class RundownLocked(Body, frozen=True, tag="rundown-locked"):
    version: int


class RundownUnlocked(Body, frozen=True, tag="rundown-unlocked"):
    version: int


class RundownChanged(Body, frozen=True, tag="rundown-changed"):
    """Said before the facts of an edit to a locked run-of-show, which is *version* from now on."""

    version: int
    reason: str


class VersionAcknowledged(Body, frozen=True, tag="version-acknowledged"):
    version: int
    role: str


# -- on air ----------------------------------------------------------------------


class CueTaken(Body, frozen=True, tag="cue-taken"):
    """The cue on air changes. The first one starts the show and sets the baseline."""

    run: RunId
    cue: CueId
    leaving: RunId | None
    taken_at: Instant
    """The instant of the press; earlier only where the plan is followed after a sleep."""
    by_itself: bool = False
    from_here: bool = False
    """Taken again, and the cues done after it are to be run again."""


class CueHeld(Body, frozen=True, tag="cue-held"):
    run: RunId
    at: Instant


class CueResumed(Body, frozen=True, tag="cue-resumed"):
    run: RunId
    at: Instant


class CueNudged(Body, frozen=True, tag="cue-nudged"):
    run: RunId
    by: Span
    """The effective nudge, already limited (§4)."""


class TakeUndone(Body, frozen=True, tag="take-undone"):
    run: RunId
    """The run withdrawn."""
    at: Instant


class ShowStarted(Body, frozen=True, tag="show-started"):
    """Started without a cue (an empty run-of-show)."""

    at: Instant


class ShowEnded(Body, frozen=True, tag="show-ended"):
    at: Instant


class EndUndone(Body, frozen=True, tag="end-undone"):
    pass


# -- the clock -------------------------------------------------------------------


class ClockStepped(Body, frozen=True, tag="clock-stepped"):
    """The machine's wall clock jumped by *by* against the show's timeline; a question is open."""

    by: Span


class ClockAnswered(Body, frozen=True, tag="clock-answered"):
    use_new: bool


class Slept(Body, frozen=True, tag="slept"):
    """The machine slept; the time counts. Nothing is taken by itself until it is answered."""

    span: Span


class SleepAnswered(Body, frozen=True, tag="sleep-answered"):
    """*Stay here*; *follow the plan* is a ``CueTaken`` after it."""

    follow: bool


# -- preparation and preflight -----------------------------------------------------


class ItemTicked(Body, frozen=True, tag="item-ticked"):
    item: str
    done: bool
    value: str = ""
    second: str = ""
    """The second person, where the item takes two."""


class RigSet(Body, frozen=True, tag="rig-set"):
    """What the rig must be. Only fields in which *was* and *now* differ are meant."""

    was: Rig
    now: Rig


class PreflightRan(Body, frozen=True, tag="preflight-ran"):
    run: PreflightRun


class CheckWaived(Body, frozen=True, tag="check-waived"):
    check: str
    reason: str


class WaiverWithdrawn(Body, frozen=True, tag="waiver-withdrawn"):
    check: str


class PreflightSigned(Body, frozen=True, tag="preflight-signed"):
    run: str
    go: Go
    phase: Phase = Phase.RIG
    gate: str = ""
    """A value of ``content.Gate``; empty: signed for none."""
    blocking: tuple[str, ...] = ()
    """Ids of what stood in the way, as the person saw it."""
    waivers: tuple[Waiver, ...] = ()
    """Those the decision rested on."""


class CheckConfirmed(Body, frozen=True, tag="check-confirmed"):
    """A person's word for a check by hand. ``MANUAL``: it was taken back."""

    check: str
    verdict: Verdict
    value: str = ""
    unit: str = ""
    threshold: str = ""
    second: str = ""
    """The second person, where both were at one seat."""
    two_people: bool = False
    """It takes two: with one name it waits for another's."""


class FeedConfirmed(Body, frozen=True, tag="feed-confirmed"):
    """A person saw the public feed, *delay* behind."""

    delay: Span


class PollOpened(Body, frozen=True, tag="poll-opened"):
    """Go or no-go is asked of every role."""

    poll: PollId
    gate: Gate
    roles: tuple[str, ...]
    """Values of ``Role``, in the order they are called."""


class PollAnswered(Body, frozen=True, tag="poll-answered"):
    """The last answer of a role counts."""

    poll: PollId
    role: str
    go: bool
    reason: str = ""


class PollClosed(Body, frozen=True, tag="poll-closed"):
    poll: PollId


class SetupKept(Body, frozen=True, tag="setup-kept"):
    """What OBS was set to is good: what the next preflights compare with. Cut to what can be compared."""

    setup: Setup


class DriftAccepted(Body, frozen=True, tag="drift-accepted"):
    """A difference is meant so. *item* is ``drift.Difference.key``, which holds what it is now."""

    item: str


# -- alarms and incidents ----------------------------------------------------------


class AlarmRaised(Body, frozen=True, tag="alarm-raised"):
    alarm: AlarmId
    signal: str
    """A ``health.Signal`` value."""
    severity: Severity
    card: str
    """Id of the card it suggests, or empty."""
    figures: str
    """Names or figures that need no words, as it was told: the muted inputs, the lost display; mostly empty."""
    cause: Cause | None = None
    """The figure that raised it."""
    held: Span = ZERO
    """For how long it had been so, where no figure says it; 0: not told."""


class AlarmAcknowledged(Body, frozen=True, tag="alarm-acknowledged"):
    alarm: AlarmId


class AlarmCleared(Body, frozen=True, tag="alarm-cleared"):
    alarm: AlarmId


class CardOpened(Body, frozen=True, tag="card-opened"):
    """Holds the card as it was, so that a later edit of the content changes no report."""

    incident: IncidentId
    card: Card
    alarm: AlarmId | None = None


class StepDone(Body, frozen=True, tag="step-done"):
    incident: IncidentId
    step: int
    done: bool = True


class DecisionMade(Body, frozen=True, tag="decision-made"):
    incident: IncidentId
    text: str


class IncidentMitigated(Body, frozen=True, tag="incident-mitigated"):
    incident: IncidentId


class IncidentClosed(Body, frozen=True, tag="incident-closed"):
    incident: IncidentId
    recovered: bool
    """The recovery check was confirmed by a person."""
    note: str = ""


# -- host messages, notes ----------------------------------------------------------


class MessageSent(Body, frozen=True, tag="message-sent"):
    message: MessageId
    text: str
    urgent: bool = False


class MessageShown(Body, frozen=True, tag="message-shown"):
    """Really painted on a host panel."""

    message: MessageId


class MessageSeen(Body, frozen=True, tag="message-seen"):
    message: MessageId
    by: str
    """``host`` (pedal, clicker, key on the panel) or ``spotter``."""


class MessageCleared(Body, frozen=True, tag="message-cleared"):
    message: MessageId


class NoteAdded(Body, frozen=True, tag="note-added"):
    text: str
    role: str = ""


class MarkerSet(Body, frozen=True, tag="marker-set"):
    at: Instant
    cue: CueId | None = None
    text: str = ""


class HotWashSaved(Body, frozen=True, tag="hot-wash-saved"):
    """One role's answers; a later one of the same person and role replaces it."""

    role: str
    intended: str = ""
    happened: str = ""
    why: str = ""
    keep: str = ""
    fix: str = ""


AnyBody = (
    ShowCreated
    | HeaderEdited
    | CuesAdded
    | CueEdited
    | CueMoved
    | CueDeleted
    | CueSkipped
    | CuesReplaced
    | RundownLocked
    | RundownUnlocked
    | RundownChanged
    | VersionAcknowledged
    | CueTaken
    | CueHeld
    | CueResumed
    | CueNudged
    | TakeUndone
    | ShowStarted
    | ShowEnded
    | EndUndone
    | ClockStepped
    | ClockAnswered
    | Slept
    | SleepAnswered
    | ItemTicked
    | PreflightRan
    | CheckWaived
    | WaiverWithdrawn
    | PreflightSigned
    | FeedConfirmed
    | RigSet
    | CheckConfirmed
    | PollOpened
    | PollAnswered
    | PollClosed
    | SetupKept
    | DriftAccepted
    | AlarmRaised
    | AlarmAcknowledged
    | AlarmCleared
    | CardOpened
    | StepDone
    | DecisionMade
    | IncidentMitigated
    | IncidentClosed
    | MessageSent
    | MessageShown
    | MessageSeen
    | MessageCleared
    | NoteAdded
    | MarkerSet
    | HotWashSaved
)


class Fact(Struct, frozen=True):
    """One row of the journal."""

    id: str
    station: str
    station_seq: int
    """1, 2, 3 … without holes, per station."""
    shared_seq: int | None
    """Place in the order of all stations; None while it waits to be shared (or the show is not shared)."""
    at: Instant
    """When it counts: never before the fact it follows."""
    pressed_at: Instant
    """The instant of the press that led to it."""
    who: str
    body: AnyBody
    version: int = 1
