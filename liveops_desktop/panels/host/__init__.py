"""The host panel: what a host reads while talking, and nothing else. It lives in its own window on the host's display.

A message counts as shown when it has really been painted on a visible panel. Space, Enter, a pedal that
sends them, or a touch say that the host has seen it. While the link to the desk is gone, the last state stays,
with its age, and the countdown goes on by the panel's own clock.
"""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from liveops_desktop.core.clock import Span
from liveops_desktop.core.facts import MessageId
from liveops_desktop.core.intents import ReportSeen, ReportShown
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Panel, PanelWidget, Room, Send
from liveops_desktop.panels.host.face import Face, face_after_take, face_of
from liveops_desktop.panels.host.painting import Link
from liveops_desktop.panels.host.picture import HostPicture, still_part
from liveops_desktop.panels.host.sizes import DISTANCE_M, Sizes, has_chinese, sizes
from liveops_desktop.words import N_, _

LOST_AFTER = Span(2_500)
"""The desk draws at least once a second while a show is open."""
AHEAD_AFTER = 150
"""Milliseconds after a change until the next face is painted ahead: not in the way of the paint that shows it."""
KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class HostPanel(PanelWidget):
    """Paints one face; wishes only *shown* and *seen*."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._face = Face()
        self._picture = HostPicture()
        self._reported: MessageId | None = None
        self._drawn = QElapsedTimer()
        self._lonely = QTimer(self, interval=500)
        self._lonely.timeout.connect(self._go_on_alone)
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD_AFTER)
        self._ahead.timeout.connect(self._paint_ahead)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(480, 270)
        self.setAccessibleName(_("Host panel"))

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*; repaints only when a word or figure on it changed."""
        was_lost = self.link().lost
        self._snapshot = snapshot
        self._drawn.start()
        if self.isVisible() and not self._lonely.isActive():
            self._lonely.start()
        face = face_of(snapshot)
        if face != self._face or was_lost:
            self._show_face(face, lost=was_lost)

    def link(self) -> Link:
        """Return the age of the link to the desk: how long ago it drew last."""
        age = Span(self._drawn.elapsed() if self._drawn.isValid() else 0)
        lost = age > LOST_AFTER
        return Link(_("{seconds} s").format(seconds=age // 1_000 if lost else f"{age / 1_000:.1f}"), lost)

    def face(self) -> Face:
        """Return what is shown."""
        return self._face

    def acknowledge(self) -> None:
        """Say that the host has seen the message: for the pedal, the clicker and the keys of the shell."""
        if self._face.message is not None and not self._face.seen:
            self._send(ReportSeen(self._face.message, by="host"))

    def _show_face(self, face: Face, *, lost: bool) -> None:
        """Show *face*; *lost*: the age of the link is shown, or was until now, and is painted anew as well."""
        before, self._face = self._face, face
        said = (face.air_word, face.title, face.figure_word, face.message_text, face.empty)
        self.setAccessibleDescription(". ".join(part for part in said if part))
        if still_part(face) == still_part(before):
            self.update(self._picture.moving(face, self.size(), self._sizes(), None if lost else before))
        else:
            self.update()
            self._ahead.start()

    def _paint_ahead(self) -> None:
        """Paint what a take of the next cue will show, while nothing else is asked for."""
        snapshot = self._snapshot
        if not self.isVisible() or snapshot is None or snapshot.show is None or snapshot.timing is None:
            return
        face = face_after_take(self._face, snapshot.show, snapshot.timing)
        if face is not None:
            self._picture.paint_ahead(self.size(), self._sizes(face), face, self.devicePixelRatioF())

    def _go_on_alone(self) -> None:
        """Go on, while the link is gone, by this machine's own clock and show the age of what is shown."""
        if not self.isVisible():
            self._lonely.stop()
        elif self.link().lost and self._snapshot is not None:
            self._show_face(face_of(self._snapshot, Span(self._drawn.elapsed())), lost=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the face; afterwards, and only then, its message is reported as shown."""
        painter = QPainter(self)
        self._picture.paint(painter, event.region(), self.size(), self._sizes(), self._face, self.link())
        painter.end()
        message = self._face.message
        if message is not None and message != self._reported and self.isVisible():
            self._reported = message
            if self._not_reported_yet(message):
                self._send(ReportShown(message))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter say *seen*; holding them says it once."""
        if event.key() in KEYS and not event.isAutoRepeat():
            self.acknowledge()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a touch for *seen*."""
        self.acknowledge()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs while nobody sees it."""
        self._lonely.stop()
        self._ahead.stop()
        super().hideEvent(event)

    def _not_reported_yet(self, message: MessageId) -> bool:
        show = self._snapshot.show if self._snapshot is not None else None
        return show is not None and any(m.id == message and m.shown_at is None for m in show.messages)

    def _sizes(self, face: Face | None = None) -> Sizes:
        face = face or self._face
        station = self._snapshot.station if self._snapshot is not None else None
        screens = station.screens if station is not None else ()
        screen = self.window().screen()
        tall = next((entry for entry in screens if entry.name == screen.name()), None)
        # A panel in a part of the screen is as many millimetres high as its share of it.
        millimetres = tall.height_mm * self.height() / tall.height if tall and tall.height else 0.0
        distance = station.reading_distance_m if station is not None else DISTANCE_M
        chinese = has_chinese(face.title + face.message_text + _("Next"))  # the panel's own words too
        return sizes(self.height(), millimetres, distance, chinese=chinese)


PANEL = Panel(
    key="host",
    title=N_("Host panel"),
    room=Room.ON_AIR,
    order=90,
    hats=frozenset({Role.HOST, Role.SECOND_HOST}),
    build=HostPanel,
)
