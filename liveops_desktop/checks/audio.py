"""Group *audio*: the microphones that must be open are.

``aud.mute`` is a killer: a show without its host's voice is no show, and nobody in the room hears that it is missing.
"""

from liveops_desktop.checks.check import Judgement, Where, World, check, failed, names, passed, state_of, unmeasured
from liveops_desktop.core.preflight import Group, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Obs


@check("aud.mute", Group.AUDIO, where=Where.OBS, killer=True)
async def mute(world: World) -> Judgement:
    """Check that every planned microphone is open in OBS."""
    return judge_mute(await world.fresh_obs(), world.rig)


def judge_mute(obs: Obs, rig: Rig) -> Judgement:
    """Fail a missing or muted microphone; one whose mute OBS does not tell, and none planned, is inconclusive."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not rig.open_microphones:
        return unmeasured(Why.NOTHING_PLANNED)
    muted = {one.name: one.muted for one in state.inputs}
    planned = rig.open_microphones
    if missing := [name for name in planned if name not in muted]:
        return failed(Why.MISSING, names(missing))
    closed = [name for name in planned if muted[name]]
    value = f"{len(planned) - len(closed)} / {len(planned)}"
    if closed:
        return failed(Why.MUTED, names(closed), value)
    if unknown := [name for name in planned if muted[name] is None]:
        return unmeasured(Why.UNAVAILABLE, names(unknown))
    return passed(value)


CHECKS = (mute,)
"""Of this group, in the order they are shown."""
