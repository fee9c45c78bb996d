"""Pages behind one another, with their names above; Ctrl+Tab goes to the next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from liveops_desktop.widgets.keys import go_home


class Tabs(QWidget):
    """Each page is built when it first comes to the front; *turned* is called when another has come there."""

    def __init__(self, turned: Callable[[int], None]) -> None:
        """Build it empty; *turned* is given the place of the page."""
        super().__init__()
        self._turned = turned
        self._builders: list[Callable[[], QWidget]] = []
        self._pages: dict[int, QWidget] = {}
        self._keys: list[str] = []
        self._front = -1
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

    def add(self, name: str, build: Callable[[], QWidget], key: str = "") -> None:
        """Have a page behind the others; *build* makes it, by *key* it is brought to the front."""
        button = QPushButton(name)
        button.setProperty("role", "tab")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no button is pressed by Space
        place = len(self._builders)
        self._builders.append(build)
        self._keys.append(key)
        button.clicked.connect(lambda _checked=False: self.show_page(place))
        self._group.addButton(button, place)
        self._names.insertWidget(place, button)

    def show_page(self, place: int) -> None:
        """Bring the page at *place* to the front."""
        self._group.button(place).setChecked(True)
        if place == self._front:
            return
        self._front = place
        if place not in self._pages:
            self._pages[place] = self._builders[place]()
            self._stack.addWidget(self._pages[place])
        self._stack.setCurrentWidget(self._pages[place])
        self._turned(place)

    def bring(self, key: str) -> None:
        """Bring the page of that *key* to the front, and the focus to its list; nothing where it is there already."""
        place = self._keys.index(key) if key in self._keys else self._front
        if place == self._front:
            return
        self.show_page(place)
        go_home(self._pages[place])

    def turn(self, by: int) -> None:
        """Bring the next page to the front, or the one before."""
        self.show_page((self._front + by) % len(self._builders))
