"""Asking where OBS is and for its password: in place and hidden; kept in memory, and in the system's safe if wanted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.keys import ENTER
from liveops_desktop.widgets.look import Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.widgets.tick import FormTick
from liveops_desktop.words import _

_PORTS = range(1, 65_536)


class ObsQuestion(CardFrame):
    """A bar with host, port and password. *answered* gets them; the password leaves by no other way."""

    def __init__(
        self, answered: Callable[[str, int, str, bool], None], look_for: Callable[[], object] | None = None
    ) -> None:
        """Build it hidden. *answered*'s last: keep the password in the safe. *look_for* looks for OBS on this PC."""
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
        row.addWidget(KeyButton(_("Not now"), "Esc", "plain", pressed=self.withdraw), 0, bottom)
        self._keep = FormTick(_("Keep the password in the system's safe"))
        self._keep.setChecked(True)
        below = QHBoxLayout()
        margins(below, 0, 0, 16)
        below.addWidget(self._keep)
        below.addStretch(1)
        if look_for is not None:
            below.addWidget(KeyButton(_("Look for OBS on this PC"), kind="quiet", pressed=look_for))
        column = self.body
        column.addWidget(self._why)
        column.addLayout(row)
        column.addLayout(below)
        self.offer_safe(there=False)
        self.setVisible(False)

    def ask(self, host: str, port: int, why: str, *, focus: bool = True) -> None:
        """Ask, saying *why*; what is typed already stays, but for the password.

        Without *focus* the question stands there and waits: nobody's keys are taken for it.
        """
        self._why.put(why)
        if self.isHidden():
            self._host.put(host)
            self._port.put(str(port))
            self.setVisible(True)
        self._password.put("")
        if focus:
            self._password.edit.setFocus()

    def offer_safe(self, *, there: bool) -> None:
        """Offer to keep the password in the system's safe, where one is *there*; on until the person says no."""
        self._keep.setVisible(there)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape withdraws it; Enter in the box answers, as in the fields."""
        if event.key() == Qt.Key.Key_Escape:
            self.withdraw()
        elif event.key() in ENTER and self._keep.hasFocus():
            self._answer()
        else:
            super().keyPressEvent(event)

    def withdraw(self) -> None:
        """Ask no more; the password typed is gone."""
        self._password.put("")
        self.setVisible(False)

    def _answer(self) -> None:
        port = self._port.text()
        if not port.isdecimal() or int(port) not in _PORTS:
            self._port.say(_("A number from 1 to 65535."), refused=True)
            return
        password = self._password.edit.text()
        keep = self._keep.isChecked() and not self._keep.isHidden()
        self.withdraw()
        self._answered(self._host.text() or "127.0.0.1", int(port), password, keep)
