"""Checklist ticks, preflight runs, waivers, the signature, the feed (DESIGN §5). All by name."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import DAY, ZERO, Instant
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.go import decide_go, out_of_date
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.preflight import Go, PreflightRun, Verdict
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show

_WORSE = (Go.GO, Go.WAIVED, Go.NO_GO)

PreparationIntent = i.TickItem | i.RecordPreflight | i.Waive | i.WithdrawWaiver | i.SignPreflight | i.ConfirmFeed


def decide(show: Show, wish: Wish, intent: PreparationIntent, at: Instant) -> tuple[AnyBody, ...]:
    """Decide about the preparation."""
    match intent:
        case i.TickItem():
            return _tick(show, wish, intent)
        case i.RecordPreflight():
            known = show.preflight.run is not None and show.preflight.run.id == intent.run.id
            return () if known else (f.PreflightRan(run=intent.run),)
        case i.Waive():
            return _waive(show, wish, intent, at)
        case i.WithdrawWaiver():
            _named(wish)
            given = any(waiver.check == intent.check for waiver in show.preflight.waivers)
            return (f.WaiverWithdrawn(check=intent.check),) if given else ()
        case i.SignPreflight():
            return _sign(show, wish, intent, at)
        case i.ConfirmFeed():
            return _confirm_feed(wish, intent)
    assert_never(intent)


def _named(wish: Wish) -> None:
    if not wish.who.strip():
        raise Refused(Reason.NAME_MISSING)


def _tick(show: Show, wish: Wish, intent: i.TickItem) -> tuple[AnyBody, ...]:
    _named(wish)
    if not intent.item:
        raise Refused(Reason.UNKNOWN_ITEM)
    tick = show.ticks.get(intent.item)
    same = tick is None if not intent.done else tick is not None and tick.value == intent.value
    return () if same else (f.ItemTicked(item=intent.item, done=intent.done, value=intent.value),)


def _waive(show: Show, wish: Wish, intent: i.Waive, at: Instant) -> tuple[AnyBody, ...]:
    _named(wish)
    reason = intent.reason.strip()
    if not reason:
        raise Refused(Reason.REASON_MISSING, field="reason")
    if not intent.check or not _may_block(show.preflight.run, intent.check, at):
        raise Refused(Reason.NOT_WAIVABLE)
    waived = {(waiver.check, waiver.who, waiver.reason) for waiver in show.preflight.waivers}
    return () if (intent.check, wish.who, reason) in waived else (f.CheckWaived(check=intent.check, reason=reason),)


def _may_block(run: PreflightRun | None, check: str, at: Instant) -> bool:
    """Say whether a check can block: it failed, was not measured, or is undone. Which are killers is not known here."""
    result = None if run is None else next((r for r in run.results if r.check == check), None)
    if result is None:
        return True
    return result.verdict not in (Verdict.PASS, Verdict.WARN) or out_of_date(result, at)


def _sign(show: Show, wish: Wish, intent: i.SignPreflight, at: Instant) -> tuple[AnyBody, ...]:
    _named(wish)
    preflight = show.preflight
    if preflight.run is None or preflight.run.id != intent.run:
        raise Refused(Reason.UNKNOWN_RUN)
    # The results alone may only make it worse than what the person saw: they do not tell which checks are killers.
    go = decide_go(preflight.run.results, (), preflight.waivers, at).go
    if intent.go is not None:
        go = max(go, intent.go, key=_WORSE.index)
    signed = preflight.signed
    if signed is not None and not preflight.stale and (signed.run, signed.who, signed.go) == (intent.run, wish.who, go):
        return ()
    return (f.PreflightSigned(run=intent.run, go=go),)


def _confirm_feed(wish: Wish, intent: i.ConfirmFeed) -> tuple[AnyBody, ...]:
    _named(wish)
    if intent.delay < ZERO:
        raise Refused(Reason.NEGATIVE, field="delay")
    if intent.delay > DAY:
        raise Refused(Reason.TOO_LONG, field="delay")
    return (f.FeedConfirmed(delay=intent.delay),)
