"""What a check finds, and the words to say it: pass, fail, not measured, skipped; and what many judge by."""

from collections.abc import Sequence

from msgspec import Struct

from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Link, Obs, ObsState


class Judgement(Struct, frozen=True):
    """What a check found; the fields are those of ``Result``."""

    verdict: Verdict
    value: str = ""
    unit: str = ""
    why: Why = Why.MEASURED
    detail: str = ""
    ready_in: Span | None = None
    left: str = ""


def passed(value: str = "", unit: str = "") -> Judgement:
    """Return a pass with the figure that was measured."""
    return Judgement(Verdict.PASS, value, unit)


def failed(why: Why, detail: str = "", value: str = "", unit: str = "") -> Judgement:
    """Return a fail with its reason; *detail* is outside text, such as the names of what is missing."""
    return Judgement(Verdict.FAIL, value, unit, why, detail)


def unmeasured(why: Why, detail: str = "", ready_in: Span | None = None) -> Judgement:
    """Return an inconclusive judgement: never a pass, whatever the reason."""
    return Judgement(Verdict.INCONCLUSIVE, why=why, detail=detail, ready_in=ready_in)


def skipped() -> Judgement:
    """Return that the rig spec asks for nothing here.

    Not for killers, as a GO never comes of nothing planned; but for one that another stands in for (``instead``).
    """
    return Judgement(Verdict.SKIPPED, why=Why.NOTHING_PLANNED)


def limits_for(check_id: str, rig: Rig, shipped: Limits) -> Limits:
    """Return the limits that count: the rig spec's own, else the shipped ones."""
    return rig.limits.get(check_id, shipped)


def at_most(figure: float, passes: float, warns: float) -> Verdict:
    """Judge a figure of which less is better, against the highest that passes and the highest that only warns."""
    if figure <= passes:
        return Verdict.PASS
    return Verdict.WARN if figure <= warns else Verdict.FAIL


def at_least(figure: float, passes: float, warns: float) -> Verdict:
    """Judge a figure of which more is better, against the lowest that passes and the lowest that only warns."""
    if figure >= passes:
        return Verdict.PASS
    return Verdict.WARN if figure >= warns else Verdict.FAIL


def written(figure: float, limits: Limits, digits: int = 0) -> str:
    """Return *figure* with as few digits as tell on which side of its limits it is: 79.6 is no 80 where 80 warns."""
    texts = [f"{figure:.{many}f}" for many in range(digits, digits + 6)]
    return next((text for text in texts if limits.judge(float(text)) is limits.judge(figure)), texts[0])


def figured(check_id: str, rig: Rig, shipped: Limits, figure: float, *, digits: int = 0) -> Judgement:
    """Judge *figure* by the limits that count, and say it in their unit, with *digits* at least."""
    limits = limits_for(check_id, rig, shipped)
    return Judgement(limits.judge(figure), written(figure, limits, digits), limits.unit)


def connected(obs: Obs) -> bool:
    """Tell whether OBS answers now. What it said before it was lost is no reading."""
    return obs.link.state in (Link.CONNECTED, Link.DEGRADED)


def state_of(obs: Obs) -> ObsState | None:
    """Return what OBS is set to, or None while it gives no answer."""
    return obs.state if connected(obs) else None


def names(these: Sequence[str], most: int = 5) -> str:
    """Return names for a detail, cut after *most* with ``+n``."""
    listed = ", ".join(these[:most])
    return listed if len(these) <= most else f"{listed}, +{len(these) - most}"
