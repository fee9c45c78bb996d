"""Messages to the host: the line, the crew's presets, and how far the last one came."""

from liveops_desktop.core.roles import Role
from liveops_desktop.panels import Action, Panel, Room
from liveops_desktop.panels.messages.panel import MessagesPanel
from liveops_desktop.panels.messages.presets import PRESETS
from liveops_desktop.panels.messages.receipts import length_note, receipt
from liveops_desktop.words import N_

__all__ = ["PANEL", "PRESETS", "MessagesPanel", "length_note", "receipt"]

PANEL = Panel(
    key="messages",
    title=N_("Messages to the host"),
    room=Room.ON_AIR,
    order=60,
    hats=frozenset({Role.EXECUTION}),
    build=MessagesPanel,
    actions=(
        Action("message", N_("Write to the host"), ("M",)),
        Action("presets", N_("Choose a message by number"), ("N",)),
        Action("clear", N_("Clear the host's message"), ("C",)),
    ),
)
