"""The rows of the preflight list as plain data: what a check found, what to do, and who can do it."""

from dataclasses import dataclass
from enum import Enum

from liveops_desktop.core.clock import MINUTE, Instant, Span, since
from liveops_desktop.core.drift import Difference
from liveops_desktop.core.preflight import CheckInfo, Group, Mode, Result, Verdict, Waiver, Why
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import wall_time
from liveops_desktop.widgets.look import State
from liveops_desktop.words import _, check_remedy, check_rule, check_title, role_word, waiver_words, why_sentence
from liveops_desktop.words.checks.drift import drift_sentence

_TOO_LATE = frozenset({Why.TIMED_OUT, Why.HELD_UP})


class Section(Enum):
    """The list's parts, in their order."""

    FIX = "fix"
    LOOK = "look"
    NOT_MEASURED = "not-measured"
    WAITING = "waiting"  # not measured because of a cause that stands above
    BY_HAND = "by-hand"
    WHEN_ASKED = "when-asked"
    UNPLANNED = "unplanned"  # the plan says nothing about it
    PASSED = "passed"


class Offer(Enum):
    """What a person can do about a row, beside it."""

    NONE = "none"
    WAIVE = "waive"
    HAND = "hand"  # confirm a check by hand
    RUN = "run"  # run an active check
    ACCEPT = "accept"  # a difference is meant so
    CONNECT = "connect"  # say which OBS, and its password
    AGAIN = "again"  # the cause is gone: measure again


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
    owner: str = ""
    """Who does what is to do; empty where nothing is."""
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
    again: bool = False
    """An active check that was answered badly: it may be run again, as F5 does not."""
    group: Group | None = None
    """None: a cause, of which checks of several groups wait."""


def owner_word(owner: str = "") -> str:
    """Return the role that does what a check asks for: technical support where *owner* names none."""
    return role_word(Role(owner) if owner in set(Role) else Role.TECHNICAL)


def found_row(
    info: CheckInfo, result: Result, waiver: Waiver | None, snapshot: Snapshot, zone: str, *, blocking: bool
) -> Row:
    """Return the row of what was found, or answered by hand; *blocking*: it stands in the way of a GO."""
    waived = waiver is not None
    section, state = _place(result, blocking=blocking, waived=waived)
    bad = result.verdict is Verdict.FAIL or blocking
    said = "" if waiver is None else waiver_words(waiver)
    why = why_sentence(result.why, result.detail, _left(result, snapshot.now))
    to_do = section not in (Section.UNPLANNED, Section.PASSED) and result.why is not Why.MEASURING
    title = check_title(info.id)
    if why and section is not Section.PASSED:
        title = f"{title} · {why.rstrip('.。')}"
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
        remedy=_remedy(info.id, result.why, section),
        facts=_facts(info, result, snapshot, zone),
        owner=owner_word(info.owner) if to_do else "",
        waiver=said,
        waivable=bad and not waived,
        again=info.mode is Mode.ACTIVE and bad,
        group=info.group,
    )


def answered_row(info: CheckInfo, by: Result, snapshot: Snapshot, zone: str) -> Row:
    """Return the row of a check by hand that a measurement has answered; a person may still say it."""
    title = _("{check} · {by} confirms it").format(check=check_title(info.id), by=f"“{check_title(by.check)}”")
    said = " · ".join(part for part in (f"{by.value} {by.unit}".strip(), when_said(by.at, snapshot, zone)) if part)
    return Row(
        info.id,
        Section.PASSED,
        State.GOOD,
        title,
        "",
        said,
        offer=Offer.HAND,
        call=info.call,
        two=info.two_people,
        group=info.group,
    )


def _remedy(check: str, why: Why, section: Section) -> str:
    """Return what to do: what came too late says nothing of the rig, so nothing of the rig is to be mended."""
    if why in _TOO_LATE:
        return _("Measure again: if it stays so, something keeps this PC or OBS too busy. See Machine.")
    return check_remedy(check) if section in (Section.FIX, Section.LOOK) else ""


def undone_row(info: CheckInfo, snapshot: Snapshot) -> Row:
    """Return the row of a check that nobody has run or confirmed yet."""
    by_hand = info.mode is Mode.MANUAL
    progress = snapshot.station.progress.get(info.id)
    parts = [info.threshold, _("killer") if info.killer else "", _("two people") if info.two_people else ""]
    return Row(
        info.id,
        Section.BY_HAND if by_hand else Section.WHEN_ASKED,
        State.UNKNOWN,
        check_title(info.id),
        check_rule(info.id),
        " · ".join(part for part in parts if part),
        owner_word(info.owner) if by_hand else "",
        offer=Offer.HAND if by_hand else Offer.RUN,
        call=info.call,
        two=info.two_people,
        share=None if progress is None else progress.share,
        samples=() if progress is None else progress.samples,
        group=info.group,
    )


def drift_row(one: Difference) -> Row:
    """Return the row of one difference to the last good set-up."""
    return Row(
        one.key,
        Section.LOOK,
        State.WARN,
        drift_sentence(one),
        _("Accept it, or put it right in OBS."),
        "",
        owner_word(),
        offer=Offer.ACCEPT,
        group=Group.DRIFT,
    )


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
            if blocking and result.why is not Why.MEASURING:
                return Section.FIX, State.BAD
            unplanned = result.why is Why.NOTHING_PLANNED
            return Section.UNPLANNED if unplanned else Section.NOT_MEASURED, State.UNKNOWN


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
        parts.append(check_rule(info.id).rstrip(".。"))
    if result.left:
        parts.append(_("its recording could not be removed: {file}").format(file=result.left))
    if info.killer:
        parts.append(_("killer"))
    if result.machine:
        parts.append(result.machine)
    parts.append(when_said(result.at, snapshot, zone))
    return " · ".join(part for part in parts if part)


def when_said(at: Instant, snapshot: Snapshot, zone: str) -> str:
    """Return when it was measured, as the show's clock tells it, and how long ago."""
    clock = wall_time(at, zone, snapshot.wall_shift)
    age = since(at, snapshot.now)
    if age < MINUTE:
        return clock
    minutes = age // MINUTE
    if minutes < 60:
        return _("{clock}, {minutes} min old").format(clock=clock, minutes=minutes)
    return _("{clock}, {hours} h old").format(clock=clock, hours=minutes // 60)
