"""How a fact changes the show. Pure; one module per noun.

``evolve`` never refuses and never raises on a fact it knows. A stale fact, which names a run, cue or card
that is no longer what it believed, changes nothing but the show's last time and its number of facts.
"""

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.evolve import air, alarms, clock, incidents, lock, messages, notes, preparation, rundown
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.show import Show


def evolve(show: Show, fact: Fact) -> Show:
    """Return the show after *fact*."""
    changed = _apply(show, fact)
    return replace(changed, last_at=Instant(max(show.last_at, fact.at)), facts=show.facts + 1)


def replay(facts: Iterable[Fact], show: Show = Show()) -> Show:  # noqa: B008 -- frozen: one instance for all
    """Return the show that *facts*, in fold order, make of *show*."""
    for fact in facts:
        show = evolve(show, fact)
    return show


def _apply(show: Show, fact: Fact) -> Show:
    body = fact.body
    match body:
        case (
            f.CueTaken()
            | f.CueHeld()
            | f.CueResumed()
            | f.CueNudged()
            | f.TakeUndone()
            | f.ShowStarted()
            | f.ShowEnded()
            | f.EndUndone()
        ):
            return air.apply(show, fact, body)
        case (
            f.ShowCreated()
            | f.HeaderEdited()
            | f.CuesAdded()
            | f.CueEdited()
            | f.CueMoved()
            | f.CueDeleted()
            | f.CueSkipped()
            | f.CuesReplaced()
        ):
            return rundown.apply(show, body)
        case f.RundownLocked() | f.RundownUnlocked() | f.RundownChanged() | f.VersionAcknowledged():
            return lock.apply(show, fact, body)
        case f.ClockStepped() | f.ClockAnswered() | f.Slept() | f.SleepAnswered():
            return clock.apply(show, body)
        case (
            f.ItemTicked()
            | f.PreflightRan()
            | f.CheckWaived()
            | f.WaiverWithdrawn()
            | f.PreflightSigned()
            | f.CheckConfirmed()
            | f.FeedConfirmed()
            | f.PollOpened()
            | f.PollAnswered()
            | f.PollClosed()
            | f.RigSet()
            | f.SetupKept()
            | f.DriftAccepted()
        ):
            return preparation.apply(show, fact, body)
        case f.AlarmRaised() | f.AlarmAcknowledged() | f.AlarmCleared():
            return alarms.apply(show, fact, body)
        case f.CardOpened() | f.StepDone() | f.DecisionMade() | f.IncidentMitigated() | f.IncidentClosed():
            return incidents.apply(show, fact, body)
        case f.MessageSent() | f.MessageShown() | f.MessageSeen() | f.MessageCleared():
            return messages.apply(show, fact, body)
        case f.NoteAdded() | f.MarkerSet() | f.HotWashSaved():
            return notes.apply(show, fact, body)
    assert_never(body)
