"""Tell Qt the look: Fusion, one palette, one style sheet, the bundled font, the scale of the screen.

Fonts are never set in the style sheet: a sheet would drop the tabular figures that ``Look.font`` asks for.
"""

import dataclasses
from pathlib import Path

from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from liveops_desktop.widgets import look as looks
from liveops_desktop.widgets.figures import FIGURES
from liveops_desktop.widgets.look import PALETTES, Look, Palette, Type, families_for, scale_for
from liveops_desktop.words import language

_CHINESE = (QFontDatabase.WritingSystem.SimplifiedChinese, QFontDatabase.WritingSystem.TraditionalChinese)
_loaded: dict[str, int] = {}
"""Font files by name, with Qt's number for each."""


def apply(app: QApplication, *, palette: str = "dark", scale: float | None = None, fonts: Path | None = None) -> Look:
    """Give *app* the look and return it. Call before any widget is built, and again to change it.

    *scale* None: from the height of the primary screen in logical pixels. *fonts*: folder of ``*.otf`` and
    ``*.ttf`` files to load first, and those in ``cjk`` in it where the system has no font for Chinese; a file that is
    no font is passed over.
    """
    if fonts is not None:
        load_fonts(fonts)
    if scale is None:
        scale = scale_for(app.primaryScreen().size().height())
    look = Look(PALETTES[palette], scale, families_for(language()))
    looks.use(look)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(look.font(Type.BODY))
    _paint(app, look)
    return look


def change(app: QApplication, palette: str) -> Look:
    """Give *app* the look of that name at the scale of now. Each widget that stands costs milliseconds."""
    look = dataclasses.replace(looks.look(), palette=PALETTES[palette])
    looks.use(look)
    _paint(app, look)
    return look


def _paint(app: QApplication, look: Look) -> None:
    app.setPalette(_qt_palette(look.palette))
    app.setStyleSheet(style_sheet(look))


def load_fonts(folder: Path) -> None:
    """Load the fonts in *folder*, and those in ``cjk`` in it where the system has none for Chinese."""
    _load(folder)
    if not all(QFontDatabase.families(writing) for writing in _CHINESE):
        _load(folder / "cjk")


def loaded() -> tuple[str, ...]:
    """Return the names of the font files loaded, in the order they were."""
    return tuple(_loaded)


def _load(folder: Path) -> None:
    for file in sorted((*folder.glob("*.otf"), *folder.glob("*.ttf"))):
        if file.name not in _loaded:
            _loaded[file.name] = QFontDatabase.addApplicationFont(str(file))
            looks.measure_anew()
            FIGURES.forget()


def _qt_palette(p: Palette) -> QPalette:
    """Return Qt's own palette from ours, for what no style sheet reaches."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: p.ground,
        QPalette.ColorRole.WindowText: p.plain,
        QPalette.ColorRole.Base: p.card,
        QPalette.ColorRole.AlternateBase: p.raised,
        QPalette.ColorRole.Text: p.plain,
        QPalette.ColorRole.PlaceholderText: p.dim,
        QPalette.ColorRole.Button: p.raised,
        QPalette.ColorRole.ButtonText: p.plain,
        QPalette.ColorRole.BrightText: p.bad,
        QPalette.ColorRole.Link: p.info,
        QPalette.ColorRole.Highlight: p.accent,
        QPalette.ColorRole.HighlightedText: p.on_accent,
        QPalette.ColorRole.ToolTipBase: p.raised,
        QPalette.ColorRole.ToolTipText: p.plain,
        QPalette.ColorRole.Mid: p.line,
        QPalette.ColorRole.Dark: p.line,
        QPalette.ColorRole.Light: p.raised_hover,
        QPalette.ColorRole.Shadow: p.ground,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(p.dim))
    return palette


def style_sheet(look: Look) -> str:
    """Return the style sheet of *look*: colours, edges and padding, no fonts."""
    return _frames(look) + _inputs(look) + _tables(look)


def _frames(look: Look) -> str:
    p, px = look.palette, look.px
    line = f"{px(1)}px"
    kinds = {
        "card": (p.card, p.line),
        "warn": (p.warn_ground, p.warn_line),
        "bad": (p.bad_ground, p.bad_line),
        "good": (p.good_ground, p.good_line),
        "info": (p.info_ground, p.info_ground),
        "raised": (p.raised, p.line),
    }
    cards = "".join(
        f'QFrame[frame="{kind}"] {{ background: {ground}; border: {line} solid {edge}; border-radius: {px(8)}px; }}\n'
        for kind, (ground, edge) in kinds.items()
    )
    return f"""
