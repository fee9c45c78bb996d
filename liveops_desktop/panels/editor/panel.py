"""The editor of the run-of-show: bar, grid, what is beside it, and what was refused."""

import csv
import io
import uuid
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSplitter, QStackedWidget, QVBoxLayout

from liveops_desktop.core.clock import Span
from liveops_desktop.core.commands import (
    ExportRundown,
    ForgetRefusal,
    ImportFile,
    PasteRows,
    RedoEdit,
    SaveTemplate,
    UndoEdit,
    UseTemplate,
)
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.intents import AddCues, Edit, EditCue, EditRundown
from liveops_desktop.core.learning import use_rehearsal
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import duration
from liveops_desktop.panels import PanelWidget, Send
from liveops_desktop.panels.editor import edits
from liveops_desktop.panels.editor.fields import FIELDS, Field, changed
from liveops_desktop.panels.editor.incoming import IncomingView
from liveops_desktop.panels.editor.model import EditorModel
from liveops_desktop.panels.editor.side import Side, owners
from liveops_desktop.panels.editor.table import IMPORT, CellDelegate, Grid
from liveops_desktop.widgets.ask import Answer, Ask, Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.frame import Empty, Section, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import State, look
from liveops_desktop.words import _, n_, refusal_sentence

TITLE = next(place for place, field in enumerate(FIELDS) if field.key == "title")


