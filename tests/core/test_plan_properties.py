"""What holds of the plan of any list (RUN-OF-SHOW §2.2, §3)."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.clock import HOUR, Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.show import FixedTimes
from liveops_desktop.core.timing import Finding, FindingKind, Plan
from tests.core.plans import DAY

times = st.builds(TimeOfDay, st.integers(0, 86_399).map(lambda s: Span(s * 1000)), st.none() | st.integers(0, 2))


@st.composite
def rows(draw: st.DrawFn) -> tuple[Cue, ...]:
    return tuple(
        Cue(
            CueId(str(index)),
            "x",
            Span(draw(st.sampled_from([0, 0, 60_000, 3_600_000, 40_000_000]))),
            skipped=draw(st.booleans()),
            hard=draw(st.none() | times),
            until=draw(st.none() | times),
        )
        for index in range(draw(st.integers(0, 6)))
    )


heads = st.builds(
    Header,
    st.just("Show"),
    st.sampled_from([date(2026, 3, 28), date(2026, 10, 24), DAY]),
    st.sampled_from(["Europe/Copenhagen", "Asia/Shanghai", "Australia/Lord_Howe"]),
    times,
    hard_out=st.none() | times,
)


def played(plan: Plan) -> Sequence[tuple[int, Instant, Instant]]:
    return [
        (index, start, end)
        for index, (start, end) in enumerate(zip(plan.starts, plan.ends, strict=True))
        if start is not None and end is not None
    ]


@given(heads, rows())
def test_every_cue_that_is_played_follows_the_rules(head: Header, list_of_cues: tuple[Cue, ...]) -> None:
    plan = lay_out(head, list_of_cues)
    before: list[Instant] = []
    for index, start, end in played(plan):
        cue = list_of_cues[index]
        assert end >= start
        if cue.hard is None:
            assert start == (before[-1] if before else plan.start)
        elif before:
            assert plan.gaps[cue.id] == start - max(before)
        if cue.until is None:
            assert end == start + cue.planned
        else:
            assert end == max(start, plan.untils[cue.id])
        before.append(end)
    assert plan.end == max(before, default=plan.start)
    assert len(played(plan)) == sum(not cue.skipped for cue in list_of_cues)


@given(heads, rows())
def test_a_time_of_day_lies_at_most_a_day_after_the_hard_cue_before_it(
    head: Header, list_of_cues: tuple[Cue, ...]
) -> None:
    plan = lay_out(head, list_of_cues)
    anchor = plan.start
    first = True
    for index, start, _end in played(plan):
        cue = list_of_cues[index]
        if cue.hard is not None:
            if not first and cue.hard.day is None:
                assert 0 <= start - anchor <= 25 * HOUR
            anchor = start
        if cue.until is not None and cue.until.day is None:
            assert 0 <= plan.untils[cue.id] - anchor <= 25 * HOUR
        first = False


@given(heads, rows())
def test_skipped_cues_count_for_nothing(head: Header, list_of_cues: tuple[Cue, ...]) -> None:
    whole = lay_out(head, list_of_cues)
    without = lay_out(head, tuple(cue for cue in list_of_cues if not cue.skipped))
    assert [start for _, start, _ in played(whole)] == list(without.starts)
    assert replace(whole, starts=(), ends=()) == replace(without, starts=(), ends=())


@given(heads, rows())
def test_laying_out_again_with_what_was_fixed_changes_nothing(head: Header, list_of_cues: tuple[Cue, ...]) -> None:
    plan = lay_out(head, list_of_cues)
    ids = plan.hards.keys() | plan.untils.keys()
    fixed = {cue: FixedTimes(plan.hards.get(cue), plan.untils.get(cue)) for cue in ids}
    again = lay_out(head, list_of_cues, fixed)
    assert (again.starts, again.ends, again.gaps, again.end) == (plan.starts, plan.ends, plan.gaps, plan.end)


@given(heads, rows())
def test_an_over_booked_plan_says_so(head: Header, list_of_cues: tuple[Cue, ...]) -> None:
    plan = lay_out(head, list_of_cues)
    kinds = {FindingKind.OVER_BOOKED, FindingKind.WRONG_DAY}
    told: list[Finding] = [finding for finding in plan.findings if finding.kind in kinds]
    assert {finding.cue: finding.span for finding in told} == {cue: -gap for cue, gap in plan.gaps.items() if gap < 0}
