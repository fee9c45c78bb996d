"""The settings as people change them: a window made from their declarations. Each change holds at once.

Not modal, so the show goes on behind it, and its fields never take a key of the room.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from liveops_desktop.core.snapshot import ScreenEntry
from liveops_desktop.shell import settings_file
from liveops_desktop.shell.file_dialog import file_dialog
from liveops_desktop.shell.key_rows import KeyRows
from liveops_desktop.shell.settings import CLOSED, DECLARED, IN_A_WINDOW, Declared, choice_words
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.look import PALETTES, Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _

if TYPE_CHECKING:
    from liveops_desktop.shell.settings_room import SettingsRoom


class SettingsDialog(QDialog):
    """One row a setting, then the keys, then what can be saved."""

    def __init__(
        self,
        room: "SettingsRoom",
        screens: Sequence[ScreenEntry],
        parent: QWidget,
        save_bundle: Callable[[], object],
    ) -> None:
        """Build it with the settings of now."""
        super().__init__(parent)
        self._room = room
        self._screens = screens
        self.setWindowTitle(_("Settings"))
        self.resize(look().px(780), look().px(720))
        self.editors: dict[str, Choice | Field] = {}
        content = QWidget()
        down = QVBoxLayout(content)
        margins(down, 20, 16, 14)
        grid = QGridLayout()
        margins(grid, 0, 0, 12)
        for number, one in enumerate(DECLARED):
            self._add(grid, number, one)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        down.addLayout(grid)
        down.addWidget(Text(_("Keys"), Type.HEAD, Tone.PLAIN))
        self.keys = KeyRows(room)
        down.addWidget(self.keys)
        down.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        bottom = QHBoxLayout()
        margins(bottom, 20, 10, 10)
        bottom.addWidget(KeyButton(_("Export settings …"), pressed=self._ask_where))
        bottom.addWidget(KeyButton(_("Save a support bundle"), pressed=save_bundle))
        bottom.addStretch(1)
        bottom.addWidget(KeyButton(_("Close"), _("Esc"), "primary", self.close))
        whole = QVBoxLayout(self)
        margins(whole, 0, 0, 0)
        whole.addWidget(scroll, 1)
        whole.addLayout(bottom)

    def _add(self, grid: QGridLayout, row: int, one: Declared) -> None:
        value = getattr(self._room.now, one.name)
        editor = self._choice(one, value) if self._offered(one, value) else self._field(one, value)
        self.editors[one.name] = editor
        told = QVBoxLayout()
        margins(told, 0, 0, 2)
        told.addWidget(Text(_(one.title), Type.STRONG, Tone.PLAIN))
        remark = _(one.text) if one.low is None else f"{_(one.text)}; {one.range_words()}"
        told.addWidget(Text(remark, Type.SMALL, Tone.DIM, wrap=True))
        told.addStretch(1)
        grid.addLayout(told, row, 0)
        grid.addWidget(editor, row, 1)

    def _offered(self, one: Declared, value: str) -> tuple[tuple[str, str], ...]:
        """Return (value, what it is called) of what can be chosen; empty where it is typed."""
        if one.name == "theme":
            return tuple((choice, choice_words(one.name, choice)) for choice in one.choices if choice in PALETTES)
        if one.name == "host_display":
            names = [screen.name for screen in self._screens]
            if value not in (CLOSED, IN_A_WINDOW, *names):
                names.append(value)  # not plugged in now
            displays = tuple((name, _("On display {name}").format(name=name)) for name in names)
            return ((CLOSED, _("Closed")), (IN_A_WINDOW, _("In a window")), *displays)
        return tuple((choice, choice_words(one.name, choice)) for choice in one.choices)

    def _choice(self, one: Declared, value: str) -> Choice:
        box = Choice()
        box.setFont(look().font(Type.BODY))
        box.setAccessibleName(_(one.title))
        for choice, words in self._offered(one, value):
            box.addItem(words, choice)
        box.setCurrentIndex(box.findData(value))
        box.activated.connect(lambda _index: self._room.change(**{one.name: box.currentData()}))
        return box

    def _field(self, one: Declared, value: object) -> Field:
        field = Field(_(one.title), one.range_words(), bare=True)
        field.put(f"{value:g}" if isinstance(value, float) else str(value))
        field.edit.editingFinished.connect(lambda: self._typed(one, field))
        return field

    def _typed(self, one: Declared, field: Field) -> None:
        try:
            value = one.read_text(field.text())
        except ValueError:
            field.say(_("Must be {range}.").format(range=one.range_words()), refused=True)
            return
        field.say("")
        self._room.change(**{one.name: value})

    def _ask_where(self) -> None:
        place = str(Path.home() / "liveops-settings.toml")
        asking = file_dialog(self, _("Export settings"), place, "TOML (*.toml)")
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.fileSelected.connect(self.export)
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def export(self, file: str) -> None:
        """Write the settings to *file*. No secret is a setting, so there is none in it."""
        settings_file.save(Path(file), self._room.text())
