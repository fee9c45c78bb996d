"""Three drawn pictures of where OBS's WebSocket server is switched on: the menu, the dialog, the buttons.

Drawn by us in the colours of the look; no screenshot and no mark of OBS. Their words are those of OBS's own menus in
the language chosen. What is to be pressed is framed, and each picture carries its sentence as accessible name.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _

_WIDE, _HIGH = 270, 132
"""Pixels at scale 1 in which the pictures are drawn."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class _Pen:
    """The few things the pictures are made of, in their own pixels."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter
        self.palette = look().palette

    def box(self, x: float, y: float, wide: float, high: float, ground: str, edge: str = "") -> None:
        self.painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(ground))
        self.painter.drawRoundedRect(QRectF(x + 0.5, y + 0.5, wide - 1, high - 1), 3, 3)

    def words(self, x: float, y: float, wide: float, text: str, *, middle: bool = False, dim: bool = False) -> None:
        font = look().font(Type.LABEL)
        font.setPixelSize(11)
        self.painter.setFont(font)
        self.painter.setPen(QColor(self.palette.dim if dim else self.palette.plain))
        shown = self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(wide))
        self.painter.drawText(QRectF(x, y, wide, 18), _MIDDLE if middle else _LEFT, shown)

    def frame(self, x: float, y: float, wide: float, high: float) -> None:
        """Frame what is to be pressed."""
        self.painter.setPen(QPen(QColor(self.palette.info), 2))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(x, y, wide, high), 4, 4)

    def tick(self, x: float, y: float) -> None:
        self.box(x, y, 13, 13, self.palette.ground, self.palette.dim)
        self.painter.setPen(QPen(QColor(self.palette.plain), 2))
        self.painter.drawPolyline([QPointF(x + 3, y + 7), QPointF(x + 6, y + 10), QPointF(x + 10, y + 3)])


def _menu(pen: _Pen) -> None:
    p = pen.palette
    pen.box(0, 0, _WIDE, _HIGH, p.card, p.line_strong)
    pen.box(0, 0, _WIDE, 22, p.raised)
    pen.words(10, 2, 50, _("File"), dim=True)
    pen.words(62, 2, 50, _("View"), dim=True)
    pen.words(122, 2, 52, _("Tools"), middle=True)
    pen.words(190, 2, 60, _("Help"), dim=True)
    pen.box(90, 24, 176, 84, p.raised, p.line_strong)
    pen.box(100, 36, 96, 6, p.line_strong)
    pen.box(100, 52, 116, 6, p.line_strong)
    pen.box(92, 66, 172, 22, p.current_row)
    pen.words(98, 68, 164, _("WebSocket Server Settings"))
    pen.box(100, 96, 80, 6, p.line_strong)
    pen.frame(119, 1, 58, 20)
    pen.frame(91, 65, 174, 24)


def _dialog(pen: _Pen) -> None:
    p = pen.palette
    _window(pen)
    pen.tick(14, 32)
    pen.words(34, 29, 210, _("Enable WebSocket server"))
    pen.words(14, 60, 100, _("Server Port"), dim=True)
    pen.box(124, 60, 70, 18, p.ground, p.line_strong)
    pen.words(130, 60, 60, "4455")
    pen.words(14, 84, 100, _("Server Password"), dim=True)
    pen.box(124, 84, 110, 18, p.ground, p.line_strong)
    pen.words(130, 84, 100, "●●●●●●●●")
    pen.frame(9, 27, 240, 23)


def _buttons(pen: _Pen) -> None:
    p = pen.palette
    _window(pen)
    pen.tick(14, 32)
    pen.words(34, 29, 210, _("Enable WebSocket server"), dim=True)
    for x, title in ((74, _("OK")), (138, _("Cancel")), (202, _("Apply"))):
        pen.box(x, 100, 58, 22, p.raised, p.line_strong)
        pen.words(x, 102, 58, title, middle=True, dim=x != 74)
    pen.frame(72, 98, 62, 26)


def _window(pen: _Pen) -> None:
    p = pen.palette
    pen.box(0, 0, _WIDE, _HIGH, p.card, p.line_strong)
    pen.box(0, 0, _WIDE, 22, p.raised)
    pen.words(10, 2, 240, _("WebSocket Server Settings"), dim=True)


STEPS: tuple[tuple[str, Callable[[_Pen], None]], ...] = (
    (N_("1. In OBS, open the menu Tools and choose WebSocket Server Settings."), _menu),
    (N_("2. Tick “Enable WebSocket server”. Port and password may stay as they are."), _dialog),
    (N_("3. Press OK."), _buttons),
)
"""Each step's sentence, and who draws it."""


class StepPicture(QWidget):
    """One step: its picture with its sentence under it."""

    def __init__(self, sentence: str, draw: Callable[[_Pen], None]) -> None:
        """Build it; *sentence* is translated already."""
        super().__init__()
        column = QVBoxLayout(self)
        margins(column, 0, 0, 6)
        column.addWidget(_Picture(sentence, draw))
        column.addWidget(Text(sentence, Type.BODY, Tone.PLAIN, wrap=True))
        column.addStretch(1)
        self.setFixedWidth(look().px(_WIDE))


class _Picture(QWidget):
    def __init__(self, sentence: str, draw: Callable[[_Pen], None]) -> None:
        super().__init__()
        self._draw = draw
        self.setAccessibleName(sentence)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of the picture."""
        return QSize(look().px(_WIDE), look().px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, as large as the look is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _WIDE, self.height() / _HIGH)
        self._draw(_Pen(painter))
