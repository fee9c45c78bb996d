"""What people say by hand, a measurement may say as well: the ingest confirms the feed (DESIGN §5)."""

import pytest

from liveops_desktop.core.clock import MINUTE, Instant, Span
from liveops_desktop.core.go import answer, decide_go
from liveops_desktop.core.preflight import CheckInfo, Decision, Go, Group, Mode, Result, Verdict

NOW = Instant(10_000_000)
FRESH, OLD = 5, 31
FEED = CheckInfo(
    "feed", Group.BY_HAND, Mode.MANUAL, killer=True, threshold="", source="", good_for=Span(30 * MINUTE),
    answered_by=frozenset({"far"}),
)  # fmt: skip
FAR = CheckInfo("far", Group.SOAK, Mode.PASSIVE, killer=False, threshold="", source="")
GO, NO_GO = Go.GO, Go.NO_GO
PASS, FAIL, MANUAL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.FAIL,
    Verdict.MANUAL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)


def known(**said: tuple[Verdict, int]) -> dict[str, Result]:
    return {check: Result(check, verdict, Instant(NOW - age * MINUTE)) for check, (verdict, age) in said.items()}


@pytest.mark.parametrize(
    ("said", "answered", "go"),
    [
        ({}, None, NO_GO),
        ({"far": (PASS, FRESH)}, "far", GO),
        ({"far": (PASS, OLD)}, None, NO_GO),
        ({"far": (INCONCLUSIVE, FRESH)}, None, NO_GO),
        ({"far": (SKIPPED, FRESH)}, None, NO_GO),
        ({"feed": (PASS, FRESH), "far": (PASS, FRESH)}, "feed", GO),  # a person's word is the nearer one
        ({"feed": (PASS, FRESH), "far": (INCONCLUSIVE, FRESH)}, "feed", GO),
        ({"feed": (PASS, OLD), "far": (PASS, FRESH)}, "far", GO),
        ({"feed": (MANUAL, FRESH), "far": (PASS, FRESH)}, "far", GO),
        ({"feed": (FAIL, FRESH), "far": (PASS, FRESH)}, "feed", NO_GO),
        ({"feed": (FAIL, OLD), "far": (PASS, FRESH)}, "feed", NO_GO),
    ],
)
def test_a_fresh_pass_of_the_far_side_answers_and_a_person_is_heard_first(
    said: dict[str, tuple[Verdict, int]], answered: str | None, go: Go
) -> None:
    results = known(**said)
    found = answer(FEED, results, NOW)
    assert (found.check if found else None) == answered
    assert decide_go(results.values(), (FEED, FAR), (), NOW).go is go


def test_what_is_answered_otherwise_is_not_out_of_date() -> None:
    old = known(feed=(PASS, OLD))
    assert decide_go(old.values(), (FEED, FAR), (), NOW).out_of_date == ("feed",)
    both = known(feed=(PASS, OLD), far=(PASS, FRESH))
    assert decide_go(both.values(), (FEED, FAR), (), NOW) == Decision(GO)
