"""Checks by hand: by name, two names where it takes two, a value where it is call and response; signatures on them."""

from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import FEED, CheckInfo, Go, Group, Mode, Phase, PreflightRun, Result, Verdict, Why
from liveops_desktop.core.refusal import Reason, Refused
from tests.core.scenario import Scenario, instant

RIG, LINE_UP = frozenset({Phase.RIG}), frozenset({Phase.LINE_UP})


def by_hand(name: str = "hand.mic", **fields: Any) -> CheckInfo:
    made = CheckInfo(name, Group.BY_HAND, Mode.MANUAL, killer=True, threshold="−12 … −6", source="", phases=LINE_UP)
    return replace(made, **fields)


MIC = by_hand(call=True, good_for=Span(3 * HOUR))
PRICE = by_hand("hand.price", two_people=True, call=True, killer=False)
SEEN = by_hand(FEED, good_for=Span(30 * MINUTE), call=True)
PORT = CheckInfo("obsc.port", Group.OBS, Mode.PASSIVE, killer=True, threshold="", source="")
IDLE = replace(PORT, id="obsv.idle", phases=RIG)


def refused(scenario: Scenario, intent: i.Intent, who: str = "ann") -> Refused:
    before = scenario.show
    with pytest.raises(Refused) as caught:
        scenario.at(9, intent, who=who)
    assert scenario.show == before
    return caught.value


def result(scenario: Scenario, check: str) -> Result:
    return scenario.show.preflight.by_hand[check]


def test_what_a_person_says_is_a_result_by_name() -> None:
    scenario = Scenario()
    scenario.at(5, i.ConfirmCheck(MIC, Verdict.PASS, " −9 ", "dBFS"), who="tom")
    assert scenario.show.preflight.results == (
        Result("hand.mic", Verdict.PASS, instant("5"), "−9", "dBFS", "−12 … −6", who="tom"),
    )


@pytest.mark.parametrize(
    ("intent", "who", "reason", "field"),
    [
        (i.ConfirmCheck(MIC, Verdict.PASS, "−9"), "  ", Reason.NAME_MISSING, ""),
        (i.ConfirmCheck(PORT, Verdict.PASS), "ann", Reason.NOT_BY_HAND, ""),
        (i.ConfirmCheck(MIC, Verdict.PASS, " "), "ann", Reason.EMPTY, "value"),
        (i.ConfirmCheck(MIC, Verdict.WARN), "ann", Reason.EMPTY, "value"),
        (i.ConfirmCheck(MIC, Verdict.INCONCLUSIVE, "?"), "ann", Reason.UNKNOWN_VALUE, "verdict"),
        (i.ConfirmCheck(MIC, Verdict.SKIPPED, "no mic"), "ann", Reason.UNKNOWN_VALUE, "verdict"),  # a killer: waive it
        (i.ConfirmCheck(PRICE, Verdict.SKIPPED), "ann", Reason.EMPTY, "value"),  # why it does not apply
        (i.ConfirmCheck(PRICE, Verdict.PASS, "199", second=" ANN "), "Ann", Reason.SAME_PERSON, "second"),
        (i.ConfirmCheck(SEEN, Verdict.PASS, "late"), "ann", Reason.NOT_SECONDS, "value"),
        (i.ConfirmCheck(SEEN, Verdict.PASS, "-1"), "ann", Reason.NEGATIVE, "value"),
        (i.ConfirmCheck(SEEN, Verdict.PASS, "nan"), "ann", Reason.NOT_SECONDS, "value"),
        (i.ConfirmCheck(SEEN, Verdict.PASS, "90000"), "ann", Reason.TOO_LONG, "value"),
    ],
)
def test_what_makes_no_sense_is_refused_in_its_field(
    intent: i.ConfirmCheck, who: str, reason: Reason, field: str
) -> None:
    why = refused(Scenario(), intent, who)
    assert (why.reason, why.field) == (reason, field)


