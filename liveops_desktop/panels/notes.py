"""Notes, markers and the hot wash: what the crew learnt, written down before anyone leaves."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from liveops_desktop.core.clock import Span
from liveops_desktop.core.facts import HotWashSaved
from liveops_desktop.core.intents import AddNote, SaveHotWash, SetMarker
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Note, Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import wall_time
from liveops_desktop.panels import Action, Panel, PanelWidget, Room, Send
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.field import Field, TextBox
from liveops_desktop.widgets.frame import Empty, Line, Section, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.rows import RowList
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, refusal_sentence, role_word

QUESTIONS = ("intended", "happened", "why", "keep", "fix")
"""Fields of the hot wash, in the order they are asked."""


@dataclass(frozen=True)
class NoteRow:
    """One note or marker, as it is listed."""

    at: str
    who: str
    cue: str
    text: str
    marker: bool


def rows_of(show: Show, shift: Span, zone: str) -> tuple[NoteRow, ...]:
    """Return notes and markers, the latest first."""
    numbers = {cue.id: f"{number} {cue.title}" for number, cue in enumerate(show.cues, start=1)}
    return tuple(
        _row(note, numbers.get(note.cue, "") if note.cue else "", shift, zone) for note in reversed(show.notes)
    )


def _row(note: Note, cue: str, shift: Span, zone: str) -> NoteRow:
    role = f" {note.role}" if note.role else ""
    return NoteRow(wall_time(note.at, zone, shift), f"{note.who}{role}", cue, note.text, note.marker)


def saved_answers(show: Show, who: str, role: str) -> HotWashSaved | None:
    """Return what *who* saved last in *role*."""
    found = [answers for by, _at, answers in show.hot_wash if (by, answers.role) == (who, role)]
    return found[-1] if found else None


class NotesPanel(PanelWidget):
    """Draws notes and markers; the line, and the five boxes, are drafts that draws leave alone."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._shown: tuple[NoteRow, ...] | None = None
        self._note_wish = self._wash_wish = ""
        self._note_sent = ""
        self._filled_for: tuple[str, str, str] | None = None
        """(show, who, role) whose saved answers stand in the boxes."""
        self._saved: HotWashSaved | None = None
        self._filled = HotWashSaved("")
        """What stood in the boxes before somebody typed."""
        self.setAccessibleName(_("Notes"))
        self._notes = self._build_notes()
        self._wash = self._build_wash()
        whole = QVBoxLayout(self)
        margins(whole, 0, 0, 12)
        whole.addWidget(self._notes, 1)
        whole.addWidget(self._wash)

    def _build_notes(self) -> Section:
        card = Section(_("Notes and markers"))
        self.role = Choice()
        self.role.setFont(look().font(Type.BODY))
        self.role.setAccessibleName(_("Role of the note and of the hot wash"))
        for role in Role:
            self.role.addItem(role_word(role), role.value)
        self.role.currentIndexChanged.connect(lambda _index: self._redraw())
        self.line = Field(_("A note, signed with name and role"), _("N · what did you see?"))
        self.line.edit.returnPressed.connect(self._add_note)
        self.add = KeyButton(_("Add"), _("Enter"), "plain", self._add_note)
        self.marker = KeyButton(_("Marker"), cap("notes.marker", "B"), "plain", self._mark)
        typing = QHBoxLayout()
        typing.setSpacing(look().px(10))
        typing.addWidget(self.role, 0, Qt.AlignmentFlag.AlignBottom)
        typing.addWidget(self.line, 1)
        for button in (self.add, self.marker):
            typing.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._scroll = RowList(_("Notes and markers"))
        self._column = self._scroll.column
        self._column.setSpacing(look().px(4))
        self._empty = Empty()
        card.body.addLayout(typing)
        card.body.addWidget(self._scroll, 1)
        card.body.addWidget(self._empty, 1)
        return card

    def _build_wash(self) -> Section:
        card = Section(_("Hot wash"))
        asked = {
            "intended": (_("What was meant to happen?"), ""),
            "happened": (_("What happened?"), ""),
            "why": (_("Why different? One line, about the work, never about a person"), ""),
            "keep": (_("Keep, one a line"), _("up to three")),
            "fix": (_("Fix, one a line"), _("up to three")),
        }
        self.boxes = {name: TextBox(*asked[name], lines=3 if name in ("keep", "fix") else 2) for name in QUESTIONS}
        for pair in (("intended", "happened"), ("why",), ("keep", "fix")):
            across = QHBoxLayout()
            across.setSpacing(look().px(12))
            for name in pair:
                across.addWidget(self.boxes[name])
            card.body.addLayout(across)
        self._wash_note = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self.save = KeyButton(_("Save my answers"), "", "plain", self._save)
        last = QHBoxLayout()
        last.addWidget(self._wash_note, 1)
        last.addWidget(self.save)
        card.body.addLayout(last)
        return card

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*."""
        first = self._snapshot is None
        self._snapshot = snapshot
        if first and snapshot.station.hats:
            hat = sorted(snapshot.station.hats, key=list(Role).index)[0]
            self.role.setCurrentIndex(self.role.findData(hat.value))
        show = snapshot.show
        there = show is not None and show.header is not None
        for part in (self.add, self.marker, self.save):
            part.setEnabled(there)
        rows = rows_of(show, snapshot.wall_shift, show.header.zone) if show is not None and show.header else ()
        self._empty.setVisible(not rows)
        self._scroll.setVisible(bool(rows))
        if there:
            self._empty.put(_("No notes yet."), _("Write one above; on air, B sets a marker at that moment."))
        else:
            self._empty.put(_("Notes and markers of a show stand here."), _("Open a show in the room Plan."))
        if rows != self._shown:
            self._shown = rows
            self._draw_rows(rows)
        self._draw_wash(snapshot)
        self._draw_refusals(snapshot)

    def _draw_rows(self, rows: tuple[NoteRow, ...]) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        widgets = [_note_widget(row) for row in rows]
        for widget in widgets:
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._scroll.put_rows(widgets)

    def _draw_wash(self, snapshot: Snapshot) -> None:
        show, who, role = snapshot.show, snapshot.station.who, str(self.role.currentData())
        saved = saved_answers(show, who, role) if show is not None else None
        key = (snapshot.station.show_path, who, role)
        if key != self._filled_for:
            self._filled_for = key
            self._saved = saved
            if self._draft("") == self._filled:
                self._fill(saved)
            else:
                self._wash_note.put(_("Not saved yet: what you typed stays."), Tone.WARN)
        elif saved != self._saved:
            self._saved = saved
            if saved is not None and self._draft(role) == saved:
                self._filled = self._draft("")
                self._wash_note.put(_("Saved."), Tone.GOOD)
        ended = show is not None and show.air.ended_at is not None
        self._wash.put_head(_("Hot wash"), "" if ended else _("before anyone leaves, 15 minutes at most"))

    def _fill(self, saved: HotWashSaved | None) -> None:
        for name, box in self.boxes.items():
            box.put(getattr(saved, name) if saved is not None else "")
        self._filled = self._draft("")
        self._wash_note.put(_("Saved earlier; save again to replace it.") if saved is not None else "", Tone.DIM)

    def _draw_refusals(self, snapshot: Snapshot) -> None:
        refused = snapshot.station.refusals.get(self._note_wish)
        if refused is not None:
            if self._note_sent and not self.line.text():
                self.line.put(self._note_sent)
            self._note_sent = ""
            self.line.say(refusal_sentence(refused), refused=True)
        refused = snapshot.station.refusals.get(self._wash_wish)
        if refused is not None:
            self._wash_note.put(refusal_sentence(refused), Tone.BAD)

    # -- keys --------------------------------------------------------------------------

    def press(self, action: str) -> None:
        """Set a marker, or put the typing mark into the line."""
        if action == "marker":
            self._mark()
        elif action == "note":
            self.line.edit.setFocus()

    # -- wishing -----------------------------------------------------------------------

    def _add_note(self) -> None:
        text = self.line.text()
        if not text:
            self.line.say(_("Write the note first."), refused=True)
            return
        self._note_wish, self._note_sent = self._send(AddNote(text, str(self.role.currentData()))), text
        self.line.put("")

    def _mark(self) -> None:
        self._note_wish, self._note_sent = self._send(SetMarker(self.line.text())), self.line.text()
        self.line.put("")

    def _save(self) -> None:
        answers = self._draft(str(self.role.currentData()))
        self._wash_note.put("")
        self._wash_wish = self._send(SaveHotWash(answers.role, *(getattr(answers, name) for name in QUESTIONS)))

    def _draft(self, role: str) -> HotWashSaved:
        return HotWashSaved(role, *(self.boxes[name].text() for name in QUESTIONS))

    def _redraw(self) -> None:
        if self._snapshot is not None:
            self.draw(self._snapshot)


def _note_widget(row: NoteRow) -> QWidget:
    widget = QFrame()
    across = QHBoxLayout()
    margins(across, 0, 0, 12)
    at = Text(row.at, Type.BODY, Tone.DIM)
    across.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(Text(row.text or _("marker"), Type.STRONG if row.marker else Type.BODY, wrap=True))
    kind = _("marker") if row.marker and row.text else ""
    words.addWidget(
        Text(" · ".join(part for part in (kind, row.who, row.cue) if part), Type.SMALL, Tone.DIM, wrap=True)
    )
    across.addLayout(words, 1)
    down = QVBoxLayout(widget)
    margins(down, 6, 0, 5)
    down.addWidget(Line())
    down.addLayout(across)
    widget.setAccessibleName(f"{row.at} {row.who} {row.text} {row.cue}")
    return widget


PANEL = Panel(
    key="notes",
    title=N_("Notes"),
    room=Room.REVIEW,
    order=20,
    hats=frozenset(Role),
    build=NotesPanel,
    actions=(
        Action("note", N_("Write a note"), ("N",)),
        Action("marker", N_("Set a marker"), ("B",)),
    ),
)
