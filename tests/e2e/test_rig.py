"""Preflight in the real program: F5, the decision at shipped thresholds, waivers by name and reason, the signature."""

from collections.abc import Callable

import pytest

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.core.facts import CheckWaived, PreflightRan, PreflightSigned
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import Go, PreflightRun, Verdict
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import STREAM_KEY, WHO, Program, seat
from tests.lab.ingest import Ingest
from tests.lab.studio import LabObs

INFOS = tuple(check.info for check in CATALOGUE)

pytestmark = [pytest.mark.e2e, pytest.mark.lab, pytest.mark.timeout(420)]

OF_THIS_MACHINE = {"machine", "displays", "devices", "network", "bandwidth"}
"""Groups that judge the machine the test runs on, whatever it is."""
SLOW_HERE = {info.id for info in INFOS if info.group.value in OF_THIS_MACHINE} | {
    "obsv.active_fps",
    "obsv.render_time",
    "obsv.render_lag",
    "obsv.encode_skip",
    "obsv.cpu",
    "obsv.mem",
    "obsc.instances",  # another OBS may run here, for another test
    "ing.tcp",
    "aud.dead",  # the lab's microphone is the silence of a sound server without a device
}
"""Two cores that also draw the picture in software may miss these; nothing else may stand in the way."""

BUSY = {"ing.tcp"}
"""Times of ten connections, which a burst of work beside can spoil."""


def test_rig(program: Program, own_obs: Callable[..., LabObs], ingest: Ingest) -> None:
    studio = own_obs(sound=True)
    studio.set_target(ingest.url, STREAM_KEY)
    head = header("Rig", ingest=ingest.url, contingency_scene="Holding", microphones=("Mic",), fps=30.0)
    show = make_show(program.home / "shows" / "rig.show", head, cues(60, 60, scene="Main"))
    seat(program.home, show, studio.port, obs=True)
    program.start(show, password=studio.password)
    program.find("OBS connected", 20, enabled=False)
    program.keys("ctrl+2")
    run = measured(program)
    program.screenshot("ran")
    failed = standing_in_the_way(run)
    assert failed <= SLOW_HERE, [result for result in run.results if result.verdict is not Verdict.PASS]
    program.find("NO-GO" if failed else "GO", enabled=False)

    for count, check in enumerate(sorted(failed), start=1):
        waive(program, count, "the lab has two cores")
        print(f"waived: {check}")
    program.press("Sign off")
    signed = program.wait_fact(PreflightSigned)
    assert isinstance(signed.body, PreflightSigned)
    assert (signed.who, signed.body.run) == (WHO, run.id)
    assert signed.body.go is (Go.WAIVED if failed else Go.GO)
    assert {fact.body.check for fact in program.of(CheckWaived) if isinstance(fact.body, CheckWaived)} == failed
    program.find(f"{WHO} · GO", enabled=False)
    program.screenshot("signed")


def test_no_go_names_what_stands_in_the_way(program: Program, own_obs: Callable[..., LabObs], ingest: Ingest) -> None:
    studio = own_obs()
    studio.set_target("rtmp://127.0.0.1:9/elsewhere", STREAM_KEY)
    head = header("Wrong rig", ingest=ingest.url, contingency_scene="No such scene")
    show = make_show(program.home / "shows" / "wrong.show", head, cues(60, scene="Main"))
    seat(program.home, show, studio.port, obs=True)
    program.start(show, password=studio.password)
    program.find("OBS connected", 20, enabled=False)
    program.keys("ctrl+2")
    run = measured(program)
    assert standing_in_the_way(run) - SLOW_HERE == {"obsv.target", "scn.contingency", "aud.mute"}
    program.find("NO-GO", enabled=False)
    program.screenshot("no-go")
    assert all(STREAM_KEY.encode() not in file.read_bytes() for file in program.home.rglob("*") if file.is_file())


def standing_in_the_way(run: PreflightRun) -> set[str]:
    return set(decide_go(run.results, INFOS, (), run.finished_at, phase=run.phase).blocking)


def failed_in(run: PreflightRun) -> set[str]:
    return {result.check for result in run.results if result.verdict is Verdict.FAIL}


def measured(program: Program) -> PreflightRun:
    """Press F5; again where the machine was so busy that even its own loopback was slow, as a person would."""
    count = 1
    program.keys("F5")
    while failed_in(run := latest_run(program, count)) & BUSY and count < 3:
        count += 1
        program.keys("F5")
    return run


def latest_run(program: Program, count: int) -> PreflightRun:
    """Return the run of the *count*-th preflight; the windows of a minute have to fill first."""
    body = program.wait_fact(PreflightRan, count, seconds=130).body
    assert isinstance(body, PreflightRan)
    return body.run


def waive(program: Program, count: int, reason: str) -> None:
    """Waive the first check that can be, by mouse and keys."""
    program.press("Waive …")
    program.type_text(reason)
    program.keys("Return")
    fact = program.wait_fact(CheckWaived, count)
    assert isinstance(fact.body, CheckWaived)
    assert (fact.who, fact.body.reason) == (WHO, reason)
