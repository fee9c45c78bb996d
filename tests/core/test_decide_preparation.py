"""Ticks, preflight runs, waivers, the signature and the feed: all by name."""

import pytest

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.preflight import Go, PreflightRun, Result, SignOff, Verdict, Waiver
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Tick
from tests.core.scenario import Scenario, instant


def run(name: str, at: Instant | None = None, **verdicts: Verdict) -> PreflightRun:
    """A run that found those verdicts, at 20:00:00 unless said otherwise."""
    when = instant("0") if at is None else at
    return PreflightRun(name, when, when, tuple(Result(check, verdict, when) for check, verdict in verdicts.items()))


def refused(scenario: Scenario, intent: i.Intent, who: str = "ann", when: float | str = 0) -> Refused:
    before = scenario.show
    with pytest.raises(Refused) as caught:
        scenario.at(when, intent, who=who)
    assert scenario.show == before
    return caught.value


# -- ticks


def test_a_tick_has_a_name_and_a_time() -> None:
    scenario = Scenario()
    scenario.at(5, i.TickItem("1.1", done=True, value="3.2"), who="ben")
    assert scenario.show.ticks == {"1.1": Tick("ben", instant("5"), "3.2")}


def test_ticked_again_the_first_name_stays_until_the_value_changes() -> None:
    scenario = Scenario()
    scenario.at(5, i.TickItem("1.1", done=True, value="3.2"), who="ben")
    scenario.at(6, i.TickItem("1.1", done=True, value="3.2"), who="ann")
    assert scenario.show.ticks["1.1"].who == "ben"
    scenario.at(7, i.TickItem("1.1", done=True, value="4"), who="ann")
    assert scenario.show.ticks["1.1"] == Tick("ann", instant("7"), "4")


def test_a_tick_is_taken_back() -> None:
    scenario = Scenario()
    for item in ("1.1", "1.2"):
        scenario.at(5, i.TickItem(item, done=True))
    scenario.at(6, i.TickItem("1.1", done=False))
    scenario.at(7, i.TickItem("1.1", done=False))
    assert list(scenario.show.ticks) == ["1.2"]
    assert len(scenario.facts) == 4


def test_an_item_needs_an_id() -> None:
    assert refused(Scenario(), i.TickItem("", done=True)).reason is Reason.UNKNOWN_ITEM


@pytest.mark.parametrize(
    "intent",
    [
        i.TickItem("1.1", done=True),
        i.Waive("obs.port", "spare line"),
        i.WithdrawWaiver("obs.port"),
        i.SignPreflight("r1"),
    ],
    ids=lambda intent: type(intent).__name__,
)
@pytest.mark.parametrize("nobody", ["", "  "])
def test_papers_need_a_name(intent: i.Intent, nobody: str) -> None:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1")))
    assert refused(scenario, intent, who=nobody).reason is Reason.NAME_MISSING


# -- runs


def test_a_run_is_recorded_once() -> None:
    scenario = Scenario()
    for when in (0, 1):
        scenario.at(when, i.RecordPreflight(run("r1", port=Verdict.PASS)))
    assert len(scenario.facts) == 2


def test_a_run_of_some_checks_keeps_what_is_known_of_the_others() -> None:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1", port=Verdict.PASS, dns=Verdict.FAIL)))
    scenario.at(60, i.RecordPreflight(run("r2", instant("60"), dns=Verdict.PASS)))
    found = scenario.show.preflight.run
    assert found is not None
    assert found.id == "r2"
    assert {r.check: (r.verdict, r.at) for r in found.results} == {
        "dns": (Verdict.PASS, instant("60")),
        "port": (Verdict.PASS, instant("0")),
    }


# -- waivers


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.MANUAL, Verdict.SKIPPED])
def test_what_may_block_may_be_waived(verdict: Verdict) -> None:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1", port=verdict)))
    scenario.at(5, i.Waive("port", " spare line "), who="ben")
    assert scenario.show.preflight.waivers == (Waiver("port", "ben", "spare line", instant("5")),)


def test_what_was_not_done_may_be_waived() -> None:
    scenario = Scenario()
    scenario.at(0, i.Waive("port", "no time"))
    scenario.at(0, i.RecordPreflight(run("r1", dns=Verdict.PASS)))
    scenario.at(1, i.Waive("mute", "no microphone"))
    assert [w.check for w in scenario.show.preflight.waivers] == ["port", "mute"]


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.WARN])
def test_what_does_not_block_is_not_waived_before_it_is_out_of_date(verdict: Verdict) -> None:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1", port=verdict)))
    assert refused(scenario, i.Waive("port", "why not"), when=12 * 3600).reason is Reason.NOT_WAIVABLE
    scenario.at(12 * 3600 + 0.001, i.Waive("port", "measured this morning"))
    assert len(scenario.show.preflight.waivers) == 1


def test_no_check_no_waiver() -> None:
    assert refused(Scenario(), i.Waive("", "because")).reason is Reason.NOT_WAIVABLE


def test_a_waiver_needs_a_reason() -> None:
    why = refused(Scenario(), i.Waive("port", " \n"))
    assert (why.reason, why.field) == (Reason.REASON_MISSING, "reason")


def test_one_waiver_for_one_check_the_last_one_counts() -> None:
    scenario = Scenario()
    scenario.at(0, i.Waive("dns", "hosts file"))
    scenario.at(1, i.Waive("port", "first"), who="ben")
    scenario.at(2, i.Waive("port", "first"), who="ben")
    scenario.at(3, i.Waive("port", "second"), who="ann")
    assert [(w.check, w.who, w.reason) for w in scenario.show.preflight.waivers] == [
        ("dns", "ann", "hosts file"),
        ("port", "ann", "second"),
    ]
    assert len(scenario.facts) == 4


