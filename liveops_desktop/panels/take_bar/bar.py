"""The take bar: the keys that run the show, each drawn beside its button.

Asked in place, never in a dialog: the end, an old undo, whatever was refused. A second Space never answers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from liveops_desktop.core.clock import ZERO, Span, seconds, since
from liveops_desktop.core.commands import ForgetRefusal, PressIn
from liveops_desktop.core.intents import Intent, UndoTake
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Action, Panel, PanelWidget, Room, Send
from liveops_desktop.panels.take_bar.wishes import (
    ELSEWHERE,
    WISHES,
    enabled,
    end_wish,
    hold_title,
    live_words,
    marked,
    past_the_last,
    take_title,
    take_titles,
)
from liveops_desktop.widgets.ask import Ask
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import ZEROS, State, Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, refusal_sentence

PENDING_AFTER = Span(100)
LATE_AFTER = seconds(1)
TOLD_FOR = seconds(4)
"""How long a marker that was set is told of: nothing else in the room shows it."""

ACTIONS = (
    Action("take", N_("Take the next cue"), ("Space",)),
    Action("hold", N_("Hold or resume the clock"), ("H",)),
    Action("less", N_("Take 30 s away"), ("-",), repeats=True),
    Action("more", N_("Add 30 s"), ("+", "="), repeats=True),
    Action("undo", N_("Undo the last take"), ("Backspace",)),
    Action("marker", N_("Set a marker"), ("B",)),
    Action("end", N_("End the show"), ("E",)),
    Action("yes", N_("Answer yes"), ("Y",)),
    Action("no", N_("Answer no"), ("Escape",)),
)
"""The keys of this bar; the shell binds them and calls ``TakeBar.press``."""


@dataclass(frozen=True)
class _Question:
    """Open until answered or overtaken: what ``yes`` wishes, and while what holds."""

    sentence: str
    yes: str
    wish: Intent
    holds: Callable[[Show], bool]


class TakeBar(PanelWidget):
    """Buttons with keycaps; questions and refusals stand above them."""

    def __init__(self, send: Send) -> None:
        """Build it."""
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._question: _Question | None = None
        self._wish = ""
        self._wished: Intent | None = None
        self._ask = Ask()
        self._note = Text("", Type.SMALL, Tone.DIM)
        self._typing = Text("", Type.SMALL, Tone.WARN)
        self._buttons = self._build_buttons()
        self._widths: dict[tuple[KeyButton, str, str], int] = {}
        self._fitted: object = None
        """The width and the titles that the room was shared out for."""
        self._lay_out()

    def draw(self, snapshot: Snapshot) -> None:
        """Show what the keys mean now, and what was asked or refused."""
        self._snapshot = snapshot
        if self._question and (snapshot.show is None or not self._question.holds(snapshot.show)):
            self._question = None
        self._draw_buttons(snapshot)
        self._draw_question(snapshot)
        self._draw_waiting(snapshot)

    def press(self, action: str) -> None:
        """Do what *action* (a key of ``ACTIONS``) stands for; one that means nothing now is passed over."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        if action in ELSEWHERE:
            self._send(PressIn(ELSEWHERE[action], action))
        elif action in ("yes", "no"):
            self._answer(yes=action == "yes")
        elif action == "end" or (action == "take" and past_the_last(snapshot)):
            self._ask_end(snapshot)
        elif (wish := WISHES[action](snapshot)) is not None:
            self._wish_for(wish)

    # -- wishing ----------------------------------------------------------------

    def _wish_for(self, wish: Intent) -> None:
        self._question = None
        self._wished = wish
        self._wish = self._send(wish)

    def _ask_end(self, snapshot: Snapshot) -> None:
        wish = end_wish(snapshot)
        if wish is None:
            return
        leaving = snapshot.show.air.run if snapshot.show is not None else None
        sentence = _("End the show?") + live_words(snapshot)
        self._question = _Question(
            sentence, _("End the show"), wish, lambda show: show.air.run == leaving and show.air.ended_at is None
        )
        self.draw(snapshot)

    def _answer(self, *, yes: bool) -> None:
        question, self._question = self._question, None
        if question is not None and yes:
            self._wish_for(question.wish)
        elif question is None and self._refused() is not None:
            confirmed = self._confirmed()
            if yes and confirmed is not None:
                self._wish_for(confirmed)
            elif not yes:
                self._send(ForgetRefusal(self._wish))
                self._wish = ""
        if self._snapshot is not None:
            self.draw(self._snapshot)

    def _refused(self) -> Refused | None:
        return self._snapshot.station.refusals.get(self._wish) if self._snapshot is not None else None

    def _confirmed(self) -> Intent | None:
        """Return the wish to send again with a confirmation, where that is what was refused."""
        refused = self._refused()
        if refused is not None and refused.reason is Reason.CONFIRM_UNDO and isinstance(self._wished, UndoTake):
            return UndoTake(self._wished.run, confirmed=True)
        return None

    # -- drawing ----------------------------------------------------------------

    def _draw_buttons(self, snapshot: Snapshot) -> None:
        if snapshot.show is not None:
            self._buttons["take"].keep_room(*take_titles(len(snapshot.show.cues)))
        self._buttons["take"].put(take_title(snapshot), enabled=enabled("take", snapshot))
        run = snapshot.show.air.run if snapshot.show is not None else None
        self._buttons["hold"].put(hold_title(snapshot), enabled=enabled("hold", snapshot))
        tip = _("Holding does not move the end of this cue.") if run is not None and run.until is not None else ""
        if tip != self._buttons["hold"].toolTip():  # Qt tells everybody of a tip, also of the same again
            self._buttons["hold"].setToolTip(tip)
        ended = snapshot.show is not None and snapshot.show.air.ended_at is not None
        self._buttons["undo"].put(_("Undo end") if ended else _("Undo"), enabled=enabled("undo", snapshot))
        for action in ("less", "more", "marker", "message", "card", "end"):
            button = self._buttons[action]
            button.put(button.text(), enabled=enabled(action, snapshot))
        self._leave_out()

    def _draw_question(self, snapshot: Snapshot) -> None:
        refused = self._refused()
        late = snapshot.timing is not None and snapshot.timing.go_late
        if self._question is not None:
            yes = (self._question.yes, cap("take-bar.yes", "Y"), "danger", lambda: self.press("yes"))
            self._ask.ask(
                self._question.sentence,
                [yes, (_("Stay"), cap("take-bar.no", "Esc"), "plain", lambda: self.press("no"))],
            )
        elif refused is not None and self._confirmed() is not None:
            yes = (_("Undo it"), cap("take-bar.yes", "Y"), "danger", lambda: self.press("yes"))
            self._ask.ask(
                refusal_sentence(refused),
                [yes, (_("Keep"), cap("take-bar.no", "Esc"), "plain", lambda: self.press("no"))],
            )
        elif refused is not None:
            no = (_("Close"), cap("take-bar.no", "Esc"), "plain", lambda: self.press("no"))
            self._ask.ask(refusal_sentence(refused), [no], State.INFO)
        elif late:
            take = (take_title(snapshot), cap("take-bar.take", "Space"), "primary", lambda: self.press("take"))
            self._ask.ask(_("The next cue should have gone by itself more than 2 s ago. Take it now?"), [take])
        else:
            self._ask.withdraw()

    def _draw_waiting(self, snapshot: Snapshot) -> None:
        """Say that a press is not answered yet: after 0.1 s pending, after 1 s not saved."""
        self._typing.put("▲ " + _("keys off: typing") if snapshot.station.typing else "")
        age = max((since(at, snapshot.now) for at in snapshot.station.pending.values()), default=ZERO)
        if age > LATE_AFTER:
            self._note.put("▲ " + _("not saved yet"), Tone.WARN)
        elif age > PENDING_AFTER:
            self._note.put(_("pending"), Tone.DIM)
        else:
            self._note.put(marked(snapshot, TOLD_FOR), Tone.INFO)

    # -- building ---------------------------------------------------------------

    def _build_buttons(self) -> dict[str, KeyButton]:
        looks = {
            "take": (_("Take"), cap("take-bar.take", "Space"), "primary"),
            "hold": (_("Hold"), cap("take-bar.hold", "H"), "plain"),
            "less": ("-0:30", cap("take-bar.less", "−"), "plain"),
            "more": ("+0:30", cap("take-bar.more", "+"), "plain"),
            "undo": (_("Undo"), cap("take-bar.undo", "⌫"), "plain"),
            "message": (_("Message"), cap("messages.message", "M"), "plain"),
            "marker": (_("Marker"), cap("take-bar.marker", "B"), "plain"),
            "card": (_("Card"), cap("trouble.card", "F2"), "danger"),
            "end": (_("End"), cap("take-bar.end", "E"), "plain"),
        }
        buttons = {action: KeyButton(*parts, pressed=self._presser(action)) for action, parts in looks.items()}
        buttons["hold"].keep_room(_("Hold"), _("Resume"))
        return buttons

    def _presser(self, action: str) -> Callable[[], None]:
        return lambda: self.press(action)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        margins(column, 0, 0, 4)
        column.addWidget(self._ask)
        self._row = QHBoxLayout()
        margins(self._row, 0, 0, 8)
        for action in ("take", "hold", "less", "more", "undo"):
            self._row.addWidget(self._buttons[action])
        self._row.addStretch(1)
        for action in ("message", "marker", "card", "end"):
            self._row.addWidget(self._buttons[action])
        status = QHBoxLayout()  # always there, so that nothing jumps when it speaks
        margins(status, 2, 0, 10)
        status.addWidget(self._typing)
        status.addWidget(self._note, 1)
        column.addLayout(status)
        column.addLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out, where the width asks for it, what other panels offer as well."""
        super().resizeEvent(event)
        self._leave_out()

    def minimumSizeHint(self) -> QSize:
        """Return the room of the keys that are this bar's own."""
        own = [button for action, button in self._buttons.items() if action not in ELSEWHERE]
        return QSize(self._least(own), super().minimumSizeHint().height())

    def _leave_out(self) -> None:
        fitted = (self.width(), *map(_measured, self._buttons.values()))
        if fitted == self._fitted:
            return
        self._fitted = fitted
        shown = list(self._buttons)
        for action in ELSEWHERE:
            if self._least([self._buttons[one] for one in shown]) > self.width():
                shown.remove(action)
        for action in ELSEWHERE:
            if self._buttons[action].isHidden() is (action in shown):
                self._buttons[action].setVisible(action in shown)

    def _least(self, buttons: Sequence[KeyButton]) -> int:
        """Return the width of *buttons* set as tight as can be."""
        return sum(self._width(button) for button in buttons) + self._row.spacing() * len(buttons)

    def _width(self, button: KeyButton) -> int:
        """Return its width set as tight as can be; all figures are as wide as a 0, so each title is measured once."""
        title = (button, *_measured(button))
        if title not in self._widths:
            self._widths[title] = button.minimumSizeHint().width()
        return self._widths[title]


def _measured(button: KeyButton) -> tuple[str, str]:
    """Return what the width of *button* hangs on."""
    return button.text().translate(ZEROS), button.room()


PANEL = Panel(
    key="take-bar",
    title=N_("Take bar"),
    room=Room.ON_AIR,
    order=30,
    hats=frozenset({Role.EXECUTION}),
    build=TakeBar,
    actions=ACTIONS,
)
