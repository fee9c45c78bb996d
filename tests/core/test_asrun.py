import pytest
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.asrun import as_run, end_over, start_late
from liveops_desktop.core.clock import Span
from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.show import Air, Show
from tests.panels.stage import Stage


def rows(stage: Stage) -> list[tuple[int, str | None, int | None, int | None]]:
    header = stage.show.header
    assert header is not None
    plan = lay_out(header, stage.show.cues, stage.show.air.fixed)
    return [(r.number, r.run.id if r.run else None, r.ran, r.over) for r in as_run(stage.show, plan)]


def test_before_the_start_every_cue_has_one_row_and_nothing_ran() -> None:
    found = rows(Stage())
    assert [number for number, *_ in found] == list(range(1, 20))
    assert {row[1:] for row in found} == {(None, None, None)}


def test_runs_follow_the_list_then_the_clock() -> None:
    stage = Stage().at(0)
    first = stage.take(0)
    stage.at(200)
    second = stage.take(1)
    stage.at(260)
    again = stage.take(0)
    assert rows(stage)[:3] == [
        (1, first, 200_000, 20_000),
        (1, again, None, None),
        (2, second, 60_000, -240_000),
    ]


def test_planned_starts_come_from_the_baseline_once_there_is_one() -> None:
    stage = Stage().at(0)
    stage.take(0)
    stage.do(i.SkipCue(stage.show.cues[5].id, skipped=True))
    header = stage.show.header
    assert header is not None
    plan = lay_out(header, stage.show.cues, stage.show.air.fixed)
    by_number = {row.number: row.planned_start for row in as_run(stage.show, plan)}
    assert plan.starts[5] is None
    assert by_number[6] == stage.start + 1_800_000


def test_an_until_cue_is_never_over() -> None:
    stage = Stage()
    cue = stage.show.cues[0]
    stage.do(i.EditCue(cue, replace(cue, until=TimeOfDay(Span((20 * 60 + 5) * 60_000)))))
    stage.at(0).take(0)
    stage.at(400).take(1)
    assert rows(stage)[0][2:] == (400_000, None)


@pytest.mark.parametrize(("began", "late"), [(12, 12_000), (-5, -5_000)])
def test_how_late_it_started_and_ended(began: int, late: int) -> None:
    stage = Stage()
    assert stage.show.header is not None
    plan = lay_out(stage.show.header, stage.show.cues)
    assert (start_late(stage.show, plan), end_over(stage.show, plan)) == (None, None)
    stage.at(began).take(0)
    assert start_late(stage.show, plan) == late
    assert end_over(stage.show, plan) is None
    assert stage.show.air.run is not None
    stage.at(7_310).do(i.EndShow(stage.show.air.run.id))
    assert end_over(stage.show, plan) == 110_000


def test_a_show_without_a_baseline_ends_against_its_plan() -> None:
    stage = Stage()
    assert stage.show.header is not None
    plan = lay_out(stage.show.header, ())
    ended = Show(header=stage.show.header, air=Air(started_at=plan.start, ended_at=plan.end))
    assert end_over(ended, plan) == 0
