"""Go or no-go, role by role."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.show import Answer, Poll, Show

PollBody = f.PollOpened | f.PollAnswered | f.PollClosed


def apply(show: Show, fact: Fact, body: PollBody) -> Show:
    """Return the show after a fact about a poll; one about a poll that is over changes nothing."""
    match body:
        case f.PollOpened():
            if any(poll.id == body.poll or poll.closed_at is None for poll in show.polls):
                return show
            poll = Poll(body.poll, body.gate, body.roles, fact.at, fact.who)
            return replace(show, polls=(*show.polls, poll))
        case f.PollAnswered():
            answer = Answer(fact.who, fact.at, body.go, body.reason)
            return replace(show, polls=tuple(_answered(poll, body, answer) for poll in show.polls))
        case f.PollClosed():
            return replace(show, polls=tuple(_closed(poll, body, fact) for poll in show.polls))
    assert_never(body)


def _answered(poll: Poll, body: f.PollAnswered, answer: Answer) -> Poll:
    if poll.id != body.poll or poll.closed_at is not None or body.role not in poll.roles:
        return poll
    return replace(poll, answers={**poll.answers, body.role: answer})


def _closed(poll: Poll, body: f.PollClosed, fact: Fact) -> Poll:
    if poll.id != body.poll or poll.closed_at is not None:
        return poll
    return replace(poll, closed_at=fact.at, closed_by=fact.who)
