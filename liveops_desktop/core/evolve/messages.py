"""Messages to the host and their receipts. A new one takes the place of the one before on the host panel."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import Fact, MessageId
from liveops_desktop.core.show import Message, Show

MessageBody = f.MessageSent | f.MessageShown | f.MessageSeen | f.MessageCleared


def apply(show: Show, fact: Fact, body: MessageBody) -> Show:
    """Return the show after a fact about a message. Each receipt counts once."""
    message = _find(show, body.message)
    match body:
        case f.MessageSent():
            return show if message is not None else _sent(show, fact, body)
        case f.MessageShown():
            if message is None or message.shown_at is not None:
                return show
            return _put(show, replace(message, shown_at=fact.at))
        case f.MessageSeen():
            if message is None or message.seen_at is not None:
                return show
            return _put(show, replace(message, seen_at=fact.at, seen_by=body.by))
        case f.MessageCleared():
            if message is None or message.cleared_at is not None:
                return show
            return _put(show, replace(message, cleared_at=fact.at))
    assert_never(body)


def _sent(show: Show, fact: Fact, body: f.MessageSent) -> Show:
    # Replaced is cleared: otherwise an old message would come back when the new one is taken away.
    old = tuple(m if m.cleared_at is not None else replace(m, cleared_at=fact.at) for m in show.messages)
    new = Message(id=body.message, text=body.text, urgent=body.urgent, sent_at=fact.at, sent_by=fact.who)
    return replace(show, messages=(*old, new))


def _find(show: Show, message: MessageId) -> Message | None:
    return next((m for m in reversed(show.messages) if m.id == message), None)


def _put(show: Show, message: Message) -> Show:
    return replace(show, messages=tuple(message if m.id == message.id else m for m in show.messages))
