"""The lamp: a shape, a colour and a word, which always say the same."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.sides import LEFT


def paint_shape(painter: QPainter, state: State, box: QRectF) -> None:
    """Paint the shape of *state* into the square *box*: disc, triangle, square, ring or diamond."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = look().state(state)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if state in (State.GOOD, State.LIVE):
        painter.drawEllipse(box)
    elif state is State.WARN:
        painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif state is State.BAD:
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
    elif state is State.INFO:
        middle = box.center()
        left, right = QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y())
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), right, QPointF(middle.x(), box.bottom()), left]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = max(1.5, box.width() / 6)
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    painter.restore()


class Shape(QWidget):
    """Only the shape; for rows whose word stands elsewhere in the row."""

    def __init__(self, state: State = State.UNKNOWN, size: int = 12) -> None:
        """Build it, *size* pixels at scale 1."""
        super().__init__()
        self._state = state
        self._size = look().px(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def state(self) -> State:
        """Return the state shown."""
        return self._state

    def put(self, state: State) -> None:
        """Show *state*."""
        if state is not self._state:
            self._state = state
            self.update()

    def sizeHint(self) -> QSize:
        """Return the square."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape."""
        painter = QPainter(self)
        paint_shape(painter, self._state, QRectF(0, 0, self._size, self._size))


class Lamp(QWidget):
    """Shape, name (dim) and word (strong), in one line: ``▲ Line 4.1 % lost``.

    With *pressed* it is clicked like a button; *tip* names the key that does the same.
    """

    def __init__(self, name: str = "", pressed: Callable[[], object] | None = None, tip: str = "") -> None:
        """Build it unknown; *name* may be empty."""
        super().__init__()
        self._state, self._name, self._word = State.UNKNOWN, name, ""
        self._brief = False
        self._pressed, self._tip = pressed, tip
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if pressed is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def put(self, state: State, word: str, name: str | None = None) -> None:
        """Show *state* with its *word*; *name* None leaves the name."""
        shown = (state, word, self._name if name is None else name)
        if shown == (self._state, self._word, self._name):
            return
        self._state, self._word, self._name = shown
        said = f"{self._name} {word}".strip()
        self.setAccessibleName(said)
        self.setToolTip(" · ".join(part for part in (said, self._tip) if part))
        self.updateGeometry()
        self.update()

    def put_brief(self, brief: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Leave the word out where the shape and the name say enough; the tip has it."""
        if brief is not self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def state(self) -> State:
        """Return the state shown."""
        return self._state

    def word(self) -> str:
        """Return the word, shown or not."""
        return self._word

    def sizeHint(self) -> QSize:
        """Return the room of shape, name and word."""
        parts = [look().px(12), self._wide(self._name, Type.BODY), self._wide(self._shown_word(), Type.STRONG)]
        shown = [part for part in parts if part]
        return QSize(sum(shown) + look().px(7) * (len(shown) - 1) + 1, look().px(26))

    def minimumSizeHint(self) -> QSize:
        """Never give way: a cut word misleads."""
        return self.sizeHint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, where it is one."""
        if self._pressed is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pressed()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shape, name and word."""
        painter = QPainter(self)
        side, left = look().px(12), look().px(12) + look().px(7)
        paint_shape(painter, self._state, QRectF(0, (self.height() - side) / 2, side, side))
        parts = ((self._name, Type.BODY, Tone.DIM), (self._shown_word(), Type.STRONG, Tone.PLAIN))
        for words, kind, tone in parts:
            if words:
                painter.setFont(look().font(kind))
                painter.setPen(look().tone(tone))
                painter.drawText(QRectF(left, 0, self.width(), self.height()), LEFT, words)
                left += self._wide(words, kind) + look().px(7)

    def _shown_word(self) -> str:
        return "" if self._brief and self._name else self._word

    def _wide(self, words: str, kind: Type) -> int:
        return look().wide(kind, words)
