"""The panel: heading, table, what was refused at its row, and the buttons under it."""

import uuid
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout

from liveops_desktop.core.clock import MINUTE, Span
from liveops_desktop.core.commands import PasteRows
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.intents import AddCues, EditCue, Take
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import wall_time
from liveops_desktop.panels import PanelWidget, Send, forget_refused
from liveops_desktop.panels.run_of_show.delegate import CueDelegate, changed
from liveops_desktop.panels.run_of_show.model import CueModel
from liveops_desktop.panels.run_of_show.rows import Column
from liveops_desktop.panels.run_of_show.table import KEYS, CueTable
from liveops_desktop.panels.run_of_show.wishes import Sent, insisted, is_over, wish_of
from liveops_desktop.widgets.ask import Answer, Ask, Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import Empty, Line, Section, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import State, look
from liveops_desktop.widgets.whole_rows import WholeRows
from liveops_desktop.words import _, n_, refusal_sentence

NEW_LENGTH = Span(5 * MINUTE)
BUTTONS = ("add", "edit", "up", "down", "skip", "delete", "paste", "jump")


class RunOfShow(PanelWidget):
    """Draws the cues and wishes their changes. Keeps drafts, and which wishes it is waiting for."""

    def __init__(self, send: Send) -> None:
        """Build it."""
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._drafts: dict[tuple[CueId, Column], str] = {}
        self._sent: dict[str, Sent] = {}
        self._unread: tuple[Sent, Refused] | None = None
        self._leaves: Sent | None = None
        """What the note is about."""
        self._frame = Section(_("Run-of-show"))
        self._model = CueModel()
        self._table = CueTable(self._model, self.press)
        self._table.setItemDelegate(CueDelegate(self._model, self._commit, self._drafts, self._table))
        self._table.setAccessibleName(_("Run-of-show"))
        self._empty = Empty()
        self._note = Ask()
        self._buttons = self._build_buttons()
        self._lay_out()

    def draw(self, snapshot: Snapshot) -> None:
        """Show the cues; only what changed is painted again."""
        self._snapshot = snapshot
        self._model.take_in(snapshot, self._table.sight())
        self._draw_head(snapshot)
        self._draw_buttons(snapshot)
        self._draw_refusal(snapshot)
        if snapshot.timing is not None:
            self._table.follow(snapshot.now, snapshot.timing.current, snapshot.timing.next)

    def selected(self) -> Cue | None:
        """Return the cue whose row is selected."""
        index = self._table.currentIndex()
        return self._model.cue(index.row()) if index.isValid() else None

    def select(self, cue: CueId, column: Column = Column.TITLE) -> None:
        """Select the row of *cue*."""
        row = self._model.row_of(cue)
        if row is not None:
            self._table.setCurrentIndex(self._model.index(row, column))

    def press(self, action: str) -> None:
        """Do what a key or a button under the table stands for."""
        cue = self.selected()
        if self._snapshot is None or self._snapshot.show is None:
            return
        if action == "leave":
            self._leave()
        elif action == "add":
            self._add(cue)
        elif action == "paste":
            text = QGuiApplication.clipboard().text()
            self._wish_for(Sent(PasteRows(text, cue.id if cue else self._last()), cue.id if cue else None))
        elif cue is None:
            return
        elif action == "edit":
            self._edit()
        elif (wish := wish_of(action, self._snapshot.show, cue)) is not None:
            self._wish_for(Sent(wish, cue.id))

    # -- wishing -----------------------------------------------------------------

    def _add(self, after: Cue | None) -> None:
        cue = Cue(id=CueId(uuid.uuid4().hex), title=_("New cue"), planned=NEW_LENGTH)
        self._wish_for(Sent(AddCues((cue,), after.id if after else self._last()), after.id if after else None))

    def _last(self) -> CueId | None:
        last = self._model.cue(self._model.rowCount() - 1)
        return last.id if last is not None else None

    def _edit(self) -> None:
        if self._table.state() is QAbstractItemView.State.EditingState:
            return  # F4 again: it is being edited
        index = self._table.currentIndex()
        if index.column() not in (Column.TITLE, Column.OWNER, Column.LENGTH, Column.PLAN):
            index = self._model.index(index.row(), Column.TITLE)
            self._table.setCurrentIndex(index)
        self._table.edit(index)

    def _commit(self, was: Cue, column: Column, text: str) -> None:
        """Wish the edit; what cannot be read stays as a draft and is refused at its row."""
        sent = Sent(EditCue(was, was), was.id, column, text)
        self._drafts[was.id, column] = text
        try:
            now = changed(was, column, text)
        except Refused as refused:
            self._unread = (sent, refused)
            self._redraw()
            return
        if now == was:
            self._drafts.pop((was.id, column), None)
            return
        self._wish_for(Sent(EditCue(was, now), was.id, column, text))

    def _wish_for(self, sent: Sent) -> None:
        self._forget()
        self._sent[self._send(sent.wish)] = sent

    def _forget(self) -> None:
        """Forget what was refused; its draft stays until the field is edited or the draft dropped."""
        forget_refused(self._sent, self._snapshot, self._send)
        self._unread = None
        self._note.withdraw()

    # -- drawing -------------------------------------------------------------------

    def _draw_head(self, snapshot: Snapshot) -> None:
        show, timing = snapshot.show, snapshot.timing
        count = len(show.cues) if show is not None else 0
        self._stack.setCurrentWidget(self._held if count else self._empty)
        if show is None or show.header is None or timing is None:
            self._empty.put(_("No show is open."), _("Open one, or make one, in the room Plan."))
            self._frame.put_head(_("Run-of-show"))
            return
        if not count:
            self._empty.put(
                _("No cues yet."),
                _("Add the first below, or paste rows of a spreadsheet: title, length, owner, hard start."),
            )
        if timing.current is not None:
            remark = _("cue {number} of {count}").format(number=timing.current + 1, count=count)
        else:
            end = wall_time(timing.plan.end, show.header.zone, snapshot.wall_shift)
            cues = n_("{count} cue", "{count} cues", count).format(count=count)
            remark = _("{cues}, planned end {time}").format(cues=cues, time=end)
        self._frame.put_head(_("Run-of-show"), remark)

    def _draw_buttons(self, snapshot: Snapshot) -> None:
        ended = snapshot.show is not None and snapshot.show.air.ended_at is not None
        cue = self.selected() if not ended else None
        for action in BUTTONS:
            possible = snapshot.show is not None and not ended and (cue is not None or action in ("add", "paste"))
            self._buttons[action].put(self._buttons[action].text(), enabled=possible)
        skipped = cue is not None and cue.skipped
        self._buttons["skip"].put(_("Unskip") if skipped else _("Skip"), enabled=cue is not None)

    def _draw_refusal(self, snapshot: Snapshot) -> None:
        """Show at its row what was refused; drop what was accepted."""
        for wish, sent in list(self._sent.items()):
            refused = snapshot.station.refusals.get(wish)
            if refused is not None and not is_over(sent, refused, snapshot.show):
                self._say(sent, refused)
                return
            if wish not in snapshot.station.pending:
                del self._sent[wish]
                if sent.cue is not None and sent.column is not None:
                    self._drafts.pop((sent.cue, sent.column), None)
        if self._unread is not None:
            self._say(*self._unread)
        else:
            self._note.withdraw()

    def _say(self, sent: Sent, refused: Refused) -> None:
        sentence = refusal_sentence(refused)
        answers: list[Answer] = []
        if refused.reason is Reason.EDIT_CONFLICT and sent.column is not None:
            sentence += " " + _("Yours: “{text}”.").format(text=sent.text)
            answers = [(_("Use mine"), "", "plain", lambda: self._use_mine(sent))]
        elif (wish := insisted(sent, refused)) is not None:
            title = _("Take it again") if isinstance(wish, Take) else _("Do it")
            answers = [(title, "", "danger", lambda: self._wish_for(Sent(wish, sent.cue)))]
        elif sent.column is not None:
            answers = [(_("Edit again"), "", "plain", lambda: self._edit_again(sent))]
        answers.append((_("Leave it"), "Esc", "plain", self._leave))
        self._leaves = sent
        self._note.ask(sentence, answers, State.WARN)
        self._place_note(sent.cue)

    def _place_note(self, cue: CueId | None) -> None:
        """Put the note under its row, above it where there is no room; at the foot where the row is out of sight."""
        view = self._table.viewport()
        row = self._model.row_of(cue) if cue is not None else None
        width = max(view.width() - look().px(24), 0)
        height = self._note.heightForWidth(width) if self._note.hasHeightForWidth() else self._note.sizeHint().height()
        top = view.height() - height
        if row is not None:
            box = self._table.visualRect(self._model.index(row, 0))
            if 0 <= box.top() < view.height():
                below = box.bottom() + look().px(2)
                top = below if below + height <= view.height() else box.top() - height
        self._note.setGeometry(look().px(12), max(0, top), width, height)
        self._note.raise_()

    # -- answers -----------------------------------------------------------------

    def _use_mine(self, sent: Sent) -> None:
        cue = next((cue for cue in self._snapshot_cues() if cue.id == sent.cue), None)
        self._forget()
        if cue is not None and sent.column is not None:
            self._commit(cue, sent.column, sent.text)

    def _edit_again(self, sent: Sent) -> None:
        self._forget()
        if sent.cue is not None and sent.column is not None:
            self.select(sent.cue, sent.column)
            self._edit()

    def _leave(self) -> None:
        """Drop what the note is about, and its draft."""
        sent = self._leaves
        if not self._note.sentence() or sent is None:
            return
        if sent.cue is not None and sent.column is not None:
            self._drafts.pop((sent.cue, sent.column), None)
        self._forget()
        self._redraw()

    def _snapshot_cues(self) -> tuple[Cue, ...]:
        return self._snapshot.show.cues if self._snapshot is not None and self._snapshot.show is not None else ()

    def _redraw(self) -> None:
        if self._snapshot is not None:
            self.draw(self._snapshot)

    # -- building ------------------------------------------------------------------

    def _build_buttons(self) -> dict[str, KeyButton]:
        looks = {
            "add": (_("Add cue"), "Ins"),
            "edit": (_("Edit"), "F4"),
            "up": (_("Up"), "Alt ↑"),
            "down": (_("Down"), "Alt ↓"),
            "skip": (_("Skip"), "X"),
            "delete": (_("Delete"), "Del"),
            "paste": (_("Paste"), "Ctrl V"),
            "jump": (_("Take this"), cap("run-of-show.jump", "J")),
        }
        return {name: KeyButton(*parts, kind="quiet", pressed=self._presser(name)) for name, parts in looks.items()}

    def _enliven_caps(self, on: bool) -> None:  # noqa: FBT001 -- as the table tells it
        """Show which keys are heard now: the table's own only while it has the focus."""
        for action in BUTTONS:
            if action in KEYS.values():
                self._buttons[action].put_live(on)

    def _presser(self, action: str) -> Callable[[], None]:
        return lambda: self.press(action)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        margins(outer, 0, 0, 0)
        outer.addWidget(self._frame)
        body = self._frame.body
        margins(body, 0, 12, 6)
        margins(self._frame.head, 16, 0, 10)
        self._stack = QStackedWidget()
        self._held = WholeRows(self._table)
        self._stack.addWidget(self._held)
        self._stack.addWidget(self._empty)
        body.addWidget(self._stack, 1)
        bar = Toolbar([*(self._buttons[name] for name in BUTTONS[:-1]), None, self._buttons["jump"]])
        margins(bar.row, 10, 0, 5)
        body.addWidget(Line())
        body.addWidget(bar)
        self._note.setParent(self._table.viewport())
        self._note.hide()
        self._table.focused.connect(self._enliven_caps)
        self._enliven_caps(on=False)
        self._table.verticalScrollBar().valueChanged.connect(lambda _value: self._follow_row())
        self._table.selectionModel().currentChanged.connect(lambda _new, _old: self._selection_moved())
        self._table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)

    def _selection_moved(self) -> None:
        if self._snapshot is not None:
            self._draw_buttons(self._snapshot)

    def _follow_row(self) -> None:
        if self._snapshot is not None and self._note.sentence():
            self._draw_refusal(self._snapshot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the note at its row."""
        super().resizeEvent(event)
        self._follow_row()
