"""The plan (RUN-OF-SHOW §2.2, §3 and the plan cases of §7)."""

from datetime import date

import pytest

from liveops_desktop.core.clock import seconds
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.plan import lay_out, on_timeline
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import FixedTimes
from liveops_desktop.core.timing import FindingKind
from tests.core.plans import COPENHAGEN, SKIPPED, cues, hard, header, tod, until, utc

CASES = [
    pytest.param(header(), cues(10, 10, 10), ["20:00:00", "20:00:10", "20:00:20"], "20:00:30", {}, id="case-1"),
    pytest.param(
        header(), cues(60, (10, hard("20:01:40"))), ["20:00:00", "20:01:40"], "20:01:50", {"b": 40}, id="case-2"
    ),
    pytest.param(
        header(), cues(60, (10, hard("20:00:50"))), ["20:00:00", "20:00:50"], "20:01:00", {"b": -10}, id="case-3"
    ),
    pytest.param(header(), cues(60, (60, SKIPPED), 30), ["20:00:00", None, "20:01:00"], "20:01:30", {}, id="case-4"),
    pytest.param(
        header("22:30"), cues(7200, 28800), ["22:30:00", "2026-03-11 00:30"], "2026-03-11 08:30", {}, id="case-5"
    ),
    pytest.param(
        header("12:00"),
        cues((36000, hard("12:00")), (36000, hard("22:00"))),
        ["12:00:00", "22:00:00"],
        "2026-03-11 08:00",
        {"b": 0},
        id="case-6",
    ),
    pytest.param(
        header("09:00"),
        cues(*[(50400, hard("09:00"))] * 3),
        ["09:00:00", "2026-03-11 09:00", "2026-03-12 09:00"],
        "2026-03-12 23:00",
        {"b": 36000, "c": 36000},
        id="case-7",
    ),
    pytest.param(header("21:30"), cues((0, hard("21:30") | until("22:30"))), ["21:30:00"], "22:30:00", {}, id="case-8"),
    pytest.param(
        header(),
        cues((0, hard("20:01:40")), (20, hard("20:01:40"))),
        ["20:01:40", "20:01:40"],
        "20:02:00",
        {"b": 0},
        id="case-9",
    ),
    pytest.param(
        COPENHAGEN,
        cues((3600, hard("02:40"))),
        ["2026-10-25 00:40"],
        "2026-10-25 01:40",
        {},
        id="case-10",
    ),
    pytest.param(
        header(),
        cues(4200, 1200, (60, hard("21:00"))),
        ["20:00:00", "21:10:00", "21:00:00"],
        "21:30:00",
        {"c": -1800},
        id="case-11",
    ),
    pytest.param(
        COPENHAGEN,
        cues((3000, hard("02:40")), (600, hard("02:40"))),
        ["2026-10-25 00:40", "2026-10-25 01:40"],
        "2026-10-25 01:50",
        {"b": 600},
        id="case-12",
    ),
    pytest.param(header(), (), [], "20:00:00", {}, id="case-13"),
    pytest.param(header(), cues((60, SKIPPED)), [None], "20:00:00", {}, id="all-skipped"),
    pytest.param(
        header(), cues((60, hard("19:50")), 60), ["19:50:00", "19:51:00"], "19:52:00", {}, id="first-hard-before-start"
    ),
    pytest.param(
        header("23:50"), cues((60, hard("00:10"))), ["00:10:00"], "00:11:00", {}, id="first-hard-is-on-the-show-date"
    ),
    pytest.param(
        header("23:50"),
        cues((60, hard("00:10", day=1))),
        ["2026-03-11 00:10"],
        "2026-03-11 00:11",
        {},
        id="first-hard-names-its-day",
    ),
    pytest.param(
        header(),
        cues((60, SKIPPED | hard("23:00")), (60, hard("19:50"))),
        [None, "19:50:00"],
        "19:51:00",
        {},
        id="a-skipped-hard-cue-is-not-the-first",
    ),
    pytest.param(
        header(),
        cues(60, (60, SKIPPED | hard("23:00")), (60, hard("22:00"))),
        ["20:00:00", None, "22:00:00"],
        "22:01:00",
        {"c": 7140},
        id="a-skipped-hard-cue-gives-no-day",
    ),
    pytest.param(
        header(),
        cues(60, (60, hard("20:00", day=2))),
        ["20:00:00", "2026-03-12 20:00"],
        "2026-03-12 20:01",
        {"b": 172740},
        id="a-named-day",
    ),
    pytest.param(
        header(), cues(0, (60, hard("20:00"))), ["20:00:00", "20:00:00"], "20:01:00", {"b": 0}, id="same-as-start"
    ),
    pytest.param(
        header(),
        cues(1, (60, hard("20:00"))),
        ["20:00:00", "2026-03-11 20:00"],
        "2026-03-11 20:01",
        {"b": 86399},
        id="a-second-later-the-same-time-is-tomorrow",
    ),
    pytest.param(header(), cues((99, until("20:10"))), ["20:00:00"], "20:10:00", {}, id="until-counts-not-planned"),
    pytest.param(header(), cues((9, until("20:00")), 5), ["20:00:00", "20:00:00"], "20:00:05", {}, id="until-at-once"),
    pytest.param(
        header(),
        cues((0, hard("20:00") | until("20:00"))),
        ["20:00:00"],
        "2026-03-11 20:00",
        {},
        id="until-its-own-hard-start-is-a-day",
    ),
    pytest.param(
        header("23:00"),
        cues((0, until("23:30")), (0, until("00:30")), 60),
        ["23:00:00", "23:30:00", "2026-03-11 00:30"],
        "2026-03-11 00:31",
        {},
        id="until-past-midnight",
    ),
    pytest.param(
        header(),
        cues(3600, (0, until("20:30")), 60),
        ["20:00:00", "21:00:00", "21:00:00"],
        "21:01:00",
        {},
        id="until-before-its-start-has-no-length",
    ),
    pytest.param(
        header(),
        cues((3600, hard("20:00")), (0, hard("22:00") | until("21:00", day=0)), (60, hard("22:00"))),
        ["20:00:00", "22:00:00", "22:00:00"],
        "22:01:00",
        {"b": 3600, "c": 0},
        id="an-until-of-no-length-lets-the-same-time-stand",
    ),
    pytest.param(
        header(),
        cues(7200, (60, hard("21:00")), (60, hard("22:30"))),
        ["20:00:00", "21:00:00", "22:30:00"],
        "22:31:00",
        {"b": -3600, "c": 1800},
        id="the-gap-is-from-the-latest-end-before",
    ),
    pytest.param(
        header("02:00", "Europe/Copenhagen", date(2026, 10, 25)),
        cues((60, hard("02:40", second=True))),
        ["2026-10-25 01:40"],
        "2026-10-25 01:41",
        {},
        id="the-second-is-named",
    ),
]


