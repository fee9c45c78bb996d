"""Banners under the strip: questions about the clock and sleep, what is not saved, and quiet notices."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout

from liveops_desktop.core.clock import SECOND, ZERO, Span, since
from liveops_desktop.core.commands import AskSavingFolder, DismissNotice, ForgetRefusal, RetrySaving
from liveops_desktop.core.intents import AnswerSleep, AnswerStep
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Notice, NoticeKind, Saving, Snapshot
from liveops_desktop.core.timetext import count_up, duration, wall_time
from liveops_desktop.panels import Panel, PanelWidget, Room, Send, slept_question
from liveops_desktop.widgets.ask import Answer, Ask
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.look import State
from liveops_desktop.words import N_, _, n_, refusal_sentence

NOTICES_SHOWN = 2
"""At a time; one in a low window. The next comes when one is closed."""

Wished = AnswerStep | AnswerSleep | DismissNotice | ForgetRefusal | RetrySaving | AskSavingFolder
"""What the answers to banners wish."""

T = TypeVar("T")


class Banners(PanelWidget):
    """Empty and without height while there is nothing to say."""

    def __init__(self, send: Send) -> None:
        """Build it silent."""
        super().__init__()
        self._send = send
        self._wish = ""
        self._saving, self._step, self._slept, self._refusal = Ask("bad"), Ask(), Ask(), Ask()
        self._notices = [Ask("info") for _number in range(NOTICES_SHOWN)]
        column = QVBoxLayout(self)
        margins(column, 0, 0, 6)
        for bar in (self._saving, self._step, self._slept, self._refusal, *self._notices):
            column.addWidget(bar)
        self.hide()

    def reads(self, snapshot: Snapshot) -> object:
        """Return the questions and notices; while saving fails its age counts on."""
        station, show = snapshot.station, snapshot.show
        if station.saving is not None:
            return None
        step = show.clock.step if show is not None else None
        return step, slept_question(show), station.refusals.get(self._wish), station.notices, self.cramped()

    def draw(self, snapshot: Snapshot) -> None:
        """Ask what is open, say what is not saved."""
        clock = snapshot.show.clock if snapshot.show is not None else None
        _put(self._saving, snapshot.station.saving, lambda saving: self._say_saving(snapshot, saving))
        _put(self._step, clock.step if clock else None, self._ask_step)
        _put(self._slept, slept_question(snapshot.show), self._ask_slept)
        _put(
            self._refusal,
            snapshot.station.refusals.get(self._wish),
            lambda refused: self._say(refusal_sentence(refused)),
        )
        notices = 1 if self.cramped() else NOTICES_SHOWN
        for index, bar in enumerate(self._notices):
            if index < min(notices, len(snapshot.station.notices)):
                self._say_notice(index, snapshot.station.notices[index])
            else:
                bar.withdraw()
        bars = (self._saving, self._step, self._slept, self._refusal, *self._notices)
        self.setVisible(any(bar.sentence() for bar in bars))

    def _say_saving(self, snapshot: Snapshot, saving: Saving) -> None:
        text = _("NOT SAVED since {time} ({age}), {facts}. The show goes on; saving is tried again by itself.")
        time, facts = _unsaved(snapshot, saving)
        sentence = text.format(time=time, age=count_up(since(saving.since, snapshot.now)), facts=facts)
        answers = [
            self._answer(_("Try now"), RetrySaving()),
            self._answer(_("Another folder …"), AskSavingFolder()),
        ]
        self._saving.ask(sentence, answers, State.BAD)

    def _ask_step(self, by: Span) -> None:
        sentence = _("The clock was set back {span} s.") if by < ZERO else _("The clock was set forward {span} s.")
        note = _("No countdown has moved.")
        text = sentence.format(span=f"{abs(by) / SECOND:.1f}")
        answers = [
            self._answer(_("Use the new clock"), AnswerStep(use_new=True), kind="primary"),
            self._answer(_("Keep"), AnswerStep(use_new=False)),
        ]
        self._step.ask(f"{text} {note}", answers)

    def _ask_slept(self, span: Span) -> None:
        sentence = _("This machine slept {span}. The time counts; nothing is taken by itself until you answer.")
        answers = [
            self._answer(_("Follow the plan"), AnswerSleep(follow=True), kind="primary"),
            self._answer(_("Stay here"), AnswerSleep(follow=False)),
        ]
        self._slept.ask(sentence.format(span=duration(span)), answers)

    def _say(self, sentence: str) -> None:
        self._refusal.ask(sentence, [self._answer(_("Close"), ForgetRefusal(self._wish))])

    def _say_notice(self, index: int, notice: Notice) -> None:
        state, sentence = notice_words(notice)
        self._notices[index].ask(sentence, [self._answer(_("Close"), DismissNotice(index))], state)

    def _answer(
        self,
        title: str,
        wish: Wished,
        kind: str = "plain",
    ) -> Answer:
        return title, "", kind, lambda: self._wish_for(wish)

    def _wish_for(self, wish: Wished) -> None:
        wish_id = self._send(wish)
        if isinstance(wish, AnswerStep | AnswerSleep):
            self._wish = wish_id


def _put(bar: Ask, thing: T | None, ask: Callable[[T], None]) -> None:
    if thing is None:
        bar.withdraw()
    else:
        ask(thing)


def _unsaved(snapshot: Snapshot, saving: Saving) -> tuple[str, str]:
    """Return since when and how much is not on disk, in words."""
    zone = snapshot.show.header.zone if snapshot.show and snapshot.show.header else "UTC"
    facts = n_("{count} fact", "{count} facts", saving.waiting).format(count=saving.waiting)
    return wall_time(saving.since, zone, snapshot.wall_shift), facts


def lost_words(snapshot: Snapshot) -> str:
    """Return what would be lost if the control room closed now; empty when all is on disk."""
    saving = snapshot.station.saving
    if saving is None:
        return ""
    time, facts = _unsaved(snapshot, saving)
    text = _(
        "The disk refuses: all that happened since {time} ({facts}) would be lost. Let the show go on in another "
        "folder first?"
    )
    return text.format(time=time, facts=facts)


def notice_words(notice: Notice) -> tuple[State, str]:
    """Return state and sentence of a notice."""
    match notice.kind:
        case NoticeKind.REBOOTED:
            return State.WARN, _("This machine was started anew. The wall clock was taken as it is; check it.")
        case NoticeKind.KEEP_AWAKE_REFUSED:
            # why not is in the log; here stands only what a person can do about it
            return State.WARN, _("This machine may go to sleep during the show: switch sleep off in its settings.")
        case NoticeKind.HOST_DISPLAY_GONE:
            return State.BAD, _("The host's display {detail} is gone. The panel returns with it.").format(
                detail=notice.detail
            )
        case NoticeKind.BUG:
            return State.WARN, _(
                "Something in the program went wrong and was logged. The show goes on. {detail}"
            ).format(detail=notice.detail)
        case NoticeKind.DAMAGED:
            return State.BAD, _("The show file was damaged. A copy of what is whole is open; missing: {detail}").format(
                detail=notice.detail
            )
        case NoticeKind.EXPORTED:
            return State.GOOD, _("Written to {detail}").format(detail=notice.detail)
        case NoticeKind.MOVED:
            return State.GOOD, _("The show goes on in {file}, and from there it is opened.").format(file=notice.detail)
        case NoticeKind.SETTINGS:
            return State.WARN, notice.detail
        case NoticeKind.COULD_NOT:
            return State.WARN, _("That did not work: {detail}").format(detail=notice.detail)


PANEL = Panel(
    key="banners",
    title=N_("Banners"),
    room=Room.ON_AIR,
    order=1,
    hats=frozenset(Role),
    build=Banners,
)
