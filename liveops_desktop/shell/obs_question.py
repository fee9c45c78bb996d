"""Asking where OBS is and for its password: in place, hidden, kept in memory only."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.look import Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _

_PORTS = range(1, 65_536)


class ObsQuestion(CardFrame):
    """A bar with host, port and password. *answered* gets them; the password leaves by no other way."""

    def __init__(self, answered: Callable[[str, int, str], None]) -> None:
        """Build it hidden."""
        super().__init__("info")
        self._answered = answered
        self._why = Text("", Type.STRONG, Tone.PLAIN, wrap=True)
        self._host = Field(_("OBS runs on"))
        self._port = Field(_("Port"))
        self._password = Field(
            _("Password"), _("in OBS: Tools → WebSocket Server Settings → Show Connect Info; empty where none is set")
        )
        self._password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self._host, self._port, self._password):
            field.edit.returnPressed.connect(self._answer)
        row = QHBoxLayout()
        margins(row, 0, 0, 10)
        row.addWidget(self._host, 2)
        row.addWidget(self._port, 1)
        row.addWidget(self._password, 5)
        bottom = Qt.AlignmentFlag.AlignTop
        row.addWidget(KeyButton(_("Connect"), "Enter", "primary", pressed=self._answer), 0, bottom)
        row.addWidget(KeyButton(_("Not now"), "Esc", "plain", pressed=self._withdraw), 0, bottom)
        column = self.body
        column.addWidget(self._why)
        column.addLayout(row)
        self.setVisible(False)

    def ask(self, host: str, port: int, why: str) -> None:
        """Ask, saying *why*; what is typed already stays, but for the password."""
        self._why.put(why)
        if self.isHidden():
            self._host.put(host)
            self._port.put(str(port))
            self.setVisible(True)
        self._password.put("")
        self._password.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape withdraws it."""
        if event.key() == Qt.Key.Key_Escape:
            self._withdraw()
        else:
            super().keyPressEvent(event)

    def _withdraw(self) -> None:
        self._password.put("")
        self.setVisible(False)

    def _answer(self) -> None:
        port = self._port.text()
        if not port.isdecimal() or int(port) not in _PORTS:
            self._port.say(_("A number from 1 to 65535."), refused=True)
            return
        password = self._password.edit.text()
        self._withdraw()
        self._answered(self._host.text() or "127.0.0.1", int(port), password)
