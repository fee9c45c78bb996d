"""Messages to the host, from the desk's side: one at a time, with receipts (sent, shown, seen).

The presets are the crew's words of the practice; each has a hand signal, so that voice, hand and panel say the same.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy

from liveops_desktop.core.clock import SECOND, Instant, Span, since
from liveops_desktop.core.commands import CloseHostPanel, OpenHostPanel
from liveops_desktop.core.intents import ClearMessage, ReportSeen, SendMessage
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Message, Show
from liveops_desktop.core.snapshot import ScreenEntry, Snapshot
from liveops_desktop.panels import Panel, PanelWidget, Room, Send
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import Section, margins
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import TONE_OF, State, Tone, Type
from liveops_desktop.widgets.text import ElidedText, Text
from liveops_desktop.words import N_, _, refusal_sentence

UNSEEN_WARN = Span(8_000)
UNSEEN_BAD = Span(15_000)
"""Then somebody uses voice or hand."""
NOT_SHOWN = Span(2_000)
WORDS, CHARACTERS = 6, 12
"""What a host takes in at a glance; a soft limit."""
COLUMNS = 5


@dataclass(frozen=True)
class Preset:
    """One of the crew's words. *draft*: it only starts the line that a person then completes."""

    button: str
    text: str
    urgent: bool = False
    draft: bool = False


PRESETS = (
    Preset(N_("STAND BY"), N_("STAND BY")),
    Preset(N_("GO"), N_("GO")),
    Preset(N_("STRETCH"), N_("STRETCH")),
    Preset(N_("SPEED UP"), N_("SPEED UP")),
    Preset(N_("WRAP"), N_("WRAP")),
    Preset(N_("30 SECONDS"), N_("30 SECONDS")),
    Preset(N_("15 SECONDS"), N_("15 SECONDS")),
    Preset(N_("ON TIME"), N_("ON TIME")),
    Preset(N_("NEXT"), N_("CHANGE TOPIC → NEXT")),
    Preset(N_("CORRECT …"), N_("CORRECT: "), draft=True),
    Preset(N_("LOUDER"), N_("LOUDER")),
    Preset(N_("SOFTER"), N_("SOFTER")),
    Preset(N_("CLOSER"), N_("CLOSER")),
    Preset(N_("BACK"), N_("BACK")),
    Preset(N_("HOLD"), N_("HOLD · stay in place"), urgent=True),
    Preset(N_("NO SOUND"), N_("NO SOUND · HAND MIC"), urgent=True),
    Preset(N_("NO PICTURE"), N_("PICTURE LOST · KEEP TALKING"), urgent=True),
    Preset(N_("HARD OUT"), N_("HARD OUT"), urgent=True),
    Preset(N_("CUT"), N_("CUT"), urgent=True),
)


def current(show: Show | None) -> Message | None:
    """Return the message the host has before them: the last, unless it was cleared."""
    last = show.messages[-1] if show is not None and show.messages else None
    return last if last is not None and last.cleared_at is None else None


