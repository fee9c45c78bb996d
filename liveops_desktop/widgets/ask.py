"""Questions asked in place, and the bar they and other buttons stand in. No dialog stops the room."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type
from liveops_desktop.widgets.text import Text

Answer = tuple[str, str, str, Callable[[], object]]
"""(title, key, kind of button, what it does)"""


class Toolbar(QWidget):
    """A row of buttons; ``stretch`` pushes the rest to the right."""

    def __init__(self, buttons: Sequence[QWidget | None] = ()) -> None:
        """Build it; None among *buttons* is a stretch."""
        super().__init__()
        self.row = QHBoxLayout(self)
        margins(self.row, 0, 0, 10)
        for button in buttons:
            if button is None:
                self.row.addStretch(1)
            else:
                self.row.addWidget(button)


class Ask(CardFrame):
    """A shape, a sentence, and the answers as buttons; hidden until asked."""

    def __init__(self, kind: str = "warn", state: State = State.WARN) -> None:
        """Build it hidden."""
        super().__init__(kind)
        self._shape = Shape(state)
        self._sentence = Text("", Type.STRONG, Tone.PLAIN, wrap=True)
        self._buttons: list[KeyButton] = []
        self._asked: tuple[str, tuple[str, ...]] | None = None
        self._row = QHBoxLayout()
        margins(self._row, 0, 0, 10)
        self._row.addWidget(self._shape)
        self._row.addWidget(self._sentence, 1)
        margins(self.body, 14, 5, 0)
        self.body.addLayout(self._row)
        self.hide()

    def sentence(self) -> str:
        """Return the sentence asked; empty when nothing is."""
        return self._sentence.text() if self._asked else ""

    def answers(self) -> tuple[KeyButton, ...]:
        """Return the buttons."""
        return tuple(self._buttons)

    def ask(self, sentence: str, answers: Sequence[Answer] = (), state: State = State.WARN) -> None:
        """Ask *sentence*; the buttons are built anew only when the titles differ."""
        self._sentence.put(sentence)
        self._shape.put(state)
        self.put_kind({State.BAD: "bad", State.INFO: "info", State.GOOD: "good"}.get(state, "warn"))
        titles = tuple(answer[0] for answer in answers)
        if self._asked is None or self._asked[1] != titles:
            self._build(answers)
        self._asked = (sentence, titles)
        self.setAccessibleName(sentence)
        if self.isHidden():  # to show what is shown lays the room out anew
            self.show()

    def withdraw(self) -> None:
        """Hide the question."""
        if self._asked is not None:
            self._asked = None
            self.hide()

    def _build(self, answers: Sequence[Answer]) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [KeyButton(title, key, kind, pressed, low=True) for title, key, kind, pressed in answers]
        for button in self._buttons:
            self._row.addWidget(button)
