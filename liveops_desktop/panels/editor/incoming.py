"""A file that is being looked at: its sheet, what each column is, what would come in, what is wrong with it where."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QStyle,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from liveops_desktop.core.commands import (
    DropImport,
    ForgetRefusal,
    ImportColumn,
    ImportHeading,
    ImportHours,
    ImportSheet,
    TakeIn,
)
from liveops_desktop.core.incoming import Incoming
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import duration
from liveops_desktop.panels import Action, Part, Send
from liveops_desktop.panels.editor.fields import FIELDS, OWN
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.keys import keeps
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, file_refusal, n_, refusal_sentence

FILE = Part(N_("While a file is looked at"), (Action("leave", N_("Leave it"), ("Esc",)),))
"""Enter takes it in: once it is read, the first of its buttons has the focus."""
KEYS = FILE.strokes()
MOST_SAID = 8
MOST_LETTERS = 48
"""Of a row in the list of rows that may hold the headings."""
EXTRA = {"": N_("left out"), "end": N_("End"), "type": N_("Type"), "squeeze": N_("Squeeze"), "key": N_("LiveOps id")}
"""Columns of files that are no field of the grid."""


class IncomingView(QWidget):
    """Stands in the grid's place while a file is looked at. *why*: the reason written for a locked run-of-show."""

    def __init__(self, send: Send, why: Callable[[], str]) -> None:
        super().__init__()
        self._send, self._why = send, why
        self._shown: Incoming | None = None
        self._sent = ""
        """The wish to take it in; refused, it says so here."""
        self._locked = False
        self._refused: Refused | None = None
        self._offered = ""
        """The file whose buttons were given the keys."""
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Why it changes"))
        self._reason.setAccessibleName(_("Reason of the edits to the locked run-of-show"))
        self._reason.setMinimumWidth(look().px(96))
        self._reason.textChanged.connect(self._enable)
        self._head = Text("", Type.STRONG, wrap=True)
        self._said = Text("", tone=Tone.WARN, wrap=True)
        self._left = Text("", tone=Tone.DIM, wrap=True)
        self._sheets = Choice()
        self._sheets.setAccessibleName(_("Sheet"))
        self._sheets.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self._sheets.setMaximumWidth(look().px(240))
        self._sheets.activated.connect(lambda at: self._send(ImportSheet(self._sheets.itemText(at))))
        self._headings = Choice()
        self._headings.setAccessibleName(_("Row with the headings"))
        self._headings.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._headings.setMinimumContentsLength(22)
        self._headings.activated.connect(lambda at: self._send(ImportHeading(self._headings.itemData(at))))
        self._hours = QCheckBox(_("Lengths are minutes:seconds (the spreadsheet took them for hours)"))
        self._hours.clicked.connect(lambda checked: self._send(ImportHours(checked)))
        self._table = QTableWidget()
        kept = self._table.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # what is above it and below stays there when the file has been read
        self._table.setSizePolicy(kept)
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1
        across = self._table.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setStyleSheet(f"QHeaderView::section {{ padding-left: {margin}px; padding-right: {margin}px; }}")
        self._table.verticalHeader().setFont(look().font(Type.SMALL))
        self._table.verticalHeader().setAccessibleName(_("Rows of the file"))
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setAccessibleName(_("Columns of the file, and its first rows"))
        self._takes = {
            how: KeyButton("", "", kind, partial(self._take, how), low=True)
            for how, kind in (("merge", "primary"), ("replace", "plain"), ("new", "plain"))
        }
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self._sheets)
        top.addWidget(self._headings)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 8)
        down.addLayout(top)
        down.addWidget(self._said)
        down.addWidget(self._hours)
        down.addWidget(self._table, 1)
        down.addWidget(self._left)
        self._leave = KeyButton(_("Leave it"), "", "plain", lambda: self._send(DropImport()), low=True)
        down.addWidget(Toolbar([*self._takes.values(), self._reason, None, self._leave]))

    def draw(self, snapshot: Snapshot) -> None:
        """Show the file of *snapshot*; nothing is built anew while it is the same."""
        incoming = snapshot.station.incoming
        locked = snapshot.show is not None and snapshot.show.lock.locked
        refused = snapshot.station.refusals.get(self._sent)
        if incoming is None or (incoming is self._shown and locked is self._locked and refused is self._refused):
            self._shown = incoming
            self._offered = "" if incoming is None else self._offered
            return
        if self._shown is None:
            self._reason.setText(self._why())
        self._shown, self._locked, self._refused = incoming, locked, refused
        self._draw_words(incoming)
        self._reason.setVisible(locked and not incoming.wrong)
        there = bool(snapshot.show and snapshot.show.cues)
        for how, button in self._takes.items():
            button.put(self._take_words(how, incoming))
            button.setVisible(not (incoming.reading or incoming.wrong) and (there or how == "new"))
        self._sheets.setVisible(len(incoming.sheets) > 1)
        self._hours.setVisible(incoming.hours_are_minutes)
        self._hours.setChecked(incoming.hours_are_minutes)
        if [self._sheets.itemText(n) for n in range(self._sheets.count())] != list(incoming.sheets):
            self._sheets.clear()
            self._sheets.addItems(list(incoming.sheets))
        self._sheets.setCurrentText(incoming.sheet)
        self._draw_headings(incoming)
        self._table.setVisible(incoming.mapped and bool(incoming.columns))
        if incoming.columns:
            self._draw_table(incoming)
        self._enable()
        self._offer()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the room's keys, whichever of its parts has the focus."""
        return keeps(event, {key for key, _modifiers in KEYS}) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the file by key; all else goes by."""
        if KEYS.get((Qt.Key(event.key()), event.modifiers())) == "leave":
            self._send(DropImport())
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        """Give the keys to what takes it in, once for each file, so that Enter does."""
        one = self._shown
        if one is None or one.reading or self._offered == one.name or not self.isVisible():
            return
        self._offered = one.name
        if self._locked and not self._reason.text().strip() and not one.wrong:
            self._reason.setFocus()
            return
        (
            next((button for button in self._takes.values() if button.isVisible() and button.isEnabled()), None)
            or self._leave
        ).setFocus()

    def _draw_headings(self, incoming: Incoming) -> None:
        rows = [
            (_("Headings: row {row}, {text}").format(row=at + 1, text=text[:MOST_LETTERS]), at)
            for at, text in incoming.tops
        ]
        rows.append((_("No headings"), -1))
        box = self._headings
        box.setVisible(bool(incoming.tops))
        if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] != rows:
            box.clear()
            for words, at in rows:
                box.addItem(words, at)
        box.setCurrentIndex(box.findData(incoming.heading_row))

    def _enable(self) -> None:
        """Let it be taken in where it is whole, and where a locked list is told why."""
        one = self._shown
        ready = one is not None and not (one.reading or one.wrong or one.problems)
        ready = ready and (not self._locked or bool(self._reason.text().strip()))
        for button in self._takes.values():
            button.put(button.text(), enabled=ready)

    def _draw_words(self, incoming: Incoming) -> None:
        if incoming.reading:
            self._head.put(_("Reading {name} …").format(name=incoming.name))
        elif incoming.wrong:
            self._head.put(incoming.name)
        else:
            cues = n_("{count} cue, {length}", "{count} cues, {length}", incoming.cues)
            said = cues.format(count=incoming.cues, length=duration(incoming.length))
            self._head.put(f"{incoming.name}: {said}")
        sentences = [file_refusal(incoming.wrong, incoming.detail)] if incoming.wrong else []
        sentences += [refusal_sentence(self._refused)] if self._refused is not None else []
        sentences += [refusal_sentence(one) for one in incoming.problems[:MOST_SAID]]
        if len(incoming.problems) > MOST_SAID:
            sentences.append(_("and {count} more").format(count=len(incoming.problems) - MOST_SAID))
        self._said.put("\n".join(sentences))
        self._said.setVisible(bool(sentences))
        left = [_("Row {row} left out: {text}").format(row=row, text=text) for row, text in incoming.left_out[:4]]
        if len(incoming.left_out) > len(left):
            left.append(_("and {count} more").format(count=len(incoming.left_out) - len(left)))
        self._left.put(" · ".join(left))
        self._left.setVisible(bool(left))

    def _take_words(self, how: str, incoming: Incoming) -> str:
        added, changed, gone = incoming.counts.get(how, (0, 0, 0))
        match how:
            case "merge":
                return _("Merge: {added} new, {changed} changed").format(added=added, changed=changed)
            case "replace":
                words = _("Replace: {added} new, {changed} changed, {gone} gone")
                return words.format(added=added, changed=changed, gone=gone)
            case _:
                return _("All new: {added}").format(added=added) if gone else _("Take in {added}").format(added=added)

    def _draw_table(self, incoming: Incoming) -> None:
        table = self._table
        table.clear()
        table.setColumnCount(len(incoming.columns))
        table.setRowCount(1 + len(incoming.preview))
        table.setHorizontalHeaderLabels([text or "–" for text in incoming.headings])
        for place, field in enumerate(incoming.columns):
            table.setCellWidget(0, place, self._choice(place, field))
            table.setColumnWidth(place, look().px(156))
        table.setRowHeight(0, look().px(34))
        table.setVerticalHeaderLabels(["", *(str(row) for row, _cells in incoming.preview)])
        for at, (_row, cells) in enumerate(incoming.preview, start=1):
            for place, text in enumerate(cells[: len(incoming.columns)]):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                table.setItem(at, place, item)

    def _choice(self, place: int, field: str) -> Choice:
        box = Choice()
        known = {**EXTRA, **{one.key: one.title for one in FIELDS if one.editable or one.key == "start"}}
        for key, title in known.items():
            box.addItem(_(title), key)
        if field.startswith(OWN):
            box.addItem(_("own column: {title}").format(title=field.removeprefix(OWN)), field)
        box.setCurrentIndex(max(0, box.findData(field)))
        box.setAccessibleName(_("Meaning of the column {place}").format(place=place + 1))
        box.activated.connect(lambda at: self._send(ImportColumn(place, box.itemData(at))))
        return box

    def _take(self, how: str) -> None:
        if self._refused is not None:
            self._send(ForgetRefusal(self._sent))
        self._sent = self._send(TakeIn(how, self._reason.text().strip() if self._locked else ""))
