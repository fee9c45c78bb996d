"""Asking for OBS's password: in place, hidden, kept in memory only."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox

from liveops_desktop.words import _


class ObsQuestion(QFrame):
    """A bar with host, port and password. *answered* gets them; the password leaves by no other way."""

    def __init__(self, answered: Callable[[str, int, str], None]) -> None:
        super().__init__()
        self.setProperty("banner", "info")
        self.setVisible(False)
        self._answered = answered
        self._why = QLabel()
        self._host = QLineEdit()
        self._host.setAccessibleName(_("Host OBS runs on"))
        self._host.setMaximumWidth(220)
        self._port = QSpinBox(minimum=1, maximum=65_535)
        self._port.setAccessibleName(_("Port of OBS's WebSocket server"))
        self._password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._password.setAccessibleName(_("Password of OBS's WebSocket server"))
        self._password.setPlaceholderText(_("Password (OBS: Tools, WebSocket Server Settings, Show Connect Info)"))
        self._password.returnPressed.connect(self._answer)
        connect = QPushButton(_("Connect"))
        connect.clicked.connect(self._answer)
        cancel = QPushButton(_("Not now"))
        cancel.clicked.connect(lambda: self.setVisible(False))
        row = QHBoxLayout(self)
        row.addWidget(self._why)
        row.addWidget(self._host)
        row.addWidget(self._port)
        row.addWidget(self._password, 1)
        for button in (connect, cancel):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)

    def ask(self, host: str, port: int, why: str) -> None:
        """Ask, saying *why*; what is typed already stays."""
        self._why.setText(why)
        if not self.isVisible():
            self._host.setText(host)
            self._port.setValue(port)
            self.setVisible(True)
        self._password.clear()
        self._password.setFocus()

    def _answer(self) -> None:
        password = self._password.text()
        self._password.clear()
        self.setVisible(False)
        self._answered(self._host.text().strip(), self._port.value(), password)
