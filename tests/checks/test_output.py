"""What OBS sends: every judgement good, bad and not measured."""

import pytest

from liveops_desktop.checks import Judgement
from liveops_desktop.checks.output import (
    judge_bind,
    judge_delay,
    judge_key,
    judge_outputs,
    judge_reconnect,
    judge_studio_mode,
    judge_switched_off,
    judge_transition,
    judge_virtual_camera,
    target,
)
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import OutputSetup, Setup
from tests.checks.readings import SETUP, StillWorld, judged, replace_rig, set_up, with_parameters

PASS, WARN, FAIL = Verdict.PASS, Verdict.WARN, Verdict.FAIL
INCONCLUSIVE, SKIPPED = Verdict.INCONCLUSIVE, Verdict.SKIPPED
NO_PLAN = Rig()
BLIND = set_up(parameters={})
Expected = tuple[Verdict, Why]


def said(judgement: Judgement) -> Expected:
    return judgement.verdict, judgement.why


@pytest.mark.parametrize(
    ("setup", "mark", "expected"),
    [
        (SETUP, "", (PASS, Why.MEASURED)),
        (SETUP, "5eed", (PASS, Why.MEASURED)),
        (SETUP, "other", (FAIL, Why.KEY_DIFFERS)),
        (set_up(key_ragged=True), "5eed", (FAIL, Why.KEY_RAGGED)),
        (set_up(key_mark=""), "5eed", (INCONCLUSIVE, Why.UNAVAILABLE)),
        (set_up(service=""), "", (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_the_key(setup: Setup, mark: str, expected: Expected) -> None:
    assert said(judge_key(setup, Rig(key_mark=mark))) == expected


@pytest.mark.parametrize(
    ("setup", "nothing", "expected"),
    [
        (SETUP, None, (PASS, Why.MEASURED)),
        (set_up(key_ragged=True), None, (FAIL, Why.KEY_RAGGED)),
        (SETUP, Why.NOT_READY, (INCONCLUSIVE, Why.NOT_READY)),
    ],
)
def test_the_target_is_good_only_with_a_good_key(setup: Setup, nothing: Why | None, expected: Expected) -> None:
    assert said(judged(target, StillWorld(set_up=setup, unreachable=nothing))) == expected


@pytest.mark.parametrize(
    ("setup", "expected"),
    [
        (SETUP, (PASS, Why.MEASURED)),
        (with_parameters(Output__MaxRetries="10"), (PASS, Why.MEASURED)),
        (with_parameters(Output__MaxRetries="9"), (WARN, Why.MEASURED)),
        (with_parameters(Output__MaxRetries="2"), (FAIL, Why.MEASURED)),
        (with_parameters(Output__Reconnect="false"), (FAIL, Why.SWITCHED_OFF)),
        (with_parameters(Output__Reconnect=None), (INCONCLUSIVE, Why.UNAVAILABLE)),
        (with_parameters(Output__MaxRetries="many"), (INCONCLUSIVE, Why.UNAVAILABLE)),
        (BLIND, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_coming_back(setup: Setup, expected: Expected) -> None:
    assert said(judge_reconnect(setup, NO_PLAN)) == expected


def test_the_limits_of_coming_back_are_the_rigs() -> None:
    assert judge_reconnect(SETUP, Rig(limits={"obsv.reconnect": Limits(50, 30, more=True)})).verdict is FAIL


DELAYED = with_parameters(Output__DelayEnable="true")


@pytest.mark.parametrize(
    ("setup", "planned", "expected"),
    [
        (SETUP, None, (PASS, Why.MEASURED)),
        (SETUP, 0, (PASS, Why.MEASURED)),
        (SETUP, 20_000, (FAIL, Why.DIFFERS)),
        (DELAYED, None, (WARN, Why.DIFFERS)),
        (DELAYED, 20_000, (PASS, Why.MEASURED)),
        (DELAYED, 10_000, (FAIL, Why.DIFFERS)),
        (DELAYED, 0, (FAIL, Why.DIFFERS)),
        (with_parameters(Output__DelayEnable="true", Output__DelaySec=None), None, (INCONCLUSIVE, Why.UNAVAILABLE)),
        (BLIND, None, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_delay(setup: Setup, planned: int | None, expected: Expected) -> None:
    assert said(judge_delay(setup, Rig(stream_delay=None if planned is None else Span(planned)))) == expected


@pytest.mark.parametrize(
    ("setup", "expected"),
    [
        (SETUP, (PASS, Why.MEASURED)),
        (with_parameters(Output__BindIP=None), (PASS, Why.MEASURED)),
        (with_parameters(Output__BindIP="192.0.2.7"), (WARN, Why.UNUSUAL)),
        (with_parameters(Output__IPFamily="IPv6"), (WARN, Why.UNUSUAL)),
        (with_parameters(Output__IPFamily="IPv4+IPv6"), (PASS, Why.MEASURED)),
        (BLIND, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_way_out(setup: Setup, expected: Expected) -> None:
    assert said(judge_bind(setup, NO_PLAN)) == expected


@pytest.mark.parametrize(
    ("setup", "expected", "detail"),
    [
        (SETUP, (PASS, Why.MEASURED), ""),
        (with_parameters(Output__A="false", Output__B=None), (PASS, Why.MEASURED), ""),
        (with_parameters(Output__A="true"), (WARN, Why.SWITCHED_ON), "A"),
        (with_parameters(Output__A="true", Output__B="1"), (WARN, Why.SWITCHED_ON), "A, B"),
        (BLIND, (INCONCLUSIVE, Why.UNAVAILABLE), ""),
    ],
)
def test_what_should_be_off(setup: Setup, expected: Expected, detail: str) -> None:
    found = judge_switched_off(setup, ("Output/A", "Output/B"))
    assert (said(found), found.detail) == (expected, detail)


@pytest.mark.parametrize(
    ("found", "planned", "expected"),
    [
        (None, None, (SKIPPED, Why.NOTHING_PLANNED)),
        (True, None, (SKIPPED, Why.NOTHING_PLANNED)),
        (True, True, (PASS, Why.MEASURED)),
        (False, True, (WARN, Why.SWITCHED_OFF)),
        (None, True, (FAIL, Why.MISSING)),
        (True, False, (FAIL, Why.SWITCHED_ON)),
        (False, False, (PASS, Why.MEASURED)),
        (None, False, (PASS, Why.MEASURED)),
    ],
)
def test_virtual_camera(found: bool | None, planned: bool | None, expected: Expected) -> None:
    assert said(judge_virtual_camera(set_up(virtual_camera=found), Rig(virtual_camera=planned))) == expected


@pytest.mark.parametrize(
    ("found", "planned", "expected"),
    [
        (True, True, (PASS, Why.MEASURED)),
        (False, False, (PASS, Why.MEASURED)),
        (False, True, (FAIL, Why.SWITCHED_OFF)),
        (True, False, (FAIL, Why.SWITCHED_ON)),
        (True, None, (SKIPPED, Why.NOTHING_PLANNED)),
        (None, True, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_studio_mode(found: bool | None, planned: bool | None, expected: Expected) -> None:
    assert said(judge_studio_mode(set_up(studio_mode=found), Rig(studio_mode=planned))) == expected


@pytest.mark.parametrize(
    ("setup", "rig", "expected"),
    [
        (SETUP, NO_PLAN, (SKIPPED, Why.NOTHING_PLANNED)),
        (SETUP, Rig(transition="Fade"), (PASS, Why.MEASURED)),
        (SETUP, Rig(transition="Fade", transition_length=Span(300)), (PASS, Why.MEASURED)),
        (SETUP, Rig(transition="Cut"), (FAIL, Why.DIFFERS)),
        (SETUP, Rig(transition_length=Span(500)), (FAIL, Why.DIFFERS)),
        (set_up(transition_length=None), Rig(transition="Fade", transition_length=Span(5)), (PASS, Why.MEASURED)),
        (set_up(transition=""), Rig(transition="Fade"), (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_transition(setup: Setup, rig: Rig, expected: Expected) -> None:
    assert said(judge_transition(setup, rig)) == expected


PLUGIN = OutputSetup("ndi_output", "ndi_output", True)


@pytest.mark.parametrize(
    ("outputs", "extra", "expected"),
    [
        (SETUP.outputs, None, (PASS, Why.MEASURED)),
        ((OutputSetup("Replay Buffer", "replay_buffer", False),), None, (PASS, Why.MEASURED)),
        ((*SETUP.outputs, PLUGIN), None, (WARN, Why.EXTRA_OUTPUT)),
        ((*SETUP.outputs, PLUGIN), 3_000.0, (PASS, Why.MEASURED)),
        ((), None, (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_other_outputs(outputs: tuple[OutputSetup, ...], extra: float | None, expected: Expected) -> None:
    assert said(judge_outputs(set_up(outputs=outputs), replace_rig(extra_need_kbps=extra))) == expected
