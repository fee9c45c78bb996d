"""The look of everything: one palette, one type scale, one scale factor.

Data and lookups only. ``shell/theme.py`` chooses a look and tells Qt; widgets ask ``look()`` when
they are built or painted. Green, amber and red mean state and nothing else, and never stand
without a word or a shape (DESIGN §9).
"""

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache, lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetrics


class State(StrEnum):
    """What a lamp, chip or figure says; each has its own shape, so that colour is never alone."""

    GOOD = "good"  # green disc
    WARN = "warn"  # amber triangle
    BAD = "bad"  # red square
    UNKNOWN = "unknown"  # grey ring: not measured is never green
    INFO = "info"  # blue diamond
    LIVE = "live"  # white disc, for the red chips of what is on air


class Tone(StrEnum):
    """The colours text may have."""

    PLAIN = "plain"
    DIM = "dim"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    UNKNOWN = "unknown"
    ON_ACCENT = "on-accent"


class Type(Enum):
    """The type scale: (pixels at a screen 1080 high, weight, spacing in percent)."""

    HERO = (112, QFont.Weight.Bold, 98)
    """The one figure that is read from across the room."""
    FIGURE = (54, QFont.Weight.Bold, 98)
    TITLE = (30, QFont.Weight.Bold, 99)
    CLOCK = (28, QFont.Weight.DemiBold, 100)
    HEAD = (20, QFont.Weight.DemiBold, 100)
    STRONG = (15, QFont.Weight.DemiBold, 100)
    BODY = (15, QFont.Weight.Normal, 100)
    SMALL = (13, QFont.Weight.Normal, 100)
    LABEL = (12, QFont.Weight.DemiBold, 106)
    """Headings of cards and columns."""

    def __init__(self, pixels: int, weight: QFont.Weight, spacing: int) -> None:
        """Name the three."""
        self.pixels = pixels
        self.weight = weight
        self.spacing = spacing

    __hash__ = object.__hash__
    """Each is there once. Enum's own is written in Python, and every text that is measured asks for it."""


SMALLEST = 11
"""No text is set below this many pixels, whatever the screen."""

LATIN = "Inter Tabular"
"""The bundled one, see ``resources/fonts/README``."""
_LATIN = (LATIN, "Segoe UI", "SF Pro Text")
_SIMPLIFIED = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei UI")
_TRADITIONAL = ("Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei UI")
_REST = ("Noto Sans", "DejaVu Sans")
FAMILIES = (*_LATIN, *_SIMPLIFIED, *_TRADITIONAL, *_REST)
"""First found wins, glyph by glyph: Latin from the bundled Inter, Chinese from the system."""


ZEROS = str.maketrans("123456789", "000000000")
"""For measuring: every figure is as wide as a 0, and what was measured for one time of day serves for the next."""


def families_for(language: str) -> tuple[str, ...]:
    """Return the families for *language*: many characters are drawn otherwise in Taiwan than on the mainland."""
    return (*_LATIN, *_TRADITIONAL, *_SIMPLIFIED, *_REST) if language == "zh_Hant" else FAMILIES


@dataclass(frozen=True)
class Palette:
    """Every colour, by what it is for. All text colours reach 4.5:1 on every ground they stand on."""

    name: str
    ground: str
    card: str
    raised: str
    raised_hover: str
    line: str
    line_strong: str
    plain: str
    dim: str
    good: str
    warn: str
    bad: str
    info: str
    unknown: str
    accent: str
    accent_hover: str
    accent_line: str
    on_accent: str
    current_row: str
    selected_row: str
    warn_ground: str
    warn_line: str
    bad_ground: str
    bad_line: str
    good_ground: str
    good_line: str
    info_ground: str
    live_ground: str
    live_line: str
    on_live: str
    focus: str
    """The frame around what has the focus."""
    edge: int = 1
    """Pixels at scale 1 of the lines around controls, which do not become larger by it; a focus takes one more."""


DARK = Palette(
    name="dark",
    ground="#0c0f13",
    card="#14181e",
    raised="#1d232c",
    raised_hover="#262e39",
    line="#242b35",
    line_strong="#3a4452",
    plain="#eef2f6",
    dim="#9aa6b4",
    good="#3fbb66",
    warn="#e5a92f",
    bad="#ff6b64",
    info="#6cb0ff",
    unknown="#9aa6b4",
    accent="#1f6feb",
    accent_hover="#1a62d4",
    accent_line="#1f6feb",
    on_accent="#ffffff",
    current_row="#1c3154",
    selected_row="#222a35",
    warn_ground="#231c0f",
    warn_line="#8a6414",
    bad_ground="#2a1416",
    bad_line="#8e2f2d",
    good_ground="#10231a",
    good_line="#236b3d",
    info_ground="#13233a",
    live_ground="#8c1d1d",
    live_line="#c23a36",
    on_live="#ffffff",
    focus="#6cb0ff",
)

LIGHT = Palette(
    name="light",
    ground="#eef1f4",
    card="#ffffff",
    raised="#f1f4f7",
    raised_hover="#e4e9ee",
    line="#cfd7df",
    line_strong="#8896a4",
    plain="#161c23",
    dim="#55616d",
    good="#11702f",
    warn="#805200",
    bad="#b3201a",
    info="#0b57c4",
    unknown="#55616d",
    accent="#0f5fd6",
    accent_hover="#0b50b8",
    accent_line="#0f5fd6",
    on_accent="#ffffff",
    current_row="#dbe8fb",
    selected_row="#e9eef4",
    warn_ground="#fdf4de",
    warn_line="#c99a3a",
    bad_ground="#fdeae8",
    bad_line="#d98a84",
    good_ground="#e7f5ec",
    good_line="#86bf98",
    info_ground="#e6effb",
    live_ground="#b3201a",
    live_line="#8c1d1d",
    on_live="#ffffff",
    focus="#0b57c4",
)


