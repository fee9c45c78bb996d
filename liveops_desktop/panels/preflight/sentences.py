"""The decision in words: what it rests on, and the counts below it."""

from collections import Counter
from collections.abc import Sequence

from liveops_desktop.core.clock import since
from liveops_desktop.core.preflight import Decision, Go, Mode, Phase, Verdict
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.waiting import waiting
from liveops_desktop.panels.preflight.entries import Row, Section
from liveops_desktop.panels.preflight.listing import counted, progress_of, results_of
from liveops_desktop.panels.preflight.waiting import outage_words
from liveops_desktop.words import _, check_title, n_, phase_word


def counts_sentence(rows: Sequence[Row]) -> str:
    """Return the counts below the decision: those of the list's headings, in their words; *rows*: of all groups."""
    count = Counter(row.section for row in rows)
    parts = [counted(section, count[section]) for section in Section if count[section]]
    return " · ".join(parts)


def took_sentence(snapshot: Snapshot) -> str:
    """Return how long the run took; empty before the first and while one is in progress."""
    run = snapshot.show.preflight.run if snapshot.show is not None else None
    if run is None or snapshot.station.checking:
        return ""
    return _("measured in {seconds:.1f} s").format(seconds=since(run.started_at, run.finished_at) / 1_000)


def progress_sentence(snapshot: Snapshot, phase: Phase) -> str:
    """Return how far the run in progress is."""
    done, total = progress_of(snapshot, phase)
    return n_("{done} of {total} check has answered", "{done} of {total} checks have answered", total).format(
        done=done, total=total
    )


def decision_sentence(decision: Decision, snapshot: Snapshot) -> str:
    """Return what the decision rests on, and of which phase it is; what waits for one cause is that cause."""
    run = snapshot.show.preflight.run if snapshot.show is not None else None
    phase = phase_word(Phase.RIG if run is None else run.phase)
    if decision.go is Go.NO_GO:
        said = " · ".join(part for part in _in_the_way(decision, snapshot) if part)
        return _("{phase}: {what}").format(phase=phase, what=said)
    if decision.go is Go.WAIVED:
        names = ", ".join(f"“{check_title(check)}”" for check in decision.waived)
        return _("{phase}: ready, with {checks} waived").format(phase=phase, checks=names)
    return _("{phase}: nothing stands in the way").format(phase=phase)


def _in_the_way(decision: Decision, snapshot: Snapshot) -> tuple[str, str]:
    """Return what is to fix, and how much is only not done yet: the two are parts of the list of their own."""
    results = results_of(snapshot)
    undone = {info.id for info in snapshot.checks if info.mode is Mode.MANUAL and info.id not in results}
    undone |= {check for check, result in results.items() if result.verdict is Verdict.MANUAL}
    causes, left = [], [check for check in decision.blocking if check not in undone]
    to_do = len(decision.blocking) - len(left)
    for one in waiting(snapshot.checks, results):
        if any(check in one.checks for check in left):
            causes.append(outage_words(one, snapshot))
            left = [check for check in left if check not in one.checks]
    by_hand = n_("{count} killer is to be done by hand", "{count} killers are to be done by hand", to_do)
    return _named(causes + [f"“{check_title(check)}”" for check in left]), by_hand.format(count=to_do) if to_do else ""


def _named(names: Sequence[str]) -> str:
    if not names:
        return ""
    more = len(names) - 1
    if not more:
        return _("{check} stands in the way").format(check=names[0])
    return n_("{check} and {count} other stand in the way", "{check} and {count} others stand in the way", more).format(
        check=names[0], count=more
    )


def not_yet(snapshot: Snapshot | None) -> str:
    """Return why nothing can be answered or signed; empty when a run has ended."""
    show = snapshot.show if snapshot is not None else None
    if snapshot is None or show is None:
        return _("No show is open.")
    if snapshot.station.checking:
        return _("It still measures.")
    return "" if show.preflight.run is not None else _("Nothing measured yet.") + " " + _("Press F5 to measure.")
