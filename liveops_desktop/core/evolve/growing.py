"""A show while a long journal is folded into it.

A frozen show copies a list each time it grows, and folding a hundred thousand facts would cost the square of what
they add. Here ticks, notes and ended runs grow in place, which no fold of another kind can see: none looks at ticks
or notes, and of the ended runs only at the last one (``KEPT`` says so; the tests hold it to ``evolve``, fact by fact).
"""

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.evolve.folds import fold
from liveops_desktop.core.evolve.notes import is_there, note_of
from liveops_desktop.core.evolve.preparation import tick
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.show import Note, Run, Show
from liveops_desktop.core.show import Tick as Ticked

KEPT = 2
"""So many of the ended runs stay in the show, where there are as many: no fold looks back further."""
MOST = 64
"""More than so many are put by."""


class Growing:
    """Starts as *show*, which is left as it is."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._at = show.last_at
        self._facts = show.facts
        self._ticks: dict[str, Ticked] | None = None
        self._notes: list[Note] | None = None
        self._past: list[Run] = []
        """The oldest ended runs, which are not in the show now."""

    def add(self, fact: Fact) -> None:
        """Fold *fact*."""
        self._facts += 1
        if fact.at > self._at:
            self._at = fact.at
        body = fact.body
        # By its very type: matching classes one after another costs half as much again for a long show.
        if type(body) is f.ItemTicked:
            if self._ticks is None:
                self._ticks = dict(self._show.ticks)
            tick(self._ticks, fact, body)
        elif type(body) is f.NoteAdded or type(body) is f.MarkerSet:
            if self._notes is None:
                self._notes = list(self._show.notes)
            note = note_of(self._show, fact, body)
            if not is_there(self._notes, note):
                self._notes.append(note)
        else:
            self._show = fold(self._show, fact)
            if not KEPT <= len(self._show.air.past) <= MOST:
                self._balance()

    def show(self) -> Show:
        """Return the show after all that was added."""
        show = self._show
        return replace(
            show,
            air=replace(show.air, past=(*self._past, *show.air.past)) if self._past else show.air,
            ticks=show.ticks if self._ticks is None else self._ticks,
            notes=show.notes if self._notes is None else tuple(self._notes),
            last_at=self._at,
            facts=self._facts,
        )

    def _balance(self) -> None:
        """Put ended runs by, or take them back when undoing has used up those that stayed."""
        past = self._show.air.past
        if len(past) > MOST:
            self._past += past[:-KEPT]
            self._keep(past[-KEPT:])
        elif self._past and len(past) < KEPT:
            back = self._past[-KEPT:]
            del self._past[-KEPT:]
            self._keep((*back, *past))

    def _keep(self, past: tuple[Run, ...]) -> None:
        self._show = replace(self._show, air=replace(self._show.air, past=past))
