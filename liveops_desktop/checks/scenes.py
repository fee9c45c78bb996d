"""Group *scenes*: what the plan cuts to exists, and what it shows has a picture.

Killers: ``scn.required`` (a cue would cut to nothing) and ``scn.contingency`` (the way out must be there). A source
without a picture is none: the scenes it is in are known by then, and a fail of it blocks anyway.
"""

from liveops_desktop.checks import seen, sources
from liveops_desktop.checks.by_setup import by_setup
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, names, passed, skipped, state_of, unmeasured
from liveops_desktop.checks.reach import World
from liveops_desktop.checks.shown import SOUND_ONLY, place, planned_scenes, shown_items
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import ItemSetup, Setup
from liveops_desktop.core.vitals import Obs, ObsState, SceneItem

NO_PICTURE = SOUND_ONLY | {"group"}
"""Kinds of item that have no picture of their own; the members of a group are judged themselves."""
COVERS = 0.5
"""Pixels of the canvas that an edge may be off."""


@check("scn.required", Group.SCENES, where=Where.OBS, killer=True)
async def required(world: World) -> Judgement:
    """Check that every scene of the plan exists in OBS."""
    return judge_required(await world.fresh_obs(), world.rig)


def judge_required(obs: Obs, rig: Rig) -> Judgement:
    """Fail one missing scene. A plan that names no scene proves nothing: inconclusive, which blocks (a killer)."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not rig.scenes:
        return unmeasured(Why.NOTHING_PLANNED)
    if not state.scenes:  # OBS has always one: it did not say
        return unmeasured(Why.UNAVAILABLE)
    missing = [scene for scene in rig.scenes if scene not in state.scenes]
    value = f"{len(rig.scenes) - len(missing)} / {len(rig.scenes)}"
    return failed(Why.MISSING, names(missing), value) if missing else passed(value)


@check("scn.contingency", Group.SCENES, where=Where.OBS, killer=True)
async def contingency(world: World) -> Judgement:
    """Check that the scene exists that the cards cut to when something breaks."""
    return judge_contingency(await world.fresh_obs(), world.rig)


def judge_contingency(obs: Obs, rig: Rig) -> Judgement:
    """Fail a missing scene. Without a planned way out there is none: inconclusive, which blocks (a killer)."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not rig.contingency_scene:
        return unmeasured(Why.NOTHING_PLANNED)
    if not state.scenes:  # as above
        return unmeasured(Why.UNAVAILABLE)
    if rig.contingency_scene not in state.scenes:
        return failed(Why.MISSING, rig.contingency_scene)
    return passed(rig.contingency_scene)


@check("scn.zero_size", Group.SCENES, where=Where.OBS, threshold="0", source="OBS source size")
async def zero_size(world: World) -> Judgement:
    """Check that every visible source of the planned scenes delivers a picture."""
    return judge_zero_size(await world.fresh_obs(), world.rig)


def judge_zero_size(obs: Obs, rig: Rig) -> Judgement:
    """Fail a shown source 0 pixels wide or high: it delivers nothing, as a dead capture or a missing file does.

    Looked at: the planned scenes, the contingency scene, the one on programme, and the scenes nested in them. Hidden
    items, and sources that are sound only, are no finding.
    """
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    wanted = {*rig.scenes, rig.contingency_scene, state.program_scene}
    shown = _with_nested(state, wanted & set(state.scenes))
    if not shown:
        return skipped()
    dead = dict.fromkeys(f"{item.scene} / {item.source}" for item in shown if not (item.width and item.height))
    return failed(Why.NO_PICTURE, names(list(dead)), str(len(dead))) if dead else passed("0")


def _with_nested(state: ObsState, scenes: set[str]) -> list[SceneItem]:
    """Return the visible items with a picture of *scenes* and of the scenes shown within them."""
    found: list[SceneItem] = []
    waiting, seen = sorted(scenes), set(scenes)
    while waiting:
        scene = waiting.pop(0)
        for item in state.items:
            if item.scene != scene or not item.enabled or item.kind in NO_PICTURE:
                continue
            found.append(item)
            if item.source in state.scenes and item.source not in seen:
                seen.add(item.source)
                waiting.append(item.source)
    return found


