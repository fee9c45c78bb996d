"""The chooser of cards, and the room that alarms and cards scroll in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from liveops_desktop.core.content import Card
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Action, Part
from liveops_desktop.panels.trouble.alarms import STATES
from liveops_desktop.widgets.boxes import paint_keycap
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.keys import keeps
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.rows import RowList
from liveops_desktop.widgets.text import ElidedText, Text
from liveops_desktop.words import N_, _, in_language

CARDS = Part(N_("In the list of cards"), (Action("open", N_("Open the card"), ("Return", "Enter")),))
HIGH = 24
"""Of a row, at scale 1: as many cards as can be are in sight at once."""
MOST_NUMBERED = 9


class Room(QScrollArea):
    """What scrolls down. *grows*: as high as its content where there is room, so that nothing in it is out of sight."""

    def __init__(self, *, grows: bool = False) -> None:
        super().__init__()
        self._grows = grows
        self._brought: QWidget | None = None
        self._scrolled = False
        """A person has scrolled since it was brought."""
        self.verticalScrollBar().rangeChanged.connect(self._show_brought)
        self.verticalScrollBar().actionTriggered.connect(self._leave_as_it_is)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def bring(self, part: QWidget | None) -> None:
        """Bring *part* into sight, once, and keep it there while rows come and go above it, until a person scrolls."""
        if part is not self._brought:
            self._brought, self._scrolled = part, False
            self._show_brought()

    def _leave_as_it_is(self) -> None:
        self._scrolled = True

    def _show_brought(self) -> None:
        if self._brought is not None and not self._scrolled:
            self.ensureWidgetVisible(self._brought, 0, look().px(10))

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


def choosing(snapshot: Snapshot) -> bool:
    """Say whether a card is being chosen by hand."""
    return snapshot.station.choosing_card and snapshot.show is not None


class Chooser(CardFrame):
    """The cards, chosen by a number key, or by the arrows and Enter; Escape closes. It has the focus while it is open.

    *chosen* is called with the card, *closed* where none was chosen.
    """

    def __init__(self, chosen: Callable[[Card], object], closed: Callable[[], object]) -> None:
        """Build it closed."""
        super().__init__("raised")
        self._chosen, self._closed = chosen, closed
        self._cards: tuple[Card, ...] = ()
        self._language = ""
        margins(self.body, 10, 8, 4)
        self.body.addWidget(Text(_("Open which card? A number opens it, Esc closes."), Type.STRONG))
        self._rows = RowList(_("Choose a card"), CARDS.heard({"open": self._press}))
        self._rows.column.setSpacing(0)
        self._rows.column.addStretch(1)
        self.body.addWidget(self._rows, 1)
        self._listed: list[CardRow] = []
        self.setFocusProxy(self._rows)
        self.setAccessibleName(_("Choose a card"))
        self.hide()

    def draw(self, snapshot: Snapshot) -> None:
        """List the cards; built anew only when the content or the language changes. Show it while one is chosen."""
        if (snapshot.content.cards, snapshot.station.language) != (self._cards, self._language):
            self._cards, self._language = snapshot.content.cards, snapshot.station.language
            self._list()
        wanted = choosing(snapshot)
        if wanted is self.isHidden():
            self.setVisible(wanted)
            if wanted:
                self.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self._rows.walk(-len(self._cards))

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the room, where it answers questions."""
        return keeps(event, (Qt.Key.Key_Escape,)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by number, close by Escape."""
        text = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self._let_go()
            self._closed()
        elif text.isdecimal() and 1 <= int(text) <= min(MOST_NUMBERED, len(self._cards)):
            self._choose(self._cards[int(text) - 1])
        else:
            event.ignore()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the focus."""
        self._let_go()
        super().hideEvent(event)

    def _let_go(self) -> None:
        """Leave the focus: Qt would give it to the next field, and the room's keys would be typed into it."""
        if self._rows.hasFocus():
            self._rows.clearFocus()

    def _choose(self, card: Card) -> None:
        self._let_go()
        self._chosen(card)

    def _press(self, row: QWidget) -> None:
        if isinstance(row, CardRow):
            self._choose(row.card)

    def _list(self) -> None:
        for row in self._listed:
            self._rows.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._listed = [
            CardRow(number, card, self._language, partial(self._choose, card))
            for number, card in enumerate(self._cards, start=1)
        ]
        for place, row in enumerate(self._listed):
            self._rows.column.insertWidget(place, row)
        self._rows.put_rows(self._listed)


class NumberKey(QAbstractButton):
    """The keycap at the head of a row; pressed by mouse or by a screen reader it does what the key does."""

    def __init__(self, key: str, pressed: Callable[[], object]) -> None:
        """Build it; without a *key* it only keeps the room."""
        super().__init__()
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(look().px(20), look().px(HIGH))
        self.clicked.connect(lambda _checked=False: pressed())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keycap."""
        if not self._key:
            return
        box = QRectF(self.rect()).adjusted(0, look().px(3), 0, -look().px(3))
        edge = QColor(look().palette.line_strong)
        paint_keycap(QPainter(self), box, self._key, edge, look().tone(Tone.DIM))


class CardRow(QFrame):
    """One card to choose: its number key, how grave it is, its id and title, and the hat that does the first step."""

    def __init__(self, number: int, card: Card, language: str, chosen: Callable[[], object]) -> None:
        """Build it; *chosen* is called when it is pressed."""
        super().__init__()
        self.card = card
        self._chosen = chosen
        title = in_language(card.title, language)
        owner = card.steps[0].owner.value if card.steps else ""
        key = NumberKey(str(number) if number <= MOST_NUMBERED else "", chosen)
        key.setAccessibleName(_("Open card {card}").format(card=card.id))
        across = QHBoxLayout(self)
        margins(across, 6, 0, 8)
        across.addWidget(key)
        across.addWidget(Shape(STATES.get(card.severity, State.INFO), 12))
        across.addWidget(Text(card.id, Type.STRONG))
        across.addWidget(ElidedText(title, Type.BODY), 1)
        across.addWidget(Text(owner, Type.LABEL, Tone.INFO))
        across.addWidget(Text(card.severity.value, Type.SMALL, Tone.DIM))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{card.id} {title}, {card.severity.value}, {owner}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the card."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._chosen()
