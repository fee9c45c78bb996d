"""What people put their names to: checks by hand, waivers, signatures, and when a signature no longer stands."""

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.people import same_person
from liveops_desktop.core.preflight import FEED, Phase, Result, SignOff, Verdict, Waiver, Why
from liveops_desktop.core.show import Preflight

_GOOD = frozenset({Verdict.PASS, Verdict.WARN})


def confirmed(preflight: Preflight, fact: Fact, body: f.CheckConfirmed) -> Preflight:
    """Return *preflight* after a person's word; ``MANUAL`` takes it back."""
    before = preflight.by_hand.get(body.check)
    if body.verdict is Verdict.MANUAL:
        return _with(preflight, {key: one for key, one in preflight.by_hand.items() if key != body.check})
    if before is not None and before.at == fact.at and fact.who in (before.who, before.second):
        return preflight  # told twice
    found = Result(
        body.check, body.verdict, fact.at, body.value, body.unit, body.threshold, who=fact.who, second=body.second
    )
    if body.two_people and not body.second and body.verdict in _GOOD:
        found = _of_two(before, found)
    return _with(preflight, {**preflight.by_hand, body.check: found})


def _of_two(before: Result | None, found: Result) -> Result:
    """Let the first wait for the second; two values that differ are a fail, for both to look at."""
    if before is None or before.verdict is not Verdict.MANUAL or same_person(before.who, found.who):
        return replace(found, verdict=Verdict.MANUAL)
    both = replace(found, who=before.who, second=found.who)
    if before.value == found.value:
        return both
    return replace(both, verdict=Verdict.FAIL, why=Why.DIFFERS, detail=f"{before.value} ≠ {found.value}")


def feed_seen(preflight: Preflight, fact: Fact, body: f.FeedConfirmed) -> Preflight:
    """Return *preflight* with the public feed confirmed."""
    found = Result(FEED, Verdict.PASS, fact.at, f"{body.delay / 1_000:g}", "s", who=fact.who)
    return _with(preflight, {**preflight.by_hand, FEED: found})


def _with(preflight: Preflight, by_hand: dict[str, Result]) -> Preflight:
    changed = replace(preflight, by_hand=by_hand)
    return looked_at(without_needless_waivers(changed), phase=None)


def without_needless_waivers(preflight: Preflight) -> Preflight:
    """A waiver covers what was waived, not the next time the same check fails."""
    good = {result.check for result in preflight.results if result.verdict in _GOOD}
    return replace(preflight, waivers=tuple(one for one in preflight.waivers if one.check not in good))


def looked_at(preflight: Preflight, phase: Phase | None) -> Preflight:
    """Mark the signatures that no longer stand after new results of a run in *phase*, or by hand (None)."""
    results = preflight.results
    papers = tuple(
        replace(paper, stale=paper.stale or _differs(paper, results, same=paper.phase is phase))
        for paper in preflight.papers
    )
    return _signed(preflight, papers)


def _differs(paper: SignOff, results: tuple[Result, ...], *, same: bool) -> bool:
    """Tell whether *results* say something else than those signed; *same*: found in the phase that was signed.

    What the signature knew nothing of makes it stale as well, unless it belongs to another phase and is no fail.
    """
    known = {result.check: result.verdict for result in paper.results}
    return any(
        result.verdict is not known[result.check] if result.check in known else same or result.verdict is Verdict.FAIL
        for result in results
    )


def _signed(preflight: Preflight, papers: tuple[SignOff, ...]) -> Preflight:
    signed = papers[-1] if papers else None
    return replace(preflight, papers=papers, signed=signed, stale=signed is not None and signed.stale)


def waived(preflight: Preflight, check: str, waivers: tuple[Waiver, ...]) -> Preflight:
    """Return *preflight* with these waivers of *check*; what rested on one that is withdrawn no longer stands."""
    others = tuple(waiver for waiver in preflight.waivers if waiver.check != check)
    papers = preflight.papers
    if not waivers:
        rested = [any(waiver.check == check for waiver in paper.waivers) for paper in papers]
        papers = tuple(replace(paper, stale=paper.stale or on_it) for paper, on_it in zip(papers, rested, strict=True))
    return _signed(replace(preflight, waivers=(*others, *waivers)), papers)


def signed(preflight: Preflight, fact: Fact, body: f.PreflightSigned) -> Preflight:
    """Return *preflight* with a signature under its latest run; it replaces that of the same phase and gate."""
    if preflight.run is None or preflight.run.id != body.run:
        return preflight
    paper = SignOff(
        run=body.run,
        who=fact.who,
        at=fact.at,
        go=body.go,
        phase=body.phase,
        gate=body.gate,
        blocking=body.blocking,
        waivers=body.waivers or preflight.waivers,
        results=preflight.results,
    )
    others = tuple(one for one in preflight.papers if (one.phase, one.gate) != (paper.phase, paper.gate))
    return _signed(preflight, (*others, paper))
