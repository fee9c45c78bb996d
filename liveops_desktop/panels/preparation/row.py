"""One item of the preparation: the box, what to do, whose it is, who ticked it; a field where a value is asked for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from liveops_desktop.panels.preparation.listing import Row
from liveops_desktop.widgets.chip import Pill
from liveops_desktop.widgets.field import mark_refused
from liveops_desktop.widgets.frame import Line, margins
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.widgets.tick import Box
from liveops_desktop.words import _


class ItemRow(QFrame):
    """A row kept by item, so that a value being typed survives every draw. The box shows the fact, not the press.

    Its parts are made when it first comes into view, or when somebody uses it: until then it is a name and a height.
    """

    def __init__(self, row: Row, tick: Callable[[str, bool, str], None]) -> None:
        super().__init__()
        self._row = row
        self._tick = tick
        self._box: Box | None = None
        self._refused: Text | None = None
        self.value = self._field() if row.takes_value else None
        """Stands from the start: a draft put back after a change of language must find it."""
        self._drafted = ""
        """The value last put there by the program."""
        heights = look().metrics(Type.BODY).height() + look().metrics(Type.SMALL).height()
        self.setMinimumHeight(heights + look().px(13))
        self.put(row)

    @property
    def box(self) -> Box:
        """Return the box; the row's parts are made where they are not there yet."""
        if self._box is None:
            self.build()
        assert self._box is not None
        return self._box

    @property
    def built(self) -> bool:
        """Whether its parts are made."""
        return self._box is not None

    def build(self) -> None:
        """Make the parts, once."""
        if self._box is not None:
            return
        row = self._row
        self._box = Box()
        self._box.clicked.connect(self._pressed)
        self._box.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list is the stop for Tab, and hands Space on
        number = Text(row.item, Type.SMALL, Tone.DIM)
        number.setFixedWidth(look().px(40))
        self._text = Text(row.text, Type.BODY, Tone.DIM if row.done else Tone.PLAIN, wrap=True)
        self._detail = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self._killer = Pill(_("killer"), State.WARN) if row.killer else None
        self._signed = Text("", Type.SMALL, Tone.DIM)
        self._signed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._signed.setMinimumWidth(look().px(84))
        self.setMinimumHeight(0)
        self._lay_out(number)
        self._show()

    def _field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setFont(look().font(Type.BODY))
        field.setFixedWidth(look().px(110))
        field.setPlaceholderText(_("value"))
        field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        field.returnPressed.connect(self._typed)
        field.hide()
        return field

    def _lay_out(self, number: QLabel) -> None:
        self._words = QVBoxLayout()
        self._words.setSpacing(1)
        for part in (self._text, self._detail):
            self._words.addWidget(part)
        across = QHBoxLayout()
        margins(across, 0, 0, 10)
        for left in (self.box, number):
            across.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._words, 1)
        for right in (self._killer, self.value, self._signed):
            if right is not None:
                across.addWidget(right, 0, Qt.AlignmentFlag.AlignVCenter)
        if self.value is not None:
            self.value.show()
        down = QVBoxLayout(self)
        margins(down, 0, 0, 5)
        down.setContentsMargins(look().px(6), 0, look().px(4), look().px(4))
        down.addWidget(Line())
        down.addLayout(across)

    def put(self, row: Row) -> None:
        """Show *row*, another state of the same item."""
        self._row = row
        name = f"{row.item} {row.text}. {row.detail} {row.signed}".strip()
        if name != self.accessibleName():
            self.setAccessibleName(name)
        if self.value is not None:
            self.value.setAccessibleName(_("Value of {item}").format(item=row.item))
            if row.value != self._drafted and self.value.text() in ("", self._drafted):
                self.value.setText(row.value)
                self.value.setCursorPosition(0)
            self._drafted = row.value
        if self.built:
            self._show()

    def _show(self) -> None:
        row = self._row
        if self.box.isChecked() != row.done:
            self.box.setChecked(row.done)
        self.box.setAccessibleName(f"{row.item} {row.text}")
        self._text.put(row.text, Tone.DIM if row.done else Tone.PLAIN)
        self._detail.put(" · ".join((*row.marks, row.detail)))
        if self._killer is not None:
            self._killer.setVisible(row.killer and not row.done)
        self._signed.put(row.signed)
        self._signed.setVisible(bool(row.signed))

    def say(self, sentence: str) -> None:
        """Show why the tick was refused; empty: nothing was."""
        if self._refused is None:
            if not sentence:
                return
            self.build()
            self._refused = Text("", Type.SMALL, Tone.BAD, wrap=True)
            self._words.addWidget(self._refused)
        self._refused.put(sentence)
        self._refused.setVisible(bool(sentence))
        if self.value is not None:
            mark_refused(self.value, refused=bool(sentence))

    def said(self) -> str:
        """Return why the tick was refused; empty: nothing was."""
        return self._refused.text() if self._refused is not None else ""

    def enter(self) -> None:
        """Go to the value where one is asked for, else tick."""
        self.build()
        if self.value is not None:
            self.value.setFocus()
            self.value.selectAll()
        else:
            self.box.click()

    def _pressed(self, wanted: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.box.setChecked(self._row.done)  # the fact turns it, not the press
        if wanted and self.value is not None and not self.value.text().strip():
            self.say(_("Type the value first: it is the proof."))
            self.value.setFocus()
            return
        self._wish(done=wanted)

    def _typed(self) -> None:
        if self.value is not None and self.value.text().strip():
            self._wish(done=True)

    def _wish(self, *, done: bool) -> None:
        self.say("")
        value = self.value.text().strip() if done and self.value is not None else ""
        self._tick(self._row.item, done, value)
