"""The preparation: ticks, preflight runs, waivers, checks by hand, polls, signatures, the rig (DESIGN §5). By name."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.decide import by_hand, polls, rig
from liveops_desktop.core.decide.names import named, second_person
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.gates import gate_view
from liveops_desktop.core.go import OUT_OF_DATE, decide_go, out_of_date
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.preflight import Go, Verdict
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show

_WORSE = (Go.GO, Go.WAIVED, Go.NO_GO)

PreparationIntent = (
    i.TickItem
    | i.RecordPreflight
    | i.Waive
    | i.WithdrawWaiver
    | i.SignPreflight
    | i.ConfirmCheck
    | polls.PollIntent
    | rig.RigIntent
)


def decide(show: Show, wish: Wish, intent: PreparationIntent, at: Instant) -> tuple[AnyBody, ...]:
    """Decide about the preparation."""
    if isinstance(intent, polls.PollIntent):
        return polls.decide(show, wish, intent)
    if isinstance(intent, rig.RigIntent):
        return rig.decide(show, wish, intent)
    match intent:
        case i.TickItem():
            return _tick(show, wish, intent)
        case i.RecordPreflight():
            known = show.preflight.run is not None and show.preflight.run.id == intent.run.id
            return () if known else (f.PreflightRan(run=intent.run),)
        case i.Waive():
            return _waive(show, wish, intent, at)
        case i.WithdrawWaiver():
            named(wish)
            given = any(waiver.check == intent.check for waiver in show.preflight.waivers)
            return (f.WaiverWithdrawn(check=intent.check),) if given else ()
        case i.SignPreflight():
            return _sign(show, wish, intent, at)
        case i.ConfirmCheck():
            return by_hand.confirm(show, wish, intent, at)
    assert_never(intent)


def _tick(show: Show, wish: Wish, intent: i.TickItem) -> tuple[AnyBody, ...]:
    named(wish)
    if not intent.item:
        raise Refused(Reason.UNKNOWN_ITEM)
    tick = show.ticks.get(intent.item)
    if not intent.done:
        return () if tick is None else (f.ItemTicked(item=intent.item, done=False, value=intent.value),)
    second = second_person(wish, intent.second)
    if intent.two_people and not second:
        raise Refused(Reason.NAME_MISSING, field="second")
    if intent.call and not intent.value.strip():
        raise Refused(Reason.EMPTY, field="value")
    if tick is not None and (tick.value, tick.second) == (intent.value, second):
        return ()
    return (f.ItemTicked(item=intent.item, done=True, value=intent.value, second=second),)


def _waive(show: Show, wish: Wish, intent: i.Waive, at: Instant) -> tuple[AnyBody, ...]:
    named(wish)
    reason = intent.reason.strip()
    if not reason:
        raise Refused(Reason.REASON_MISSING, field="reason")
    if not intent.check or not _may_block(show, intent, at):
        raise Refused(Reason.NOT_WAIVABLE)
    waived = {(waiver.check, waiver.who, waiver.reason) for waiver in show.preflight.waivers}
    return () if (intent.check, wish.who, reason) in waived else (f.CheckWaived(check=intent.check, reason=reason),)


def _may_block(show: Show, intent: i.Waive, at: Instant) -> bool:
    """Say whether a check can block: it failed, was not measured, or is undone. Which are killers is not known here."""
    result = next((one for one in show.preflight.results if one.check == intent.check), None)
    if result is None or result.verdict not in (Verdict.PASS, Verdict.WARN):
        return True
    return out_of_date(result, at, OUT_OF_DATE if intent.good_for is None else intent.good_for)


def _sign(show: Show, wish: Wish, intent: i.SignPreflight, at: Instant) -> tuple[AnyBody, ...]:
    named(wish)
    preflight = show.preflight
    if preflight.run is None or preflight.run.id != intent.run:
        raise Refused(Reason.UNKNOWN_RUN)
    go, blocking = _decision(show, intent, at)
    gate = "" if intent.gate is None else intent.gate.value
    same = next((one for one in preflight.papers if (one.phase, one.gate) == (intent.phase, gate)), None)
    if same is not None and not same.stale and (same.run, same.who, same.go) == (intent.run, wish.who, go):
        return ()
    return (
        f.PreflightSigned(
            run=intent.run, go=go, phase=intent.phase, gate=gate, blocking=blocking, waivers=preflight.waivers
        ),
    )


def _decision(show: Show, intent: i.SignPreflight, at: Instant) -> tuple[Go, tuple[str, ...]]:
    """Return what is signed: never better than the evidence, nor than what the person saw."""
    preflight, phase = show.preflight, intent.phase if intent.checks else None
    made = decide_go(preflight.results, intent.checks, preflight.waivers, at, phase=phase)
    seen = [made.go] if intent.go is None else [made.go, intent.go]
    blocking = made.blocking
    if intent.gate is not None:
        gate = gate_view(intent.gate, show, intent.items, intent.checks, at)
        seen.append(gate.go)
        blocking += tuple(item for item in gate.missing if item not in blocking)
    return max(seen, key=_WORSE.index), blocking
