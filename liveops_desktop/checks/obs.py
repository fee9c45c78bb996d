"""Group *OBS*: the door of OBS, tried afresh, and what this version of it can do.

Killers are those of the link (port, greeting, password, events): without it nobody sees, cuts or stops anything here.
"""

import re

from liveops_desktop.checks.by_setup import by_setup
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import (
    Judgement,
    connected,
    failed,
    limits_for,
    names,
    passed,
    skipped,
    state_of,
    unmeasured,
)
from liveops_desktop.checks.reach import LogReading, Probe, Unreachable, World
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.log_signs import Sign
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


PORT = Limits(100, 3_000, "ms")
"""A slow one only warns; what fails is a refusal or no answer (own proposal)."""
ROUND_TRIP = Limits(20, 200, "ms")
JITTER = 500.0
"""Milliseconds beyond the median at which a connection fails (own proposal, as are those of the round trip)."""
VERSION = Limits(30, 28, more=True)
ECHO = Limits(1_000, 1_000, "ms")


@check("obsc.port", Group.OBS, where=Where.LINK, killer=True, limits=PORT, source="LiveOps proposal", timed=True)
async def port(world: World) -> Judgement:
    """Check that somebody is at OBS's port."""
    return judge_port(await world.probe(), world.rig)


def judge_port(probe: Probe, rig: Rig) -> Judgement:
    """Warn when slow, fail when refused or silent; where nobody said which OBS, nothing was measured."""
    if probe.why is Why.NOT_CONNECTED:
        return unmeasured(probe.why)
    if probe.connected is None:
        return failed(probe.why)
    verdict = limits_for("obsc.port", rig, PORT).judge(probe.connected)
    return Judgement(verdict, str(probe.connected), "ms")


@check(
    "obsc.hello",
    Group.OBS,
    where=Where.LINK,
    killer=True,
    threshold="≤ 2000 ms",
    source="obs-websocket protocol",
    timed=True,
)
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


@check("obsc.auth_enabled", Group.OBS, where=Where.LINK, source="LiveOps proposal")
async def auth_enabled(world: World) -> Judgement:
    """Check that OBS asks for a password."""
    return judge_auth_enabled(await world.probe(), local=world.obs.link.local)


def judge_auth_enabled(probe: Probe, *, local: bool) -> Judgement:
    """Warn of an OBS that only this PC may reach without one; fail one that the network may."""
    if probe.needs_password is None:
        return unmeasured(Why.NOT_CONNECTED)
    if probe.needs_password:
        return passed()
    return Judgement(Verdict.WARN if local else Verdict.FAIL, why=Why.OPEN_DOOR)


@check("obsc.version", Group.OBS, where=Where.OBS, limits=VERSION, source="LiveOps proposal")
async def version(world: World) -> Judgement:
    """Check that this OBS is not too old, and no trial version."""
    return judge_version(await world.fresh_obs(), world.rig)


def judge_version(obs: Obs, rig: Rig) -> Judgement:
    """Judge the first number; a beta or release candidate warns."""
    state = state_of(obs)
    told = re.match(r"(\d+)\.\d+\.\d+(?:\.\d+)*(-(?:beta|rc)\d*)?", state.version) if state is not None else None
    if state is None or not told:
        return unmeasured(Why.NOT_CONNECTED if state is None else Why.UNAVAILABLE)
    verdict = limits_for("obsc.version", rig, VERSION).judge(int(told[1]))
    if told[2] and verdict is Verdict.PASS:
        return Judgement(Verdict.WARN, state.version, why=Why.UNUSUAL, detail=state.version)
    return Judgement(verdict, state.version)


@check("obsc.rtt", Group.OBS, where=Where.LINK, limits=ROUND_TRIP, source="LiveOps proposal", timed=True)
async def round_trip(world: World) -> Judgement:
    """Check that OBS answers quickly and evenly, over twenty requests."""
    return judge_round_trip(await world.probe(), world.rig)


