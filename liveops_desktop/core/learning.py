"""What earlier shows and rehearsals say about the lengths of cues: beside the plan, and taken over on request."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.clock import SECOND, Span
from liveops_desktop.core.cue import Cue
from liveops_desktop.core.intents import EditCue, EditRundown
from liveops_desktop.core.show import Show

ENOUGH = 3
"""Shows after which a median is worth offering for a template (crew practice)."""


class Lengths(Struct, frozen=True):
    """How long the cues of one show really ran, by ``key_of``."""

    title: str
    rehearsal: bool
    template: str
    on: str
    """Its date, ISO."""
    ran: Mapping[str, Span]


class Learned(Struct, frozen=True):
    """What is known of one cue's length."""

    shows: int = 0
    """Shows that went on air with it."""
    median: Span | None = None
    """Of those, whole seconds."""
    rehearsed: Span | None = None
    """In the latest rehearsal."""


def key_of(cue: Cue) -> str:
    """Return what makes it the same cue in another show: its title, without case and spaces at the ends."""
    return " ".join(cue.title.split()).casefold()


def lengths_of(show: Show) -> Lengths | None:
    """Return how long the cues of an ended show ran, holds left out; None while it has not ended.

    A cue that ran twice counts with both its runs together. Cues without a title, those that end by the wall clock,
    and titles that stand twice say nothing.
    """
    header, air = show.header, show.air
    if header is None or air.ended_at is None:
        return None
    keys = [key_of(cue) for cue in show.cues]
    times = Counter(keys)
    names = {
        cue.id: key for cue, key in zip(show.cues, keys, strict=True) if key and cue.until is None and times[key] == 1
    }
    ran: dict[str, Span] = {}
    for run in air.past:
        key = names.get(run.cue)
        if key is not None and run.ended_at is not None:
            ran[key] = Span(ran.get(key, 0) + run.ended_at - run.taken_at - run.held_total)
    return Lengths(header.title, header.rehearsal, header.template, header.date.isoformat(), ran)


def learn(cues: Sequence[Cue], past: Sequence[Lengths]) -> dict[str, Learned]:
    """Return what *past* shows, oldest first, say of these *cues*, by ``key_of``; nothing for those never met."""
    known: dict[str, Learned] = {}
    for key in {key_of(cue) for cue in cues} - {""}:
        aired = [one.ran[key] for one in past if key in one.ran and not one.rehearsal]
        rehearsed = [one.ran[key] for one in past if key in one.ran and one.rehearsal]
        if aired or rehearsed:
            known[key] = Learned(
                len(aired), _whole(median(aired)) if aired else None, _whole(rehearsed[-1]) if rehearsed else None
            )
    return known


def use_rehearsal(show: Show, known: Mapping[str, Learned], reason: str = "") -> EditRundown | None:
    """Return the one edit that plans every cue as long as it was in the latest rehearsal; None: nothing differs.

    Passed, running and until-cues stay; ``least`` and ``most`` give way where the measured length lies outside.
    """
    spent = set(show.air.done) | ({show.air.run.cue} if show.air.run is not None else set())
    edits = []
    for cue in show.cues:
        one = known.get(key_of(cue))
        if one is None or one.rehearsed is None or cue.id in spent or cue.until is not None:
            continue
        if one.rehearsed != cue.planned:
            edits.append(EditCue(was=cue, now=with_length(cue, one.rehearsed)))
    return EditRundown(tuple(edits), reason) if edits else None


def with_length(cue: Cue, planned: Span) -> Cue:
    """Return the cue with that length, its limits and warnings widened or cut so that they fit."""
    warn = None if cue.warn is None else min(cue.warn, planned)
    most_danger = min(60 * SECOND, planned // 2) if warn is None else warn
    return replace(
        cue,
        planned=planned,
        least=None if cue.least is None else min(cue.least, planned),
        most=None if cue.most is None else max(cue.most, planned),
        warn=warn,
        danger=None if cue.danger is None else Span(min(cue.danger, most_danger)),
    )


def _whole(span: float) -> Span:
    return Span(round(span / SECOND) * SECOND)
