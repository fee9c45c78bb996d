"""Trouble on air: OBS is killed; alarm, card by one key, steps by Enter, OBS back, closed, and all of it reported."""

import time

import pytest

from liveops_desktop.core.content import Severity
from liveops_desktop.core.facts import AlarmCleared, AlarmRaised, CardOpened, CueTaken, Fact, IncidentClosed, StepDone
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import WHO, Program, seat
from tests.lab.ingest import Ingest
from tests.lab.studio import LabObs

pytestmark = [pytest.mark.e2e, pytest.mark.lab]


def test_incident(program: Program, streaming: LabObs, ingest: Ingest) -> None:
    head = header("Crash on air", ingest=ingest.url, contingency_scene="Holding")
    show = make_show(program.home / "shows" / "incident.show", head, cues(600, 600, scene="Main"))
    seat(program.home, show, streaming.port, obs=True)
    program.start(show, password=streaming.password)
    program.keys("ctrl+3")
    program.find("STREAM 0", 20, enabled=False)
    program.keys("space")
    program.wait_fact(CueTaken)

    killed = time.time() * 1_000
    streaming.kill9()
    alarm = wait_lost(program)
    assert alarm.at - killed <= 5_000
    program.find("OBS is gone", enabled=False)
    program.screenshot("alarm")

    program.keys("F2")
    opened = program.wait_fact(CardOpened).body
    assert isinstance(opened, CardOpened)
    assert opened.card.id == "E08"
    program.screenshot("card")
    for done in range(1, len(opened.card.steps) + 1):
        program.keys("Return")
        program.wait_fact(StepDone, done)
    program.keys("Return")  # there is no step left: it does nothing

    streaming.start()
    wait_cleared(program, alarm)
    program.screenshot("back")
    program.press_in("Trouble", "Recovery confirmed")
    program.press_in("Trouble", "Close incident")
    closed = program.wait_fact(IncidentClosed).body
    assert isinstance(closed, IncidentClosed)
    assert closed.recovered
    assert [fact.body.step for fact in program.of(StepDone) if isinstance(fact.body, StepDone)] == list(
        range(len(opened.card.steps))
    )

    report = program.command("report", str(show))
    assert report.returncode == 0, report.stderr
    assert "### E08 Streaming PC or OBS crash · S1" in report.stdout
    assert f"by {WHO}" in report.stdout
    assert "recovery confirmed" in report.stdout
    assert "OBS is gone" in report.stdout


def wait_lost(program: Program) -> Fact:
    """Return the alarm that the link is lost, of the gravest kind."""
    found: list[Fact] = []

    def there() -> bool:
        found[:] = [
            fact
            for fact in program.of(AlarmRaised)
            if isinstance(fact.body, AlarmRaised)
            and (fact.body.signal, fact.body.severity) == ("obs-lost", Severity.S1)
        ]
        return bool(found)

    program.wait(there, 30, "the alarm that OBS is lost")
    return found[0]


def wait_cleared(program: Program, alarm: Fact) -> None:
    """Wait until *alarm* is cleared, by itself."""
    assert isinstance(alarm.body, AlarmRaised)
    which = alarm.body.alarm

    def cleared() -> bool:
        return any(isinstance(f.body, AlarmCleared) and f.body.alarm == which for f in program.of(AlarmCleared))

    program.wait(cleared, 30, "the alarm clears by itself")
