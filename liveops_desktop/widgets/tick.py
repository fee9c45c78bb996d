"""A box to tick. Enter ticks it: Space belongs to the take and presses nothing (DESIGN §6)."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox

from liveops_desktop.widgets.keys import ENTER, keeps
from liveops_desktop.widgets.look import Type, look


class Tick(QCheckBox):
    """A check box in the product's font."""

    def __init__(self, text: str = "", kind: Type = Type.BODY) -> None:
        """Build it without a tick."""
        super().__init__(text)
        self.setFont(look().font(kind))

    def event(self, event: QEvent) -> bool:
        """Keep Enter from the room's keys."""
        return keeps(event, ENTER) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks; Space goes by."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)
