"""Intents: wishes that would change the show. Each may be refused with a reason.

An intent names its target and what it believes, so that a repeat, a retry or a second operator is harmless.
"""

from msgspec import Struct

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import ZERO, Instant, Span
from liveops_desktop.core.content import Card, Gate, Item, Severity
from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.facts import AlarmId, IncidentId, MessageId, PollId, RunId
from liveops_desktop.core.preflight import CheckInfo, Go, Phase, PreflightRun, Verdict
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.roles import Role
from liveops_desktop.core.setup import Setup


class CreateShow(Struct, frozen=True):
    header: Header


class EditHeader(Struct, frozen=True):
    was: Header
    now: Header


class AddCues(Struct, frozen=True):
    """Add or paste; *after* None puts them at the head."""

    cues: tuple[Cue, ...]
    after: CueId | None


class EditCue(Struct, frozen=True):
    """Change the fields in which *now* differs from *was*; a conflict when the cue holds something else there."""

    was: Cue
    now: Cue


class MoveCue(Struct, frozen=True):
    cue: CueId
    after: CueId | None
    confirmed: bool = False


class DeleteCue(Struct, frozen=True):
    cue: CueId
    confirmed: bool = False


class SkipCue(Struct, frozen=True):
    cue: CueId
    skipped: bool
    confirmed: bool = False


class ReplaceCues(Struct, frozen=True):
    """Put the list *now* (a file read anew) in the place of *was*; a conflict when the list is another one already."""

    was: tuple[Cue, ...]
    now: tuple[Cue, ...]
    confirmed: bool = False


Edit = EditHeader | AddCues | EditCue | MoveCue | DeleteCue | SkipCue | ReplaceCues


class EditRundown(Struct, frozen=True):
    """Several edits that are one: all or none. Once the run-of-show is locked, every edit comes so, with a *reason*."""

    edits: tuple[Edit, ...]
    reason: str = ""


class LockRundown(Struct, frozen=True):
    pass


class UnlockRundown(Struct, frozen=True):
    version: int
    """The one believed locked."""


class AcknowledgeVersion(Struct, frozen=True):
    """*role* has seen that version."""

    version: int
    role: str


class Take(Struct, frozen=True):
    """Take *cue*, leaving the run believed on air (None: nothing is on air)."""

    cue: CueId
    leaving: RunId | None
    again: bool = False
    """Needed when *cue* is the one on air."""
    from_here: bool = False


class GoAtZero(Struct, frozen=True):
    """The automatic take. The hosting station's desk wishes it at the due instant."""

    cue: CueId
    leaving: RunId


class Hold(Struct, frozen=True):
    run: RunId


class Resume(Struct, frozen=True):
    run: RunId


class Nudge(Struct, frozen=True):
    run: RunId
    by: Span


class UndoTake(Struct, frozen=True):
    run: RunId
    confirmed: bool = False


class StartShow(Struct, frozen=True):
    """Start without a cue; with cues, take the first instead."""


class EndShow(Struct, frozen=True):
    """End the show, leaving the run believed on air (None: started without a cue)."""

    leaving: RunId | None


class UndoEnd(Struct, frozen=True):
    pass


class ReportStep(Struct, frozen=True):
    by: Span


class AnswerStep(Struct, frozen=True):
    use_new: bool


class ReportSleep(Struct, frozen=True):
    span: Span


class AnswerSleep(Struct, frozen=True):
    follow: bool


class TickItem(Struct, frozen=True):
    """Tick an item, or take the tick back. What the item asks for is refused when missing."""

    item: str
    done: bool
    value: str = ""
    second: str = ""
    two_people: bool = False
    """It takes a *second* person."""
    call: bool = False
    """It is answered with its *value*."""


class SetRig(Struct, frozen=True):
    """Change the fields in which *now* differs from *was*; a conflict when the rig spec holds something else there."""

    was: Rig
    now: Rig


class RecordPreflight(Struct, frozen=True):
    run: PreflightRun


class Waive(Struct, frozen=True):
    """Take a check, or an item of a gate, on oneself."""

    check: str
    reason: str
    good_for: Span | None = None
    """``CheckInfo.good_for``: evidence older than that may be waived, though it passed."""


class WithdrawWaiver(Struct, frozen=True):
    check: str


