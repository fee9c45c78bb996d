"""Incidents: cards worked step by step. A closed one does not change any more."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.show import Incident, Show, StepTick

IncidentBody = f.CardOpened | f.StepDone | f.DecisionMade | f.IncidentMitigated | f.IncidentClosed


def apply(show: Show, fact: Fact, body: IncidentBody) -> Show:
    """Return the show after a fact about an incident."""
    if isinstance(body, f.CardOpened):
        return _opened(show, fact, body)
    incident = next((i for i in show.incidents if i.id == body.incident), None)
    if incident is None or incident.closed_at is not None:
        return show
    changed = _work(incident, fact, body)
    return replace(show, incidents=tuple(changed if i.id == changed.id else i for i in show.incidents))


def _opened(show: Show, fact: Fact, body: f.CardOpened) -> Show:
    if any(i.id == body.incident or (i.card.id == body.card.id and i.closed_at is None) for i in show.incidents):
        return show
    incident = Incident(
        id=body.incident,
        card=body.card,
        opened_at=fact.at,
        opened_by=fact.who,
        alarm=body.alarm,
        cue=show.air.run.cue if show.air.run is not None else None,
    )
    return replace(show, incidents=(*show.incidents, incident))


def _work(
    incident: Incident, fact: Fact, body: f.StepDone | f.DecisionMade | f.IncidentMitigated | f.IncidentClosed
) -> Incident:
    match body:
        case f.StepDone():
            return _step(incident, fact, body)
        case f.DecisionMade():
            decision = (fact.at, fact.who, body.text)
            if decision in incident.decisions:
                return incident
            return replace(incident, decisions=(*incident.decisions, decision))
        case f.IncidentMitigated():
            at = fact.at if incident.mitigated_at is None else incident.mitigated_at
            return replace(incident, mitigated_at=at)
        case f.IncidentClosed():
            return replace(incident, closed_at=fact.at, recovered=body.recovered, note=body.note)
    assert_never(body)


def _step(incident: Incident, fact: Fact, body: f.StepDone) -> Incident:
    steps = {step: tick for step, tick in incident.steps.items() if body.done or step != body.step}
    if body.done:
        steps.setdefault(body.step, StepTick(who=fact.who, at=fact.at))
    return replace(incident, steps=steps)
