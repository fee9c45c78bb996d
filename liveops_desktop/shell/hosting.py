"""The host panel's display: opened, closed, unplugged, back again."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen

from liveops_desktop.core.content import Severity
from liveops_desktop.core.intents import ClearAlarm, RaiseAlarm
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import ScreenEntry, Snapshot
from liveops_desktop.panels import PanelWidget
from liveops_desktop.shell.host_window import Desk, HostWindow, screen_of, screens

IN_A_WINDOW = "window"


def _is_desk(name: str) -> bool:
    """Return whether the display of that name is the desk's own: a panel goes there only when a person says so."""
    return any(screen.primary and screen.name == name for screen in screens())


SIGNAL = "host-display-gone"
"""The alarm's name in the journal."""


def display_alarm(show: Show, gone: str) -> RaiseAlarm | ClearAlarm | None:
    """Return the alarm to raise when the host's display *gone* is unplugged, or to clear when none is (empty)."""
    raised = next((alarm for alarm in show.alarms if alarm.signal == SIGNAL and alarm.cleared_at is None), None)
    if gone and raised is None and show.air.ended_at is None:
        return RaiseAlarm(SIGNAL, Severity.S2, "", gone)
    if raised is not None and not gone:
        return ClearAlarm(raised.id)
    return None


class Hosting(QObject):
    """Keeps the host panel where it was put. It never jumps over the desk's own display."""

    def __init__(
        self,
        build: Callable[[], PanelWidget],
        changed: Callable[[], None],
        keep: Callable[[str], None],
        desk: Desk | None = None,
    ) -> None:
        """*keep* is told what a person chose, for the next start; *desk* says what a window must not cover."""
        super().__init__()
        self._build = build
        self._changed = changed
        self._window: HostWindow | None = None
        self._keep = keep
        self._desk = desk
        self.wanted = ""
        """Name of the display chosen; empty: closed; ``window``: beside the desk."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._screen_added)
        application.screenRemoved.connect(self._screen_removed)

    @property
    def gone(self) -> bool:
        """The chosen display is not plugged in."""
        return self.wanted not in ("", IN_A_WINDOW) and screen_of(self.wanted) is None

    def screens(self) -> tuple[ScreenEntry, ...]:
        """Return the displays there are."""
        return screens()

    def open_on(self, name: str) -> None:
        """Show the panel on the display of that name; empty: in a window. Where it stands, it comes forward."""
        if self._window is not None and self.wanted == (name or IN_A_WINDOW):
            self._window.come_forward()
            return
        self._take_down()
        self.wanted = name or IN_A_WINDOW
        self._put_up()
        self._keep(self.wanted)
        self._changed()

    def resume(self, name: str) -> None:
        """Put the panel where it was in the last run; with its display gone, or the desk's own now, it waits."""
        if not name or self.wanted:
            return
        self.wanted = name
        if not _is_desk(name):
            self._put_up()
        self._changed()

    def close(self) -> None:
        """Take the panel away, as a person wishes."""
        self.wanted = ""
        self._take_down()
        self._keep("")
        self._changed()

    def turn(self) -> None:
        """Close it where it is wanted, else open it where it is least in the way: by one key, from the desk."""
        if self.wanted:
            self.close()
        else:
            self.open_on(next((screen.name for screen in screens() if not screen.primary), ""))

    def end(self) -> None:
        """Take the panel away because the program ends; the next start puts it up again."""
        self.wanted = ""
        self._take_down()

    def rebuild(self) -> None:
        """Build the panel anew, in the language and the look of now; its window stays where it is."""
        if self._window is not None:
            self._window.change(self._build())

    def draw(self, snapshot: Snapshot) -> None:
        """Draw the panel, where it is up."""
        if self._window is not None:
            self._window.draw(snapshot)

    def _put_up(self) -> None:
        screen = None if self.wanted == IN_A_WINDOW else screen_of(self.wanted)
        if self.wanted != IN_A_WINDOW and screen is None:
            return
        self._window = HostWindow(self._build(), self.close)
        if screen is None:
            self._window.put_beside(self._desk)
        else:
            self._window.put_on(screen, over_desk=_is_desk(self.wanted))
        self._window.setVisible(True)

    def _take_down(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.hide()
            window.deleteLater()

    def _screen_added(self, screen: QScreen) -> None:
        if self.wanted == screen.name() and self._window is None and not _is_desk(self.wanted):
            self._put_up()
        self._changed()

    def _screen_removed(self, screen: QScreen) -> None:
        if self.wanted == screen.name():
            self._take_down()
        self._changed()
