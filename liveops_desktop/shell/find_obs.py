"""Looking for OBS on this PC, asked in place: one question first, then the choice where there are several, or the help.

The bar only asks and shows; ``shell/obs_orders.py`` looks and connects.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import assert_never

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liveops_desktop.services.obs_discovery import Finding, Flaw, FoundObs, PassedOver, Place
from liveops_desktop.shell.obs_pictures import STEPS, StepPicture
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.keys import ENTER, keeps
from liveops_desktop.widgets.look import Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _

_Do = Callable[[], object]
_MOST = 4
"""Installations offered; the first are those that listen."""


def place_words(place: Place) -> str:
    """Return how an OBS came onto this PC."""
    match place:
        case Place.USUAL:
            return _("OBS")
        case Place.FLATPAK:
            return _("OBS from Flatpak")
        case Place.SNAP:
            return _("OBS from Snap")
        case Place.PORTABLE:
            return _("Portable OBS")
        case _:
            assert_never(place)


def flaw_words(passed: PassedOver) -> str:
    """Return why a settings file told nothing."""
    match passed.flaw:
        case Flaw.NOT_ALLOWED:
            why = _("may not be read")
        case Flaw.NOT_A_FILE:
            why = _("is no file")
        case Flaw.TOO_LARGE:
            why = _("is too large")
        case Flaw.NOT_READABLE:
            why = _("is not as OBS writes it")
        case Flaw.BAD_PORT:
            why = _("names a port that is none")
        case _:
            assert_never(passed.flaw)
    return f"{passed.file}: {why}"


def switched_on(finding: Finding) -> tuple[FoundObs, ...]:
    """Return those whose server is switched on."""
    return tuple(one for one in finding.found if one.enabled)


class FindObs(CardFrame):
    """A bar, hidden until it has something to ask. Enter does the first answer, Escape is *not now*, figures choose."""

    _by_key: Mapping[Qt.Key, _Do] = MappingProxyType({})
    """Here, because Qt sends events while the bar is being built."""

    def __init__(self, look: _Do, chosen: Callable[[FoundObs], object], by_hand: _Do, not_now: _Do) -> None:
        """*look*: a person said yes to reading OBS's files. *by_hand*: they would rather type."""
        super().__init__("info")
        self._look, self._chosen, self._by_hand, self._not_now = look, chosen, by_hand, not_now
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sentence = Text("", Type.STRONG, Tone.PLAIN, wrap=True)
        self._below = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self._pictures = QWidget()
        row = QHBoxLayout(self._pictures)
        margins(row, 0, 6, 24)
        for sentence, draw in STEPS:
            row.addWidget(StepPicture(_(sentence), draw), 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self._answers = Toolbar()
        self._buttons: list[tuple[KeyButton, str]] = []
        """With the key of each, which is shown while the bar has the focus."""
        for part in (self._sentence, self._below, self._pictures, self._answers):
            self.body.addWidget(part)
        self._shown: Callable[[FindObs], None] | None = None
        """What it shows, to be shown again by a bar in another language."""
        self.hide()

    def offer(self) -> None:
        """Ask whether OBS may be looked for: its settings hold its password, so this is asked first."""
        self._ask(
            _("Look for OBS on this PC?"),
            _(
                "LiveOps then reads the port and the password of OBS's WebSocket server from OBS's own settings, "
                "and keeps the password in the system's safe where there is one. Nothing leaves this PC."
            ),
            [(_("Look"), "Enter", self._look)],
        )
        self._shown = FindObs.offer

    def show_looking(self) -> None:
        """Say that it is being looked for."""
        self._ask(_("Looking for OBS …"), "", [])
        self._shown = FindObs.show_looking

    def show_finding(self, finding: Finding) -> None:
        """Offer the choice between several, or help to switch the server on."""
        ready = switched_on(finding)
        if ready:
            self._offer_choice(ready[:_MOST])
        else:
            self._help(finding)
        self._shown = lambda bar: bar.show_finding(finding)

    def go_on_from(self, old: "FindObs") -> None:
        """Show in the language of now what *old* shows."""
        if old._shown is not None:  # noqa: SLF001 -- the same class
            old._shown(self)  # noqa: SLF001 -- likewise

    def withdraw(self) -> None:
        """Hide it."""
        self._shown = None
        self.hide()

    def _offer_choice(self, ready: Sequence[FoundObs]) -> None:
        answers = [
            (
                _("{place}, port {port}").format(place=place_words(one.place), port=one.port)
                + (" · " + _("answers now") if one.listening else ""),
                str(number),
                partial(self._chosen, one),
            )
            for number, one in enumerate(ready, start=1)
        ]
        self._ask(_("There are several OBS on this PC. Which one?"), _folders(ready), answers)

    def _help(self, finding: Finding) -> None:
        if finding.found:
            sentence = _("OBS is on this PC, and its WebSocket server is switched off.")
            below = _folders(finding.found)
        else:
            sentence = _("No settings of an OBS were found on this PC.")
            below = _("Start OBS once, then switch its WebSocket server on:")
        flaws = [flaw_words(passed) for passed in finding.passed_over]
        again = (_("I have done it, look again"), "Enter", self._look)
        self._ask(sentence, "\n".join((below, *flaws)), [again], pictures=True)

    def _ask(
        self, sentence: str, below: str, answers: Sequence[tuple[str, str, _Do]], *, pictures: bool = False
    ) -> None:
        self._sentence.put(sentence)
        self._below.put(below)
        self._below.setVisible(bool(below))
        self._pictures.setVisible(pictures)
        self.setAccessibleName(sentence)
        self.body.removeWidget(self._answers)
        self._answers.hide()
        self._answers.deleteLater()
        every: list[tuple[str, str, _Do]] = [
            *answers,
            (_("Type it in"), "T", self._by_hand),
            (_("Not now"), "Esc", self._not_now),
        ]
        self._by_key = {key: do for _title, name, do in every for key in _keys(name)}
        self._buttons = [
            (KeyButton(title, name, "primary" if number == 0 and answers else "plain", pressed=do), name)
            for number, (title, name, do) in enumerate(every)
        ]
        self._answers = Toolbar([*(button for button, _name in self._buttons), None])
        self.body.addWidget(self._answers)
        self._put_keys(there=self.hasFocus())
        self.show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the keys: now they mean these answers."""
        super().focusInEvent(event)
        self._put_keys(there=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no keys: Enter belongs to the list that has the focus now."""
        super().focusOutEvent(event)
        self._put_keys(there=False)

    def _put_keys(self, *, there: bool) -> None:
        for button, name in self._buttons:
            button.put(button.text(), key=name if there else "")

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the answers from the room while the bar has the focus."""
        return keeps(event, self._by_key) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the answer the key stands for."""
        do = self._by_key.get(Qt.Key(event.key()))
        if do is None or event.isAutoRepeat():
            super().keyPressEvent(event)
        else:
            do()


def _folders(found: Sequence[FoundObs]) -> str:
    return "\n".join(f"{place_words(one.place)}: {one.folder}" for one in found)


def _keys(name: str) -> tuple[Qt.Key, ...]:
    if name == "Enter":
        return tuple(ENTER)
    if name == "Esc":
        return (Qt.Key.Key_Escape,)
    return (Qt.Key(ord(name)),)
