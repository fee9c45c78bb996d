"""Beside the grid: the version and who has seen it, what is odd, and what earlier shows say."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveops_desktop.core.cue import CueId
from liveops_desktop.core.findings import find
from liveops_desktop.core.intents import AcknowledgeVersion, LockRundown, UnlockRundown
from liveops_desktop.core.learning import key_of
from liveops_desktop.core.letters import width
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timing import Finding, Timing
from liveops_desktop.panels import Action, Part, Send
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import Section, margins
from liveops_desktop.widgets.look import State, Tone
from liveops_desktop.widgets.pick import PickRow
from liveops_desktop.widgets.rows import RowList
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, finding_words, n_, role_word

FOUND = Part(N_("In the findings"), (Action("show", N_("Go to the cue"), ("Return", "Enter")),))
MOST_FINDINGS = 60
"""Shown at once; more are counted."""
MOST_LETTERS, LEAST_LETTERS = 21, 5
"""Of a row: what is odd about the cue, and as much of its title as has room; the tip has the whole."""
RELY = (Role.EXECUTION, Role.HOST, Role.TECHNICAL)
"""Who works by the run-of-show on air, and so has to have seen its version."""


def _beside(title: str, words: str) -> str:
    """Return as much of *title* as has room beside the *words* that say what is odd; nothing where that is little."""
    room = MOST_LETTERS - width(words)
    if width(title) <= room:
        return title
    if room < LEAST_LETTERS:
        return ""
    kept = title
    while width(kept) >= room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _press(row: QWidget) -> None:
    if isinstance(row, PickRow):
        row.click()


class Side(QWidget):
    """*go* is called with the cue of a finding that was pressed, *use* when rehearsal times are asked for."""

    def __init__(self, send: Send, go: Callable[[CueId], None], use: Callable[[], None]) -> None:
        super().__init__()
        self._send, self._go = send, go
        self._version = Section(_("Version"))
        self._said = Text("", tone=Tone.DIM, wrap=True)
        self._lock = KeyButton(_("Lock"), "", "plain", self._turn_lock, low=True)
        self._seen = KeyButton(_("I have seen it"), "", "plain", self._acknowledge, low=True)
        self._version.body.addWidget(self._said)
        self._version.body.addWidget(Toolbar([self._lock, self._seen, None]))
        self._odd = Section(_("Findings"))
        self._fine = Text(_("Nothing odd."), tone=Tone.DIM)
        self._fine.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._rows = RowList(_("Findings"), FOUND.heard({"show": _press}))
        self._rows.column.setSpacing(0)
        self._rows.column.addStretch(1)
        self._shown: list[PickRow] = []
        self._said_odd: object = None
        """The findings that have rows, and the titles there."""
        self._odd.body.addWidget(self._fine)
        self._odd.body.addWidget(self._rows, 1)
        self._odd.body.addStretch(0)
        self._learn = Section(_("Earlier"))
        self._learned = Text("", tone=Tone.DIM, wrap=True)
        self._use = KeyButton(_("Use rehearsal times"), "", "plain", use, low=True)
        self._learn.body.addWidget(self._learned)
        self._learn.body.addWidget(Toolbar([self._use, None]))
        self._learn.hide()
        down = QVBoxLayout(self)
        margins(down, 0, 0, 10)
        down.addWidget(self._version)
        down.addWidget(self._odd, 1)
        down.addWidget(self._learn)
        self._show: Show | None = None
        self._hats: frozenset[Role] = frozenset()
        self._listed: object = None
        self._counted: tuple[object, object] | None = None
        """The cues and what is known, of which the rehearsed ones were counted."""

    def draw(self, snapshot: Snapshot, places: Mapping[CueId, int]) -> None:
        """Show what stands beside the list of *snapshot*; *places*: where each cue stands in it."""
        self._show, self._hats = snapshot.show, snapshot.station.hats
        show, timing = snapshot.show, snapshot.timing
        self.setVisible(show is not None)
        if show is None or timing is None:
            return
        self._draw_version(show)
        self._draw_findings(snapshot, show, timing, places)
        self._draw_learned(snapshot, show)

    def _draw_learned(self, snapshot: Snapshot, show: Show) -> None:
        known = snapshot.station.learned
        if self._counted is not None and self._counted[0] is show.cues and self._counted[1] is known:
            return
        self._counted = (show.cues, known)
        rehearsed = 0
        if any(one.rehearsed for one in known.values()):
            rehearsed = sum(1 for cue in show.cues if (one := known.get(key_of(cue))) is not None and one.rehearsed)
        words = n_("{count} cue was rehearsed.", "{count} cues were rehearsed.", rehearsed).format(count=rehearsed)
        self._learned.put(words)
        if self._learn.isHidden() is bool(rehearsed):  # it takes room only once it has something to say
            self._learn.setVisible(bool(rehearsed))

    def _draw_version(self, show: Show) -> None:
        lock = show.lock
        if not lock.version:
            self._version.put_head(_("Version"), _("draft"))
            self._said.put(_("Lock it when the crew may rely on it; later edits then need a reason."))
        else:
            word = _("version {number}").format(number=lock.version)
            self._version.put_head(_("Version"), word if lock.locked else _("{version}, open").format(version=word))
            missing = [role_word(role) for role in RELY if role.value not in lock.seen]
            last = lock.changes[-1] if lock.changes else None
            why = "" if last is None else _("Last change: {reason} ({who}). ").format(reason=last.reason, who=last.who)
            unseen = _("Not seen yet by: {roles}.").format(roles=", ".join(missing))
            self._said.put(why + (unseen if missing else _("Everybody has seen it.")))
        self._lock.put(_("Unlock") if lock.locked else _("Lock"))
        mine = self._mine(show)
        self._seen.put(_("I have seen it"), enabled=bool(mine))

    def _mine(self, show: Show) -> list[Role]:
        """Return the hats worn here that have not seen this version."""
        return [role for role in sorted(self._hats) if show.lock.version and role.value not in show.lock.seen]

    def _draw_findings(self, snapshot: Snapshot, show: Show, timing: Timing, places: Mapping[CueId, int]) -> None:
        state = snapshot.vitals.obs.state
        scenes = frozenset(state.scenes) if state is not None and state.scenes else None
        of = (show.cues, timing.plan, scenes, snapshot.station.most_letters)
        if self._listed is not None:
            pairs = zip(of, self._listed, strict=True)  # type: ignore[call-overload]  # their kinds differ within each
            if all(a is b or a == b for a, b in pairs):
                return
        self._listed = of
        odd = find(show.cues, timing.plan, places, scenes, snapshot.station.most_letters)
        named = [places[one.cue] for one in odd[:MOST_FINDINGS] if one.cue is not None]
        titles = {show.cues[place].id: (place + 1, show.cues[place].title) for place in named}
        self._odd.put_head(_("Findings"), str(len(odd)) if odd else "", Tone.WARN if odd else Tone.DIM)
        said = (odd[:MOST_FINDINGS], titles)
        if said != self._said_odd:  # rows that say the same are not built anew
            self._said_odd = said
            self._put_rows([self._row(one, titles) for one in odd[:MOST_FINDINGS]])
        self._rows.setVisible(bool(odd))
        self._fine.setVisible(not odd)

    def _put_rows(self, rows: list[PickRow]) -> None:
        for row in self._shown:
            self._rows.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, row in enumerate(rows):
            self._rows.column.insertWidget(place, row)
        self._rows.put_rows(rows)
        self._shown = rows

    def _row(self, finding: Finding, titles: dict[CueId, tuple[int, str]]) -> PickRow:
        row = PickRow()
        words = finding_words(finding)
        if finding.cue is None:
            row.put(State.WARN, words)
        else:
            number, title = titles[finding.cue]
            cue = finding.cue
            row.put(State.WARN, words, _beside(title, words), str(number))
            row.setToolTip(f"{number} {title}: {words}")
            row.clicked.connect(lambda _checked=False: self._go(cue))
        return row

    def _turn_lock(self) -> None:
        if self._show is not None:
            lock = self._show.lock
            self._send(UnlockRundown(lock.version) if lock.locked else LockRundown())

    def _acknowledge(self) -> None:
        if self._show is not None:
            for role in self._mine(self._show):
                self._send(AcknowledgeVersion(self._show.lock.version, role.value))
