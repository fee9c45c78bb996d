"""Commands: wishes that concern this station only. Never journaled, carry no secret."""

from msgspec import Struct

from liveops_desktop.core.cue import CueId, Header, TimeOfDay
from liveops_desktop.core.preflight import Group, Phase
from liveops_desktop.core.roles import Role


class OpenShow(Struct, frozen=True):
    path: str


class NewShow(Struct, frozen=True):
    header: Header


class NewSampleShow(Struct, frozen=True):
    pass


class DuplicateShow(Struct, frozen=True):
    """A copy of plan and cues without what happened on air.

    A rehearsal starts when it is *start* next, in the show's zone; None: at the next quarter of an hour.
    """

    path: str
    rehearsal: bool
    start: TimeOfDay | None = None


class CloseShow(Struct, frozen=True):
    pass


class ConnectObs(Struct, frozen=True):
    """Connect; the password is given apart, to the shell's own dialog."""

    host: str
    port: int


class DisconnectObs(Struct, frozen=True):
    pass


class AskObsPassword(Struct, frozen=True):
    pass


class RunPreflight(Struct, frozen=True):
    """Run the passive checks of *phase*. Empty *groups*: all."""

    groups: frozenset[Group] = frozenset()
    phase: Phase = Phase.RIG


class TakeRig(Struct, frozen=True):
    """Read what OBS is set to, and make that the show's rig spec (``SetRig``)."""


class KeepGood(Struct, frozen=True):
    """Read what OBS is set to, and keep that as good (``KeepSetup``)."""


class ExportSignOff(Struct, frozen=True):
    """Print the latest signature for *phase* and *gate* on one page beside the show file, as PDF."""

    phase: Phase = Phase.RIG
    gate: str = ""


class CancelPreflight(Struct, frozen=True):
    """End the run in progress; also takes back what was asked for in ``Station.consent``."""


class RunActive(Struct, frozen=True):
    """Run these active checks. What they will do comes into ``Station.consent`` first; ``AgreeActive`` begins them."""

    checks: frozenset[str]


class AgreeActive(Struct, frozen=True):
    """A person agrees to what ``Station.consent`` says, and to nothing else."""


class DeclineActive(Struct, frozen=True):
    """A person does not agree: nothing runs."""


class CutToScene(Struct, frozen=True):
    """A person's press: cut OBS's programme to this scene."""

    scene: str


class CopyText(Struct, frozen=True):
    """Put *text* on the clipboard."""

    text: str


class ExportReport(Struct, frozen=True):
    """Write the report beside the show file, as ``markdown`` or as ``pdf``."""

    format: str = "markdown"


class PreviewReport(Struct, frozen=True):
    """Put the report as Markdown into ``Station.report_text``."""


class OpenHostPanel(Struct, frozen=True):
    """On the display of that name; empty: in a window."""

    screen: str


class CloseHostPanel(Struct, frozen=True):
    pass


class TurnHostPanel(Struct, frozen=True):
    """Close it where it is wanted, else open it: on the first display that is not the desk's, or in a window."""


class ChooseWorkspace(Struct, frozen=True):
    key: str


class ChoosePerson(Struct, frozen=True):
    who: str
    hats: frozenset[Role]


class AskPerson(Struct, frozen=True):
    """Ask who sits here, which hats they wear and which workspace they want."""


class ChooseLanguage(Struct, frozen=True):
    """Speak *language* from now on: a key of ``words.LANGUAGES``."""

    language: str


class DismissNotice(Struct, frozen=True):
    index: int


class ForgetRefusal(Struct, frozen=True):
    wish: str


class RetrySaving(Struct, frozen=True):
    """Try again now, into *folder* where one was chosen."""

    folder: str = ""


class AskSavingFolder(Struct, frozen=True):
    """Ask for another folder, beside the rooms; ``RetrySaving`` follows when one is chosen."""


class PasteRows(Struct, frozen=True):
    """Read *text* as rows of a spreadsheet and add them after *after* (None: at the head), or refuse the whole."""

    text: str
    after: CueId | None


class UndoEdit(Struct, frozen=True):
    """Take back the latest edit made at this station.

    *reason*: why, where the run-of-show was locked since. What was given a reason itself is taken back with that one.
    """

    reason: str = ""


class RedoEdit(Struct, frozen=True):
    """Do again what was taken back last; *reason* as in ``UndoEdit``."""

    reason: str = ""


class ImportFile(Struct, frozen=True):
    """Look at a file with a run-of-show; empty: ask which."""

    path: str = ""


class ImportSheet(Struct, frozen=True):
    name: str


class ImportHeading(Struct, frozen=True):
    """Take *row* (from 0) of the sheet for its headings; -1: it has none."""

    row: int


class ImportColumn(Struct, frozen=True):
    """Read the column at *place* as *field*, as ``Incoming.columns`` names it."""

    place: int
    field: str


class ImportHours(Struct, frozen=True):
    """Whether lengths of hours are minutes that the spreadsheet took for hours."""

    are_minutes: bool


class TakeIn(Struct, frozen=True):
    """Take what was looked at into the run-of-show: ``new``, ``replace`` or ``merge``."""

    how: str
    reason: str = ""


class DropImport(Struct, frozen=True):
    """Look at the file no more; nothing of it was taken."""


class ExportRundown(Struct, frozen=True):
    """Write it beside the show file: ``xlsx``, ``csv``, ``ics``, or ``pdf`` (for *role*; empty: for all)."""

    format: str
    role: str = ""


class UseTemplate(Struct, frozen=True):
    """Add the cues of a template behind the last one."""

    key: str


class SaveTemplate(Struct, frozen=True):
    """Keep the cues of the open show as a template of the crew's own."""

    title: str


class WatchLevels(Struct, frozen=True):
    """Somebody sees the level meters: OBS's levels are told to the panel that asks (its ``hear``) until it is off."""

    on: bool
    panel: str = "preflight"


class PressIn(Struct, frozen=True):
    """Press *action* in another panel (its ``press``); the keys of the take bar reach all panels this way."""

    panel: str
    action: str


class ChooseCard(Struct, frozen=True):
    """A contingency card is being chosen by hand, or no more: the panels beside the list make room for it."""

    on: bool


Command = (
    OpenShow
    | NewShow
    | NewSampleShow
    | DuplicateShow
    | CloseShow
    | ConnectObs
    | DisconnectObs
    | AskObsPassword
    | RunPreflight
    | TakeRig
    | KeepGood
    | ExportSignOff
    | CancelPreflight
    | RunActive
    | AgreeActive
    | DeclineActive
    | CutToScene
    | CopyText
    | ExportReport
    | PreviewReport
    | OpenHostPanel
    | CloseHostPanel
    | TurnHostPanel
    | ChooseWorkspace
    | ChoosePerson
    | AskPerson
    | ChooseLanguage
    | DismissNotice
    | ForgetRefusal
    | RetrySaving
    | AskSavingFolder
    | PasteRows
    | UndoEdit
    | RedoEdit
    | ImportFile
    | ImportSheet
    | ImportHeading
    | ImportColumn
    | ImportHours
    | TakeIn
    | DropImport
    | ExportRundown
    | UseTemplate
    | SaveTemplate
    | PressIn
    | ChooseCard
    | WatchLevels
)
