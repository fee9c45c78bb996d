"""The list of the preparation: of its many rows only those that have been in view have parts."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from liveops_desktop.panels.preparation.row import ItemRow
from liveops_desktop.widgets.look import look
from liveops_desktop.widgets.rows import RowList

_USUAL = 44
"""Height of a row, at scale 1."""


class ItemList(RowList):
    """A row list that has its rows make their parts as they come into view."""

    _building = False
    """Here, because Qt sends events while the list is being built."""

    def put_rows(self, rows: Sequence[QWidget]) -> None:
        """Take *rows*; the first are made before they are seen: put into a list in sight they cost several times that.

        How high the list will be is not known yet: never higher than its window.
        """
        super().put_rows(rows)
        for row in rows[: self.window().height() // look().px(_USUAL)]:
            _build(row)
        if self.isVisible():
            self._build_seen()

    def walk(self, by: int) -> None:
        """Walk on; the current row stays in view when rows before it find their height."""
        super().walk(by)
        if self._build_seen():
            super().walk(0)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Make what comes into view."""
        super().scrollContentsBy(dx, dy)
        self._build_seen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make what comes into view."""
        super().resizeEvent(event)
        self._build_seen()

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is in view."""
        super().showEvent(event)
        self._build_seen()

    def _build_seen(self) -> bool:
        """Make the rows in view; return whether there were any to make."""
        if self._building or not self._rows:  # rows that find their height move the list
            return False
        self._building = True
        made = False
        while due := self._due():  # made, they are higher or lower than before, and others may come into view
            for row in due:
                row.build()
            made = True
        self._building = False
        return made

    def _due(self) -> list[ItemRow]:
        """Return the rows in view without parts. Asked for while Qt has yet to lay the list out: it is done here."""
        width, view = self.viewport().width(), self.viewport().height()
        self.column.activate()
        self._inside.resize(width, max(view, self.column.totalHeightForWidth(width)))
        self.column.setGeometry(self._inside.rect())
        top = -self._inside.y()
        return [
            row
            for row in self._rows
            if isinstance(row, ItemRow) and not row.built and top <= row.y() + row.height() and row.y() <= top + view
        ]


def _build(row: QWidget) -> None:
    if isinstance(row, ItemRow):
        row.build()
