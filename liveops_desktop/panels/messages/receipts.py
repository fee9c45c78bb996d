"""How far a message came: sent, shown, seen, with ages; and whether it is short enough to be taken in at a glance."""

from liveops_desktop.core.clock import SECOND, Instant, Span, since
from liveops_desktop.core.show import Message
from liveops_desktop.widgets.look import State
from liveops_desktop.words import _

UNSEEN_WARN = Span(8_000)
UNSEEN_BAD = Span(15_000)
"""Then somebody uses voice or hand."""
NOT_SHOWN = Span(2_000)
WORDS, CHARACTERS = 6, 12
"""What a host takes in at a glance; a soft limit."""


def receipt(message: Message, now: Instant) -> tuple[State, str]:
    """Return how far the message came, with ages in whole seconds."""
    age = since(message.sent_at, now)
    if message.seen_at is not None:
        by = _("the host") if message.seen_by == "host" else _("the spotter") if message.seen_by else ""
        ago = since(message.seen_at, now) // SECOND
        if ago >= 60:
            return State.GOOD, _("seen {minutes} min ago, by {who}").format(minutes=ago // 60, who=by)
        return State.GOOD, _("seen {seconds} s ago, by {who}").format(seconds=ago, who=by)
    if message.shown_at is None:
        waiting = _("not shown for {seconds} s: is the host panel open?").format(seconds=age // SECOND)
        return (State.WARN, waiting) if age >= NOT_SHOWN else (State.UNKNOWN, _("sent"))
    if age >= UNSEEN_BAD:
        return State.BAD, _("not seen for {seconds} s: use voice or hand").format(seconds=age // SECOND)
    words = _("shown, not seen for {seconds} s").format(seconds=age // SECOND)
    return (State.WARN if age >= UNSEEN_WARN else State.INFO), words


def length_note(text: str) -> str:
    """Return a remark when *text* is longer than a glance; empty otherwise."""
    characters = sum("\u3400" <= letter <= "\u9fff" for letter in text)
    if characters > CHARACTERS:
        return _("{count} characters: a host reads {limit} at a glance").format(count=characters, limit=CHARACTERS)
    words = len([word for word in text.split() if any(letter.isalnum() for letter in word)])
    if not characters and words > WORDS:
        return _("{count} words: a host reads {limit} at a glance").format(count=words, limit=WORDS)
    return ""
