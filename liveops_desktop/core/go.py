"""GO, GO WITH WAIVERS or NO-GO: how a preflight is decided (DESIGN §5)."""

from collections.abc import Iterable, Mapping, Sequence

from liveops_desktop.core.clock import HOUR, Instant, Span, since
from liveops_desktop.core.preflight import CheckInfo, Decision, Go, Phase, Result, Verdict, Waiver

OUT_OF_DATE = Span(12 * HOUR)
"""A killer check measured longer ago than this counts as not done."""
_UNDONE = frozenset({Verdict.INCONCLUSIVE, Verdict.MANUAL})


def decide_go(
    results: Iterable[Result],
    checks: Sequence[CheckInfo],
    waivers: Iterable[Waiver],
    now: Instant,
    oldest: Span = OUT_OF_DATE,
    phase: Phase | None = None,
) -> Decision:
    """Decide from the latest *results* of the known *checks*, at *now*.

    A fail blocks; so does a killer check that is inconclusive, missing, not done by hand yet (nor answered by what was
    measured, see ``answer``), or too old (``good_for``, else *oldest*), and one that was skipped while none of those
    that stand in for it (``instead``) was measured. Each may be waived. Warnings and other checks that could not be
    measured are listed and never block. Of several results of one check the last counts. *phase*: only its checks
    count, of the known ones; None: all. The ids come in the order of *checks*, unknown ones behind.
    """
    known = {check.id: check for check in checks}
    others = {check.id for check in checks if phase is not None and phase not in check.phases}
    latest = {result.check: result for result in results if result.check not in others}
    order = [check for check in known if check not in others]
    order += [check for check in latest if check not in known]
    forgiven = {waiver.check for waiver in waivers}

    stopped = [check for check in order if _stops(check, known.get(check), latest, now, oldest)]
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
        out_of_date=tuple(c for c in order if c in latest and _outlived(c, known.get(c), latest, now, oldest)),
    )


def out_of_date(result: Result, now: Instant, oldest: Span = OUT_OF_DATE) -> bool:
    """Say whether *result* was measured too long ago to stand."""
    return since(result.at, now) > oldest


def answer(info: CheckInfo, latest: Mapping[str, Result], now: Instant, oldest: Span = OUT_OF_DATE) -> Result | None:
    """Return the result that answers a check: its own, or where that is undone or too old one of ``answered_by``.

    That of another keeps its own id, so that it can be told as such. A fail by a person stands whatever was measured.
    """
    own = latest.get(info.id)
    if own is not None and not undone(info, own) and not _aged(info, own, now, oldest):
        return own
    if own is not None and own.verdict is Verdict.FAIL:
        return own
    others = [latest[check] for check in sorted(info.answered_by) if check in latest]
    good = (one for one in others if one.verdict is Verdict.PASS and not _aged(info, one, now, oldest))
    return next(good, own)


def undone(info: CheckInfo, result: Result | None) -> bool:
    """Say whether nobody has measured or confirmed it, or, where it takes two, only one person has."""
    return result is None or result.verdict in _UNDONE or (info.two_people and _alone(result))


def _alone(result: Result) -> bool:
    """Tell whether one person alone answered for it; that it does not apply, one may say."""
    return not result.second and result.verdict is not Verdict.SKIPPED


def _stops(check: str, info: CheckInfo | None, latest: Mapping[str, Result], now: Instant, oldest: Span) -> bool:
    result = latest.get(check)
    if result is not None and result.verdict is Verdict.FAIL:
        return True
    if info is None or not info.killer:
        return False
    result = answer(info, latest, now, oldest)
    return undone(info, result) or _aged(info, result, now, oldest) or _unseen(info, latest)


def _aged(info: CheckInfo | None, result: Result | None, now: Instant, oldest: Span) -> bool:
    """Tell whether the evidence is too old: of killers always, of others where it is said how long it is good for."""
    if info is None or result is None or not (info.killer or info.good_for is not None):
        return False
    return out_of_date(result, now, oldest if info.good_for is None else info.good_for)


def _outlived(check: str, info: CheckInfo | None, latest: Mapping[str, Result], now: Instant, oldest: Span) -> bool:
    """Tell whether its own evidence is too old, and nothing else answers it."""
    own = latest[check]
    return info is not None and _aged(info, own, now, oldest) and answer(info, latest, now, oldest) is own


def _unseen(info: CheckInfo, latest: Mapping[str, Result]) -> bool:
    """Tell whether a check was skipped for another, and all of those were skipped as well: nobody has looked."""
    skipped = {one for one, result in latest.items() if result.verdict is Verdict.SKIPPED}
    return bool(info.instead) and info.id in skipped and info.instead <= skipped
