"""Group *video*, part *output*: where the stream goes and how, and what else OBS sends.

Killers: ``obsv.idle`` (you may already be on air) and ``obsv.target`` (the show would go to the wrong place).
"""

from urllib.parse import urlsplit

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
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.checks.target import Ingest, NotAnAddress, read_ingest
from liveops_desktop.core.clock import SECOND, Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Phase, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.vitals import Obs

RETRIES = Limits(10, 3, more=True)
"""Tries to come back that OBS makes, 25 as it is installed (own proposal)."""
OWN_OUTPUTS = frozenset(
    {
        "simple_stream",
        "adv_stream",
        "simple_file_output",
        "adv_file_output",
        "adv_ffmpeg_output",
        "replay_buffer",
        "virtualcam_output",
    }
)
"""Those that OBS itself makes (obs-studio, UI/window-basic-main-outputs.cpp), in any case and with spaces for lines."""


@check("obsv.idle", Group.VIDEO, where=Where.OBS, killer=True, source="LiveOps proposal", phases=frozenset({Phase.RIG}))
async def idle(world: World) -> Judgement:
    """Check that OBS is neither streaming nor recording. Only before the line-up: then it has to stream."""
    return judge_idle(await world.fresh_obs())


def judge_idle(obs: Obs) -> Judgement:
    """Fail an output that already runs: somebody may be on air. A stream that reconnects is one that runs."""
    if not connected(obs) or obs.stream is None or obs.record is None:
        return unmeasured(Why.NOT_CONNECTED)
    if obs.stream.active or obs.stream.reconnecting:
        return failed(Why.STREAM_RUNS)
    return failed(Why.RECORD_RUNS) if obs.record.active else passed()


@check("obsv.target", Group.VIDEO, where=Where.OBS, killer=True, threshold=lambda rig: rig.ingest)
async def target(world: World) -> Judgement:
    """Check that OBS is set to stream to the planned ingest, with a key, and with the planned one."""
    found = judge_target(await world.fresh_obs(), world.rig)
    if found.verdict is not Verdict.PASS:
        return found
    try:
        return judge_key(await world.setup(), world.rig)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_target(obs: Obs, rig: Rig) -> Judgement:
    """Fail nothing set, no key, and another server. The key is never read, only whether there is one.

    With no ingest planned there is nothing to hold the target to: inconclusive, which blocks (a killer) until a named
    person takes it on themselves.
    """
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not state.service:  # every target has a kind: not asked, or OBS did not say
        return unmeasured(Why.UNAVAILABLE if obs.link.local else Why.CONSENT_MISSING)
    if not state.server:
        return failed(Why.TARGET_MISSING)
    if rig.ingest and not same_target(state.server, rig.ingest):
        return failed(Why.DIFFERS, state.server, state.server)
    if not state.key_set:
        return failed(Why.KEY_MISSING, value=state.server)
    if not rig.ingest:
        return unmeasured(Why.NOTHING_PLANNED, state.server)
    return passed(state.server)


def judge_key(setup: Setup, rig: Rig) -> Judgement:
    """Fail a key with white space at one end, and another than the planned one, as far as marks tell."""
    if not setup.service:
        return unmeasured(Why.UNAVAILABLE)
    if setup.key_ragged:
        return failed(Why.KEY_RAGGED, value=setup.server)
    if rig.key_mark and setup.key_mark != rig.key_mark:
        return failed(Why.KEY_DIFFERS, value=setup.server) if setup.key_mark else unmeasured(Why.UNAVAILABLE)
    return passed(setup.server)


def same_target(one: str, other: str) -> bool:
    """Tell whether two URLs name one ingest: case of scheme and host, a default port and a last slash do not matter."""
    return _spelled_out(one) == _spelled_out(other)


def _spelled_out(url: str) -> tuple[Ingest, str] | str:
    try:
        return read_ingest(url), urlsplit(url.strip()).path.rstrip("/")
    except NotAnAddress:
        return url


