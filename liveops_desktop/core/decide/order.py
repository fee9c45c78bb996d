"""Move, delete and skip: what changes the order of play (RUN-OF-SHOW §4 *Protection*)."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.decide.cues import cue_of, protect
from liveops_desktop.core.evolve.rundown import RundownBody
from liveops_desktop.core.show import Show

OrderIntent = i.MoveCue | i.DeleteCue | i.SkipCue


def decide(show: Show, intent: OrderIntent) -> tuple[RundownBody, ...]:
    """Decide about the order of play."""
    match intent:
        case i.MoveCue():
            return _move(show, intent)
        case i.DeleteCue():
            cue_of(show, intent.cue)
            protect(show, intent.cue, confirmed=intent.confirmed)
            return (f.CueDeleted(cue=intent.cue),)
        case i.SkipCue():
            if cue_of(show, intent.cue).skipped == intent.skipped:
                return ()
            protect(show, intent.cue, confirmed=intent.confirmed)
            return (f.CueSkipped(cue=intent.cue, skipped=intent.skipped),)
    assert_never(intent)


def _move(show: Show, intent: i.MoveCue) -> tuple[RundownBody, ...]:
    cue_of(show, intent.cue)
    if intent.after is not None:
        cue_of(show, intent.after)
    ids = [cue.id for cue in show.cues]
    place = ids.index(intent.cue)
    before = ids[place - 1] if place else None
    if intent.after in (intent.cue, before):
        return ()
    protect(show, intent.cue, confirmed=intent.confirmed)
    return (f.CueMoved(cue=intent.cue, after=intent.after),)
