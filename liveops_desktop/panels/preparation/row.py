"""One item of the preparation: the box, what to do, whose it is, who ticked it; a field where a value is asked for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from liveops_desktop.panels.preparation.listing import Row
from liveops_desktop.widgets.chip import Pill
from liveops_desktop.widgets.field import mark_refused
from liveops_desktop.widgets.frame import Line, margins
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _


class ItemRow(QFrame):
    """A row kept by item, so that a value being typed survives every draw. The box shows the fact, not the press."""

    def __init__(self, item: str, tick: Callable[[str, bool, str], None]) -> None:
        super().__init__()
        self._item = item
        self._tick = tick
        self._row: Row | None = None
        self.box = QCheckBox()
        self.box.clicked.connect(self._pressed)
        self.box.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list is the stop for Tab, and hands Space on
        self._number = Text(item, Type.SMALL, Tone.DIM)
        self._number.setFixedWidth(look().px(40))
        self._text = Text("", Type.BODY, wrap=True)
        self._detail = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self._killer = Pill(_("killer"), State.WARN)
        self.value = QLineEdit()
        self.value.setFont(look().font(Type.BODY))
        self.value.setFixedWidth(look().px(110))
        self.value.setPlaceholderText(_("value"))
        self.value.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.value.returnPressed.connect(self._typed)
        self._signed = Text("", Type.SMALL, Tone.DIM)
        self._signed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._signed.setMinimumWidth(look().px(84))
        self._refused = Text("", Type.SMALL, Tone.BAD, wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        for part in (self._text, self._detail, self._refused):
            words.addWidget(part)
        self._refused.hide()
        across = QHBoxLayout()
        margins(across, 0, 0, 10)
        for left in (self.box, self._number):
            across.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        for right in (self._killer, self.value, self._signed):
            across.addWidget(right, 0, Qt.AlignmentFlag.AlignVCenter)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 5)
        down.setContentsMargins(look().px(6), 0, look().px(4), look().px(4))
        down.addWidget(Line())
        down.addLayout(across)

    def put(self, row: Row) -> None:
        """Show *row*."""
        if row == self._row:
            if self.box.isChecked() != row.done:
                self.box.setChecked(row.done)
            return
        before, self._row = self._row, row
        self.box.setChecked(row.done)
        self.box.setAccessibleName(f"{row.item} {row.text}")
        self._text.put(row.text, Tone.DIM if row.done else Tone.PLAIN)
        self._detail.put(" · ".join((*row.marks, row.detail)))
        self._killer.setVisible(row.killer and not row.done)
        self.value.setVisible(row.takes_value)
        self.value.setAccessibleName(_("Value of {item}").format(item=row.item))
        if before is None or (before.value != row.value and self.value.text() in ("", before.value)):
            self.value.setText(row.value)
            self.value.setCursorPosition(0)
        self._signed.put(row.signed)
        self._signed.setVisible(bool(row.signed))
        self.setAccessibleName(f"{row.item} {row.text}. {row.detail} {row.signed}".strip())

    def say(self, sentence: str) -> None:
        """Show why the tick was refused; empty: nothing was."""
        self._refused.put(sentence)
        self._refused.setVisible(bool(sentence))
        mark_refused(self.value, refused=bool(sentence))

    def enter(self) -> None:
        """Go to the value where one is asked for, else tick."""
        if self._row is not None and self._row.takes_value:
            self.value.setFocus()
            self.value.selectAll()
        else:
            self.box.click()

    def _pressed(self, wanted: bool) -> None:  # noqa: FBT001 -- Qt's signal
        row = self._row
        if row is None:
            return
        self.box.setChecked(row.done)  # the fact turns it, not the press
        if wanted and row.takes_value and not self.value.text().strip():
            self.say(_("Type the value first: it is the proof."))
            self.value.setFocus()
            return
        self._wish(done=wanted)

    def _typed(self) -> None:
        if self.value.text().strip():
            self._wish(done=True)

    def _wish(self, *, done: bool) -> None:
        self.say("")
        self._tick(self._item, done, self.value.text().strip() if done else "")
