"""Making up time: the smallest set of changes that meets a target (RUN-OF-SHOW §5)."""

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.clock import SECOND, ZERO, Instant, Span
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.forecast import assumed_start, time_show
from liveops_desktop.core.intents import EditCue, EditRundown, SkipCue
from liveops_desktop.core.learning import with_length
from liveops_desktop.core.show import Show
from liveops_desktop.core.timing import Timing

MOST_TRIED = 20_000
"""Sets of cuts that are looked at before one more cut is taken for granted: keeps the answer under a frame."""


class Squeeze(Struct, frozen=True):
    """One cue's new length; longer when the show is under."""

    cue: CueId
    was: Span
    now: Span


class Proposal(Struct, frozen=True):
    """What to change, and what that does. Nothing to change: the target is met, or nothing can give."""

    target: CueId | None
    """The hard start to meet; None: the hard out."""
    need: Span
    """> 0: over by that much. < 0: under."""
    squeezes: tuple[Squeeze, ...] = ()
    cuts: tuple[CueId, ...] = ()
    missing: Span = ZERO
    """What is left over when everything that may give has given; the sign is that of ``need``."""


def propose(show: Show, timing: Timing, target: CueId | None = None, *, hard_out: bool = False) -> Proposal | None:
    """Propose how to meet *target*, a hard start to come; None: the next one that cannot be kept, else the hard out.

    *hard_out*: meet that, whatever hard start is late. *timing* is of *show*. Returns None when there is nothing to
    meet. A target that has time in hand gets the mirror image: what to stretch so that it is used.
    """
    if show.air.ended_at is not None:
        return None
    target = None if hard_out else target or _next_late(show, timing)
    slack = timing.hard_out_slack if target is None else timing.slack.get(target)
    if slack is None:
        return None
    need = Span(-slack)
    if need > ZERO:
        return _make_up(target, need, _movers(show, timing, target), _standing_by(show, timing))
    return _fill(target, need, _movers(show, timing, target))


def as_edit(show: Show, proposal: Proposal, reason: str = "") -> EditRundown:
    """Return the one edit that carries *proposal* out; undone like any edit."""
    cues = {cue.id: cue for cue in show.cues}
    lengths = [EditCue(was=cues[one.cue], now=with_length(cues[one.cue], one.now)) for one in proposal.squeezes]
    # The cue standing by is never among the cuts, so no question is answered here for anybody.
    cuts = [SkipCue(cue=cue, skipped=True) for cue in proposal.cuts]
    return EditRundown(edits=(*lengths, *cuts), reason=reason)


def effect(show: Show, proposal: Proposal, now: Instant) -> Timing:
    """Return the figures as they would be after *proposal*: shown before anybody commits."""
    lengths = {one.cue: one.now for one in proposal.squeezes}
    cuts = set(proposal.cuts)
    cues = tuple(
        replace(cue, planned=lengths.get(cue.id, cue.planned), skipped=cue.skipped or cue.id in cuts)
        for cue in show.cues
    )
    return time_show(replace(show, cues=cues), now)


def ready_at(show: Show, timing: Timing, proposal: Proposal) -> Instant:
    """Return when what comes before the target would end after *proposal*: ``effect`` of that one figure.

    It lays nothing out anew, so a panel may ask each second. *timing* is of *show*, and the proposal of both.
    """
    lengths = {one.cue: one.now for one in proposal.squeezes}
    cuts = set(proposal.cuts)
    first = 0 if timing.current is None else timing.current + 1
    plan = timing.plan
    end = timing.run.ends if timing.run is not None else assumed_start(show, timing.now, plan)
    for cue in show.cues[first:]:
        if cue.id == proposal.target:
            break
        if cue.skipped or cue.id in show.air.done or cue.id in cuts:
            continue
        if cue.hard is not None:
            end = max(end, plan.hards[cue.id])
        end = Instant(end + lengths.get(cue.id, cue.planned)) if cue.until is None else max(end, plan.untils[cue.id])
    return end


