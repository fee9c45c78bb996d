"""A piece of text in one size of the type scale and one tone."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from liveops_desktop.widgets.breaking import pieces, set_in_lines
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.sides import LEFT

AHEAD_AFTER = 200
"""Milliseconds after a change until the next one is made ready: not in the way of the paint of this one."""
_SPARE = 2
"""Pixels by which a line may be narrower than its room before the room is laid out anew."""
_BROKEN = int(Qt.TextFlag.TextWordWrap)
_IN_LINES = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class Text(QLabel):
    """A label. Plain text only: what comes from outside is never read as markup.

    Qt lays the whole window out anew whenever a label's text is set, and paints it by way of the style sheet. Most
    texts here are figures that change and stay as wide as they were, so a line is handed to Qt only when it needs
    another width; what is painted, and told to a screen reader, is always the text of now.
    """

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.BODY,
        tone: Tone = Tone.PLAIN,
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        """Build it; *wrap* breaks lines."""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look().font(kind))
        self.setWordWrap(wrap)
        self._kind = kind
        self._tone = tone
        self._text = text
        self._wraps = wrap
        self._flags = int(LEFT) | _BROKEN * wrap
        self._wide = look().wide(kind, text)
        """Of the text that Qt has."""

    def text(self) -> str:
        """Return what is shown."""
        return self._text

    def setText(self, text: str) -> None:
        """Show *text*: Qt's own name for it."""
        self.put(text)

    def setAlignment(self, side: Qt.AlignmentFlag) -> None:
        """Set it to *side*: Qt's own name for it."""
        super().setAlignment(side)
        self._flags = int(side) | _BROKEN * self._wraps

    def tone(self) -> Tone:
        """Return the tone it is shown in."""
        return self._tone

    def put(self, text: str, tone: Tone | None = None) -> None:
        """Show *text* in *tone* (None: as it was). Does nothing when nothing changes."""
        if tone is not None and tone is not self._tone:
            self._tone = tone
            self.update()
        if text == self._text:
            return
        before, self._text = self._text, text
        wide = look().wide(self._kind, text)
        same_room = bool(text) is bool(before) and self._wide - _SPARE <= wide <= self._wide
        if self._wraps or not same_room or "\n" in text or "\n" in before:
            self._wide = wide
            super().setText(text)
        else:
            self.update()
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text as a label would, without asking the style sheet."""
        if not self._text:
            return
        painter = QPainter(self)
        painter.setPen(look().tone(self._tone))
        painter.drawText(self.contentsRect(), self._flags, self._text)


class ElidedText(QWidget):
    """One line that gives way: it shortens with … instead of pushing its neighbours out. The tip has it whole."""

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.BODY,
        tone: Tone = Tone.PLAIN,
        least: int = 0,
        *,
        steady: bool = False,
        smaller: Type | None = None,
    ) -> None:
        """Build it; *least* is how many letters it never gives up (0: it gives way to a few).

        *steady*: it takes the room that its column has and asks for none, so that a new text lays nothing out anew.
        *smaller*: in which type it is set before anything of it is cut.
        """
        super().__init__()
        self._text = ""
        self._brief = ""
        self._kind = kind
        self._tone = tone
        self._least = least
        self._steady = steady
        self._smaller = smaller or kind
        self._wide = 0
        self._fitted = ("", "", -1, "", kind)
        """A text, its short form, a width, and what of them is shown in it, in which type."""
        self.setFont(look().font(kind))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put(text)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def shown(self) -> str:
        """Return what is painted in the width that there is."""
        return self._fit_in(self.width())[3]

    def put(self, text: str, tone: Tone | None = None, *, brief: str = "") -> None:
        """Show *text*, or *brief*, the same in fewer letters, before it is cut; does nothing when nothing changes."""
        tone = tone or self._tone
        if (text, tone, brief) == (self._text, self._tone, self._brief):
            return
        other = text != self._text
        self._text, self._tone, self._brief = text, tone, brief
        if other:
            self.setAccessibleName(text)
            self.setToolTip(text)
            wide = look().wide(self._kind, text)
            if wide != self._wide:
                self._wide = wide
                if not self._steady:
                    self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the whole text."""
        wide = look().px(48) if self._steady else self._wide + 2
        return QSize(wide, look().metrics(self._kind).height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Give way down to a few letters."""
        hint = self.sizeHint()
        least = look().wide(self._kind, self._text[: self._least] + "…") if self._least else 0
        return QSize(min(hint.width(), max(least, look().px(48))), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        if not self._text:
            return
        painter = QPainter(self)
        painter.setPen(look().tone(self._tone))
        wide = self.width()
        _text, _brief, _wide, shown, kind = self._fit_in(wide)
        if kind is not self._kind:
            painter.setFont(look().font(kind))
        painter.drawText(QRect(0, 0, wide, self.height()), LEFT, shown)

    def _fit_in(self, wide: int) -> tuple[str, str, int, str, Type]:
        if self._fitted[:3] != (self._text, self._brief, wide):
            shown, kind = self._text, self._kind
            if self._wide > wide:
                kind = self._smaller
                shown = self._brief if self._brief and look().wide(kind, shown) > wide else shown
                shown = look().metrics(kind).elidedText(shown, Qt.TextElideMode.ElideRight, wide)
            self._fitted = (self._text, self._brief, wide, shown, kind)
        return self._fitted


class Passage(QWidget):
    """A title in the room that it is given: smaller before it breaks within a word, smallest before it is cut with ….

    It never asks for more than two lines, so that other words lay nothing out anew.
    """

    def __init__(self, largest: Type, smallest: Type, tone: Tone = Tone.PLAIN, least: Type = Type.STRONG) -> None:
        """Build it empty. It is read with ease down to *smallest*; *least* only saves it from being cut."""
        super().__init__()
        self._tone = tone
        self._text = ""
        self._eased = _between(look().font(largest), look().px(smallest.pixels))
        self._small = _between(self._eased[-1], look().px(least.pixels))[1:]
        self._expected = ""
        self._fitted: dict[str, tuple[QSize, QFont, str]] = {}
        """Of the words shown and of those expected: the room, and the font and the lines that they are shown in."""
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD_AFTER)
        self._ahead.timeout.connect(lambda: self._fit_in(self._expected))
        self.setFont(self._eased[0])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def shown(self) -> str:
        """Return the lines as they are painted in the room that there is."""
        return self._fit_in(self._text)[2]

    def expect(self, text: str) -> None:
        """Be ready to show *text* next: to find out how it is set costs half a millisecond, in the midst of a take."""
        if text != self._expected:
            self._expected = text
            self._ahead.start()

    def put(self, text: str) -> None:
        """Show *text*; does nothing when nothing changes."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.setToolTip(text)
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for two lines."""
        return QSize(look().px(120), 2 * QFontMetrics(self._eased[0]).lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Give way to one."""
        return QSize(look().px(48), QFontMetrics(self._eased[-1]).lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as large as they have room."""
        if not self._text:
            return
        _size, font, shown = self._fit_in(self._text)
        painter = QPainter(self)
        painter.setPen(look().tone(self._tone))
        painter.setFont(font)
        painter.drawText(self.rect(), _IN_LINES, shown)

    def _fit_in(self, text: str) -> tuple[QSize, QFont, str]:
        if text not in self._fitted or self._fitted[text][0] != self.size():
            wanted = (self._text, self._expected)
            self._fitted = {kept: fitted for kept, fitted in self._fitted.items() if kept in wanted}
            self._fitted[text] = (self.size(), *self._fit(text))
        return self._fitted[text]

    def _fit(self, text: str) -> tuple[QFont, str]:
        """Return the font and the lines; where nothing has room in whole, as many lines as have, the last cut."""
        measured = cache(QFontMetrics(self._eased[0]).horizontalAdvance)  # once for all the sizes that are tried
        for fonts, within in ((self._eased, False), (self._eased, True), (self._small, False), (self._small, True)):
            for font in fonts:
                lines = self._lines(text, font, measured, within=within)
                if lines is not None:
                    return font, lines
        return self._cut(text)

    def _lines(self, text: str, font: QFont, measured: Callable[[str], int], *, within: bool) -> str | None:
        """Return *text* in lines that have room in *font*; *within*: Chinese words may be broken.

        *measured*: how wide a piece is in the largest font.
        """
        share = font.pixelSize() / self._eased[0].pixelSize()
        lines = set_in_lines(text, lambda piece: measured(piece) * share, self.width(), within=within)
        if lines is None or len(lines) * font.pixelSize() > self.height():
            return None
        shown = "\n".join(lines)
        needed = QFontMetrics(font).boundingRect(self.rect(), _IN_LINES, shown)
        return shown if needed.height() <= self.height() and needed.width() <= self.width() else None

    def _cut(self, text: str) -> tuple[QFont, str]:
        """Return the first words of *text* in the smallest font, and as much of what follows as has room."""
        font = (self._small or self._eased)[-1]
        metrics = QFontMetrics(font)
        high = metrics.boundingRect(self.rect(), _IN_LINES, text.split("\n")[0]).height()
        most = max(1, self.height() // max(1, high))
        lines, rest = [""], pieces(text, within=True)
        while rest:
            if lines[-1] and metrics.horizontalAdvance(lines[-1] + rest[0].rstrip()) > self.width():
                if len(lines) == most:
                    break
                lines.append("")
            lines[-1] += rest.pop(0)
        lines[-1] += "".join(rest)
        right = Qt.TextElideMode.ElideRight
        return font, "\n".join(metrics.elidedText(line.rstrip(), right, self.width()) for line in lines)


def _between(largest: QFont, smallest: int) -> list[QFont]:
    """Return *largest* and the fonts below it, each a tenth smaller, down to *smallest* pixels."""
    fonts = [largest]
    while fonts[-1].pixelSize() > smallest:
        font = QFont(largest)
        font.setPixelSize(max(smallest, fonts[-1].pixelSize() * 9 // 10))
        fonts.append(font)
    return fonts
