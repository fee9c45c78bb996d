"""A field of a form: its name above, what is typed, and below it how it was read or why it was refused."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import Text


class Field(QWidget):
    """One line to type in. What is typed is the draft; nothing but a person or ``put`` changes it."""

    def __init__(
        self, name: str, hint: str = "", changed: Callable[[], object] | None = None, *, bare: bool = False
    ) -> None:
        """Build it empty; *hint* stands in the empty line, *changed* is called while typing.

        *bare*: the name is not drawn, where the hint says enough; a screen reader says it all the same.
        """
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setFont(look().font(Type.BODY))
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(name)
        self._name = Text(name, Type.SMALL, Tone.DIM)
        self._name.setBuddy(self.edit)
        self._below = Text("", Type.SMALL, Tone.DIM, wrap=True)
        column = QVBoxLayout(self)
        margins(column, 0, 0, 3)
        for part in (self._name, self.edit, self._below):
            column.addWidget(part)
        column.addStretch(1)  # beside a taller field the line keeps its place
        self._below.hide()
        self._name.setVisible(not bare)
        if changed is not None:
            self.edit.textEdited.connect(lambda _text: changed())

    def text(self) -> str:
        """Return what is typed, without spaces around it."""
        return self.edit.text().strip()

    def put(self, text: str) -> None:
        """Start a new draft with *text*."""
        self.edit.setText(text)
        self.say("")

    def say(self, sentence: str, *, refused: bool = False) -> None:
        """Show below the line how it was read, or why it was *refused*; empty: nothing."""
        self._below.put(sentence, Tone.BAD if refused else Tone.DIM)
        self._below.setVisible(bool(sentence))
        mark_refused(self.edit, refused=refused)

    def said(self) -> str:
        """Return the sentence below the line."""
        return self._below.text()


class TextBox(QWidget):
    """Several lines to type in, with a name above."""

    def __init__(self, name: str, hint: str = "", lines: int = 3) -> None:
        """Build it empty, *lines* high."""
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setFont(look().font(Type.BODY))
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(name)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * lines + look().px(24))
        label = Text(name, Type.SMALL, Tone.DIM)
        label.setBuddy(self.edit)
        column = QVBoxLayout(self)
        margins(column, 0, 0, 3)
        column.addWidget(label)
        column.addWidget(self.edit)

    def text(self) -> str:
        """Return what is typed, without blanks around it."""
        return self.edit.toPlainText().strip()

    def put(self, text: str) -> None:
        """Start a new draft with *text*."""
        self.edit.setPlainText(text)


def mark_refused(edit: QWidget, *, refused: bool) -> None:
    """Give *edit* the red edge, or take it away."""
    if bool(edit.property("refused")) != refused:
        edit.setProperty("refused", refused)
        edit.style().unpolish(edit)
        edit.style().polish(edit)
