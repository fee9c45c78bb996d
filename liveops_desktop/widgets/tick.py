"""Boxes to tick.

In a room Enter ticks, for Space belongs to the take and presses nothing (DESIGN §6); in a form, where Enter answers,
Space does.
"""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from liveops_desktop.widgets.keys import ENTER, TYPED, keeps
from liveops_desktop.widgets.look import Type, look
from liveops_desktop.widgets.strokes import paint_tick


class Box(QCheckBox):
    """Qt's check box, with a tick in it: the fill alone would say it by colour only."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tick over what the style sheet fills."""
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
            inset = box.width() * 0.14
            ink = QColor(look().palette.ground)
            paint_tick(QPainter(self), box.adjusted(inset, inset, -inset, -inset), ink)


class Tick(Box):
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


class FormTick(Box):
    """A check box of a question whose answer has Enter: Space ticks it, and reaches no take while it has the focus."""

    def __init__(self, text: str = "", kind: Type = Type.BODY) -> None:
        """Build it without a tick."""
        super().__init__(text)
        self.setFont(look().font(kind))
        self.setProperty(TYPED, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the question's: some desktops let it press a check box."""
        if event.key() in ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)