def judge_round_trip(probe: Probe, rig: Rig) -> Judgement:
    """Judge the median; one answer that came half a second later than the others fails."""
    if probe.round_trip is None or probe.jitter is None:
        return unmeasured(Why.NOT_CONNECTED)
    verdict = limits_for("obsc.rtt", rig, ROUND_TRIP).judge(probe.round_trip)
    if probe.jitter > JITTER:
        verdict = Verdict.FAIL
    return Judgement(verdict, f"{probe.round_trip:.1f}", "ms", detail=f"± {probe.jitter:.0f} ms")


@check("obsc.ready", Group.OBS, where=Where.OBS, source="obs-websocket protocol")
async def ready(world: World) -> Judgement:
    """Check that OBS is neither loading a scene collection nor closing."""
    try:
        setup = await world.setup()
    except Unreachable as nothing:
        return failed(nothing.why) if nothing.why is Why.NOT_READY else unmeasured(nothing.why, nothing.detail)
    return passed(setup.collection)


@check("obsc.events", Group.OBS, where=Where.LINK, killer=True, limits=ECHO, source="LiveOps proposal", timed=True)
async def events(world: World) -> Judgement:
    """Check that OBS's events arrive: without them what is shown of OBS is seconds old."""
    try:
        took = await world.echo()
    except Unreachable as nothing:
        # OBS answered the request, and the event did not come: that is the finding.
        return failed(nothing.why) if nothing.why is Why.NO_ANSWER else unmeasured(nothing.why, nothing.detail)
    return judge_events(took, world.rig)


def judge_events(took: Span, rig: Rig) -> Judgement:
    """Judge how long one event took."""
    return Judgement(limits_for("obsc.events", rig, ECHO).judge(took), str(took), "ms")


@check("obsc.instances", Group.OBS, where=Where.HERE, threshold="1", source="OBS log analyzer")
async def instances(world: World) -> Judgement:
    """Check that one OBS runs on this PC, and not two that take the devices from each other."""
    return judge_instances(await world.obs_programs(), connected=connected(world.obs))


def judge_instances(count: int, *, connected: bool) -> Judgement:
    """Fail two. None, although one answers, is one that this system does not let us see."""
    if count > 1:
        return failed(Why.TWO_RUN, str(count), str(count))
    if count == 1:
        return passed("1")
    return unmeasured(Why.UNAVAILABLE if connected else Why.NOT_CONNECTED)


@check("obsc.collection", Group.OBS, where=Where.OBS, threshold=lambda rig: rig.collection)
async def collection(world: World) -> Judgement:
    """Check that the planned scene collection is loaded."""
    return await by_setup(world, lambda setup, rig: judge_name(setup.collection, rig.collection))


@check("obsc.profile", Group.OBS, where=Where.OBS, threshold=lambda rig: rig.profile)
async def profile(world: World) -> Judgement:
    """Check that the planned profile is chosen."""
    return await by_setup(world, lambda setup, rig: judge_name(setup.profile, rig.profile))


def judge_name(name: str, planned: str) -> Judgement:
    """Fail another name than the planned one."""
    if not name:
        return unmeasured(Why.UNAVAILABLE)
    if not planned:
        return skipped()
    return passed(name) if name == planned else failed(Why.DIFFERS, name, name)


@check("obsc.safe_mode", Group.OBS, where=Where.HERE, source="OBS log analyzer")
async def safe_mode(world: World) -> Judgement:
    """Check by its log that OBS was not started in safe mode and did not crash within the last day."""
    try:
        return judge_safe_mode(await world.obs_log())
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_safe_mode(log: LogReading) -> Judgement:
    """Warn of both; safe mode, which keeps plugins out, goes first."""
    if any(one.sign is Sign.SAFE_MODE for one in log.findings):
        return Judgement(Verdict.WARN, why=Why.SAFE_MODE)
    return Judgement(Verdict.WARN, why=Why.CRASHED) if log.crashed else passed()


CHECKS = (
    port,
    hello,
    auth,
    auth_enabled,
    version,
    requests,
    round_trip,
    ready,
    events,
    instances,
    collection,
    profile,
    safe_mode,
)
"""Of this group, in the order they are shown."""
