"""The keys of the room: single keys go to the panels that declare them, and are off while somebody types."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from liveops_desktop.panels import Panel
from liveops_desktop.shell.bindings import Bound, own
from liveops_desktop.widgets.keys import TYPED

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_CLICKER_KEYS = (Qt.Key.Key_PageDown, Qt.Key.Key_F7)
"""What a presenter's clicker or a foot pedal sends. The spotter has another."""
_SPOTTER_KEY = Qt.Key.Key_F8


def is_text_field(widget: QWidget | None) -> bool:
    """Return whether keys typed into *widget* are text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QPlainTextEdit | QTextEdit | QLineEdit):
        return not widget.isReadOnly()
    return isinstance(widget, _FIELDS) or (widget is not None and bool(widget.property(TYPED)))


class Keys(QObject):
    """Binds each key once and hands it to every panel that declares it; *press* passes over those not in the room."""

    def __init__(
        self,
        window: QWidget,
        panels: Iterable[Panel],
        press: Callable[[str, str], None],
        typing_changed: Callable[[bool], None],
    ) -> None:
        super().__init__(window)
        self._press = press
        self._typing_changed = typing_changed
        self._shortcuts: list[QShortcut] = []
        self.typing = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._held = HeldKey(application)
        self._window = window
        self.bind(own(panels))
        application.focusChanged.connect(self._focus_changed)

    def bind(self, actions: Iterable[Bound]) -> None:
        """Bind the keys of *actions* and no others."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        for sequence, (targets, repeats) in _by_sequence(actions).items():
            shortcut = QShortcut(QKeySequence(sequence), self._window)
            shortcut.setAutoRepeat(repeats)
            shortcut.setEnabled(not self.typing)
            shortcut.activated.connect(lambda targets=targets, repeats=repeats: self._pressed(targets, repeats=repeats))
            self._shortcuts.append(shortcut)

    def _pressed(self, targets: list[tuple[str, str]], *, repeats: bool) -> None:
        if self._held.repeating and not repeats:
            return
        for panel, action in targets:
            self._press(panel, action)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        typing = is_text_field(new)
        if typing != self.typing:
            self.typing = typing
            for shortcut in self._shortcuts:
                shortcut.setEnabled(not typing)
            self._typing_changed(typing)


def _by_sequence(actions: Iterable[Bound]) -> Mapping[str, tuple[list[tuple[str, str]], bool]]:
    """Return for each key sequence who hears it, and whether holding it repeats (only where all agree)."""
    bound: dict[str, tuple[list[tuple[str, str]], bool]] = {}
    for action in actions:
        for sequence in action.sequences:
            targets, repeats = bound.get(sequence, ([], True))
            bound[sequence] = ([*targets, (action.panel.key, action.action)], repeats and action.repeats)
    return bound


class _Listening(QObject):
    """Hears the keys that come to the window in front, before any of its widgets does.

    Not a filter of the whole application: that is asked about every event of every widget, thousands while a room is
    built, and each question costs more than most events do.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusWindowChanged.connect(self._listen)
        self._listen(application.focusWindow())

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time it only comes first


class HeldKey(_Listening):
    """Tells a key that is held down from one pressed again, where Qt does not.

    X11 sends a repeat as a release and a press of the very same instant. Qt marks the press only when both lie in its
    queue as it handles the release: on a busy machine they often do not, and a held Space came as a press every 40 ms.
    No hand releases and presses a key within the same millisecond.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.repeating = False
        """The latest press is a repeat."""
        self._released = (0, 0)
        """Key, and when it was released, in the milliseconds of the window system."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Watch presses and releases; stop none."""
        if isinstance(event, QKeyEvent):
            at = (event.key(), event.timestamp())
            if event.type() is QEvent.Type.KeyRelease:
                self._released = at
            elif event.type() is QEvent.Type.ShortcutOverride:
                self.repeating = event.isAutoRepeat() or (at == self._released and event.timestamp() > 0)
        return False


class Receipts(_Listening):
    """The keys by which a message is marked as seen, wherever the focus is: the host's clicker and the spotter's key.

    *seen* is told ``host`` or ``spotter`` and returns whether there was something to mark; when not, the key does
    what it always does.
    """

    def __init__(self, application: QApplication, seen: Callable[[str], bool]) -> None:
        super().__init__(application)
        self._seen = seen
        self._taken = 0
        """The key that marked a message, until it is released: no widget hears of it."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Catch the two keys before any widget does."""
        if not isinstance(event, QKeyEvent):
            return False
        key, kind = event.key(), event.type()
        if kind is QEvent.Type.ShortcutOverride and key != self._taken and not event.isAutoRepeat():
            by = "host" if key in _CLICKER_KEYS else "spotter" if key == _SPOTTER_KEY else ""
            if by and self._seen(by):
                self._taken = key
        if not self._taken or key != self._taken:
            return False
        if kind is QEvent.Type.KeyRelease and not event.isAutoRepeat():
            self._taken = 0
        event.accept()
        return True
