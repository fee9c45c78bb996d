"""What the editor has wished for: what waits, what was refused and why, and the drafts of what was typed meanwhile."""

from collections.abc import Callable

from msgspec.structs import replace

from liveops_desktop.core.commands import ForgetRefusal, PasteRows, RedoEdit, UndoEdit
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.intents import Edit, EditCue, EditRundown
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Send, forget_refused
from liveops_desktop.panels.editor.bar import Bar
from liveops_desktop.panels.editor.fields import changed
from liveops_desktop.widgets.ask import Answer, Ask
from liveops_desktop.widgets.look import State
from liveops_desktop.words import _, refusal_sentence

Draft = tuple[CueId, str]
"""The cue and the field of a text that was typed."""


class Wishing:
    """Sends edits with the reason in *bar*, and says in *note* what was refused."""

    def __init__(self, send: Send, bar: Bar) -> None:
        self._send, self._bar = send, bar
        self._snapshot: Snapshot | None = None
        self.drafts: dict[Draft, str] = {}
        self._unread: Refused | None = None
        """What was refused here, before anything was sent."""
        self._sent: dict[str, tuple[tuple[Edit, ...], Draft | None]] = {}
        self.note = Ask()

    def draw(self, snapshot: Snapshot) -> None:
        """Say what *snapshot* tells of the wishes that were sent."""
        self._snapshot = snapshot
        for wish, (what, draft) in list(self._sent.items()):
            refused = snapshot.station.refusals.get(wish)
            if refused is not None:
                self._say(wish, refused, what, draft)
                return
            if wish not in snapshot.station.pending:
                del self._sent[wish]
                if draft is not None:
                    self.drafts.pop(draft, None)
        if self._unread is not None:
            self.note.ask(_said(self._unread), [(_("Leave it"), "", "plain", self._drop)], State.WARN)
        else:
            self.note.withdraw()

    # -- wishing -----------------------------------------------------------------------

    def wish(self, what: tuple[Edit, ...], draft: Draft | None = None) -> None:
        """Wish edits, all or none; *draft*: the cell they were typed into."""
        self._forget()
        if what:
            self._sent[self._send(EditRundown(what, self._bar.why()))] = (what, draft)

    def send(self, command: UndoEdit | RedoEdit | PasteRows) -> None:
        """Send what the station turns into edits, and listen for its refusal."""
        self._forget()
        self._sent[self._send(command)] = ((), None)

    def attempt(self, make: Callable[[], tuple[Edit, ...]]) -> None:
        """Wish what *make* returns, or say why it cannot be made."""
        try:
            self.wish(make())
        except Refused as refused:
            self.refuse(refused)

    def commit(self, was: Cue, key: str, text: str) -> None:
        """Wish the edit of one cell; what cannot be read stays as a draft."""
        self.drafts[was.id, key] = text
        try:
            now = changed(was, key, text)
        except Refused as refused:
            self.refuse(refused)
            return
        if now == was:
            self.drafts.pop((was.id, key), None)
        else:
            self.wish((EditCue(was, now),), (was.id, key))

    def refuse(self, refused: Refused) -> None:
        """Say why nothing was wished."""
        self._forget()
        self._unread = refused
        if self._snapshot is not None:
            self.draw(self._snapshot)

    # -- refused -----------------------------------------------------------------------

    def _say(self, wish: str, refused: Refused, what: tuple[Edit, ...], draft: Draft | None) -> None:
        answers: list[Answer] = []
        if refused.reason is Reason.CONFIRM_STANDBY:
            answers = [(_("Do it"), "", "danger", lambda: self._again(wish, what))]
        elif refused.reason is Reason.LOCKED:
            answers = [(_("Write the reason"), "", "plain", self._bar.reason.setFocus)]
            if self._bar.why() and what:
                answers = [(_("Do it"), "", "plain", lambda: self._again(wish, what))]
        elif refused.reason is Reason.EDIT_CONFLICT and draft is not None:
            answers = [(_("Use mine"), "", "plain", lambda: self._use_mine(wish, draft))]
        answers.append((_("Leave it"), "", "plain", self._drop))
        sentence = _said(refused)
        if draft is not None and refused.reason is Reason.EDIT_CONFLICT:
            sentence += " " + _("Yours: “{text}”.").format(text=self.drafts.get(draft, ""))
        self.note.ask(sentence, answers, State.WARN)

    def _again(self, wish: str, what: tuple[Edit, ...]) -> None:
        """Wish the same once more, with the question answered."""
        self._sent.pop(wish, None)
        self._send(ForgetRefusal(wish))
        self.wish(tuple(replace(one, confirmed=True) if hasattr(one, "confirmed") else one for one in what))

    def _use_mine(self, wish: str, draft: Draft) -> None:
        text = self.drafts.get(draft, "")
        show = self._snapshot.show if self._snapshot is not None else None
        cue = next((one for one in show.cues if one.id == draft[0]), None) if show is not None else None
        self._sent.pop(wish, None)
        self._send(ForgetRefusal(wish))
        if cue is not None:
            self.commit(cue, draft[1], text)

    def _drop(self) -> None:
        self.drafts.clear()
        self._forget()

    def _forget(self) -> None:
        forget_refused(self._sent, self._snapshot, self._send)
        self._unread = None
        self.note.withdraw()


def _said(refused: Refused) -> str:
    """Return why it was refused; a cell that is named by its place came in a block."""
    sentence = refusal_sentence(refused)
    return sentence if refused.row is None else _("Nothing was pasted. {why}").format(why=sentence)
