"""Where a table stands: as high as its rows are whole, so that none is cut at its foot."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget


class WholeRows(QWidget):
    """Holds one table with rows of one height; what a whole row more has no room in stays empty below it."""

    def __init__(self, table: QTableView) -> None:
        """Take *table* in."""
        super().__init__()
        self._table = table
        table.setParent(self)
        table.horizontalHeader().geometriesChanged.connect(self._fit)
        table.horizontalScrollBar().rangeChanged.connect(self._fit)

    def sizeHint(self) -> QSize:
        """Ask for what the table asks for."""
        return self._table.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Give way as the table does."""
        return self._table.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the table the room of whole rows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        table = self._table
        around = 2 * table.frameWidth() + table.horizontalHeader().sizeHint().height()
        across = table.horizontalScrollBar()
        if across.maximum() > across.minimum():
            around += across.sizeHint().height()  # it stands below the rows
        room = self.height() - around
        row = table.verticalHeader().defaultSectionSize()
        table.setGeometry(0, 0, self.width(), around + max(room // row * row, min(room, row)))
