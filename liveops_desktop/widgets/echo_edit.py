"""A line to type in that says how it reads what is typed, before it is committed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QWidget

from liveops_desktop.widgets.keys import ENTER
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.sides import RIGHT

Read = Callable[[str], tuple[str, bool]]
"""text → (how it is read, or why it is not; whether it is fine)"""


class EchoEdit(QLineEdit):
    """A line edit whose reading stands at its right end: dim when fine, red with the reason when refused."""

    def __init__(self, read: Read | None = None, parent: QWidget | None = None) -> None:
        """Build it; *read* None: anything is fine."""
        super().__init__(parent)
        self._read = read
        self._echo, self._fine = "", True
        self.setFont(look().font(Type.BODY))
        self.textChanged.connect(self._show_reading)

    def fine(self) -> bool:
        """Say whether what stands there can be committed."""
        return self._fine

    def echo(self) -> str:
        """Return the reading, or the reason."""
        return self._echo

    def refuse(self, reason: str) -> None:
        """Show *reason* until the text changes."""
        self._put(reason, fine=False)

    def _show_reading(self, text: str) -> None:
        self._put(*(self._read(text) if self._read is not None else ("", True)))

    def _put(self, echo: str, fine: bool) -> None:  # noqa: FBT001 -- unpacked from a reading
        self._echo = echo
        self.setToolTip(echo)
        self.setAccessibleDescription(echo)
        if fine is not self._fine:
            self._fine = fine
            self.setProperty("refused", "false" if fine else "true")
            self.style().unpolish(self)
            self.style().polish(self)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the reading where it does not touch the text."""
        super().paintEvent(event)
        room = self.width() - self.fontMetrics().horizontalAdvance(self.text()) - look().px(34)
        if not self._echo or room < look().px(24):
            return
        painter = QPainter(self)
        painter.setFont(look().font(Type.SMALL))
        painter.setPen(look().tone(Tone.DIM if self._fine else Tone.BAD))
        text = painter.fontMetrics().elidedText(self._echo, Qt.TextElideMode.ElideRight, room)
        box = QRect(0, 0, self.width() - look().px(10), self.height())
        painter.drawText(box, RIGHT, text)


def took_key(delegate: QAbstractItemDelegate, editor: QObject, event: QEvent) -> bool:
    """Deal with a key that commits what a cell's *editor* holds; return whether that is done.

    While it cannot be read the editor stays open, with the reason in it. Enter commits at once: Qt puts that off by an
    event, and complains of an editor that is not the table's where a click has closed it before
    (doc.qt.io/qt-6/qabstractitemdelegate.html#commitData).
    """
    if not (isinstance(editor, EchoEdit) and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress):
        return False
    if event.key() not in (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return False
    if not editor.fine():
        editor.refuse(editor.echo())
        return True
    if event.key() in ENTER:
        delegate.commitData.emit(editor)
        delegate.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
        return True
    return False
