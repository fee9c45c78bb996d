"""The line-up: what runs and sends passes; what is off, lost, paused or sends nothing never does."""

import msgspec
import pytest

from liveops_desktop.checks import Check, Judgement
from liveops_desktop.checks.line_up import record, stream
from liveops_desktop.checks.run import choose
from liveops_desktop.core.preflight import Phase, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Obs, Output, Vitals
from tests.checks.readings import GONE, OBS, StillWorld, ring
from tests.jumping import run_jumping

ON = Output(active=True, bytes=5_000_000)


def asked(one: Check, world: StillWorld) -> Judgement:
    async def whole() -> Judgement:
        return await one.run(world)

    return run_jumping(whole())


def judged(stream_now: Output | None, per_second: int = 0, seconds: int = 8, obs: Obs = OBS) -> Judgement:
    def at(number: int) -> Vitals:
        output = None if stream_now is None else msgspec.structs.replace(stream_now, bytes=per_second * number)
        return Vitals(obs=msgspec.structs.replace(obs, stream=output))

    now = msgspec.structs.replace(obs, stream=stream_now)
    return asked(stream, StillWorld(obs=now, history=ring(seconds, at)))


@pytest.mark.parametrize(
    ("found", "verdict", "why"),
    [
        (judged(ON, 750_000), Verdict.PASS, Why.MEASURED),
        (judged(ON, 0), Verdict.FAIL, Why.NOTHING_SENT),
        (judged(ON, 0, 3), Verdict.INCONCLUSIVE, Why.MEASURING),
        (judged(Output(), 0), Verdict.FAIL, Why.NOT_RUNNING),
        (judged(msgspec.structs.replace(ON, reconnecting=True), 750_000), Verdict.FAIL, Why.RECONNECTED),
        (judged(msgspec.structs.replace(ON, paused=True), 750_000), Verdict.FAIL, Why.NOT_RUNNING),
        (judged(None), Verdict.INCONCLUSIVE, Why.NOT_CONNECTED),
        (judged(ON, 750_000, obs=GONE), Verdict.INCONCLUSIVE, Why.NOT_CONNECTED),
    ],
)
def test_a_stream_that_runs_and_sends(found: Judgement, verdict: Verdict, why: Why) -> None:
    assert (found.verdict, found.why) == (verdict, why)


def test_the_rate_is_told() -> None:
    assert (judged(ON, 750_000).value, judged(ON, 750_000).unit) == ("6000", "kb/s")


def test_a_show_that_is_not_recorded_needs_no_recording() -> None:
    kept = msgspec.structs.replace(OBS, record=Output())
    assert asked(record, StillWorld(Rig(record=False), kept)).verdict is Verdict.SKIPPED
    assert asked(record, StillWorld(Rig(record=True), kept)).why is Why.NOT_RUNNING


def test_they_belong_to_the_line_up_alone_and_what_forbids_a_stream_to_the_rig() -> None:
    rig, line_up = ({one.info.id for one in choose(phase=phase)} for phase in Phase)
    assert {"line.stream", "line.record"} <= line_up - rig
    assert "obsv.idle" in rig - line_up
