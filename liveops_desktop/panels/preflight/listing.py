"""What the preflight panel lists, as plain data: derived from a snapshot."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from liveops_desktop.core.clock import MINUTE, Instant, Span, since
from liveops_desktop.core.content import Gate
from liveops_desktop.core.cue import Header
from liveops_desktop.core.drift import Difference
from liveops_desktop.core.preflight import CheckInfo, Decision, Go, Group, Mode, Phase, Result, Verdict, Waiver, Why
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import duration, wall_time
from liveops_desktop.widgets.look import State
from liveops_desktop.words import _, check_remedy, check_rule, check_title, n_, role_word, why_sentence
from liveops_desktop.words.checks.drift import drift_sentence

FEED = "by-hand.feed"
"""Not a check: the row in which a person confirms the public feed."""


class Section(Enum):
    """The list's parts, in their order."""

    FIX = "fix"
    LOOK = "look"
    NOT_MEASURED = "not-measured"
    BY_HAND = "by-hand"
    WHEN_ASKED = "when-asked"
    PASSED = "passed"


class Offer(Enum):
    """What a person can do about a row, beside it."""

    NONE = "none"
    WAIVE = "waive"
    FEED = "feed"
    HAND = "hand"  # confirm a check by hand
    RUN = "run"  # run an active check
    ACCEPT = "accept"  # a difference is meant so


@dataclass(frozen=True)
class Row:
    """One check, as it is listed."""

    check: str
    section: Section
    state: State
    title: str
    remedy: str
    facts: str
    """Value, threshold, machine, when: one dim line."""
    waiver: str = ""
    """Who waived it and why."""
    waivable: bool = False
    offer: Offer = Offer.NONE
    call: bool = False
    """By hand: the value that was said back is written down."""
    two: bool = False
    """By hand: a second person confirms."""
    share: float | None = None
    """Of an active check that runs: how far it is, 0…1."""
    samples: tuple[float, ...] = ()
    """Its figures, one a second, for the plot."""


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
    results = results_of(snapshot)
    waivers = {waiver.check: waiver for waiver in show.preflight.waivers}
    blocking = frozenset(snapshot.decision.blocking) if snapshot.decision is not None else frozenset()
    zone = show.header.zone
    rows = [
        _row(info, results[info.id], waivers.get(info.id), snapshot, zone, blocking=info.id in blocking)
        for info in snapshot.checks
        if info.id in results and group in (None, info.group)
    ]
    rows += [
        _undone_row(info, snapshot)
        for info in snapshot.checks
        if info.id not in results and info.mode is not Mode.PASSIVE and group in (None, info.group)
        if results or group is not None
    ]
    if group in (None, Group.DRIFT):
        rows += [_drift_row(one) for one in snapshot.station.drift]
    by_hand = any(info.id == "hand.feed" for info in snapshot.checks)
    if group is None and results and not by_hand:
        rows.append(_feed_row(show, show.header, snapshot))
    here = {info.id for info in snapshot.checks if phase not in info.phases}
    rows = [row for row in rows if row.check not in here]
    order = list(Section)
    return tuple(sorted(rows, key=lambda row: order.index(row.section)))


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


def decision_sentence(decision: Decision) -> str:
    """Return what the decision rests on."""
    if decision.go is Go.NO_GO:
        first = check_title(decision.blocking[0]) if decision.blocking else ""
        more = len(decision.blocking) - 1
        if more <= 0:
            return _("Rig: “{check}” stands in the way").format(check=first)
        return n_(
            "Rig: “{check}” and {count} other stand in the way",
            "Rig: “{check}” and {count} others stand in the way",
            more,
        ).format(check=first, count=more)
    if decision.go is Go.WAIVED:
        names = ", ".join(f"“{check_title(check)}”" for check in decision.waived)
        return _("Rig: ready, with {checks} waived").format(checks=names)
    return _("Rig: nothing stands in the way")


