"""Who sits here: a name, the hats worn, the workspace. Not a login: signed papers say so."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from liveops_desktop.core.roles import Role
from liveops_desktop.shell.workspaces import WORKSPACES
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.keys import ENTER
from liveops_desktop.widgets.look import Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.widgets.tick import FormTick
from liveops_desktop.words import LANGUAGES, _, role_word

_HATS = tuple(role for role in Role if role is not Role.EVERYBODY)


class SeatQuestion(CardFrame):
    """A bar that asks for name and hats, and offers the workspaces."""

    def __init__(
        self,
        answered: Callable[[str, frozenset[Role]], None],
        workspace: Callable[[str], None],
        speak: Callable[[str], None],
    ) -> None:
        """Build it hidden; *workspace* and *speak* are told the key of what was pressed."""
        super().__init__("info")
        self._answered = answered
        self._name = Field(_("Your name, as it is signed under what you do"))
        self._name.edit.returnPressed.connect(self._answer)
        self._hats = {role: FormTick(role_word(role)) for role in _HATS}
        column = self.body
        column.addWidget(Text(_("Who sits here? This is no login; it says who pressed."), Type.STRONG, Tone.PLAIN))
        row = QHBoxLayout()
        margins(row, 0, 0, 10)
        row.addWidget(self._name, 1)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(KeyButton(_("That is me"), "Enter", "primary", pressed=self._answer), 0, top)
        row.addWidget(KeyButton(_("Not now"), "Esc", "plain", pressed=self._withdraw), 0, top)
        column.addLayout(row)
        hats = QHBoxLayout()
        margins(hats, 0, 0, 12)
        hats.addWidget(Text(_("Hats"), Type.SMALL, Tone.DIM))
        for box in self._hats.values():
            hats.addWidget(box)
        hats.addStretch(1)
        column.addLayout(hats)
        places = QHBoxLayout()
        margins(places, 0, 0, 8)
        places.addWidget(Text(_("Workspace"), Type.SMALL, Tone.DIM))
        self._workspaces = {
            kind.key: KeyButton(_(kind.title), pressed=partial(workspace, kind.key)) for kind in WORKSPACES
        }
        for button in self._workspaces.values():
            places.addWidget(button)
        places.addStretch(1)
        places.addWidget(Text(_("Language"), Type.SMALL, Tone.DIM))
        self._languages = {key: KeyButton(name, pressed=partial(speak, key)) for key, name in LANGUAGES.items()}
        for button in self._languages.values():
            places.addWidget(button)
        column.addLayout(places)
        self.setVisible(False)

    def ask(self, who: str, hats: frozenset[Role]) -> None:
        """Ask; *who* and *hats* are those of now."""
        if self.isHidden():
            self._name.put(who)
            for role, box in self._hats.items():
                box.setChecked(role in hats)
            self.setVisible(True)
        self._name.edit.setFocus()
        self._name.edit.selectAll()

    def mark(self, workspace: str, language: str) -> None:
        """Mark the workspace and the language of now among those offered."""
        for buttons, now in ((self._workspaces, workspace), (self._languages, language)):
            for key, button in buttons.items():
                button.put_chosen(key == now)

    def answer(self) -> tuple[str, frozenset[Role]]:
        """Return the name and the hats as they stand there now."""
        return self._name.text(), frozenset(role for role, box in self._hats.items() if box.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers from wherever in it one stands; Escape withdraws it."""
        if event.key() == Qt.Key.Key_Escape:
            self._withdraw()
        elif event.key() in ENTER and not event.isAutoRepeat():
            self._answer()
        else:
            super().keyPressEvent(event)

    def _withdraw(self) -> None:
        self.setVisible(False)

    def _answer(self) -> None:
        if self.isHidden():  # the name field tells of Enter, and then lets it go on to the bar
            return
        name, hats = self.answer()
        if not name:
            self._name.say(_("A name is needed."), refused=True)
            return
        self._withdraw()
        self._answered(name, hats)
