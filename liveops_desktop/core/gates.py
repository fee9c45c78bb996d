"""Gates: the pause points before air, what each asks for, and what of it stands at an instant (DESIGN §5).

A gate asks for the killer items of the preparation and for the killer checks of its phase. An item that names checks
is proved by those, and by nobody's tick. Evidence ages: what is too old is asked for again.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.clock import DAY, HOUR, MINUTE, Instant, Span, since
from liveops_desktop.core.content import Gate, Item, Severity
from liveops_desktop.core.go import OUT_OF_DATE, answer, undone
from liveops_desktop.core.preflight import CheckInfo, Go, Phase, Result, SignOff, Verdict, Waiver
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Alarm, Poll, Show, Tick
from liveops_desktop.core.zone import instant_of

BEFORE: Mapping[Gate, Span] = {
    Gate.WEEK: Span(7 * DAY),
    Gate.DAY: DAY,
    Gate.TWO_HOURS: Span(2 * HOUR),
    Gate.HALF_HOUR: Span(30 * MINUTE),
    Gate.FIVE_MINUTES: Span(5 * MINUTE),
}
"""How long before the show's start each is due."""
ON_THE_DAY = (Gate.TWO_HOURS, Gate.HALF_HOUR, Gate.FIVE_MINUTES)
POLL_ITEM = "7.10"
"""The item of the preparation that a closed poll proves."""
ALARM_ITEM = "5.25"
"""The one that is proved by no S1 alarm for ``QUIET``."""
QUIET = Span(5 * MINUTE)


class GateState(StrEnum):
    """What became of a gate."""

    OPEN = "open"
    PASSED = "passed"
    WAIVED = "passed-with-waivers"
    MISSED = "missed"  # its time is over, and something is not done


class Standing(StrEnum):
    """What became of one thing a gate asks for."""

    TODO = "todo"
    HALF = "half"  # one of two people
    DONE = "done"
    STALE = "stale"  # done, too long ago
    FAILED = "failed"
    WAIVED = "waived"


class Asked(Struct, frozen=True):
    """One thing a gate asks for: a check, or an item of the preparation."""

    id: str
    standing: Standing
    item: bool
    """An item of the preparation (``Item.id``), else a check."""
    owner: str
    """A value of ``Role``."""
    checks: tuple[str, ...] = ()
    """Of an item: the checks that prove it."""
    who: str = ""
    second: str = ""
    at: Instant | None = None
    """When it was done; of several checks the oldest."""
    value: str = ""
    good_until: Instant | None = None
    """When its evidence is too old; None: it does not age."""
    two_people: bool = False
    call: bool = False
    waiver: Waiver | None = None


class GateView(Struct, frozen=True):
    """A gate at an instant."""

    gate: Gate
    due: Instant | None
    """On the show's timeline; None: the show has no start that can be counted."""
    state: GateState
    asked: tuple[Asked, ...]
    poll: Poll | None = None
    """The latest one for this gate."""
    signed: SignOff | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of what is neither done nor waived."""
        return tuple(one.id for one in self.asked if one.standing not in (Standing.DONE, Standing.WAIVED))

    @property
    def go(self) -> Go:
        """The decision that what is asked for comes to. Where nothing is known to be asked for, nobody has looked."""
        if self.missing or not self.asked:
            return Go.NO_GO
        return Go.WAIVED if any(one.standing is Standing.WAIVED for one in self.asked) else Go.GO


def gate_views(
    show: Show, items: Sequence[Item], checks: Sequence[CheckInfo], now: Instant, gates: Sequence[Gate] = ON_THE_DAY
) -> tuple[GateView, ...]:
    """Return these *gates* at *now*."""
    return tuple(gate_view(gate, show, items, checks, now) for gate in gates)


def gate_view(gate: Gate, show: Show, items: Sequence[Item], checks: Sequence[CheckInfo], now: Instant) -> GateView:
    """Return one gate at *now*. A gate that was signed as passed stays so until a later result differs."""
    asking = _Asking(show, checks, now)
    asked = [asking.item(item) for item in items if item.gate is gate and item.killer]
    proving = {check for one in asked for check in one.checks}
    asked += [asking.check(info) for info in checks if info.killer and info.id not in proving and gate_of(info) is gate]
    due = due_at(gate, show)
    view = GateView(
        gate,
        due,
        GateState.OPEN,
        tuple(asked),
        next((poll for poll in reversed(show.polls) if poll.gate is gate), None),
        next((paper for paper in reversed(show.preflight.papers) if paper.gate == gate.value), None),
    )
    return replace(view, state=_state(view, now))


def gate_of(info: CheckInfo) -> Gate:
    """Return the gate that asks for a check: its own, else the one at which its phase ends."""
    if info.gate:
        return Gate(info.gate)
    return Gate.TWO_HOURS if Phase.RIG in info.phases else Gate.FIVE_MINUTES


def due_at(gate: Gate, show: Show) -> Instant | None:
    """Return when *gate* is due, on the show's timeline; None where the start cannot be counted."""
    header = show.header
    if header is None:
        return None
    try:
        start = instant_of(header.date, header.start, header.zone)
    except Refused:  # a zone that this machine does not know
        return None
    return Instant(start - show.clock.shift - BEFORE[gate])


