"""The chooser of cards, and the room that alarms and cards scroll in."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from liveops_desktop.core.content import Card
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels.trouble.alarms import STATES
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Type, look
from liveops_desktop.widgets.text import ElidedText, Text
from liveops_desktop.words import _, in_language


class Room(QScrollArea):
    """What scrolls down. *grows*: as high as its content where there is room, so that nothing in it is out of sight."""

    def __init__(self, *, grows: bool = False) -> None:
        super().__init__()
        self._grows = grows
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the content."""
        if self._grows and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Return the height of the content, or little."""
        content = self.widget() if self._grows else None
        height = content.sizeHint().height() if content is not None else look().px(60)
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Give way."""
        return QSize(look().px(120), min(self.sizeHint().height(), look().px(60)))


class Chooser(CardFrame):
    """The cards, chosen by a number key; Escape closes. It takes the focus while it is open."""

    def __init__(self, chosen: Callable[[Card], object]) -> None:
        """Build it closed."""
        super().__init__("raised")
        self._chosen = chosen
        self._cards: tuple[Card, ...] = ()
        self._language = ""
        margins(self.body, 14, 12, 4)
        self.body.addWidget(Text(_("Open which card? A number opens it, Esc closes."), Type.STRONG))
        self._list = QVBoxLayout()
        margins(self._list, 0, 4, 4)
        self.body.addLayout(self._list)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Choose a card"))
        self.hide()

    def draw(self, snapshot: Snapshot) -> None:
        """List the cards; built anew only when the content or the language changes."""
        if (snapshot.content.cards, snapshot.station.language) == (self._cards, self._language):
            return
        self._cards, self._language = snapshot.content.cards, snapshot.station.language
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, card in enumerate(self._cards, start=1):
            self._list.addWidget(self._build_row(number, card))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by number, close by Escape."""
        text = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif text.isdecimal() and 1 <= int(text) <= len(self._cards):
            self._choose(self._cards[int(text) - 1])
        else:
            event.ignore()

    def _close(self) -> None:
        self.clearFocus()  # or Qt would give it to the next field, and the room's keys would be typed into it
        self.hide()

    def _choose(self, card: Card) -> None:
        self._close()
        self._chosen(card)

    def _build_row(self, number: int, card: Card) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        margins(line, 0, 2, 10)
        line.addWidget(Shape(STATES.get(card.severity, State.INFO)))
        title = f"{card.id} · {in_language(card.title, self._language)} · {card.severity.value}"
        line.addWidget(ElidedText(title, Type.BODY), 1)
        key = str(number) if number <= 9 else ""
        line.addWidget(KeyButton(_("Open"), key, "quiet", lambda: self._choose(card)))
        return row
