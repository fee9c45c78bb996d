"""What the keys of the take bar wish, and what its buttons say: read off a snapshot, nothing else."""

from collections.abc import Callable

from liveops_desktop.core.clock import Span, seconds, since
from liveops_desktop.core.intents import (
    EndShow,
    Hold,
    Intent,
    Nudge,
    Resume,
    SetMarker,
    StartShow,
    Take,
    UndoEnd,
    UndoTake,
)
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import wall_time
from liveops_desktop.words import _

NUDGE = seconds(30)
ELSEWHERE = {"message": "messages", "card": "trouble"}
"""Buttons of the bar whose key and work belong to another panel; in a narrow window they are left out in this order."""


def take_wish(snapshot: Snapshot) -> Intent | None:
    """Return what a take wishes now; None where it asks for the end first, or there is nothing to take."""
    show, timing = snapshot.show, snapshot.timing
    if show is None or show.header is None or timing is None or show.air.ended_at is not None:
        return None
    if timing.next is not None:
        return Take(cue=show.cues[timing.next].id, leaving=show.air.run.id if show.air.run else None)
    if show.air.started_at is None and not show.cues:
        return StartShow()
    return None


def hold_wish(snapshot: Snapshot) -> Intent | None:
    """Return the hold or the resume of the running cue."""
    run = snapshot.show.air.run if snapshot.show is not None else None
    if run is None:
        return None
    return Hold(run.id) if run.held_since is None else Resume(run.id)


def nudge_wish(snapshot: Snapshot, by: Span) -> Intent | None:
    """Return a nudge of the running cue."""
    run = snapshot.show.air.run if snapshot.show is not None else None
    return None if run is None else Nudge(run.id, by)


def undo_wish(snapshot: Snapshot) -> Intent | None:
    """Return the undo of the end, or of the last take."""
    if snapshot.show is None:
        return None
    air = snapshot.show.air
    if air.ended_at is not None:
        return UndoEnd()
    return UndoTake(air.run.id) if air.run is not None and air.undoable else None


def marker_wish(snapshot: Snapshot) -> Intent | None:
    """Return a marker at this moment."""
    return SetMarker() if snapshot.show is not None and snapshot.show.header is not None else None


def end_wish(snapshot: Snapshot) -> Intent | None:
    """Return the end of the show; it is always asked for first."""
    if not on_air(snapshot) or snapshot.show is None:
        return None
    return EndShow(leaving=snapshot.show.air.run.id if snapshot.show.air.run else None)


WISHES: dict[str, Callable[[Snapshot], Intent | None]] = {
    "take": take_wish,
    "hold": hold_wish,
    "less": lambda snapshot: nudge_wish(snapshot, Span(-NUDGE)),
    "more": lambda snapshot: nudge_wish(snapshot, NUDGE),
    "undo": undo_wish,
    "marker": marker_wish,
}


def enabled(action: str, snapshot: Snapshot) -> bool:
    """Say whether the key *action* means anything now."""
    if action in ELSEWHERE:
        return snapshot.show is not None
    if action == "end":
        return end_wish(snapshot) is not None
    if action == "take" and past_the_last(snapshot):
        return True
    return action in WISHES and WISHES[action](snapshot) is not None


def take_title(snapshot: Snapshot) -> str:
    """Return the title of the take button: what the next press does."""
    show, timing = snapshot.show, snapshot.timing
    if show is None or timing is None:
        return _("Take")
    if timing.next is not None:
        return _("Take cue {number}").format(number=timing.next + 1)
    if past_the_last(snapshot):
        return _("End …")
    return _("Start") if show.air.started_at is None else _("Take")


def take_titles(cues: int) -> tuple[str, ...]:
    """Return what the take button may say in a show of so many *cues*, each figure a zero: as wide as any other."""
    return _("Take cue {number}").format(number="0" * len(str(cues))), _("End …"), _("Start"), _("Take")


def hold_title(snapshot: Snapshot) -> str:
    """Return the title of the hold button."""
    run = snapshot.show.air.run if snapshot.show is not None else None
    if run is None or run.held_since is None:
        return _("Hold")
    return _("Resume")


def live_words(snapshot: Snapshot) -> str:
    """Return what of OBS is still live, as a sentence of its own, or nothing."""
    obs = snapshot.vitals.obs
    live = [name for name, output in ((_("STREAM"), obs.stream), (_("REC"), obs.record)) if output and output.active]
    return " " + _("{outputs} is still live.").format(outputs=" · ".join(live)) if live else ""


def on_air(snapshot: Snapshot) -> bool:
    """Say whether the show runs."""
    air = snapshot.show.air if snapshot.show is not None else None
    return air is not None and air.on_air


def past_the_last(snapshot: Snapshot) -> bool:
    """Say whether a take would go past the last cue."""
    return on_air(snapshot) and snapshot.timing is not None and snapshot.timing.next is None


def marked(snapshot: Snapshot, told_for: Span) -> str:
    """Return that a marker was just set, and when; empty where that is longer ago than *told_for*."""
    show = snapshot.show
    note = show.notes[-1] if show is not None and show.notes else None
    if (
        show is None
        or show.header is None
        or note is None
        or not note.marker
        or since(note.at, snapshot.now) > told_for
    ):
        return ""
    return "◆ " + _("marker set at {time}").format(time=wall_time(note.at, show.header.zone, snapshot.wall_shift))