def _state(view: GateView, now: Instant) -> GateState:
    signed = view.signed
    go = signed.go if signed is not None and not signed.stale and signed.go is not Go.NO_GO else view.go
    if go is not Go.NO_GO:
        return GateState.PASSED if go is Go.GO else GateState.WAIVED
    return GateState.OPEN if view.due is None or now <= view.due else GateState.MISSED


class _Asking:
    """Looks up what is known of each thing, once for all of a gate."""

    def __init__(self, show: Show, checks: Sequence[CheckInfo], now: Instant) -> None:
        self.show, self.now = show, now
        self.results: Mapping[str, Result] = {result.check: result for result in show.preflight.results}
        self.infos: Mapping[str, CheckInfo] = {info.id: info for info in checks}
        self.waivers: Mapping[str, Waiver] = {waiver.check: waiver for waiver in show.preflight.waivers}

    def check(self, info: CheckInfo) -> Asked:
        result, waiver = answer(info, self.results, self.now), self.waivers.get(info.id)
        until = None if result is None else Instant(result.at + (info.good_for or OUT_OF_DATE))
        standing = self._standing(info, result, until)
        return Asked(
            info.id,
            Standing.WAIVED if waiver is not None and standing is not Standing.DONE else standing,
            item=False,
            owner=info.owner or Role.TECHNICAL.value,
            who="" if result is None else result.who,
            second="" if result is None else result.second,
            at=None if result is None else result.at,
            value="" if result is None else f"{result.value} {result.unit}".strip(),
            good_until=until,
            two_people=info.two_people,
            call=info.call,
            waiver=waiver,
        )

    def _standing(self, info: CheckInfo, result: Result | None, until: Instant | None) -> Standing:
        if result is None or until is None:
            return Standing.TODO
        if result.verdict is Verdict.FAIL:
            return Standing.FAILED
        if undone(info, result):
            return Standing.HALF if info.two_people and result.who else Standing.TODO
        return Standing.STALE if self.now > until else Standing.DONE

    def item(self, item: Item) -> Asked:
        proofs = [self.check(self.infos[check]) for check in item.checks if check in self.infos]
        waiver = self.waivers.get(item.id)
        made = self._proved(item, proofs) if proofs else self._ticked(item)
        if waiver is None or made.standing is Standing.DONE:
            return made
        return replace(made, standing=Standing.WAIVED, waiver=waiver)

    def _proved(self, item: Item, proofs: Sequence[Asked]) -> Asked:
        """Return the item as its weakest proof stands."""
        worst = min(proofs, key=lambda one: _WEAKEST.index(one.standing))
        times = [one.at for one in proofs if one.at is not None]
        ends = [one.good_until for one in proofs if one.good_until is not None]
        return replace(
            worst,
            id=item.id,
            item=True,
            owner=item.owner.value,
            checks=tuple(one.id for one in proofs),
            at=min(times, default=None),
            good_until=min(ends, default=None),
        )

    def _ticked(self, item: Item) -> Asked:
        tick = self.show.ticks.get(item.id)
        standing = Standing.TODO
        if item.id == POLL_ITEM:
            standing = self._polled(item.gate)
        elif item.id == ALARM_ITEM:
            standing = Standing.FAILED if any(self._loud(alarm) for alarm in self.show.alarms) else Standing.DONE
        elif tick is not None:
            standing = _of_tick(item, tick)
        return Asked(
            item.id,
            standing,
            item=True,
            owner=item.owner.value,
            who="" if tick is None else tick.who,
            second="" if tick is None else tick.second,
            at=None if tick is None else tick.at,
            value="" if tick is None else tick.value,
            two_people=item.two_person,
            call=item.call_and_response,
        )

    def _polled(self, gate: Gate) -> Standing:
        poll = next((one for one in reversed(self.show.polls) if one.gate is gate), None)
        if poll is None or poll.go is None:
            return Standing.TODO
        return Standing.DONE if poll.go else Standing.FAILED

    def _loud(self, alarm: Alarm) -> bool:
        """Tell whether an S1 alarm stands, or stood within the last ``QUIET``."""
        if alarm.severity is not Severity.S1:
            return False
        return alarm.cleared_at is None or since(alarm.cleared_at, self.now) < QUIET


def _of_tick(item: Item, tick: Tick) -> Standing:
    if item.call_and_response and not tick.value:
        return Standing.TODO
    return Standing.HALF if item.two_person and not tick.second else Standing.DONE


_WEAKEST = (Standing.FAILED, Standing.TODO, Standing.HALF, Standing.STALE, Standing.WAIVED, Standing.DONE)
