"""What people see. A panel draws a snapshot and wishes; it holds no state but a draft being typed.

To add a panel: one module here with a ``PANEL`` record, one line in ``shell/board.py``, one case in
``shell/screens.py``.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from liveops_desktop.core.clock import Span
from liveops_desktop.core.commands import Command, ForgetRefusal
from liveops_desktop.core.intents import Intent
from liveops_desktop.core.meters import Levels
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.widgets.look import look

_Done = TypeVar("_Done")
_Sent = TypeVar("_Sent")

LOW = 860
"""Height of a window, at scale 1, below which panels fold away what they can."""
QUESTIONS = "questions"
"""Property of the window: how many pixels of its height are taken by the questions that stand over the room."""


class Send(Protocol):
    """The only way out of a panel. Returns the wish id, by which ``snapshot.station`` answers."""

    def __call__(self, wish: Intent | Command, /) -> str:
        """Wish something; nothing on screen changes by it."""


class PanelWidget(QWidget):
    """Base of all panels."""

    _read: object = None
    """What it drew last, as ``reads`` tells it."""

    def follow(self, snapshot: Snapshot) -> None:
        """Draw *snapshot*, unless all that is shown of it is shown already: the only way in."""
        reads = self.reads(snapshot)
        if reads is None or reads != self._read:
            self._read = reads
            self.draw(snapshot)

    def reads(self, snapshot: Snapshot) -> object:
        """Return all that the panel would show of *snapshot*, to be compared; None: too much to tell, draw it.

        For a panel that has nothing to say most of the time. It is told here whether it has, so that the draw of a
        take, in which every panel has its part, is not spent on the others.
        """

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*. Must be cheap when little has changed."""
        raise NotImplementedError

    def hear(self, levels: Sequence[Levels]) -> None:
        """Show OBS's level meters, ten times a second: too fast for a snapshot, and only while ``WatchLevels`` is on.

        Nothing is derived from them but what is painted; others than the panel that asked are not told.
        """

    def cramped(self) -> bool:
        """Say whether the window leaves the room so little height that what can be folded away should be."""
        return self.window().height() - self._questions() < look().px(LOW)

    def asked(self, snapshot: Snapshot) -> bool:
        """Say whether a banner or a question stands over the room and takes of its height."""
        return self._questions() > 0 or asked(snapshot)

    def _questions(self) -> int:
        return int(self.window().property(QUESTIONS) or 0)

    def press(self, action: str) -> None:
        """Do what the key *action* stands for (an ``Action.key`` of this panel); others are passed over."""


def forget_refused(sent: MutableMapping[str, _Sent], snapshot: Snapshot | None, send: "Send") -> None:
    """Take out of *sent* (wish id → what was wished) all that was refused, and have those refusals forgotten."""
    refusals = {} if snapshot is None else snapshot.station.refusals
    for wish in [wish for wish in sent if wish in refusals]:
        del sent[wish]
        send(ForgetRefusal(wish))


def in_trouble(snapshot: Snapshot) -> bool:
    """Say whether an alarm or a card is open, or one is chosen: trouble gets the room, the others what is needed."""
    show = snapshot.show
    if show is None:
        return False
    return (
        snapshot.station.choosing_card
        or any(alarm.cleared_at is None for alarm in show.alarms)
        or any(incident.closed_at is None for incident in show.incidents)
    )


def slept_question(show: Show | None) -> Span | None:
    """Return the sleep that somebody still has to answer for; after the end there is no plan left to follow."""
    return None if show is None or show.air.ended_at is not None else show.clock.slept


def asked(snapshot: Snapshot) -> bool:
    """Say whether a banner stands over the room and takes of its height."""
    clock = snapshot.show.clock if snapshot.show is not None else None
    open_question = clock is not None and (clock.step is not None or slept_question(snapshot.show) is not None)
    return open_question or snapshot.station.saving is not None or bool(snapshot.station.notices)


@dataclass(frozen=True)
class Action:
    """A single key of the room, declared as data; the shell binds it and calls ``press`` of the panel that owns it.

    Keys are off while a text field has the focus.
    """

    key: str
    title: str
    """Marked with ``N_``."""
    sequences: tuple[str, ...]
    """In Qt's portable form, any of them."""
    repeats: bool = False
    """Whether holding the key down presses it again; never for a take."""


@dataclass(frozen=True)
class Part:
    """A table or list within a panel whose keys mean something only while it has the focus.

    Declared once: the part binds its keys by ``strokes`` or ``heard``, and the list of keys shows them.
    """

    title: str
    """Marked with ``N_``: where the focus must be."""
    actions: tuple[Action, ...]

    def strokes(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], str]:
        """Return the action of each key with its modifiers, as a ``QKeyEvent`` names them."""
        return {
            (stroke.key(), stroke.keyboardModifiers()): action.key
            for action in self.actions
            for sequence in action.sequences
            # PySide6's stubs do not know that a sequence can be indexed: https://doc.qt.io/qt-6/qkeysequence.html
            for stroke in (QKeySequence(sequence)[0],)  # type: ignore[index]  # see above
        }

    def heard(self, do: Mapping[str, _Done]) -> dict[Qt.Key, _Done]:
        """Return, by key, which entry of *do* (by action) it stands for; these keys have no modifiers."""
        return {key: do[action] for (key, _modifiers), action in self.strokes().items()}


class Room(StrEnum):
    """The product's four rooms."""

    PLAN = "plan"
    PREFLIGHT = "preflight"
    ON_AIR = "on-air"
    REVIEW = "review"


@dataclass(frozen=True)
class Panel:
    """One panel, declared. ``title`` is marked with ``N_`` and translated when drawn."""

    key: str
    title: str
    room: Room
    order: int
    hats: frozenset[Role]
    """Whose workspaces show it by default."""
    build: Callable[[Send], PanelWidget]
    actions: tuple[Action, ...] = ()
    """Its single keys."""
    parts: tuple[Part, ...] = ()
    """Its tables and lists with keys of their own."""
