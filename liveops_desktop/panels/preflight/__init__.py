"""Preflight: is the rig ready? One decision, one list across all groups, and what to do about each entry."""

from liveops_desktop.core.roles import Role
from liveops_desktop.panels import Action, Panel, Room
from liveops_desktop.panels.preflight.checklist import LIST
from liveops_desktop.panels.preflight.panel import PreflightPanel
from liveops_desktop.words import N_

__all__ = ["PANEL", "PreflightPanel"]

PANEL = Panel(
    key="preflight",
    title=N_("Preflight"),
    room=Room.PREFLIGHT,
    order=10,
    hats=frozenset({Role.TECHNICAL}),
    build=PreflightPanel,
    actions=(
        Action("run", N_("Run the preflight again"), ("F5",)),
        Action("answer", N_("Waive the selected check, withdraw its waiver, or enter its value"), ("W",)),
        Action("again", N_("Run the selected check again, where it runs only when asked for"), ("R",)),
        Action("sign", N_("Sign off"), ("S",)),
        Action("list", N_("Go to the list of checks"), ("L",)),
        Action("groups", N_("Go to the groups"), ("G",)),
        Action("levels", N_("Show or hide the level meters"), ("V",)),
        Action("fold", N_("Show or hide what passed"), ("P",)),
    ),
    parts=(LIST,),
)
