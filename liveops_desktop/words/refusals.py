"""The calm sentence for each reason why a wish is refused."""

from typing import assert_never

from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import duration
from liveops_desktop.words.translation import _

MOST_LETTERS = 40
"""Of a cell that is quoted."""


def refusal_sentence(refused: Refused) -> str:
    """Return the calm sentence for *refused*, with row, column and what stands there in front where it names them."""
    sentence = _refusal(refused.reason, _span(refused), refused.detail)
    if refused.row is None:
        return sentence
    place = (
        _("Row {row}").format(row=refused.row)
        if refused.column is None
        else _("Row {row}, column {column}").format(row=refused.row, column=refused.column)
    )
    if refused.detail and sentence == _refusal(refused.reason, _span(refused), ""):  # it does not quote it itself
        place = _("{place}, “{text}”").format(place=place, text=_shortened(refused.detail))
    return f"{place}: {sentence}"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 1] + "…"


def _span(refused: Refused) -> str:
    return "" if refused.span is None else duration(refused.span)


def _refusal(reason: Reason, span: str, detail: str) -> str:  # noqa: C901 -- one sentence per reason, nothing else
    match reason:
        case Reason.NO_SUCH_CUE:
            return _("That cue is no longer in the run-of-show.")
        case Reason.CUE_EXISTS:
            return _("That cue is in the run-of-show already.")
        case Reason.ALREADY_ON_AIR:
            return _("That cue is on air. Take it again only if you mean it.")
        case Reason.NOT_ON_AIR:
            return _("That cue is not on air.")
        case Reason.SHOW_MOVED_ON:
            return _("The show has moved on: another cue is on air now.")
        case Reason.TOO_QUICK:
            return _("Two takes within 0.3 s: the second was not carried out.")
        case Reason.NOTHING_TO_UNDO:
            return _("There is nothing to undo.")
        case Reason.CONFIRM_UNDO:
            return _("That take was more than 30 s ago. Undo it all the same?")
        case Reason.CONFIRM_STANDBY:
            return _("That cue is standing by. Change it all the same?")
        case Reason.NOTHING_LEFT_TO_TAKE:
            return _("Nothing left to take: the cue is over its time.")
        case Reason.ALREADY_HELD:
            return _("The clock is held already.")
        case Reason.NOT_HELD:
            return _("The clock is not held.")
        case Reason.SHOW_ENDED:
            return _("The show has ended.")
        case Reason.SHOW_NOT_STARTED:
            return _("The show has not started.")
        case Reason.CUE_IS_ON_AIR:
            return _("A cue on air cannot be deleted, skipped or moved.")
        case Reason.SHORTER_THAN_RUN:
            return _("It has run longer than that already: {span} is the shortest.").format(span=span)
        case Reason.GO_NOT_DUE:
            return _("The next cue is not due yet.")
        case Reason.REVIEW_SIGNED:
            return _("The review is signed; the end stays.")
        case Reason.EDIT_CONFLICT:
            return _("Somebody changed it meanwhile to “{detail}”. Your text is kept.").format(detail=detail)
        case Reason.NEGATIVE:
            return _("A length cannot be negative.")
        case Reason.TOO_LONG:
            return _("24 hours is the longest.")
        case Reason.WARN_TOO_LONG:
            return _("The warning must be 0:00 to {span}, the length of the cue.").format(span=span)
        case Reason.DANGER_OVER_WARN:
            return _("The last warning must be 0:00 to {span}, the first warning.").format(span=span)
        case Reason.LEAST_OVER_PLANNED:
            return _("Least must be 0:00 to {span}, the length of the cue.").format(span=span)
        case Reason.MOST_UNDER_PLANNED:
            return _("Most must be {span}, the length of the cue, to 24:00:00.").format(span=span)
        case Reason.TOO_MANY_POINTS:
            return _("Three points at most: the host reads them while talking.")
        case Reason.EMPTY:
            return _("Something must stand here.")
        case Reason.NOT_A_DURATION:
            return _("Not a length. Write 8 for minutes, 5:30, :10 or 1:05:30.")
        case Reason.NOT_A_TIME:
            return _("Not a time of day. Write 20:30, 2030 or 20:30:15.")
        case Reason.TIME_DOES_NOT_EXIST:
            return _("That time does not exist on that day: the clocks go forward.")
        case Reason.UNKNOWN_ZONE:
            return _("No such time zone. Write one like Asia/Shanghai or Europe/Berlin.")
        case Reason.NOT_A_DATE:
            return _("Not a date. Write it like 2026-10-25.")
        case Reason.UNKNOWN_VALUE:
            return _("“{detail}” is not known here.").format(detail=detail)
        case Reason.TOO_MANY_ROWS:
            return _("Too many rows at once.") if not detail else _("{detail} rows at most.").format(detail=detail)
        case Reason.NO_QUESTION_OPEN:
            return _("There is nothing to answer any more.")
        case Reason.FOLLOW_NOT_POSSIBLE:
            return _("The plan has no cue for this moment; there is nothing to follow.")
        case Reason.UNKNOWN_ITEM:
            return _("That item is not on the list.")
        case Reason.UNKNOWN_RUN:
            return _("That run is not the latest one.")
        case Reason.NOT_WAIVABLE:
            return _("That check cannot be waived.")
        case Reason.NAME_MISSING:
            return _("Say who you are first.")
        case Reason.REASON_MISSING:
            return _("Write the reason.")
        case Reason.NO_SUCH_INCIDENT:
            return _("That incident is not in this show.")
        case Reason.INCIDENT_CLOSED:
            return _("That incident is closed.")
        case Reason.RECOVERY_NOT_CONFIRMED:
            return _("Confirm the recovery check first.")
        case Reason.NO_SUCH_MESSAGE:
            return _("That message is not in this show.")
        case Reason.NO_SUCH_ALARM:
            return _("That alarm is not in this show.")
        case Reason.CARD_OPEN:
            return _("That card is open already.")
        case Reason.LOCKED:
            return _("The run-of-show is locked (version {detail}). Say why you change it.").format(detail=detail)
        case Reason.NOT_LOCKED:
            return _("The run-of-show was never locked; there is no version to acknowledge.")
        case Reason.NO_HEADINGS:
            return _("No row with headings for titles and lengths was found.")
        case Reason.NOT_BY_HAND:
            return _("The program measures that; nobody’s word stands for it.")
        case Reason.SAME_PERSON:
            return _("It takes two: {detail} has answered already.").format(detail=detail)
        case Reason.NOT_SECONDS:
            return _("“{detail}” is no number of seconds.").format(detail=detail)
        case Reason.POLL_OPEN:
            return _("The poll for {detail} is still open. Close it first.").format(detail=detail)
        case Reason.NO_POLL_OPEN:
            return _("That poll is not open.")
        case Reason.OUT_OF_RANGE:
            return (
                _("A figure must stand here.") if not detail else _("{detail} is possible here.").format(detail=detail)
            )
        case Reason.LIMITS_CROSSED:
            return _("What passes must be better than what only warns.")
        case Reason.NOT_AN_ADDRESS:
            return _("Not an address. Write one like {detail}.").format(detail=detail)
        case Reason.SECRET_IN_ADDRESS:
            return _("Leave key and password out of the address: this is kept in the show’s file.")
        case Reason.VERSION_MOVED_ON:
            return _("Meanwhile the run-of-show is version {detail}.").format(detail=detail)
        case _:
            assert_never(reason)
