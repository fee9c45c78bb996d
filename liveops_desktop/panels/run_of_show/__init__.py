"""The run-of-show: every cue with plan, forecast and what it ran; edited in place, refused in place."""

from liveops_desktop.core.roles import Role
from liveops_desktop.panels import Action, Panel, Room
from liveops_desktop.panels.run_of_show.panel import RunOfShow
from liveops_desktop.panels.run_of_show.table import TABLE
from liveops_desktop.words import N_

PANEL = Panel(
    key="run-of-show",
    title=N_("Run-of-show"),
    room=Room.ON_AIR,
    order=20,
    hats=frozenset({Role.EXECUTION, Role.PLANNER, Role.TECHNICAL}),
    build=RunOfShow,
    actions=(
        Action("jump", N_("Take the selected cue"), ("J",)),
        Action("leave", N_("Leave what was refused"), ("Escape",)),
    ),
    parts=(TABLE,),
)