@check("scn.start", Group.SCENES, where=Where.OBS, threshold=lambda rig: rig.opening_scene)
async def start(world: World) -> Judgement:
    """Check that the scene on programme is the one the show opens with."""
    return await by_setup(world, judge_start)


def judge_start(setup: Setup, rig: Rig) -> Judgement:
    """Warn of another scene; fail an opening scene that OBS does not have."""
    if not rig.opening_scene:
        return skipped()
    if rig.opening_scene not in setup.scenes:
        return failed(Why.MISSING, rig.opening_scene)
    if setup.program_scene != rig.opening_scene:
        return Judgement(Verdict.WARN, setup.program_scene, "", Why.DIFFERS, setup.program_scene)
    return passed(setup.program_scene)


@check("scn.enabled", Group.SCENES, where=Where.OBS)
async def enabled(world: World) -> Judgement:
    """Check that the required sources are shown wherever a planned scene has them."""
    return await by_setup(world, judge_enabled)


def judge_enabled(setup: Setup, rig: Rig) -> Judgement:
    """Fail one that is hidden in a planned scene, and one that no planned scene has."""
    if not rig.required_sources:
        return skipped()
    scenes = planned_scenes(setup, rig)
    items = [item for item in setup.items if item.scene in scenes and item.source in rig.required_sources]
    if absent := [name for name in rig.required_sources if name not in {item.source for item in items}]:
        return failed(Why.MISSING, names(absent))
    hidden = [place(item) for item in items if not item.enabled]
    value = f"{len(items) - len(hidden)} / {len(items)}"
    return failed(Why.HIDDEN, names(hidden), value) if hidden else passed(value)


@check("scn.fit", Group.SCENES, where=Where.OBS, threshold="100 %")
async def fit(world: World) -> Judgement:
    """Check that the sources that must fill the picture do."""
    return await by_setup(world, judge_fit)


def judge_fit(setup: Setup, rig: Rig) -> Judgement:
    """Warn of one that leaves a part of the canvas free. One that has no picture cannot be judged."""
    if not rig.full_sources:
        return skipped()
    items = [item for item in shown_items(setup, rig) if item.source in rig.full_sources]
    if absent := [name for name in rig.full_sources if name not in {item.source for item in items}]:
        return failed(Why.MISSING, names(absent))
    if empty := [place(item) for item in items if not (item.width and item.height)]:
        return unmeasured(Why.NO_PICTURE, names(empty))
    gaps = [item for item in items if not _covers(item, setup.canvas)]
    if not gaps:
        return passed("100", "%")
    least = min(_share(item, setup.canvas) for item in gaps)
    return Judgement(Verdict.WARN, f"{least:.0f}", "%", Why.GAPS, names([place(item) for item in gaps]))


def _covers(item: ItemSetup, canvas: tuple[int, int]) -> bool:
    right, bottom = item.left + item.width, item.top + item.height
    over = right >= canvas[0] - COVERS and bottom >= canvas[1] - COVERS
    return item.left <= COVERS and item.top <= COVERS and over


def _share(item: ItemSetup, canvas: tuple[int, int]) -> float:
    """Return how much of the canvas an item covers, in percent; under 100, as it leaves something free."""
    across = min(item.left + item.width, canvas[0]) - max(item.left, 0)
    down = min(item.top + item.height, canvas[1]) - max(item.top, 0)
    return min(99.0, 100 * max(0.0, across) * max(0.0, down) / (canvas[0] * canvas[1])) if all(canvas) else 0.0


CHECKS = (required, contingency, start, enabled, zero_size, *seen.CHECKS, fit, *sources.CHECKS)
"""Of this group, in the order they are shown."""
