"""The list of key bindings in the settings: each can be changed, a clash is named and refused."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QWidget

from liveops_desktop.shell import bindings
from liveops_desktop.shell.bindings import Bound
from liveops_desktop.shell.key_sheet import key_words
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import mark_refused
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _

if TYPE_CHECKING:
    from liveops_desktop.shell.settings_room import SettingsRoom


class KeyRows(QWidget):
    """One row an action: what it does, its key, back to its own."""

    def __init__(self, room: "SettingsRoom") -> None:
        """Build it with the bindings of now."""
        super().__init__()
        self._room = room
        self.edits: dict[str, QKeySequenceEdit] = {}
        self.said: dict[str, Text] = {}
        self._usual: dict[str, KeyButton] = {}
        grid = QGridLayout(self)
        margins(grid, 0, 0, 8)
        for row, one in enumerate(room.bound()):
            edit = QKeySequenceEdit()
            edit.setFont(look().font(Type.BODY))
            edit.setMaximumSequenceLength(1)
            edit.setAccessibleName(one.words())
            edit.editingFinished.connect(partial(self._typed, one.name))
            said = Text("", Type.SMALL, Tone.BAD, wrap=True)
            usual = KeyButton("", "", "quiet", partial(self.reset, one.name))
            self.edits[one.name], self.said[one.name], self._usual[one.name] = edit, said, usual
            edit.setFixedWidth(look().px(150))
            for column, part in enumerate((Text(one.words(), Type.BODY, Tone.PLAIN, wrap=True), edit, usual)):
                grid.addWidget(part, 2 * row, column, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(said, 2 * row + 1, 0, 1, 3)
            said.hide()
        grid.setColumnStretch(0, 1)
        self._draw()

    def change(self, name: str, key: str) -> None:
        """Give the action *name* the one key *key*, or say why it cannot have it."""
        everything = (*self._room.bound(), *self._room.of_parts())
        one = next(one for one in self._room.bound() if one.name == name)
        why = bindings.refusal(one, key, everything)
        self._say(name, why)
        if why:
            return
        plain = bindings.portable(key)
        self._room.change(keys={**self._room.now.keys, name: (plain,)})
        self._draw()

    def reset(self, name: str) -> None:
        """Give the action its own keys back, unless another has one of them now."""
        everything = (*self._room.bound(), *self._room.of_parts())
        one = next(one for one in self._room.bound() if one.name == name)
        why = next((why for key in one.own if (why := bindings.refusal(one, key, everything))), "")
        self._say(name, why)
        if not why:
            self._room.change(keys={other: keys for other, keys in self._room.now.keys.items() if other != name})
        self._draw()

    def _typed(self, name: str) -> None:
        typed = self.edits[name].keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        now = next(one for one in self._room.bound() if one.name == name)
        if typed and typed not in map(bindings.portable, now.sequences):
            self.change(name, typed)
        elif not self.said[name].text():
            self._draw_one(now)

    def _say(self, name: str, why: str) -> None:
        self.said[name].put(why)
        self.said[name].setVisible(bool(why))
        mark_refused(self.edits[name], refused=bool(why))

    def _draw(self) -> None:
        for one in self._room.bound():
            if not self.said[one.name].text():
                self._draw_one(one)

    def _draw_one(self, one: Bound) -> None:
        self.edits[one.name].setKeySequence(QKeySequence(one.sequences[0] if one.sequences else ""))
        changed = one.sequences != one.own
        self._usual[one.name].put(_("Back to {key}").format(key=key_words(one.own)))
        self._usual[one.name].setVisible(changed)
