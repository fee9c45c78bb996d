"""How what a person types in the list is read."""

from liveops_desktop.core.clock import DAY, Span
from liveops_desktop.core.refusal import Reason, Refused


def read_seconds(text: str) -> Span:
    """Return what a person typed as seconds (``21``, ``6.5``).

    Raises:
        Refused: NOT_A_DURATION, NEGATIVE or TOO_LONG.
    """
    try:
        seconds = float(text.strip().rstrip("s秒").replace(",", "."))
    except ValueError as trouble:
        raise Refused(Reason.NOT_A_DURATION if text.strip() else Reason.EMPTY, detail=text) from trouble
    if not seconds >= 0:  # also what is not a number
        raise Refused(Reason.NEGATIVE)
    if seconds * 1_000 > DAY:
        raise Refused(Reason.TOO_LONG)
    return Span(round(seconds * 1_000))
