"""Go or no-go by role: whoever wears a hat answers, a no-go has its reason, and silence is no go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.content import Gate
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.facts import PollId
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Poll
from tests.core.scenario import Scenario, instant

TEC, EXE, HOST = Role.TECHNICAL, Role.EXECUTION, Role.HOST


def asked(*roles: Role) -> tuple[Scenario, PollId]:
    scenario = Scenario()
    scenario.at(1, i.OpenPoll(Gate.FIVE_MINUTES, roles or (TEC, EXE, HOST)), who="mei")
    return scenario, scenario.show.polls[-1].id


def poll(scenario: Scenario) -> Poll:
    return scenario.show.polls[-1]


def refused(scenario: Scenario, intent: i.Intent, who: str = "ann") -> Refused:
    with pytest.raises(Refused) as caught:
        scenario.at(9, intent, who=who)
    return caught.value


def test_it_is_asked_once_of_each_role_in_order() -> None:
    scenario, _ = asked(TEC, EXE, TEC)
    assert (poll(scenario).roles, poll(scenario).opened_by, poll(scenario).go) == (("TEC", "EXE"), "mei", None)
    scenario.at(2, i.OpenPoll(Gate.FIVE_MINUTES, (HOST,)))
    assert len(scenario.show.polls) == 1
    why = refused(scenario, i.OpenPoll(Gate.HALF_HOUR, (HOST,)))
    assert (why.reason, why.detail) == (Reason.POLL_OPEN, "T-5m")


def test_all_go_is_go() -> None:
    scenario, name = asked()
    for role, who in ((TEC, "tom"), (EXE, "eva"), (HOST, "eva")):  # one person may wear two hats
        scenario.at(2, i.AnswerPoll(name, role, go=True), who=who)
    assert poll(scenario).go is None
    scenario.at(3, i.ClosePoll(name), who="mei")
    assert (poll(scenario).go, poll(scenario).closed_by, poll(scenario).closed_at) == (True, "mei", instant("3"))
    scenario.at(4, i.ClosePoll(name))
    assert len(scenario.facts) == 6


def test_silence_is_no_go_and_is_named() -> None:
    scenario, name = asked()
    scenario.at(2, i.AnswerPoll(name, TEC, go=True))
    scenario.at(3, i.ClosePoll(name))
    assert (poll(scenario).go, poll(scenario).unanswered) == (False, ("EXE", "HOST"))


def test_a_no_go_has_its_reason_and_may_become_a_go() -> None:
    scenario, name = asked(EXE)
    assert refused(scenario, i.AnswerPoll(name, EXE, go=False, reason=" ")).reason is Reason.REASON_MISSING
    for _ in range(2):
        scenario.at(2, i.AnswerPoll(name, EXE, go=False, reason="prompter dark"), who="eva")
    assert (poll(scenario).against, len(scenario.facts)) == (("EXE",), 3)
    scenario.at(3, i.AnswerPoll(name, EXE, go=True), who="eva")
    scenario.at(4, i.ClosePoll(name))
    assert poll(scenario).go is True


@pytest.mark.parametrize(
    ("intent", "reason"),
    [
        (i.AnswerPoll(PollId("other"), TEC, go=True), Reason.NO_POLL_OPEN),
        (i.AnswerPoll(PollId("w2"), Role.ANALYST, go=True), Reason.UNKNOWN_VALUE),
        (i.ClosePoll(PollId("other")), Reason.NO_POLL_OPEN),
    ],
)
def test_what_was_not_asked_is_not_answered(intent: i.Intent, reason: Reason) -> None:
    scenario, name = asked()
    assert name == "w2"
    assert refused(scenario, intent).reason is reason


def test_nobody_is_asked_by_nobody() -> None:
    scenario = Scenario()
    assert refused(scenario, i.OpenPoll(Gate.DAY, ())).reason is Reason.EMPTY
    assert refused(scenario, i.OpenPoll(Gate.DAY, (TEC,)), who="").reason is Reason.NAME_MISSING
    assert refused(scenario, i.AnswerPoll(PollId("x"), TEC, go=True)).reason is Reason.NO_POLL_OPEN


def test_after_it_is_closed_nothing_changes_it_and_another_may_be_opened() -> None:
    scenario, name = asked(TEC)
    scenario.at(2, i.ClosePoll(name))
    closed = scenario.show
    assert refused(scenario, i.AnswerPoll(name, TEC, go=True)).reason is Reason.NO_POLL_OPEN
    for body in (f.PollAnswered(name, "TEC", go=True), f.PollClosed(name), f.PollClosed(PollId("x"))):
        late = replace(scenario.facts[-1], id="late", body=body)
        assert evolve(closed, late).polls == closed.polls
    scenario.at(3, i.OpenPoll(Gate.FIVE_MINUTES, (TEC,)))
    assert len(scenario.show.polls) == 2
    second = replace(scenario.facts[-1], id="late", body=f.PollOpened(PollId("y"), Gate.DAY, ("TEC",)))
    assert evolve(scenario.show, second).polls == scenario.show.polls  # one at a time
    stray = replace(scenario.facts[-1], id="late", body=f.PollAnswered(poll(scenario).id, "ANA", go=True))
    assert evolve(scenario.show, stray).polls == scenario.show.polls


@given(st.lists(st.tuples(st.sampled_from([TEC, EXE, HOST]), st.booleans()), max_size=6))
def test_go_means_that_everybodys_last_word_was_go(answers: list[tuple[Role, bool]]) -> None:
    scenario, name = asked()
    for number, (role, go) in enumerate(answers):
        scenario.at(2 + number, i.AnswerPoll(name, role, go=go, reason="" if go else "dark"))
    scenario.at(20, i.ClosePoll(name))
    last = dict(answers)
    assert poll(scenario).go is (len(last) == 3 and all(last.values()))
    assert set(poll(scenario).against) == {role.value for role, go in last.items() if not go}
