"""The host panel's own window: full screen on a chosen display, never taking the desk's focus."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPalette, QScreen, QWindow
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from liveops_desktop.core.snapshot import ScreenEntry, Snapshot
from liveops_desktop.panels import PanelWidget
from liveops_desktop.panels.host.sizes import DIM, GROUND
from liveops_desktop.widgets.keys import HOST_PANEL
from liveops_desktop.widgets.look import Type, look
from liveops_desktop.words import _

LEAST = QSize(480, 310)
"""A window smaller than this shows nothing that can be read, its frame and the line under the panel included."""
MOST = 0.5
"""Of the width of the desk's display, for a window on it."""
FRAME = 32
"""What a window manager puts above a window, more or less."""


class Desk(Protocol):
    """The desk's window."""

    def screen(self) -> QScreen:
        """Return the display it is on."""

    def windowHandle(self) -> QWindow:
        """Return it as the window system knows it."""

    def kept_clear(self) -> Sequence[QRect]:
        """Return what nothing may cover, in the display's coordinates, what matters most first."""


def spare_place(room: QRect, kept: Sequence[QRect]) -> QRect:
    """Return the largest place of 16:9 in a corner of *room* that covers nothing of *kept*.

    Where there is none of the least size, the last of *kept* is given up, and so on; all of it: the corner below.
    """
    for count in range(len(kept), -1, -1):
        wide = max(LEAST.width(), round(MOST * room.width()))
        while wide >= LEAST.width():
            for place in _corners(room, QSize(wide, max(LEAST.height(), wide * 9 // 16 + FRAME))):
                if not any(place.intersects(one) for one in kept[:count]):
                    return place
            wide -= 8
    return QRect(room.topLeft(), LEAST)


def _corners(room: QRect, size: QSize) -> tuple[QRect, ...]:
    """Return *size* in each corner of *room*; that farthest from the clocks first."""
    places = []
    for right, below in ((True, True), (True, False), (False, True), (False, False)):
        place = QRect(room.topLeft(), size)
        if right:
            place.moveRight(room.right())
        if below:
            place.moveBottom(room.bottom())
        places.append(place)
    return tuple(places)


def screens() -> tuple[ScreenEntry, ...]:
    """Return the displays there are, the desk's own (primary) first."""
    primary = QGuiApplication.primaryScreen()
    entries = [
        ScreenEntry(
            screen.name(),
            screen.size().width(),
            screen.size().height(),
            screen.physicalSize().height(),
            screen is primary,
        )
        for screen in QGuiApplication.screens()
    ]
    return tuple(sorted(entries, key=lambda entry: not entry.primary))


def screen_of(name: str) -> QScreen | None:
    """Return the display of that name, if it is plugged in."""
    return next((screen for screen in QGuiApplication.screens() if screen.name() == name), None)


class HostWindow(QWidget):
    """Holds the host panel. *closed* is called when a person closes it."""

    def __init__(self, panel: PanelWidget, closed: Callable[[], None]) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus | Qt.WindowType.FramelessWindowHint,
        )
        self.setObjectName("host-window")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._panel = panel
        self._closed = closed
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(panel, 1)
        self._way_back = QLabel()
        self._way_back.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._way_back.setAutoFillBackground(True)
        ground = self._way_back.palette()
        ground.setColor(QPalette.ColorRole.Window, QColor(GROUND))
        ground.setColor(QPalette.ColorRole.WindowText, QColor(DIM))
        self._way_back.setPalette(ground)
        self._down.addWidget(self._way_back)
        self._way_back.hide()
        self._name()

    def _name(self) -> None:
        closes = _("{key} closes the host panel").format(key=HOST_PANEL)
        self._way_back.setFont(look().font(Type.SMALL))
        self._way_back.setText(closes)
        self.setWindowTitle(_("Host panel") + " · LiveOps")

    def change(self, panel: PanelWidget) -> None:
        """Put *panel* into the place of the one it held."""
        self._down.replaceWidget(self._panel, panel)
        self._panel.hide()
        self._panel.deleteLater()
        self._panel = panel
        self._name()

    def draw(self, snapshot: Snapshot) -> None:
        """Draw the panel."""
        self._panel.follow(snapshot)

    def put_on(self, screen: QScreen, *, over_desk: bool) -> None:
        """Fill *screen*; *over_desk*: it hides the desk, and says which key takes it away."""
        self._way_back.setVisible(over_desk)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # Not showFullScreen(): that asks for the focus, which this window never takes.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()
        self.setGeometry(screen.geometry())

    def put_beside(self, desk: Desk | None) -> None:
        """Stand as a window where *desk* has least use of the room, and before the desk's own window."""
        self._way_back.show()
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, on=False)
        screen = QGuiApplication.primaryScreen() if desk is None else desk.screen()
        place = spare_place(screen.availableGeometry(), () if desk is None else desk.kept_clear())
        self.resize(place.width(), place.height() - FRAME)
        self.move(place.topLeft())
        if desk is not None:
            self.winId()  # makes the handle
            # Before the desk, but behind the windows of other programs that a person brings to the front.
            self.windowHandle().setTransientParent(desk.windowHandle())
        self.show()

    def come_forward(self) -> None:
        """Stand before other windows, without the focus."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A person closed it."""
        event.accept()
        self._closed()
