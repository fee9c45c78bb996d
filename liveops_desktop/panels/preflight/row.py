"""One row of the preflight list: what, what to do, the figures, and what a person can do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from liveops_desktop.panels.preflight.entries import Offer, Row, Section
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.clock import Bar
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import Line, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.spark import Spark
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _

Wanted = Callable[[str, str], None]
"""(check, what was typed)"""


@dataclass(frozen=True)
class Wishes:
    """What rows wish for, by check: waive with a reason, withdraw, by hand, run, accept; connect OBS, measure again."""

    waive: Wanted
    withdraw: Wanted
    hand: Callable[[str, bool, str, str], None]
    """(check, it is well, value, second person)"""
    run: Callable[[str], None]
    accept: Callable[[str], None]
    connect: Callable[[], object]
    again: Callable[[], object]


class CheckRow(QFrame):
    """A row with its inline field; a draft in it survives every draw."""

    def __init__(self, row: Row, wishes: Wishes) -> None:
        super().__init__()
        self.check = row.check
        self._wishes = wishes
        self._row: Row | None = None
        self._current = False
        self._shape = Shape(State.UNKNOWN, 12)
        self._title = Text("", Type.STRONG, wrap=True)
        self._remedy = Text("", Type.BODY, wrap=True)
        self._owner = Text("", Type.SMALL)
        self._facts = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self._waiver = Text("", Type.SMALL, Tone.WARN, wrap=True)
        self._bar, self._plot = Bar(), Spark(span=60)
        self._open = KeyButton("", "", "plain", self._act, low=True, listed=True)
        self._withdraw = KeyButton(
            _("Withdraw waiver"), "", "plain", lambda: wishes.withdraw(row.check, ""), low=True, listed=True
        )
        self._again = KeyButton(_("Run again"), "", "plain", lambda: wishes.run(row.check), low=True, listed=True)
        for button in (self._open, self._withdraw):
            button.keep_key(_key())
        self._again.keep_key(_again_key())
        self._draft: Draft | None = None
        self._lay_out()

    @property
    def draft(self) -> "Draft":
        """Its inline form, made as it is first asked for: rows come by the dozen while OBS is asked, forms do not."""
        if self._draft is None:
            self._draft = self._made_draft()
            self._draft.hide()
            self._down.addWidget(self._draft)
        return self._draft

    def drafting(self) -> bool:
        """Say whether its form is open."""
        return self._draft is not None and not self._draft.isHidden()

    def fold(self) -> None:
        """Close its form; what was typed stays in it."""
        if self._draft is not None:
            self._draft.hide()

    def _made_draft(self) -> "Draft":
        row, check, wishes = self._row, self.check, self._wishes
        if row is not None and row.offer is Offer.HAND:
            name = _("The value that was said back") if row.call else _("What you saw (may stay empty)")
            return Draft(
                name,
                "",
                [
                    (_("It is well"), "primary", lambda text, second: wishes.hand(check, True, text, second)),
                    (_("It is not"), "danger", lambda text, second: wishes.hand(check, False, text, second)),
                ],
                second=_("Second person") if row.two else "",
            )
        name = _("Reason for the waiver, signed with your name")
        done = lambda text, _second: wishes.waive(check, text)  # noqa: E731 -- as those above
        return Draft(name, _("Why may it stay so?"), [(_("Waive"), "plain", done)])

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._remedy)
        words.addLayout(self._who_and_facts())
        for part in (self._waiver, self._bar, self._plot):
            words.addWidget(part)
        across = QHBoxLayout()
        margins(across, 0, 0, 14)
        across.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        for button in (self._again, self._withdraw, self._open):
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._down = QVBoxLayout(self)
        margins(self._down, 0, 0, 8)
        self._down.setContentsMargins(look().px(8), 0, look().px(6), look().px(5))
        self._down.addWidget(Line())
        self._down.addLayout(across)

    def _who_and_facts(self) -> QHBoxLayout:
        """Lay out the last line: who does it in full contrast, the figures dim beside it."""
        line = QHBoxLayout()
        margins(line, 0, 0, 4)
        line.addWidget(self._owner, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._facts, 1)
        return line

    def put(self, row: Row) -> None:
        """Show *row*."""
        if row == self._row:
            return
        self._row = row
        self._shape.put(row.state)
        self._title.put(row.title)
        facts = f"· {row.facts}" if row.owner and row.facts else row.facts
        lines = ((self._remedy, row.remedy), (self._owner, row.owner), (self._facts, facts), (self._waiver, row.waiver))
        for text, words in lines:
            text.put(words)
            text.setVisible(bool(words))
        self._put_progress(row)
        self._withdraw.setVisible(bool(row.waiver))
        self._again.setVisible(row.again and row.share is None)
        self._open.put(_titles()[row.offer])
        done = row.section is Section.PASSED and row.offer is Offer.WAIVE
        self._open.setVisible(row.offer is not Offer.NONE and not done and row.share is None)
        self.put_current(self._current)
        if not self._open.isVisibleTo(self):
            self.fold()
        said = (f"{row.title}.", row.remedy, row.owner, row.facts, row.waiver)
        self.setAccessibleName(" ".join(part for part in said if part))

    def _put_progress(self, row: Row) -> None:
        self._bar.setVisible(row.share is not None)
        self._bar.put(row.share or 0.0)
        self._plot.setVisible(len(row.samples) > 1)
        if len(row.samples) > 1:
            newest = len(row.samples) - 1
            self._plot.put([(newest - at, value) for at, value in enumerate(row.samples)], [])

    def put_current(self, current: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Show the key that acts on the current row."""
        self._current = current
        self._again.put(self._again.text(), key=_again_key() if current else "")
        key = _key() if current else ""
        self._open.put(self._open.text(), key=key)
        self._withdraw.put(self._withdraw.text(), key=key if self._open.isHidden() else "")

    def run_again(self) -> bool:
        """Run an active check that was answered badly once more; False where that is not offered."""
        if self._again.isHidden():
            return False
        self._again.click()
        return True

    def answer(self) -> bool:
        """Do what the row offers: open its field, run, accept, or withdraw the waiver; False: it offers nothing."""
        for button in (self._open, self._withdraw):
            if not button.isHidden():
                button.click()
                return True
        return False

    def _act(self) -> None:
        offer = Offer.NONE if self._row is None else self._row.offer
        if offer is Offer.RUN:
            self._wishes.run(self.check)
        elif offer is Offer.ACCEPT:
            self._wishes.accept(self.check)
        elif offer is Offer.CONNECT:
            self._wishes.connect()
        elif offer is Offer.AGAIN:
            self._wishes.again()
        else:
            self.draft.setVisible(self.draft.isHidden())
            if self.drafting():
                self.draft.field.edit.setFocus()


