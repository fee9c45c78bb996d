"""A list of rows walked by the arrow keys: one stop for Tab, one row current, marked by a ground and an edge."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from liveops_desktop.widgets.frame import Line
from liveops_desktop.widgets.keys import ENTER, HOME, keeps
from liveops_desktop.widgets.look import look

WALK = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_Home: -10_000,
    Qt.Key.Key_End: 10_000,
}
KEPT = ENTER | {Qt.Key.Key_Space}


def taken_out(column: QLayout) -> list[QWidget]:
    """Take all out of *column*, to be put there anew; return the widgets, from the last to the first.

    Not by ``takeAt`` alone: PySide keeps the item of a widget alive, Qt tells only that one of a new size, and the
    widget, put back with another, never grows again (``QLayoutPrivate::createWidgetItem`` of qtbase).
    """
    widgets = []
    for place in reversed(range(column.count())):
        item = column.itemAt(place)
        widget = item.widget() if item is not None else None
        if widget is None:
            column.takeAt(place)
        else:
            column.removeWidget(widget)
            widgets.append(widget)
    return widgets


class _Inside(QWidget):
    """Where the rows stand. Enter, answered by a field in a row, ends here, or the list would answer it too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop what the list would hear."""
        if event.key() not in KEPT:
            event.ignore()


class RowList(QScrollArea):
    """Rows in a column that scrolls. The panel puts widgets into ``column`` and names those that can be current.

    *heard* says which key does what with the current row. Enter and Space, kept from the room's own keys, mean
    nothing where no one hears them.
    """

    def __init__(
        self,
        name: str,
        heard: Mapping[Qt.Key, Callable[[QWidget], object]] = MappingProxyType({}),
        moved: Callable[[QWidget | None, QWidget | None], object] | None = None,
    ) -> None:
        """Build it empty; *name* is what a screen reader says; *moved* hears which row was current and which is."""
        super().__init__()
        self._heard, self._moved = heard, moved
        self._rows: tuple[QWidget, ...] = ()
        self._current: QWidget | None = None
        self._inside = _Inside()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, look().px(12), 0)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setProperty(HOME, True)
        self.setWidget(self._inside)

    def put_rows(self, rows: Sequence[QWidget]) -> None:
        """Say which widgets can be current, in their order; the current one stays where it can."""
        gone = self._current is not None and self._current not in rows
        place = self._rows.index(self._current) if gone and self._current in self._rows else 0
        self._rows = tuple(rows)
        for row in rows:
            self._mark(row)
        if gone:
            self._make_current(self._rows[min(place, len(self._rows) - 1)] if self._rows else None)
        elif self._current is None and self.hasFocus():
            self.walk(0)

    def current(self) -> QWidget | None:
        """Return the current row."""
        return self._current

    def walk(self, by: int) -> None:
        """Make the row *by* places further current."""
        if self._rows:
            place = self._rows.index(self._current) + by if self._current in self._rows else 0
            self.choose(self._rows[max(0, min(place, len(self._rows) - 1))])

    def choose(self, row: QWidget) -> None:
        """Make *row* current and bring it into sight; one that cannot be current is passed over."""
        if row in self._rows:
            self._make_current(row)
            self.ensureWidgetVisible(row, 0, look().px(40))
            self.horizontalScrollBar().setValue(0)

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Space from the room's keys."""
        return keeps(event, KEPT) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by the arrows; the list's own keys are told."""
        key = Qt.Key(event.key())
        heard = self._heard.get(key)
        if key in WALK:
            self.walk(WALK[key])
        elif heard is not None and self._current is not None and not event.isAutoRepeat():
            heard(self._current)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row under the mouse current."""
        inside = self._inside.mapFrom(self.viewport(), event.position().toPoint())
        row = next((row for row in self._rows if row.isVisible() and row.geometry().contains(inside)), None)
        if row is not None:
            self._make_current(row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        self.walk(0)
        self._mark(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it went."""
        super().focusOutEvent(event)
        self._mark(self._current)

    def _make_current(self, row: QWidget | None) -> None:
        before, self._current = self._current, row
        for one in (before, row):
            self._mark(one)
        if before is not row and self._moved is not None:
            self._moved(before, row)

    def _mark(self, row: QWidget | None) -> None:
        """Give *row* the ground of the current row, and the blue edge while the list has the focus."""
        if row is None:
            return
        mark = "rest" if row is not self._current else "focus" if self.hasFocus() else "current"
        before = row.property("row")
        if before == mark:
            return
        row.setProperty("row", mark)
        for line in row.findChildren(Line, options=Qt.FindChildOption.FindDirectChildrenOnly):
            line.put_drawn(mark == "rest")
        if before is not None or row.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            row.style().unpolish(row)  # one that was never dressed is when it is shown
            row.style().polish(row)
