"""The lengths of a list of cues, kept beside it: laying out ten thousand rows needs nothing else of most of them.

A pass over the cues themselves costs five times as much, as each lies somewhere else in memory.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from liveops_desktop.core.clock import Span
from liveops_desktop.core.cue import Cue
from liveops_desktop.core.stretch import differing


class Outline(NamedTuple):
    """Of each cue its planned length where nothing else of it matters for the times; None where more must be asked.

    More must be asked of a cue that is skipped, starts or ends at a time of day, or has no owner.
    """

    lengths: list[Span | None]
    special: list[int]
    """Where ``lengths`` holds None."""

    def pieces(self, first: int) -> Iterator[tuple[int, int]]:
        """Return the list from *first* on as (begin, end) of plain stretches, each followed by one special cue.

        A stretch may be empty; the last one ends with the list and nothing follows it.
        """
        begin = first
        for place in self.special:
            if place >= first:
                yield begin, place
                begin = place + 1
        yield begin, len(self.lengths)


def outline(cues: Sequence[Cue], known: tuple[Sequence[Cue], Outline] | None = None) -> Outline:
    """Return the outline of *cues*; *known*: another list and its outline, of which only what differs is asked anew."""
    if known is None:
        lengths = [_plain_length(cue) for cue in cues]
    else:
        stretch, old = differing(known[0], cues), known[1].lengths
        changed = [_plain_length(cue) for cue in stretch.of(cues)]
        lengths = [*old[: stretch.first], *changed, *old[len(old) - stretch.tail :]]
    return Outline(lengths, [place for place, length in enumerate(lengths) if length is None])


def _plain_length(cue: Cue) -> Span | None:
    special = cue.skipped or cue.hard is not None or cue.until is not None or not cue.owner
    return None if special else cue.planned
