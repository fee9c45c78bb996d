"""Checklist ticks, preflight runs, waivers, the signature, the feed."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.preflight import PreflightRun, SignOff, Verdict, Waiver
from liveops_desktop.core.show import Preflight, Show, Tick

PreparationBody = (
    f.ItemTicked | f.PreflightRan | f.CheckWaived | f.WaiverWithdrawn | f.PreflightSigned | f.FeedConfirmed
)


def apply(show: Show, fact: Fact, body: PreparationBody) -> Show:
    """Return the show after a fact about its preparation."""
    match body:
        case f.ItemTicked():
            return replace(show, ticks=_ticked(show.ticks, fact, body))
        case f.PreflightRan():
            return replace(show, preflight=_ran(show.preflight, body.run))
        case f.CheckWaived():
            waiver = Waiver(check=body.check, who=fact.who, reason=body.reason, at=fact.at)
            return replace(show, preflight=_waive(show.preflight, body.check, (waiver,)))
        case f.WaiverWithdrawn():
            return replace(show, preflight=_waive(show.preflight, body.check, ()))
        case f.PreflightSigned():
            return replace(show, preflight=_signed(show.preflight, fact, body))
        case f.FeedConfirmed():
            if show.header is None:
                return show
            return replace(show, header=replace(show.header, viewer_delay=body.delay), feed_confirmed_at=fact.at)
    assert_never(body)


def _ticked(ticks: dict[str, Tick], fact: Fact, body: f.ItemTicked) -> dict[str, Tick]:
    if body.done:
        return {**ticks, body.item: Tick(who=fact.who, at=fact.at, value=body.value)}
    return {item: tick for item, tick in ticks.items() if item != body.item}


def _ran(preflight: Preflight, run: PreflightRun) -> Preflight:
    """Lay a run over the one before: a run of some groups keeps what was measured of the others, with its own age."""
    before = preflight.run
    if before is not None and before.id == run.id:
        return preflight
    fresh = {result.check: result.verdict for result in run.results}
    known = {result.check: result.verdict for result in before.results} if before is not None else {}
    kept = tuple(result for result in before.results if result.check not in fresh) if before is not None else ()
    differs = any(known.get(check) is not verdict for check, verdict in fresh.items())
    # A waiver covers what was waived, not the next time the same check fails.
    fine = {check for check, verdict in fresh.items() if verdict in (Verdict.PASS, Verdict.WARN)}
    return replace(
        preflight,
        run=replace(run, results=(*run.results, *kept)),
        waivers=tuple(waiver for waiver in preflight.waivers if waiver.check not in fine),
        stale=preflight.stale or (preflight.signed is not None and differs),
    )


def _waive(preflight: Preflight, check: str, waivers: tuple[Waiver, ...]) -> Preflight:
    others = tuple(waiver for waiver in preflight.waivers if waiver.check != check)
    # What was signed rested on the waiver; without it, it no longer stands.
    withdrawn = not waivers and len(others) < len(preflight.waivers) and preflight.signed is not None
    return replace(preflight, waivers=(*others, *waivers), stale=preflight.stale or withdrawn)


def _signed(preflight: Preflight, fact: Fact, body: f.PreflightSigned) -> Preflight:
    if preflight.run is None or preflight.run.id != body.run:
        return preflight
    return replace(preflight, signed=SignOff(run=body.run, who=fact.who, at=fact.at, go=body.go), stale=False)
