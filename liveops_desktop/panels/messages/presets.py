"""The crew's words for the host, and the pad they are pressed on.

Each preset has a hand signal in the practice, so that voice, hand and panel say the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.keys import ENTER, keeps
from liveops_desktop.widgets.look import look
from liveops_desktop.words import N_, _

FEW = 4
"""Presets that stay in sight when the room is needed for trouble."""
COLUMNS, FEWER_COLUMNS = 5, 4
WIDE = 560
"""From this width on, at scale 1, a row holds one more."""
DIGITS = tuple(Qt.Key(Qt.Key.Key_1 + place) for place in range(9))


@dataclass(frozen=True)
class Preset:
    """One of the crew's words. *draft*: it only starts the line that a person then completes."""

    button: str
    text: str
    urgent: bool = False
    draft: bool = False


PRESETS = (
    Preset(N_("STRETCH"), N_("STRETCH")),
    Preset(N_("SPEED UP"), N_("SPEED UP")),
    Preset(N_("WRAP"), N_("WRAP")),
    Preset(N_("30 SECONDS"), N_("30 SECONDS")),
    Preset(N_("STAND BY"), N_("STAND BY")),
    Preset(N_("GO"), N_("GO")),
    Preset(N_("15 SECONDS"), N_("15 SECONDS")),
    Preset(N_("ON TIME"), N_("ON TIME")),
    Preset(N_("NEXT"), N_("CHANGE TOPIC → NEXT")),
    Preset(N_("CORRECT:"), N_("CORRECT: "), draft=True),
    Preset(N_("LOUDER"), N_("LOUDER")),
    Preset(N_("SOFTER"), N_("SOFTER")),
    Preset(N_("CLOSER"), N_("CLOSER")),
    Preset(N_("BACK"), N_("BACK")),
    Preset(N_("HOLD"), N_("HOLD · stay in place"), urgent=True),
    Preset(N_("NO SOUND"), N_("NO SOUND · HAND MIC"), urgent=True),
    Preset(N_("NO PICTURE"), N_("PICTURE LOST · KEEP TALKING"), urgent=True),
    Preset(N_("HARD OUT"), N_("HARD OUT"), urgent=True),
    Preset(N_("CUT"), N_("CUT"), urgent=True),
)
"""The most used first: the first nine have the number keys."""


class PresetPad(QWidget):
    """All presets, one stop for Tab: a number sends, the arrows walk, Enter sends the one that is framed."""

    def __init__(self, chosen: Callable[[Preset], object]) -> None:
        """Build it with all in sight."""
        super().__init__()
        self._chosen = chosen
        self._few = False
        self._columns = 0
        self._at = 0
        self._grid = QGridLayout(self)
        margins(self._grid, 0, 0, 6)
        self.buttons: dict[str, KeyButton] = {}
        for number, preset in enumerate(PRESETS, start=1):
            button = KeyButton(_(preset.button), "", "quiet", partial(chosen, preset))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            key = f" ({number})" if number <= len(DIGITS) else ""
            button.setToolTip(_(preset.text) + key)
            self.buttons[preset.button] = button
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Messages by number"))
        self.setAccessibleDescription(_("A number sends, arrows choose, Enter sends"))
        self._arrange(FEWER_COLUMNS)

    def put_few(self, few: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Show the most used only, or all."""
        if few is not self._few:
            self._few = few
            self._at = min(self._at, self._count() - 1)
            self._arrange(self._columns)
            self._frame()

    def put_enabled(self, enabled: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Let messages be sent, or not."""
        for button in self.buttons.values():
            button.setEnabled(enabled)

    def setWidth(self, width: int) -> None:
        """Choose how many stand in a row."""
        columns = COLUMNS if width >= look().px(WIDE) else FEWER_COLUMNS
        if columns != self._columns:
            self._arrange(columns)

    def event(self, event: QEvent) -> bool:
        """Keep the numbers, Enter and Escape from the room's keys while it has the focus."""
        return keeps(event, (*DIGITS, *ENTER, Qt.Key.Key_Escape)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send by number or Enter, walk by the arrows, leave by Escape."""
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        if key in DIGITS and not event.isAutoRepeat():
            self._press(DIGITS.index(key))
        elif key in ENTER and not event.isAutoRepeat():
            self._press(self._at)
        elif key == Qt.Key.Key_Escape:
            self.clearFocus()
        elif key in steps:
            self._at = max(0, min(self._at + steps[key], self._count() - 1))
            self._frame()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frame the one that Enter sends."""
        super().focusInEvent(event)
        self._frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self._frame()

    def _press(self, place: int) -> None:
        if place < self._count() and self.buttons[PRESETS[place].button].isEnabled():
            self._at = place
            self._frame()
            self._chosen(PRESETS[place])

    def _count(self) -> int:
        return FEW if self._few else len(PRESETS)

    def _frame(self) -> None:
        for place, button in enumerate(self.buttons.values()):
            button.put_framed(place == self._at and self.hasFocus())
            button.put_corner(str(place + 1) if self.hasFocus() and place < len(DIGITS) else "")

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        for place, button in enumerate(self.buttons.values()):
            self._grid.removeWidget(button)
            if place < self._count():
                self._grid.addWidget(button, place // columns, place % columns)
            button.setVisible(place < self._count())
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
