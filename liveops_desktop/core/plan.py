"""The plan: when every cue should start and end (RUN-OF-SHOW §2.2 and §3). Skipped cues count for nothing."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import cast

from msgspec.structs import replace

from liveops_desktop.core.clock import HOUR, ZERO, Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.outline import Outline, outline
from liveops_desktop.core.show import FixedTimes
from liveops_desktop.core.timing import Finding, FindingKind, Plan
from liveops_desktop.core.zone import local, occurrences

_WRONG_DAY = Span(-12 * HOUR)
_NOTHING_FIXED = FixedTimes()


def lay_out(
    header: Header, cues: Sequence[Cue], fixed: Mapping[CueId, FixedTimes] = {}, lengths: Outline | None = None
) -> Plan:
    """Lay the cues out from the show's start, in wall instants (``on_timeline`` moves them to the show's timeline).

    *fixed* holds the instants that cues keep once on air; a cue without gets its own by rule 2.2. A time that the
    spring change skips is a finding and is laid out as if the clock had not been changed yet. *lengths* may hand in
    ``outline(cues)``.

    Raises:
        Refused: ``UNKNOWN_ZONE``; ``NOT_A_DATE`` for a day outside 1900 to 9990.
    """
    lengths = outline(cues) if lengths is None else lengths
    walk = _Walk(_Days(header), len(cues))
    for begin, end in lengths.pieces(0):
        if begin < end:
            walk.play(cues, begin, cast("list[Span]", lengths.lengths[begin:end]))
        if end < len(cues) and not cues[end].skipped:
            walk.place(cues[end], end, fixed.get(cues[end].id, _NOTHING_FIXED))
    return walk.plan()


def on_timeline(plan: Plan, shift: Span) -> Plan:
    """Return *plan* with its wall instants moved to the show's timeline (wall = timeline + *shift*, §2.3)."""
    if not shift:
        return plan

    # Written out, not by a function for each: it runs once per draw over the whole list.
    return replace(
        plan,
        start=Instant(plan.start - shift),
        starts=tuple([None if at is None else at - shift for at in plan.starts]),
        ends=tuple([None if at is None else at - shift for at in plan.ends]),
        hards={cue: Instant(at - shift) for cue, at in plan.hards.items()},
        untils={cue: Instant(at - shift) for cue, at in plan.untils.items()},
        end=Instant(plan.end - shift),
        hard_out=None if plan.hard_out is None else Instant(plan.hard_out - shift),
    )


class _Walk:
    """Goes down the list and keeps where it is."""

    def __init__(self, days: "_Days", count: int) -> None:
        self._days = days
        self._starts: list[Instant | None] = [None] * count
        self._ends: list[Instant | None] = [None] * count
        self._previous: Instant = days.start
        self._latest: Instant | None = None
        """The latest planned end so far, if anything is planned."""
        self._out: CueId | None = None
        """The first cue that ends past the hard out."""

    def play(self, cues: Sequence[Cue], first: int, lengths: Sequence[Span]) -> None:
        """Lay out plain cues from *first* on, each behind the one before."""
        times = list(accumulate(lengths, initial=self._previous))
        self._starts[first : first + len(lengths)] = times[:-1]  # type: ignore[assignment]  # instant + spans
        self._ends[first : first + len(lengths)] = times[1:]  # type: ignore[assignment]  # the same
        limit = self._days.hard_out
        if limit is not None and self._out is None and times[-1] > limit:
            self._out = cues[first + bisect_right(times, limit, lo=1) - 1].id
        self._end(self._previous, Instant(times[-1]))

    def place(self, cue: Cue, index: int, kept: FixedTimes) -> None:
        """Lay out one cue, by what it says of itself."""
        days = self._days
        begin = self._previous
        if cue.hard is not None:
            begin = days.hard_start(cue, cue.hard, kept.hard, self._latest)
        end = Instant(begin + cue.planned) if cue.until is None else days.end(cue, cue.until, kept.until, begin)
        if not cue.owner:
            days.findings.append(Finding(FindingKind.NO_OWNER, cue.id))
        if self._out is None and days.hard_out is not None and end > days.hard_out:
            self._out = cue.id
        self._starts[index], self._ends[index] = begin, end
        self._end(begin, end)

    def _end(self, begin: Instant, end: Instant) -> None:
        if end != begin:
            self._days.still = False
        self._latest = end if self._latest is None else max(self._latest, end)
        self._previous = end

    def plan(self) -> Plan:
        """Return what was laid out."""
        end = self._days.start if self._latest is None else self._latest
        return self._days.plan(self._starts, self._ends, end, self._out)


