"""What is odd about a run-of-show, beside the list: named by cue, never in the way of an edit."""

from collections.abc import Collection, Mapping, Sequence

from liveops_desktop.core.clock import ZERO, Span
from liveops_desktop.core.cue import Cue, CueId, CueKind
from liveops_desktop.core.letters import width
from liveops_desktop.core.timing import Finding, FindingKind, Plan

BUFFER_SHARE = 0.05
"""Of the show's length: time in hand that a plan should hold (crew practice, run-of-show rules)."""


def find(
    cues: Sequence[Cue],
    plan: Plan,
    places: Mapping[CueId, int],
    scenes: Collection[str] | None = None,
    most_letters: int | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of *plan* and those of its *cues*, in the order of the list, those of the whole show first.

    *places*: where each cue stands in the list. *scenes*: what OBS has; None: not known, so no scene is called
    missing. *most_letters*: what the host reads in one point at the set distance; None: not known.
    """
    odd = list(plan.findings)
    if scenes is not None or most_letters is not None:
        for cue in [cue for cue in cues if (cue.scene or cue.points) and not cue.skipped]:
            if scenes is not None and cue.scene and cue.scene not in scenes:
                odd.append(Finding(FindingKind.SCENE_MISSING, cue.id))
            if most_letters is not None and any(width(point) > most_letters for point in cue.points):
                odd.append(Finding(FindingKind.POINT_TOO_LONG, cue.id))
    if (buffer := _buffer(cues, plan)) is not None:
        odd.append(Finding(FindingKind.BUFFER_SMALL, None, buffer))
    return tuple(sorted(odd, key=lambda one: -1 if one.cue is None else places[one.cue]))


def _buffer(cues: Sequence[Cue], plan: Plan) -> Span | None:
    """Return the time in hand where it is too little: buffer cues, and gaps before hard starts."""
    length = plan.end - plan.start
    if length <= ZERO:
        return None
    held: int = sum([cue.planned for cue in cues if cue.kind is CueKind.BUFFER and not cue.skipped])
    held += sum(gap for gap in plan.gaps.values() if gap > ZERO)
    if plan.hard_out is not None:
        held += max(0, plan.hard_out - plan.end)
    return Span(held) if held < BUFFER_SHARE * length else None
