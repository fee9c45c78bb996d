"""Why a wish is refused: a reason and the figures in it. The sentences are in ``words.py``."""

from enum import StrEnum

from liveops_desktop.core.clock import Span


class Reason(StrEnum):
    """One calm sentence each, said where the person asked."""

    NO_SUCH_CUE = "no-such-cue"
    CUE_EXISTS = "cue-exists"
    ALREADY_ON_AIR = "already-on-air"
    NOT_ON_AIR = "not-on-air"
    SHOW_MOVED_ON = "show-moved-on"  # the cue believed on air is not
    TOO_QUICK = "too-quick"  # two takes within 300 ms
    NOTHING_TO_UNDO = "nothing-to-undo"
    CONFIRM_UNDO = "confirm-undo"  # after 30 s it asks
    CONFIRM_STANDBY = "confirm-standby"  # delete, skip or move of the cue standing by asks once
    NOTHING_LEFT_TO_TAKE = "nothing-left-to-take"
    ALREADY_HELD = "already-held"
    NOT_HELD = "not-held"
    SHOW_ENDED = "show-ended"
    SHOW_NOT_STARTED = "show-not-started"
    CUE_IS_ON_AIR = "cue-is-on-air"  # no delete, skip or move on air
    SHORTER_THAN_RUN = "shorter-than-run"  # span: the shortest value
    GO_NOT_DUE = "go-not-due"
    REVIEW_SIGNED = "review-signed"
    EDIT_CONFLICT = "edit-conflict"  # detail: the value there now
    NEGATIVE = "negative"
    TOO_LONG = "too-long"  # over 24 h
    WARN_TOO_LONG = "warn-too-long"
    DANGER_OVER_WARN = "danger-over-warn"
    LEAST_OVER_PLANNED = "least-over-planned"
    MOST_UNDER_PLANNED = "most-under-planned"
    TOO_MANY_POINTS = "too-many-points"
    EMPTY = "empty"
    NOT_A_DURATION = "not-a-duration"
    NOT_A_TIME = "not-a-time"
    TIME_DOES_NOT_EXIST = "time-does-not-exist"  # skipped by the spring change
    UNKNOWN_ZONE = "unknown-zone"
    NOT_A_DATE = "not-a-date"
    UNKNOWN_VALUE = "unknown-value"
    TOO_MANY_ROWS = "too-many-rows"
    NO_QUESTION_OPEN = "no-question-open"  # nothing about clock or sleep to answer
    FOLLOW_NOT_POSSIBLE = "follow-not-possible"  # in a gap or past the end
    UNKNOWN_ITEM = "unknown-item"
    UNKNOWN_RUN = "unknown-run"
    NOT_WAIVABLE = "not-waivable"
    NAME_MISSING = "name-missing"
    REASON_MISSING = "reason-missing"
    NO_SUCH_INCIDENT = "no-such-incident"
    INCIDENT_CLOSED = "incident-closed"
    RECOVERY_NOT_CONFIRMED = "recovery-not-confirmed"
    NO_SUCH_MESSAGE = "no-such-message"
    NO_SUCH_ALARM = "no-such-alarm"
    CARD_OPEN = "card-open"  # that card is open already
    LOCKED = "locked"  # the run-of-show is locked: an edit needs a reason; detail: the version
    NOT_LOCKED = "not-locked"
    NO_HEADINGS = "no-headings"  # no row names titles and lengths
    NOT_BY_HAND = "not-by-hand"  # the program measures that; nobody's word stands for it
    SAME_PERSON = "same-person"  # detail: the name
    NOT_SECONDS = "not-seconds"  # detail: the text
    POLL_OPEN = "poll-open"  # another poll is open; detail: its gate
    NO_POLL_OPEN = "no-poll-open"
    OUT_OF_RANGE = "out-of-range"  # detail: the range
    LIMITS_CROSSED = "limits-crossed"  # what passes is worse than what only warns
    NOT_AN_ADDRESS = "not-an-address"  # detail: what one looks like
    SECRET_IN_ADDRESS = "secret-in-address"  # noqa: S105 -- a reason, no secret
    VERSION_MOVED_ON = "version-moved-on"  # detail: the version now


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """The person asked for something that makes no sense now.

    *field* names the place (a field of a form, ``"row 3, length"`` uses *row* and *column*, 1-based);
    *span* and *detail* are figures and outside text for the sentence.
    """

    def __init__(
        self,
        reason: Reason,
        *,
        field: str = "",
        row: int | None = None,
        column: int | None = None,
        span: Span | None = None,
        detail: str = "",
    ) -> None:
        """Keep the parts; the sentence is made when it is shown."""
        super().__init__(reason.value, field, row, column, span, detail)
        self.reason = reason
        self.field = field
        self.row = row
        self.column = column
        self.span = span
        self.detail = detail
