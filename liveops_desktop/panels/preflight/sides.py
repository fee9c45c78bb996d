"""What stands beside the list of checks: the groups as a filter, the gates, the signature and the waivers."""

from collections.abc import Callable, Sequence
from functools import partial

from liveops_desktop.core.commands import ExportSignOff, KeepGood, TakeRig
from liveops_desktop.core.preflight import Go, Group, Phase
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import wall_time
from liveops_desktop.panels import Send
from liveops_desktop.panels.preflight.entries import Row
from liveops_desktop.panels.preflight.listing import Tally, gates_of, tallies_of
from liveops_desktop.panels.preflight.poll import PollView
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import Pair, Section
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.pick import PickRow
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _, check_title, go_word, group_title, n_, phase_word


class Groups(Section):
    """The groups with their tallies, picked to filter the list; below them how far each gate is."""

    def __init__(self, pick: Callable[[Group], object], levels: Callable[[], object]) -> None:
        super().__init__(_("Groups"))
        self._pick = pick
        self.rows: dict[Group, PickRow] = {}
        self._gates: dict[str, Pair] = {}
        self.body.setSpacing(0)
        self._levels = KeyButton(_("Level meters"), cap("preflight.levels", "V"), "plain", levels, low=True)
        self.body.addSpacing(look().px(8))
        self.body.addWidget(Toolbar([self._levels, None]))
        self._gate_head = Text(_("Gates").upper(), Type.LABEL, Tone.DIM)
        self.body.addSpacing(look().px(14))
        self.body.addWidget(self._gate_head)
        self.body.addStretch(1)

    def draw(
        self, snapshot: Snapshot, picked: Group | None, rows: Sequence[Row], phase: Phase, *, levels: bool = False
    ) -> None:
        """Show the tallies of *rows*, whether the level meters are in sight, and the gates."""
        self._levels.put_chosen(levels)
        self.put_head(_("Groups"), _("G · filter"))
        for group, tally in tallies_of(snapshot, rows, phase).items():
            if group not in self.rows:
                row = PickRow(whole=True)
                row.clicked.connect(partial(self._pick, group))
                self.body.insertWidget(1 + len(self.rows), row)
                self.rows[group] = row
            self.rows[group].put(tally.state, group_title(group), tally.bad, _figure(tally))
            self.rows[group].setChecked(group is picked)
        self._draw_gates(snapshot)

    def _draw_gates(self, snapshot: Snapshot) -> None:
        gates = gates_of(snapshot)
        self._gate_head.setVisible(bool(gates))
        for gate, done, total in gates:
            if gate.value not in self._gates:
                self._gates[gate.value] = Pair()
                self.body.insertWidget(self.body.count() - 1, self._gates[gate.value])
            tone = Tone.GOOD if done == total else Tone.PLAIN
            words = _("all {total}") if done == total else _("{done} of {total}")
            self._gates[gate.value].put(gate.value, words.format(done=done, total=total), tone)


def _figure(tally: Tally) -> str:
    """Return how many are well, and of how many where nothing else is told of the others."""
    if tally.good and not tally.bad and tally.good < tally.total:
        return _("{count} of {total} ok").format(count=tally.good, total=tally.total)
    if tally.good:
        return _("{count} ok").format(count=tally.good)
    return "" if tally.bad else n_("{count} check", "{count} checks", tally.total).format(count=tally.total)


class Signatures(Section):
    """Which phase is held to, who signed which decision when, and what was waived by whom."""

    def __init__(self, send: Send, turn: Callable[[Phase], None]) -> None:
        super().__init__(_("Sign-off"))
        self._phases = {
            phase: KeyButton(phase_word(phase), "", "plain", partial(turn, phase), low=True) for phase in Phase
        }
        self.body.addWidget(Toolbar([*self._phases.values(), None]))
        self.signature = Text("", Type.STRONG, wrap=True)
        self._note = Text("", Type.BODY, Tone.DIM, wrap=True)
        self.refused = Text("", Type.BODY, Tone.BAD, wrap=True)
        for part in (self.signature, self._note, self.refused):
            self.body.addWidget(part)
        self._paper = KeyButton(_("One page as PDF"), "", "plain", self._print, low=True)
        self.body.addWidget(Toolbar([self._paper, None]))
        self._send, self._phase = send, Phase.RIG
        self.body.addSpacing(look().px(10))
        self._waiver_head = Text("", Type.LABEL, Tone.DIM)
        self._waivers = Text("", Type.BODY, wrap=True)
        self.body.addWidget(self._waiver_head)
        self.body.addWidget(self._waivers)
        self._poll = PollView(send)
        self.body.addWidget(self._poll)
        self._good = Text("", Type.BODY, Tone.DIM, wrap=True)
        self._keep = KeyButton(_("Keep set-up as good"), "", "plain", lambda: send(KeepGood()), low=True)
        self._take = KeyButton(_("Take rig from OBS"), "", "plain", lambda: send(TakeRig()), low=True)
        self.body.addSpacing(look().px(10))
        self.body.addWidget(self._good)
        self.body.addWidget(Toolbar([self._keep, None]))
        self.body.addWidget(Toolbar([self._take, None]))
        self.body.addStretch(1)

    def draw(self, snapshot: Snapshot, phase: Phase) -> None:
        """Show the signature for *phase*, whether it still holds, the waivers, and the poll."""
        self._phase = phase
        for one, button in self._phases.items():
            button.put_framed(one is phase)
        show = snapshot.show
        preflight = show.preflight if show is not None else None
        signed = preflight.signed if preflight is not None else None
        if preflight is None or show is None or show.header is None or signed is None:
            self.signature.put(_("Not signed"), Tone.DIM)
            self._note.put(_("A signature names its run and goes stale when a later result differs."))
        else:
            clock = wall_time(signed.at, show.header.zone, snapshot.wall_shift)
            tone = {Go.GO: Tone.GOOD, Go.WAIVED: Tone.WARN, Go.NO_GO: Tone.BAD}[signed.go]
            self.signature.put(f"{signed.who} · {go_word(signed.go)} · {clock}", Tone.WARN if preflight.stale else tone)
            stale = _("Stale: a later result differs. Sign again.")
            self._note.put(stale if preflight.stale else _("By name, not by login."))
        self._paper.put(_("One page as PDF"), enabled=signed is not None)
        waivers = preflight.waivers if preflight is not None else ()
        self._waiver_head.put(_("Waivers").upper() if waivers else "")
        lines = (f"{check_title(waiver.check)} · {waiver.who}: {waiver.reason}" for waiver in waivers)
        self._waivers.put("\n".join(lines))
        for part in (self._waiver_head, self._waivers):
            part.setVisible(bool(waivers))
        self._poll.draw(snapshot)
        connected = snapshot.vitals.obs.state is not None and show is not None
        self._keep.put(_("Keep set-up as good"), enabled=connected)
        self._take.put(_("Take rig from OBS"), enabled=connected)
        self._good.put(_good_words(snapshot))

    def _print(self) -> None:
        self._send(ExportSignOff(self._phase))


def _good_words(snapshot: Snapshot) -> str:
    if snapshot.station.good_at is None:
        return _("No good set-up of OBS is kept yet: nothing to compare with.")
    return _("Compared with the set-up of “{show}”.").format(show=snapshot.station.good_show)