class SignPreflight(Struct, frozen=True):
    """Sign the latest run. *go* is the decision the person saw; without it, it is made from the results alone."""

    run: str
    go: Go | None = None
    phase: Phase = Phase.RIG
    gate: Gate | None = None
    """The gate it is signed for."""
    checks: tuple[CheckInfo, ...] = ()
    """The catalogue, as the snapshot has it: which are killers, and of which phase."""
    items: tuple[Item, ...] = ()
    """The preparation, as the snapshot has it: what the gate asks for."""


class ConfirmCheck(Struct, frozen=True):
    """A person's word for a check by hand.

    ``PASS``, ``WARN`` or ``FAIL``; ``SKIPPED`` (does not apply, *value* says why) of one that is no killer; ``MANUAL``
    takes it back. A check for two people is done with a *second* name, or when somebody else confirms the same value
    at their seat; another value is a fail. One done by call and response needs the *value* that was said back.
    """

    check: CheckInfo
    verdict: Verdict
    value: str = ""
    unit: str = ""
    second: str = ""


class OpenPoll(Struct, frozen=True):
    """Ask go or no-go of *roles*, in this order."""

    gate: Gate
    roles: tuple[Role, ...]


class AnswerPoll(Struct, frozen=True):
    """Answer for *role*; a no-go has its reason."""

    poll: PollId
    role: Role
    go: bool
    reason: str = ""


class ClosePoll(Struct, frozen=True):
    poll: PollId


class KeepSetup(Struct, frozen=True):
    """Keep what OBS is set to as good."""

    setup: Setup


class AcceptDrift(Struct, frozen=True):
    """A difference (``drift.Difference.key``) is meant so."""

    item: str


class RaiseAlarm(Struct, frozen=True):
    signal: str
    severity: Severity
    card: str
    figures: str
    cause: Cause | None = None
    held: Span = ZERO


class AcknowledgeAlarm(Struct, frozen=True):
    alarm: AlarmId


class ClearAlarm(Struct, frozen=True):
    alarm: AlarmId


class OpenCard(Struct, frozen=True):
    card: Card
    alarm: AlarmId | None = None


class DoStep(Struct, frozen=True):
    incident: IncidentId
    step: int
    done: bool = True


class MakeDecision(Struct, frozen=True):
    incident: IncidentId
    text: str


class Mitigate(Struct, frozen=True):
    incident: IncidentId


class CloseIncident(Struct, frozen=True):
    incident: IncidentId
    recovered: bool
    note: str = ""


class SendMessage(Struct, frozen=True):
    text: str
    urgent: bool = False


class ReportShown(Struct, frozen=True):
    message: MessageId


class ReportSeen(Struct, frozen=True):
    message: MessageId
    by: str


class ClearMessage(Struct, frozen=True):
    message: MessageId


class AddNote(Struct, frozen=True):
    text: str
    role: str = ""


class SetMarker(Struct, frozen=True):
    text: str = ""


class SaveHotWash(Struct, frozen=True):
    role: str
    intended: str = ""
    happened: str = ""
    why: str = ""
    keep: str = ""
    fix: str = ""


Intent = (
    CreateShow
    | EditHeader
    | AddCues
    | EditCue
    | MoveCue
    | DeleteCue
    | SkipCue
    | ReplaceCues
    | EditRundown
    | LockRundown
    | UnlockRundown
    | AcknowledgeVersion
    | Take
    | GoAtZero
    | Hold
    | Resume
    | Nudge
    | UndoTake
    | StartShow
    | EndShow
    | UndoEnd
    | ReportStep
    | AnswerStep
    | ReportSleep
    | AnswerSleep
    | TickItem
    | RecordPreflight
    | Waive
    | WithdrawWaiver
    | SignPreflight
    | SetRig
    | ConfirmCheck
    | OpenPoll
    | AnswerPoll
    | ClosePoll
    | KeepSetup
    | AcceptDrift
    | RaiseAlarm
    | AcknowledgeAlarm
    | ClearAlarm
    | OpenCard
    | DoStep
    | MakeDecision
    | Mitigate
    | CloseIncident
    | SendMessage
    | ReportShown
    | ReportSeen
    | ClearMessage
    | AddNote
    | SetMarker
    | SaveHotWash
)


class Wish(Struct, frozen=True):
    """An intent with who pressed, where and when. Its id makes a retry harmless."""

    id: str
    station: str
    who: str
    pressed_at: Instant
    intent: Intent