def _row(
    info: CheckInfo, result: Result, waiver: Waiver | None, snapshot: Snapshot, zone: str, *, blocking: bool
) -> Row:
    waived = waiver is not None
    section, state = _place(result, blocking=blocking, waived=waived)
    bad = result.verdict is Verdict.FAIL or blocking
    said = "" if waiver is None else _("waived by {who}: {reason}").format(who=waiver.who, reason=waiver.reason)
    why = why_sentence(result.why, result.detail, _left(result, snapshot.now))
    remedy = check_remedy(info.id) if section in (Section.FIX, Section.LOOK) else ""
    title = check_title(info.id)
    if why and section is not Section.PASSED:
        title = f"{title} · {why.rstrip('.')}"
    offer = Offer.WAIVE if bad and not waived else Offer.NONE
    if info.mode is Mode.MANUAL:
        offer = Offer.HAND
    elif info.mode is Mode.ACTIVE and not bad:
        offer = Offer.RUN
    progress = snapshot.station.progress.get(info.id)
    return Row(
        offer=offer,
        call=info.call,
        two=info.two_people,
        share=None if progress is None else progress.share,
        samples=() if progress is None else progress.samples,
        check=info.id,
        section=section,
        state=state,
        title=title,
        remedy=remedy,
        facts=_facts(info, result, snapshot, zone),
        waiver=said,
        waivable=bad and not waived,
    )


def _undone_row(info: CheckInfo, snapshot: Snapshot) -> Row:
    """Return the row of a check that nobody has run or confirmed yet."""
    by_hand = info.mode is Mode.MANUAL
    progress = snapshot.station.progress.get(info.id)
    parts = [info.threshold, _("killer") if info.killer else "", _("two people") if info.two_people else ""]
    if info.owner in set(Role):
        parts.append(role_word(Role(info.owner)))
    return Row(
        info.id,
        Section.BY_HAND if by_hand else Section.WHEN_ASKED,
        State.UNKNOWN,
        check_title(info.id),
        check_rule(info.id),
        " · ".join(part for part in parts if part),
        offer=Offer.HAND if by_hand else Offer.RUN,
        call=info.call,
        two=info.two_people,
        share=None if progress is None else progress.share,
        samples=() if progress is None else progress.samples,
    )


def _drift_row(one: Difference) -> Row:
    return Row(one.key, Section.LOOK, State.WARN, drift_sentence(one), "", _("changed"), offer=Offer.ACCEPT)


def _place(result: Result, *, blocking: bool, waived: bool) -> tuple[Section, State]:
    match result.verdict:
        case Verdict.FAIL:
            return (Section.LOOK, State.WARN) if waived else (Section.FIX, State.BAD)
        case Verdict.WARN:
            return Section.LOOK, State.WARN
        case Verdict.MANUAL:
            return Section.BY_HAND, State.UNKNOWN
        case Verdict.PASS:
            return (Section.FIX, State.BAD) if blocking else (Section.PASSED, State.GOOD)
        case Verdict.INCONCLUSIVE | Verdict.SKIPPED:
            measuring = result.why is Why.MEASURING
            return (Section.FIX, State.BAD) if blocking and not measuring else (Section.NOT_MEASURED, State.UNKNOWN)


def _left(result: Result, now: Instant) -> Span | None:
    """Return how long a window still fills: the check said it once, the clock goes on."""
    if result.ready_in is None:
        return None
    return Span(max(0, result.ready_in - since(result.at, now)))


def _facts(info: CheckInfo, result: Result, snapshot: Snapshot, zone: str) -> str:
    value = f"{result.value} {result.unit}".strip()
    threshold = result.threshold or info.threshold
    parts = []
    if value:
        parts.append(value + (_(", must be {threshold}").format(threshold=threshold) if threshold else ""))
    elif result.verdict is not Verdict.PASS:
        parts.append(check_rule(info.id).rstrip("."))
    if info.killer:
        parts.append(_("killer"))
    if result.machine:
        parts.append(result.machine)
    parts.append(_when(result.at, snapshot, zone))
    return " · ".join(part for part in parts if part)


def _when(at: Instant, snapshot: Snapshot, zone: str) -> str:
    clock = wall_time(at, zone, snapshot.wall_shift)
    age = since(at, snapshot.now)
    if age < MINUTE:
        return clock
    minutes = age // MINUTE
    if minutes < 60:
        return _("{clock}, {minutes} min old").format(clock=clock, minutes=minutes)
    return _("{clock}, {hours} h old").format(clock=clock, hours=minutes // 60)


def _feed_row(show: Show, header: Header, snapshot: Snapshot) -> Row:
    at = show.feed_confirmed_at
    title = _("Public feed seen off this network, latency in seconds")
    if at is None:
        facts = _("phone on mobile data, once the stream runs")
        ask = _("Answer with the value, never “OK”")
        return Row(FEED, Section.BY_HAND, State.UNKNOWN, title, ask, facts, offer=Offer.FEED)
    delay = header.viewer_delay
    facts = _when(at, snapshot, header.zone)
    if delay is not None:
        facts = _("{span} behind · {when}").format(span=duration(delay), when=facts)
    return Row(FEED, Section.PASSED, State.GOOD, title, "", facts)


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
