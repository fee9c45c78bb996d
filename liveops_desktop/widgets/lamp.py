"""The lamp: a shape, a colour and a word, which always say the same."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.text import Text


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
    """Shape, name (dim) and word (strong), in one line: ``▲ Line 4.1 % lost``."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        """Build it unknown; *name* may be empty."""
        super().__init__(parent)
        self._shape = Shape()
        self._name = Text(name, Type.BODY, Tone.DIM)
        self._word = Text("", Type.STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(7))
        for part in (self._shape, self._name, self._word):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._name.setVisible(bool(name))

    def put(self, state: State, word: str, name: str | None = None) -> None:
        """Show *state* with its *word*; *name* None leaves the name."""
        self._shape.put(state)
        self._word.put(word)
        if name is not None:
            self._name.put(name)
            self._name.setVisible(bool(name))
        self.setAccessibleName(f"{self._name.text()} {word}".strip())

    def state(self) -> State:
        """Return the state shown."""
        return self._shape.state()

    def word(self) -> str:
        """Return the word shown."""
        return self._word.text()