def receipt(message: Message, now: Instant) -> tuple[State, str]:
    """Return how far the message came, with ages in whole seconds."""
    age = since(message.sent_at, now)
    if message.seen_at is not None:
        by = _("the host") if message.seen_by == "host" else _("the spotter") if message.seen_by else ""
        ago = since(message.seen_at, now) // SECOND
        return State.GOOD, _("seen {seconds} s ago, by {who}").format(seconds=ago, who=by)
    if message.shown_at is None:
        waiting = _("not shown for {seconds} s: is the host panel open?").format(seconds=age // SECOND)
        return (State.WARN, waiting) if age >= NOT_SHOWN else (State.UNKNOWN, _("sent"))
    if age >= UNSEEN_BAD:
        return State.BAD, _("not seen for {seconds} s: use voice or hand").format(seconds=age // SECOND)
    words = _("shown, not seen for {seconds} s").format(seconds=age // SECOND)
    return (State.WARN if age >= UNSEEN_WARN else State.INFO), words


def length_note(text: str) -> str:
    """Return a remark when *text* is longer than a glance; empty otherwise."""
    characters = sum("\u3400" <= letter <= "\u9fff" for letter in text)
    if characters > CHARACTERS:
        return _("{count} characters: a host reads {limit} at a glance").format(count=characters, limit=CHARACTERS)
    words = len([word for word in text.split() if any(letter.isalnum() for letter in word)])
    if not characters and words > WORDS:
        return _("{count} words: a host reads {limit} at a glance").format(count=words, limit=WORDS)
    return ""


class MessagesPanel(PanelWidget):
    """Draws the one message with its receipts; the draft in the line stays through every draw."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._wish = ""
        self._sent = ""
        """Own words on their way; put back into the line when they are refused."""
        self._screens: tuple[tuple[ScreenEntry, ...], str] | None = None
        self.setAccessibleName(_("Messages to the host"))
        self._card = Section(_("Host"))
        column = QHBoxLayout(self)
        margins(column, 0, 0, 0)
        column.addWidget(self._card)
        self._build_current()
        self._build_presets()
        self._build_line()
        self._build_screens()

    def _build_current(self) -> None:
        self._shape = Shape(State.UNKNOWN)
        self.message = ElidedText("", Type.STRONG)
        self.receipt = Text("", Type.BODY, Tone.DIM)
        self.spotter = KeyButton(_("Spotter saw it"), "", "quiet", self._seen)
        self.clear = KeyButton(_("Clear"), "", "quiet", self._clear)
        across = QHBoxLayout()
        across.addWidget(self._shape)
        across.addWidget(self.message, 1)
        for part in (self.receipt, self.spotter, self.clear):
            across.addWidget(part)
        self._card.body.addLayout(across)

    def _build_presets(self) -> None:
        grid = QGridLayout()
        margins(grid, 0, 0, 6)
        self.presets: dict[str, KeyButton] = {}
        for index, preset in enumerate(PRESETS):
            button = KeyButton(_(preset.button), "", "quiet", partial(self._preset, preset))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setToolTip(_(preset.text))
            grid.addWidget(button, index // COLUMNS, index % COLUMNS)
            self.presets[preset.button] = button
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self._card.body.addLayout(grid)

    def _build_line(self) -> None:
        hint = _("Verb first, one instruction, six words")
        self.line = Field(_("In your own words"), hint, self._echo)
        self.line.edit.returnPressed.connect(self._own_words)
        self.send_line = KeyButton(_("Send"), _("Enter"), "plain", self._own_words)
        across = QHBoxLayout()
        across.addWidget(self.line, 1)
        across.addWidget(self.send_line)
        self._card.body.addLayout(across)

    def _build_screens(self) -> None:
        self._where = ElidedText("", Type.SMALL, Tone.DIM)
        self._screen_row = QHBoxLayout()
        self._screen_row.addWidget(self._where, 1)
        self._screen_buttons: list[KeyButton] = []
        self._card.body.addLayout(self._screen_row)
        self._card.body.addStretch(1)

    def draw(self, snapshot: Snapshot) -> None:
        """Show the receipts of *snapshot*."""
        self._snapshot = snapshot
        message = current(snapshot.show)
        if message is None:
            self._shape.put(State.UNKNOWN)
            self.message.put(_("Nothing is on the host's panel."), Tone.DIM)
            self.receipt.put("")
        else:
            state, words = receipt(message, snapshot.now)
            self._shape.put(state)
            self.message.put(message.text, Tone.PLAIN)
            self.receipt.put(words, TONE_OF[state])
        self._shape.setVisible(message is not None)
        self.clear.setVisible(message is not None)
        self.spotter.setVisible(message is not None and message.seen_at is None)
        can_send = snapshot.show is not None and snapshot.show.header is not None
        for button in (*self.presets.values(), self.send_line):
            button.setEnabled(can_send)
        refused = snapshot.station.refusals.get(self._wish)
        if refused is not None:
            if self._sent and not self.line.text():
                self.line.put(self._sent)  # what was typed is not lost with the refusal
            self._sent = ""
            self.line.say(refusal_sentence(refused), refused=True)
        self._draw_screens(snapshot)

    def press(self, action: str) -> None:
        """Put the typing mark into the line."""
        if action == "message":
            self.line.edit.setFocus()

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

    def _offers(self, screens: tuple[ScreenEntry, ...], on: str) -> list[tuple[str, OpenHostPanel | CloseHostPanel]]:
        if on:
            return [(_("Close host panel"), CloseHostPanel())]
        others = [screen for screen in screens if not screen.primary]
        offers: list[tuple[str, OpenHostPanel | CloseHostPanel]] = [
            (_("Open on {name}").format(name=screen.name), OpenHostPanel(screen.name)) for screen in others
        ]
        return [*offers, (_("Open in a window"), OpenHostPanel(""))]

    def _screen_button(self, title: str, command: OpenHostPanel | CloseHostPanel) -> KeyButton:
        return KeyButton(title, "", "quiet", lambda: self._send(command))

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

    def _echo(self) -> None:
        self.line.say(length_note(self.line.text()))

    def _seen(self) -> None:
        message = current(self._snapshot.show) if self._snapshot is not None else None
        if message is not None:
            self._send(ReportSeen(message.id, by="spotter"))

    def _clear(self) -> None:
        message = current(self._snapshot.show) if self._snapshot is not None else None
        if message is not None:
            self._send(ClearMessage(message.id))


PANEL = Panel(
    key="messages",
    title=N_("Messages to the host"),
    room=Room.ON_AIR,
    order=60,
    hats=frozenset({Role.EXECUTION}),
    build=MessagesPanel,
)
