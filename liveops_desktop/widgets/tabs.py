"""Pages behind one another, with their names above; Ctrl+Tab goes to the next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget


class Tabs(QWidget):
    """*turned* is called when another page has come to the front."""

    def __init__(self, turned: Callable[[], None]) -> None:
        """Build it empty."""
        super().__init__()
        self._turned = turned
        self._group = QButtonGroup(self, exclusive=True)
        self._names = QHBoxLayout()
        self._names.setSpacing(2)
        self._names.addStretch(1)
        self._stack = QStackedWidget()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(6)
        down.addLayout(self._names)
        down.addWidget(self._stack, 1)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.turn(by))

    def add(self, name: str, page: QWidget) -> None:
        """Put *page* behind the others; the first one is in front."""
        button = QPushButton(name)
        button.setProperty("role", "tab")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no button is pressed by Space
        place = self._stack.addWidget(page)
        button.clicked.connect(lambda _checked=False: self.show_page(place))
        self._group.addButton(button, place)
        self._names.insertWidget(place, button)
        button.setChecked(place == self._stack.currentIndex())

    def show_page(self, place: int) -> None:
        """Bring the page at *place* to the front."""
        if place != self._stack.currentIndex():
            self._stack.setCurrentIndex(place)
            self._turned()
        self._group.button(place).setChecked(True)

    def turn(self, by: int) -> None:
        """Bring the next page to the front, or the one before."""
        self.show_page((self._stack.currentIndex() + by) % self._stack.count())
