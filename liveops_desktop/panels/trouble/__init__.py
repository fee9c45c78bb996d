"""Trouble: what is wrong, what to do, in order, and nothing else."""

from liveops_desktop.core.roles import Role
from liveops_desktop.panels import Action, Panel, Room
from liveops_desktop.panels.trouble.chooser import CARDS
from liveops_desktop.panels.trouble.panel import Trouble
from liveops_desktop.words import N_

PANEL = Panel(
    key="trouble",
    title=N_("Trouble"),
    room=Room.ON_AIR,
    order=40,
    hats=frozenset({Role.TECHNICAL, Role.EXECUTION, Role.OPERATIONS_MANAGER}),
    build=Trouble,
    actions=(
        Action("card", N_("Open the card of the newest alarm, or choose one"), ("F2",)),
        Action("acknowledge", N_("Acknowledge the newest alarm"), ("A",)),
        Action("step", N_("Do the next step of the card"), ("Return", "Enter")),
    ),
    parts=(CARDS,),
)
