"""A whole list in the place of another; the cue on air is never touched by it (RUN-OF-SHOW §4 *Protection*)."""

from msgspec.structs import replace

from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.evolve.fixed import forget, settle
from liveops_desktop.core.show import Show


def replaced(show: Show, cues: tuple[Cue, ...]) -> Show:
    """Return the show with the list *cues*, in which each id stands once."""
    before = {cue.id: cue for cue in show.cues}
    cues = with_cue_on_air(show, cues)
    ids = {cue.id for cue in cues}
    fixed = {cue: times for cue, times in show.air.fixed.items() if cue in ids}
    show = replace(show, cues=cues, air=replace(show.air, fixed=fixed))
    if show.air.started_at is None:
        return show
    for cue in cues:
        old = before.get(cue.id)
        if old is not None and (hard := cue.hard != old.hard, until := cue.until != old.until) != (False, False):
            show = forget(show, cue.id, hard=hard, until=until)
    return settle(show)


def with_cue_on_air(show: Show, cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Return the list with the cue on air as it is now.

    Where the list lacks it, it stands after the nearest earlier cue that the list still has, else at the head.
    """
    on_air = _on_air(show)
    if on_air is None:
        return cues
    if any(cue.id == on_air.id for cue in cues):
        return tuple(on_air if cue.id == on_air.id else cue for cue in cues)
    places = {cue.id: place for place, cue in enumerate(cues, start=1)}
    earlier = show.cues[: show.cues.index(on_air)]
    place = next((places[cue.id] for cue in reversed(earlier) if cue.id in places), 0)
    return (*cues[:place], on_air, *cues[place:])


def _on_air(show: Show) -> Cue | None:
    run: CueId | None = None if show.air.run is None else show.air.run.cue
    return next((cue for cue in show.cues if cue.id == run), None)
