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
    before = preflight.run
    if before is not None and before.id == run.id:
        return preflight
    merged = run if before is None else _overlay(before, run)
    verdicts = _verdicts(merged)
    # A waiver covers what was waived, not the next time the same check fails.
    waivers = tuple(w for w in preflight.waivers if verdicts.get(w.check) not in (Verdict.PASS, Verdict.WARN))
    stale = preflight.stale or (preflight.signed is not None and verdicts != _verdicts(before))
    return replace(preflight, run=merged, waivers=waivers, stale=stale)


def _overlay(before: PreflightRun, run: PreflightRun) -> PreflightRun:
    """Lay the later run over the other: one of some groups keeps what is known of the others, with its age."""
    older, newer = (before, run) if run.finished_at >= before.finished_at else (run, before)
    fresh = {result.check for result in newer.results}
    return replace(newer, results=(*newer.results, *(r for r in older.results if r.check not in fresh)))


def _verdicts(run: PreflightRun | None) -> dict[str, Verdict]:
    return {} if run is None else {result.check: result.verdict for result in run.results}


def _waive(preflight: Preflight, check: str, waivers: tuple[Waiver, ...]) -> Preflight:
    others = tuple(waiver for waiver in preflight.waivers if waiver.check != check)
    # What was signed rested on the waiver; without it, it no longer stands.
    withdrawn = not waivers and len(others) < len(preflight.waivers) and preflight.signed is not None
    return replace(preflight, waivers=(*others, *waivers), stale=preflight.stale or withdrawn)


def _signed(preflight: Preflight, fact: Fact, body: f.PreflightSigned) -> Preflight:
    if preflight.run is None or preflight.run.id != body.run:
        return preflight
    return replace(preflight, signed=SignOff(run=body.run, who=fact.who, at=fact.at, go=body.go), stale=False)
