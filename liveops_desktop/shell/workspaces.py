"""Which panels a role sees in each room, and how they lie: columns of panels with their shares."""

from dataclasses import dataclass

from liveops_desktop.core.roles import Role
from liveops_desktop.panels import Room
from liveops_desktop.words import N_


@dataclass(frozen=True)
class Column:
    """Panels from top to bottom; a share of 0 takes just the height it needs. *tabs*: one at a time instead."""

    share: int
    panels: tuple[tuple[str, int], ...]
    tabs: bool = False


@dataclass(frozen=True)
class Workspace:
    """One role's view of the four rooms. A room that is missing is not offered."""

    key: str
    title: str
    hats: frozenset[Role]
    rooms: dict[Room, tuple[Column, ...]]


_PLAN = (
    Column(3, (("shows", 1),)),
    Column(9, (("editor", 1), ("timeline", 1), ("preparation", 1), ("rig", 1)), tabs=True),
)
_PREFLIGHT = (Column(1, (("preflight", 1),)),)
_REVIEW = (Column(6, (("report", 1),)), Column(5, (("notes", 1),)))

WORKSPACES = (
    Workspace(
        "both",
        N_("Technical and execution"),
        frozenset({Role.TECHNICAL, Role.EXECUTION}),
        {
            Room.PLAN: _PLAN,
            Room.PREFLIGHT: _PREFLIGHT,
            Room.ON_AIR: (
                Column(5, (("clocks", 0), ("makeup", 0), ("run-of-show", 1), ("take-bar", 0))),
                Column(3, (("trouble", 1), ("messages", 0), ("health", 0))),
            ),
            Room.REVIEW: _REVIEW,
        },
    ),
    Workspace(
        "execution",
        N_("Execution"),
        frozenset({Role.EXECUTION}),
        {
            Room.PLAN: _PLAN,
            Room.ON_AIR: (
                Column(5, (("clocks", 0), ("makeup", 0), ("run-of-show", 1), ("take-bar", 0))),
                Column(2, (("messages", 0), ("trouble", 1))),
            ),
            Room.REVIEW: _REVIEW,
        },
    ),
    Workspace(
        "technical",
        N_("Technical support"),
        frozenset({Role.TECHNICAL}),
        {
            Room.PLAN: _PLAN,
            Room.PREFLIGHT: _PREFLIGHT,
            Room.ON_AIR: (
                Column(3, (("health", 0), ("trouble", 1))),
                Column(4, (("clocks", 0), ("run-of-show", 1))),
            ),
            Room.REVIEW: _REVIEW,
        },
    ),
    Workspace(
        "host",
        N_("Host"),
        frozenset({Role.HOST, Role.SECOND_HOST}),
        {Room.ON_AIR: (Column(1, (("host", 1),)),), Room.REVIEW: (Column(1, (("notes", 1),)),)},
    ),
)


def workspace(key: str) -> Workspace:
    """Return the workspace of that key, or the first."""
    return next((w for w in WORKSPACES if w.key == key), WORKSPACES[0])
