"""The snapshot: everything a panel may draw, at one instant."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.content import Content
from liveops_desktop.core.drift import Difference
from liveops_desktop.core.incoming import Incoming
from liveops_desktop.core.learning import Learned
from liveops_desktop.core.preflight import CheckInfo, Decision, Leaves, Progress, Result
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.timing import Timing
from liveops_desktop.core.vitals import Vitals


class Saving(Struct, frozen=True):
    """The journal could not write: facts are kept in memory, in order, and retried."""

    since: Instant
    waiting: int


class NoticeKind(StrEnum):
    """Quiet banners of this station."""

    REBOOTED = "rebooted"  # the clock's anchor is gone
    KEEP_AWAKE_REFUSED = "keep-awake-refused"
    HOST_DISPLAY_GONE = "host-display-gone"
    BUG = "bug"
    DAMAGED = "damaged"  # detail: what is missing
    EXPORTED = "exported"  # detail: where to
    MOVED = "moved"  # the show goes on in another file; detail: which
    COULD_NOT = "could-not"  # detail: the system's words
    SETTINGS = "settings"  # detail: what in the settings' file was not taken, and its line


class Notice(Struct, frozen=True):
    """One banner."""

    kind: NoticeKind
    detail: str = ""


class ShowEntry(Struct, frozen=True):
    """One row of the list of shows."""

    path: str
    title: str
    date: str
    start: str
    rehearsal: bool
    cues: int
    state: str
    """``planned``, ``on-air``, ``ended`` or ``damaged``."""


class ScreenEntry(Struct, frozen=True):
    """A display the host panel could go to."""

    name: str
    width: int
    height: int
    height_mm: float
    primary: bool


class Station(Struct, frozen=True):
    """What concerns this station only; never journaled."""

    who: str = ""
    hats: frozenset[Role] = frozenset()
    workspace: str = ""
    pending: Mapping[str, Instant] = {}
    """Wish id → instant of the press."""
    refusals: Mapping[str, Refused] = {}
    """Wish id → why it was refused; kept until the panel wishes again."""
    saving: Saving | None = None
    """None: all on disk."""
    notices: tuple[Notice, ...] = ()
    checking: bool = False
    """A preflight run is in progress."""
    results: Mapping[str, Result] = {}
    """Of the run in progress, as they come."""
    progress: Mapping[str, Progress] = {}
    """Of the active checks in progress, by check id; new at most four times a second."""
    consent: tuple[tuple[str, Leaves], ...] = ()
    """Active checks that wait for a person to agree to what they will do."""
    drift: tuple[Difference, ...] = ()
    """What OBS is set to otherwise than at the last good show, as the latest preflight saw it, and nobody accepted."""
    drift_seen: bool = False
    """Whether a preflight has read OBS here, so that ``drift`` is all that differs; else it is not known."""
    good_at: Instant | None = None
    """When OBS was last set to what is good; None: never yet."""
    good_show: str = ""
    """The title of that show."""
    shows: tuple[ShowEntry, ...] = ()
    show_path: str = ""
    screens: tuple[ScreenEntry, ...] = ()
    host_screen: str = ""
    """Name of the display the host panel is on; empty: closed."""
    host_screen_gone: bool = False
    reading_distance_m: float = 2.0
    """From the host's eyes to the host panel; its sizes follow."""
    report_text: str = ""
    """The report as last asked for by ``PreviewReport``."""
    typing: bool = False
    """A text field has the focus: single keys are off."""
    choosing_card: bool = False
    """The list of contingency cards is open."""
    obs_password_asked: bool = False
    obs_password_wrong: bool = False
    language: str = "en"
    undo: int = 0
    """Edits that can be taken back here."""
    redo: int = 0
    incoming: Incoming | None = None
    learned: Mapping[str, Learned] = {}
    """What rehearsals and past shows say, by ``learning.key_of``."""
    templates: tuple[tuple[str, str], ...] = ()
    """(key, title) of the run-of-show templates, the crew's own last."""
    most_letters: int | None = None
    """How many letters of a point the host reads at a glance at the set distance; None: not known."""


class Snapshot(Struct, frozen=True):
    """Handed to ``panel.draw``. ``show``/``timing`` are None while no show is open."""

    now: Instant
    show: Show | None
    timing: Timing | None
    wall_shift: Span
    """Add to an instant before it is shown as a wall-clock time."""
    vitals: Vitals
    station: Station
    content: Content
    rig: Rig
    checks: tuple[CheckInfo, ...]
    decision: Decision | None
    """Of the latest preflight run; None before the first."""
    history: Sequence[tuple[Instant, Vitals]] = ()
    """The last ten minutes of ``vitals``, oldest first, one a second."""
