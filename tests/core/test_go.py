"""GO, GO WITH WAIVERS, NO-GO (DESIGN §5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import CheckInfo, Decision, Go, Group, Mode, Result, Verdict, Waiver

NOW = Instant(1_000 * HOUR)
CHECKS = tuple(
    CheckInfo(name, Group.OBS, Mode.PASSIVE, killer=name.startswith("k"), threshold="", source="")
    for name in ("k1", "k2", "a", "b")
)
FINE = {"k1": Verdict.PASS, "k2": Verdict.PASS, "a": Verdict.PASS, "b": Verdict.PASS}


def results(verdicts: dict[str, Verdict], age: Span = MINUTE) -> list[Result]:
    return [Result(check, verdict, Instant(NOW - age)) for check, verdict in verdicts.items()]


def waive(*checks: str) -> list[Waiver]:
    return [Waiver(check, "ann", "known", NOW) for check in checks]


@pytest.mark.parametrize(
    ("changed", "waived", "decision"),
    [
        ({}, (), Decision(Go.GO)),
        ({"a": Verdict.FAIL}, (), Decision(Go.NO_GO, blocking=("a",))),
        ({"k1": Verdict.FAIL}, (), Decision(Go.NO_GO, blocking=("k1",))),
        ({"a": Verdict.FAIL}, ("a",), Decision(Go.WAIVED, waived=("a",))),
        ({"a": Verdict.FAIL, "b": Verdict.FAIL}, ("a",), Decision(Go.NO_GO, blocking=("b",), waived=("a",))),
        ({"b": Verdict.FAIL, "k2": Verdict.FAIL}, (), Decision(Go.NO_GO, blocking=("k2", "b"))),
        ({"k1": Verdict.INCONCLUSIVE}, (), Decision(Go.NO_GO, blocking=("k1",))),
        ({"k1": Verdict.INCONCLUSIVE}, ("k1",), Decision(Go.WAIVED, waived=("k1",))),
        ({"k1": Verdict.MANUAL}, (), Decision(Go.NO_GO, blocking=("k1",))),
        ({"k1": Verdict.SKIPPED}, (), Decision(Go.GO)),  # does not apply
        ({"a": Verdict.INCONCLUSIVE}, (), Decision(Go.GO, not_measured=("a",))),
        ({"a": Verdict.MANUAL}, (), Decision(Go.GO)),
        ({"a": Verdict.WARN, "k1": Verdict.WARN}, (), Decision(Go.GO, warnings=("k1", "a"))),
        ({"a": Verdict.PASS}, ("a", "k1"), Decision(Go.GO)),  # a waiver that nothing needs
        ({"z": Verdict.FAIL}, (), Decision(Go.NO_GO, blocking=("z",))),  # of a check this version does not know
    ],
)
def test_decision(changed: dict[str, Verdict], waived: tuple[str, ...], decision: Decision) -> None:
    assert decide_go(results(FINE | changed), CHECKS, waive(*waived), NOW) == decision


def test_nothing_done_is_no_go() -> None:
    assert decide_go((), CHECKS, (), NOW) == Decision(Go.NO_GO, blocking=("k1", "k2"))
    assert decide_go((), CHECKS, waive("k1", "k2"), NOW) == Decision(Go.WAIVED, waived=("k1", "k2"))


@pytest.mark.parametrize(("age", "go"), [(12 * HOUR, Go.GO), (12 * HOUR + 1, Go.NO_GO)])
def test_a_killer_grows_old(age: int, go: Go) -> None:
    old = results({"k1": Verdict.PASS}, Span(age))
    rest = results({name: verdict for name, verdict in FINE.items() if name != "k1"})
    assert decide_go([*old, *rest], CHECKS, (), NOW).go is go


def test_other_checks_grow_old_without_blocking() -> None:
    found = [*results({"k1": Verdict.PASS, "k2": Verdict.PASS}), *results({"a": Verdict.PASS}, Span(99 * HOUR))]
    assert decide_go(found, CHECKS, (), NOW).go is Go.GO


def test_how_old_is_too_old_may_be_said() -> None:
    assert decide_go(results(FINE), CHECKS, (), NOW, oldest=Span(MINUTE - 1)).blocking == ("k1", "k2")


def test_the_last_result_of_a_check_counts() -> None:
    assert decide_go([*results({"a": Verdict.FAIL}), *results(FINE)], CHECKS, (), NOW).go is Go.GO


@given(
    st.dictionaries(st.sampled_from(["k1", "k2", "a", "b"]), st.sampled_from(Verdict)),
    st.sets(st.sampled_from(["k1", "k2", "a", "b"])),
)
def test_what_blocks_is_exactly_what_must_be_waived(verdicts: dict[str, Verdict], waived: set[str]) -> None:
    found = results(verdicts)
    decision = decide_go(found, CHECKS, waive(*sorted(waived)), NOW)
    assert (decision.go is Go.NO_GO) == bool(decision.blocking)
    assert not waived & set(decision.blocking)
    after = decide_go(found, CHECKS, waive(*sorted(waived), *decision.blocking), NOW)
    assert after.go is (Go.WAIVED if decision.blocking or decision.waived else Go.GO)
    assert not set(decision.not_measured) & {*decision.blocking, *decision.waived}
