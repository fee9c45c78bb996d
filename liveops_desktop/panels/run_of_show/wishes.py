"""What the keys under the table wish for the selected cue, and what is remembered of a wish until it is answered."""

from dataclasses import dataclass

import msgspec

from liveops_desktop.core.commands import PasteRows
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.intents import DeleteCue, Intent, MoveCue, SkipCue, Take
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show
from liveops_desktop.panels.run_of_show.rows import Column


@dataclass(frozen=True)
class Sent:
    """A wish that may come back refused: what it was, at which row, and what was typed."""

    wish: Intent | PasteRows
    cue: CueId | None
    column: Column | None = None
    text: str = ""


def insisted(sent: Sent, refused: Refused) -> Intent | None:
    """Return the same wish once a person means it; None where there is no insisting."""
    if refused.reason is Reason.CONFIRM_STANDBY and isinstance(sent.wish, DeleteCue | SkipCue | MoveCue):
        return msgspec.structs.replace(sent.wish, confirmed=True)
    if refused.reason is Reason.ALREADY_ON_AIR and isinstance(sent.wish, Take):
        return msgspec.structs.replace(sent.wish, again=True)
    return None


def is_over(sent: Sent, refused: Refused, show: Show | None) -> bool:
    """Say whether the show has gone on past what was refused: another cue is on air, or none."""
    run = show.air.run if show is not None else None
    return refused.reason is Reason.ALREADY_ON_AIR and (run is None or run.cue != sent.cue)


def wish_of(action: str, show: Show, cue: Cue) -> Intent | None:
    """Return what *action* wishes for *cue*; None where it means nothing: up at the head, down at the foot."""
    row = next((row for row, one in enumerate(show.cues) if one.id == cue.id), None)
    if row is None:
        return None
    match action:
        case "delete":
            return DeleteCue(cue.id)
        case "skip":
            return SkipCue(cue.id, not cue.skipped)
        case "up" if row > 0:
            return MoveCue(cue.id, show.cues[row - 2].id if row > 1 else None)
        case "down" if row + 1 < len(show.cues):
            return MoveCue(cue.id, show.cues[row + 1].id)
        case "jump":
            return Take(cue.id, show.air.run.id if show.air.run is not None else None)
        case _:
            return None