def test_a_fail_needs_no_value_and_a_check_may_not_apply() -> None:
    scenario = Scenario()
    scenario.at(1, i.ConfirmCheck(MIC, Verdict.FAIL))
    scenario.at(1, i.ConfirmCheck(PRICE, Verdict.SKIPPED, "nothing is sold"))
    assert (result(scenario, "hand.mic").verdict, result(scenario, "hand.price").value) == (
        Verdict.FAIL,
        "nothing is sold",
    )


def test_said_again_it_is_fresh_and_told_twice_it_is_said_once() -> None:
    scenario = Scenario()
    for when in (5, 5, 60):
        scenario.at(when, i.ConfirmCheck(MIC, Verdict.PASS, "−9"))
    assert len(scenario.facts) == 3
    assert result(scenario, "hand.mic").at == instant("60")
    assert evolve(scenario.show, scenario.facts[-1]) == replace(scenario.show, facts=scenario.show.facts + 1)


def test_taken_back_it_was_never_said() -> None:
    scenario = Scenario()
    scenario.at(1, i.ConfirmCheck(MIC, Verdict.MANUAL))
    scenario.at(2, i.ConfirmCheck(MIC, Verdict.PASS, "−9"))
    scenario.at(3, i.ConfirmCheck(MIC, Verdict.MANUAL))
    assert scenario.show.preflight.by_hand == {}
    assert len(scenario.facts) == 3


# -- two people


def test_two_at_one_seat() -> None:
    scenario = Scenario()
    scenario.at(1, i.ConfirmCheck(PRICE, Verdict.PASS, "199", second="joe"), who="eva")
    one = result(scenario, "hand.price")
    assert (one.verdict, one.who, one.second) == (Verdict.PASS, "eva", "joe")


def test_two_at_their_own_seats_who_say_the_same() -> None:
    scenario = Scenario()
    for who in ("eva", "Eva "):  # the same person again is no second one
        scenario.at(1, i.ConfirmCheck(PRICE, Verdict.PASS, "199"), who=who)
        assert result(scenario, "hand.price").verdict is Verdict.MANUAL
    scenario.at(2, i.ConfirmCheck(PRICE, Verdict.PASS, "199"), who="joe")
    one = result(scenario, "hand.price")
    assert (one.verdict, one.who, one.second, one.at) == (Verdict.PASS, "Eva ", "joe", instant("2"))
    assert evolve(scenario.show, scenario.facts[-1]).preflight == scenario.show.preflight


def test_two_who_say_something_else_fail_until_both_say_the_same_anew() -> None:
    scenario = Scenario()
    scenario.at(1, i.ConfirmCheck(PRICE, Verdict.PASS, "199"), who="eva")
    scenario.at(2, i.ConfirmCheck(PRICE, Verdict.PASS, "299"), who="joe")
    one = result(scenario, "hand.price")
    assert (one.verdict, one.why, one.detail) == (Verdict.FAIL, Why.DIFFERS, "199 ≠ 299")
    scenario.at(3, i.ConfirmCheck(PRICE, Verdict.PASS, "199"), who="joe")
    assert result(scenario, "hand.price").verdict is Verdict.MANUAL
    scenario.at(4, i.ConfirmCheck(PRICE, Verdict.PASS, "199"), who="eva")
    assert result(scenario, "hand.price").verdict is Verdict.PASS


def test_one_person_alone_fails_it_at_once() -> None:
    scenario = Scenario()
    scenario.at(1, i.ConfirmCheck(PRICE, Verdict.FAIL, "wrong price"), who="eva")
    assert result(scenario, "hand.price").verdict is Verdict.FAIL


def test_an_item_for_two_takes_two() -> None:
    scenario = Scenario()
    why = refused(scenario, i.TickItem("6.03", done=True, two_people=True))
    assert (why.reason, why.field) == (Reason.NAME_MISSING, "second")
    assert refused(scenario, i.TickItem("6.03", done=True, second="ann", two_people=True)).reason is Reason.SAME_PERSON
    why = refused(scenario, i.TickItem("5.21", done=True, value=" ", call=True))
    assert (why.reason, why.field) == (Reason.EMPTY, "value")
    scenario.at(10, i.TickItem("6.03", done=True, second=" joe ", two_people=True))
    scenario.at(11, i.TickItem("6.03", done=True, second="joe", two_people=True))
    assert (scenario.show.ticks["6.03"].second, len(scenario.facts)) == ("joe", 2)


