"""Group *video*: nothing runs yet, the stream goes where it was planned to, and OBS keeps its frame rate.

Killers: ``obsv.idle`` (you may already be on air) and ``obsv.target`` (the show would go to the wrong place). The frame
rate is none: a fail of it blocks as any fail does, but not to know it is no reason to stay off air.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from liveops_desktop.checks.check import (
    Judgement,
    Where,
    World,
    at_least,
    check,
    connected,
    failed,
    passed,
    state_of,
    unmeasured,
)
from liveops_desktop.checks.target import Ingest, NotAnAddress, read_ingest
from liveops_desktop.checks.window import stretch
from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.core.preflight import Group, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Obs, ObsState, Vitals

FPS_WINDOW = seconds(10)
SAME_FPS = 0.05
"""29.97 is taken for 30; 25 or 60 is not."""


@check("obsv.idle", Group.VIDEO, where=Where.OBS, killer=True, source="LiveOps proposal")
async def idle(world: World) -> Judgement:
    """Check that OBS is neither streaming nor recording."""
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
    """Check that OBS is set to stream to the planned ingest, with a key."""
    return judge_target(await world.fresh_obs(), world.rig)


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


def same_target(one: str, other: str) -> bool:
    """Tell whether two URLs name one ingest: case of scheme and host, a default port and a last slash do not matter."""
    return _spelled_out(one) == _spelled_out(other)


def _spelled_out(url: str) -> tuple[Ingest, str] | str:
    try:
        return read_ingest(url), urlsplit(url.strip()).path.rstrip("/")
    except NotAnAddress:
        return url


@check(
    "obsv.active_fps",
    Group.VIDEO,
    where=Where.OBS,
    threshold=lambda rig: f"≥ {rig.fps_pass * 100:g} / ≥ {rig.fps_warn * 100:g} %",
    source="OBS stats dock",
    window=FPS_WINDOW,
)
async def active_fps(world: World) -> Judgement:
    """Check that OBS draws as many frames as it is set to, over 10 s."""
    return judge_fps(await world.fresh_obs(), world.history, world.rig)


def judge_fps(obs: Obs, history: Sequence[tuple[Instant, Vitals]], rig: Rig) -> Judgement:
    """Judge the mean of the last 10 s as a share of the planned rate, or of the one OBS is set to."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not state.fps:
        return unmeasured(Why.UNAVAILABLE)
    if rig.fps is not None and abs(state.fps - rig.fps) > SAME_FPS:
        return failed(Why.DIFFERS, _fps(state), _fps(state), "fps")
    frames, left = stretch(history, FPS_WINDOW, _active_fps)
    if left:
        return unmeasured(Why.MEASURING, ready_in=left)
    mean = sum(frames) / len(frames)
    share = mean / (rig.fps or state.fps)
    return Judgement(at_least(share, rig.fps_pass, rig.fps_warn), f"{mean:.1f}", "fps", detail=f"{share * 100:.0f} %")


def _active_fps(vitals: Vitals) -> float | None:
    obs = vitals.obs
    return obs.stats.active_fps if connected(obs) and obs.stats is not None else None


def _fps(state: ObsState) -> str:
    return f"{state.fps:.2f}".rstrip("0").rstrip(".")


CHECKS = (idle, target, active_fps)
"""Of this group, in the order they are shown."""
