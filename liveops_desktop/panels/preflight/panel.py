"""The panel: the decision, the list of checks with what to do about each, the groups and the signature beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liveops_desktop.core.clock import seconds
from liveops_desktop.core.commands import (
    AgreeActive,
    AskObsPassword,
    CancelPreflight,
    DeclineActive,
    RunActive,
    RunPreflight,
    WatchLevels,
)
from liveops_desktop.core.intents import AcceptDrift, ConfirmCheck, Waive, WithdrawWaiver
from liveops_desktop.core.meters import Levels
from liveops_desktop.core.preflight import Group, Phase, Verdict, Why
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import PanelWidget, Send
from liveops_desktop.panels.preflight.banner import Banner
from liveops_desktop.panels.preflight.checklist import CheckList
from liveops_desktop.panels.preflight.entries import Section
from liveops_desktop.panels.preflight.levels import WITH, LevelBoard
from liveops_desktop.panels.preflight.listing import rows_of
from liveops_desktop.panels.preflight.row import CheckRow, Wishes
from liveops_desktop.panels.preflight.sentences import not_yet
from liveops_desktop.panels.preflight.sides import Groups, Signatures
from liveops_desktop.panels.preflight.signing import Signing
from liveops_desktop.widgets.ask import Ask
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.look import State, look
from liveops_desktop.words import _, check_title, leaving_sentences, refusal_sentence


def _scrolled(part: QWidget, least: float) -> QScrollArea:
    """Let *part* be as high as it wants in a low window; *least* pixels wide at scale 1."""
    area = QScrollArea()
    area.setWidget(part)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumWidth(look().px(least))
    area.setAccessibleName(part.accessibleName())
    return area


AGES = seconds(10)
"""How often the ages of results are looked at; what counts seconds down is drawn each second."""


def _told(snapshot: Snapshot) -> tuple[object, ...]:
    """Return all that this panel tells of *snapshot*: where it is the same, nothing is drawn."""
    station, show = snapshot.station, snapshot.show
    run = show.preflight.run if show is not None else None
    counts_down = station.checking or any(one.why is Why.MEASURING for one in (run.results if run else ()))
    obs = snapshot.vitals.obs
    return (
        *(show, station, snapshot.decision, snapshot.wall_shift, obs.link.state, obs.state is None),
        *(snapshot.rig, snapshot.checks, snapshot.content),
        snapshot.now if counts_down else snapshot.now // AGES,
    )


def _ended(snapshot: Snapshot) -> str:
    """Return the id of the latest run; empty while one is in progress, or before the first."""
    run = snapshot.show.preflight.run if snapshot.show is not None else None
    return "" if run is None or snapshot.station.checking else run.id


SIGN = "sign"
"""Place of the signature among the wishes; the others are ids of checks."""


class PreflightPanel(PanelWidget):
    """Draws the latest run, or the one in progress."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._group: Group | None = None
        self._phase = Phase.RIG
        wishes = Wishes(
            waive=self._waive,
            withdraw=self._withdraw,
            hand=self._hand,
            run=self._run_active,
            accept=self._accept,
            connect=lambda: send(AskObsPassword()),
            again=self._run,
        )
        self.checks = CheckList(wishes, self._answer)
        self._said = ""
        """Why the key that was pressed last did nothing."""
        self._settled = ""
        """Run after which the first row that needs a hand was made current."""
        self._listed = False
        """Whether the list was in sight."""
        self._signing = Signing()
        self._wishes: dict[str, str] = {}
        """Place → id of the latest wish made there."""
        self.groups = Groups(self._filter, self._turn_levels)
        self.levels = LevelBoard(lambda on: send(WatchLevels(on)))
        self._levels_kept: bool | None = None
        """Whether a person wants the meters in sight; None: as the group says."""
        self._signatures = Signatures(send, self._turn_phase)
        self._consent = Ask(kind="info", state=State.INFO)
        self.setAccessibleName(_("Preflight"))
        self.banner = Banner(run=self._run, cancel=lambda: send(CancelPreflight()), sign=self._sign, leave=self._leave)
        self._build()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        across = QHBoxLayout()
        margins(across, 0, 0, 12)
        across.addWidget(_scrolled(self.groups, 200), 24)
        middle = QVBoxLayout()
        middle.setSpacing(look().px(12))
        self.levels.hide()
        middle.addWidget(self.levels)
        middle.addWidget(self.checks, 1)
        across.addLayout(middle, 56)
        across.addWidget(_scrolled(self._signatures, 226), 20)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 12)
        down.addWidget(self.banner)
        down.addWidget(self._consent)
        down.addLayout(across, 1)

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*; rows are kept by check, so a draft in one survives."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None or _told(before) != _told(snapshot):
            self._draw(snapshot)

    def _draw(self, snapshot: Snapshot) -> None:
        self._signing.draw(snapshot)
        if (run := _ended(snapshot)) and run != self._settled:
            self._said = ""  # it was said of what has ended since
        rows = rows_of(snapshot, None, self._phase)
        self.banner.draw(snapshot, rows, self._phase, asking=self._signing.asks, said=self._said)
        self.groups.draw(snapshot, self._group, rows, self._phase, levels=self._levels_shown())
        self._draw_levels(snapshot)
        self.checks.draw(snapshot, self._group, self._phase, rows)
        self._settle(snapshot)
        self._signatures.draw(snapshot, self._phase)
        self._draw_consent(snapshot)
        self._draw_refusals(snapshot)

    def _settle(self, snapshot: Snapshot) -> None:
        """As results come, and as a run ends, give the list the keys; after a run, make current what to do first."""
        shown, self._listed = self._listed, self.checks.list.isVisible()
        run = _ended(snapshot)
        ended = bool(run) and run != self._settled
        if self._listed and self._keys_are_free(at_rest=ended or not shown):
            self.checks.focus()
        if ended:
            self._settled = run
            if not self._in_a_form():
                self.checks.choose_first()

    def _keys_are_free(self, *, at_rest: bool) -> bool:
        """Tell whether nobody has the keys; *at_rest*: nor does a button of this room, to which Qt may have led."""
        focus: QWidget | None = self.window().focusWidget()  # the stubs leave the None out
        return focus is None or (at_rest and isinstance(focus, KeyButton) and self.isAncestorOf(focus))

    def _in_a_form(self) -> bool:
        """Tell whether somebody fills in the field of a row: then that row stays where it is."""
        row = self.checks.current()
        return row is not None and row.drafting()

    def hear(self, levels: Sequence[Levels]) -> None:
        """Show OBS's level meters."""
        self.levels.hear(levels)

    def _levels_shown(self) -> bool:
        return self._group in WITH if self._levels_kept is None else self._levels_kept

    def _draw_levels(self, snapshot: Snapshot) -> None:
        self.levels.draw(snapshot)
        self.levels.setVisible(self._levels_shown())

    def _turn_levels(self) -> None:
        self._levels_kept = not self._levels_shown()
        self._redraw()

    # -- keys --------------------------------------------------------------------------

    def press(self, action: str) -> None:
        """Run, sign, fold, go to the list or to the groups, or answer the current row; what does nothing says why."""
        self._say("")
        if self._signing.asks and action != "sign":
            self._leave()
        match action:
            case "run":
                self._run()
            case "sign":
                self._sign()
            case "levels":
                self._turn_levels()
            case "fold":
                self._say("" if self.checks.turn(Section.PASSED) else _("Nothing has passed yet."))
            case "groups" if self.groups.rows:
                next(iter(self.groups.rows.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)
            case "list" if self.checks.list.isVisibleTo(self):
                self.checks.focus(Qt.FocusReason.ShortcutFocusReason)
            case "answer" | "list":
                self._answer(self.checks.current())
            case "again" if (row := self.checks.current()) is None or not row.run_again():
                self._say(not_yet(self._snapshot) or _("Press F5 to measure."))
            case _:
                pass

    def _answer(self, row: CheckRow | None) -> None:
        """Do what *row* offers; say why where that is nothing."""
        if row is None:
            self._say(not_yet(self._snapshot) or self._chosen())
        elif not row.answer():
            title = check_title(row.check)
            self._say(_("Nothing to answer here: “{check}” does not stand in the way.").format(check=title))

    def _chosen(self) -> str:
        """Make a row current, as none is; say what came of it."""
        self.checks.choose_first()
        chosen = self.checks.current() is not None
        return _("This check is selected now: press again.") if chosen else _("Nothing here needs a hand.")

    def _say(self, sentence: str) -> None:
        """Say why a key did nothing, where the decision is told; until the next key."""
        if sentence != self._said:
            self._said = sentence
            self._redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the field of a row and goes back to the list; what was typed stays in it.

        A letter that means nothing here takes the question of a NO-GO away: who types it means no signature.
        """
        row = self.checks.current()
        escape, letter = event.key() == Qt.Key.Key_Escape, bool(event.text()) and event.text().isprintable()
        if self._signing.asks and (escape or letter):
            self._leave()
        elif escape and row is not None and row.drafting():
            row.fold()
            self.checks.focus()
        else:
            super().keyPressEvent(event)

    def _draw_refusals(self, snapshot: Snapshot) -> None:
        for place, wish in self._wishes.items():
            refused = snapshot.station.refusals.get(wish)
            sentence = refusal_sentence(refused) if refused is not None else ""
            if place == SIGN:
                self._signatures.refused.put(sentence)
            elif place in self.checks.rows and sentence:
                self.checks.rows[place].draft.field.say(sentence, refused=True)

    # -- wishing -----------------------------------------------------------------------

    def _run(self) -> None:
        if self._snapshot is None or self._snapshot.show is None or self._snapshot.station.checking:
            self._say(not_yet(self._snapshot))
        else:
            self._send(RunPreflight(phase=self._phase))

    def _leave(self) -> None:
        self._signing.leave()
        self._redraw()

    def _sign(self) -> None:
        """Sign what is seen; a NO-GO is asked about in place first."""
        snapshot = self._snapshot
        if why := not_yet(snapshot):
            self._say(why)
        elif snapshot is not None and (wish := self._signing.press(snapshot)) is not None:
            self._wishes[SIGN] = self._send(wish)
        self._redraw()

    def _waive(self, check: str, reason: str) -> None:
        self.checks.rows[check].draft.field.say("")
        self._wishes[check] = self._send(Waive(check, reason))
        self.checks.focus()

    def _hand(self, check: str, well: bool, value: str, second: str) -> None:  # noqa: FBT001 -- the row's own answer
        """Confirm a check by hand; what is refused is said in its row."""
        if self._snapshot is None:
            return
        info = next((one for one in self._snapshot.checks if one.id == check), None)
        if info is not None:
            self.checks.rows[check].draft.field.say("")
            verdict = Verdict.PASS if well else Verdict.FAIL
            self._wishes[check] = self._send(ConfirmCheck(info, verdict, value.strip(), second=second.strip()))
            self.checks.focus()

    def _run_active(self, check: str) -> None:
        self._send(RunActive(frozenset({check})))

    def _accept(self, item: str) -> None:
        self._send(AcceptDrift(item))

    def _turn_phase(self, phase: Phase) -> None:
        self._phase = phase
        self._redraw()

    def _draw_consent(self, snapshot: Snapshot) -> None:
        """Ask before anything leaves this PC, or OBS is told to start: what, to whom, how much."""
        asked = snapshot.station.consent
        if not asked:
            self._consent.withdraw()
            return
        said = [f"{check_title(check)}: {' '.join(leaving_sentences(leaves))}" for check, leaves in asked]
        agree = (_("Agree and run"), "", "primary", lambda: self._send(AgreeActive()))
        leave = (_("Leave it"), "", "plain", lambda: self._send(DeclineActive()))
        self._consent.ask("\n".join(said), [agree, leave], State.INFO)

    def _withdraw(self, check: str, _text: str) -> None:
        self._wishes[check] = self._send(WithdrawWaiver(check))

    def _filter(self, group: Group) -> None:
        self._group = None if self._group is group else group
        if not self._levels_kept:  # put away for the group that was; kept in sight, they stay
            self._levels_kept = None
        self._redraw()
        self.checks.choose_first()

    def _redraw(self) -> None:
        if self._snapshot is not None:
            self._draw(self._snapshot)