HIGH_CONTRAST = Palette(
    name="high-contrast",
    ground="#000000",
    card="#0a0d11",
    raised="#161b22",
    raised_hover="#232b36",
    line="#6f7c8c",
    line_strong="#b4c0cd",
    plain="#ffffff",
    dim="#d3dbe4",
    good="#5be38a",
    warn="#ffc845",
    bad="#ffa8a2",
    info="#8fc7ff",
    unknown="#d3dbe4",
    accent="#0f4db3",
    accent_hover="#0d429b",
    accent_line="#8fc7ff",
    on_accent="#ffffff",
    current_row="#0d2950",
    selected_row="#1c2530",
    warn_ground="#241a00",
    warn_line="#d99a1f",
    bad_ground="#330c0e",
    bad_line="#ff6b64",
    good_ground="#06200f",
    good_line="#2f9a57",
    info_ground="#0a1f3a",
    live_ground="#8c1414",
    live_line="#ff7d77",
    on_live="#ffffff",
    focus="#ffffff",
    edge=2,
)
"""For tired eyes and bright rooms: text at 7:1 or more on every ground, lines and frames that cannot be missed."""

PALETTES = {palette.name: palette for palette in (DARK, LIGHT, HIGH_CONTRAST)}
"""By the name that the setting has."""


@dataclass(frozen=True)
class Look:
    """A palette at a scale. ``scale`` 1.0 is a screen 1080 logical pixels high."""

    palette: Palette = DARK
    scale: float = 1.0
    families: tuple[str, ...] = FAMILIES
    _pixels: dict[float, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    """By size at scale 1: a hundred sizes are asked for in every draw, and they are a few dozen."""
    _inks: dict[Tone, QColor] = field(default_factory=dict, init=False, repr=False, compare=False)

    def px(self, size: float) -> int:
        """Return *size* (pixels at scale 1) in pixels of this look, at least 1 for anything above 0."""
        pixels = self._pixels.get(size)
        if pixels is None:
            pixels = self._pixels[size] = max(1, round(size * self.scale)) if size > 0 else 0
        return pixels

    def edge(self) -> int:
        """Return the pixels of the lines around controls."""
        return self.px(self.palette.edge)

    def font(self, kind: Type) -> QFont:
        """Return the font of the type scale."""
        return QFont(_font(kind, self.px(kind.pixels), self.families))

    def metrics(self, kind: Type) -> QFontMetrics:
        """Return the measures of that font, for painting."""
        return _metrics(kind, self.px(kind.pixels), self.families)

    def wide(self, kind: Type, text: str) -> int:
        """Return the pixels that *text* takes in that font; the same texts are asked for again and again."""
        return _wide(kind, self.px(kind.pixels), self.families, text)

    def tone(self, tone: Tone) -> QColor:
        """Return the colour of text in *tone*."""
        ink = self._inks.get(tone)
        if ink is None:
            name = "on_accent" if tone is Tone.ON_ACCENT else tone.value
            ink = self._inks[tone] = QColor(getattr(self.palette, name))
        return QColor(ink)

    def state(self, state: State) -> QColor:
        """Return the colour of a lamp in *state*."""
        return QColor(self.palette.on_live if state is State.LIVE else getattr(self.palette, state.value))


@cache
def _font(kind: Type, size: int, families: tuple[str, ...]) -> QFont:
    """Build each font once: finding its families costs more than painting a row with it."""
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(max(SMALLEST, size))
    font.setWeight(kind.weight)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, kind.spacing)
    return unshaped(font)


def unshaped(font: QFont) -> QFont:
    """Return *font* set without the rules by which its letters only kern; it is changed.

    Measuring a text costs a fifth then, and painting it less than half. Writing that cannot be read without its rules
    keeps them.
    """
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return font


@cache
def _metrics(kind: Type, size: int, families: tuple[str, ...]) -> QFontMetrics:
    return QFontMetrics(_font(kind, size, families))


@lru_cache(maxsize=4096)
def _wide(kind: Type, size: int, families: tuple[str, ...], text: str) -> int:
    return _metrics(kind, size, families).horizontalAdvance(text)


def measure_anew() -> None:
    """Forget what was measured: other fonts are loaded, and the same names may mean others than before."""
    for measured in (_font, _metrics, _wide):
        measured.cache_clear()


def scale_for(height: int) -> float:
    """Return the scale for a screen of *height* logical pixels: 0.8 at 720, 1 at 1080, 2 at 2160."""
    return min(4.0, max(0.8, height / 1080))


_look = Look()


def look() -> Look:
    """Return the look in use."""
    return _look


def use(new: Look) -> None:
    """Choose *new* for everything built or painted from now on; called by ``shell/theme.py`` only."""
    global _look  # noqa: PLW0603 -- one look per program, like Qt's own application font
    _look = new


TONE_OF = {
    State.GOOD: Tone.GOOD,
    State.WARN: Tone.WARN,
    State.BAD: Tone.BAD,
    State.INFO: Tone.INFO,
    State.UNKNOWN: Tone.UNKNOWN,
    State.LIVE: Tone.PLAIN,
}
"""The tone text takes when it says the same as a state."""
