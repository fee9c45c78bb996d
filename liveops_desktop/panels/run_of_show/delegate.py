"""How a field is read, and how a cell is edited in place; rows are painted by ``painting.py``."""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import duration, read_duration, read_time_of_day, time_of_day
from liveops_desktop.panels.run_of_show.model import CueModel, Index
from liveops_desktop.panels.run_of_show.rows import RIGHT, Column
from liveops_desktop.widgets.echo_edit import EchoEdit, took_key
from liveops_desktop.widgets.look import look
from liveops_desktop.words import _, refusal_sentence

Commit = Callable[[Cue, Column, str], None]
Drafts = Mapping[tuple[CueId, Column], str]


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
    """Commits by *commit*; opens an editor with its draft where one was kept."""

    def __init__(self, model: CueModel, commit: Commit, drafts: Drafts, parent: QObject) -> None:
        """Build it."""
        super().__init__(parent)
        self._model = model
        self._commit = commit
        self._drafts = drafts

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
        """Commit at once on Enter, and keep the editor open while its text cannot be read."""
        return took_key(self, editor, event) or super().eventFilter(editor, event)