def test_a_waiver_is_withdrawn_once() -> None:
    scenario = Scenario()
    scenario.at(0, i.Waive("port", "spare line"))
    scenario.at(0, i.Waive("dns", "hosts file"))
    for when in (1, 2):
        scenario.at(when, i.WithdrawWaiver("port"))
    assert [w.check for w in scenario.show.preflight.waivers] == ["dns"]
    assert len(scenario.facts) == 4


def test_a_waiver_does_not_cover_the_next_failure() -> None:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1", port=Verdict.FAIL, dns=Verdict.FAIL)))
    for check in ("port", "dns"):
        scenario.at(1, i.Waive(check, "known"))
    scenario.at(2, i.RecordPreflight(run("r2", port=Verdict.PASS, dns=Verdict.FAIL)))
    assert [w.check for w in scenario.show.preflight.waivers] == ["dns"]


# -- the signature


def signed(**verdicts: Verdict) -> Scenario:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1", None, **verdicts)))
    scenario.at(10, i.SignPreflight("r1", Go.GO), who="ben")
    return scenario


def test_a_signature_names_its_run() -> None:
    preflight = signed(port=Verdict.PASS).show.preflight
    assert preflight.run is not None
    assert preflight.signed == SignOff("r1", "ben", instant("10"), Go.GO, results=preflight.run.results)
    assert not preflight.stale


def test_only_the_latest_run_is_signed() -> None:
    assert refused(Scenario(), i.SignPreflight("r1")).reason is Reason.UNKNOWN_RUN
    scenario = signed(port=Verdict.PASS)
    scenario.at(20, i.RecordPreflight(run("r2", port=Verdict.PASS)))
    assert refused(scenario, i.SignPreflight("r1")).reason is Reason.UNKNOWN_RUN


@pytest.mark.parametrize(
    ("verdict", "waived", "seen", "go"),
    [
        (Verdict.PASS, False, None, Go.GO),
        (Verdict.PASS, False, Go.NO_GO, Go.NO_GO),  # a killer was not done: the person saw it, the results do not tell
        (Verdict.FAIL, False, None, Go.NO_GO),
        (Verdict.FAIL, False, Go.GO, Go.NO_GO),  # nobody signs a failure away
        (Verdict.FAIL, True, None, Go.WAIVED),
        (Verdict.FAIL, True, Go.GO, Go.WAIVED),
        (Verdict.INCONCLUSIVE, True, Go.WAIVED, Go.WAIVED),
    ],
)
def test_what_is_signed_is_never_better_than_the_results(
    verdict: Verdict, waived: bool, seen: Go | None, go: Go
) -> None:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1", port=verdict)))
    if waived:
        scenario.at(1, i.Waive("port", "spare line"))
    scenario.at(2, i.SignPreflight("r1", seen))
    assert scenario.show.preflight.signed is not None
    assert scenario.show.preflight.signed.go is go


def test_signed_again_by_the_same_person_is_harmless() -> None:
    scenario = signed(port=Verdict.PASS)
    scenario.at(20, i.SignPreflight("r1", Go.GO), who="ben")
    assert len(scenario.facts) == 3
    scenario.at(21, i.SignPreflight("r1", Go.GO), who="ann")
    paper = scenario.show.preflight.signed
    assert paper is not None
    assert (paper.who, paper.at) == ("ann", instant("21"))
    assert scenario.show.preflight.papers == (paper,)  # of one phase and gate the latest counts


@pytest.mark.parametrize(
    ("later", "stale"),
    [
        ({"port": Verdict.PASS, "dns": Verdict.PASS}, False),
        ({"dns": Verdict.PASS}, False),
        ({"port": Verdict.WARN}, True),
        ({"dns": Verdict.FAIL}, True),
        ({"mute": Verdict.PASS}, True),  # something was measured that the signature knew nothing of
    ],
)
def test_a_signature_goes_stale_when_a_later_result_differs(later: dict[str, Verdict], stale: bool) -> None:
    scenario = signed(port=Verdict.PASS, dns=Verdict.PASS)
    scenario.at(20, i.RecordPreflight(run("r2", None, **later)))
    assert scenario.show.preflight.stale is stale


def test_stale_stays_stale_until_it_is_signed_anew() -> None:
    scenario = signed(port=Verdict.PASS)
    scenario.at(20, i.RecordPreflight(run("r2", port=Verdict.FAIL)))
    scenario.at(21, i.RecordPreflight(run("r3", port=Verdict.FAIL)))
    assert scenario.show.preflight.stale
    scenario.at(22, i.RecordPreflight(run("r4", port=Verdict.PASS)))
    scenario.at(23, i.SignPreflight("r4", Go.GO), who="ben")
    assert not scenario.show.preflight.stale


def test_before_a_signature_nothing_is_stale() -> None:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1", port=Verdict.PASS)))
    scenario.at(1, i.RecordPreflight(run("r2", port=Verdict.FAIL)))
    scenario.at(2, i.Waive("port", "spare line"))
    scenario.at(3, i.WithdrawWaiver("port"))
    assert not scenario.show.preflight.stale


def test_a_signature_does_not_outlive_the_waiver_it_rested_on() -> None:
    scenario = Scenario()
    scenario.at(0, i.RecordPreflight(run("r1", port=Verdict.FAIL)))
    scenario.at(1, i.Waive("port", "spare line"))
    scenario.at(2, i.SignPreflight("r1"))
    scenario.at(3, i.Waive("port", "better reason"))
    assert not scenario.show.preflight.stale
    scenario.at(4, i.WithdrawWaiver("port"))
    assert scenario.show.preflight.stale
