"""Which key does what: the panels' own keys, what the crew changed, and where two would clash."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from liveops_desktop.panels import Panel, Part, Room
from liveops_desktop.widgets.keys import HOST_PANEL
from liveops_desktop.words import N_, _

FIXED: Mapping[str, str] = {
    "Ctrl+1": N_("Room: Plan"),
    "Ctrl+2": N_("Room: Preflight"),
    "Ctrl+3": N_("Room: On air"),
    "Ctrl+4": N_("Room: Review"),
    "F6": N_("Who sits here"),
    "F7": N_("The host has seen the message (clicker, pedal)"),
    "PgDown": N_("The host has seen the message (clicker, pedal)"),
    "F8": N_("The spotter has seen the message"),
    HOST_PANEL: N_("Open or close the host panel"),
    "Ctrl+O": N_("Connect OBS"),
    "Ctrl+,": N_("Settings"),
    "?": N_("This list of keys"),
}
"""Keys of the program itself; no action may take them."""


@dataclass(frozen=True)
class Bound:
    """One action and its keys now."""

    panel: Panel
    action: str
    title: str
    """Marked."""
    sequences: tuple[str, ...]
    own: tuple[str, ...]
    """Those the panel declares."""
    repeats: bool
    part: Part | None = None
    """The table or list whose key it is: not to be changed, and heard only there."""

    @property
    def name(self) -> str:
        """As it stands in the settings."""
        return f"{self.panel.key}.{self.action}"

    @property
    def room(self) -> Room:
        """Where it is heard."""
        return self.panel.room

    def words(self) -> str:
        """Return the action with its panel, or the part of it, translated."""
        return f"{_(self.title)} ({_(self.panel.title if self.part is None else self.part.title)})"


def bound(panels: Collection[Panel], changed: Mapping[str, Sequence[str]]) -> tuple[Bound, ...]:
    """Return every action with the keys it has once *changed* is taken in.

    A change that names no key of Qt, or a key that is taken, is passed over: see ``troubles``.
    """
    return _settle(panels, changed)[0]


def troubles(panels: Collection[Panel], changed: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return a sentence for each change that cannot be; changes for actions of another version are not looked at."""
    return _settle(panels, changed)[1]


def _settle(
    panels: Collection[Panel], changed: Mapping[str, Sequence[str]]
) -> tuple[tuple[Bound, ...], tuple[str, ...]]:
    """Take all changes in at once, so that two actions may swap their keys; then take back those that clash."""
    wanted = {
        one.name: Bound(one.panel, one.action, one.title, tuple(changed[one.name]), one.own, one.repeats)
        for one in own(panels)
        if one.name in changed
    }
    now = {one.name: wanted.get(one.name, one) for one in own(panels)}
    said: dict[str, str] = {}
    looking = True
    while looking:  # again after each that was refused: it has its own keys back, which another may have taken
        looking = False
        for name in [name for name in wanted if name not in said]:
            one = now[name]
            everything = (*now.values(), *of_parts(panels))
            why = next((why for key in one.sequences if (why := refusal(one, key, everything))), "")
            if why:
                said[name] = f"{one.words()}: {why}"
                now[name] = Bound(one.panel, one.action, one.title, one.own, one.own, one.repeats)
                looking = True
    return tuple(now.values()), tuple(said.values())


def own(panels: Iterable[Panel]) -> tuple[Bound, ...]:
    """Return every action with the keys its panel declares."""
    return tuple(
        Bound(panel, action.key, action.title, action.sequences, action.sequences, action.repeats)
        for panel in panels
        for action in panel.actions
    )


def of_parts(panels: Iterable[Panel]) -> tuple[Bound, ...]:
    """Return the keys of every table and list of *panels*, which stay as they are."""
    return tuple(
        Bound(panel, action.key, action.title, action.sequences, action.sequences, action.repeats, part)
        for panel in panels
        for part in panel.parts
        for action in part.actions
    )


def portable(text: str) -> str:
    """Return a key as Qt writes it, empty where it is none or more than one stroke."""
    sequence = QKeySequence(text)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText) if sequence.count() == 1 else ""


def refusal(one: Bound, key: str, everything: Sequence[Bound]) -> str:
    """Return why *one* cannot have *key*: a sentence that names who has it; empty when it can.

    The same key may do different things in different rooms. *everything* has the keys of tables and lists too: the
    window's own come first, and theirs would never be heard again.
    """
    plain = portable(key)
    if not plain:
        return _("“{key}” is no key").format(key=key)
    if plain in FIXED:
        return _("“{key}” is already: {what}").format(key=plain, what=_(FIXED[plain]))
    for other in everything:
        clash = other.name != one.name and other.room is one.room and plain in map(portable, other.sequences)
        # Two that share a key of their own mean it: they take turns.
        if clash and not (plain in map(portable, one.own) and plain in map(portable, other.own)):
            return _("“{key}” is already: {what}").format(key=plain, what=other.words())
    return ""
