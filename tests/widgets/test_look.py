"""The look holds its promises: contrast, scale, shapes that differ, fields that echo."""

import itertools

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from liveops_desktop import cli
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.shell import theme
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.clock import BigClock
from liveops_desktop.widgets.echo_edit import EchoEdit
from liveops_desktop.widgets.lamp import paint_shape
from liveops_desktop.widgets.look import (
    DARK,
    HIGH_CONTRAST,
    PALETTES,
    SMALLEST,
    Look,
    Palette,
    State,
    Tone,
    Type,
    scale_for,
)
from liveops_desktop.widgets.text import Text
from liveops_desktop.widgets.tick import Box

READABLE = {"dark": 4.5, "light": 4.5, "high-contrast": 7}
ON_EVERY_GROUND = ("plain", "dim", "good", "warn", "bad", "info", "unknown")
STATE_GROUNDS = ("warn_ground", "bad_ground", "good_ground", "info_ground")
GROUNDS = ("ground", "card", "raised", "raised_hover", "current_row", "selected_row", *STATE_GROUNDS)


def ink_in(widget: QWidget, box: QRectF, ink: QColor) -> int:
    """Return how many pixels in *box* are *ink*."""
    picture = widget.grab().toImage()
    return sum(
        picture.pixelColor(x, y) == ink
        for x in range(int(box.left()), int(box.right()))
        for y in range(int(box.top()), int(box.bottom()))
    )


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_a_ticked_box_carries_a_tick_and_a_list_its_arrow(qapp: QApplication, palette: Palette) -> None:
    theme.apply(qapp, palette=palette.name, scale=1.0)
    box, choice = Box("Host"), Choice()
    box.resize(box.sizeHint())
    box.ensurePolished()
    frame = QRectF(0, 0, 24, box.height()).adjusted(3, 3, -3, -3)
    ink = QColor(palette.ground)
    box.setChecked(True)
    filled = ink_in(box, frame, QColor(palette.good))
    assert ink_in(box, frame, ink) > 8, "a stroke, not a pixel"
    assert filled > 8
    choice.addItem("A")
    choice.resize(160, 36)
    choice.ensurePolished()
    right = QRectF(120, 8, 36, 20)
    assert ink_in(choice, right, QColor(palette.plain)) > 4
    qapp.setStyleSheet("")


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("ink", "ground"), [*itertools.product(ON_EVERY_GROUND, GROUNDS)])
def test_text_can_be_read_on_every_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= READABLE[palette.name]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(
    ("ink", "ground"), [("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_live", "live_ground")]
)
def test_text_on_strong_colours_can_be_read(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= READABLE[palette.name]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("ground", ["ground", "card", "raised"])
def test_the_frame_of_the_focus_can_be_seen(palette: Palette, ground: str) -> None:
    assert contrast(palette.focus, getattr(palette, ground)) >= 3


@pytest.mark.parametrize(
    ("line", "ground"),
    [
        *itertools.product(("line", "line_strong", "accent_line"), ("ground", "card", "raised")),
        *((f"{state}_line", f"{state}_ground") for state in ("warn", "bad", "good", "live")),
    ],
)
def test_every_line_can_be_seen_in_high_contrast(line: str, ground: str) -> None:
    assert contrast(getattr(HIGH_CONTRAST, line), getattr(HIGH_CONTRAST, ground)) >= 3


def test_high_contrast_draws_stronger_lines(qapp: QApplication) -> None:
    assert HIGH_CONTRAST.edge > DARK.edge
    edit, plain = QLineEdit(), QLineEdit()
    pictures = []
    for palette, one in ((DARK, plain), (HIGH_CONTRAST, edit)):
        one.setStyleSheet(theme.style_sheet(Look(palette)))
        one.resize(one.sizeHint())
        pictures.append(one.grab().toImage())
    assert edit.sizeHint() == plain.sizeHint(), "nothing becomes larger by it"
    middle = edit.width() // 2
    edges = [image.pixelColor(middle, HIGH_CONTRAST.edge - 1).name() for image in pictures]
    assert edges == [DARK.ground, HIGH_CONTRAST.line_strong]


def test_the_command_line_offers_every_look() -> None:
    assert tuple(PALETTES) == cli.LOOKS


def test_the_scale_follows_the_screen(qapp: QApplication) -> None:
    assert [scale_for(height) for height in (600, 720, 1080, 2160)] == [0.8, 0.8, 1.0, 2.0]
    sizes = [Look(DARK, 0.8).font(kind).pixelSize() for kind in Type]
    assert min(sizes) >= SMALLEST
    assert sizes == sorted(sizes, reverse=True), "the scale goes from large to small"


def test_every_state_has_a_shape_of_its_own(qapp: QApplication) -> None:
    shapes = set()
    for state in State:
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_shape(painter, state, QRectF(2, 2, 20, 20))
        painter.end()
        shapes.add(bytes(image.convertToFormat(QImage.Format.Format_Alpha8).constBits()))
    assert len(shapes) == len(State) - 1, "only what is good and what is live share the disc"


def test_figures_are_as_wide_as_each_other(qapp: QApplication) -> None:
    from pathlib import Path

    theme.apply(qapp, fonts=Path(theme.__file__).parents[2] / "resources" / "fonts")
    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(Look().font(Type.FIGURE))
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1


def test_a_clock_asks_for_the_same_room_whatever_it_shows(qapp: QApplication) -> None:
    clock = BigClock()
    clock.put("4:00")
    before = clock.sizeHint()
    clock.put("1:04:00", Tone.WARN)
    assert clock.sizeHint() == before
    clock.resize(80, 60)
    assert clock._fit()[0].pixelSize() < clock.font().pixelSize()


def test_what_comes_from_outside_is_no_markup(qapp: QApplication) -> None:
    label = Text("<b>x</b>")
    plain = Text("&lt;b&gt;x&lt;/b&gt;")
    assert label.text() == "<b>x</b>"
    assert label.sizeHint().width() < plain.sizeHint().width()


def test_a_field_echoes_and_refuses(qapp: QApplication) -> None:
    def read(text: str) -> tuple[str, bool]:
        try:
            return f"= {int(text)}", True
        except ValueError:
            return Refused(Reason.NOT_A_DURATION).reason.value, False

    field = EchoEdit(read)
    field.setText("12")
    assert (field.echo(), field.fine()) == ("= 12", True)
    field.setText("x")
    assert (field.echo(), field.fine(), field.property("refused")) == ("not-a-duration", False, "true")
