"""What the preparation panel lists: items with their ticks, and how far each gate is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liveops_desktop.core.content import Evidence, Gate, Item
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Tick
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import wall_time
from liveops_desktop.widgets.look import State
from liveops_desktop.words import _, in_language, role_word


@dataclass(frozen=True)
class Row:
    """One item, as it is listed."""

    item: str
    step: int
    done: bool
    text: str
    marks: tuple[str, ...]
    """Short marks: killer, two people, call and response."""
    killer: bool
    detail: str
    """Owner, gate, rule: one dim line."""
    signed: str
    """Who ticked it, when, with which value."""
    value: str
    takes_value: bool


@dataclass(frozen=True)
class Progress:
    """One gate in the filter."""

    gate: Gate
    done: int
    total: int
    killers_open: int

    @property
    def state(self) -> State:
        """Return the lamp: green when all is ticked, red never: an open killer is a matter of time, not a fault."""
        if self.done == self.total:
            return State.GOOD
        return State.WARN if self.killers_open and self.done else State.UNKNOWN


def step_title(step: int) -> str:
    """Return the name of a step of the preparation."""
    titles = (
        _("Theme and goal"),
        _("Plan and schedule"),
        _("Content and materials"),
        _("Time and platform"),
        _("Equipment and network"),
        _("Publicity"),
        _("Contingency"),
    )
    return titles[step - 1] if 1 <= step <= len(titles) else str(step)


def rows_of(snapshot: Snapshot, role: Role | None, gate: Gate | None) -> tuple[Row, ...]:
    """Return the items of *role* and *gate* (None: all), in the order of the content."""
    if snapshot.show is None or snapshot.show.header is None:
        return ()
    ticks = snapshot.show.ticks
    zone = snapshot.show.header.zone
    return tuple(
        _row(item, ticks.get(item.id), snapshot, zone)
        for item in snapshot.content.items
        if role in (None, item.owner) and gate in (None, item.gate)
    )


def progress_of(items: Sequence[Item], ticks: Mapping[str, Tick], role: Role | None = None) -> tuple[Progress, ...]:
    """Return how far each gate is, for *role* (None: everybody); gates without an item are left out."""
    gates = []
    for gate in Gate:
        here = [item for item in items if item.gate is gate and role in (None, item.owner)]
        if here:
            done = sum(item.id in ticks for item in here)
            killers = sum(item.killer and item.id not in ticks for item in here)
            gates.append(Progress(gate, done, len(here), killers))
    return tuple(gates)


def roles_of(items: Sequence[Item]) -> tuple[Role, ...]:
    """Return the roles that own an item, in the order of the hats."""
    return tuple(role for role in Role if any(item.owner is role for item in items))


def _row(item: Item, tick: Tick | None, snapshot: Snapshot, zone: str) -> Row:
    marks = []
    if item.two_person:
        marks.append(_("two people"))
    if item.call_and_response:
        marks.append(_("call and response"))
    rule = in_language(item.rule, snapshot.station.language)
    detail = " · ".join(part for part in (role_word(item.owner), item.gate.value, rule) if part)
    signed = ""
    if tick is not None:
        signed = f"{tick.who} {wall_time(tick.at, zone, snapshot.wall_shift, False)}"
    return Row(
        item=item.id,
        step=item.step,
        done=tick is not None,
        text=in_language(item.text, snapshot.station.language),
        marks=tuple(marks),
        killer=item.killer,
        detail=detail,
        signed=signed,
        value=tick.value if tick is not None else "",
        takes_value=item.evidence is Evidence.NUMBER,
    )
