"""Go or no-go, role by role, at a gate: opened by one person, answered by whoever wears the hat, closed."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveops_desktop.core.content import Gate
from liveops_desktop.core.intents import AnswerPoll, ClosePoll, OpenPoll
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Poll
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Send
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.look import Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _, refusal_sentence, role_word

CALLED = (Role.TECHNICAL, Role.HOST, Role.EXECUTION, Role.CUSTOMER_SERVICE, Role.OPERATIONS_MANAGER)
"""In the order they are called; the manager last."""


class PollView(QWidget):
    """The latest poll, and what the hats worn here can say to it."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._poll: Poll | None = None
        self._mine: tuple[Role, ...] = ()
        self._wish = ""
        self._head = Text(_("Go or no-go").upper(), Type.LABEL, Tone.DIM)
        self._said = Text("", Type.BODY, wrap=True)
        self._reason = Field(_("Reason of a no-go"))
        self._open = KeyButton(_("Ask the crew"), "", "plain", self._ask, low=True)
        self._go = KeyButton(_("Go"), "", "primary", partial(self._answer, True), low=True)
        self._no = KeyButton(_("No-go"), "", "danger", partial(self._answer, False), low=True)
        self._close = KeyButton(_("Close the poll"), "", "plain", self._end, low=True)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 4)
        for part in (self._head, self._said, self._reason):
            down.addWidget(part)
        down.addWidget(Toolbar([self._open, self._go, self._no, self._close, None]))

    def draw(self, snapshot: Snapshot) -> None:
        """Show the latest poll of *snapshot*."""
        show = snapshot.show
        self.setVisible(show is not None)
        poll = self._poll = show.polls[-1] if show is not None and show.polls else None
        running = poll is not None and poll.closed_at is None
        hats = snapshot.station.hats
        self._mine = tuple(Role(role) for role in poll.unanswered if Role(role) in hats) if running and poll else ()
        self._said.put(_words(poll))
        self._reason.setVisible(bool(self._mine))
        for button in (self._go, self._no):
            button.setVisible(bool(self._mine))
        self._open.setVisible(not running)
        self._close.setVisible(running)
        refused = snapshot.station.refusals.get(self._wish)
        self._reason.say(refusal_sentence(refused) if refused is not None else "", refused=refused is not None)

    def _ask(self) -> None:
        self._wish = self._send(OpenPoll(Gate.FIVE_MINUTES, CALLED))

    def _answer(self, go: bool) -> None:  # noqa: FBT001 -- the button's own answer
        if self._poll is not None and self._mine:
            self._wish = self._send(AnswerPoll(self._poll.id, self._mine[0], go, self._reason.text().strip()))

    def _end(self) -> None:
        if self._poll is not None:
            self._wish = self._send(ClosePoll(self._poll.id))


def _words(poll: Poll | None) -> str:
    if poll is None:
        return _("Nobody has been asked yet.")
    lines = []
    for role in poll.roles:
        answer = poll.answers.get(role)
        if answer is None:
            said = _("no answer yet")
        elif answer.go:
            said = _("go ({who})").format(who=answer.who)
        else:
            said = _("no-go ({who}): {reason}").format(who=answer.who, reason=answer.reason)
        lines.append(f"{role_word(Role(role))}: {said}")
    return "\n".join(lines)