@pytest.mark.parametrize(("head", "rows", "starts", "end", "gaps"), CASES)
def test_plan(head: Header, rows: tuple[Cue, ...], starts: list[str | None], end: str, gaps: dict[str, float]) -> None:
    plan = lay_out(head, rows)
    assert list(plan.starts) == [None if start is None else utc(start) for start in starts]
    assert plan.end == utc(end)
    assert plan.gaps == {CueId(cue): seconds(gap) for cue, gap in gaps.items()}


FINDINGS = [
    pytest.param(header(), cues(60, (10, hard("20:01:00"))), [], id="nothing-odd"),
    pytest.param(
        header(), cues(60, (10, hard("20:00:50"))), [(FindingKind.OVER_BOOKED, "b", 10)], id="case-3-over-booked"
    ),
    pytest.param(header(), cues(4200, 1200, (60, hard("21:00"))), [(FindingKind.OVER_BOOKED, "c", 1800)], id="case-11"),
    pytest.param(
        header(),
        cues(60, (10, hard("12:00", day=0))),
        [(FindingKind.OVER_BOOKED, "b", 8 * 3600 + 60)],
        id="named-too-early",
    ),
    pytest.param(
        header(),
        cues(4 * 3600, (10, hard("12:00", day=0))),
        [(FindingKind.OVER_BOOKED, "b", 12 * 3600)],
        id="twelve-hours-may-be-over-booked",
    ),
    pytest.param(
        header(),
        cues(4 * 3600 + 1, (10, hard("12:00", day=0))),
        [(FindingKind.WRONG_DAY, "b", 12 * 3600 + 1)],
        id="more-is-a-wrong-day",
    ),
    pytest.param(
        header(), cues(3600, (0, until("20:30"))), [(FindingKind.ENDS_BEFORE_IT_STARTS, "b", 1800)], id="ends-before"
    ),
    pytest.param(header(), cues(1800, (0, until("20:30"))), [], id="ends-as-it-starts"),
    pytest.param(
        header(),
        cues(60, (60, {"owner": ""}), (60, {"owner": "", "skipped": True})),
        [(FindingKind.NO_OWNER, "b", None)],
        id="no-owner",
    ),
    pytest.param(
        header(hard_out=tod("20:02")),
        cues(60, 60, 30, 30),
        [(FindingKind.PAST_HARD_OUT, "c", 60)],
        id="past-the-hard-out-names-the-first-cue-past-it",
    ),
    pytest.param(header(hard_out=tod("20:02")), cues(60, 60), [], id="ends-at-the-hard-out"),
    pytest.param(
        header(hard_out=tod("19:00", day=0)), (), [(FindingKind.PAST_HARD_OUT, None, 3600)], id="hard-out-before-start"
    ),
    pytest.param(
        header("01:00", "Europe/Copenhagen", date(2026, 3, 29), tod("02:30")),
        cues(60, (60, hard("02:10")), (0, until("02:15"))),
        [
            (FindingKind.NO_SUCH_TIME, None, None),
            (FindingKind.NO_SUCH_TIME, "b", None),
            (FindingKind.NO_SUCH_TIME, "c", None),
        ],
        id="the-spring-change-skips-it",
    ),
    pytest.param(
        header("02:30", "Europe/Copenhagen", date(2026, 3, 29)),
        (),
        [(FindingKind.NO_SUCH_TIME, None, None)],
        id="the-show-cannot-start-then",
    ),
]


