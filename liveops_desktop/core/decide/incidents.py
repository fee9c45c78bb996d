"""Cards: opened, worked step by step, closed once the recovery is confirmed or a reason is given."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.decide.alarms import alarm_of
from liveops_desktop.core.facts import AnyBody, IncidentId
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Incident, Show

IncidentIntent = i.OpenCard | i.DoStep | i.MakeDecision | i.Mitigate | i.CloseIncident


def decide(show: Show, wish: Wish, intent: IncidentIntent) -> tuple[AnyBody, ...]:
    """Decide about a card."""
    if isinstance(intent, i.OpenCard):
        return _open(show, wish, intent)
    incident = _incident_of(show, intent.incident)
    match intent:
        case i.DoStep():
            if not 0 <= intent.step < len(incident.card.steps):
                raise Refused(Reason.UNKNOWN_ITEM)
            same = (intent.step in incident.steps) == intent.done
            return () if same else (f.StepDone(incident=incident.id, step=intent.step, done=intent.done),)
        case i.MakeDecision():
            text = intent.text.strip()
            if not text:
                raise Refused(Reason.EMPTY, field="text")
            return (f.DecisionMade(incident=incident.id, text=text),)
        case i.Mitigate():
            return (f.IncidentMitigated(incident=incident.id),) if incident.mitigated_at is None else ()
        case i.CloseIncident():
            note = intent.note.strip()
            if not intent.recovered and not note:
                raise Refused(Reason.RECOVERY_NOT_CONFIRMED, field="note")
            return (f.IncidentClosed(incident=incident.id, recovered=intent.recovered, note=note),)
    assert_never(intent)


def _open(show: Show, wish: Wish, intent: i.OpenCard) -> tuple[AnyBody, ...]:
    if any(incident.id == wish.id for incident in show.incidents):
        return ()
    if any(incident.card.id == intent.card.id and incident.closed_at is None for incident in show.incidents):
        raise Refused(Reason.CARD_OPEN)
    if intent.alarm is not None:
        alarm_of(show, intent.alarm)
    return (f.CardOpened(incident=IncidentId(wish.id), card=intent.card, alarm=intent.alarm),)


def _incident_of(show: Show, incident: IncidentId) -> Incident:
    found = next((known for known in show.incidents if known.id == incident), None)
    if found is None:
        raise Refused(Reason.NO_SUCH_INCIDENT)
    if found.closed_at is not None:
        raise Refused(Reason.INCIDENT_CLOSED)
    return found
