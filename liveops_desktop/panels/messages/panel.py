"""Messages to the host, from the desk's side: one at a time, with receipts (sent, shown, seen)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from liveops_desktop.core.commands import CloseHostPanel, OpenHostPanel
from liveops_desktop.core.intents import ClearMessage, ReportSeen, SendMessage
from liveops_desktop.core.show import Message
from liveops_desktop.core.snapshot import ScreenEntry, Snapshot
from liveops_desktop.panels import PanelWidget, Send, in_trouble
from liveops_desktop.panels.messages.presets import Preset, PresetPad
from liveops_desktop.panels.messages.receipts import length_note, receipt
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import Section, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.keys import HOST_PANEL
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import TONE_OF, State, Tone, Type
from liveops_desktop.widgets.text import ElidedText
from liveops_desktop.words import _, refusal_sentence


class MessagesPanel(PanelWidget):
    """Draws the one message with its receipts; the draft in the line stays through every draw.

    While there is trouble it keeps to the message, the line and the most used presets; *More* unfolds the rest.
    """

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._wish = ""
        self._sent = ""
        """Own words on their way; put back into the line when they are refused."""
        self._unfolded = False
        self._came_from: QWidget | None = None
        """What had the focus before M put the typing mark into the line."""
        self._screens: tuple[tuple[ScreenEntry, ...], str] | None = None
        self.setAccessibleName(_("Messages to the host"))
        self._card = Section(_("Host"))
        self.receipt = self._card.remark
        column = QHBoxLayout(self)
        margins(column, 0, 0, 0)
        column.addWidget(self._card)
        self._build_current()
        self._build_line()
        self._pad = PresetPad(self._preset)
        self.presets = self._pad.buttons
        self._card.body.addWidget(self._pad)
        self._build_screens()

    def _build_current(self) -> None:
        self._shape = Shape(State.UNKNOWN)
        self.message = ElidedText("", Type.STRONG)
        self.spotter = KeyButton(_("Spotter saw it"), "F8", "quiet", self._seen)
        self.clear = KeyButton(_("Clear"), cap("messages.clear", "C"), "quiet", self._clear)
        across = QHBoxLayout()
        margins(across, 0, 0, 8)
        across.addWidget(self._shape)
        across.addWidget(self.message, 1)
        for part in (self.spotter, self.clear):
            across.addWidget(part)
        self._card.body.addLayout(across)

    def _build_line(self) -> None:
        hint = _("M · own words, verb first")
        self.line = Field(_("In your own words"), hint, self._echo, bare=True)
        self.line.edit.returnPressed.connect(self._own_words)
        self.send_line = KeyButton(_("Send"), _("Enter"), "plain", self._own_words, low=True)
        self.more = KeyButton("", "", "quiet", self._turn)
        across = QHBoxLayout()
        margins(across, 0, 0, 8)
        across.addWidget(self.line, 1)
        top = Qt.AlignmentFlag.AlignTop
        across.addWidget(self.send_line, 0, top)
        across.addWidget(self.more, 0, top)
        self._card.body.addLayout(across)

    def _build_screens(self) -> None:
        self._where = ElidedText("", Type.SMALL, Tone.DIM)
        self._screen_line = QWidget()
        self._screen_row = QHBoxLayout(self._screen_line)
        margins(self._screen_row, 0, 0, 8)
        self._screen_row.addWidget(self._where, 1)
        self._screen_buttons: list[KeyButton] = []
        self._card.body.addWidget(self._screen_line)

    def reads(self, snapshot: Snapshot) -> object:
        """Return what stands beside a message; one on the host's panel has ages that count on."""
        station, show = snapshot.station, snapshot.show
        if _for_host(snapshot) is not None:
            return None
        room = (
            self.cramped(),
            in_trouble(snapshot),
            self.asked(snapshot),
            show is not None and show.header is not None,
        )
        screens = (station.screens, station.host_screen, station.host_screen_gone)
        return station.refusals.get(self._wish), *room, *screens

    def draw(self, snapshot: Snapshot) -> None:
        """Show the receipts of *snapshot*."""
        self._snapshot = snapshot
        self._draw_message(snapshot)
        self._fold(snapshot)
        can_send = snapshot.show is not None and snapshot.show.header is not None
        self._pad.put_enabled(can_send)
        self.send_line.setEnabled(can_send)
        refused = snapshot.station.refusals.get(self._wish)
        if refused is not None:
            if self._sent and not self.line.text():
                self.line.put(self._sent)  # what was typed is not lost with the refusal
            self._sent = ""
            self.line.say(refusal_sentence(refused), refused=True)
        self._draw_screens(snapshot)

    def _draw_message(self, snapshot: Snapshot) -> None:
        message = _for_host(snapshot)
        if message is None:
            self._shape.put(State.UNKNOWN)
            self.message.put(_("Nothing is on the host's panel."), Tone.DIM)
            self._card.put_head(_("Host"))
        else:
            over = snapshot.show is not None and snapshot.show.air.ended_at is not None and message.seen_at is None
            state, words = (State.UNKNOWN, "") if over else receipt(message, snapshot.now)  # nobody waits any more
            self._shape.put(state)
            self.message.put(message.text, Tone.PLAIN)
            self._card.put_head(_("Host"), words, TONE_OF[state])
        self._shape.setVisible(message is not None)
        self.clear.setVisible(message is not None)
        self.spotter.setVisible(message is not None and message.seen_at is None)

    def _fold(self, snapshot: Snapshot) -> None:
        """Leave the room to trouble, unless somebody unfolded the rest."""
        cramped = self.cramped()
        crowded = in_trouble(snapshot) or (cramped and self.asked(snapshot))
        margins(self._card.body, 16, 9 if cramped else 14, 5 if cramped else 8)
        folded = crowded and not self._unfolded
        self._pad.put_few(folded)
        self._pad.setWidth(self.width())
        self.more.setVisible(crowded)
        self.more.put(_("Less") if self._unfolded else _("More"))
        self._screen_line.setVisible(not folded or snapshot.station.host_screen_gone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set as many presets in a row as the width takes."""
        super().resizeEvent(event)
        self._pad.setWidth(self.width())

    def press(self, action: str) -> None:
        """M puts the typing mark into the line; N goes to the presets; C clears the message."""
        if action == "message":
            self._came_from = QApplication.focusWidget()
            self.line.edit.setFocus()
        elif action == "presets":
            self._pad.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif action == "clear":
            self._clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the line, and the draft stays in it."""
        if event.key() == Qt.Key.Key_Escape and self.line.edit.hasFocus():
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """Give the focus back to where it was: single keys mean something again."""
        came_from, self._came_from = self._came_from, None
        self.line.edit.clearFocus()
        if came_from is not None and came_from is not self.line.edit and came_from.isVisible():
            came_from.setFocus()

    def _draw_screens(self, snapshot: Snapshot) -> None:
        station = snapshot.station
        if station.host_screen_gone:
            self._where.put(_("The host's display {name} is unplugged").format(name=station.host_screen), Tone.WARN)
        elif station.host_screen:
            self._where.put(_("Host panel on {name}").format(name=station.host_screen), Tone.DIM)
        else:
            self._where.put(_("Host panel is closed"), Tone.DIM)
        if self._screens == (station.screens, station.host_screen):
            return
        self._screens = (station.screens, station.host_screen)
        for button in self._screen_buttons:
            self._screen_row.removeWidget(button)
            button.deleteLater()
        self._screen_buttons = [
            self._screen_button(*offer) for offer in self._offers(station.screens, station.host_screen)
        ]
        for button in self._screen_buttons:
            self._screen_row.addWidget(button)

    def _offers(
        self, screens: tuple[ScreenEntry, ...], on: str
    ) -> list[tuple[str, str, OpenHostPanel | CloseHostPanel]]:
        if on:
            # First, under the finger that has just opened it, stands what a second press may do.
            return [
                (_("Show host panel"), "", OpenHostPanel(on)),
                (_("Close host panel"), HOST_PANEL, CloseHostPanel()),
            ]
        others = [screen for screen in screens if not screen.primary]
        offers: list[tuple[str, str, OpenHostPanel | CloseHostPanel]] = [
            (_("Open on {name}").format(name=screen.name), "" if number else HOST_PANEL, OpenHostPanel(screen.name))
            for number, screen in enumerate(others)
        ]
        return [*offers, (_("Open in a window"), "" if others else HOST_PANEL, OpenHostPanel(""))]

    def _screen_button(self, title: str, key: str, command: OpenHostPanel | CloseHostPanel) -> KeyButton:
        return KeyButton(title, key, "quiet", lambda: self._send(command))

    # -- wishing -----------------------------------------------------------------------

    def _preset(self, preset: Preset) -> None:
        if preset.draft:
            self.line.put(_(preset.text))
            self.line.edit.setFocus()
            return
        self._wish, self._sent = self._send(SendMessage(_(preset.text), urgent=preset.urgent)), ""
        self.line.say("")

    def _own_words(self) -> None:
        text = self.line.text()
        if not text:
            self.line.say(_("Write the message first."), refused=True)
            return
        self._wish, self._sent = self._send(SendMessage(text)), text
        self.line.put("")
        self._leave()

    def _echo(self) -> None:
        self.line.say(length_note(self.line.text()))

    def _seen(self) -> None:
        message = _for_host(self._snapshot)
        if message is not None:
            self._send(ReportSeen(message.id, by="spotter"))

    def _clear(self) -> None:
        message = _for_host(self._snapshot)
        if message is not None:
            self._send(ClearMessage(message.id))

    def _turn(self) -> None:
        self._unfolded = not self._unfolded
        if self._snapshot is not None:
            self.draw(self._snapshot)


def _for_host(snapshot: Snapshot | None) -> Message | None:
    return snapshot.show.for_host if snapshot is not None and snapshot.show is not None else None