@check("obsv.reconnect", Group.VIDEO, where=Where.OBS, limits=RETRIES, source="OBS defaults")
async def reconnect(world: World) -> Judgement:
    """Check that OBS tries to come back by itself when the stream is lost."""
    return await by_setup(world, judge_reconnect)


def judge_reconnect(setup: Setup, rig: Rig) -> Judgement:
    """Fail it switched off; judge how often OBS tries."""
    on, tries = _on(setup, "Output/Reconnect"), setup.parameters.get("Output/MaxRetries", "")
    if on is None or not tries.isdecimal():
        return unmeasured(Why.UNAVAILABLE)
    if not on:
        return failed(Why.SWITCHED_OFF)
    wait = setup.parameters.get("Output/RetryDelay", "?")
    return Judgement(limits_for("obsv.reconnect", rig, RETRIES).judge(int(tries)), tries, detail=f"{wait} s × {tries}")


@check("obsv.delay", Group.VIDEO, where=Where.OBS, threshold=lambda rig: f"{(rig.stream_delay or 0) / SECOND:g} s")
async def delay(world: World) -> Judgement:
    """Check that the stream is delayed as planned, or not at all."""
    return await by_setup(world, judge_delay)


def judge_delay(setup: Setup, rig: Rig) -> Judgement:
    """Fail another delay than the planned one; one that nobody planned warns."""
    on, told = _on(setup, "Output/DelayEnable"), setup.parameters.get("Output/DelaySec", "")
    if on is None or (on and not told.isdecimal()):
        return unmeasured(Why.UNAVAILABLE)
    length = Span(int(told) * SECOND) if on else Span(0)
    value = f"{length / SECOND:g}"
    if length == (rig.stream_delay or 0):
        return passed(value, "s")
    verdict = Verdict.WARN if rig.stream_delay is None else Verdict.FAIL
    return Judgement(verdict, value, "s", Why.DIFFERS, f"{value} s")


@check("obsv.bind", Group.VIDEO, where=Where.OBS, source="OBS log analyzer")
async def bind(world: World) -> Judgement:
    """Check that OBS leaves it to the system over which network it streams."""
    return await by_setup(world, judge_bind)


def judge_bind(setup: Setup, _rig: Rig) -> Judgement:
    """Warn of an address it is bound to, and of one family of addresses alone."""
    if not setup.parameters:
        return unmeasured(Why.UNAVAILABLE)
    address = setup.parameters.get("Output/BindIP", "default")
    family = setup.parameters.get("Output/IPFamily", "IPv4+IPv6")
    odd = [one for one, usual in ((address, "default"), (family, "IPv4+IPv6")) if one != usual]
    return Judgement(Verdict.WARN, names(odd), why=Why.UNUSUAL, detail=names(odd)) if odd else passed()


@check("obsv.dynbitrate", Group.VIDEO, where=Where.OBS, source="OBS log analyzer")
async def dynamic_bitrate(world: World) -> Judgement:
    """Check that OBS does not lower the bitrate by itself: instead of frames, the picture's quality is lost."""
    return await by_setup(world, lambda setup, _rig: judge_switched_off(setup, ("Output/DynamicBitrate",)))


@check("obsv.netopt", Group.VIDEO, where=Where.OBS, source="OBS log analyzer")
async def network_options(world: World) -> Judgement:
    """Check that the two network options, which change what the congestion figure means, are off."""
    options = ("Output/NewSocketLoopEnable", "Output/LowLatencyEnable")
    return await by_setup(world, lambda setup, _rig: judge_switched_off(setup, options))


def judge_switched_off(setup: Setup, options: tuple[str, ...]) -> Judgement:
    """Warn of options that are on. OBS has no value for one that nobody ever touched: it is off."""
    if not setup.parameters:
        return unmeasured(Why.UNAVAILABLE)
    on = [option.partition("/")[2] for option in options if _on(setup, option)]
    return Judgement(Verdict.WARN, names(on), why=Why.SWITCHED_ON, detail=names(on)) if on else passed()


