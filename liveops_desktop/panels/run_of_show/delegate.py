"""How a cell is painted, and how it is edited in place."""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import duration, read_duration, read_time_of_day, time_of_day
from liveops_desktop.panels.run_of_show.model import CueModel, Index
from liveops_desktop.panels.run_of_show.rows import RIGHT, Cell, Column, Mark, Rows
from liveops_desktop.widgets.chip import paint_pill
from liveops_desktop.widgets.echo_edit import EchoEdit
from liveops_desktop.widgets.look import Type, look
from liveops_desktop.words import _, refusal_sentence

Commit = Callable[[Cue, Column, str], None]
Drafts = Mapping[tuple[CueId, Column], str]
_KEYS_THAT_COMMIT = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


def text_of(cue: Cue, column: Column) -> str:
    """Return what stands in the field when it is opened; it can be typed back unchanged."""
    match column:
        case Column.TITLE:
            return cue.title
        case Column.OWNER:
            return cue.owner
        case Column.LENGTH:
            return duration(cue.planned)
        case _:
            return "" if cue.hard is None else time_of_day(cue.hard)


def changed(cue: Cue, column: Column, text: str) -> Cue:
    """Return *cue* with *text* in that field. Raises ``Refused`` where it cannot be read."""
    text = text.strip()
    match column:
        case Column.TITLE:
            if not text:
                raise Refused(Reason.EMPTY, field="title")
            return msgspec.structs.replace(cue, title=text)
        case Column.OWNER:
            return msgspec.structs.replace(cue, owner=text)
        case Column.LENGTH:
            return msgspec.structs.replace(cue, planned=read_duration(text))
        case _:
            return msgspec.structs.replace(cue, hard=read_time_of_day(text) if text else None)


def reading(column: Column, text: str) -> tuple[str, bool]:
    """Return how *text* is read in that field, or why it is not, and whether it is fine."""
    if column is Column.TITLE and not text.strip():
        return refusal_sentence(Refused(Reason.EMPTY)), False
    try:
        if column is Column.LENGTH:
            return f"= {duration(read_duration(text))}", True
        if column is Column.PLAN:
            if not text.strip():
                return _("follows the cue before"), True
            return _("hard {time}").format(time=time_of_day(read_time_of_day(text))), True
    except Refused as refused:
        return refusal_sentence(refused), False
    return "", True


class CueEdit(EchoEdit):
    """An open editor: the cue as it was when it was opened, and its field."""

    def __init__(self, cue: Cue, column: Column, text: str, parent: QWidget) -> None:
        """Open it with *text*, all selected."""
        super().__init__(lambda typed: reading(column, typed), parent)
        self.cue, self.column = cue, column
        self.setText(text)
        self.selectAll()
        self.setFrame(False)
        self.setAccessibleName(_("Edit {title}").format(title=cue.title))


class CueDelegate(QStyledItemDelegate):
    """Paints from ``Rows`` directly; commits through *commit*; opens an editor with its draft where one was kept."""

    def __init__(self, model: CueModel, commit: Commit, drafts: Drafts, parent: QObject) -> None:
        """Build it."""
        super().__init__(parent)
        self._model = model
        self._commit = commit
        self._drafts = drafts
        self._plain, self._strong = look().font(Type.BODY), look().font(Type.STRONG)

    # -- painting ------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one row's height; columns have their own widths."""
        return QSize(look().px(40), look().px(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, bar, text or pills, and the hairline under the row."""
        rows = self._model.rows()
        if rows is None or index.row() >= len(rows.show.cues):
            return
        column = Column(index.column())
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._paint_ground(painter, box, state, column, current=index.row() == rows.timing.current)
        if column is Column.MARKS:
            self._paint_marks(painter, box, rows.marks(index.row()))
        else:
            self._paint_text(painter, box, column, rows, index.row())
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, box: QRect, state: QStyle.StateFlag, column: Column, *, current: bool
    ) -> None:
        palette = look().palette
        if current:
            painter.fillRect(box, QColor(palette.current_row))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(palette.selected_row))
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if current and column is Column.NUMBER:
            painter.fillRect(QRect(box.left(), box.top(), look().px(4), box.height()), QColor(palette.info))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(palette.info), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -2))

    def _paint_text(self, painter: QPainter, box: QRect, column: Column, rows: Rows, row: int) -> None:
        cell: Cell = rows.cell(row, column)
        if not cell.text:
            return
        painter.setFont(self._strong if cell.strong else self._plain)
        painter.setPen(look().tone(cell.tone))
        inner = box.adjusted(look().px(10), 0, -look().px(10), 0)
        text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
        # by the baseline of the Latin font: a Chinese letter in the row would lower its text otherwise
        metrics = painter.fontMetrics()
        left = inner.right() - metrics.horizontalAdvance(text) if column in RIGHT else inner.left()
        painter.drawText(left, inner.top() + (inner.height() + metrics.capHeight()) // 2, text)
        if rows.show.cues[row].skipped and column is Column.TITLE:
            y = inner.center().y()
            painter.drawLine(inner.left(), y, inner.left() + painter.fontMetrics().horizontalAdvance(text), y)

    def _paint_marks(self, painter: QPainter, box: QRect, marks: list[Mark]) -> None:
        painter.setClipRect(box)
        left, gap = float(box.left() + look().px(10)), look().px(6)
        middle = QRectF(box).center().y()
        for mark in marks:
            left += paint_pill(painter, mark.words, left, middle, mark.state) + gap

    # -- editing ---------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open an editor with the draft kept for this field, or with its value."""
        cue, column = self._model.cue(index.row()), Column(index.column())
        if cue is None:
            return super().createEditor(parent, option, index)
        text = self._drafts.get((cue.id, column), text_of(cue, column))
        return CueEdit(cue, column, text, parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave what is being typed alone, whatever the model tells meanwhile."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Commit what was typed, believing the cue as it was when the editor opened."""
        if isinstance(editor, CueEdit):
            self._commit(editor.cue, editor.column, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give narrow columns' editors room for the reading beside the text."""
        box: QRect = option.rect
        wide = max(box.width(), look().px(220 if Column(index.column()) in RIGHT else 120))
        parent = editor.parentWidget()
        left = min(box.left(), parent.width() - wide) if parent is not None else box.left()
        editor.setGeometry(left, box.top(), wide, box.height())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep the editor open on Enter and Tab while its text cannot be read; the reason stands in it."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress else None
        if isinstance(editor, CueEdit) and key in _KEYS_THAT_COMMIT and not editor.fine():
            editor.refuse(editor.echo())
            return True
        return super().eventFilter(editor, event)
