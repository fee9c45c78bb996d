"""Preflight: is the rig ready? One decision, one list across all groups, and what to do about each entry."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liveops_desktop.core.clock import DAY, Span
from liveops_desktop.core.commands import CancelPreflight, RunPreflight
from liveops_desktop.core.intents import ConfirmFeed, SignPreflight, Waive, WithdrawWaiver
from liveops_desktop.core.preflight import Go, Group
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import wall_time
from liveops_desktop.panels import Action, Panel, PanelWidget, Room, Send
from liveops_desktop.panels.preflight.banner import Banner
from liveops_desktop.panels.preflight.listing import (
    FEED,
    Row,
    Section,
    gates_of,
    rows_of,
    section_title,
    tallies_of,
)
from liveops_desktop.panels.preflight.row import CheckRow
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import CardFrame, Empty, Pair, margins
from liveops_desktop.widgets.frame import Section as Card
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.pick import PickRow
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, go_word, group_title, refusal_sentence

ACTIONS = (Action("run", N_("Run the preflight again"), ("F5",)),)
SIGN = "sign"
"""Place of the signature among the wishes; the others are ids of checks."""


class PreflightPanel(PanelWidget):
    """Draws the latest run, or the one in progress."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._group: Group | None = None
        self._passed_open = False
        self._wishes: dict[str, str] = {}
        """Place → id of the latest wish made there."""
        self._shown: tuple[Row, ...] | None = None
        self._rows: dict[str, CheckRow] = {}
        self._groups: dict[Group, PickRow] = {}
        self._gates: dict[str, Pair] = {}
        self.setAccessibleName(_("Preflight"))
        self.banner = Banner(run=self._run, cancel=lambda: send(CancelPreflight()), sign=self._sign)
        self._build()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        across = QHBoxLayout()
        margins(across, 0, 0, 12)
        across.addWidget(self._build_groups(), 19)
        across.addWidget(self._build_list(), 56)
        across.addWidget(self._build_signatures(), 23)
        down = QVBoxLayout(self)
        margins(down, 0, 0, 12)
        down.addWidget(self.banner)
        down.addLayout(across, 1)

    def _build_groups(self) -> QWidget:
        self._group_card = Card(_("Groups"))
        self._group_card.put_head(_("Groups"), _("filter"))
        self._group_card.body.setSpacing(0)
        self._gate_head = Text(_("Gates").upper(), Type.LABEL, Tone.DIM)
        self._group_card.body.addSpacing(look().px(14))
        self._group_card.body.addWidget(self._gate_head)
        self._group_card.body.addStretch(1)
        return self._group_card

    def _build_list(self) -> QWidget:
        card = CardFrame()
        card.setAccessibleName(_("Checks"))
        self._empty = Empty()
        self._heads = {section: Text("", Type.LABEL, Tone.DIM) for section in Section}
        self._fold = KeyButton("", "", "quiet", self._turn_passed)
        self._passed_line = self._build_passed_head()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        margins(self._column, 0, 0, 6)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._scroll = scroll
        card.body.addWidget(scroll, 1)
        card.body.addWidget(self._empty, 1)
        return card

    def _build_signatures(self) -> QWidget:
        card = Card(_("Sign-off"))
        self._signature = Text("", Type.STRONG, wrap=True)
        self._signature_note = Text("", Type.BODY, Tone.DIM, wrap=True)
        self._sign_refused = Text("", Type.BODY, Tone.BAD, wrap=True)
        for part in (self._signature, self._signature_note, self._sign_refused):
            card.body.addWidget(part)
        card.body.addSpacing(look().px(14))
        self._waiver_head = Text("", Type.LABEL, Tone.DIM)
        self._waivers = Text("", Type.BODY, wrap=True)
        card.body.addWidget(self._waiver_head)
        card.body.addWidget(self._waivers)
        card.body.addStretch(1)
        return card

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*; rows are kept by check, so a draft in one survives."""
        self._snapshot = snapshot
        self.banner.draw(snapshot)
        self._draw_groups(snapshot)
        self._draw_list(snapshot)
        self._draw_signatures(snapshot)
        self._draw_refusals(snapshot)

    def press(self, action: str) -> None:
        """F5 runs again."""
        if action == "run":
            self._run()

    def _draw_groups(self, snapshot: Snapshot) -> None:
        tallies = tallies_of(snapshot)
        for group, tally in tallies.items():
            if group not in self._groups:
                row = PickRow()
                row.clicked.connect(partial(self._filter, group))
                self._group_card.body.insertWidget(1 + len(self._groups), row)
                self._groups[group] = row
            done = tally.good or tally.bad
            figure = _("{count} ok").format(count=tally.good) if done else str(tally.total)
            self._groups[group].put(tally.state, group_title(group), tally.bad, figure)
            self._groups[group].setChecked(group is self._group)
        gates = gates_of(snapshot)
        self._gate_head.setVisible(bool(gates))
        for gate, done, total in gates:
            if gate.value not in self._gates:
                self._gates[gate.value] = Pair()
                self._group_card.body.insertWidget(self._group_card.body.count() - 1, self._gates[gate.value])
            tone = Tone.GOOD if done == total else Tone.PLAIN
            words = _("all {total}") if done == total else _("{done} of {total}")
            self._gates[gate.value].put(gate.value, words.format(done=done, total=total), tone)

    def _draw_list(self, snapshot: Snapshot) -> None:
        rows = rows_of(snapshot, self._group)
        self._draw_empty(snapshot, rows)
        if rows == self._shown:
            return
        order = [(row.check, row.section) for row in rows]
        moved = self._shown is None or order != [(row.check, row.section) for row in self._shown]
        self._shown = rows
        for row in rows:
            if row.check not in self._rows:
                self._rows[row.check] = CheckRow(row.check, self._waive, self._withdraw, self._confirm_feed)
            self._rows[row.check].put(row)
        if moved:
            self._arrange(rows)

    def _draw_empty(self, snapshot: Snapshot, rows: tuple[Row, ...]) -> None:
        self._empty.setVisible(not rows)
        self._scroll.setVisible(bool(rows))
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
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
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
            for row in here:
                self._column.addWidget(self._rows[row.check])
                self._rows[row.check].setVisible(section is not Section.PASSED or self._passed_open)
            self._column.addSpacing(look().px(16))
        self._column.addStretch(1)

    def _build_passed_head(self) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        margins(across, 0, 0, 12)
        across.addWidget(self._heads[Section.PASSED])
        across.addWidget(self._fold)
        across.addStretch(1)
        line.hide()
        return line

    def _draw_signatures(self, snapshot: Snapshot) -> None:
        show = snapshot.show
        preflight = show.preflight if show is not None else None
        if preflight is None or show is None or show.header is None or preflight.signed is None:
            self._signature.put(_("Not signed"), Tone.DIM)
            self._signature_note.put(_("A signature names its run and goes stale when a later result differs."))
        else:
            signed = preflight.signed
            clock = wall_time(signed.at, show.header.zone, snapshot.wall_shift)
            tone = {Go.GO: Tone.GOOD, Go.WAIVED: Tone.WARN, Go.NO_GO: Tone.BAD}[signed.go]
            self._signature.put(
                f"{signed.who} · {go_word(signed.go)} · {clock}", Tone.WARN if preflight.stale else tone
            )
            stale = _("Stale: a later result differs. Sign again.")
            self._signature_note.put(stale if preflight.stale else _("By name, not by login."))
        waivers = preflight.waivers if preflight is not None else ()
        self._waiver_head.put(_("Waivers").upper() if waivers else "")
        self._waivers.put("\n".join(f"{waiver.who}: {waiver.reason}" for waiver in waivers))

    def _draw_refusals(self, snapshot: Snapshot) -> None:
        for place, wish in self._wishes.items():
            refused = snapshot.station.refusals.get(wish)
            sentence = refusal_sentence(refused) if refused is not None else ""
            if place == SIGN:
                self._sign_refused.put(sentence)
            elif place in self._rows and sentence:
                self._rows[place].draft.field.say(sentence, refused=True)

    # -- wishing -----------------------------------------------------------------------

    def _run(self) -> None:
        if self._snapshot is not None and self._snapshot.show is not None and not self._snapshot.station.checking:
            self._send(RunPreflight())

    def _sign(self) -> None:
        snapshot = self._snapshot
        run = snapshot.show.preflight.run if snapshot is not None and snapshot.show is not None else None
        if snapshot is not None and run is not None:
            go = snapshot.decision.go if snapshot.decision is not None else None
            self._wishes[SIGN] = self._send(SignPreflight(run.id, go))

    def _waive(self, check: str, reason: str) -> None:
        self._rows[check].draft.field.say("")
        self._wishes[check] = self._send(Waive(check, reason))

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

    def _filter(self, group: Group) -> None:
        self._group = None if self._group is group else group
        self._redraw()

    def _turn_passed(self) -> None:
        self._passed_open = not self._passed_open
        self._shown = None
        self._redraw()

    def _redraw(self) -> None:
        if self._snapshot is not None:
            self.draw(self._snapshot)


def read_seconds(text: str) -> Span:
    """Return what a person typed as seconds (``21``, ``6.5``).

    Raises:
        Refused: NOT_A_DURATION, NEGATIVE or TOO_LONG.
    """
    try:
        seconds = float(text.strip().rstrip("s秒").replace(",", "."))
    except ValueError as trouble:
        raise Refused(Reason.NOT_A_DURATION if text.strip() else Reason.EMPTY, detail=text) from trouble
    if not seconds >= 0:  # also what is not a number
        raise Refused(Reason.NEGATIVE)
    if seconds * 1_000 > DAY:
        raise Refused(Reason.TOO_LONG)
    return Span(round(seconds * 1_000))


PANEL = Panel(
    key="preflight",
    title=N_("Preflight"),
    room=Room.PREFLIGHT,
    order=10,
    hats=frozenset({Role.TECHNICAL}),
    build=PreflightPanel,
    actions=ACTIONS,
)