@check("obsv.vcam", Group.VIDEO, where=Where.OBS)
async def virtual_camera(world: World) -> Judgement:
    """Check that OBS can show its picture as a camera where the plan uses that, and does not where it must not."""
    return await by_setup(world, judge_virtual_camera)


def judge_virtual_camera(setup: Setup, rig: Rig) -> Judgement:
    """Fail one that is not installed, or runs unplanned; one that does not run yet warns."""
    if rig.virtual_camera is None:
        return skipped()
    if rig.virtual_camera and setup.virtual_camera is None:
        return failed(Why.MISSING)
    if rig.virtual_camera:
        return passed() if setup.virtual_camera else Judgement(Verdict.WARN, why=Why.SWITCHED_OFF)
    return failed(Why.SWITCHED_ON) if setup.virtual_camera else passed()


@check("obsv.studio", Group.VIDEO, where=Where.OBS)
async def studio_mode(world: World) -> Judgement:
    """Check that studio mode is on or off as planned: it decides what a cut does."""
    return await by_setup(world, judge_studio_mode)


def judge_studio_mode(setup: Setup, rig: Rig) -> Judgement:
    """Fail the other one than planned."""
    if setup.studio_mode is None:
        return unmeasured(Why.UNAVAILABLE)
    if rig.studio_mode is None:
        return skipped()
    if setup.studio_mode == rig.studio_mode:
        return passed()
    return failed(Why.SWITCHED_ON if setup.studio_mode else Why.SWITCHED_OFF)


def _transition(rig: Rig) -> str:
    length = "" if rig.transition_length is None else f"{rig.transition_length} ms"
    return ", ".join(part for part in (rig.transition, length) if part)


@check("obsv.transition", Group.VIDEO, where=Where.OBS, threshold=_transition)
async def transition(world: World) -> Judgement:
    """Check that a cut between scenes looks as planned."""
    return await by_setup(world, judge_transition)


def judge_transition(setup: Setup, rig: Rig) -> Judgement:
    """Fail another transition, or another length of one that has a length."""
    if not setup.transition:
        return unmeasured(Why.UNAVAILABLE)
    length = setup.transition_length
    value = setup.transition if length is None else f"{setup.transition}, {length} ms"
    if not rig.transition and rig.transition_length is None:
        return skipped()
    other = rig.transition and rig.transition != setup.transition
    longer = rig.transition_length is not None and length is not None and rig.transition_length != length
    return failed(Why.DIFFERS, value, value) if other or longer else passed(value)


@check("obsv.outputs", Group.VIDEO, where=Where.OBS)
async def outputs(world: World) -> Judgement:
    """Check that OBS has no outputs but its own, unless the plan counts them."""
    return await by_setup(world, judge_outputs)


def judge_outputs(setup: Setup, rig: Rig) -> Judgement:
    """Warn of outputs of plugins, such as a second stream, whose need nobody planned."""
    if not setup.outputs:
        return unmeasured(Why.UNAVAILABLE)  # OBS has always one for its recording
    extra = [one.name for one in setup.outputs if one.name.lower().replace(" ", "_") not in OWN_OUTPUTS]
    if extra and rig.extra_need_kbps is None:
        return Judgement(Verdict.WARN, str(len(extra)), why=Why.EXTRA_OUTPUT, detail=names(extra))
    return Judgement(Verdict.PASS, str(len(extra)), detail=names(extra))


def _on(setup: Setup, parameter: str) -> bool | None:
    value = setup.parameters.get(parameter)
    return None if value is None else value.lower() in ("true", "1")


CHECKS = (
    idle,
    target,
    reconnect,
    delay,
    bind,
    dynamic_bitrate,
    network_options,
    virtual_camera,
    studio_mode,
    transition,
    outputs,
)
"""Of this part, in the order they are shown."""
