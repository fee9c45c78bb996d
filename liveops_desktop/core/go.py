"""GO, GO WITH WAIVERS or NO-GO: how a preflight is decided (DESIGN §5)."""

from collections.abc import Iterable, Mapping, Sequence

from liveops_desktop.core.clock import HOUR, Instant, Span, since
from liveops_desktop.core.preflight import CheckInfo, Decision, Go, Result, Verdict, Waiver

OUT_OF_DATE = Span(12 * HOUR)
"""A killer check measured longer ago than this counts as not done."""
_UNDONE = frozenset({Verdict.INCONCLUSIVE, Verdict.MANUAL})


def decide_go(
    results: Iterable[Result],
    checks: Sequence[CheckInfo],
    waivers: Iterable[Waiver],
    now: Instant,
    oldest: Span = OUT_OF_DATE,
) -> Decision:
    """Decide from the latest *results* of the known *checks*, at *now*.

    A fail blocks; so does a killer check that is inconclusive, missing, not done by hand yet, or older than *oldest*,
    and one that was skipped while none of those that stand in for it (``instead``) was measured.
    Each may be waived. Warnings and other checks that could not be measured are listed and never block. Of several
    results of one check the last counts. The ids come in the order of *checks*, unknown ones behind.
    """
    latest = {result.check: result for result in results}
    killers = {check.id for check in checks if check.killer}
    stand_ins = {check.id: check.instead for check in checks if check.killer and check.instead}
    order = [check.id for check in checks]
    order += [check for check in latest if check not in set(order)]
    forgiven = {waiver.check for waiver in waivers}

    stopped = [
        check
        for check in order
        if _blocks(latest.get(check), now, oldest, killer=check in killers) or _alone(check, stand_ins, latest)
    ]
    blocking = tuple(check for check in stopped if check not in forgiven)
    waived = tuple(check for check in stopped if check in forgiven)
    return Decision(
        go=Go.NO_GO if blocking else Go.WAIVED if waived else Go.GO,
        blocking=blocking,
        waived=waived,
        warnings=tuple(c for c in order if c in latest and latest[c].verdict is Verdict.WARN),
        not_measured=tuple(
            c for c in order if c in latest and latest[c].verdict is Verdict.INCONCLUSIVE and c not in stopped
        ),
    )


def out_of_date(result: Result, now: Instant, oldest: Span = OUT_OF_DATE) -> bool:
    """Say whether *result* was measured too long ago to stand."""
    return since(result.at, now) > oldest


def _blocks(result: Result | None, now: Instant, oldest: Span, *, killer: bool) -> bool:
    if result is None:
        return killer
    if result.verdict is Verdict.FAIL:
        return True
    return killer and (result.verdict in _UNDONE or out_of_date(result, now, oldest))


def _alone(check: str, stand_ins: Mapping[str, frozenset[str]], latest: Mapping[str, Result]) -> bool:
    """Tell whether *check* was skipped for another, and all of those were skipped as well: nobody has looked."""
    skipped = {one for one, result in latest.items() if result.verdict is Verdict.SKIPPED}
    return check in stand_ins and check in skipped and stand_ins[check] <= skipped
