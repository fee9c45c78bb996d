"""The cue, one row of the run-of-show, and the header of the show it belongs to."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NewType

from msgspec import Struct

from liveops_desktop.core.clock import Span

CueId = NewType("CueId", str)


class AtZero(StrEnum):
    """What happens when a running cue's time is up."""

    HOLD = "hold"  # run over until somebody takes the next
    GO = "go"  # the next cue is taken by itself


class CueKind(StrEnum):
    """What a row is for, besides its start rule."""

    NORMAL = "normal"
    BUFFER = "buffer"  # time in hand: a plan should hold at least 5 % of it
    DECISION = "decision"  # what is played is chosen shortly before


class Action(StrEnum):
    """What happens in the shop while the cue runs; ``Cue.action`` says it in the crew's words."""

    NONE = ""
    LINK = "link"
    PRICE = "price"
    DRAW = "draw"
    ADS = "ads"


class Color(StrEnum):
    """A mark in the list, told apart by hue only; green, amber and red stay with states."""

    NONE = ""
    BLUE = "blue"
    CYAN = "cyan"
    VIOLET = "violet"
    MAGENTA = "magenta"
    BROWN = "brown"
    GREY = "grey"


class TimeOfDay(Struct, frozen=True):
    """A wall-clock time in the show's zone. It becomes an instant only in ``plan.py``."""

    since_midnight: Span
    """0 ≤ value < 24 h."""
    day: int | None = None
    """Days after the show's date where the row names its day; None: the first occurrence by rule 2.2."""
    second: bool = False
    """Of a time that the autumn change makes twice: the second one."""


class Cue(Struct, frozen=True):
    """One row of the run-of-show. Spans in milliseconds; text is the crew's own."""

    id: CueId
    title: str
    planned: Span
    least: Span | None = None
    most: Span | None = None
    cuttable: bool = False
    skipped: bool = False
    hard: TimeOfDay | None = None
    """Start rule: at this wall-clock time; None is a soft start, after the previous cue."""
    until: TimeOfDay | None = None
    """End rule: at this wall-clock time whatever time it began; None ends by duration."""
    at_zero: AtZero = AtZero.HOLD
    warn: Span | None = None
    danger: Span | None = None
    owner: str = ""
    points: tuple[str, ...] = ()
    """What the host reads, at most three."""
    must_say: str = ""
    price: str = ""
    scene: str = ""
    """Name of the OBS scene."""
    on_camera: str = ""
    sound: str = ""
    action: str = ""
    standby: str = ""
    go_words: str = ""
    backup: str = ""
    note: str = ""
    number: str = ""
    """The crew's own, such as ``A07``; the place in the list is not stored."""
    segment: str = ""
    """Neighbours with the same one are a segment, which folds."""
    kind: CueKind = CueKind.NORMAL
    color: Color = Color.NONE
    does: Action = Action.NONE
    script: str = ""
    extra: dict[str, str] = {}
    """The crew's own columns: ``Column.key`` → text."""


def place_of(cues: Sequence[Cue], wanted: CueId) -> int | None:
    """Return where that cue stands in the list."""
    for place, cue in enumerate(cues):  # replaying a long show is mostly this: twice as fast as a generator
        if cue.id == wanted:
            return place
    return None


class Column(Struct, frozen=True):
    """A column that the crew added."""

    key: str
    title: str


class CallTime(Struct, frozen=True):
    """When somebody has to be there."""

    who: str
    """A name or a role, in the crew's words."""
    at: TimeOfDay
    place: str = ""


class Header(Struct, frozen=True):
    """What a show is before any row: when, where, how long. ``zone`` is an IANA name."""

    title: str
    date: date
    zone: str
    start: TimeOfDay
    hard_out: TimeOfDay | None = None
    viewer_delay: Span | None = None
    """How much later viewers see the programme, as last confirmed; None: not measured."""
    rehearsal: bool = False
    platform: str = ""
    ingest: str = ""
    """URL the rig must stream to, without key (``rtmp://host/app``)."""
    contingency_scene: str = ""
    """The OBS scene a card cuts to."""
    microphones: tuple[str, ...] = ()
    """Names of the OBS inputs that must be open on air."""
    fps: float | None = None
    """Frames per second the rig must run at; None: whatever OBS is set to."""
    columns: tuple[Column, ...] = ()
    call_times: tuple[CallTime, ...] = ()
    template: str = ""
    """Key of the template the run-of-show was made of; shows of one template learn from each other."""
    language: str = ""
    """What the report is written in, a key of ``words.LANGUAGES``; empty: what the program speaks when it writes."""
