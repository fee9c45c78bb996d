"""A figure that changes every second and never moves its neighbours."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from liveops_desktop.widgets.figures import FIGURES
from liveops_desktop.widgets.look import ZEROS, Tone, Type, look

_AIR = 1.14
"""Height of the box over that of the figure: it touches no word above or below."""


class BigClock(QWidget):
    """One figure in tabular digits. Its size comes from *widest*; a longer text is set smaller, never cut."""

    def __init__(self, kind: Type = Type.HERO, widest: str = "00:00", parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._widest = widest
        self._text = ""
        self._tone = Tone.PLAIN
        self._right = False
        self._low = False
        self._fitted_for: tuple[str, QSize] | None = None
        self._fitted = (QFont(), 0, 0)
        """The font, how high its capitals are, and how wide the text is."""
        self.setFont(look().font(kind))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def align_right(self) -> None:
        """Set the figure to the right edge."""
        self._right = True

    def put_low(self, low: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Ask for two thirds of the height, for low windows."""
        if low is not self._low:
            self._low = low
            self.updateGeometry()

    def text(self) -> str:
        """Return what is shown."""
        return self._text

    def tone(self) -> Tone:
        """Return the tone it is shown in."""
        return self._tone

    def put(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Show *text*; repaints only itself and only when something changed."""
        if (text, tone) == (self._text, self._tone):
            return
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the widest figure; digits have no descenders, so the line is tight."""
        metrics = QFontMetrics(self.font())
        height = metrics.capHeight() * (0.9 if self._low else 1.3)
        return QSize(metrics.horizontalAdvance(self._widest), round(height))

    def minimumSizeHint(self) -> QSize:
        """Give way to half: the figure shrinks with its box."""
        hint = self.sizeHint()
        return QSize(hint.width() // 2, hint.height() // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure, centred on its capital height."""
        fitted_for = (self._text.translate(ZEROS), self.size())
        if fitted_for != self._fitted_for:
            self._fitted, self._fitted_for = self._fit(), fitted_for
        font, capital, width = self._fitted
        left, baseline = self.width() - width if self._right else 0, (self.height() + capital) // 2
        FIGURES.paint(QPainter(self), left, baseline, self._text, font, look().tone(self._tone))

    def _fit(self) -> tuple[QFont, int, int]:
        """Return the font, smaller where the text would not fit, and its measures."""
        font = QFont(self.font())
        metrics = QFontMetrics(font)
        wide, high = metrics.horizontalAdvance(self._text), metrics.capHeight() * _AIR
        share = min(1.0, self.width() / max(1, wide), self.height() / max(1, high))
        if share < 1.0:
            font.setPixelSize(max(1, int(font.pixelSize() * share)))
            metrics = QFontMetrics(font)
        return font, metrics.capHeight(), metrics.horizontalAdvance(self._text)


class Bar(QWidget):
    """A thin bar of how much is used up, 0…1. Says nothing alone: a figure stands beside it."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self._share = 0.0
        self._tone = Tone.INFO
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, share: float, tone: Tone = Tone.INFO) -> None:
        """Show *share*, cut to 0…1; repaints when a whole pixel changes."""
        share = min(1.0, max(0.0, share))
        if tone is not self._tone or round(share * self.width()) != round(self._share * self.width()):
            self._share, self._tone = share, tone
            self.update()

    def sizeHint(self) -> QSize:
        """Return a thin line."""
        return QSize(look().px(60), look().px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track and the share."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(look().palette.raised_hover)
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.setBrush(look().tone(self._tone))
        painter.drawRoundedRect(QRect(0, 0, round(self.width() * self._share), self.height()), radius, radius)
