"""Group *OBS*: the door of OBS, tried afresh, and what this version of it can do.

All but ``obsc.requests`` are killers: without the link nobody sees, cuts or stops anything from here.
"""

from liveops_desktop.checks.check import (
    Judgement,
    Probe,
    Where,
    World,
    check,
    failed,
    names,
    passed,
    state_of,
    unmeasured,
)
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Obs

NEEDED = frozenset(
    {
        "GetVersion",
        "GetStats",
        "GetStreamStatus",
        "GetRecordStatus",
        "GetVideoSettings",
        "GetStreamServiceSettings",
        "GetRecordDirectory",
        "GetSceneList",
        "GetSceneItemList",
        "GetInputList",
        "GetInputMute",
        "SetCurrentProgramScene",
    }
)
"""Without these requests the program cannot do its work."""
USEFUL = frozenset({"GetInputVolume", "GetSceneCollectionList", "GetProfileList", "GetGroupSceneItemList"})
"""Without these it shows less."""


@check(
    "obsc.port",
    Group.OBS,
    where=Where.LINK,
    killer=True,
    threshold=lambda rig: f"≤ {rig.port_pass} ms",
    source="LiveOps proposal",
)
async def port(world: World) -> Judgement:
    """Check that somebody is at OBS's port."""
    return judge_port(await world.probe(), world.rig)


def judge_port(probe: Probe, rig: Rig) -> Judgement:
    """Warn when slow, fail when refused or silent; where nobody said which OBS, nothing was measured."""
    if probe.why is Why.NOT_CONNECTED:
        return unmeasured(probe.why)
    if probe.connected is None:
        return failed(probe.why)
    verdict = Verdict.PASS if probe.connected <= rig.port_pass else Verdict.WARN
    return Judgement(verdict, str(probe.connected), "ms")


@check("obsc.hello", Group.OBS, where=Where.LINK, killer=True, threshold="≤ 2 s", source="obs-websocket protocol")
async def hello(world: World) -> Judgement:
    """Check that it is obs-websocket that answers there."""
    return judge_hello(await world.probe())


def judge_hello(probe: Probe) -> Judgement:
    """Fail something else and silence; nobody there at all is inconclusive (``obsc.port`` says it)."""
    if probe.hello is not None:
        return passed(str(probe.hello), "ms")
    return unmeasured(Why.NOT_CONNECTED) if probe.connected is None else failed(probe.why)


@check("obsc.auth", Group.OBS, where=Where.LINK, killer=True, source="obs-websocket protocol")
async def auth(world: World) -> Judgement:
    """Check that OBS accepts the password."""
    return judge_auth(await world.probe())


def judge_auth(probe: Probe) -> Judgement:
    """Fail a wrong or missing password; where OBS never came to ask for one, nothing was measured."""
    if probe.identified:
        return passed()
    if probe.why in (Why.WRONG_PASSWORD, Why.PASSWORD_MISSING):
        return failed(probe.why)
    return unmeasured(Why.NOT_CONNECTED)


@check("obsc.requests", Group.OBS, where=Where.OBS, source="obs-websocket protocol")
async def requests(world: World) -> Judgement:
    """Check that this OBS knows every request the program makes."""
    return judge_requests(await world.fresh_obs())


def judge_requests(obs: Obs) -> Judgement:
    """Judge by the list OBS gives, not by its version, as obs-websocket advises."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not state.requests:
        return unmeasured(Why.UNAVAILABLE)
    value = f"{state.version} / {state.websocket_version}"
    if missing := NEEDED - state.requests:
        return failed(Why.MISSING, names(sorted(missing)), value)
    if missing := USEFUL - state.requests:
        return Judgement(Verdict.WARN, value, why=Why.MISSING, detail=names(sorted(missing)))
    return passed(value)


CHECKS = (port, hello, auth, requests)
"""Of this group, in the order they are shown."""
