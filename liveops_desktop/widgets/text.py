"""A piece of text in one size of the type scale and one tone."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from liveops_desktop.widgets.look import Tone, Type, look


class Text(QLabel):
    """A label. Plain text only: what comes from outside is never read as markup."""

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
        self._tone = tone
        self.setProperty("tone", tone.value)

    def put(self, text: str, tone: Tone | None = None) -> None:
        """Show *text* in *tone* (None: as it was). Does nothing when nothing changes."""
        if text != self.text():
            self.setText(text)
        if tone is not None and tone is not self._tone:
            self._tone = tone
            self.setProperty("tone", tone.value)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedText(QWidget):
    """One line that gives way: it shortens with … instead of pushing its neighbours out. The tip has it whole."""

    def __init__(self, text: str = "", kind: Type = Type.BODY, tone: Tone = Tone.PLAIN, least: int = 0) -> None:
        """Build it; *least* is how many letters it never gives up (0: it gives way to a few)."""
        super().__init__()
        self._text = ""
        self._tone = tone
        self._least = least
        self.setFont(look().font(kind))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put(text)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def put(self, text: str, tone: Tone | None = None) -> None:
        """Show *text*; does nothing when nothing changes."""
        tone = tone or self._tone
        if (text, tone) == (self._text, self._tone):
            return
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the whole text."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Give way down to a few letters."""
        hint = self.sizeHint()
        least = QFontMetrics(self.font()).horizontalAdvance(self._text[: self._least] + "…") if self._least else 0
        return QSize(min(hint.width(), max(least, look().px(48))), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(look().tone(self._tone))
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, self.width(), self.height()), align, shown)
