"""Notes, markers and the hot wash."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show

NoteIntent = i.AddNote | i.SetMarker | i.SaveHotWash


def decide(show: Show, wish: Wish, intent: NoteIntent, at: Instant) -> tuple[AnyBody, ...]:
    """Decide about a note."""
    match intent:
        case i.AddNote():
            text = intent.text.strip()
            if not text:
                raise Refused(Reason.EMPTY, field="text")
            return (f.NoteAdded(text=text, role=intent.role),)
        case i.SetMarker():
            cue = None if show.air.run is None else show.air.run.cue
            return (f.MarkerSet(at=at, cue=cue, text=intent.text.strip()),)
        case i.SaveHotWash():
            return _hot_wash(show, wish, intent)
    assert_never(intent)


def _hot_wash(show: Show, wish: Wish, intent: i.SaveHotWash) -> tuple[AnyBody, ...]:
    answers = (intent.intended, intent.happened, intent.why, intent.keep, intent.fix)
    if not any(answer.strip() for answer in answers):
        raise Refused(Reason.EMPTY)
    intended, happened, why, keep, fix = answers
    saved = f.HotWashSaved(role=intent.role, intended=intended, happened=happened, why=why, keep=keep, fix=fix)
    same = any(who == wish.who and before == saved for who, _, before in show.hot_wash)
    return () if same else (saved,)
