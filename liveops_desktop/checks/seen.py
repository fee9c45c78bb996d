"""Group *scenes*, what is seen: no black and no frozen source, by small pictures about a second apart.

None is a killer: a fail of them blocks as any does.
"""

from collections.abc import Mapping, Sequence

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, limits_for, names, skipped, unmeasured, written
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.checks.shown import SOUND_ONLY, shown_items
from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.pictures import Picture, brightest, motion
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import InputSetup, Setup

BLACK = Limits(16, 8, "(0…255)", more=True)
"""Mean luma of a picture in which nothing is to be seen."""
FROZEN = Limits(0.5, 0.1, "(0…255)", more=True)
"""Largest mean difference of two pictures a second apart."""
BLACK_SHOTS, FROZEN_SHOTS = 3, 5
_PROPOSAL = "LiveOps proposal"
_EMPTY_BY_DESIGN = ("color_source", "text_", "browser_source")
"""Kinds whose picture may be black or clear without fault: what they show is said elsewhere, or comes and goes."""
_PLAYING = "OBS_MEDIA_STATE_PLAYING"

Shots = Mapping[str, Sequence[Picture | None]]


@check(
    "scn.black",
    Group.SCENES,
    where=Where.OBS,
    limits=BLACK,
    source=_PROPOSAL,
    window=seconds(BLACK_SHOTS - 1),
)
async def black(world: World) -> Judgement:
    """Check that no source shown in the planned scenes is black, by three pictures."""
    try:
        setup = await world.setup()
        sources = with_picture(setup, world.rig)
        shots = await world.pictures(sources)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_black(shots, world.rig)


def with_picture(setup: Setup, rig: Rig) -> tuple[str, ...]:
    """Return the sources of the planned scenes that always should show something."""
    shown = {item.source for item in shown_items(setup, rig)}
    return tuple(one.name for one in setup.inputs if one.name in shown and _should_show(one, rig))


def _should_show(one: InputSetup, rig: Rig) -> bool:
    if one.kind in SOUND_ONLY:
        return False
    if one.media_state and one.media_state != _PLAYING:  # a film that rests shows nothing
        return False
    return one.name in (*rig.moving_sources, *rig.full_sources) or not one.kind.startswith(_EMPTY_BY_DESIGN)


def judge_black(shots: Shots, rig: Rig) -> Judgement:
    """Judge the darkest source by its last three pictures. One of which OBS gives no picture fails too."""
    if not shots:
        return skipped()
    if left := _still_to_take(shots, BLACK_SHOTS):
        return unmeasured(Why.MEASURING, ready_in=left)
    last = {source: list(taken)[-BLACK_SHOTS:] for source, taken in shots.items()}
    if none := [source for source, taken in last.items() if not any(taken)]:
        return failed(Why.NO_PICTURE, names(none))
    limits = limits_for("scn.black", rig, BLACK)
    level = {source: brightest([one for one in taken if one is not None]) for source, taken in last.items()}
    bare = {source: mean for source, mean in level.items() if mean is not None}
    if not bare:
        return Judgement(Verdict.PASS)  # each shows something, however dark it is
    darkest = min(bare.values())
    verdict = limits.judge(darkest)
    dark = [source for source, mean in bare.items() if limits.judge(mean) is verdict]
    value = written(darkest, limits)
    if verdict is Verdict.PASS:
        return Judgement(verdict, value, "(0…255)")
    return Judgement(verdict, value, "(0…255)", Why.BLACK, names(dark))


@check(
    "scn.frozen",
    Group.SCENES,
    where=Where.OBS,
    limits=FROZEN,
    source=_PROPOSAL,
    window=seconds(FROZEN_SHOTS - 1),
)
async def frozen(world: World) -> Judgement:
    """Check that the sources in which motion is expected move, by five pictures a second apart."""
    wanted = world.rig.moving_sources
    try:
        setup = await world.setup()
        if not wanted:
            return skipped()
        inputs = {one.name: one for one in setup.inputs}
        if missing := [name for name in wanted if name not in inputs and name not in setup.scenes]:
            return failed(Why.MISSING, names(missing))
        shots = await world.pictures(wanted)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    states = [(name, inputs[name].media_state) for name in wanted if name in inputs]
    return judge_frozen(shots, world.rig, [name for name, state in states if state not in ("", _PLAYING)])


def judge_frozen(shots: Shots, rig: Rig, resting: Sequence[str] = ()) -> Judgement:
    """Judge the source that moves least; *resting*: films that do not play now, and so tell nothing."""
    playing = {source: taken for source, taken in shots.items() if source not in resting}
    if left := _still_to_take(playing, FROZEN_SHOTS):
        return unmeasured(Why.MEASURING, ready_in=left)
    if none := [source for source, taken in playing.items() if not any(taken)]:
        return failed(Why.NO_PICTURE, names(none))
    limits = limits_for("scn.frozen", rig, FROZEN)
    moves = {source: motion([one for one in taken if one is not None]) for source, taken in playing.items()}
    least = min(moves.values(), default=0.0)
    still = [source for source, moved in moves.items() if limits.judge(moved) is not Verdict.PASS]
    if still:
        verdict = limits.judge(least)
        return Judgement(verdict, f"{least:.2f}", "(0…255)", Why.FROZEN, names(still))
    if asleep := [source for source in shots if source in resting]:
        return unmeasured(Why.NOT_PLAYING, names(asleep))
    return Judgement(Verdict.PASS, f"{least:.1f}", "(0…255)")


def _still_to_take(shots: Shots, wanted: int) -> Span:
    """Return how long until each source has *wanted* pictures, about a second apart."""
    fewest = min((len(taken) for taken in shots.values()), default=wanted)
    return seconds(max(0, wanted - fewest))


CHECKS = (black, frozen)
"""Of this group, in the order they are shown."""
