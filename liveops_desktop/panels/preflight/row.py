"""One row of the preflight list: what, what to do, the figures, and what a person can do about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from liveops_desktop.panels.preflight.listing import FEED, Row, Section
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import Line, margins
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _

Wanted = Callable[[str, str], None]
"""(check, what was typed)"""


class CheckRow(QFrame):
    """A row with its inline field; a draft in it survives every draw."""

    def __init__(self, check: str, waive: Wanted, withdraw: Wanted, confirm_feed: Wanted) -> None:
        super().__init__()
        self.check = check
        self._row: Row | None = None
        self._current = False
        self._shape = Shape(State.UNKNOWN, 12)
        self._title = Text("", Type.STRONG, wrap=True)
        self._remedy = Text("", Type.BODY, wrap=True)
        self._facts = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self._waiver = Text("", Type.SMALL, Tone.WARN, wrap=True)
        self._open = KeyButton("", "", "plain", self._unfold, low=True, listed=True)
        self._withdraw = KeyButton(
            _("Withdraw waiver"), "", "plain", lambda: withdraw(check, ""), low=True, listed=True
        )
        self.draft = self._draft(check, confirm_feed if check == FEED else waive)
        self._lay_out()

    def _draft(self, check: str, done: Wanted) -> "Draft":
        if check == FEED:
            return Draft(_("Seconds that the phone is behind"), "21", _("Confirm"), lambda text: done(check, text))
        hint = _("Why may it stay so?")
        return Draft(
            _("Reason for the waiver, signed with your name"), hint, _("Waive"), lambda text: done(check, text)
        )

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._title, self._remedy, self._facts, self._waiver):
            words.addWidget(part)
        across = QHBoxLayout()
        margins(across, 0, 0, 14)
        across.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        for button in (self._withdraw, self._open):
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 8)
        down.setContentsMargins(look().px(8), 0, look().px(6), look().px(5))
        down.addWidget(Line())
        down.addLayout(across)
        down.addWidget(self.draft)
        self.draft.hide()

    def put(self, row: Row) -> None:
        """Show *row*."""
        if row == self._row:
            return
        self._row = row
        self._shape.put(row.state)
        self._title.put(row.title)
        for text, words in ((self._remedy, row.remedy), (self._facts, row.facts), (self._waiver, row.waiver)):
            text.put(words)
            text.setVisible(bool(words))
        self._withdraw.setVisible(bool(row.waiver))
        by_hand = row.check == FEED
        self._open.put(_("Enter value …") if by_hand else _("Waive …"))
        self._open.setVisible(row.waivable or (by_hand and row.section is Section.BY_HAND))
        self.put_current(self._current)
        if not self._open.isVisibleTo(self):
            self.draft.hide()
        self.setAccessibleName(f"{row.title}. {row.remedy} {row.facts} {row.waiver}".strip())

    def put_current(self, current: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Show the key that acts on the current row."""
        self._current = current
        key = "W" if current else ""
        self._open.put(self._open.text(), key=key)
        self._withdraw.put(self._withdraw.text(), key=key if self._open.isHidden() else "")

    def answer(self) -> None:
        """Open the field, or withdraw the waiver: what the row offers."""
        for button in (self._open, self._withdraw):
            if not button.isHidden():
                button.click()
                return

    def _unfold(self) -> None:
        self.draft.setVisible(not self.draft.isVisibleTo(self))
        if self.draft.isVisibleTo(self):
            self.draft.field.edit.setFocus()


class Draft(QWidget):
    """The inline form: one field, one button."""

    def __init__(self, name: str, hint: str, title: str, done: Callable[[str], None]) -> None:
        super().__init__()
        self.field = Field(name, hint)
        self._done = done
        self.button = KeyButton(title, _("Enter"), "plain", self._finish, low=True)
        self.field.edit.returnPressed.connect(self._finish)
        across = QHBoxLayout(self)
        margins(across, 26, 0, 10)
        across.addWidget(self.field, 1)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)

    def _finish(self) -> None:
        self._done(self.field.text())
