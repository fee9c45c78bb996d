"""Group OBS: every judgement good, bad and not measured; the door itself is in ``test_judgements``."""

import msgspec
import pytest

from liveops_desktop.checks import Check, Judgement, LogReading, Probe
from liveops_desktop.checks.obs import (
    events,
    judge_auth_enabled,
    judge_events,
    judge_instances,
    judge_name,
    judge_port,
    judge_round_trip,
    judge_safe_mode,
    judge_version,
    ready,
    safe_mode,
)
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.log_signs import LogFinding, Severity, Sign
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Obs
from tests.checks.readings import GONE, StillWorld, judged, obs

PASS, WARN, FAIL = Verdict.PASS, Verdict.WARN, Verdict.FAIL
INCONCLUSIVE, SKIPPED = Verdict.INCONCLUSIVE, Verdict.SKIPPED
NO_PLAN = Rig()


def said(judgement: Judgement) -> tuple[Verdict, Why]:
    return judgement.verdict, judgement.why


def run(check: Check, world: StillWorld) -> Judgement:
    return judged(check, world)


@pytest.mark.parametrize(
    ("asks", "local", "expected"),
    [
        (True, True, (PASS, Why.MEASURED)),
        (True, False, (PASS, Why.MEASURED)),
        (False, True, (WARN, Why.OPEN_DOOR)),
        (False, False, (FAIL, Why.OPEN_DOOR)),
        (None, True, (INCONCLUSIVE, Why.NOT_CONNECTED)),
    ],
)
def test_an_open_door_is_worse_where_the_network_reaches_it(
    asks: bool | None, local: bool, expected: tuple[Verdict, Why]
) -> None:
    assert said(judge_auth_enabled(Probe(needs_password=asks), local=local)) == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("30.0.0", (PASS, Why.MEASURED)),
        ("32.2.1", (PASS, Why.MEASURED)),
        ("31.0.0-rc1", (WARN, Why.UNUSUAL)),
        ("29.0.2", (WARN, Why.MEASURED)),
        ("28.1.2", (WARN, Why.MEASURED)),
        ("27.2.4", (FAIL, Why.MEASURED)),
        ("27.2.4-beta2", (FAIL, Why.MEASURED)),
        ("29.0.2.1", (WARN, Why.MEASURED)),
        ("", (INCONCLUSIVE, Why.UNAVAILABLE)),
        ("next", (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_the_age_of_obs(version: str, expected: tuple[Verdict, Why]) -> None:
    assert said(judge_version(obs(version=version), NO_PLAN)) == expected


def test_the_age_of_an_obs_that_is_gone_is_not_known() -> None:
    for gone in (GONE, Obs()):
        assert said(judge_version(gone, NO_PLAN)) == (INCONCLUSIVE, Why.NOT_CONNECTED)


@pytest.mark.parametrize(
    ("trip", "jitter", "expected"),
    [
        (0.4, 0.2, PASS),
        (20.0, 500.0, PASS),
        (20.1, 0.0, WARN),
        (200.0, 0.0, WARN),
        (200.1, 0.0, FAIL),
        (0.4, 500.1, FAIL),
        (None, None, INCONCLUSIVE),
    ],
)
def test_the_way_to_obs_and_back(trip: float | None, jitter: float | None, expected: Verdict) -> None:
    assert judge_round_trip(Probe(round_trip=trip, jitter=jitter), NO_PLAN).verdict is expected


@pytest.mark.parametrize(("took", "expected"), [(3, PASS), (1_000, PASS), (1_001, FAIL)])
def test_how_long_an_event_takes(took: int, expected: Verdict) -> None:
    assert judge_events(Span(took), NO_PLAN).verdict is expected


@pytest.mark.parametrize(
    ("nothing", "expected"),
    [(Why.NO_ANSWER, FAIL), (Why.NOT_CONNECTED, INCONCLUSIVE), (Why.NOT_READY, INCONCLUSIVE)],
)
def test_only_an_event_that_does_not_come_is_a_fault_of_the_events(nothing: Why, expected: Verdict) -> None:
    assert said(run(events, StillWorld(unreachable=nothing))) == (expected, nothing)


@pytest.mark.parametrize(
    ("nothing", "expected"), [(Why.NOT_READY, FAIL), (Why.NOT_CONNECTED, INCONCLUSIVE), (None, PASS)]
)
def test_obs_is_ready_when_it_tells_what_it_is_set_to(nothing: Why | None, expected: Verdict) -> None:
    assert run(ready, StillWorld(unreachable=nothing)).verdict is expected


@pytest.mark.parametrize(
    ("count", "there", "expected"),
    [
        (1, True, (PASS, Why.MEASURED)),
        (2, True, (FAIL, Why.TWO_RUN)),
        (2, False, (FAIL, Why.TWO_RUN)),
        (0, True, (INCONCLUSIVE, Why.UNAVAILABLE)),
        (0, False, (INCONCLUSIVE, Why.NOT_CONNECTED)),
    ],
)
def test_how_many_obs_run(count: int, there: bool, expected: tuple[Verdict, Why]) -> None:
    assert said(judge_instances(count, connected=there)) == expected


@pytest.mark.parametrize(
    ("name", "planned", "expected"),
    [
        ("Show", "Show", (PASS, Why.MEASURED)),
        ("Other", "Show", (FAIL, Why.DIFFERS)),
        ("show", "Show", (FAIL, Why.DIFFERS)),
        ("Show", "", (SKIPPED, Why.NOTHING_PLANNED)),
        ("", "Show", (INCONCLUSIVE, Why.UNAVAILABLE)),
        ("", "", (INCONCLUSIVE, Why.UNAVAILABLE)),
    ],
)
def test_collection_and_profile(name: str, planned: str, expected: tuple[Verdict, Why]) -> None:
    assert said(judge_name(name, planned)) == expected


SAFE = LogFinding(Sign.SAFE_MODE, Severity.WARNING, 3, "Safe Mode enabled.")
OTHER = LogFinding(Sign.PORTABLE, Severity.INFO, 2, "Portable mode: true")


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (LogReading((), crashed=False), (PASS, Why.MEASURED)),
        (LogReading((OTHER,), crashed=False), (PASS, Why.MEASURED)),
        (LogReading((OTHER, SAFE), crashed=False), (WARN, Why.SAFE_MODE)),
        (LogReading((SAFE,), crashed=True), (WARN, Why.SAFE_MODE)),
        (LogReading((), crashed=True), (WARN, Why.CRASHED)),
    ],
)
def test_how_obs_was_started(log: LogReading, expected: tuple[Verdict, Why]) -> None:
    assert said(judge_safe_mode(log)) == expected


def test_without_a_log_nothing_is_known_of_how_obs_was_started() -> None:
    assert said(run(safe_mode, StillWorld(unreachable=Why.NO_LOG))) == (INCONCLUSIVE, Why.NO_LOG)


def test_a_rig_spec_has_its_own_limits() -> None:
    slow = Rig(limits={"obsc.port": Limits(500, 500, "ms"), "obsc.version": Limits(29, 29, more=True)})
    assert judge_port(Probe(Span(400)), slow).verdict is PASS
    assert judge_port(Probe(Span(501)), slow).verdict is FAIL
    assert judge_version(obs(version="29.0.2"), slow).verdict is PASS
    assert judge_version(obs(version="28.0.2"), slow).verdict is FAIL


def test_what_is_found_can_be_shown() -> None:
    assert msgspec.structs.astuple(judge_round_trip(Probe(round_trip=0.44, jitter=1.6), NO_PLAN))[1:3] == ("0.4", "ms")
    assert judge_version(obs(version="29.0.2"), NO_PLAN).value == "29.0.2"