def _next_late(show: Show, timing: Timing) -> CueId | None:
    """Return the next hard cue that cannot start at its time."""
    return next((cue.id for cue in show.cues if timing.slack.get(cue.id, ZERO) < ZERO), None)


def _standing_by(show: Show, timing: Timing) -> CueId | None:
    return None if timing.next is None else show.cues[timing.next].id


class _Mover(Struct, frozen=True):
    """A cue whose length moves the target."""

    cue: Cue
    passes: int | None
    """Whole seconds that all the cues before it pass on at most; None: everything. It is a hard cue that is late."""


def _movers(show: Show, timing: Timing, target: CueId | None) -> tuple[_Mover, ...]:
    """Return the cues that move *target*: those after the last hard cue in time, or until-cue, before it."""
    first = 0 if timing.current is None else timing.current + 1
    found: list[_Mover] = []
    for cue in show.cues[first:]:
        if cue.id == target:
            break
        if cue.skipped or cue.id in show.air.done:
            continue
        slack = timing.slack.get(cue.id)
        if cue.until is not None or (slack is not None and slack >= ZERO):
            found.clear()  # what comes before it does not move it
        if cue.until is None:
            found.append(_Mover(cue, None if slack is None or slack >= ZERO else -slack // SECOND))
    return tuple(found)


def _make_up(target: CueId | None, need: Span, movers: Sequence[_Mover], standing_by: CueId | None) -> Proposal:
    """Squeeze; where that is not enough cut the fewest and latest, and squeeze again for what the cuts leave."""
    wanted = -(-need // SECOND)
    gives = [_seconds(mover.cue.planned - mover.cue.least) if mover.cue.least is not None else 0 for mover in movers]
    caps = [mover.passes for mover in movers]
    cuts: tuple[int, ...] = ()
    if _reach(gives, caps) < wanted:
        lengths = [_seconds(mover.cue.planned) for mover in movers]
        may = [i for i, mover in enumerate(movers) if mover.cue.cuttable and mover.cue.id != standing_by]
        cuts = _fewest_cuts(wanted, gives, lengths, caps, may)
        gone = [lengths[i] if i in cuts else 0 for i in range(len(movers))]
        gives = [0 if i in cuts else give for i, give in enumerate(gives)]
        caps = _left(gone, [None if i in cuts else cap for i, cap in enumerate(caps)])
        wanted -= _reach(gone, [None if i in cuts else mover.passes for i, mover in enumerate(movers)])
    reach = _reach(gives, caps)
    shares = _share(min(max(wanted, 0), reach), gives, caps)
    return Proposal(
        target,
        need,
        tuple(
            Squeeze(mover.cue.id, mover.cue.planned, Span(mover.cue.planned - share * SECOND))
            for mover, share in zip(movers, shares, strict=True)
            if share
        ),
        tuple(movers[i].cue.id for i in cuts),
        Span(max(0, wanted - reach) * SECOND),
    )


def _fill(target: CueId | None, need: Span, movers: Sequence[_Mover]) -> Proposal:
    """Stretch towards ``most``, never past the target."""
    wanted = -need // SECOND
    gives = [_seconds(mover.cue.most - mover.cue.planned) if mover.cue.most is not None else 0 for mover in movers]
    shares = _share(min(wanted, sum(gives)), gives, [None] * len(gives))
    return Proposal(
        target,
        need,
        tuple(
            Squeeze(mover.cue.id, mover.cue.planned, Span(mover.cue.planned + share * SECOND))
            for mover, share in zip(movers, shares, strict=True)
            if share
        ),
        missing=Span(-max(0, wanted - sum(gives)) * SECOND),
    )


def _seconds(span: int) -> int:
    """Return whole seconds, rounded down."""
    return max(0, span // SECOND)


def _reach(gives: Sequence[int], caps: Sequence[int | None]) -> int:
    """Return the seconds that arrive at the target when everybody gives all: a late hard cue passes on what it is late.

    ``caps[i]`` limits what ``gives[:i]`` may bring together.
    """
    total = 0
    for give, cap in zip(gives, caps, strict=True):
        if cap is not None:
            total = min(total, cap)
        total += give
    return total


def _left(gone: Sequence[int], caps: Sequence[int | None]) -> list[int | None]:
    """Return what the late hard cues still pass on when ``gone[:i]`` has used some of it."""
    left: list[int | None] = []
    used = 0
    for more, cap in zip(gone, caps, strict=True):
        left.append(None if cap is None else max(0, cap - used))
        used += more
    return left


def _share(wanted: int, gives: Sequence[int], caps: Sequence[int | None]) -> list[int]:
    """Share *wanted* seconds in proportion to what each can give, largest remainders first, then the earlier.

    Where a late hard cue passes on less than the share of those before it, they share what it passes on among
    themselves, and the rest is left to those behind it. *wanted* is within ``_reach``.
    """
    total = sum(gives)
    if not wanted or not total:
        return [0] * len(gives)
    tightest, at, before = wanted * 1.0 / total, None, 0
    for i, (give, cap) in enumerate(zip(gives, caps, strict=True)):
        if cap is not None and before and cap / before < tightest:
            tightest, at = cap / before, i
        before += give
    if at is not None:
        cap = caps[at]
        assert cap is not None
        first = _share(cap, gives[:at], caps[:at])
        behind = [None if other is None else max(0, other - cap) for other in caps[at + 1 :]]
        return [*first, *_share(wanted - cap, gives[at:], [None, *behind])]
    shares = [wanted * give // total for give in gives]
    order = sorted(range(len(gives)), key=lambda i: (-(wanted * gives[i] % total), i))
    for i in order[: wanted - sum(shares)]:
        shares[i] += 1
    return shares


def _fewest_cuts(
    wanted: int, gives: Sequence[int], lengths: Sequence[int], caps: Sequence[int | None], may: Sequence[int]
) -> tuple[int, ...]:
    """Return the fewest cuts that cover *wanted* with everybody else at the least, of those the latest.

    Where even all of them are not enough: the fewest that bring as much as all.
    """
    gains = {i: lengths[i] - gives[i] for i in may}
    useful = [i for i in reversed(may) if gains[i] > 0]
    base = sum(gives)

    def reach(cut: Collection[int]) -> int:
        return _reach(
            [lengths[i] if i in cut else give for i, give in enumerate(gives)],
            [None if i in cut else cap for i, cap in enumerate(caps)],
        )

    covered = min(wanted, reach(useful))
    if covered <= reach(()):
        return ()
    for count in range(1, len(useful) + 1):
        found = _first_set(count, useful, gains, covered - base, lambda cut: reach(cut) >= covered)
        if found is not None:
            return tuple(sorted(found))
    return tuple(sorted(useful))


def _first_set(
    count: int, order: Sequence[int], gains: dict[int, int], rest: int, covers: Callable[[Collection[int]], bool]
) -> tuple[int, ...] | None:
    """Return the first set of *count* that *covers*, in the order of *order* (the latest first); None: none found.

    *rest* is the least that their gains must come to, so most sets need not be looked at.
    """
    tried = 0
    best_behind = [sorted((gains[i] for i in order[k:]), reverse=True) for k in range(len(order) + 1)]
    stack: list[tuple[tuple[int, ...], int, int]] = [((), 0, 0)]
    while stack and tried < MOST_TRIED:
        chosen, place, gained = stack.pop()
        missing = count - len(chosen)
        if not missing:
            tried += 1
            if covers(chosen):
                return chosen
            continue
        if len(order) - place < missing or gained + sum(best_behind[place][:missing]) < rest:
            continue
        one = order[place]
        stack.append((chosen, place + 1, gained))
        stack.append(((*chosen, one), place + 1, gained + gains[one]))
    return None