@pytest.mark.parametrize(("head", "rows", "expected"), FINDINGS)
def test_findings(
    head: Header, rows: tuple[Cue, ...], expected: list[tuple[FindingKind, str | None, float | None]]
) -> None:
    found = [(f.kind, f.cue, None if f.span is None else f.span / 1000) for f in lay_out(head, rows).findings]
    assert found == expected


def test_a_time_that_is_skipped_is_laid_out_as_if_the_clock_had_not_been_changed() -> None:
    plan = lay_out(header("01:00", "Europe/Copenhagen", date(2026, 3, 29)), cues(60, (60, hard("02:10"))))
    assert plan.starts[1] == utc("2026-03-29 01:10")


@pytest.mark.parametrize(
    ("start", "hard_out", "expected"),
    [
        ("20:00", tod("22:00"), "22:00:00"),
        ("20:00", tod("01:00"), "2026-03-11 01:00"),
        ("20:00", tod("20:00"), "2026-03-11 20:00"),
        ("20:00", tod("22:00", day=3), "2026-03-13 22:00"),
    ],
)
def test_the_hard_out_is_the_first_one_after_the_start(start: str, hard_out: TimeOfDay, expected: str) -> None:
    assert lay_out(header(start, hard_out=hard_out), ()).hard_out == utc(expected)
    assert lay_out(header(start), ()).hard_out is None


def test_instants_of_hard_starts_and_untils_are_kept_by_cue() -> None:
    plan = lay_out(header(), cues(60, (10, hard("20:30")), (10, SKIPPED | hard("20:40")), (0, until("21:00"))))
    assert plan.hards == {"b": utc("20:30:00")}
    assert plan.untils == {"d": utc("21:00:00")}
    assert list(plan.ends) == [utc("20:01:00"), utc("20:30:10"), None, utc("21:00:00")]


def test_a_cue_on_air_keeps_its_instants_whatever_comes_before_it_now() -> None:
    rows = cues((60, hard("20:00")), (60, hard("21:00")), (0, hard("22:00") | until("23:00")), (0, until("23:30")))
    kept = {
        CueId("b"): FixedTimes(hard=utc("2026-03-11 21:00")),
        CueId("c"): FixedTimes(hard=utc("2026-03-12 22:00"), until=utc("2026-03-12 22:45")),
        CueId("a"): FixedTimes(),
    }
    plan = lay_out(header(), rows, kept)
    assert list(plan.starts)[:3] == [utc("20:00:00"), utc("2026-03-11 21:00"), utc("2026-03-12 22:00")]
    assert plan.untils == {"c": utc("2026-03-12 22:45"), "d": utc("2026-03-12 23:30")}


def test_a_kept_instant_is_not_used_by_a_cue_that_has_become_soft() -> None:
    plan = lay_out(header(), cues(60, 60), {CueId("b"): FixedTimes(utc("21:00:00"), utc("22:00:00"))})
    assert (plan.starts[1], plan.ends[1]) == (utc("20:01:00"), utc("20:02:00"))


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        lay_out(header(zone="Mars/Olympus"), ())
    assert refused.value.reason is Reason.UNKNOWN_ZONE


def test_on_the_timeline_every_instant_moves_and_no_span_does() -> None:
    head = header(hard_out=tod("20:01"))
    plan = lay_out(head, cues(60, (60, SKIPPED), (60, hard("20:00:50")), (0, until("20:30"))))
    moved = on_timeline(plan, seconds(2))
    assert list(moved.starts) == [utc("19:59:58"), None, utc("20:00:48"), utc("20:01:48")]
    assert list(moved.ends) == [utc("20:00:58"), None, utc("20:01:48"), utc("20:29:58")]
    assert (moved.start, moved.end, moved.hard_out) == (utc("19:59:58"), utc("20:29:58"), utc("20:00:58"))
    assert (moved.hards, moved.untils) == ({"c": utc("20:00:48")}, {"d": utc("20:29:58")})
    assert (moved.gaps, moved.findings) == (plan.gaps, plan.findings)
    assert on_timeline(lay_out(header(), ()), seconds(2)).hard_out is None
    assert on_timeline(plan, seconds(0)) is plan
