"""What is odd about a plan, in words: beside the editor, and on the row in the run-of-show."""

from liveops_desktop.core.timetext import duration
from liveops_desktop.core.timing import Finding, FindingKind
from liveops_desktop.words.translation import _


def finding_words(finding: Finding) -> str:
    """Return what a finding says, with its figure where it has one."""
    span = "" if finding.span is None else duration(finding.span)
    match finding.kind:
        case FindingKind.OVER_BOOKED:
            return _("over-booked by {span}").format(span=span)
        case FindingKind.PAST_HARD_OUT:
            return _("past the hard out by {span}").format(span=span)
        case FindingKind.WRONG_DAY:
            return _("wrong day?")
        case FindingKind.ENDS_BEFORE_IT_STARTS:
            return _("ends before it starts")
        case FindingKind.NO_OWNER:
            return _("no owner")
        case FindingKind.SCENE_MISSING:
            return _("OBS has no such scene")
        case FindingKind.NO_SUCH_TIME:
            return _("no such time that day")
        case FindingKind.POINT_TOO_LONG:
            return _("a point is too long to read")
        case FindingKind.BUFFER_SMALL:
            return _("{span} in hand, usual: 5 %").format(span=span or "0:00")
