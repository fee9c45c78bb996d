"""Group *scenes*: what the plan cuts to exists, and what it shows has a picture.

Killers: ``scn.required`` (a cue would cut to nothing) and ``scn.contingency`` (the way out must be there). A source
without a picture is none: the scenes it is in are known by then, and a fail of it blocks anyway.
"""

from liveops_desktop.checks.check import (
    Judgement,
    Where,
    World,
    check,
    failed,
    names,
    passed,
    skipped,
    state_of,
    unmeasured,
)
from liveops_desktop.core.preflight import Group, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Obs, ObsState, SceneItem

NO_PICTURE = frozenset(
    {
        "group",  # its members are judged themselves
        "pulse_input_capture",
        "pulse_output_capture",
        "alsa_input_capture",
        "jack_output_capture",
        "oss_input_capture",
        "sndio_output_capture",
        "wasapi_input_capture",
        "wasapi_output_capture",
        "wasapi_process_output_capture",
        "coreaudio_input_capture",
        "coreaudio_output_capture",
        "sck_audio_capture",
    }
)
"""Kinds of item that have no picture of their own: sound, by OBS's plugins on Linux, Windows and macOS."""


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


CHECKS = (required, contingency, zero_size)
"""Of this group, in the order they are shown."""
