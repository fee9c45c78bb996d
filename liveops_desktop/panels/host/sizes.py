"""Sizes and colours of the host panel: from reading distance and the screen's millimetres.

Character height at the least is distance ÷ 200 (AVIXA DISCAS, basic decision making). For a glance under pressure
2.5 times that for text, 3.5 for the message, 6 for the countdown; a quarter more for Chinese. Where a screen does not
tell its millimetres, the floor is that of 24 inches read from 1.5 m.
Every pair of colours reaches 15:1 (a test measures them): grounds are very dark, text is near-white,
and state lies in shape, edge and word.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from liveops_desktop.widgets.look import FAMILIES, unshaped

DISTANCE_M = 2.0
"""Where a station says nothing else."""
CAPITAL = 0.72
"""Height of a capital as a share of the font's pixel size (Inter 0.727, Noto Sans 0.714)."""

FLOOR = 1_500 / 200 / 299 / CAPITAL
"""As a share of the height: 24 inches (299 mm high) from 1.5 m."""
SMALL, MOST_SMALL = 0.042, 0.058
"""Of the small words, as shares of the height: where nothing asks for more, and what their places hold."""

GROUND = "#000000"
INK = "#ffffff"
DIM = "#dde2e8"
WARN = "#ffdc8a"
LIVE_GROUND, LIVE_EDGE, LIVE_SHAPE = "#450a0a", "#e5484d", "#ff5a5f"
OVER_GROUND, OVER_EDGE = "#3a0606", "#ff5a5f"
HELD_GROUND, HELD_EDGE = "#2b2000", "#e5a92f"
IDLE_GROUND, IDLE_EDGE = "#14181e", "#8793a1"
MESSAGE_GROUND, MESSAGE_EDGE, MESSAGE_SHAPE = "#0a2340", "#4a9bff", "#7fb8ff"
URGENT_GROUND, URGENT_EDGE, URGENT_SHAPE = "#2b2000", "#ffb938", "#ffb938"
REHEARSAL = "#ffe14d"

TEXT_PAIRS = (
    (INK, GROUND),
    (DIM, GROUND),
    (WARN, GROUND),
    (REHEARSAL, GROUND),
    (INK, LIVE_GROUND),
    (INK, OVER_GROUND),
    (INK, HELD_GROUND),
    (INK, IDLE_GROUND),
    (INK, MESSAGE_GROUND),
    (INK, URGENT_GROUND),
)
"""Every (text, ground) that is painted."""


@dataclass(frozen=True)
class Sizes:
    """Font sizes in pixels. The wished ones give way to what fits, down to ``floor``."""

    body: float
    message: float
    figure: float
    floor: float
    small: float
    """Of the words beside a figure: never below the floor as far as their places hold them."""


def sizes(height_px: float, height_mm: float, distance_m: float, *, chinese: bool) -> Sizes:
    """Return the wished sizes for a panel *height_px* high on a screen *height_mm* high (0: not known).

    Never smaller than the drawing's share of the height, so that a near screen is used in full.
    """
    body, message, figure = 0.074 * height_px, 0.094 * height_px, 0.25 * height_px
    more = 1.25 if chinese else 1.0
    floor = FLOOR * height_px * more
    if height_mm > 0:
        pixel_per_mm = height_px / height_mm
        least = distance_m * 1_000 / 200 * pixel_per_mm / CAPITAL * more
        body, message, figure = max(body, 2.5 * least), max(message, 3.5 * least), max(figure, 6 * least)
        floor = max(floor, least)
    # In a window too small for its reader nothing is cut off for being too small.
    floor = min(floor, MOST_SMALL * height_px)
    small = max(SMALL * height_px, floor)
    return Sizes(body, message, figure, min(floor, body), small)


def font(pixels: float, *, bold: bool = False) -> QFont:
    """Return the panel's font."""
    return QFont(_font(max(8, round(pixels)), bold=bold))


@cache
def _font(pixels: int, *, bold: bool) -> QFont:
    """Build each font once: finding its families costs more than painting with it."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Medium)
    return unshaped(made)


def advance(text: str, letters: QFont) -> float:
    """Return how wide *text* is in those letters."""
    return QFontMetricsF(letters).horizontalAdvance(text)


@lru_cache(maxsize=64)
def has_chinese(text: str) -> bool:
    """Return whether *text* holds a CJK character."""
    return any("\u3400" <= letter <= "\u9fff" for letter in text)
