"""A journal in memory: for tests, benchmarks and what-if."""

from collections.abc import Iterable, Sequence

from liveops_desktop.core.facts import Fact
from liveops_desktop.core.journal import Conflict
from liveops_desktop.store.gaps import check_sequence, require


class MemoryJournal:
    """Keeps the rules of a journal on disk, and forgets everything."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts = list(facts)
        self._ids = {fact.id for fact in self._facts}
        self._seqs = {fact.station: fact.station_seq for fact in self._facts}

    def read(self, after: int = 0) -> Sequence[Fact]:
        """Return the facts behind the first *after* ones, in fold order."""
        return tuple(self._facts[after:])

    def append(self, expected: int, facts: Sequence[Fact]) -> None:
        """Keep all or none of *facts* after exactly *expected* ones; those that are kept already are left out.

        Raises:
            Conflict: the journal does not hold *expected* facts.
            ValueError: a station's numbers have a hole.
        """
        if all(fact.id in self._ids for fact in facts):
            return
        require(expected, len(self._facts))
        if any(fact.id in self._ids for fact in facts):
            raise Conflict(expected)
        self._seqs = check_sequence(facts, self._seqs)
        self._facts += facts
        self._ids.update(fact.id for fact in facts)

    def copy_into(self, folder: str) -> "MemoryJournal":  # noqa: ARG002 -- memory is in no folder
        """Return a journal that holds the same facts."""
        return MemoryJournal(self._facts)

    def close(self) -> None:
        """Nothing to let go of."""
