"""What the preflight panel lists, in its order, and what its filter says of each group: derived from a snapshot."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from liveops_desktop.core.content import Gate
from liveops_desktop.core.go import answer
from liveops_desktop.core.preflight import CheckInfo, Group, Mode, Phase, Result, Verdict
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.waiting import waiting
from liveops_desktop.panels.preflight.entries import (
    Row,
    Section,
    answered_row,
    drift_row,
    found_row,
    undone_row,
)
from liveops_desktop.panels.preflight.waiting import waiting_row
from liveops_desktop.widgets.look import State
from liveops_desktop.words import _, n_


@dataclass(frozen=True)
class Tally:
    """One group in the filter."""

    state: State
    bad: str
    """What is wrong, in words; empty when all is well."""
    good: int
    total: int


def section_title(section: Section) -> str:
    """Return the heading of a part of the list."""
    return {
        Section.FIX: _("To fix"),
        Section.LOOK: _("To look at"),
        Section.NOT_MEASURED: _("Not measured"),
        Section.WAITING: _("Not measured because of that"),
        Section.BY_HAND: _("By hand"),
        Section.WHEN_ASKED: _("Only when asked for"),
        Section.PASSED: _("Passed"),
    }[section]


def results_of(snapshot: Snapshot) -> Mapping[str, Result]:
    """Return the results that stand: of the run in progress, else of the latest one."""
    if snapshot.station.checking:
        return snapshot.station.results
    known = snapshot.show.preflight.results if snapshot.show is not None else ()
    return {result.check: result for result in known}


def rows_of(snapshot: Snapshot, group: Group | None = None, phase: Phase = Phase.RIG) -> tuple[Row, ...]:
    """Return the rows of *group* (None: all) that belong to *phase*, in the order of the list."""
    show = snapshot.show
    if show is None or show.header is None:
        return ()
    infos = [info for info in snapshot.checks if phase in info.phases and group in (None, info.group)]
    results = results_of(snapshot)
    rows = [
        *_found(infos, results, show, show.header.zone, snapshot),
        *(
            undone_row(info, snapshot)
            for info in infos
            if answer(info, results, snapshot.now) is None and info.mode is not Mode.PASSIVE
            if results or group is not None
        ),
    ]
    rows = _by_cause(rows, infos, results, show.header.zone, snapshot)
    if group in (None, Group.DRIFT):
        rows += [drift_row(one) for one in snapshot.station.drift]
    order = list(Section)
    return tuple(sorted(rows, key=lambda row: order.index(row.section)))


def _found(
    infos: list[CheckInfo], results: Mapping[str, Result], show: Show, zone: str, snapshot: Snapshot
) -> Iterator[Row]:
    """Give the rows of what was found, or answered."""
    waivers = {waiver.check: waiver for waiver in show.preflight.waivers}
    blocking = frozenset(snapshot.decision.blocking) if snapshot.decision is not None else frozenset()
    for info in infos:
        result = answer(info, results, snapshot.now)
        if result is not None and result.check != info.id:
            yield answered_row(info, result, snapshot, zone)
        elif result is not None:
            yield found_row(info, result, waivers.get(info.id), snapshot, zone, blocking=info.id in blocking)


def _by_cause(
    rows: list[Row], infos: list[CheckInfo], results: Mapping[str, Result], zone: str, snapshot: Snapshot
) -> list[Row]:
    """Put each cause first, and all that waits for it under a heading of its own."""
    for one in waiting(infos, results):
        behind = [row for row in rows if row.check in one.checks]
        rows = [replace(row, section=Section.WAITING) if row.check in one.checks else row for row in rows]
        rows.insert(0, waiting_row(one, behind, infos, results, snapshot, zone))
    return rows


def tallies_of(snapshot: Snapshot) -> Mapping[Group, Tally]:
    """Return what the filter says of each group that has checks."""
    results = results_of(snapshot)
    tallies = {}
    for group in Group:
        infos = [info for info in snapshot.checks if info.group is group]
        if infos:
            tallies[group] = _tally([results.get(info.id) for info in infos])
    return tallies


def gates_of(snapshot: Snapshot) -> tuple[tuple[Gate, int, int], ...]:
    """Return each gate with how many of its killer items are ticked, and how many there are."""
    ticks = snapshot.show.ticks if snapshot.show is not None else {}
    gates = []
    for gate in Gate:
        killers = [item for item in snapshot.content.items if item.gate is gate and item.killer]
        if killers:
            gates.append((gate, sum(item.id in ticks for item in killers), len(killers)))
    return tuple(gates)


def _tally(results: list[Result | None]) -> Tally:
    count = Counter(result.verdict for result in results if result is not None)
    done = sum(count.values())
    if not done:
        return Tally(State.UNKNOWN, "", 0, len(results))
    unknown = len(results) - count[Verdict.PASS] - count[Verdict.WARN] - count[Verdict.FAIL] - count[Verdict.MANUAL]
    if count[Verdict.FAIL]:
        state, bad = (
            State.BAD,
            n_("{count} fail", "{count} fail", count[Verdict.FAIL]).format(count=count[Verdict.FAIL]),
        )
    elif count[Verdict.WARN]:
        state, bad = State.WARN, _("{count} warn").format(count=count[Verdict.WARN])
    elif unknown:
        state, bad = State.UNKNOWN, _("{count} not measured").format(count=unknown)
    elif count[Verdict.MANUAL]:
        state, bad = State.UNKNOWN, _("{count} to do").format(count=count[Verdict.MANUAL])
    else:
        state, bad = State.GOOD, ""
    return Tally(state, bad, count[Verdict.PASS], len(results))
