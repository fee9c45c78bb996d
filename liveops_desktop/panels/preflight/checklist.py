"""The list of checks: parts with headings, rows kept by check, and what needs no look folded away."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liveops_desktop.core.preflight import Group, Phase
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Action, Part
from liveops_desktop.panels.preflight.entries import Offer, Row, Section
from liveops_desktop.panels.preflight.listing import rows_of, section_title
from liveops_desktop.panels.preflight.row import CheckRow, Wishes
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import CardFrame, Empty, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.rows import RowList, taken_out
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _

LIST = Part(
    N_("In the list of checks"),
    (Action("answer", N_("Waive it, withdraw its waiver, or enter its value"), ("Return", "Enter")),),
)
AT_ONCE = 4
"""Rows built in one draw while checks run; a row costs some ten milliseconds."""
FOLDED = (Section.WAITING, Section.UNPLANNED, Section.PASSED)
"""Most of the list, and nothing to do in it: built when it is unfolded."""


class CheckList(CardFrame):
    """Draws the rows of one group, or of all."""

    def __init__(self, wishes: Wishes, answer: Callable[[CheckRow], object]) -> None:
        """Build it empty; *answer* is told of the row that Enter is pressed on."""
        super().__init__()
        self.setAccessibleName(_("Checks"))
        self._wishes, self._answer = wishes, answer
        self.rows: dict[str, CheckRow] = {}
        """By check; a row stays when it is out of sight, with the draft in it."""
        self._shown: tuple[Row, ...] = ()
        self._open: frozenset[Section] = frozenset()
        self._arranged: object = None
        """What stands in the column, and in which order."""
        self.empty = Empty()
        self._heads = {section: Text("", Type.LABEL, Tone.DIM) for section in Section}
        keys = {Section.PASSED: cap("preflight.fold", "P")}
        self.folds = {
            section: KeyButton("", keys.get(section, ""), "quiet", partial(self.turn, section)) for section in FOLDED
        }
        self._lines: dict[Section, QWidget] = {**self._heads, **{one: self._folding_head(one) for one in FOLDED}}
        self.list = RowList(_("Checks; Enter answers"), LIST.heard({"answer": self._enter}), moved=self._moved)
        self._column = self.list.column
        self._column.setSpacing(look().px(6))
        self._column.addStretch(1)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)

    def _folding_head(self, section: Section) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        margins(across, 0, 0, 12)
        across.addWidget(self._heads[section])
        across.addWidget(self.folds[section])
        across.addStretch(1)
        line.hide()
        return line

    # -- keys --------------------------------------------------------------------------

    def current(self) -> CheckRow | None:
        """Return the row that the keys act on."""
        row = self.list.current()
        return row if isinstance(row, CheckRow) else None

    def focus(self, why: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the list the keys."""
        self.list.setFocus(why)

    def turn(self, section: Section) -> bool:
        """Unfold a part, or fold it away; False where there is nothing in it."""
        if all(row.section is not section for row in self._shown):
            return False
        self._open ^= {section}
        self._put(self._shown)
        return True

    def choose_first(self) -> None:
        """Make the first row that a hand is needed at current; one of the same part that is so already stays.

        Where something can be done, else where something is to be seen.
        """
        seen = [row for row in self._shown if not self._folded(row.section)]
        first = next((row for row in seen if row.offer is not Offer.NONE), next(iter(seen), None))
        now = self.current()
        kept = next((row for row in seen if now is not None and row.check == now.check), None)
        if first is not None and (kept is None or kept.section is not first.section):
            self.list.choose(self.rows[first.check])

    def _enter(self, row: QWidget) -> None:
        if isinstance(row, CheckRow):
            self._answer(row)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        for row in (before, now):
            if isinstance(row, CheckRow):
                row.put_current(row is now)

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot, group: Group | None, phase: Phase, every: tuple[Row, ...]) -> None:
        """Show what *snapshot* says of *group*, None: of all, which are *every* one."""
        rows = every if group is None else rows_of(snapshot, group, phase)
        self._draw_empty(snapshot, group, there=bool(rows))
        self._put_heads(rows, every)
        if snapshot.station.checking:
            rows = self._a_few(rows)
        if rows != self._shown or self._arranged is None:
            self._put(rows)

    def _put_heads(self, rows: Sequence[Row], every: Sequence[Row]) -> None:
        """Say how many there are of each part; of one group: of how many."""
        here, there = (Counter(row.section for row in some) for some in (rows, every))
        for section, count in here.items():
            of = _("{done} of {total}").format(done=count, total=there[section])
            figure = of if there[section] > count else str(count)
            self._heads[section].put(f"{section_title(section)} · {figure}".upper())

    def _folded(self, section: Section) -> bool:
        return section in FOLDED and section not in self._open

    def _a_few(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Return the rows that stand already and the next few: built all at once they hold up the checks that run."""
        fresh = [row.check for row in rows if row.check not in self.rows and not self._folded(row.section)]
        later = frozenset(fresh[AT_ONCE:])
        return tuple(row for row in rows if row.check not in later)

    def _put(self, rows: tuple[Row, ...]) -> None:
        follower = self._follower(rows)
        self._shown = rows
        for row in rows:
            if self._folded(row.section) and row.check not in self.rows:
                continue
            if row.check not in self.rows:
                self.rows[row.check] = CheckRow(row, self._wishes)
            self.rows[row.check].put(row)
        order = [(row.check, row.section) for row in rows], self._open
        if order != self._arranged:
            self._arranged = order
            self._arrange(rows)
        if follower is not None:
            self.list.choose(self.rows[follower])

    def _follower(self, rows: Sequence[Row]) -> str | None:
        """Return what comes after the current row in its part, where that row was answered and goes to another part.

        Else it would take the keys along: the same key again would withdraw what was just waived.
        """
        now = self.current()
        was = {row.check: row.section for row in self._shown}
        part = was.get(now.check) if now is not None else None
        if now is None or part is None or any((row.check, row.section) == (now.check, part) for row in rows):
            return None
        stay = [row.check for row in rows if row.section is part and was.get(row.check) is part]
        before = [row.check for row in self._shown if row.section is part]
        after = [check for check in before[before.index(now.check) :] if check in stay]
        return next(iter([*after, *reversed(stay)]), None)

    def _draw_empty(self, snapshot: Snapshot, group: Group | None, *, there: bool) -> None:
        self.empty.setVisible(not there)
        self.list.setVisible(there)
        if snapshot.show is None:
            self.empty.put(_("No show is open."), _("Open one in the room Plan; its plan says what the rig must be."))
        elif snapshot.station.checking:
            self.empty.put(_("Measuring …"), _("Results come one by one."))
        elif group is not None:
            self.empty.put(_("Nothing in this group yet."), _("Pick the group again to see all."))
        else:
            self.empty.put(_("Nothing measured yet."), _("Press F5: all checks run together and touch nothing on air."))

    def _arrange(self, rows: Sequence[Row]) -> None:
        """Put headings and rows into their order; widgets are moved, never made anew."""
        stood = set(taken_out(self._column))
        for section in Section:
            here = [row for row in rows if row.section is section]
            if here:
                stood -= self._put_section(section, here)
        self._column.addStretch(1)
        for gone in stood:  # only these: to hide and show one again lays it out anew
            gone.hide()
        self.list.put_rows([self.rows[row.check] for row in rows if not self._folded(row.section)])

    def _put_section(self, section: Section, here: Sequence[Row]) -> set[QWidget]:
        """Put a part under what stands already; return its widgets."""
        if section in self.folds:
            self.folds[section].put(_("Show") if self._folded(section) else _("Hide"))
        line = self._lines[section]
        self._column.addWidget(line)
        line.show()
        widgets = [self.rows[row.check] for row in here if row.check in self.rows]
        for widget in widgets:
            self._column.addWidget(widget)
            widget.setVisible(not self._folded(section))
        self._column.addSpacing(look().px(16))
        return {line, *widgets}
