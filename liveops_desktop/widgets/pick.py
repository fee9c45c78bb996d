"""A row to pick: a shape, a name, a remark and a figure; picked again it lets go. For filters beside a list."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from liveops_desktop.widgets.keys import ENTER, keeps
from liveops_desktop.widgets.lamp import paint_shape
from liveops_desktop.widgets.look import State, Tone, Type, look

MIDDLE = Qt.AlignmentFlag.AlignVCenter
PICKS = ENTER | {Qt.Key.Key_Space}
WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PickRow(QAbstractButton):
    """One row; ``clicked`` when it is picked by mouse or by Enter or Space with the focus on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._shown: tuple[State | None, str, str, str] = (None, "", "", "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, state: State | None, name: str, remark: str = "", figure: str = "") -> None:
        """Show the row; no shape for *state* None."""
        shown = (state, name, remark, figure)
        if shown != self._shown:
            self._shown = shown
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
        """Return the room of one line."""
        return QSize(look().px(200), look().px(35))

    def minimumSizeHint(self) -> QSize:
        """Give way in width."""
        return QSize(look().px(120), look().px(35))

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
        wide = self._wide(name, Type.BODY) + self._wide(remark, Type.STRONG) + self._wide(figure, Type.BODY)
        if remark and wide > right - left:
            figure = ""  # the remark says what matters; the name stays whole
        for words, kind, tone in ((figure, Type.BODY, Tone.DIM), (remark, Type.STRONG, Tone.PLAIN)):
            if words:
                painter.setFont(look().font(kind))
                painter.setPen(look().tone(tone))
                painter.drawText(QRect(0, 0, right, self.height()), MIDDLE | Qt.AlignmentFlag.AlignRight, words)
                right -= QFontMetrics(painter.font()).horizontalAdvance(words) + look().px(12)
        painter.setFont(look().font(Type.BODY))
        painter.setPen(look().tone(Tone.PLAIN))
        room = QRect(left, 0, max(0, right - left), self.height())
        shown = QFontMetrics(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, MIDDLE | Qt.AlignmentFlag.AlignLeft, shown)

    def _wide(self, words: str, kind: Type) -> int:
        return look().wide(kind, words) + look().px(12) if words else 0
