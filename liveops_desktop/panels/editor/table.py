"""The editor's grid: keys of a spreadsheet, editing in place, rows moved by drag."""

from collections.abc import Callable, Sequence
from itertools import chain

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QDragMoveEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.panels import Action, Part
from liveops_desktop.panels.editor.fields import FIELDS, choices, reading, text_of
from liveops_desktop.panels.editor.model import EditorModel, Index
from liveops_desktop.panels.editor.painting import PAD, RowPainter
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.echo_edit import EchoEdit, took_key
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.keys import TYPED
from liveops_desktop.widgets.look import Type, look
from liveops_desktop.words import N_, _

GRID = Part(
    N_("In the grid of the run-of-show"),
    (
        Action("edit", N_("Edit the cell; typing begins anew"), ("F4",)),
        Action("enter", N_("Edit the cell; fold or unfold a segment"), ("Return", "Enter")),
        Action("clear", N_("Clear the chosen cells"), ("Del",)),
        Action("add", N_("Add a cue"), ("Ins",)),
        Action("duplicate", N_("Duplicate the chosen cues"), ("Ctrl+D",)),
        Action("delete", N_("Delete the chosen cues"), ("Ctrl+Del",)),
        Action("up", N_("Move up"), ("Alt+Up",), repeats=True),
        Action("down", N_("Move down"), ("Alt+Down",), repeats=True),
        Action("skip", N_("Skip, or take in again"), ("Ctrl+Shift+X",)),
        Action("copy", N_("Copy the chosen cells"), ("Ctrl+C",)),
        Action("paste", N_("Paste into the cells"), ("Ctrl+V",)),
        Action("paste-rows", N_("Paste as new cues"), ("Ctrl+Shift+V",)),
        Action("undo", N_("Undo the last edit"), ("Ctrl+Z",)),
        Action("redo", N_("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z")),
        Action("find", N_("Find"), ("Ctrl+F",)),
    ),
)
"""Keys that mean something while the grid has the focus."""
KEYS = GRID.strokes()

IMPORT = Action("import", N_("Import a file"), ("Ctrl+I",))
"""A key of the room, heard in the grid too."""

TITLE = next(field for field in FIELDS if field.key == "title")

Commit = Callable[[Cue, str, str], None]


