"""Making up time: what is missing before which time, what would make it up, and one key that does it."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout

from liveops_desktop.core.clock import SECOND, ZERO, Instant
from liveops_desktop.core.commands import ForgetRefusal, UndoEdit
from liveops_desktop.core.cue import Cue
from liveops_desktop.core.facts import RunId
from liveops_desktop.core.intents import EditCue, EditRundown, SkipCue
from liveops_desktop.core.makeup import Proposal, as_edit, propose, ready_at
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import countdown, duration, wall_time
from liveops_desktop.core.timing import Timing
from liveops_desktop.panels import Action, Panel, PanelWidget, Room, Send, in_trouble
from liveops_desktop.widgets.ask import Answer, Ask
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import State
from liveops_desktop.words import N_, _, n_, refusal_sentence

MOST_NAMED = 3
"""Cues whose new length, and whose cut, stands in the sentence; more are counted."""
MOST_LETTERS = 26
"""Of a title in the sentence."""

ACTIONS = (
    Action("apply", N_("Make up time as proposed"), ("S",)),
    Action("back", N_("Take the make-up plan back"), ("Shift+S",)),
)


class Applied(Struct, frozen=True):
    """A plan that was applied here and can be taken back: as long as nothing else was edited or taken since."""

    edit: EditRundown
    run: RunId | None
    steps: int
    """Edits that could be taken back before it came."""


class MakeUp(PanelWidget):
    """Hidden while nothing is to be saved. Keeps what it worked out, and what it wished."""

    def __init__(self, send: Send) -> None:
        """Build it hidden."""
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._of: tuple[object, ...] = ()
        """What the proposal was worked out from, by identity; it is worked out anew when that is another."""
        self._figures: tuple[object, ...] = ()
        """What else it was worked out from."""
        self._proposal: Proposal | None = None
        self._words = ""
        self._sent: str | None = None
        self._applied: Applied | None = None
        self._ask = Ask()
        down = QVBoxLayout(self)
        margins(down, 0, 0, 0)
        down.addWidget(self._ask)
        self.hide()

    def draw(self, snapshot: Snapshot) -> None:
        """Show what is proposed for *snapshot*, or that it was applied."""
        self._snapshot = snapshot
        self._work_out(snapshot)
        refused = snapshot.station.refusals.get(self._sent or "")
        applied = self._standing(snapshot)
        back: list[Answer] = []
        if applied:
            back = [(_("Take back"), cap("makeup.back", "Shift S"), "plain", self._take_back)]
        if self.cramped() and in_trouble(snapshot) and self.asked(snapshot):
            self._ask.withdraw()  # a low window has no room for it then, and what is not seen is not applied
        elif refused is not None:
            self._say_refused(refused)
        elif self._proposal is not None:
            apply: list[Answer] = []
            if _gives(self._proposal):
                apply = [(_("Make up"), cap("makeup.apply", "S"), "primary", self._apply)]
            self._ask.ask(self._words, [*apply, *back], State.WARN)
        elif applied:
            self._ask.ask(_("Made up as proposed."), back, State.GOOD)
        else:
            self._ask.withdraw()
        if self.isHidden() is bool(self._ask.sentence()):  # to show what is shown lays the room out anew
            self.setVisible(bool(self._ask.sentence()))

    def sentence(self) -> str:
        """Return what it says; empty while it is hidden."""
        return self._ask.sentence()

    def proposal(self) -> Proposal | None:
        """Return what it proposes; None while there is nothing to save."""
        return self._proposal

    def press(self, action: str) -> None:
        """Apply what is shown, or take it back."""
        if action == "apply":
            self._apply()
        elif action == "back":
            self._take_back()

    # -- working out -----------------------------------------------------------------

    def _work_out(self, snapshot: Snapshot) -> None:
        """Work the proposal out anew when the list, what is on air, or a whole second of what is missing changed."""
        show, timing = snapshot.show, snapshot.timing
        if show is None or timing is None or show.header is None:
            self._of, self._figures, self._proposal = (), (), None
            return
        late = next((cue for cue, slack in timing.slack.items() if slack < ZERO), None)
        slack = timing.hard_out_slack if late is None else timing.slack[late]
        need = 0 if slack is None or show.air.ended_at is not None else max(0, -slack)
        air = show.air
        of = (show.cues, show.header, air.run, air.done, air.fixed)
        figures = (
            show.clock.shift,
            snapshot.wall_shift,
            late,
            -(-need // SECOND),
            need >= SECOND,
            snapshot.station.language,
        )
        if figures == self._figures and all(a is b for a, b in zip(of, self._of, strict=False)):
            return
        self._of, self._figures = of, figures
        # Less than a second is no reason to change a run-of-show.
        self._proposal = propose(show, timing) if need >= SECOND else None
        if self._proposal is not None:
            self._words = words_of(snapshot, show, timing, self._proposal)

    # -- wishing -----------------------------------------------------------------------

    def _waiting(self) -> bool:
        return self._snapshot is None or (self._sent or "") in self._snapshot.station.pending

    def _apply(self) -> None:
        snapshot = self._snapshot
        if snapshot is None or snapshot.show is None or self._proposal is None or self._waiting() or self.isHidden():
            return
        if not _gives(self._proposal):
            return
        show = snapshot.show
        self._forget()
        edit = as_edit(show, self._proposal, _("make-up plan") if show.lock.locked else "")
        run = show.air.run.id if show.air.run is not None else None
        self._applied = Applied(edit, run, snapshot.station.undo)
        self._sent = self._send(edit)

    def _take_back(self) -> None:
        if self._snapshot is None or self._waiting() or self.isHidden() or not self._standing(self._snapshot):
            return
        self._forget()
        self._sent = self._send(UndoEdit())

    def _standing(self, snapshot: Snapshot) -> bool:
        """Say whether the latest edit of this station is the plan that was applied, on the cue it was made for."""
        show, applied = snapshot.show, self._applied
        if show is None or applied is None:
            return False
        run = show.air.run.id if show.air.run is not None else None
        if run != applied.run:
            self._applied = None
            return False
        return snapshot.station.undo == applied.steps + 1 and _holds(show.cues, applied.edit)

    def _say_refused(self, refused: Refused) -> None:
        leave: Answer = (_("Leave it"), "", "plain", self._leave)
        self._ask.ask(refusal_sentence(refused), [leave], State.WARN)

    def _leave(self) -> None:
        self._forget()
        if self._snapshot is not None:
            self.draw(self._snapshot)

    def _forget(self) -> None:
        if self._snapshot is not None and self._sent is not None and self._sent in self._snapshot.station.refusals:
            self._send(ForgetRefusal(self._sent))
        self._sent = None


def _gives(proposal: Proposal) -> bool:
    return bool(proposal.squeezes or proposal.cuts)


def _holds(cues: Sequence[Cue], edit: EditRundown) -> bool:
    """Say whether all that *edit* made still stands."""
    there = {cue.id: cue for cue in cues}
    for one in edit.edits:
        match one:
            case EditCue(now=now):
                if there.get(now.id) != now:
                    return False
            case SkipCue(cue=cue, skipped=skipped):
                if cue not in there or there[cue].skipped is not skipped:
                    return False
            case _:
                raise TypeError(type(one))  # a plan has no other edits
    return True


def words_of(snapshot: Snapshot, show: Show, timing: Timing, proposal: Proposal) -> str:
    """Return *proposal* in words: how much before when, by what, and when that would be ready."""
    at = timing.plan.hard_out if proposal.target is None else timing.plan.hards[proposal.target]
    assert at is not None, "what is to be met has a time"
    figure = countdown(proposal.need)
    if proposal.target is None:
        head = _("Save {time} before the hard out {at}").format(time=figure, at=_wall(snapshot, at, seconds=False))
    else:
        head = _("Save {time} before {at}").format(time=figure, at=_wall(snapshot, at, seconds=False))
    if not _gives(proposal):
        return head + ": " + _("no cue ahead may be shortened or cut")
    parts = _changes(show.cues, proposal)
    ready = _wall(snapshot, ready_at(show, timing, proposal))
    then = _("then ends {time}") if proposal.target is None else _("then ready {time}")
    tail = [then.format(time=ready)]
    if proposal.missing:
        tail.insert(0, _("{time} still missing").format(time=countdown(proposal.missing)))
    return head + ": " + " · ".join([", ".join(parts), *tail])


def _changes(cues: Sequence[Cue], proposal: Proposal) -> list[str]:
    titles = {cue.id: _short(cue.title) for cue in cues}
    parts = [f"{titles[one.cue]} {duration(one.was)} → {duration(one.now)}" for one in proposal.squeezes[:MOST_NAMED]]
    parts += _more(len(proposal.squeezes), n_("{count} more shorter", "{count} more shorter", _rest(proposal.squeezes)))
    parts += [_("cut {title}").format(title=titles[cue]) for cue in proposal.cuts[:MOST_NAMED]]
    parts += _more(len(proposal.cuts), n_("{count} more cut", "{count} more cut", _rest(proposal.cuts)))
    return parts


def _rest(changes: Sequence[object]) -> int:
    return max(0, len(changes) - MOST_NAMED)


def _more(count: int, words: str) -> list[str]:
    return [words.format(count=count - MOST_NAMED)] if count > MOST_NAMED else []


def _short(title: str) -> str:
    return title if len(title) <= MOST_LETTERS else title[: MOST_LETTERS - 1].rstrip() + "…"


def _wall(snapshot: Snapshot, at: Instant, *, seconds: bool = True) -> str:
    """Return the wall-clock time of *at* in the show's zone."""
    zone = snapshot.show.header.zone if snapshot.show and snapshot.show.header else "UTC"
    return wall_time(at, zone, snapshot.wall_shift, seconds)


PANEL = Panel(
    key="makeup",
    title=N_("Making up time"),
    room=Room.ON_AIR,
    order=15,
    hats=frozenset({Role.EXECUTION}),
    build=MakeUp,
    actions=ACTIONS,
)
