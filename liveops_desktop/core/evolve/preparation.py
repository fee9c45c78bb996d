"""Checklist ticks, preflight runs, waivers, checks by hand, signatures, the feed."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.evolve import signing
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.preflight import PreflightRun, Waiver
from liveops_desktop.core.show import Preflight, Show, Tick

PreparationBody = (
    f.ItemTicked
    | f.PreflightRan
    | f.CheckWaived
    | f.WaiverWithdrawn
    | f.PreflightSigned
    | f.CheckConfirmed
    | f.FeedConfirmed
)


def apply(show: Show, fact: Fact, body: PreparationBody) -> Show:
    """Return the show after a fact about its preparation."""
    match body:
        case f.ItemTicked():
            ticks = dict(show.ticks)
            tick(ticks, fact, body)
            return replace(show, ticks=ticks)
        case f.PreflightRan():
            return replace(show, preflight=_ran(show.preflight, body.run))
        case f.CheckWaived():
            waiver = Waiver(check=body.check, who=fact.who, reason=body.reason, at=fact.at)
            return replace(show, preflight=signing.waived(show.preflight, body.check, (waiver,)))
        case f.WaiverWithdrawn():
            return replace(show, preflight=signing.waived(show.preflight, body.check, ()))
        case f.PreflightSigned():
            return replace(show, preflight=signing.signed(show.preflight, fact, body))
        case f.CheckConfirmed():
            return replace(show, preflight=signing.confirmed(show.preflight, fact, body))
        case f.FeedConfirmed():
            return _feed(show, fact, body)
    assert_never(body)


def _feed(show: Show, fact: Fact, body: f.FeedConfirmed) -> Show:
    if show.header is None:
        return show
    return replace(
        show,
        header=replace(show.header, viewer_delay=body.delay),
        feed_confirmed_at=fact.at,
        preflight=signing.feed_seen(show.preflight, fact, body),
    )


def tick(ticks: dict[str, Tick], fact: Fact, body: f.ItemTicked) -> None:
    """Change *ticks* as *body* says."""
    if body.done:
        ticks[body.item] = Tick(who=fact.who, at=fact.at, value=body.value, second=body.second)
    else:
        ticks.pop(body.item, None)


def _ran(preflight: Preflight, run: PreflightRun) -> Preflight:
    before = preflight.run
    if before is not None and before.id == run.id:
        return preflight
    merged = run if before is None else _overlay(before, run)
    return signing.looked_at(signing.without_needless_waivers(replace(preflight, run=merged)), phase=run.phase)


def _overlay(before: PreflightRun, run: PreflightRun) -> PreflightRun:
    """Lay the later run over the other: one of some groups keeps what is known of the others, with its age."""
    older, newer = (before, run) if run.finished_at >= before.finished_at else (run, before)
    fresh = {result.check for result in newer.results}
    return replace(newer, results=(*newer.results, *(r for r in older.results if r.check not in fresh)))