class _Days:
    """Walks down the list and says which day a time of day means (rule 2.2)."""

    def __init__(self, header: Header) -> None:
        self.zone = header.zone
        self.date = header.date.toordinal()
        self.findings: list[Finding] = []
        self.hards: dict[CueId, Instant] = {}
        self.untils: dict[CueId, Instant] = {}
        self.gaps: dict[CueId, Span] = {}
        self.start = self._on(self.date, header.start, None)
        self.anchor = self.start
        """Start of the nearest earlier hard cue, or of the show."""
        self.still = True
        """Every cue since the anchor has zero length."""
        self.hard_out = (
            None if header.hard_out is None else self._after(self.start, header.hard_out, None, same_allowed=False)
        )

    def hard_start(self, cue: Cue, time: TimeOfDay, kept: Instant | None, latest: Instant | None) -> Instant:
        """Return the instant of a hard start; *latest* is the latest planned end before it, if anything is."""
        if kept is not None:
            at = kept
        elif latest is None and time.day is None:
            at = self._on(self.date, time, cue.id)  # the first cue's own hard start lies on the show's date
        else:
            at = self._after(self.anchor, time, cue.id, same_allowed=self.still)
        self.hards[cue.id] = self.anchor = at
        self.still = True
        if latest is not None:
            gap = self.gaps[cue.id] = Span(at - latest)
            if gap < ZERO:
                kind = FindingKind.WRONG_DAY if gap < _WRONG_DAY else FindingKind.OVER_BOOKED
                self.findings.append(Finding(kind, cue.id, Span(-gap)))
        return at

    def end(self, cue: Cue, time: TimeOfDay, kept: Instant | None, begin: Instant) -> Instant:
        """Return the planned end of an until-cue that begins at *begin*."""
        if kept is None:
            # After a hard start of its own only a later instant is meant, else what rule 2.2 says.
            same_allowed = self.still and cue.hard is None
            kept = self._after(self.anchor, time, cue.id, same_allowed=same_allowed)
        self.untils[cue.id] = kept
        if kept < begin:
            self.findings.append(Finding(FindingKind.ENDS_BEFORE_IT_STARTS, cue.id, Span(begin - kept)))
            return begin
        return kept

    def plan(
        self, starts: Sequence[Instant | None], ends: Sequence[Instant | None], end: Instant, out: CueId | None
    ) -> Plan:
        """Return what was found; *out* is the first cue past the hard out."""
        if self.hard_out is not None and end > self.hard_out:
            self.findings.append(Finding(FindingKind.PAST_HARD_OUT, out, Span(end - self.hard_out)))
        return Plan(
            start=self.start,
            starts=tuple(starts),
            ends=tuple(ends),
            hards=self.hards,
            untils=self.untils,
            gaps=self.gaps,
            end=end,
            hard_out=self.hard_out,
            findings=tuple(self.findings),
        )

    def _after(self, anchor: Instant, time: TimeOfDay, cue: CueId | None, *, same_allowed: bool) -> Instant:
        """Return the first occurrence of *time* after *anchor* (or at it), or the one on the day it names."""
        if time.day is not None:
            return self._on(self.date + time.day, time, cue)
        earliest = anchor if same_allowed else anchor + 1
        day = local(anchor, self.zone).toordinal()
        while True:  # today or tomorrow; the day after where a zone leaves a date out
            instants, exists = occurrences(day, time, self.zone)
            for at in instants:
                if at >= earliest:
                    return self._seen(at, cue, exists=exists)
            day += 1

    def _on(self, day: int, time: TimeOfDay, cue: CueId | None) -> Instant:
        """Return when it is *time* on *day*."""
        instants, exists = occurrences(day, time, self.zone)
        return self._seen(instants[0], cue, exists=exists)

    def _seen(self, at: Instant, cue: CueId | None, *, exists: bool) -> Instant:
        if not exists:
            self.findings.append(Finding(FindingKind.NO_SUCH_TIME, cue))
        return at
