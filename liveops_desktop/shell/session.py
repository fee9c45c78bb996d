"""The show that is open: its desk, its timing, and the take that comes by itself."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.history import History, step_of
from liveops_desktop.core.intents import EditRundown, GoAtZero, Intent
from liveops_desktop.core.outline import Outline, outline
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.rig import Rig, rig_of
from liveops_desktop.core.show import FixedTimes, Show
from liveops_desktop.core.timing import Plan, Timing
from liveops_desktop.core.vitals import Vitals
from liveops_desktop.words import _

if TYPE_CHECKING:
    from liveops_desktop.desk import Desk

BY_ITSELF = "auto"
"""Who takes a cue at zero."""


class Planner:
    """Lays a plan out once and keeps it while header, cues and fixed times are the same objects."""

    def __init__(self) -> None:
        self._of: tuple[Header, tuple[Cue, ...], dict[CueId, FixedTimes]] | None = None
        self._plan: Plan | None = None
        self._known: tuple[tuple[Cue, ...], Outline] | None = None

    def plan(self, show: Show) -> Plan | None:
        """Return *show*'s plan; None before its header is known."""
        if show.header is None:
            return None
        of = (show.header, show.cues, show.air.fixed)
        if self._plan is None or self._of is None or any(a is not b for a, b in zip(of, self._of, strict=True)):
            if self._known is None or self._known[0] is not show.cues:
                self._known = (show.cues, outline(show.cues, self._known))
            self._plan = lay_out(show.header, show.cues, show.air.fixed, self._known[1])
            self._of = of
        return self._plan

    def lengths(self) -> Outline | None:
        """Return the outline of the cues that the plan was laid out for."""
        return None if self._known is None else self._known[1]


class Session(QObject):
    """One open show. *path* names its file."""

    def __init__(self, path: str, show_id: str, desk: "Desk", now: Callable[[], Instant]) -> None:
        super().__init__()
        self.path = path
        self.show_id = show_id
        self.desk = desk
        self._now = now
        self._planner = Planner()
        self._rig = Rig()
        self._rig_for: tuple[Header | None, tuple[Cue, ...], Rig] | None = None
        self._go = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._go.timeout.connect(self._take_by_itself)
        self._due: tuple[Instant, GoAtZero] | None = None
        self.serving: asyncio.Task[None] | None = None
        self.history = History()
        """Of the edits made at this station since the show was opened."""
        self._turning: dict[str, bool] = {}
        """Wish id of an undo (True) or redo that was sent."""
        desk.kept = self._kept
        from liveops_desktop.store.samples import Samples  # brings SQLite, which the first paint need not wait for

        self.samples = Samples(Path(path))

    def timing(self, now: Instant) -> Timing | None:
        """Return all figures at *now*, and arm the take that comes by itself."""
        show = self.desk.show
        plan = self._planner.plan(show)
        if plan is None:
            return None
        timing = time_show(show, now, plan, self._planner.lengths())
        self._arm(show, timing)
        return timing

    def rig(self) -> Rig:
        """Return what the show asks of the rig; found anew only when the plan has changed."""
        show = self.desk.show
        asked = (show.header, show.cues, show.rig)
        if self._rig_for is None or any(a is not b for a, b in zip(asked, self._rig_for, strict=True)):
            self._rig_for, self._rig = asked, rig_of(show)
        return self._rig

    def send(self, intent: Intent, who: str) -> str:
        """Wish *intent*; returns the wish id."""
        return self.desk.send(intent, who)

    def undo(self, who: str, reason: str = "") -> str:
        """Wish the latest edit away; returns the wish id, empty when there is none.

        *reason*: why, of a locked run-of-show. An edit that was given one is taken back as such without another; one
        that was made before it was locked needs it, as the crew relies on what it made.
        """
        return self._turn(who, reason, undo=True)

    def redo(self, who: str, reason: str = "") -> str:
        """Wish what was taken back last again; returns the wish id, empty when there is none."""
        return self._turn(who, reason, undo=False)

    def _turn(self, who: str, reason: str, *, undo: bool) -> str:
        steps = self.history.done if undo else self.history.undone
        if not steps or self._turning:
            return ""
        edits = steps[-1].undo if undo else steps[-1].redo
        given = steps[-1].reason
        if given and not reason:
            reason = _("taken back: {reason}").format(reason=given) if undo else given
        wish = self.desk.send(EditRundown(edits, reason), who)
        self._turning[wish] = undo
        return wish

    def _kept(self, before: Show, facts: Sequence[Fact]) -> None:
        """Remember how to take back what was just done here."""
        undone = self._turning.pop(facts[0].id, None)
        if undone is not None:
            self.history = self.history.took_back() if undone else self.history.did_again()
        elif step := step_of(before, tuple(fact.body for fact in facts)):
            self.history = self.history.did(step)

    def settle_turn(self) -> None:
        """Let go of an undo that was refused: the next press tries again."""
        self._turning = {wish: undo for wish, undo in self._turning.items() if wish in self.desk.pending}

    async def go_on_in(self, folder: str) -> None:
        """Try to save what waits; where *folder* is named the show goes on there, with its samples, under a new *path*.

        Raises:
            StorageOutage: that folder refuses too; nothing has changed.
        """
        from liveops_desktop.store.sqlite import SqliteJournal

        await self.desk.retry_into(folder)
        journal = self.desk.journal
        if not isinstance(journal, SqliteJournal) or str(journal.path) == self.path:
            return
        self.path = str(journal.path)
        before = self.samples
        self.samples = await asyncio.to_thread(before.copy_to, journal.path)
        self.samples.take_over(before.let_go_of())

    def sample(self, at: Instant, vitals: Vitals) -> bool:
        """Remember one reading for the plots of the review; True when ``samples.write`` is due, off this thread."""
        from liveops_desktop.store.samples import sample_of

        return self.samples.add(sample_of(at, vitals))

    def stop(self) -> None:
        """Take nothing by itself any more."""
        self._go.stop()

    def _arm(self, show: Show, timing: Timing) -> None:
        run = show.air.run
        if timing.go_at is None or timing.go_late or timing.next is None or run is None:
            self._due = None
            self._go.stop()
            return
        due = (timing.go_at, GoAtZero(show.cues[timing.next].id, run.id))
        if due != self._due:
            self._due = due
            self._go.start(max(0, timing.go_at - timing.now))

    def _take_by_itself(self) -> None:
        if self._due is None:
            return
        at, intent = self._due
        early = at - self._now()
        if early > 0:  # a timer may fire a millisecond early
            self._go.start(early)
            return
        self.desk.send(intent, BY_ITSELF)