def _key() -> str:
    """Return the key that answers the current row."""
    return cap("preflight.answer", "W")


def _again_key() -> str:
    """Return the key that runs the current row's check again."""
    return cap("preflight.again", "R")


def _titles() -> dict[Offer, str]:
    return {
        Offer.NONE: "",
        Offer.WAIVE: _("Waive …"),
        Offer.HAND: _("Confirm …"),
        Offer.RUN: _("Run …"),
        Offer.ACCEPT: _("Meant so"),
        Offer.CONNECT: _("Connect …"),
        Offer.AGAIN: _("Run again"),
    }


Done = Callable[[str, str], None]
"""(what was typed, the second person)"""


class Draft(QWidget):
    """The inline form: a field, perhaps a second person, and what may be answered; Enter gives the first answer."""

    def __init__(self, name: str, hint: str, answers: list[tuple[str, str, Done]], second: str = "") -> None:
        super().__init__()
        self.field = Field(name, hint)
        self.second = Field(second) if second else None
        self._done = answers[0][2]
        self.buttons = [
            KeyButton(title, _("Enter") if at == 0 else "", kind, partial(self._finish, done), low=True)
            for at, (title, kind, done) in enumerate(answers)
        ]
        self.button = self.buttons[0]
        self.field.edit.returnPressed.connect(lambda: self._finish(self._done))
        across = QHBoxLayout(self)
        margins(across, 26, 0, 10)
        across.addWidget(self.field, 1)
        if self.second is not None:
            self.second.edit.returnPressed.connect(lambda: self._finish(self._done))
            across.addWidget(self.second, 1)
        for button in self.buttons:
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    def _finish(self, done: Done) -> None:
        done(self.field.text(), "" if self.second is None else self.second.text())
