"""Chips: the boxed state of an output (SHOW, STREAM, REC), and pills, small outlined marks."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from liveops_desktop.widgets.boxes import CLEAR, clear_picture, paint_box
from liveops_desktop.widgets.lamp import paint_shape
from liveops_desktop.widgets.look import State, Type, look
from liveops_desktop.widgets.sides import LEFT

SHORT = 4
"""Letters of a word that always has its room: ``off``."""


class Chip(QWidget):
    """A name in capitals, then a word or a duration: ``SHOW 00:27:55``. Red ground and a disc when live."""

    def __init__(self, name: str) -> None:
        """Build it without a word."""
        super().__init__()
        self._name = name
        self._word = ""
        self._state = State.UNKNOWN
        self._tight = False
        self._ground = QPixmap()
        self._ground_shows: object = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def put(self, state: State, word: str) -> None:
        """Show *word*; LIVE is the red chip, WARN and BAD carry their shape, UNKNOWN is plain."""
        if (state, word) == (self._state, self._word):
            return
        longer = len(word) != len(self._word) or state is not self._state
        self._state, self._word = state, word
        self.setAccessibleName(f"{self._name} {word}")
        self.setToolTip(f"{self._name} {word}")
        if longer:
            self.updateGeometry()
        self.update()

    def put_tight(self, tight: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Set its parts closer, for narrow windows; a word without a state becomes a dash, the tip has it."""
        if tight is not self._tight:
            self._tight = tight
            self.updateGeometry()
            self.update()

    def state(self) -> State:
        """Return the state shown."""
        return self._state

    def word(self) -> str:
        """Return the word, shown or not."""
        return self._word

    def _shown_word(self) -> str:
        figures = any(letter.isdigit() for letter in self._word)
        dash = self._tight and self._state is State.UNKNOWN and not figures and len(self._word) > SHORT
        return "–" if dash else self._word

    def sizeHint(self) -> QSize:
        """Return the room for name, shape and word."""
        words = look().wide(Type.LABEL, self._name) + look().wide(Type.STRONG, self._shown_word())
        width = words + 2 * self._pad() + self._gap() + self._shape_room()
        return QSize(width + 2, look().px(36))

    def minimumSizeHint(self) -> QSize:
        """Never give way: a cut duration lies."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, shape, name, word: all but the word, which turns each second, is painted once and kept."""
        ratio = self.devicePixelRatioF()
        shows = (self._state, self._tight, self.size(), ratio)
        if shows != self._ground_shows:
            self._ground, self._ground_shows = self._paint_ground(ratio), shows
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        left = self._name_left() + look().wide(Type.LABEL, self._name) + self._gap()
        painter.setFont(look().font(Type.STRONG))
        painter.setPen(self._colours()[2])
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), LEFT, self._shown_word())

    def _paint_ground(self, ratio: float) -> QPixmap:
        ground = clear_picture(self.size(), ratio)
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, _ink, faint = self._colours()
        wide = look().edge()
        paint_box(painter, QRectF(self.rect()), fill, edge, wide, look().px(6))
        if self._shape_room():
            side = look().px(10)
            paint_shape(painter, self._state, QRectF(self._pad(), (self.height() - side) / 2, side, side))
        painter.setFont(look().font(Type.LABEL))
        painter.setPen(faint)
        painter.drawText(QRectF(self._name_left(), 0, self.width(), self.height()), LEFT, self._name)
        painter.end()
        return ground

    def _name_left(self) -> int:
        return self._pad() + self._shape_room()

    def _shape_room(self) -> int:
        return 0 if self._state is State.UNKNOWN else look().px(15 if self._tight else 18)

    def _pad(self) -> int:
        return look().px(8 if self._tight else 12)

    def _gap(self) -> int:
        return look().px(7 if self._tight else 10)

    def _colours(self) -> tuple[QColor, QColor, QColor, QColor]:
        """Return ground, edge, ink and faint ink."""
        palette = look().palette
        names = {
            State.LIVE: ("live_ground", "live_line", "on_live", "on_live"),
            State.BAD: ("bad_ground", "bad_line", "bad", "plain"),
            State.WARN: ("warn_ground", "warn_line", "warn", "plain"),
        }.get(self._state, ("raised", "line_strong", "plain", "dim"))
        ground, edge, ink, faint = (QColor(getattr(palette, name)) for name in names)
        return ground, edge, ink, faint


def pill_width(text: str) -> int:
    """Return how wide the mark of *text* is."""
    return look().wide(Type.SMALL, text) + look().px(18)


def elided_pill(text: str, width: float) -> str:
    """Return *text* shortened so that its mark is at most *width* wide."""
    return look().metrics(Type.SMALL).elidedText(text, Qt.TextElideMode.ElideRight, int(width) - look().px(18))


def paint_pill(painter: QPainter, text: str, left: float, middle: float, state: State = State.UNKNOWN) -> float:
    """Paint a small outlined mark at *left*, centred on *middle*; return its width."""
    now, ratio = look(), painter.device().devicePixelRatioF()
    picture = _pill(text, state, (now.palette.name, now.scale, now.families), ratio)
    width, height = picture.deviceIndependentSize().toTuple()
    painter.drawPixmap(QPointF(left, round(middle - height / 2)), picture)
    return float(width)


@lru_cache(maxsize=256)
def _pill(text: str, state: State, _look: object, ratio: float) -> QPixmap:
    """Return the mark's picture: the same few stand in many rows, and a picture costs a tenth of painting it anew."""
    font, palette = look().font(Type.SMALL), look().palette
    width, height = pill_width(text), look().metrics(Type.SMALL).height() + look().px(4)
    picture, box = clear_picture(QSize(width, height), ratio), QRectF(0, 0, width, height)
    painter = QPainter(picture)
    edge = QColor(palette.warn_line if state is State.WARN else palette.line_strong)
    paint_box(painter, box, QColor(palette.warn_ground) if state is State.WARN else CLEAR, edge, 1, height / 2)
    painter.setPen(QColor(palette.dim) if state is State.UNKNOWN else look().state(state))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture


class Pill(QWidget):
    """A small outlined mark: ``can cut``, ``standing by``."""

    def __init__(self, text: str = "", state: State = State.UNKNOWN) -> None:
        """Build it."""
        super().__init__()
        self._text, self._state = text, state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def put(self, text: str, state: State = State.UNKNOWN) -> None:
        """Show *text*."""
        if (text, state) != (self._text, self._state):
            self._text, self._state = text, state
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """Return the text."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return the room of the text."""
        return QSize(pill_width(self._text), look().metrics(Type.SMALL).height() + look().px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        if self._text:
            paint_pill(QPainter(self), self._text, 0, self.height() / 2, self._state)
