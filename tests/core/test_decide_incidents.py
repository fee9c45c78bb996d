"""Alarms and the cards that are worked (DESIGN §6)."""

import pytest

from liveops_desktop.core import intents as i
from liveops_desktop.core.content import Severity
from liveops_desktop.core.facts import AlarmId, IncidentId
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Incident, StepTick
from tests.core.scenario import Scenario, card, instant

RAISE = i.RaiseAlarm("obs-lost", Severity.S1, "E05", "no answer for 3 s")


def refused(scenario: Scenario, intent: i.Intent) -> Refused:
    before = scenario.show
    with pytest.raises(Refused) as caught:
        scenario.at(99, intent)
    assert scenario.show == before
    return caught.value


# -- alarms


def test_an_alarm_keeps_the_figures_that_raised_it() -> None:
    scenario = Scenario()
    scenario.at(5, RAISE, id="w")
    (alarm,) = scenario.show.alarms
    assert (alarm.id, alarm.signal, alarm.severity, alarm.card, alarm.figures, alarm.raised_at) == (
        "w",
        "obs-lost",
        Severity.S1,
        "E05",
        "no answer for 3 s",
        instant("5"),
    )


def test_a_signal_raises_one_alarm_until_it_is_cleared() -> None:
    scenario = Scenario()
    scenario.at(5, RAISE, id="first")
    scenario.at(6, RAISE, id="second")
    scenario.at(7, i.RaiseAlarm("stream-stopped", Severity.S1, "E01", ""), id="other")
    assert [a.id for a in scenario.show.alarms] == ["first", "other"]
    scenario.at(8, i.ClearAlarm(AlarmId("first")))
    scenario.at(9, RAISE, id="first")  # a retry of a wish that was answered
    scenario.at(10, RAISE, id="third")
    assert [(a.id, a.cleared_at) for a in scenario.show.alarms] == [
        ("first", instant("8")),
        ("other", None),
        ("third", None),
    ]


def test_an_alarm_is_acknowledged_and_cleared_once() -> None:
    scenario = Scenario()
    scenario.at(4, i.RaiseAlarm("cpu", Severity.S3, "", ""), id="other")
    scenario.at(5, RAISE, id="w")
    for when, who in ((6, "ann"), (7, "ben")):
        scenario.at(when, i.AcknowledgeAlarm(AlarmId("w")), who=who)
    for when in (8, 9):
        scenario.at(when, i.ClearAlarm(AlarmId("w")))
    other, alarm = scenario.show.alarms
    assert (alarm.acknowledged_at, alarm.acknowledged_by, alarm.cleared_at) == (instant("6"), "ann", instant("8"))
    assert (other.acknowledged_at, other.cleared_at) == (None, None)
    assert len(scenario.facts) == 5


@pytest.mark.parametrize(
    "intent", [i.AcknowledgeAlarm(AlarmId("x")), i.ClearAlarm(AlarmId("x")), i.OpenCard(card(), AlarmId("x"))]
)
def test_no_such_alarm(intent: i.Intent) -> None:
    assert refused(Scenario(), intent).reason is Reason.NO_SUCH_ALARM


# -- cards


def opened() -> tuple[Scenario, IncidentId]:
    scenario = Scenario("a 100")
    return scenario, IncidentId(scenario.at(10, i.OpenCard(card())))


def incident(scenario: Scenario) -> Incident:
    return scenario.show.incidents[0]


def test_a_card_is_opened_with_the_alarm_and_the_cue_on_air() -> None:
    scenario = Scenario("a 100").play("0 take a")
    scenario.at(5, RAISE, id="alarm")
    scenario.at(6, i.OpenCard(card("E05"), AlarmId("alarm")), who="ben", id="w")
    assert scenario.show.incidents == (
        Incident(IncidentId("w"), card("E05"), instant("6"), "ben", AlarmId("alarm"), scenario.on_air().cue),
    )


def test_off_air_a_card_has_no_cue() -> None:
    assert incident(opened()[0]).cue is None


def test_a_card_is_open_once() -> None:
    scenario, first = opened()
    assert refused(scenario, i.OpenCard(card())).reason is Reason.CARD_OPEN
    scenario.at(11, i.OpenCard(card("E02")))
    scenario.at(12, i.OpenCard(card()), id=first)  # a retry
    assert [one.card.id for one in scenario.show.incidents] == ["E01", "E02"]
    scenario.at(13, i.CloseIncident(first, recovered=True))
    scenario.at(14, i.OpenCard(card()))
    assert [one.card.id for one in scenario.show.incidents] == ["E01", "E02", "E01"]


def test_steps_are_done_by_name_and_taken_back() -> None:
    scenario, it = opened()
    scenario.at(11, i.DoStep(it, 1), who="ben")
    scenario.at(12, i.DoStep(it, 1), who="ann")
    scenario.at(13, i.DoStep(it, 0), who="ann")
    assert incident(scenario).steps == {1: StepTick("ben", instant("11")), 0: StepTick("ann", instant("13"))}
    scenario.at(14, i.DoStep(it, 1, done=False))
    scenario.at(15, i.DoStep(it, 1, done=False))
    assert list(incident(scenario).steps) == [0]
    assert len(scenario.facts) == 6


@pytest.mark.parametrize("step", [-1, 2])
def test_a_step_that_the_card_does_not_have(step: int) -> None:
    scenario, it = opened()
    assert refused(scenario, i.DoStep(it, step)).reason is Reason.UNKNOWN_ITEM


def test_decisions_are_kept_in_order() -> None:
    scenario, it = opened()
    scenario.at(11, i.MakeDecision(it, " stay "), who="ann")
    scenario.at(12, i.MakeDecision(it, "cut"), who="ben")
    assert incident(scenario).decisions == ((instant("11"), "ann", "stay"), (instant("12"), "ben", "cut"))
    assert refused(scenario, i.MakeDecision(it, " ")).reason is Reason.EMPTY


def test_mitigated_once() -> None:
    scenario, it = opened()
    for when in (11, 12):
        scenario.at(when, i.Mitigate(it))
    assert incident(scenario).mitigated_at == instant("11")
    assert len(scenario.facts) == 4


def test_closing_needs_the_recovery_or_a_reason() -> None:
    scenario, it = opened()
    why = refused(scenario, i.CloseIncident(it, recovered=False, note=" "))
    assert (why.reason, why.field) == (Reason.RECOVERY_NOT_CONFIRMED, "note")
    scenario.at(20, i.CloseIncident(it, recovered=False, note=" the show ended "))
    closed = incident(scenario)
    assert (closed.closed_at, closed.recovered, closed.note) == (instant("20"), False, "the show ended")


def test_closed_with_the_recovery_confirmed() -> None:
    scenario, it = opened()
    scenario.at(20, i.CloseIncident(it, recovered=True))
    assert incident(scenario).recovered


@pytest.mark.parametrize("closed", [True, False])
def test_nothing_is_done_on_a_closed_or_unknown_incident(closed: bool) -> None:
    scenario, it = opened()
    if closed:
        scenario.at(20, i.CloseIncident(it, recovered=True))
    target = it if closed else IncidentId("x")
    for intent in (
        i.DoStep(target, 0),
        i.MakeDecision(target, "go on"),
        i.Mitigate(target),
        i.CloseIncident(target, recovered=True),
    ):
        reason = Reason.INCIDENT_CLOSED if closed else Reason.NO_SUCH_INCIDENT
        assert refused(scenario, intent).reason is reason
