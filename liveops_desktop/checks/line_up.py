"""The line-up: the stream is up and sends, and what is to be recorded is. All are killers, and of that phase alone."""

from collections.abc import Callable

from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, connected, failed, passed, skipped, unmeasured
from liveops_desktop.checks.reach import World
from liveops_desktop.checks.window import stretch
from liveops_desktop.core.clock import ZERO, Span, seconds
from liveops_desktop.core.content import Gate
from liveops_desktop.core.preflight import Group, Phase, Why
from liveops_desktop.core.vitals import Obs, Output

LINE_UP = frozenset({Phase.LINE_UP})
WINDOW = seconds(5)


@check(
    "line.stream",
    Group.VIDEO,
    where=Where.OBS,
    killer=True,
    window=WINDOW,
    threshold="> 0 kb/s",
    source="LiveOps proposal",
    phases=LINE_UP,
    gate=Gate.FIVE_MINUTES.value,
)
async def stream(world: World) -> Judgement:
    """Check that OBS streams and its bytes grow. That they arrive is for the far side, or a person, to say."""
    return _of_window(world, lambda obs: obs.stream)


@check(
    "line.record",
    Group.RECORDING,
    where=Where.OBS,
    killer=True,
    window=WINDOW,
    threshold="> 0 kb/s",
    source="LiveOps proposal",
    phases=LINE_UP,
    gate=Gate.FIVE_MINUTES.value,
    instead=frozenset({"line.stream"}),
)
async def record(world: World) -> Judgement:
    """Check that OBS records and the file grows, where the show is to be recorded."""
    if not world.rig.record:
        return skipped()
    return _of_window(world, lambda obs: obs.record)


def _of_window(world: World, output: Callable[[Obs], Output | None]) -> Judgement:
    if not connected(world.obs):
        return unmeasured(Why.NOT_CONNECTED)
    now = output(world.obs)
    if now is None:
        return unmeasured(Why.NOT_CONNECTED)
    if now.reconnecting or not now.active or now.paused:
        return judge_runs(now, 0, ZERO)
    figures, ready_in = stretch(world.history, WINDOW, lambda vitals: _bytes(output(vitals.obs), vitals.obs))
    return judge_runs(now, int(max(figures, default=0) - min(figures, default=0)), ready_in)


def judge_runs(output: Output, grown: int, ready_in: Span) -> Judgement:
    """Fail what does not run, is lost or paused, or runs without sending; *grown* in bytes over the window."""
    if output.reconnecting:
        return failed(Why.RECONNECTED)
    if not output.active or output.paused:
        return failed(Why.NOT_RUNNING)
    if grown > 0:
        return passed(f"{grown * 8 / 1_000 / (WINDOW / 1_000):.0f}", "kb/s")
    if ready_in:
        return unmeasured(Why.MEASURING, ready_in=ready_in)
    return failed(Why.NOTHING_SENT)


def _bytes(output: Output | None, obs: Obs) -> float | None:
    return float(output.bytes) if connected(obs) and output is not None and output.active else None


CHECKS = (stream, record)
"""Of this phase, in the order they are shown."""