class Editor(PanelWidget):
    """Draws the cues and wishes their changes; keeps drafts, and which wishes it is waiting for."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._drafts: dict[tuple[CueId, str], str] = {}
        self._unread: Refused | None = None
        self._go_to: CueId | None = None
        """A cue that was added here, to go to when it is there."""
        self._looking = False
        """A file was looked at when it was drawn last."""
        self._templates: tuple[tuple[str, str], ...] = ()
        self._sent: dict[str, tuple[tuple[Edit, ...], tuple[CueId, str] | None]] = {}
        self._frame = Section(_("Run-of-show"))
        self._model = EditorModel(self._dropped)
        self._grid = Grid(self._model, self.press, self._model.toggle)
        self._grid.setItemDelegate(CellDelegate(self._model, self._commit, self._drafts, self._scenes, self._grid))
        self._side = Side(send, self.select, self._use_rehearsal)
        self._incoming = IncomingView(send, self._why)
        self._empty = Empty()
        self._note = Ask()
        self._find, self._owner, self._reason = QLineEdit(), Choice(), QLineEdit()
        self._undo = KeyButton(_("Undo"), "", "plain", lambda: self.press("undo"), low=True)
        self._redo = KeyButton(_("Redo"), "", "plain", lambda: self.press("redo"), low=True)
        self._out = KeyButton(_("Export"), "", "plain", self._offer_export, low=True)
        self._template = KeyButton(_("Templates"), "", "plain", self._offer_templates, low=True)
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
        page = self._incoming if looking else self._grid if show is not None and show.cues else self._empty
        self._stack.setCurrentWidget(page)
        self._incoming.draw(snapshot)
        if self._looking and not looking and page is self._grid and self.isVisible():
            self._grid.start()
        self._looking = looking
        if not looking:
            self._side.draw(snapshot)
        self._draw_head(snapshot)
        self._draw_bar(snapshot)
        self._draw_refusal(snapshot)

    def _draw_head(self, snapshot: Snapshot) -> None:
        show, timing = snapshot.show, snapshot.timing
        if show is None or timing is None:
            self._frame.put_head(_("Run-of-show"))
            return
        count = len(show.cues)
        length = sum(cue.planned for cue in show.cues if not cue.skipped and cue.until is None)
        cues = n_("{count} cue", "{count} cues", count).format(count=count)
        self._frame.put_head(_("Run-of-show"), f"{cues} · {duration(Span(length))}")

    def _draw_bar(self, snapshot: Snapshot) -> None:
        station, show = snapshot.station, snapshot.show
        self._undo.put(_("Undo"), enabled=bool(station.undo))
        self._redo.put(_("Redo"), enabled=bool(station.redo))
        names = ["", *owners(show.cues if show is not None else ())]
        if [self._owner.itemData(n) for n in range(self._owner.count())] != names:
            chosen = self._owner.currentData()
            self._owner.blockSignals(True)
            self._owner.clear()
            for name in names:
                self._owner.addItem(name or _("everybody"), name)
            self._owner.setCurrentIndex(max(0, self._owner.findData(chosen)))
            self._owner.blockSignals(False)
        self._reason.setVisible(show is not None and show.lock.locked)
        if station.templates != self._templates:
            self._templates = station.templates

    def _draw_refusal(self, snapshot: Snapshot) -> None:
        for wish, (what, draft) in list(self._sent.items()):
            refused = snapshot.station.refusals.get(wish)
            if refused is not None:
                self._say(wish, refused, what, draft)
                return
            if wish not in snapshot.station.pending:
                del self._sent[wish]
                if draft is not None:
                    self._drafts.pop(draft, None)
        if self._unread is not None:
            self._note.ask(_said(self._unread), [(_("Leave it"), "", "plain", self._drop)], State.WARN)
        else:
            self._note.withdraw()

    def _say(self, wish: str, refused: Refused, what: tuple[Edit, ...], draft: tuple[CueId, str] | None) -> None:
        answers: list[Answer] = []
        if refused.reason is Reason.CONFIRM_STANDBY:
            answers = [(_("Do it"), "", "danger", lambda: self._again(wish, what))]
        elif refused.reason is Reason.LOCKED:
            answers = [(_("Write the reason"), "", "plain", self._reason.setFocus)]
            if self._why() and what:
                answers = [(_("Do it"), "", "plain", lambda: self._again(wish, what))]
        elif refused.reason is Reason.EDIT_CONFLICT and draft is not None:
            answers = [(_("Use mine"), "", "plain", lambda: self._use_mine(wish, draft))]
        answers.append((_("Leave it"), "", "plain", self._drop))
        sentence = _said(refused)
        if draft is not None and refused.reason is Reason.EDIT_CONFLICT:
            sentence += " " + _("Yours: “{text}”.").format(text=self._drafts.get(draft, ""))
        self._note.ask(sentence, answers, State.WARN)

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

    def _of_chosen(self, action: str, chosen: Sequence[Cue]) -> None:
        cues = self._cues()
        match action:
            case "duplicate":
                self._wish_new(edits.duplicate(chosen, _fresh))
            case "delete":
                self._wish(edits.delete(chosen))
            case "skip":
                self._wish(edits.skip(chosen))
            case "up" | "down":
                ids = [cue.id for cue in chosen]
                self._wish(edits.move_by(cues, ids, -1 if action == "up" else 1))
            case "clear":
                self._try(lambda: edits.clear(self._cells()))
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
        self._wish((edit,))

    def _paste(self) -> None:
        """Write the clipboard into the cells from the current one on; more rows than there are become new cues."""
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
                self._refuse(Refused(Reason.TOO_MANY_ROWS, field="rows", detail=str(self._model.rowCount())))
                return
            cells += [
                edits.Written(cue, fields[index.column() + at], one, number, at + 1)
                for at, one in enumerate(texts)
                if index.column() + at < len(fields)
            ]
            row += 1
        self._try(lambda: edits.fill(cells))

    def _paste_rows(self) -> None:
        chosen = self._grid.chosen()
        cues = self._cues()
        after = chosen[-1].id if chosen else cues[-1].id if cues else None
        self._sent[self._send(PasteRows(QGuiApplication.clipboard().text(), after))] = ((), None)

    def _commit(self, was: Cue, key: str, text: str) -> None:
        """Wish the edit of one cell; what cannot be read stays as a draft."""
        self._drafts[was.id, key] = text
        try:
            now = changed(was, key, text)
        except Refused as refused:
            self._refuse(refused)
            return
        if now == was:
            self._drafts.pop((was.id, key), None)
        else:
            self._wish((EditCue(was, now),), (was.id, key))

    def _dropped(self, ids: list[CueId], row: int) -> None:
        before = next(
            (cue for at in range(row, self._model.rowCount()) if (cue := self._model.cue(at)) is not None), None
        )
        cues = self._cues()
        place = cues.index(before) if before is not None else len(cues)
        self._wish(edits.move_before(cues, ids, place))

    def _use_rehearsal(self) -> None:
        if self._snapshot is None or self._snapshot.show is None:
            return
        edit = use_rehearsal(self._snapshot.show, self._snapshot.station.learned)
        if edit is not None:
            self._wish(edit.edits)

    def _try(self, make: Callable[[], tuple[Edit, ...]]) -> None:
        try:
            self._wish(make())
        except Refused as refused:
            self._refuse(refused)

    def _wish(self, what: tuple[Edit, ...], draft: tuple[CueId, str] | None = None) -> None:
        self._forget()
        if what:
            self._sent[self._send(EditRundown(what, self._why()))] = (what, draft)

    def _turn(self, command: UndoEdit | RedoEdit) -> None:
        self._forget()
        self._sent[self._send(command)] = ((), None)

    def _again(self, wish: str, what: tuple[Edit, ...]) -> None:
        """Wish the same once more, with the question answered."""
        from msgspec.structs import replace

        self._sent.pop(wish, None)
        self._send(ForgetRefusal(wish))
        self._wish(tuple(replace(one, confirmed=True) if hasattr(one, "confirmed") else one for one in what))

    def _use_mine(self, wish: str, draft: tuple[CueId, str]) -> None:
        text = self._drafts.get(draft, "")
        cue = next((one for one in self._cues() if one.id == draft[0]), None)
        self._sent.pop(wish, None)
        self._send(ForgetRefusal(wish))
        if cue is not None:
            self._commit(cue, draft[1], text)

    def _refuse(self, refused: Refused) -> None:
        self._forget()
        self._unread = refused
        if self._snapshot is not None:
            self._draw_refusal(self._snapshot)

    def _drop(self) -> None:
        self._drafts.clear()
        self._forget()

    def _forget(self) -> None:
        if self._snapshot is not None:
            for wish in [wish for wish in self._sent if wish in self._snapshot.station.refusals]:
                del self._sent[wish]
                self._send(ForgetRefusal(wish))
        self._unread = None
        self._note.withdraw()

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

    def _why(self) -> str:
        return self._reason.text().strip()

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

    # -- the bar --------------------------------------------------------------------------------

    def _focus_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def _filter(self) -> None:
        self._model.filter(self._owner.currentData() or "", self._find.text().strip())

    def _menu(self, button: KeyButton, entries: Sequence[tuple[str, Callable[[], object]]]) -> None:
        menu = QMenu(button)
        for title, do in entries:
            menu.addAction(title).triggered.connect(lambda _checked=False, do=do: do())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _offer_export(self) -> None:
        def export(form: str, role: str = "") -> Callable[[], object]:
            return lambda: self._send(ExportRundown(form, role))

        sheets = [(_("Sheet for {role} (PDF)").format(role=name), export("pdf", name)) for name in owners(self._cues())]
        self._menu(
            self._out,
            [
                (_("Excel"), export("xlsx")),
                ("CSV", export("csv")),
                (_("Calendar"), export("ics")),
                (_("Sheet for everybody (PDF)"), export("pdf")),
                (_("Sheet for the host (PDF)"), export("pdf", "HOST")),
                *sheets,
            ],
        )

    def _offer_templates(self) -> None:
        def use(key: str) -> Callable[[], object]:
            return lambda: self._send(UseTemplate(key))

        show = self._snapshot.show if self._snapshot is not None else None
        title = show.header.title if show is not None and show.header is not None else ""
        save = (_("Save this run-of-show as a template"), lambda: self._send(SaveTemplate(title)))
        self._menu(self._template, [*((name, use(key)) for key, name in self._templates), save])

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self._plain: dict[str, Callable[[], object]] = {
            "add": self._add,
            "paste": self._paste,
            "paste-rows": self._paste_rows,
            "undo": lambda: self._turn(UndoEdit(self._why())),
            "redo": lambda: self._turn(RedoEdit(self._why())),
            "find": self._focus_find,
            "import": lambda: self._send(ImportFile()),
        }
        self._find.setPlaceholderText(_("Find (Ctrl+F)"))
        self._find.setAccessibleName(_("Find in the run-of-show"))
        self._find.setClearButtonEnabled(True)
        self._find.setMinimumWidth(look().px(84))
        self._find.setMaximumWidth(look().px(170))
        self._find.textChanged.connect(self._filter)
        self._owner.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self._owner.setMinimumWidth(look().px(84))
        self._owner.setMaximumWidth(look().px(160))
        self._owner.setAccessibleName(_("Show the cues of"))
        self._owner.currentIndexChanged.connect(self._filter)
        self._reason.setPlaceholderText(_("Why it changes"))
        self._reason.setAccessibleName(_("Reason of the edits to the locked run-of-show"))
        self._reason.setMinimumWidth(look().px(96))
        buttons = [
            KeyButton(_("Add"), "", "plain", lambda: self.press("add"), low=True),
            KeyButton(
                _("Import"), cap("editor.import", IMPORT.sequences[0]), "plain", lambda: self.press("import"), low=True
            ),
            self._out,
            self._template,
            self._undo,
            self._redo,
        ]
        self._bar = Toolbar([*buttons, None, self._reason, self._owner, self._find])
        self._stack = QStackedWidget()
        for page in (self._grid, self._empty, self._incoming):
            self._stack.addWidget(page)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(self._stack)
        across.addWidget(self._side)
        across.setStretchFactor(0, 1)
        across.setSizes([look().px(900), look().px(260)])
        self._frame.body.addWidget(self._bar)
        self._frame.body.addWidget(self._note)
        self._frame.body.addWidget(across, 1)
        row = QHBoxLayout()
        row.addWidget(self._frame)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 0)
        down.addLayout(row)


def _said(refused: Refused) -> str:
    """Return why it was refused; a cell that is named by its place came in a block."""
    sentence = refusal_sentence(refused)
    return sentence if refused.row is None else _("Nothing was pasted. {why}").format(why=sentence)


def _fresh() -> str:
    return uuid.uuid4().hex
