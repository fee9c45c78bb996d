"""What every journal refuses: facts decided on an older state, and holes in a station's numbers."""

from collections.abc import Mapping, Sequence

from liveops_desktop.core.facts import Fact
from liveops_desktop.core.journal import Conflict


def require(expected: int, there: int) -> None:
    """Raise ``Conflict`` unless the journal holds as many facts as was believed."""
    if expected != there:
        raise Conflict(expected, there)


def check_sequence(facts: Sequence[Fact], seqs: Mapping[str, int]) -> dict[str, int]:
    """Return *seqs* (station → the number of its latest fact) as they are after *facts*.

    Raises:
        ValueError: *facts* do not go on where their stations stand.
    """
    after = dict(seqs)
    for fact in facts:
        before = after.get(fact.station, 0)
        if fact.station_seq != before + 1:
            raise ValueError(f"fact {fact.id}: number {fact.station_seq} after {before}")
        after[fact.station] = fact.station_seq
    return after
