"""How a fact changes the show. Pure; one module per noun.

``evolve`` never refuses and never raises on a fact it knows. A stale fact, which names a run, cue or card
that is no longer what it believed, changes nothing but the show's last time and its number of facts.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.evolve.folds import fold
from liveops_desktop.core.evolve.growing import Growing
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.show import Show


def evolve(show: Show, fact: Fact) -> Show:
    """Return the show after *fact*."""
    return replace(fold(show, fact), last_at=Instant(max(show.last_at, fact.at)), facts=show.facts + 1)


def replay(facts: Iterable[Fact], show: Show = Show()) -> Show:  # noqa: B008 -- frozen: one instance for all
    """Return the show that *facts*, in fold order, make of *show*: what ``evolve`` by ``evolve`` gives, sooner."""
    growing = Growing(show)
    for fact in facts:
        growing.add(fact)
    return growing.show()
