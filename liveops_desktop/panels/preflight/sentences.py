"""The decision in words: what it rests on, and the counts below it."""

from collections import Counter

from liveops_desktop.core.clock import since
from liveops_desktop.core.preflight import Decision, Go, Mode, Verdict
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.waiting import waiting
from liveops_desktop.panels.preflight.listing import results_of
from liveops_desktop.panels.preflight.waiting import outage_words
from liveops_desktop.words import _, check_title, n_


def counts_sentence(snapshot: Snapshot) -> str:
    """Return the counts below the decision."""
    results = results_of(snapshot)
    count = Counter(result.verdict for result in results.values())
    parts = [_("{count} passed").format(count=count[Verdict.PASS])]
    if count[Verdict.WARN]:
        parts.append(n_("{count} warning", "{count} warnings", count[Verdict.WARN]).format(count=count[Verdict.WARN]))
    if count[Verdict.FAIL]:
        parts.append(_("{count} failed").format(count=count[Verdict.FAIL]))
    unknown = count[Verdict.INCONCLUSIVE] + count[Verdict.SKIPPED]
    if unknown:
        parts.append(_("{count} not measured").format(count=unknown))
    by_itself = sum(info.mode is Mode.PASSIVE for info in snapshot.checks)
    sentence = " · ".join(parts) + " " + _("of {count}").format(count=max(by_itself, len(results)))
    run = snapshot.show.preflight.run if snapshot.show is not None else None
    if run is not None and not snapshot.station.checking:
        took = since(run.started_at, run.finished_at) / 1_000
        sentence += " · " + _("measured in {seconds:.1f} s").format(seconds=took)
    return sentence


def decision_sentence(decision: Decision, snapshot: Snapshot) -> str:
    """Return what the decision rests on; what waits for one cause is that cause."""
    if decision.go is Go.NO_GO:
        return _in_the_way(decision, snapshot)
    if decision.go is Go.WAIVED:
        names = ", ".join(f"“{check_title(check)}”" for check in decision.waived)
        return _("Rig: ready, with {checks} waived").format(checks=names)
    return _("Rig: nothing stands in the way")


def _in_the_way(decision: Decision, snapshot: Snapshot) -> str:
    causes, left = [], list(decision.blocking)
    for one in waiting(snapshot.checks, results_of(snapshot)):
        if any(check in one.checks for check in left):
            causes.append(outage_words(one, snapshot))
            left = [check for check in left if check not in one.checks]
    names = causes + [f"“{check_title(check)}”" for check in left]
    first = names[0] if names else ""
    more = len(names) - 1
    if more <= 0:
        return _("Rig: {check} stands in the way").format(check=first)
    return n_(
        "Rig: {check} and {count} other stand in the way", "Rig: {check} and {count} others stand in the way", more
    ).format(check=first, count=more)