class CellDelegate(QStyledItemDelegate):
    """Opens an editor that fits the field, with the draft that was kept; commits by *commit*."""

    def __init__(
        self,
        model: EditorModel,
        commit: Commit,
        drafts: dict[tuple[CueId, str], str],
        scenes: Callable[[], Sequence[str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._commit, self._drafts, self._scenes = model, commit, drafts, scenes

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a line, or a list to choose from."""
        cue, field = self._model.cue(index.row()), self._model.fields()[index.column()]
        if cue is None:
            return super().createEditor(parent, option, index)
        text = self._drafts.get((cue.id, field.key), text_of(cue, field.key))
        words = tuple(self._scenes()) if field.key == "scene" else choices(field.key)
        editor = _choice(words, text, parent, free=field.key == "scene") if words else _line(field.key, text, parent)
        editor.setProperty("cue", cue)
        editor.setAccessibleName(_("Edit {title}").format(title=cue.title))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave what is being typed alone, whatever the model tells meanwhile."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Commit what was typed, believing the cue as it was when the editor opened."""
        cue = editor.property("cue")
        text = (
            editor.currentText()
            if isinstance(editor, Choice)
            else editor.text()
            if isinstance(editor, QLineEdit)
            else ""
        )
        if isinstance(cue, Cue):
            self._commit(cue, self._model.fields()[index.column()].key, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give narrow columns' editors room."""
        box: QRect = option.rect
        wide = max(box.width(), look().px(150))
        parent = editor.parentWidget()
        left = max(0, min(box.left(), parent.width() - wide)) if parent is not None else box.left()
        editor.setGeometry(left, box.top(), wide, box.height())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Commit at once on Enter, and keep the editor open while its text cannot be read."""
        return took_key(self, editor, event) or super().eventFilter(editor, event)


def _line(key: str, text: str, parent: QWidget) -> QLineEdit:
    edit = EchoEdit(reading(key), parent)
    edit.setText(text)
    edit.selectAll()
    edit.setFrame(False)
    return edit


def _choice(words: Sequence[str], text: str, parent: QWidget, *, free: bool) -> Choice:
    box = Choice(parent)
    box.setEditable(free)
    box.addItems(list(words))
    if free:
        box.setEditText(text)
    elif text in words:
        box.setCurrentText(text)
    return box


class Grid(QTableView):
    """Cells are chosen one by one or in blocks; *press* hears the grid's keys, *toggled* the segment to fold."""

    def __init__(self, model: EditorModel, press: Callable[[str], None], toggled: Callable[[str], None]) -> None:
        super().__init__()
        self._press, self._toggled, self._rows = press, toggled, model
        self.setProperty(TYPED, True)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look().px(30))
        self.verticalHeader().setMinimumSectionSize(look().px(24))
        header = self.horizontalHeader()
        header.setFont(look().font(Type.SMALL))
        header.setAccessibleName(_("Columns"))
        header.setHighlightSections(False)
        # As far from the edge as the text of a cell: a heading stands over what it names.
        pad = look().px(PAD)
        header.setStyleSheet(f"QHeaderView::section {{ padding-left: {pad}px; padding-right: {pad}px; }}")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsMovable(True)
        self.setAccessibleName(_("Run-of-show, to edit"))
        self._painter = RowPainter()
        self._under = QPersistentModelIndex()
        """The cell that a drag is over."""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that scrolling moves what is painted
        model.modelReset.connect(self.fit)
        self.clicked.connect(self._clicked)
        self.fit()

    def fit(self) -> None:
        """Give every column its width."""
        for place, field in enumerate(self._rows.fields()):
            self.setColumnWidth(place, look().px(field.width))

    def chosen(self) -> list[Cue]:
        """Return the cues of the chosen rows, in their order."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [cue for row in rows if (cue := self._rows.cue(row)) is not None]

    def choose(self, row: int, column: int | None = None) -> None:
        """Go to a cell, and choose it alone."""
        index = self._rows.index(row, self.currentIndex().column() if column is None else column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight that need it, the cell that has the keys, and where a drag would go."""
        painter = QPainter(self.viewport())
        dirty = event.rect()
        self._painter.clear(painter, dirty)
        fields = range(len(self._rows.fields()))
        across = [(column, self.columnViewportPosition(column), self.columnWidth(column)) for column in fields]
        strips = [one for one in across if one[1] <= dirty.right() and one[1] + one[2] > dirty.left()]
        ranges = [
            (one.top(), one.bottom(), one.left(), one.right()) for one in self.selectionModel().selection().toList()
        ]
        first, last = self.rowAt(dirty.top()), self.rowAt(dirty.bottom())
        for row in range(first, (last if last >= 0 else self._rows.rowCount() - 1) + 1) if first >= 0 else ():
            box = QRect(dirty.left(), self.rowViewportPosition(row), dirty.width(), self.rowHeight(row))
            chosen = [range(left, right + 1) for top, bottom, left, right in ranges if top <= row <= bottom]
            self._painter.paint(painter, self._rows, row, box, strips, frozenset(chain(*chosen)))
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        edge = look().edge()
        painter.setPen(QPen(QColor(look().palette.focus), edge))
        if self.currentIndex().isValid() and self.hasFocus():
            painter.drawRect(self.visualRect(self.currentIndex()).adjusted(edge // 2, edge // 2, -edge, -1 - edge))
        if self.state() is not QAbstractItemView.State.DraggingState or not self._under.isValid():
            return
        over = self.visualRect(self._rows.index(self._under.row(), 0))
        below = self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem
        y = over.bottom() if below else over.top()
        painter.drawLine(0, y, self.viewport().width(), y)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Keep where the drag is, to mark between which rows it would go."""
        super().dragMoveEvent(event)
        self._under = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        self.viewport().update()

    def start(self) -> None:
        """Take the keys, with a cell to move from."""
        if self._rows.cue(self.currentIndex().row()) is None:
            first = next((row for row in range(self._rows.rowCount()) if self._rows.cue(row) is not None), None)
            if first is not None:
                self.choose(first, self._rows.fields().index(TITLE))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the grid's keys stand for; Enter goes down a row and folds a segment."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = KEYS.get((Qt.Key(event.key()), modifiers))
        if QKeySequence(event.keyCombination()).toString() == cap("editor.import", IMPORT.sequences[0]):
            action = IMPORT.key  # the room's own keys are off here, where letters begin to edit
        if action is None:
            super().keyPressEvent(event)
        elif action == "edit":
            self.edit(self.currentIndex())
        elif action == "enter":
            self._enter()
        else:
            self._press(action)

    def kept(self) -> tuple[tuple[CueId, int], ...]:
        """Return what is chosen by cue, the current cell last: rows that move take their choice along."""
        indexes = [*self.selectedIndexes(), self.currentIndex()]
        return tuple((cue.id, one.column()) for one in indexes if (cue := self._rows.cue(one.row())) is not None)

    def restore(self, kept: tuple[tuple[CueId, int], ...]) -> None:
        """Choose again what was chosen, where rows have moved under it."""
        if not kept or kept == self.kept():
            return
        selection = self.selectionModel()
        selection.clearSelection()
        for cue, column in kept:
            row = self._rows.row_of(cue)
            if row is not None:
                selection.setCurrentIndex(self._rows.index(row, column), QItemSelectionModel.SelectionFlag.Select)

    def _enter(self) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            return  # the Enter that commits comes here afterwards
        index = self.currentIndex()
        entry = self._rows.entry(index.row())
        if entry is not None and not isinstance(entry, str):
            self._toggled(entry.name)
        elif index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _clicked(self, index: Index) -> None:
        entry = self._rows.entry(index.row())
        if entry is not None and not isinstance(entry, str):
            self._toggled(entry.name)
