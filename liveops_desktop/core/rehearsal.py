"""A rehearsal lays the plan out from its own start (RUN-OF-SHOW §2.2): every fixed time keeps its distance from it."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from liveops_desktop.core.clock import DAY, HOUR, MINUTE, Instant, Span
from liveops_desktop.core.cue import CallTime, Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.zone import instant_of, local, occurrences

LATE = 30 * MINUTE
"""A start asked for is today's when it was so long ago at most, else tomorrow's."""


def next_time(time: TimeOfDay, now: Instant, zone: str) -> date:
    """Return the day on which it is *time* in *zone* next, one that has just passed included.

    Raises:
        Refused: ``UNKNOWN_ZONE``, or ``TIME_DOES_NOT_EXIST`` where the spring change skips it on that day.
    """
    today = local(now, zone).date()
    if instant_of(today, time, zone) >= now - LATE:
        return today
    tomorrow = date.fromordinal(today.toordinal() + 1)
    instant_of(tomorrow, time, zone)
    return tomorrow


def rehearsed(header: Header, cues: Sequence[Cue], day: date, start: TimeOfDay) -> tuple[Header, tuple[Cue, ...]]:
    """Return header and cues of a rehearsal that starts on *day* at *start*, in the show's zone.

    Hard starts, until-times, the hard out and the call times move by as much as the start does, whatever the clocks
    do in between. They name their day only where the rule of §2.2 would find another.

    Raises:
        Refused: what ``lay_out`` refuses.
    """
    plan = lay_out(header, cues)
    fresh = replace(header, rehearsal=True, date=day, start=replace(start, day=None), hard_out=None, call_times=())
    by = Span(lay_out(fresh, ()).start - plan.start)
    moved = _Moved(fresh, by)
    if header.hard_out is not None and plan.hard_out is not None:
        named = header.hard_out.day is not None
        fresh = replace(fresh, hard_out=moved.at(plan.hard_out, named=named))
    fresh = replace(fresh, call_times=tuple(_called(moved, header, call) for call in header.call_times))
    loose = tuple(_cue(moved, cue, plan.hards, plan.untils, named=False) for cue in cues)
    again = lay_out(fresh, loose)
    return fresh, tuple(
        _cue(
            moved,
            cue,
            plan.hards,
            plan.untils,
            named=_found_elsewhere(cue.id, by, (plan.hards, again.hards))
            or _found_elsewhere(cue.id, by, (plan.untils, again.untils)),
        )
        for cue in cues
    )


class _Moved:
    """Instants of the plan as times of day of the rehearsal."""

    def __init__(self, header: Header, by: Span) -> None:
        self.header, self.by = header, by

    def at(self, instant: Instant, *, named: bool) -> TimeOfDay:
        """Return the time of day of *instant* of the plan; *named*: with its day."""
        there = local(Instant(instant + self.by), self.header.zone)
        since = Span(there.hour * HOUR + there.minute * MINUTE + there.second * 1_000 + there.microsecond // 1_000)
        days = there.date().toordinal() - self.header.date.toordinal()
        return TimeOfDay(since, day=days if named and days >= 0 else None, second=bool(there.fold))

    def skipped(self, time: TimeOfDay) -> TimeOfDay:
        """Return *time* of a row that the plan leaves out."""
        return replace(time, since_midnight=Span((time.since_midnight + self.by) % DAY), day=None)


def _cue(
    moved: _Moved, cue: Cue, hards: Mapping[CueId, Instant], untils: Mapping[CueId, Instant], *, named: bool
) -> Cue:
    def time(of: TimeOfDay | None, at: Instant | None) -> TimeOfDay | None:
        if of is None:
            return None
        return moved.skipped(of) if at is None else moved.at(at, named=named or of.day is not None)

    return replace(cue, hard=time(cue.hard, hards.get(cue.id)), until=time(cue.until, untils.get(cue.id)))


def _found_elsewhere(cue: CueId, by: Span, plans: tuple[Mapping[CueId, Instant], Mapping[CueId, Instant]]) -> bool:
    before, after = plans
    return cue in before and after[cue] != before[cue] + by


def _called(moved: _Moved, header: Header, call: CallTime) -> CallTime:
    instants, _exists = occurrences(header.date.toordinal() + (call.at.day or 0), call.at, header.zone)
    time = moved.at(instants[0], named=True)
    return replace(call, at=replace(time, day=time.day or None))
