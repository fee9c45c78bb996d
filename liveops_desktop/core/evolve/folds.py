"""Which module folds which kind of fact."""

from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any

from liveops_desktop.core.evolve import (
    air,
    alarms,
    clock,
    incidents,
    lock,
    messages,
    notes,
    polls,
    preparation,
    rig,
    rundown,
)
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.show import Show

Fold = Callable[[Show, Fact, Any], Show]


def _by_kind(*rooms: tuple[UnionType, Fold]) -> dict[type, Fold]:
    return {kind: apply for union, apply in rooms for kind in union.__args__}


FOLDS: Mapping[type, Fold] = _by_kind(
    (air.AirBody, air.apply),
    (rundown.RundownBody, lambda show, _fact, body: rundown.apply(show, body)),
    (lock.LockBody, lock.apply),
    (clock.ClockBody, lambda show, _fact, body: clock.apply(show, body)),
    (preparation.PreparationBody, preparation.apply),
    (polls.PollBody, polls.apply),
    (rig.RigBody, rig.apply),
    (alarms.AlarmBody, alarms.apply),
    (incidents.IncidentBody, incidents.apply),
    (messages.MessageBody, messages.apply),
    (notes.NoteBody, notes.apply),
)
"""Every kind of body → what folds it; each of them matches its own kinds exhaustively.

By a table: replaying a long show spent more on finding the case among fifty than on what is done there.
"""


def fold(show: Show, fact: Fact) -> Show:
    """Return *show* after *fact*, its last time and its number of facts still as they were."""
    return FOLDS[type(fact.body)](show, fact, fact.body)
