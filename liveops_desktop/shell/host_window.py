"""The host panel's own window: full screen on a chosen display, never taking the desk's focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveops_desktop.core.snapshot import ScreenEntry, Snapshot
from liveops_desktop.panels import PanelWidget


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
        self.setWindowTitle("LiveOps host panel")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._panel = panel
        self._closed = closed
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.addWidget(panel)

    def change(self, panel: PanelWidget) -> None:
        """Put *panel* into the place of the one it held."""
        self._down.replaceWidget(self._panel, panel)
        self._panel.hide()
        self._panel.deleteLater()
        self._panel = panel

    def draw(self, snapshot: Snapshot) -> None:
        """Draw the panel."""
        self._panel.draw(snapshot)

    def put_on(self, screen: QScreen | None) -> None:
        """Fill *screen*; with None, a plain window beside the desk."""
        if screen is None:
            self.setWindowFlag(Qt.WindowType.FramelessWindowHint, on=False)
            self.resize(1280, 720)
            self.show()
            return
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # Not showFullScreen(): that asks for the focus, which this window never takes.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()
        self.setGeometry(screen.geometry())

    def come_forward(self) -> None:
        """Stand before other windows, without the focus."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A person closed it."""
        event.accept()
        self._closed()
