"""Every room in every state, in a language where each translated sentence stands in ⟦brackets⟧: nothing visible may
stand outside them but what a crew wrote itself, figures with their units, and the names of things."""

import gettext
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from liveops_desktop import words
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Room
from liveops_desktop.shell import screens, theme
from liveops_desktop.shell.screens import in_the_language, stand
from liveops_desktop.words import translation

STATES = list(screens._states())
PSEUDO = "xx"
AN_INNER_PAIR = re.compile(r"⟦[^⟦⟧]*⟧")
A_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")
UNITS = {"kb", "Mb", "GB", "fps", "ms", "min", "dBFS", "UTC"}
KEYS = {"Ctrl", "Alt", "Space", "Enter", "Esc", "Ins", "Del", "Tab", "Shift", *(f"F{n}" for n in range(1, 13))}
NAMES = {"OBS", "RTMP", "Markdown", "PDF", "LiveOps", "Desktop", "English", "studio", "pc", "encoder", "PC"}
"""``studio-pc`` and ``encoder PC`` are the sample's machines."""
CODES = {role.value for role in Role} | {"S1", "S2", "S3", "E01", "E05", "E08", "7d", "1d", "2h", "30m", "5m"}
ALLOWED = UNITS | KEYS | NAMES | CODES


class Pseudo(gettext.NullTranslations):
    """Puts every sentence into brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message else message

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 -- gettext's own signature
        return self.gettext(message)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, scale=1.0)
    translation.speak(PSEUDO, Pseudo())
    yield
    words.use("en")
    qapp.setStyleSheet("")


def _texts(widget: QWidget) -> Iterator[str]:
    """What *widget* alone shows or says to a screen reader."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
        case QTableView():
            yield from _cells(widget.model())
        case _:
            pass


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount()):
        for row in range(min(model.rowCount(), 10)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.data(model.index(row, column), role) or "")
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _written(value: object) -> Iterator[str]:
    """Every text in the data of a snapshot: what the crew and its machines wrote."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _written(part)
    elif isinstance(value, list | tuple | frozenset):
        for part in value:
            yield from _written(part)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from _written(getattr(value, name))


def _outside(text: str, written: list[str]) -> list[str]:
    """The words of *text* that stand in no brackets and are nobody's own."""
    for own in written:
        text = text.replace(own, " ")
    before = ""
    while before != text:
        before, text = text, AN_INNER_PAIR.sub(" ", text)
    return [word for word in A_WORD.findall(text) if word not in ALLOWED]


@pytest.mark.parametrize(
    "state", STATES, ids=lambda state: "-".join(str(part) for part in (state[0], state[1] or "host-panel", state[2]))
)
def test_nothing_visible_is_unmarked(
    pseudo: None, qapp: QApplication, state: tuple[str, Room | None, str, object]
) -> None:
    key, room, _name, make = state
    assert callable(make)
    drawn: Snapshot = in_the_language(make(), PSEUDO)
    widget = stand(key, room)
    widget.resize(1600, 900)
    widget.show()
    widget.draw(drawn)
    qapp.processEvents()
    said = {
        text
        for child in (widget, *widget.findChildren(QWidget))
        if child.isVisibleTo(widget)
        for text in _texts(child)
        if text
    }
    widget.hide()
    widget.deleteLater()
    written = sorted({own for own in _written(drawn) if len(own) > 2}, key=len, reverse=True)
    assert any("⟦" in text for text in said)
    assert not {text: left for text in said if (left := _outside(text, written))}


def test_a_word_outside_the_brackets_is_found() -> None:
    assert _outside("⟦Undo ⟦the⟧ take⟧ of Knife set, 4.1 kb/s", ["Knife set"]) == ["of"]
