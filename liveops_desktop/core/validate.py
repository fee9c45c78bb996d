"""What a cue and a header must be (RUN-OF-SHOW §4 *Validation*): refused in the field where it was typed."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from liveops_desktop.core.clock import DAY, MINUTE, ZERO, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show
from liveops_desktop.core.timing import FindingKind
from liveops_desktop.core.zone import instant_of

MOST_POINTS = 3
"""What a host reads at a glance."""
_MOST_DAYS = 366
_FIELD_OF = {
    Reason.UNKNOWN_ZONE: "zone",
    Reason.NOT_A_DATE: "date",
    Reason.TIME_DOES_NOT_EXIST: "start",
}


def validate_cue(cue: Cue) -> None:
    """Check a cue by itself; ``validate_times`` looks at the days its times mean.

    Raises:
        Refused: with the field: ``EMPTY`` (id), ``NEGATIVE``, ``TOO_LONG`` (over 24 h), ``LEAST_OVER_PLANNED``,
            ``MOST_UNDER_PLANNED``, ``WARN_TOO_LONG``, ``DANGER_OVER_WARN``, ``NOT_A_TIME``, ``TOO_MANY_POINTS``.
    """
    if not cue.id:
        raise Refused(Reason.EMPTY, field="id")
    for field in ("planned", "least", "most", "warn", "danger"):
        _length(getattr(cue, field), field)
    if cue.least is not None and cue.least > cue.planned:
        raise Refused(Reason.LEAST_OVER_PLANNED, field="least", span=cue.planned)
    if cue.most is not None and cue.most < cue.planned:
        raise Refused(Reason.MOST_UNDER_PLANNED, field="most", span=cue.planned)
    _warnings(cue)
    _time(cue.hard, "hard")
    _time(cue.until, "until")
    if len(cue.points) > MOST_POINTS:
        raise Refused(Reason.TOO_MANY_POINTS, field="points")


def validate_header(header: Header, cues: Sequence[Cue] = ()) -> None:
    """Check a header, and that the days which *cues* name can be counted from its date.

    Raises:
        Refused: with the field: ``EMPTY`` (title), ``NOT_A_TIME``, ``TIME_DOES_NOT_EXIST``, ``UNKNOWN_ZONE``,
            ``NOT_A_DATE``, ``NEGATIVE`` or ``TOO_LONG`` (viewer delay).
    """
    if not header.title.strip():
        raise Refused(Reason.EMPTY, field="title")
    _length(header.viewer_delay, "viewer_delay")
    _time(header.start, "start")
    _time(header.hard_out, "hard_out")
    try:
        instant_of(header.date, header.start, header.zone)
        findings = lay_out(header, cues).findings
    except Refused as refused:
        raise Refused(refused.reason, field=_FIELD_OF[refused.reason], detail=refused.detail) from refused
    if any(finding.kind is FindingKind.NO_SUCH_TIME and finding.cue is None for finding in findings):
        raise Refused(Reason.TIME_DOES_NOT_EXIST, field="hard_out")


def validate_times(show: Show, new: Sequence[Cue]) -> None:
    """Check that the times of the *new* cues, already among the show's, exist on the days they mean.

    Raises:
        Refused: ``TIME_DOES_NOT_EXIST`` in ``hard`` or ``until``, with the row where there are several; what
            ``lay_out`` refuses.
    """
    ids = {cue.id for cue in new}
    wrong = _skipped_by_the_clock(show, show.cues, ids)
    for row, cue in enumerate(new, start=1):
        if cue.id in wrong:
            without = [replace(other, until=None) if other.id == cue.id else other for other in show.cues]
            field = "hard" if cue.id in _skipped_by_the_clock(show, without, ids) else "until"
            raise Refused(Reason.TIME_DOES_NOT_EXIST, field=field, row=row if len(new) > 1 else None)


def _skipped_by_the_clock(show: Show, cues: Sequence[Cue], new: Collection[CueId]) -> set[CueId | None]:
    """Return the cues with a time that the spring change leaves out; the *new* ones are laid out afresh."""
    if show.header is None:
        return set()
    fixed = {cue: times for cue, times in show.air.fixed.items() if cue not in new}
    findings = lay_out(show.header, cues, fixed).findings
    return {finding.cue for finding in findings if finding.kind is FindingKind.NO_SUCH_TIME}


def _warnings(cue: Cue) -> None:
    """Check the warnings that were entered; the defaults always fit. An until-cue has no length to compare with."""
    if cue.warn is not None and cue.until is None and cue.warn > cue.planned:
        raise Refused(Reason.WARN_TOO_LONG, field="warn", span=cue.planned)
    default = MINUTE if cue.until is not None else min(MINUTE, Span(cue.planned // 2))
    warn = default if cue.warn is None else cue.warn
    if cue.danger is not None and cue.danger > warn:
        raise Refused(Reason.DANGER_OVER_WARN, field="danger", span=warn)


def _length(span: Span | None, field: str) -> None:
    if span is None:
        return
    if span < ZERO:
        raise Refused(Reason.NEGATIVE, field=field)
    if span > DAY:
        raise Refused(Reason.TOO_LONG, field=field)


def _time(time: TimeOfDay | None, field: str) -> None:
    if time is None:
        return
    if not 0 <= time.since_midnight < DAY or (time.day is not None and not 0 <= time.day <= _MOST_DAYS):
        raise Refused(Reason.NOT_A_TIME, field=field)
