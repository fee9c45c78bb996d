"""One show in the list."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from liveops_desktop.core.snapshot import ShowEntry
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.chip import Pill
from liveops_desktop.widgets.frame import Line, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.text import ElidedText
from liveops_desktop.words import _, n_


class Duplicate(Protocol):
    """Wishes a copy of a show."""

    def __call__(self, path: str, *, rehearsal: bool) -> None:
        """Wish it."""


class ShowRow(QFrame):
    """Title, when, state; open, duplicate, rehearse."""

    def __init__(self, path: str, open_it: Callable[[str], None], duplicate: Duplicate) -> None:
        super().__init__()
        self._shown: tuple[ShowEntry, bool] | None = None
        self._current = False
        self._shape = Shape(State.UNKNOWN)
        self._title = ElidedText("", Type.STRONG)
        self._detail = ElidedText("", Type.SMALL, Tone.DIM)
        self._rehearsal = Pill(_("rehearsal"), State.WARN)
        self.open = KeyButton(_("Open"), "", "quiet", lambda: open_it(path), listed=True)
        self.copy = KeyButton(_("Duplicate"), "", "quiet", lambda: duplicate(path, rehearsal=False), listed=True)
        self.rehearse = KeyButton(_("Rehearse"), "", "quiet", lambda: duplicate(path, rehearsal=True), listed=True)
        self.rehearse.setToolTip(_("Duplicate as a rehearsal, laid out from its own start"))
        across = QHBoxLayout()
        margins(across, 0, 0, 8)
        across.addWidget(self._shape)
        across.addWidget(self._title, 1)
        for part in (self._rehearsal, self.rehearse, self.copy, self.open):
            across.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 2)
        down.setContentsMargins(look().px(8), 0, look().px(4), look().px(7))
        down.addWidget(Line())
        down.addLayout(across)
        under = QHBoxLayout()  # whole, whatever stands beside the title: by when it is, one show is told from another
        under.setContentsMargins(self._shape.sizeHint().width() + look().px(8), 0, 0, 0)
        under.addWidget(self._detail)
        down.addLayout(under)

    def put_current(self, current: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Show what can be done with the current row, and by which keys; the others have the room for their titles."""
        self._current = current
        self._offer()
        for button, key in (
            (self.open, _("Enter")),
            (self.copy, cap("shows.duplicate", "D")),
            (self.rehearse, cap("shows.rehearse", "R")),
        ):
            button.put(button.text(), key=key if current else "")
        self._name_buttons()

    def press(self, action: str) -> None:
        """Press the button of *action*, where it is offered."""
        button = {"open": self.open, "duplicate": self.copy, "rehearse": self.rehearse}.get(action)
        if button is not None and not button.isHidden():
            button.click()

    def put(self, entry: ShowEntry, *, is_open: bool) -> None:
        """Show *entry*."""
        if (entry, is_open) == self._shown:
            return
        self._shown = (entry, is_open)
        damaged = entry.state == "damaged"
        state, word = _state(entry.state)
        self._shape.put(state)
        title = entry.title or entry.path.replace("\\", "/").rsplit("/", 1)[-1]
        self._title.put(title, Tone.INFO if is_open else Tone.PLAIN)
        cues = n_("{count} cue", "{count} cues", entry.cues).format(count=entry.cues)
        when, now = f"{entry.date} {entry.start}".strip(), _("open now") if is_open else ""
        # what it is must be seen whole; of the open show the cues are counted over the run-of-show too
        self._detail.put(_joined(when, "" if damaged else cues, word, now), brief=_joined(when, word, now))
        self._rehearsal.setVisible(entry.rehearsal)
        self._name_buttons()
        self.open.setVisible(not is_open)
        self._offer()
        self.setAccessibleName(f"{title} {self._detail.text()}")

    def _offer(self) -> None:
        damaged = self._shown is not None and self._shown[0].state == "damaged"
        for button in (self.copy, self.rehearse):
            button.setVisible(self._current and not damaged)

    def _name_buttons(self) -> None:
        """Say in each button's name which show it is for."""
        names = (
            (self.open, _("Open {title}")),
            (self.copy, _("Duplicate {title}")),
            (self.rehearse, _("Rehearse {title}")),
        )
        for button, name in names:
            button.setAccessibleName(name.format(title=self._title.text()))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _state(state: str) -> tuple[State, str]:
    return {
        "planned": (State.UNKNOWN, _("planned")),
        "on-air": (State.GOOD, _("running")),
        "ended": (State.INFO, _("ended")),
        "damaged": (State.BAD, _("damaged: its intact part can be opened")),
    }.get(state, (State.UNKNOWN, state))
