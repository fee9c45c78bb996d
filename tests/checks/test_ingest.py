"""The ingest: what fits its scheme is measured and is the killer, and nothing skipped is ever taken for a pass."""

import msgspec
import pytest

from liveops_desktop.checks import CATALOGUE, Judgement, Unreachable
from liveops_desktop.checks.ingest import judge_backup, judge_route, judge_srt, judge_tls
from liveops_desktop.checks.judging import passed
from liveops_desktop.checks.run import run_checks
from liveops_desktop.core.clock import DAY, Span
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.ingest import Secured, SrtReply
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Go, Group, Result, Verdict, Why
from tests.checks.readings import OBS, RIG, T0, StillWorld, replace_rig
from tests.jumping import run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)

KILLERS = ("ing.tcp", "ing.rtmp", "ing.tls", "ing.srt")


def measure(ingest: str, backup: str = "", world: StillWorld | None = None) -> dict[str, Result]:
    rig = msgspec.structs.replace(RIG, ingest=ingest, backup_ingest=backup)
    world = world or StillWorld()
    world.rig = rig
    return {one.check: one for one in run_jumping(run_checks(world, [Group.INGEST], wait=False))}


def killers(found: dict[str, Result]) -> str:
    """Of the four killers, in order: ``.`` measured, ``-`` skipped, ``?`` inconclusive."""
    signs = {PASS: ".", SKIPPED: "-", INCONCLUSIVE: "?"}
    return "".join(signs[found[one].verdict] for one in KILLERS)


@pytest.mark.parametrize(
    ("ingest", "looked"),
    [
        ("rtmp://in.example/live", "..--"),
        ("rtmps://in.example/live", ".-.-"),
        ("srt://in.example:9000", "---."),
        ("whip://in.example:80/x", "????"),
        ("https://in.example:443/x", "????"),
    ],
)
def test_what_fits_the_scheme_is_measured_and_the_rest_is_skipped(ingest: str, looked: str) -> None:
    found = measure(ingest)
    assert killers(found) == looked
    infos = [one.info for one in CATALOGUE if one.info.id in KILLERS]
    go = decide_go([found[one] for one in KILLERS], infos, (), T0).go
    assert go is (Go.NO_GO if "?" in looked else Go.GO)


def test_a_decision_is_not_fooled_where_every_killer_of_the_ingest_was_skipped() -> None:
    infos = [one.info for one in CATALOGUE if one.info.id in KILLERS]
    skipped = [Result(one, SKIPPED, T0) for one in KILLERS]
    assert decide_go(skipped, infos, (), T0).blocking == KILLERS
    one_measured = [*skipped[:3], Result("ing.srt", PASS, T0)]
    assert decide_go(one_measured, infos, (), T0).go is Go.GO
    assert decide_go([*skipped[:3], Result("ing.srt", FAIL, T0)], infos, (), T0).blocking == ("ing.srt",)


def test_without_any_plan_no_killer_of_the_ingest_is_skipped() -> None:
    world = StillWorld(obs=msgspec.structs.replace(OBS, state=None))
    assert killers(measure("", world=world)) == "????"


@pytest.mark.parametrize(
    ("reading", "verdict", "why"),
    [
        (Secured(Span(90), Span(90 * DAY)), PASS, Why.MEASURED),
        (Secured(Span(90), Span(7 * DAY)), PASS, Why.MEASURED),
        (Secured(Span(90), Span(7 * DAY - 1)), FAIL, Why.MEASURED),
        (Unreachable(Why.CERTIFICATE, "certificate has expired"), FAIL, Why.CERTIFICATE),
        (Unreachable(Why.NOT_TLS), FAIL, Why.NOT_TLS),
        (Unreachable(Why.NO_ANSWER), FAIL, Why.NO_ANSWER),
    ],
)
def test_rtmps(reading: Secured | Unreachable, verdict: Verdict, why: Why) -> None:
    judged = judge_tls(reading, RIG)
    assert (judged.verdict, judged.why) == (verdict, why)


def test_the_rig_spec_may_ask_for_a_longer_certificate() -> None:
    rig = replace_rig(limits={"ing.tls": Limits(30, 14, "d", more=True)})
    assert judge_tls(Secured(Span(90), Span(20 * DAY)), rig).verdict is WARN


@pytest.mark.parametrize(
    ("reading", "verdict", "why"),
    [
        (SrtReply(3, (Span(10), Span(30), Span(20))), PASS, Why.MEASURED),
        (SrtReply(3, (Span(10), Span(30))), WARN, Why.MEASURED),
        (SrtReply(3, (Span(10),)), FAIL, Why.MEASURED),
        (SrtReply(3), INCONCLUSIVE, Why.NO_ANSWER),
        (SrtReply(3, refused=True), FAIL, Why.REFUSED),
        (Unreachable(Why.NO_SUCH_HOST), FAIL, Why.NO_SUCH_HOST),
        (Unreachable(Why.NO_ANSWER), INCONCLUSIVE, Why.NO_ANSWER),
    ],
)
def test_srt_silence_is_never_a_pass_and_never_a_fail(
    reading: SrtReply | Unreachable, verdict: Verdict, why: Why
) -> None:
    judged = judge_srt(reading, RIG)
    assert (judged.verdict, judged.why) == (verdict, why)


def test_a_backup_that_fails_only_warns() -> None:
    failed = Judgement(FAIL, "0 / 10", "", Why.REFUSED, "x")
    assert judge_backup(failed) == Judgement(WARN, "0 / 10", "", Why.REFUSED, "x")
    assert judge_backup(passed("3")) == passed("3")


@pytest.mark.parametrize(
    ("backup", "verdict", "asked"),
    [
        ("", SKIPPED, None),
        ("rtmp://b.example/live", PASS, ("rtmp_handshake", "b.example", 1935)),
        ("rtmps://b.example/live", PASS, ("rtmps_handshake", "b.example", 443)),
        ("srt://b.example:9001", PASS, ("srt_induction", "b.example", 9001)),
        ("whip://b.example:1/x", INCONCLUSIVE, None),
        ("b.example", INCONCLUSIVE, None),
    ],
)
def test_the_backup_is_tried_by_its_own_scheme(backup: str, verdict: Verdict, asked: tuple[object, ...] | None) -> None:
    world = StillWorld()
    assert measure("rtmp://a.example/live", backup, world)["ing.backup"].verdict is verdict
    assert asked is None or asked in world.asked


def test_two_ingests_behind_one_address_are_no_second_way() -> None:
    assert judge_route(("192.0.2.1",), ("192.0.2.2",)).verdict is PASS
    same = judge_route(("192.0.2.1", "192.0.2.3"), ("192.0.2.2", "192.0.2.3"))
    assert (same.verdict, same.why, same.detail) == (WARN, Why.SAME_ADDRESS, "192.0.2.3")
    gone = StillWorld(unreachable=Why.NO_SUCH_HOST)
    found = measure("rtmp://a.example/live", "rtmp://b.example/live", gone)["ing.route"]
    assert (found.verdict, found.why) == (INCONCLUSIVE, Why.NO_SUCH_HOST)
    assert measure("rtmp://a.example/live")["ing.route"].verdict is SKIPPED


def test_srt_is_told_as_so_many_packets_of_three() -> None:
    (row,) = [one for one in CATALOGUE if one.info.id == "ing.srt"]
    judged = judge_srt(SrtReply(3, (Span(10), Span(30))), RIG)
    assert (judged.value, row.threshold(RIG)) == ("2/3", "≥ 3/3 / ≥ 2/3")
