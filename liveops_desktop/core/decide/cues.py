"""Looking up cues, and what protects the one on air and the one standing by (RUN-OF-SHOW §4)."""

from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.facts import RunId
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Run, Show


def header_of(show: Show) -> Header:
    """Return the show's header.

    Raises:
        Refused: ``SHOW_NOT_STARTED`` before the show was created.
    """
    if show.header is None:
        raise Refused(Reason.SHOW_NOT_STARTED)
    return show.header


def cue_of(show: Show, cue: CueId) -> Cue:
    """Return the cue of that id.

    Raises:
        Refused: ``NO_SUCH_CUE``.
    """
    found = next((c for c in show.cues if c.id == cue), None)
    if found is None:
        raise Refused(Reason.NO_SUCH_CUE)
    return found


def standing_by(show: Show) -> Cue | None:
    """Return the next cue (§1): the first after the one on air that is neither skipped nor done."""
    ids = [cue.id for cue in show.cues]
    first = ids.index(show.air.run.cue) + 1 if show.air.run is not None else 0
    return next((cue for cue in show.cues[first:] if not cue.skipped and cue.id not in show.air.done), None)


def on_air(show: Show, run: RunId) -> Run:
    """Return the run on air, which must be *run*.

    Raises:
        Refused: ``SHOW_ENDED``, ``NOT_ON_AIR`` or ``SHOW_MOVED_ON``.
    """
    if show.air.ended_at is not None:
        raise Refused(Reason.SHOW_ENDED)
    if show.air.run is None:
        raise Refused(Reason.NOT_ON_AIR)
    if show.air.run.id != run:
        raise Refused(Reason.SHOW_MOVED_ON)
    return show.air.run


def protect(show: Show, cue: CueId, *, confirmed: bool, field: str = "") -> None:
    """Let nobody delete, skip or move the cue on air; ask once for the one standing by.

    Raises:
        Refused: ``CUE_IS_ON_AIR`` or ``CONFIRM_STANDBY``.
    """
    if show.air.run is None:
        return
    if show.air.run.cue == cue:
        raise Refused(Reason.CUE_IS_ON_AIR, field=field)
    following = standing_by(show)
    if following is not None and following.id == cue and not confirmed:
        raise Refused(Reason.CONFIRM_STANDBY, field=field)