# -- the feed


@pytest.mark.parametrize(("said", "delay"), [("21", 21_000), ("8.5", 8_500), ("8,5 s", 8_500), ("0", 0)])
def test_the_feed_is_confirmed_by_how_late_it_is(said: str, delay: int) -> None:
    scenario = Scenario()
    scenario.at(1, i.ConfirmCheck(SEEN, Verdict.PASS, said), who="tom")
    assert scenario.show.header is not None
    assert scenario.show.header.viewer_delay == delay
    assert scenario.show.feed_confirmed_at == instant("1")
    one = result(scenario, FEED)
    assert (one.verdict, one.unit, one.who) == (Verdict.PASS, "s", "tom")


def test_a_feed_that_fails_says_nothing_of_the_delay() -> None:
    scenario = Scenario()
    scenario.at(1, i.ConfirmCheck(SEEN, Verdict.FAIL, "no sound"))
    assert scenario.show.feed_confirmed_at is None
    assert result(scenario, FEED).verdict is Verdict.FAIL


# -- the decision


def decided(scenario: Scenario, when: float | str, phase: Phase | None = None) -> tuple[Go, tuple[str, ...]]:
    preflight = scenario.show.preflight
    made = decide_go(
        preflight.results, (PORT, IDLE, MIC, PRICE, SEEN), preflight.waivers, instant(str(when)), phase=phase
    )
    return made.go, made.blocking


def measured(name: str, phase: Phase = Phase.RIG, at: Instant | None = None, **verdicts: Verdict) -> i.RecordPreflight:
    when = instant("0") if at is None else at
    results = tuple(Result(check.replace("_", "."), verdict, when) for check, verdict in verdicts.items())
    return i.RecordPreflight(PreflightRun(name, when, when, results, phase))


def test_each_phase_is_decided_by_its_own_checks() -> None:
    scenario = Scenario()
    scenario.at(0, measured("r1", obsc_port=Verdict.PASS, obsv_idle=Verdict.FAIL))
    assert decided(scenario, 1, Phase.RIG) == (Go.NO_GO, ("obsv.idle",))
    assert decided(scenario, 1, Phase.LINE_UP) == (Go.NO_GO, ("hand.mic", FEED))
    scenario.at(2, i.ConfirmCheck(MIC, Verdict.PASS, "−9"))
    scenario.at(2, i.ConfirmCheck(SEEN, Verdict.PASS, "21"))
    assert decided(scenario, 3, Phase.LINE_UP) == (Go.GO, ())
    assert decided(scenario, 3) == (Go.NO_GO, ("obsv.idle",))


@pytest.mark.parametrize(
    ("when", "blocking", "stale"),
    [
        ("20:30:01", (), ()),
        ("20:30:02", (FEED,), (FEED,)),
        ("23:00:02", ("hand.mic", FEED), ("hand.mic", FEED)),
    ],
)
def test_evidence_ages_by_its_own_measure(when: str, blocking: tuple[str, ...], stale: tuple[str, ...]) -> None:
    scenario = Scenario()
    scenario.at(0, measured("r1", obsc_port=Verdict.PASS))
    for info, value in ((MIC, "−9"), (SEEN, "21")):
        scenario.at(1, i.ConfirmCheck(info, Verdict.PASS, value))
    made = decide_go(scenario.show.preflight.results, (PORT, MIC, SEEN), (), instant(when), phase=Phase.LINE_UP)
    assert (made.blocking, made.out_of_date) == (blocking, stale)


