"""The grid's rows, painted whole: a tenth of what painting cell by cell through a delegate costs."""

from collections.abc import Container, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from liveops_desktop.panels.editor.model import EditorModel
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.set_text import SetTexts

Strip = tuple[int, int, int]
"""(column, left, width) in pixels of the viewport."""
PAD = 8
"""Pixels at scale 1 between the edge of a cell and its text, and that of a heading."""
_PLAIN, _STRONG = 0, 1


class RowPainter:
    """Colours, fonts and measures of one look, looked up once."""

    def __init__(self) -> None:
        now = look()
        palette = now.palette
        self._inks = (now.tone(Tone.PLAIN), now.tone(Tone.DIM))
        self._ground, self._raised = QColor(palette.card), QColor(palette.raised)
        self._current, self._selected = QColor(palette.current_row), QColor(palette.selected_row)
        self._texts = SetTexts((now.font(Type.BODY), now.font(Type.STRONG)))
        self._pad, self._swatch = now.px(PAD), now.px(10)
        self._cap = self._texts.metrics[_PLAIN].capHeight()

    def clear(self, painter: QPainter, box: QRect) -> None:
        """Paint the ground of the grid into *box*."""
        painter.fillRect(box, self._ground)

    def paint(
        self,
        painter: QPainter,
        model: EditorModel,
        row: int,
        box: QRect,
        strips: Sequence[Strip],
        chosen: Container[int],
    ) -> None:
        """Paint *row* into *box*, the columns that *strips* names; *chosen* columns have another ground."""
        look_of = model.row_look(row)
        if look_of.heading or look_of.on_air:
            painter.fillRect(box, self._raised if look_of.heading else self._current)
        font = _STRONG if look_of.heading else _PLAIN
        painter.setFont(self._texts.fonts[font])
        baseline = box.top() + (box.height() + self._cap) // 2
        fields = model.fields()
        texts = model.texts(row, [column for column, _left, _width in strips])
        for (column, left, width), text in zip(strips, texts, strict=True):
            if column in chosen:
                painter.fillRect(left, box.top(), width, box.height(), self._selected)
            field = fields[column]
            x, room = left + self._pad, width - 2 * self._pad
            if look_of.color and field.key == "number":
                painter.fillRect(x, baseline - self._swatch, self._swatch, self._swatch, QColor(look_of.color))
                x, room = x + self._swatch + self._pad // 2, room - self._swatch - self._pad // 2
            if not text:
                continue
            painter.setPen(self._inks[look_of.dim or not (field.editable or look_of.heading)])
            self._texts.paint(painter, text, font, (x, baseline, room), right=field.figure)
