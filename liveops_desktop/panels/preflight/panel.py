"""The panel: the decision, the list of checks with what to do about each, the groups and the signature beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liveops_desktop.core.commands import (
    AgreeActive,
    CancelPreflight,
    DeclineActive,
    RunActive,
    RunPreflight,
    WatchLevels,
)
from liveops_desktop.core.intents import AcceptDrift, ConfirmCheck, ConfirmFeed, SignPreflight, Waive, WithdrawWaiver
from liveops_desktop.core.meters import Levels
from liveops_desktop.core.preflight import Go, Group, Phase, Verdict
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Action, PanelWidget, Part, Send
from liveops_desktop.panels.preflight.banner import Banner
from liveops_desktop.panels.preflight.levels import WITH, LevelBoard
from liveops_desktop.panels.preflight.listing import FEED, Row, Section, rows_of, section_title
from liveops_desktop.panels.preflight.reading import read_seconds
from liveops_desktop.panels.preflight.row import CheckRow, Wishes
from liveops_desktop.panels.preflight.sides import Groups, Signatures
from liveops_desktop.widgets.ask import Ask
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import CardFrame, Empty, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.rows import RowList
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, check_title, leaving_sentences, refusal_sentence

LIST = Part(
    N_("In the list of checks"),
    (Action("answer", N_("Waive it, withdraw its waiver, or enter its value"), ("Return", "Enter")),),
)
SLIP = 400  # ms
"""A second press within it is the same press."""


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


AT_ONCE = 6
"""Rows built in one draw while checks run; a row costs some ten milliseconds."""
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
        self._row_wishes = Wishes(
            self._waive, self._withdraw, self._confirm_feed, self._hand, self._run_active, self._accept
        )
        self._passed_open = False
        self._asking = ""
        """Run whose NO-GO is asked about before it is signed."""
        self._asked = QElapsedTimer()
        self._wishes: dict[str, str] = {}
        """Place → id of the latest wish made there."""
        self._shown: tuple[Row, ...] | None = None
        self._rows: dict[str, CheckRow] = {}
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
        middle.addWidget(self._build_list(), 1)
        across.addLayout(middle, 56)
        across.addWidget(_scrolled(self._signatures, 226), 20)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 12)
        down.addWidget(self.banner)
        down.addWidget(self._consent)
        down.addLayout(across, 1)

    def _build_list(self) -> QWidget:
        card = CardFrame()
        card.setAccessibleName(_("Checks"))
        self._empty = Empty()
        self._heads = {section: Text("", Type.LABEL, Tone.DIM) for section in Section}
        self._fold = KeyButton("", cap("preflight.fold", "P"), "quiet", self._turn_passed)
        self._passed_line = self._build_passed_head()
        self._list = RowList(_("Checks; Enter answers"), LIST.heard({"answer": self._enter}), moved=self._moved)
        self._column = self._list.column
        self._column.setSpacing(look().px(6))
        self._column.addStretch(1)
        card.body.addWidget(self._list, 1)
        card.body.addWidget(self._empty, 1)
        return card

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*; rows are kept by check, so a draft in one survives."""
        self._snapshot = snapshot
        if self._asking != self._bad_run(snapshot):
            self._asking = ""
        self.banner.draw(snapshot, asking=bool(self._asking))
        self.groups.draw(snapshot, self._group, levels=self._levels_shown())
        self._draw_levels(snapshot)
        self._draw_list(snapshot)
        self._signatures.draw(snapshot, self._phase)
        self._draw_consent(snapshot)
        self._draw_refusals(snapshot)

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
        """Run, sign, fold, go to the list or to the groups, or answer the current row."""
        match action:
            case "run":
                self._run()
            case "sign":
                self._sign()
            case "levels":
                self._turn_levels()
            case "fold":
                self._turn_passed()
            case "list":
                self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case "groups" if self.groups.rows:
                next(iter(self.groups.rows.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)
            case "answer" if (row := self._list.current()) is not None:
                self._enter(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the field of a row and goes back to the list; what was typed stays in it."""
        row = self._list.current()
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self._leave()
        elif event.key() == Qt.Key.Key_Escape and isinstance(row, CheckRow) and not row.draft.isHidden():
            row.draft.hide()
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _enter(self, row: QWidget) -> None:
        if isinstance(row, CheckRow):
            row.answer()

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        for row in (before, now):
            if isinstance(row, CheckRow):
                row.put_current(row is now)

    def _draw_list(self, snapshot: Snapshot) -> None:
        rows = rows_of(snapshot, self._group, self._phase)
        self._draw_empty(snapshot, rows)
        if snapshot.station.checking:
            rows = self._a_few(rows)
        if rows == self._shown:
            return
        order = [(row.check, row.section) for row in rows]
        moved = self._shown is None or order != [(row.check, row.section) for row in self._shown]
        self._shown = rows
        for row in rows:
            if row.section is Section.PASSED and not self._passed_open and row.check not in self._rows:
                continue  # most of the list, and folded away: built when it is opened
            if row.check not in self._rows:
                self._rows[row.check] = CheckRow(row, self._row_wishes)
            self._rows[row.check].put(row)
        if moved:
            self._arrange(rows)

    def _a_few(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Return the rows that stand already and the next few: built all at once they hold up the checks that run."""
        fresh = [row.check for row in rows if row.check not in self._rows]
        later = frozenset(fresh[AT_ONCE:])
        return tuple(row for row in rows if row.check not in later)

    def _draw_empty(self, snapshot: Snapshot, rows: tuple[Row, ...]) -> None:
        self._empty.setVisible(not rows)
        self._list.setVisible(bool(rows))
        if snapshot.show is None:
            self._empty.put(_("No show is open."), _("Open one in the room Plan; its plan says what the rig must be."))
        elif snapshot.station.checking:
            self._empty.put(_("Measuring …"), _("Results come one by one."))
        elif self._group is not None:
            self._empty.put(_("Nothing in this group yet."), _("Pick the group again to see all."))
        else:
            self._empty.put(
                _("Nothing measured yet."), _("Press F5: all checks run together and touch nothing on air.")
            )

    def _arrange(self, rows: tuple[Row, ...]) -> None:
        """Put headings and rows into their order; widgets are moved, never made anew."""
        stood: set[QWidget] = set()
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                stood.add(widget)
        for section in Section:
            here = [row for row in rows if row.section is section]
            if not here:
                continue
            head = self._heads[section]
            head.put(f"{section_title(section)} · {len(here)}".upper())
            self._fold.put(_("Hide") if self._passed_open else _("Show"))
            line = self._passed_line if section is Section.PASSED else head
            self._column.addWidget(line)
            line.show()
            stood.discard(line)
            for row in here:
                if (widget := self._rows.get(row.check)) is not None:
                    self._column.addWidget(widget)
                    widget.setVisible(section is not Section.PASSED or self._passed_open)
                    stood.discard(widget)
            self._column.addSpacing(look().px(16))
        self._column.addStretch(1)
        for gone in stood:  # only these: to hide and show one again lays it out anew
            gone.hide()
        folded = Section.PASSED if not self._passed_open else None
        self._list.put_rows([self._rows[row.check] for row in rows if row.section is not folded])

    def _build_passed_head(self) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        margins(across, 0, 0, 12)
        across.addWidget(self._heads[Section.PASSED])
        across.addWidget(self._fold)
        across.addStretch(1)
        line.hide()
        return line

    def _draw_refusals(self, snapshot: Snapshot) -> None:
        for place, wish in self._wishes.items():
            refused = snapshot.station.refusals.get(wish)
            sentence = refusal_sentence(refused) if refused is not None else ""
            if place == SIGN:
                self._signatures.refused.put(sentence)
            elif place in self._rows and sentence:
                self._rows[place].draft.field.say(sentence, refused=True)

    # -- wishing -----------------------------------------------------------------------

    def _run(self) -> None:
        if self._snapshot is not None and self._snapshot.show is not None and not self._snapshot.station.checking:
            self._send(RunPreflight(phase=self._phase))

    def _leave(self) -> None:
        self._asking = ""
        self._redraw()

    def _bad_run(self, snapshot: Snapshot) -> str:
        """Return the id of the run that says NO-GO; empty when the latest says otherwise, or another is in progress."""
        run = snapshot.show.preflight.run if snapshot.show is not None else None
        decision = snapshot.decision
        if run is None or decision is None or snapshot.station.checking:
            return ""
        return run.id if decision.go is Go.NO_GO else ""

    def _sign(self) -> None:
        """Sign what is seen; a NO-GO is asked about in place, and a second press within a slip's time is no answer."""
        snapshot = self._snapshot
        if snapshot is not None and (bad := self._bad_run(snapshot)):
            if self._asking != bad:
                self._asking = bad
                self._asked.start()
                self._redraw()
                return
            if self._asked.elapsed() < SLIP:
                return
            self._leave()
        run = snapshot.show.preflight.run if snapshot is not None and snapshot.show is not None else None
        if snapshot is not None and run is not None:
            go = snapshot.decision.go if snapshot.decision is not None else None
            checks, items = snapshot.checks, snapshot.content.items
            wish = SignPreflight(run.id, go, phase=run.phase, checks=checks, items=items)
            self._wishes[SIGN] = self._send(wish)

    def _waive(self, check: str, reason: str) -> None:
        self._rows[check].draft.field.say("")
        self._wishes[check] = self._send(Waive(check, reason))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hand(self, check: str, well: bool, value: str, second: str) -> None:  # noqa: FBT001 -- the row's own answer
        """Confirm a check by hand; what is refused is said in its row."""
        if self._snapshot is None:
            return
        info = next((one for one in self._snapshot.checks if one.id == check), None)
        if info is not None:
            self._rows[check].draft.field.say("")
            verdict = Verdict.PASS if well else Verdict.FAIL
            self._wishes[check] = self._send(ConfirmCheck(info, verdict, value.strip(), second=second.strip()))
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run_active(self, check: str) -> None:
        self._send(RunActive(frozenset({check})))

    def _accept(self, item: str) -> None:
        self._send(AcceptDrift(item))

    def _turn_phase(self, phase: Phase) -> None:
        self._phase, self._shown = phase, None
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

    def _confirm_feed(self, check: str, text: str) -> None:
        field = self._rows[check].draft.field
        try:
            delay = read_seconds(text)
        except Refused as refused:
            field.say(refusal_sentence(refused), refused=True)
            return
        field.say("")
        self._wishes[FEED] = self._send(ConfirmFeed(delay))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self, group: Group) -> None:
        self._group = None if self._group is group else group
        if not self._levels_kept:  # put away for the group that was; kept in sight, they stay
            self._levels_kept = None
        self._redraw()

    def _turn_passed(self) -> None:
        self._passed_open = not self._passed_open
        self._shown = None
        self._redraw()

    def _redraw(self) -> None:
        if self._snapshot is not None:
            self.draw(self._snapshot)
