"""The editor of the run-of-show: bar, grid, what is beside it, and what was refused."""

import csv
import io
import uuid
from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout

from liveops_desktop.core.commands import (
    ImportFile,
    PasteRows,
    RedoEdit,
    UndoEdit,
)
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.intents import AddCues, EditHeader
from liveops_desktop.core.learning import use_rehearsal
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import duration
from liveops_desktop.panels import PanelWidget, Send
from liveops_desktop.panels.editor import edits
from liveops_desktop.panels.editor.bar import Bar
from liveops_desktop.panels.editor.fields import FIELDS, Field
from liveops_desktop.panels.editor.incoming import IncomingView
from liveops_desktop.panels.editor.model import EditorModel
from liveops_desktop.panels.editor.side import Side
from liveops_desktop.panels.editor.table import KEYS, CellDelegate, Grid
from liveops_desktop.panels.editor.wishing import Wishing
from liveops_desktop.widgets.frame import Empty, Section, margins
from liveops_desktop.widgets.look import look
from liveops_desktop.widgets.whole_rows import WholeRows
from liveops_desktop.words import _, n_

TITLE = next(place for place, field in enumerate(FIELDS) if field.key == "title")


class Editor(PanelWidget):
    """Draws the cues and wishes their changes; keeps drafts, and which wishes it is waiting for."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._go_to: CueId | None = None
        """A cue that was added here, to go to when it is there."""
        self._looking = False
        """A file was looked at when it was drawn last."""
        self._frame = Section(_("Run-of-show"))
        self._model = EditorModel(self._dropped)
        self._grid = Grid(self._model, self.press, self._model.toggle)
        self._held = WholeRows(self._grid)
        self._side = Side(send, self.select, self._use_rehearsal)
        self._bar = Bar(send, self.press, self._model.filter, self._turn_column)
        self._wishes = Wishing(send, self._bar)
        self._grid.setItemDelegate(
            CellDelegate(self._model, self._wishes.commit, self._wishes.drafts, self._scenes, self._grid)
        )
        self._incoming: IncomingView | None = None
        """Stands once a file has been looked at."""
        self._empty = Empty()
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        """Show the cues of *snapshot*, or the file that is being looked at."""
        self._snapshot = snapshot
        show = snapshot.show
        looking = snapshot.station.incoming is not None
        self._bar.setVisible(show is not None and not looking)
        self._side.setVisible(not looking)
        kept = self._grid.kept()
        self._model.take_in(snapshot)
        self._grid.restore(kept)
        if self._go_to is not None and (row := self._model.row_of(self._go_to)) is not None:
            self._go_to = None
            self._grid.choose(row, TITLE)
            self._grid.setFocus()
            self._grid.edit(self._grid.currentIndex())
        if show is None:
            self._empty.put(_("No show is open."), _("Open one, or make one, on the left."))
        elif not show.cues:
            self._empty.put(_("No cues yet."), _("Import a file, take a template, paste rows, or add the first (Ins)."))
        page = self._looked_at() if looking else self._held if show is not None and show.cues else self._empty
        if page is self._empty and self._grid.hasFocus():
            self._empty.setFocus()
        self._stack.setCurrentWidget(page)
        if self._incoming is not None:
            self._incoming.draw(snapshot)
        if self._looking and not looking and page is self._held and self.isVisible():
            self._grid.start()
        self._looking = looking
        if not looking:
            self._side.draw(snapshot, self._model.places())
        self._draw_head(snapshot)
        self._bar.draw(snapshot, self._model.owners)
        self._wishes.draw(snapshot)

    def _looked_at(self) -> IncomingView:
        if self._incoming is None:
            self._incoming = IncomingView(self._send, self._bar.why)
            self._stack.addWidget(self._incoming)
        return self._incoming

    def _draw_head(self, snapshot: Snapshot) -> None:
        show, timing = snapshot.show, snapshot.timing
        if show is None or timing is None:
            self._frame.put_head(_("Run-of-show"))
            return
        count = len(show.cues)
        cues = n_("{count} cue", "{count} cues", count).format(count=count)
        self._frame.put_head(_("Run-of-show"), f"{cues} · {duration(self._model.length)}")

    # -- wishing --------------------------------------------------------------------------

    def press(self, action: str) -> None:
        """Do what a key of the grid or a button stands for."""
        if self._snapshot is None or self._snapshot.show is None:
            return
        plain = self._plain.get(action)
        if plain is not None:
            plain()
            return
        chosen = self._grid.chosen()
        if chosen:
            self._of_chosen(action, chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where no cue is yet the first one can be added, or pasted, by the grid's own keys."""
        action = KEYS.get((Qt.Key(event.key()), event.modifiers()))
        if self._stack.currentWidget() is self._empty and action in ("add", "paste", "paste-rows", "undo", "redo"):
            self.press(action)
        else:
            super().keyPressEvent(event)

    def _of_chosen(self, action: str, chosen: Sequence[Cue]) -> None:
        cues = self._cues()
        match action:
            case "duplicate":
                self._wish_new(edits.duplicate(chosen, _fresh))
            case "delete":
                self._wishes.wish(edits.delete(chosen))
            case "skip":
                self._wishes.wish(edits.skip(chosen))
            case "up" | "down":
                ids = [cue.id for cue in chosen]
                self._wishes.wish(edits.move_by(cues, ids, -1 if action == "up" else 1))
            case "clear":
                self._wishes.attempt(lambda: edits.clear(self._cells()))
            case "copy":
                QGuiApplication.clipboard().setText(edits.as_text(self._block()))
            case _:
                return

    def _add(self) -> None:
        chosen = self._grid.chosen()
        after = chosen[-1].id if chosen else None
        self._wish_new(edits.add_after(self._cues(), after, _("New cue"), _fresh))

    def _wish_new(self, edit: AddCues) -> None:
        self._go_to = edit.cues[0].id
        self._wishes.wish((edit,))

    def _paste(self) -> None:
        """Write the clipboard into the cells from the current one on; more rows than there are are refused whole."""
        text = QGuiApplication.clipboard().text()
        index = self._grid.currentIndex()
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
        if not index.isValid() or self._model.cue(index.row()) is None:
            self._paste_rows()
            return
        fields = self._model.fields()
        cells = []
        row = index.row()
        for number, texts in enumerate(rows, start=1):
            while self._model.entry(row) is not None and self._model.cue(row) is None:
                row += 1  # the heading of a segment
            cue = self._model.cue(row)
            if cue is None:
                self._wishes.refuse(Refused(Reason.TOO_MANY_ROWS, field="rows", detail=str(self._model.rowCount())))
                return
            cells += [
                edits.Written(cue, fields[index.column() + at], one, number, at + 1)
                for at, one in enumerate(texts)
                if index.column() + at < len(fields)
            ]
            row += 1
        self._wishes.attempt(lambda: edits.fill(cells))

    def _paste_rows(self) -> None:
        chosen = self._grid.chosen()
        cues = self._cues()
        after = chosen[-1].id if chosen else cues[-1].id if cues else None
        self._wishes.send(PasteRows(QGuiApplication.clipboard().text(), after))

    def _dropped(self, ids: list[CueId], row: int) -> None:
        before = next(
            (cue for at in range(row, self._model.rowCount()) if (cue := self._model.cue(at)) is not None), None
        )
        cues = self._cues()
        place = cues.index(before) if before is not None else len(cues)
        self._wishes.wish(edits.move_before(cues, ids, place))

    def _turn_column(self, name: str, add: bool) -> None:  # noqa: FBT001 -- as the bar tells it
        """Add a column of the crew's own called *name*, or take away the one with that key, not its texts."""
        header = self._snapshot.show.header if self._snapshot is not None and self._snapshot.show is not None else None
        if header is None:
            return
        columns = edits.with_column(header.columns, name) if add else edits.without_column(header.columns, name)
        self._wishes.wish((EditHeader(header, replace(header, columns=columns)),) if columns != header.columns else ())

    def _use_rehearsal(self) -> None:
        if self._snapshot is None or self._snapshot.show is None:
            return
        edit = use_rehearsal(self._snapshot.show, self._snapshot.station.learned)
        if edit is not None:
            self._wishes.wish(edit.edits)

    # -- a file let go over it -----------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of this machine."""
        if self._file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file that was let go here."""
        path = self._file(event)
        if path:
            event.acceptProposedAction()
            self._send(ImportFile(path))

    def _file(self, event: QDropEvent) -> str:
        """Return the one file that is dragged; empty where it is none, more, or no show is open to take it in."""
        urls = event.mimeData().urls()
        there = self._snapshot is not None and self._snapshot.show is not None
        return urls[0].toLocalFile() if there and len(urls) == 1 else ""

    # -- asked --------------------------------------------------------------------------------

    def select(self, cue: CueId) -> None:
        """Go to the row of *cue*."""
        row = self._model.row_of(cue)
        if row is not None:
            self._grid.choose(row, TITLE)
            self._grid.setFocus()

    def _cues(self) -> tuple[Cue, ...]:
        return self._snapshot.show.cues if self._snapshot is not None and self._snapshot.show is not None else ()

    def _scenes(self) -> Sequence[str]:
        state = self._snapshot.vitals.obs.state if self._snapshot is not None else None
        return state.scenes if state is not None else ()

    def _cells(self) -> list[tuple[Cue, Field]]:
        return [cell for row in self._block() for cell in row]

    def _block(self) -> list[list[tuple[Cue, Field]]]:
        """Return the chosen cells, row by row."""
        fields = self._model.fields()
        rows: dict[int, list[int]] = {}
        for index in self._grid.selectedIndexes():
            rows.setdefault(index.row(), []).append(index.column())
        return [
            [(cue, fields[at]) for at in sorted(rows[row])]
            for row in sorted(rows)
            if (cue := self._model.cue(row)) is not None
        ]

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self._plain: dict[str, Callable[[], object]] = {
            "add": self._add,
            "paste": self._paste,
            "paste-rows": self._paste_rows,
            "undo": lambda: self._wishes.send(UndoEdit(self._bar.why())),
            "redo": lambda: self._wishes.send(RedoEdit(self._bar.why())),
            "find": self._bar.look_for,
            "import": lambda: self._send(ImportFile()),
        }
        # From the outside in: Qt goes through all that a widget holds each time it gets a parent.
        down = QVBoxLayout(self)
        margins(down, 0, 0, 0)
        down.addWidget(self._frame)
        self._frame.body.addWidget(self._bar)
        self._frame.body.addWidget(self._wishes.note)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        self._frame.body.addWidget(across, 1)
        self._stack = QStackedWidget()
        across.addWidget(self._stack)
        across.addWidget(self._side)
        across.setStretchFactor(0, 1)
        across.setSizes([look().px(900), look().px(260)])
        for page in (self._held, self._empty):
            self._stack.addWidget(page)


def _fresh() -> str:
    return uuid.uuid4().hex
