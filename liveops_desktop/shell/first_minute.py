"""The first minute of a new station: language, who sits here, OBS on this PC, a sample show. One step at a time.

A bar in place, once: done or left, it never comes back. Each step can be skipped; Escape leaves them all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liveops_desktop.core.roles import Role
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.keys import ENTER, keeps
from liveops_desktop.widgets.look import Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.widgets.tick import FormTick
from liveops_desktop.words import LANGUAGES, _, language, role_word

_Do = Callable[[], object]
_HATS = tuple(role for role in Role if role is not Role.EVERYBODY)


class Step(Enum):
    """What is asked, in this order."""

    LANGUAGE = auto()
    SEAT = auto()
    OBS = auto()
    SAMPLE = auto()


@dataclass(frozen=True)
class Doors:
    """What the answers do."""

    speak: Callable[[str], object]
    """Builds every bar anew, this one by ``rebuild``."""
    sit: Callable[[str, frozenset[Role]], object]
    look_for: _Do
    """A person said yes to reading OBS's files."""
    skip_obs: _Do
    sample: _Do
    over: _Do
    """The first minute is over, and is to be remembered so."""


class FirstMinute(CardFrame):
    """One step shown at a time. Hidden while another question stands (``make_way``), and when it is over."""

    _by_key: dict[Qt.Key, _Do] = {}  # noqa: RUF012 -- never written to; here because Qt sends events while building

    def __init__(self, doors: Doors, steps: Sequence[Step] = tuple(Step)) -> None:
        """Build it at the first of *steps*, hidden until ``make_way`` lets it show."""
        super().__init__("info")
        self._doors = doors
        self._steps = tuple(steps)
        self._place = 0
        self._name: Field | None = None
        self._hats: dict[Role, FormTick] = {}
        self._inside = QWidget()
        self.body.addWidget(self._inside)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self._build()

    @property
    def step(self) -> Step | None:
        """Return what is asked; None: it is over."""
        return self._steps[self._place] if self._place < len(self._steps) else None

    def make_way(self, *, free: bool) -> None:
        """Show it where nothing else is asked (*free*), hide it where something is."""
        wanted = free and self.step is not None
        if wanted and self.isHidden():
            self.show()
            self._take_focus()
        elif not wanted:
            self.hide()

    def rebuild(self) -> None:
        """Build the step anew in the language of now; what is typed stays."""
        name, hats = self._typed()
        self._build()
        if self._name is not None:
            self._name.put(name)
            for role, box in self._hats.items():
                box.setChecked(role in hats)
        if not self.isHidden():
            self._take_focus()

    def go_to(self, step: Step) -> bool:
        """Ask *step* next, where it is still to come or asked now; return whether it is."""
        if step not in self._steps[self._place :]:
            return False
        self._place = self._steps.index(step)
        self._build()
        self._take_focus()
        return True

    def leave(self) -> None:
        """End it, whatever is left."""
        if self.step is None:
            return
        if Step.OBS in self._steps[self._place :]:
            self._doors.skip_obs()
        self._place = len(self._steps)
        self._end()

    # -- going on --------------------------------------------------------------------

    def _go_on(self) -> None:
        self._place += 1
        if self.step is None:
            self._end()
        else:
            self._build()
            if not self.isHidden():
                self._take_focus()

    def _end(self) -> None:
        self.hide()
        self._doors.over()

    def _skip(self) -> None:
        if self.step is Step.OBS:
            self._doors.skip_obs()
        self._go_on()

    def _speak(self, key: str) -> None:
        self._doors.speak(key)
        self._go_on()

    def _sit(self) -> None:
        name, hats = self._typed()
        if not name and self._name is not None:
            self._name.say(_("A name is needed."), refused=True)
            return
        self._doors.sit(name, hats)
        self._go_on()

    def _look_for(self) -> None:
        self._go_on()
        self._doors.look_for()

    def _sample(self) -> None:
        self._doors.sample()
        self._go_on()

    # -- one step --------------------------------------------------------------------

    def _build(self) -> None:
        old, self._inside = self._inside, QWidget()
        self._name, self._hats, self._by_key = None, {}, {}
        column = QVBoxLayout(self._inside)
        margins(column, 0, 0, 8)
        match self.step:
            case Step.LANGUAGE:
                self._build_language(column)
            case Step.SEAT:
                self._build_seat(column)
            case Step.OBS:
                below = _(
                    "LiveOps then reads the port and the password of OBS's WebSocket server from OBS's own settings, "
                    "and keeps the password in the system's safe where there is one. Nothing leaves this PC."
                )
                answers = [(_("Look"), "Enter", self._look_for)]
                self._ask(column, _("Look for OBS on this PC?"), below, answers)
            case Step.SAMPLE:
                below = _("It starts at the next quarter of an hour and reaches nobody: try every key on it.")
                answers = [(_("Try the sample show"), "Enter", self._sample)]
                self._ask(column, _("Try everything on a sample show?"), below, answers)
            case None:
                pass
        self.body.replaceWidget(old, self._inside)  # whole: parts put into what is shown would appear one turn late
        self._inside.show()
        old.hide()
        old.deleteLater()

    def _build_language(self, column: QVBoxLayout) -> None:
        answers = [
            (name, "Enter" if key == language() else str(number), partial(self._speak, key))
            for number, (key, name) in enumerate(LANGUAGES.items(), start=1)
        ]
        self._ask(column, _("Language"), _("It can be changed at any time: F6."), answers)

    def _build_seat(self, column: QVBoxLayout) -> None:
        self._head(column, _("Who sits here? This is no login; it says who pressed."), "")
        self._name = Field(_("Your name, as it is signed under what you do"))
        self._hats = {role: FormTick(role_word(role)) for role in _HATS}
        hats = QHBoxLayout()
        margins(hats, 0, 0, 12)
        hats.addWidget(Text(_("Hats"), Type.SMALL, Tone.DIM))
        for box in self._hats.values():
            hats.addWidget(box)
        hats.addStretch(1)
        column.addWidget(self._name)
        column.addLayout(hats)
        self._answers(column, [(_("That is me"), "Enter", self._sit)], skip_key="")

    def _ask(self, column: QVBoxLayout, sentence: str, below: str, answers: Sequence[tuple[str, str, _Do]]) -> None:
        self._head(column, sentence, below)
        self._answers(column, answers, skip_key="S")

    def _head(self, column: QVBoxLayout, sentence: str, below: str) -> None:
        place = _("{number} of {count}").format(number=self._place + 1, count=len(self._steps))
        column.addWidget(Text(place, Type.SMALL, Tone.DIM))
        column.addWidget(Text(sentence, Type.STRONG, Tone.PLAIN, wrap=True))
        if below:
            column.addWidget(Text(below, Type.SMALL, Tone.DIM, wrap=True))
        self.setAccessibleName(f"{place}. {sentence}")

    def _answers(self, column: QVBoxLayout, answers: Sequence[tuple[str, str, _Do]], *, skip_key: str) -> None:
        """Put the answers in a row. Where a name is typed no letter is a key: Tab reaches *skip*."""
        every = [*answers, (_("Skip"), skip_key, self._skip), (_("Leave the introduction"), "Esc", self.leave)]
        buttons = [KeyButton(title, key, "primary" if key == "Enter" else "plain", do) for title, key, do in every]
        column.addWidget(Toolbar([*buttons, None]))
        self._by_key = {key: do for _title, name, do in every for key in _keys(name)}
        if self.step is Step.LANGUAGE:  # the figure of the one that is marked does the same
            for number, (_name, _key, do) in enumerate(answers, start=1):
                self._by_key[Qt.Key(ord(str(number)))] = do

    def _typed(self) -> tuple[str, frozenset[Role]]:
        hats = frozenset(role for role, box in self._hats.items() if box.isChecked())
        return (self._name.text() if self._name is not None else ""), hats

    # -- keys ------------------------------------------------------------------------

    def _take_focus(self) -> None:
        if self._name is not None:
            self._name.edit.setFocus()
        else:
            self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the answers from the room while the bar has the focus."""
        return keeps(event, self._by_key) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the answer the key stands for; Enter in the name comes through here too, and only once."""
        do = self._by_key.get(Qt.Key(event.key()))
        if do is None or event.isAutoRepeat():
            super().keyPressEvent(event)
        else:
            do()


def _keys(name: str) -> tuple[Qt.Key, ...]:
    if name == "Enter":
        return tuple(ENTER)
    if name == "Esc":
        return (Qt.Key.Key_Escape,)
    return (Qt.Key(ord(name)),) if name else ()
