"""Messages to the host, short enough to be read while talking, and their receipts."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.facts import AnyBody, MessageId
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Message, Show

LONGEST = 120
"""Characters of a message that a host can take in at a glance."""

MessageIntent = i.SendMessage | i.ReportShown | i.ReportSeen | i.ClearMessage


def decide(show: Show, wish: Wish, intent: MessageIntent) -> tuple[AnyBody, ...]:
    """Decide about a message."""
    match intent:
        case i.SendMessage():
            return _send(show, wish, intent)
        case i.ReportShown():
            message = _message_of(show, intent.message)
            return (f.MessageShown(message=message.id),) if message.shown_at is None else ()
        case i.ReportSeen():
            message = _message_of(show, intent.message)
            return (f.MessageSeen(message=message.id, by=intent.by),) if message.seen_at is None else ()
        case i.ClearMessage():
            message = _message_of(show, intent.message)
            return (f.MessageCleared(message=message.id),) if message.cleared_at is None else ()
    assert_never(intent)


def _send(show: Show, wish: Wish, intent: i.SendMessage) -> tuple[AnyBody, ...]:
    text = intent.text.strip()
    if not text:
        raise Refused(Reason.EMPTY, field="text")
    if len(text) > LONGEST:
        raise Refused(Reason.TOO_LONG, field="text")
    if any(message.id == wish.id for message in show.messages):
        return ()
    return (f.MessageSent(message=MessageId(wish.id), text=text, urgent=intent.urgent),)


def _message_of(show: Show, message: MessageId) -> Message:
    found = next((m for m in reversed(show.messages) if m.id == message), None)
    if found is None:
        raise Refused(Reason.NO_SUCH_MESSAGE)
    return found
