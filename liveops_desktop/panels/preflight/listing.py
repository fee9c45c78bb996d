"""What the preflight panel lists, in its order, and what its filter says of each group: derived from a snapshot."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from liveops_desktop.core.content import Gate
from liveops_desktop.core.drift import KINDS
from liveops_desktop.core.go import answer
from liveops_desktop.core.preflight import CheckInfo, Group, Mode, Phase, Result, Verdict, Why
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
from liveops_desktop.words import _


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
        Section.UNPLANNED: _("Not in the plan"),
        Section.PASSED: _("Passed"),
    }[section]


def counted(section: Section, count: int) -> str:
    """Return how many rows a part of the list has, in the words of its heading."""
    match section:
        case Section.FIX:
            return _("{count} to fix").format(count=count)
        case Section.LOOK:
            return _("{count} to look at").format(count=count)
        case Section.NOT_MEASURED:
            return _("{count} not measured").format(count=count)
        case Section.WAITING:
            return _("{count} not measured because of that").format(count=count)
        case Section.BY_HAND:
            return _("{count} by hand").format(count=count)
        case Section.WHEN_ASKED:
            return _("{count} when asked").format(count=count)
        case Section.UNPLANNED:
            return _("{count} not in the plan").format(count=count)
        case Section.PASSED:
            return _("{count} passed").format(count=count)


def results_of(snapshot: Snapshot) -> Mapping[str, Result]:
    """Return the results that stand: of the run in progress, else of the latest one; checks asked for add to that."""
    known = snapshot.show.preflight.results if snapshot.show is not None else ()
    latest = {result.check: result for result in known}
    if not snapshot.station.checking:
        return latest
    fresh = snapshot.station.results
    return {**latest, **fresh} if asked_for(snapshot) else fresh


def asked_for(snapshot: Snapshot) -> frozenset[str]:
    """Return the active checks that run now, or have just answered; none while all the others run by themselves."""
    if not snapshot.station.checking:
        return frozenset()
    active = {info.id for info in snapshot.checks if info.mode is Mode.ACTIVE}
    return frozenset(active & (snapshot.station.results.keys() | snapshot.station.progress.keys()))


def progress_of(snapshot: Snapshot, phase: Phase) -> tuple[int, int]:
    """Return how many checks of the run in progress have answered, and how many it has."""
    running = asked_for(snapshot) or {
        info.id for info in snapshot.checks if info.mode is Mode.PASSIVE and phase in info.phases
    }
    return len(running & snapshot.station.results.keys()), len(running)


def rows_of(snapshot: Snapshot, group: Group | None = None, phase: Phase = Phase.RIG) -> tuple[Row, ...]:
    """Return the rows of *group* (None: all) that belong to *phase*, in the order of the list."""
    show = snapshot.show
    if show is None or show.header is None:
        return ()
    infos = [info for info in snapshot.checks if phase in info.phases and group in (None, info.group)]
    results = _without_drift(results_of(snapshot), snapshot)
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


def _without_drift(results: Mapping[str, Result], snapshot: Snapshot) -> Mapping[str, Result]:
    """Leave out what each difference tells by itself; where none is left to accept, all is as it was."""
    if not snapshot.station.drift_seen:
        return results
    told = {one.what for one in snapshot.station.drift}
    differing = {check for check in KINDS if check in results and results[check].why is Why.DIFFERS}
    settled = {
        check: structs.replace(results[check], verdict=Verdict.PASS, value="0", why=Why.MEASURED, detail="")
        for check in differing
        if not KINDS[check] & told
    }
    return {check: result for check, result in results.items() if check not in differing} | settled


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


def tallies_of(snapshot: Snapshot, rows: Sequence[Row], phase: Phase = Phase.RIG) -> Mapping[Group, Tally]:
    """Return what the filter says of each group that has checks in *phase*; *rows*: of all groups."""
    by_group: dict[Group, Counter[Section]] = {group: Counter() for group in Group}
    for row in rows:
        if row.group is not None:
            by_group[row.group][row.section] += 1
    totals = Counter(info.group for info in snapshot.checks if phase in info.phases)
    return {group: _tally(by_group[group], totals[group]) for group in Group if totals[group]}


def gates_of(snapshot: Snapshot) -> tuple[tuple[Gate, int, int], ...]:
    """Return each gate with how many of its killer items are ticked, and how many there are."""
    ticks = snapshot.show.ticks if snapshot.show is not None else {}
    gates = []
    for gate in Gate:
        killers = [item for item in snapshot.content.items if item.gate is gate and item.killer]
        if killers:
            gates.append((gate, sum(item.id in ticks for item in killers), len(killers)))
    return tuple(gates)


STATES = {Section.FIX: State.BAD, Section.LOOK: State.WARN, Section.PASSED: State.GOOD}
"""Of a group by the worst of its rows; what else there is, is not known."""


_AT_EASE = (Section.WHEN_ASKED, Section.UNPLANNED, Section.PASSED)
"""What nobody has to do anything about: beside what passed, it is told by of how many that is."""


def _tally(count: Counter[Section], total: int) -> Tally:
    worst = next((section for section in Section if count[section]), None)
    if worst is None:
        return Tally(State.UNKNOWN, "", 0, total)
    good, bad = count[Section.PASSED], ""
    if worst is Section.WAITING:  # beside a group nothing stands that it could mean
        bad = counted(Section.NOT_MEASURED, count[worst])
    elif worst not in _AT_EASE or not good:
        bad = counted(worst, count[worst])
    some = worst is Section.PASSED and good < total  # not all has answered: what is not measured is never green
    return Tally(State.UNKNOWN if some else STATES.get(worst, State.UNKNOWN), bad, good, total)
