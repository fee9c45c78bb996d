"""Keys a widget keeps for itself while it has the focus: the room's single keys do not reach through it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
HOST_PANEL = "F9"
"""Opens and closes the host panel, from everywhere in the desk's window."""
TYPED = "typedInto"
"""Property of what is typed into though it is no field, as a grid whose letters begin to edit a cell, or a form's check
box: single keys mean nothing while it has the focus."""
HOME = "home"
"""Property of a list that takes the focus when its room is entered, so that the arrows mean something at once."""
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def keeps(event: QEvent, keys: Iterable[Qt.Key]) -> bool:
    """Keep one of *keys*, pressed alone, from the window's shortcuts; call it in ``event`` of the widget.

    Qt asks the widget with the focus first (``ShortcutOverride``): accepted, the key comes to it as a plain press.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.modifiers() not in _PLAIN or not any(event.key() == key for key in keys):
        return False
    event.accept()
    return True


def go_home(place: QWidget) -> bool:
    """Give the focus to the list that is the home of *place*, a room or a page of one; tell whether it has one."""
    lists = (child for child in place.findChildren(QAbstractScrollArea) if child.property(HOME))
    home = next((child for child in lists if child.isVisibleTo(place)), None)
    if home is not None:
        home.setFocus(Qt.FocusReason.OtherFocusReason)
    return home is not None
