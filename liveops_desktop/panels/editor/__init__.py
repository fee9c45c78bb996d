"""The run-of-show as a document: a grid to plan it in, its findings, its versions, files in and out."""

from liveops_desktop.core.roles import Role
from liveops_desktop.panels import Panel, Room
from liveops_desktop.panels.editor.incoming import FILE
from liveops_desktop.panels.editor.panel import Editor
from liveops_desktop.panels.editor.side import FOUND
from liveops_desktop.panels.editor.table import GRID, IMPORT
from liveops_desktop.words import N_

PANEL = Panel(
    key="editor",
    title=N_("Run-of-show"),
    room=Room.PLAN,
    order=30,
    hats=frozenset({Role.PLANNER, Role.EXECUTION, Role.TECHNICAL}),
    build=Editor,
    actions=(IMPORT,),
    parts=(GRID, FOUND, FILE),
)