QMainWindow, QDialog, #window {{ background: {p.ground}; }}
#topbar {{ background: {p.ground}; border: none; border-bottom: {line} solid {p.line}; }}
QPushButton[role="tab"] {{ background: transparent; color: {p.dim}; border: none; border-radius: {px(6)}px;
    border-bottom: {px(2)}px solid transparent; padding: {px(8)}px {px(11)}px {px(8) - px(2)}px; }}
QPushButton[role="tab"]:hover {{ background: {p.card}; color: {p.plain}; }}
QPushButton[role="tab"]:checked {{ background: {p.raised}; color: {p.plain}; border-bottom-color: {p.info}; }}
QFrame[banner="warn"] {{ background: {p.warn_ground}; border: none; border-bottom: {line} solid {p.warn_line}; }}
{cards}
QFrame[frame="info"] {{ border-left: {px(3)}px solid {p.info}; border-radius: {px(4)}px; }}
QFrame[frame="line"] {{ background: {p.line}; border: none; }}
QFrame[frame="plain"] {{ background: transparent; border: none; }}
QFrame[row] {{ background: transparent; border: {look.edge()}px solid transparent;
    border-left: {px(3)}px solid transparent; }}
QFrame[row="current"] {{ background: {p.raised}; border-left-color: {p.line_strong}; }}
QFrame[row="focus"] {{ background: {p.selected_row}; border-color: {p.focus}; }}
QFrame[frame="step"] {{ background: {p.current_row}; border: none; border-left: {px(3)}px solid {p.info}; }}
QToolTip {{ background: {p.raised}; color: {p.plain}; border: {line} solid {p.line_strong}; padding: {px(6)}px; }}
QSplitter::handle {{ background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
"""


def _inputs(look: Look) -> str:
    p, px, edge = look.palette, look.px, look.edge()
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {{
    background: {p.ground}; color: {p.plain}; border: {edge}px solid {p.line_strong}; border-radius: {px(6)}px;
    placeholder-text-color: {p.dim}; padding: {px(6) + px(1) - edge}px {px(10) + px(1) - edge}px;
    selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {{ border-color: {p.focus}; }}
QLineEdit[refused="true"], QPlainTextEdit[refused="true"], QComboBox[refused="true"] {{ border-color: {p.bad}; }}
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox QAbstractItemView, QListView[role="popup"], QMenu {{ background: {p.raised}; color: {p.plain};
    border: {edge}px solid {p.line_strong}; selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
QMenu::item {{ padding: {px(6)}px {px(20)}px; }}
QMenu::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
QPushButton:focus, QCheckBox:focus {{ outline: none; border: {edge}px solid {p.focus}; }}
QCheckBox::indicator {{ width: {px(16)}px; height: {px(16)}px; border: {max(1, px(2))}px solid {p.dim};
    border-radius: {px(4)}px; background: transparent; }}
QCheckBox:focus::indicator {{ border-color: {p.focus}; }}
QCheckBox::indicator:checked {{ background: {p.good}; border-color: {p.good}; }}
QCheckBox {{ spacing: {px(8)}px; }}
"""


def _tables(look: Look) -> str:
    p, px, edge = look.palette, look.px, look.edge()
    return f"""
QTableView, QListView, QTreeView {{ background: transparent; border: none; color: {p.plain}; outline: none;
    gridline-color: {p.line}; selection-background-color: {p.selected_row}; selection-color: {p.plain}; }}
QTableWidget:focus, QPlainTextEdit[readOnly="true"]:focus {{ border: {edge}px solid {p.focus};
    border-radius: {px(4)}px; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; color: {p.dim}; border: none;
    border-bottom: {edge}px solid {p.line_strong}; padding: {px(6)}px {px(10)}px; }}
QTableCornerButton::section, QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0; }}
QScrollBar::handle {{ background: {p.line_strong}; border-radius: {px(3)}px; margin: {px(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
