"""Buttons: a title, and the key that does the same."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from liveops_desktop.widgets.look import Type, look

TIGHTEST = 2
"""How close title and keycap can be set."""


class KeyButton(QPushButton):
    """A button with a keycap. It never takes the focus, so Space cannot press it (DESIGN §6).

    *kind*: ``plain``, ``primary`` (the one thing to do), ``danger`` (red edge), ``quiet`` (small).
    """

    def __init__(
        self, title: str = "", key: str = "", kind: str = "plain", pressed: Callable[[], object] | None = None
    ) -> None:
        """Build it; *pressed* is called on a click."""
        super().__init__()
        self._key = key
        self._kind = kind
        self._tight = 0
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(look().font(Type.SMALL if kind == "quiet" else Type.STRONG))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.put(title)
        if pressed is not None:
            self.clicked.connect(lambda _checked=False: pressed())

    def put(self, title: str, *, enabled: bool = True, key: str | None = None) -> None:
        """Show *title*."""
        if title != self.text() or (key is not None and key != self._key):
            self._key = self._key if key is None else key
            self.setText(title)
            self.updateGeometry()
        self.setAccessibleName(f"{title} ({self._key})" if self._key else title)
        if enabled != self.isEnabled():
            self.setEnabled(enabled)

    def put_tight(self, tight: int) -> None:
        """Set title and keycap closer: 0 as drawn, 1 tighter, 2 tightest, for narrow windows."""
        if tight != self._tight:
            self._tight = tight
            self.updateGeometry()
            self.update()

    def width_at(self, tight: int) -> int:
        """Return the width it would have that tight."""
        now, self._tight = self._tight, tight
        width = self.sizeHint().width()
        self._tight = now
        return width

    def sizeHint(self) -> QSize:
        """Return the room of title and keycap."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2 * self._pad()
        return QSize(width + self._key_room(), look().px(28 if self._kind == "quiet" else 42))

    def minimumSizeHint(self) -> QSize:
        """Never cut a title: the tightest it can be set."""
        return QSize(self.width_at(TIGHTEST), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, title and keycap."""
        palette = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, ink = self._colours()
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        radius = look().px(7)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(ink)
        pad = self._pad()
        box = QRectF(pad, 0, self.width() - 2 * pad - self._key_room(), self.height())
        side = Qt.AlignmentFlag.AlignLeft if self._key else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._key:
            primary = self._kind == "primary" and self.isEnabled()
            self._paint_key(painter, pad, QColor(palette.on_accent if primary else palette.dim))

    def _paint_key(self, painter: QPainter, pad: int, ink: QColor) -> None:
        font = look().font(Type.LABEL)
        painter.setFont(font)
        width = self._key_room() - self._gap()
        height = QFontMetrics(font).height() + look().px(4)
        box = QRectF(self.width() - pad - width + 0.5, (self.height() - height) / 2 + 0.5, width - 1, height - 1)
        edge = QColor(ink)
        edge.setAlphaF(0.55)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, look().px(4), look().px(4))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)

    def _key_room(self) -> int:
        if not self._key:
            return 0
        cap = look().metrics(Type.LABEL).horizontalAdvance(self._key) + look().px((14, 12, 8)[self._tight])
        return cap + self._gap()

    def _gap(self) -> int:
        return look().px((10, 8, 6)[self._tight])

    def _pad(self) -> int:
        return look().px((10, 9, 7)[self._tight] if self._kind == "quiet" else (16, 13, 9)[self._tight])

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Return ground, edge and ink."""
        palette = look().palette
        hot = self.isEnabled() and (self.underMouse() or self.isDown())
        raised = palette.raised_hover if hot else palette.raised
        if not self.isEnabled():
            return QColor(palette.card), QColor(palette.line), QColor(palette.dim)
        if self._kind == "primary":
            ground = palette.accent_hover if hot else palette.accent
            return QColor(ground), QColor(ground), QColor(palette.on_accent)
        if self._kind == "danger":
            return QColor(palette.raised_hover if hot else palette.card), QColor(palette.bad_line), QColor(palette.bad)
        return QColor(raised), QColor(palette.line_strong), QColor(palette.plain)
