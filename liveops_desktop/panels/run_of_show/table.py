"""The table of cues: keys of its own, and a scroll position that follows the show unless somebody scrolled."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from liveops_desktop.core.clock import Instant, seconds, since
from liveops_desktop.panels import Action, Part
from liveops_desktop.panels.run_of_show.model import CueModel
from liveops_desktop.panels.run_of_show.painting import RowPainter, Strip
from liveops_desktop.panels.run_of_show.rows import EDITABLE, Column, Rows
from liveops_desktop.widgets.keys import HOME
from liveops_desktop.widgets.look import Type, look
from liveops_desktop.widgets.text import AHEAD_AFTER
from liveops_desktop.words import N_, _

HANDS_OFF = seconds(10)
"""After a person scrolled, the table stays where it was put for this long."""

_ABOVE = 2
"""Rows that stay in sight above the one on air."""

WIDTHS = {
    Column.NUMBER: 48,
    Column.OWNER: 84,
    Column.LENGTH: 82,
    Column.PLAN: 98,
    Column.FORECAST: 98,
    Column.RAN: 88,
    Column.MARKS: 196,
}
"""Pixels at scale 1; the title takes the rest."""
TITLE_WANTS = 240
"""What the title should have, at scale 1."""
LEAST = {
    Column.NUMBER: 40,
    Column.OWNER: 74,
    Column.LENGTH: 66,
    Column.PLAN: 86,
    Column.FORECAST: 86,
    Column.RAN: 70,
    Column.MARKS: 108,
}
"""How narrow the others get so that the title has it."""
GIVES_WAY = (Column.OWNER, Column.MARKS)
"""Left out, in this order, where even that is not enough for three quarters of it."""


def fitted(width: float) -> dict[Column, int]:
    """Return the widths, at scale 1, of the columns beside the title in a table *width* wide; 0: left out."""
    widths: dict[Column, int] = dict(WIDTHS)
    missing = TITLE_WANTS - (width - sum(widths.values()))
    for column in sorted(widths, key=lambda column: widths[column] - LEAST[column], reverse=True):
        gives = round(max(0, min(missing, widths[column] - LEAST[column])))
        widths[column] -= gives
        missing -= gives
    for column in GIVES_WAY:
        if missing > TITLE_WANTS / 4:
            missing -= widths[column]
            widths[column] = 0
    return widths


TABLE = Part(
    N_("In the run-of-show"),
    (
        Action("edit", N_("Edit the cell"), ("F4",)),
        Action("add", N_("Add a cue"), ("Ins",)),
        Action("delete", N_("Delete the cue"), ("Del",)),
        Action("up", N_("Move up"), ("Alt+Up",), repeats=True),
        Action("down", N_("Move down"), ("Alt+Down",), repeats=True),
        Action("skip", N_("Skip, or take in again"), ("X",)),
        Action("paste", N_("Paste as new cues"), ("Ctrl+V", "Shift+Ins")),
    ),
)
"""Keys that mean something while the table has the focus."""
KEYS = TABLE.strokes()


class CueTable(QTableView):
    """Rows are whole; the current cell shows which field F4 or a double click edits."""

    focused = Signal(bool)
    """It has the focus from now on, or no more: its keys are heard or not."""

    def __init__(self, model: CueModel, press: Callable[[str], None]) -> None:
        """Build it over *model*; *press* hears the table's keys."""
        super().__init__()
        self._press = press
        self._now = Instant(0)
        self._scrolled: Instant | None = None
        self._cues = model
        self._painter = RowPainter()
        self._followed: tuple[int | None, int | None] = (None, None)
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD_AFTER)
        self._ahead.timeout.connect(self._set_ahead)
        self.setProperty(HOME, True)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        # Nothing is painted under it, and scrolling paints only the rows that come into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look().px(38))
        self.verticalHeader().setMinimumSectionSize(look().px(24))
        self._lay_out_columns()
        self.verticalScrollBar().actionTriggered.connect(self._person_scrolled)

    def follow(self, now: Instant, current: int | None, following: int | None) -> None:
        """Keep the row *current* third from the top, unless a person scrolled in the last ten seconds.

        The eye finds it at the same place after each take, and what comes has all the room. A step of one row also
        costs less paint than a leap of several each few takes.
        """
        self._now = now
        if self._scrolled is not None and since(self._scrolled, now) < HANDS_OFF:
            return
        moved = (current, following) != self._followed or self._scrolled is not None
        if (current, following) != self._followed:
            self._ahead.start()
        self._scrolled, self._followed = None, (current, following)
        anchor = current if current is not None else following
        if moved and anchor is not None:
            self.verticalScrollBar().setValue(max(0, anchor - _ABOVE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight that need it, and a frame around the field that F4 would edit."""
        rows = self._cues.rows()
        painter = QPainter(self.viewport())
        chosen = self.currentIndex().row() if self.currentIndex().isValid() else -1
        # One rectangle after the other: within it no cell has to be asked whether the region touches it.
        for part in event.region():  # type: ignore[attr-defined]  # PySide's stub does not know that it can
            painter.setClipRect(part)
            self._painter.clear(painter, part)
            if rows is not None:
                self._paint_rows(painter, rows, part, chosen)
        if chosen >= 0 and self.hasFocus():
            painter.setClipping(False)
            edge = look().edge()
            painter.setPen(QPen(QColor(look().palette.focus), edge))
            field = self.visualRect(self.currentIndex())
            if self.currentIndex().column() not in EDITABLE:
                field = QRect(0, field.top(), self.viewport().width(), field.height())
            painter.drawRect(field.adjusted(edge // 2, edge // 2, -edge, -1 - edge))

    def _paint_rows(self, painter: QPainter, rows: Rows, part: QRect, chosen: int) -> None:
        """Paint what of *rows* lies in *part* of the viewport.

        Qt has a pixel more painted than was changed, which would be a row and a column more: no text stands there.
        """
        strips = self._strips(part.left() + 1, part.right() - 1)
        for row in range(max(0, self.rowAt(part.top())), min(self._cues.rowCount(), len(rows.show.cues))):
            top = self.rowViewportPosition(row)
            if top > part.bottom():
                break
            box = QRect(0, top, self.viewport().width(), self.rowHeight(row))
            in_sight = strips if box.top() < part.bottom() and box.bottom() > part.top() else ()
            self._painter.paint(painter, rows, row, box, in_sight, selected=row == chosen)

    def _set_ahead(self) -> None:
        """Have the texts ready that the next takes will show: the cue after this one strong, and the rows below."""
        rows, following, sight = self._cues.rows(), self._followed[1], self.sight()
        if rows is None or following is None or not self.isVisible():
            return
        strips = self._strips(0, self.viewport().width())
        self._painter.set_ahead(rows, range(following, min(following + len(sight), len(rows.show.cues))), strips)

    def _strips(self, left: int, right: int) -> list[Strip]:
        """Return the columns between *left* and *right*."""
        columns = [(column, self.columnViewportPosition(column), self.columnWidth(column)) for column in Column]
        return [strip for strip in columns if strip[2] and strip[1] <= right and strip[1] + strip[2] > left]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the table's own keys to the panel; typed letters start nothing."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = KEYS.get((Qt.Key(event.key()), modifiers))
        if action is not None:
            self._press(action)
        elif not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the cue that stands by, not at the head of the list."""
        current, following = self._followed
        row = following if following is not None else current
        if not self.currentIndex().isValid() and row is not None:
            self.setCurrentIndex(self.model().index(row, Column.TITLE))
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that its keys are heard no more."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def verticalScrollbarValueChanged(self, value: int) -> None:
        """Do not, as Qt does, ask the screen at each step where the mouse is: no row looks otherwise under it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Note that a person scrolled."""
        self._person_scrolled(0)
        super().wheelEvent(event)

    def _person_scrolled(self, _action: int) -> None:
        self._scrolled = self._now

    def sight(self) -> range:
        """Return the rows that can be seen, those in part as well."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(0, first), last + 1 if last >= 0 else self._cues.rowCount())

    def _lay_out_columns(self) -> None:
        header = self.horizontalHeader()
        header.setFont(look().font(Type.SMALL))
        header.setAccessibleName(_("Columns"))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(look().px(30))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title its room first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for column, width in fitted(self.viewport().width() / look().scale).items():
            self.setColumnHidden(column, not width)
            if width:
                self.setColumnWidth(column, look().px(width))
