"""The link's state machine, without a clock or a connection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.vitals import Link, LinkTrouble
from liveops_desktop.services.obs.link import REFUSALS, Backoff, LinkState


def at(milliseconds: int) -> Instant:
    return Instant(1_000_000 + milliseconds)


def connected() -> LinkState:
    link = LinkState()
    link.search("127.0.0.1", 4455, at(0), local=True)
    link.connected(at(100), local=True)
    return link


def test_silence_degrades_within_three_seconds_and_loses_within_five() -> None:
    link = connected()
    link.word(at(1_000))
    states: dict[Link, int] = {}
    for now in range(1_000, 7_000, 250):  # the watch looks four times a second
        link.tick(at(now))
        states.setdefault(link.now.state, now - 1_000)
    assert states[Link.DEGRADED] <= 3_000
    assert states[Link.DEGRADED] < states[Link.LOST] <= 5_000
    assert link.now.trouble is LinkTrouble.SILENT


def test_a_slow_answer_does_not_degrade() -> None:
    link = connected()
    for now in range(100, 30_000, 2_000):
        link.tick(at(now))
        link.word(at(now))
        assert link.now.state is Link.CONNECTED


def test_silence_that_nobody_listened_to_does_not_count() -> None:
    link = connected()
    hour = 3_600_000
    link.excuse(Span(hour), at(hour + 200))  # the PC slept
    states = []
    for now in (2_000, 2_600):
        link.tick(at(hour + now))
        states.append(link.now.state)
    assert states == [Link.CONNECTED, Link.DEGRADED]


def test_an_excuse_gives_no_credit_for_the_future() -> None:
    link = connected()
    link.word(at(5_000))
    link.excuse(Span(4_000), at(5_100))
    link.tick(at(7_400))
    assert link.now.state is Link.DEGRADED


def test_a_word_heals_a_degraded_link_and_its_age_starts_anew() -> None:
    link = connected()
    link.tick(at(2_600))
    assert (link.now.state, link.now.since) == (Link.DEGRADED, at(2_600))
    link.word(at(2_900))
    assert (link.now.state, link.now.since, link.now.trouble) == (Link.CONNECTED, at(2_900), LinkTrouble.NONE)


def test_a_closed_connection_is_lost_at_once_and_keeps_its_age() -> None:
    link = connected()
    link.failed(LinkTrouble.GONE, at(5_000))
    assert (link.now.state, link.now.since) == (Link.LOST, at(5_000))
    link.failed(LinkTrouble.NOT_RUNNING, at(6_000))
    assert (link.now.state, link.now.since, link.now.trouble) == (Link.LOST, at(5_000), LinkTrouble.GONE)
    link.failed(LinkTrouble.SILENT, at(7_000))
    assert (link.now.since, link.now.trouble) == (at(5_000), LinkTrouble.SILENT)


def test_a_request_out_of_time_degrades_and_is_not_lost_yet() -> None:
    link = connected()
    link.word(at(1_000))
    link.failed(LinkTrouble.SILENT, at(3_000))
    assert link.now.state is Link.DEGRADED
    link.failed(LinkTrouble.NOT_RUNNING, at(3_100))
    assert (link.now.state, link.now.trouble) == (Link.LOST, LinkTrouble.GONE)


@pytest.mark.parametrize("trouble", sorted(REFUSALS))
def test_a_refusal_stays_until_a_person_asks_again(trouble: LinkTrouble) -> None:
    link = connected()
    link.failed(trouble, at(1_000))
    link.failed(LinkTrouble.NOT_RUNNING, at(2_000))
    link.word(at(2_500))
    link.tick(at(60_000))
    assert (link.now.state, link.now.since, link.now.trouble) == (Link.REFUSED, at(1_000), trouble)
    link.search("127.0.0.1", 4455, at(70_000), local=True)
    assert link.now.state is Link.SEARCHING


_STEPS = st.one_of(
    st.sampled_from(LinkTrouble).filter(lambda one: one is not LinkTrouble.NONE),
    st.sampled_from(["word", "tick", "connected", "search", "off"]),
)


@given(st.lists(st.tuples(_STEPS, st.integers(0, 3_000)), max_size=40))
def test_whatever_happens_the_state_and_its_reason_agree(steps: list[tuple[LinkTrouble | str, int]]) -> None:
    link, now = LinkState(), 0
    for step, gap in steps:
        now += gap
        before = link.now
        if isinstance(step, LinkTrouble):
            link.failed(step, at(now))
        elif step in ("word", "tick"):
            getattr(link, step)(at(now))
        elif step == "connected":
            if before.state not in (Link.OFF, Link.REFUSED):  # nothing is opened in these
                link.connected(at(now), local=True)
        elif step == "search":
            link.search("h", 1, at(now), local=False)
        else:
            link.off(at(now))
        state = link.now
        assert state.since <= at(now)
        if state.state is before.state and step not in ("search", "off"):
            assert state.since == before.since
        if state.state in (Link.CONNECTED, Link.OFF):
            assert state.trouble is LinkTrouble.NONE
        if state.state in (Link.DEGRADED, Link.LOST):
            assert state.trouble is not LinkTrouble.NONE
        assert (state.state is Link.REFUSED) == (state.trouble in REFUSALS)


def test_backoff_doubles_to_eight_seconds_with_up_to_a_quarter_more() -> None:
    calm, nervous = Backoff(lambda: 0.0), Backoff(lambda: 1.0)
    assert [calm.next() for _ in range(6)] == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]
    assert [nervous.next() for _ in range(3)] == [0.625, 1.25, 2.5]
    calm.reset()
    assert calm.next() == 0.5
