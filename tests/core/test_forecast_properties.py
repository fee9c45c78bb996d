"""What holds of the forecast of any show in any state (RUN-OF-SHOW §4)."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.clock import MINUTE, Instant, Span
from liveops_desktop.core.cue import AtZero, Cue, CueId, Header
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.show import Air, Show, ShowClock
from tests.core.forecasts import DAY, START, at, hard, on_air, show, tod, until


@st.composite
def lists(draw: st.DrawFn) -> Show:
    """Any list: soft, hard and until-cues up to three hours after the start, some skipped."""
    rows: list[tuple[float, dict[str, Any]]] = []
    for _ in range(draw(st.integers(0, 7))):
        more: dict[str, Any] = {"skipped": draw(st.booleans()), "at_zero": draw(st.sampled_from(AtZero))}
        if draw(st.booleans()):
            more |= hard(draw(st.integers(0, 10_000)))
        if draw(st.booleans()):
            more |= until(draw(st.integers(0, 10_000)))
        rows.append((draw(st.integers(0, 3000)), more))
    return show(*rows, hard_out=draw(st.none() | st.integers(1, 10_000)))


@st.composite
def states(draw: st.DrawFn) -> tuple[Show, float]:
    """Any list, before the start or with any cue on air, and a now."""
    ready = draw(lists())
    playable = [cue.id for cue in ready.cues if not cue.skipped]
    now = draw(st.integers(0, 12_000))
    if not playable or draw(st.booleans()):
        return ready, now - 3000
    taken = draw(st.integers(0, now))
    current = draw(st.sampled_from(playable))
    live = on_air(
        ready,
        current,
        taken,
        baseline=draw(st.integers(0, 10_000)),
        done="".join(sorted(draw(st.sets(st.sampled_from(playable))))),
        held_since=draw(st.none() | st.integers(taken, now)),
        nudges=draw(st.integers(-600, 600)),
        until=draw(st.none() | st.integers(0, 10_000)),
    )
    return live, now


@given(states(), st.integers(0, 5000))
def test_with_nothing_done_the_forecast_never_comes_earlier(case: tuple[Show, float], wait: int) -> None:
    live, now = case
    first, second = time_show(live, at(now)), time_show(live, at(now + wait))
    assert second.show_end >= first.show_end
    assert second.over >= first.over
    for earlier, later in zip(first.forecast, second.forecast, strict=True):
        assert (earlier is None) == (later is None)
        assert earlier is None or later is None or later >= earlier


@given(states())
def test_cues_play_one_after_another_and_none_before_its_instant(case: tuple[Show, float]) -> None:
    live, now = case
    timing = time_show(live, at(now))
    coming = [(index, start) for index, start in enumerate(timing.forecast) if start is not None]
    assert [start for _, start in coming] == sorted(start for _, start in coming)
    for index, start in coming:
        cue = live.cues[index]
        assert start <= timing.show_end
        if index != timing.current:
            assert not cue.skipped
            assert cue.id not in live.air.done
            assert start >= at(now) or live.air.run is None
            assert cue.hard is None or start >= timing.plan.hards[cue.id]
    ahead = [index for index, _ in coming if index != timing.current]
    assert timing.next == (ahead[0] if ahead else None)
    assert set(timing.slack) == {live.cues[index].id for index in ahead if live.cues[index].hard is not None}


@given(states())
def test_slack_below_zero_is_exactly_how_late_the_hard_cue_starts(case: tuple[Show, float]) -> None:
    live, now = case
    timing = time_show(live, at(now))
    for index, cue in enumerate(live.cues):
        if cue.id in timing.slack:
            start = timing.forecast[index]
            assert start is not None
            assert start - timing.plan.hards[cue.id] == max(0, -timing.slack[cue.id])


@given(lists(), st.floats(0, 1))
def test_as_planned_over_and_under_are_zero_all_the_time(ready: Show, part: float) -> None:
    assert ready.header is not None
    plan = lay_out(ready.header, ready.cues)
    if any(gap < 0 for gap in plan.gaps.values()):
        return
    assert time_show(ready, at(-3600)).over == 0
    done: list[str] = []
    for index, cue in enumerate(ready.cues):
        start, end = plan.starts[index], plan.ends[index]
        if start is None or end is None:
            continue
        live = on_air(ready, cue.id, (start - START) / 1000, baseline=(plan.end - START) / 1000, done="".join(done))
        assert live.air.run is not None
        run = replace(live.air.run, until=plan.untils.get(cue.id))
        live = replace(live, air=replace(live.air, run=run))
        timing = time_show(live, Instant(start + int((end - start) * part)))
        assert timing.over == 0
        assert list(timing.forecast)[index:] == list(plan.starts)[index:]
        done.append(cue.id)


@given(states(), st.integers(-5000, 5000))
def test_before_the_start_a_corrected_clock_is_the_same_show_seen_on_another_clock(
    case: tuple[Show, float], shift: int
) -> None:
    ready, now = replace(case[0], air=Air()), case[1]
    plain = time_show(ready, Instant(at(now) + shift))
    shifted = time_show(replace(ready, clock=ShowClock(shift=Span(shift))), at(now))
    assert list(shifted.forecast) == [None if start is None else start - shift for start in plain.forecast]
    assert (shifted.over, shifted.slack, shifted.hard_out_slack) == (plain.over, plain.slack, plain.hard_out_slack)


@given(states())
def test_a_plan_laid_out_before_gives_the_same_figures(case: tuple[Show, float]) -> None:
    live, now = case
    live = replace(live, clock=ShowClock(shift=Span(1500)))
    assert live.header is not None
    plan = lay_out(live.header, live.cues, live.air.fixed)
    assert time_show(live, at(now), plan) == time_show(live, at(now))


def test_ten_thousand_cues_are_played_in_one_pass() -> None:
    """The figure of the promise is measured in bench/; here only that no step is repeated for every cue."""
    many = Show(
        header=Header("Show", DAY, "UTC", tod(0)),
        cues=tuple(Cue(CueId(str(index)), "x", Span(MINUTE)) for index in range(10_000)),
    )
    timing = time_show(many, at(0))
    assert timing.show_end == at(600_000)
    assert timing.forecast[-1] == at(599_940)