def test_what_is_no_killer_ages_to_a_mark_alone() -> None:
    old = [Result("hand.price", Verdict.PASS, instant("0"), who="a", second="b")]
    price = replace(PRICE, good_for=Span(MINUTE))
    made = decide_go(old, (price,), (), instant("61"))
    assert (made.go, made.out_of_date) == (Go.GO, ("hand.price",))


def test_one_of_two_people_is_not_done() -> None:
    killer = replace(PRICE, killer=True)
    alone = [Result("hand.price", Verdict.PASS, instant("0"), who="a")]
    assert decide_go(alone, (killer,), (), instant("1")).go is Go.NO_GO
    assert decide_go([replace(alone[0], second="b")], (killer,), (), instant("1")).go is Go.GO


def test_what_is_too_old_may_be_waived_by_its_own_measure() -> None:
    scenario = Scenario()
    scenario.at(0, i.ConfirmCheck(SEEN, Verdict.PASS, "21"))
    with pytest.raises(Refused) as fresh:
        scenario.at("20:30", i.Waive(FEED, "no phone", SEEN.good_for))
    assert fresh.value.reason is Reason.NOT_WAIVABLE
    scenario.at("20:30:01", i.Waive(FEED, "no phone", SEEN.good_for))
    assert [one.check for one in scenario.show.preflight.waivers] == [FEED]
    scenario.at("20:31", i.ConfirmCheck(SEEN, Verdict.PASS, "20"))
    assert scenario.show.preflight.waivers == ()  # seen again: there is nothing to waive


# -- signatures


def signed(phase: Phase = Phase.RIG) -> Scenario:
    scenario = Scenario()
    scenario.at(0, measured("r1", phase, obsc_port=Verdict.PASS))
    scenario.at(1, i.ConfirmCheck(MIC, Verdict.PASS, "−9"))
    scenario.at(2, i.SignPreflight("r1", None, phase, None, (PORT,)), who="mei")
    return scenario


def test_a_signature_for_each_phase() -> None:
    scenario = signed()
    scenario.at(3, measured("r2", Phase.LINE_UP, instant("3"), line_stream=Verdict.PASS))
    scenario.at(4, i.SignPreflight("r2", None, Phase.LINE_UP), who="tom")
    preflight = scenario.show.preflight
    assert [(one.phase, one.who, one.stale) for one in preflight.papers] == [
        (Phase.RIG, "mei", False),  # the line-up found nothing against it
        (Phase.LINE_UP, "tom", False),
    ]
    assert preflight.signed == preflight.papers[-1]
    scenario.at(5, measured("r3", Phase.LINE_UP, instant("5"), obsc_port=Verdict.WARN))
    assert [one.stale for one in scenario.show.preflight.papers] == [True, True]


@pytest.mark.parametrize(
    ("intent", "stale"),
    [
        (i.ConfirmCheck(MIC, Verdict.PASS, "−8"), False),
        (i.ConfirmCheck(MIC, Verdict.FAIL), True),
        (i.ConfirmCheck(PRICE, Verdict.PASS, "9", second="joe"), False),  # more is known, and nothing against it
        (i.ConfirmCheck(PRICE, Verdict.FAIL, "9"), True),
    ],
)
def test_a_persons_word_makes_a_signature_stale_when_it_differs(intent: i.ConfirmCheck, stale: bool) -> None:
    scenario = signed()
    scenario.at(5, intent)
    assert scenario.show.preflight.stale is stale


def test_the_phase_decides_what_is_signed() -> None:
    scenario = Scenario()
    scenario.at(0, measured("r1", Phase.LINE_UP, obsc_port=Verdict.PASS, obsv_idle=Verdict.FAIL))
    scenario.at(1, i.SignPreflight("r1", None, Phase.LINE_UP, None, (PORT, IDLE)))
    scenario.at(1, i.SignPreflight("r1", None, Phase.RIG, None, (PORT, IDLE)))
    assert [(one.phase, one.go, one.blocking) for one in scenario.show.preflight.papers] == [
        (Phase.LINE_UP, Go.GO, ()),
        (Phase.RIG, Go.NO_GO, ("obsv.idle",)),
    ]
