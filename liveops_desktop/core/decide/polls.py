"""Go or no-go, role by role: opened, answered by whoever wears the hat, closed."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.decide.names import named
from liveops_desktop.core.facts import AnyBody, PollId
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Poll, Show

PollIntent = i.OpenPoll | i.AnswerPoll | i.ClosePoll


def decide(show: Show, wish: Wish, intent: PollIntent) -> tuple[AnyBody, ...]:
    """Decide about a poll."""
    named(wish)
    match intent:
        case i.OpenPoll():
            return _open(show, wish, intent)
        case i.AnswerPoll():
            return _answer(show, wish, intent)
        case i.ClosePoll():
            poll = next((one for one in show.polls if one.id == intent.poll), None)
            if poll is None:
                raise Refused(Reason.NO_POLL_OPEN)
            return () if poll.closed_at is not None else (f.PollClosed(poll=poll.id),)
    assert_never(intent)


def _open(show: Show, wish: Wish, intent: i.OpenPoll) -> tuple[AnyBody, ...]:
    running = _running(show)
    if running is not None:
        if running.gate is intent.gate:
            return ()
        raise Refused(Reason.POLL_OPEN, detail=running.gate.value)
    roles = tuple(dict.fromkeys(role.value for role in intent.roles))
    if not roles:
        raise Refused(Reason.EMPTY, field="roles")
    return (f.PollOpened(poll=PollId(wish.id), gate=intent.gate, roles=roles),)


def _answer(show: Show, wish: Wish, intent: i.AnswerPoll) -> tuple[AnyBody, ...]:
    running, role, reason = _running(show), intent.role.value, intent.reason.strip()
    if running is None or running.id != intent.poll:
        raise Refused(Reason.NO_POLL_OPEN)
    if role not in running.roles:
        raise Refused(Reason.UNKNOWN_VALUE, field="role", detail=role)
    if not intent.go and not reason:
        raise Refused(Reason.REASON_MISSING, field="reason")
    before = running.answers.get(role)
    if before is not None and (before.who, before.go, before.reason) == (wish.who, intent.go, reason):
        return ()
    return (f.PollAnswered(poll=running.id, role=role, go=intent.go, reason=reason),)


def _running(show: Show) -> Poll | None:
    return show.polls[-1] if show.polls and show.polls[-1].closed_at is None else None
