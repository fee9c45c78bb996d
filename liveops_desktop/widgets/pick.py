"""A row to pick: a shape, a name, a remark and a figure; picked again it lets go. For filters beside a list."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from liveops_desktop.widgets.keys import ENTER, keeps
from liveops_desktop.widgets.lamp import paint_shape
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.sides import LEFT, RIGHT

PICKS = ENTER | {Qt.Key.Key_Space}
WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PickRow(QAbstractButton):
    """One row; ``clicked`` when it is picked by mouse or by Enter or Space with the focus on it."""

    def __init__(self, parent: QWidget | None = None, *, whole: bool = False) -> None:
        """Build it empty. *whole*: where the remark would cut the name, it stands below it."""
        super().__init__(parent)
        self._whole = whole
        self._shown: tuple[State | None, str, str, str] = (None, "", "", "")
        self._tall = False
        """Whether the remark stands below the name: beside it the name would be cut."""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, state: State | None, name: str, remark: str = "", figure: str = "") -> None:
        """Show the row; no shape for *state* None."""
        shown = (state, name, remark, figure)
        if shown != self._shown:
            self._shown = shown
            self._fit()
            self.setAccessibleName(" ".join(part for part in (name, remark, figure) if part))
            self.update()

    def shown(self) -> tuple[State | None, str, str, str]:
        """Return what is shown: shape, name, remark, figure."""
        return self._shown

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Space from the room's keys while it has the focus."""
        return keeps(event, PICKS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space pick, the arrows walk to the row above and below."""
        key = Qt.Key(event.key())
        if key in PICKS and not event.isAutoRepeat():
            self.click()
        elif key in WALK:
            self._walk(WALK[key])
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        parent = self.parentWidget()
        rows = [row for row in parent.findChildren(PickRow) if row.isVisible()] if parent is not None else []
        rows.sort(key=lambda row: row.y())
        place = rows.index(self) + by if self in rows else 0
        if 0 <= place < len(rows):
            rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        """Return the room of one line, or of two."""
        return QSize(look().px(200), self._high())

    def minimumSizeHint(self) -> QSize:
        """Give way in width."""
        return QSize(look().px(120), self._high())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether name and remark still fit beside each other."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _high(self) -> int:
        return look().px(50 if self._tall else 35)

    def _fit(self) -> None:
        state, name, remark, _figure = self._shown
        shape = look().px(22) if state is not None else 0
        wide = self._wide(name, Type.BODY) + self._wide(remark, Type.STRONG) + shape
        tall = self._whole and bool(remark) and wide > self.width() - look().px(16)
        if tall is not self._tall:
            self._tall = tall
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, shape, name, remark and figure."""
        palette = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.current_row if self.isChecked() else palette.raised))
            painter.drawRoundedRect(self.rect(), look().px(5), look().px(5))
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.focus), look().edge()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = look().edge() / 2
            box = self.rect().toRectF().adjusted(half, half, -half, -half)
            painter.drawRoundedRect(box, look().px(5), look().px(5))
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        state, name, remark, figure = self._shown
        left, right = look().px(8), self.width() - look().px(8)
        if state is not None:
            side = look().px(12)
            paint_shape(painter, state, QRect(left, (self.height() - side) // 2, side, side).toRectF())
            left += side + look().px(10)
        name_box, remark_box = self._lines(left, right)
        if self._cuts_figure():
            figure = ""
        ends = [(figure, Type.BODY, Tone.DIM)] + ([] if self._tall else [(remark, Type.STRONG, Tone.PLAIN)])
        for words, kind, tone in ends:
            if words:
                painter.setFont(look().font(kind))
                painter.setPen(look().tone(tone))
                painter.drawText(name_box, RIGHT, words)
                name_box.setRight(name_box.right() - self._wide(words, kind))
        painter.setPen(look().tone(Tone.PLAIN))
        self._paint_line(painter, name_box, name, Type.BODY)
        if self._tall:
            self._paint_line(painter, remark_box, remark, Type.STRONG)

    def _cuts_figure(self) -> bool:
        """Tell whether the figure gives way: the remark says what matters, and the name stays whole."""
        state, name, remark, figure = self._shown
        left = look().px(22) if state is not None else 0
        beside = 0 if self._tall else self._wide(remark, Type.STRONG)
        wide = left + self._wide(name, Type.BODY) + beside + self._wide(figure, Type.BODY)
        return (self._whole or bool(remark)) and wide > self.width() - look().px(16)

    def name_room(self) -> int:
        """Return the pixels there are for the name, beside all else that is shown."""
        state, _name, remark, figure = self._shown
        left = look().px(8) + (look().px(22) if state is not None else 0)
        beside = 0 if self._tall else self._wide(remark, Type.STRONG)
        return (
            self.width() - look().px(8) - left - beside - (0 if self._cuts_figure() else self._wide(figure, Type.BODY))
        )

    def _lines(self, left: int, right: int) -> tuple[QRect, QRect]:
        """Return where the name stands and where the remark does: the same line, or the one below."""
        whole = QRect(left, 0, max(0, right - left), self.height())
        if not self._tall:
            return whole, whole
        half, inset = self.height() // 2, look().px(4)
        return whole.adjusted(0, inset, 0, -half), whole.adjusted(0, half, 0, -inset)

    def _paint_line(self, painter: QPainter, room: QRect, words: str, kind: Type) -> None:
        painter.setFont(look().font(kind))
        shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, LEFT, shown)

    def _wide(self, words: str, kind: Type) -> int:
        return look().wide(kind, words) + look().px(12) if words else 0
