"""The rows of the table, painted whole: a third of what painting cell by cell through a delegate costs."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from liveops_desktop.panels.run_of_show.rows import RIGHT, Column, Rows
from liveops_desktop.widgets.chip import elided_pill, paint_pill, pill_width
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.set_text import SetText, set_text

Strip = tuple[Column, int, int]
"""(column, left, width) in pixels of the viewport."""
_CUT = frozenset({Column.TITLE, Column.OWNER})
"""Columns whose text may be longer than its room."""


_KEPT = 1_500
"""Texts kept set: those of some two hundred rows."""


class RowPainter:
    """Colours, fonts and measures of one look, looked up once."""

    def __init__(self) -> None:
        """Take the look in use."""
        now = look()
        palette = now.palette
        self._ink = {tone: now.tone(tone) for tone in Tone}
        self._line, self._bar = QColor(palette.line), QColor(palette.info)
        self._current, self._selected = QColor(palette.current_row), QColor(palette.selected_row)
        self._fonts = (now.font(Type.BODY), now.font(Type.STRONG))
        self._metrics = (QFontMetrics(self._fonts[0]), QFontMetrics(self._fonts[1]))
        self._pad, self._bar_width, self._gap = now.px(10), now.px(4), now.px(6)
        self._cap = self._metrics[0].capHeight()
        self._ground = QColor(palette.card)
        self._set: dict[tuple[str, bool, int], SetText] = {}

    def clear(self, painter: QPainter, box: QRect) -> None:
        """Paint the ground of the table into *box*."""
        painter.fillRect(box, self._ground)

    def paint(
        self, painter: QPainter, rows: Rows, row: int, box: QRect, strips: Sequence[Strip], *, selected: bool
    ) -> None:
        """Paint *row* into *box*, the columns that *strips* names."""
        current = row == rows.timing.current
        if current or selected:
            painter.fillRect(box, self._current if current else self._selected)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self._line)
        if current:
            painter.fillRect(box.left(), box.top(), self._bar_width, box.height(), self._bar)
        baseline = box.top() + (box.height() + self._cap) // 2
        for strip in strips:
            if strip[0] is Column.MARKS:
                self._paint_marks(painter, rows, row, box, strip)
            else:
                self._paint_cell(painter, rows, row, strip, baseline)

    def set_ahead(self, rows: Rows, ahead: range, strips: Sequence[Strip]) -> None:
        """Set the texts of the rows *ahead*, of the first also as it will be on air."""
        for row in ahead:
            for column, _left, width in strips:
                text = "" if column is Column.MARKS else rows.cell(row, column).text
                if text:
                    for strong in (False, True) if row == ahead.start else (False,):
                        self._text_set(text, strong, width - 2 * self._pad if column in _CUT else 0)

    def _paint_cell(self, painter: QPainter, rows: Rows, row: int, strip: Strip, baseline: int) -> None:
        """Paint one text by its baseline: a Chinese letter in it would lower it otherwise."""
        column, left, width = strip
        text, tone, strong = rows.cell(row, column)
        if not text:
            return
        text_set = self._text_set(text, strong, width - 2 * self._pad if column in _CUT else 0)
        painter.setFont(self._fonts[strong])
        painter.setPen(self._ink[tone])
        x = left + self._pad
        if column in RIGHT:
            x = left + width - self._pad - text_set.width
        painter.drawStaticText(QPointF(x, baseline - text_set.ascent), text_set.glyphs)
        if column is Column.TITLE and rows.show.cues[row].skipped:
            middle = baseline - self._cap // 2
            painter.drawLine(x, middle, x + text_set.width, middle)

    def _text_set(self, text: str, strong: bool, room: int) -> SetText:  # noqa: FBT001 -- a key's part
        """Return *text* set, shortened to *room* pixels where that is above 0; most texts were painted before."""
        key = (text, strong, room)
        if key not in self._set:
            if len(self._set) >= _KEPT:
                self._set.clear()
            font, metrics = self._fonts[strong], self._metrics[strong]
            if room and metrics.horizontalAdvance(text) > room:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._set[key] = set_text(text, font, metrics)
        return self._set[key]

    def _paint_marks(self, painter: QPainter, rows: Rows, row: int, box: QRect, strip: Strip) -> None:
        _column, left, width = strip
        x, end = float(left + self._pad), left + width
        middle = box.top() + box.height() / 2
        for place, mark in enumerate(rows.marks(row)):
            words = mark.words
            if x + pill_width(words) > end:
                if place:
                    return  # what has no room is in the tip
                words = elided_pill(words, end - x)
            x += paint_pill(painter, words, x, middle, mark.state) + self._gap
