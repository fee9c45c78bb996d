"""What is refused where it is typed (RUN-OF-SHOW §4 *Validation*)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import DAY, MINUTE, Span, seconds
from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show
from liveops_desktop.core.validate import validate_cue, validate_header, validate_times
from tests.core.scenario import cue, header, time_of_day

NIGHT = {"date": date(2026, 3, 29), "zone": "Europe/Copenhagen"}
"""From 02:00 the clock goes on at 03:00."""


@pytest.mark.parametrize(
    "row",
    [
        "a 0",
        "a 24:00:00",
        "a 100 warn=100 danger=100",
        "a 100 warn=0 danger=0",
        "a 100 danger=50",  # the default warning is half of it
        "a 600 danger=60",  # … and 60 s at most
        "a 100 least=100 most=100",
        "a 100 least=0 most=24:00:00",
        "a until=21:00 warn=600 danger=300",  # no length to compare with
        "a 10 until=21:00 danger=60",
    ],
)
def test_a_good_cue(row: str) -> None:
    validate_cue(cue(row))


@pytest.mark.parametrize(
    ("row", "reason", "field", "span"),
    [
        ("a -0.001", Reason.NEGATIVE, "planned", None),
        ("a 24:00:00.001", Reason.TOO_LONG, "planned", None),
        ("a 10 least=-1", Reason.NEGATIVE, "least", None),
        ("a 10 most=25:00:00", Reason.TOO_LONG, "most", None),
        ("a 10 warn=-1", Reason.NEGATIVE, "warn", None),
        ("a 10 danger=-1", Reason.NEGATIVE, "danger", None),
        ("a 10 least=11", Reason.LEAST_OVER_PLANNED, "least", seconds(10)),
        ("a 10 most=9", Reason.MOST_UNDER_PLANNED, "most", seconds(10)),
        ("a 10 warn=10.001", Reason.WARN_TOO_LONG, "warn", seconds(10)),
        ("a 100 warn=20 danger=20.001", Reason.DANGER_OVER_WARN, "danger", seconds(20)),
        ("a 100 danger=50.001", Reason.DANGER_OVER_WARN, "danger", seconds(50)),
        ("a 600 danger=60.001", Reason.DANGER_OVER_WARN, "danger", MINUTE),
        ("a 10 until=21:00 danger=61", Reason.DANGER_OVER_WARN, "danger", MINUTE),
    ],
)
def test_a_cue_refused(row: str, reason: Reason, field: str, span: Span | None) -> None:
    with pytest.raises(Refused) as refused:
        validate_cue(cue(row))
    assert (refused.value.reason, refused.value.field, refused.value.span) == (reason, field, span)


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"id": ""}, Reason.EMPTY, "id"),
        ({"points": ("1", "2", "3", "4")}, Reason.TOO_MANY_POINTS, "points"),
        ({"hard": TimeOfDay(Span(-1))}, Reason.NOT_A_TIME, "hard"),
        ({"hard": TimeOfDay(DAY)}, Reason.NOT_A_TIME, "hard"),
        ({"until": TimeOfDay(Span(0), day=-1)}, Reason.NOT_A_TIME, "until"),
        ({"until": TimeOfDay(Span(0), day=367)}, Reason.NOT_A_TIME, "until"),
    ],
)
def test_other_fields_of_a_cue_refused(fields: dict[str, Any], reason: Reason, field: str) -> None:
    with pytest.raises(Refused) as refused:
        validate_cue(replace(cue("a 10"), **fields))
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_three_points_and_a_day_of_its_own_are_fine() -> None:
    validate_cue(replace(cue("a 10"), points=("1", "2", "3"), hard=TimeOfDay(Span(DAY - 1), day=366)))


@pytest.mark.parametrize(
    "fields",
    [{}, {"hard_out": time_of_day("23:00")}, {"viewer_delay": Span(0)}, NIGHT | {"start": time_of_day("3:00")}],
)
def test_a_good_header(fields: dict[str, Any]) -> None:
    validate_header(replace(header(), **fields))


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"title": " "}, Reason.EMPTY, "title"),
        ({"zone": "Mars/Base"}, Reason.UNKNOWN_ZONE, "zone"),
        ({"zone": ""}, Reason.UNKNOWN_ZONE, "zone"),
        ({"date": date(1, 1, 1)}, Reason.NOT_A_DATE, "date"),
        ({"viewer_delay": Span(-1)}, Reason.NEGATIVE, "viewer_delay"),
        ({"viewer_delay": Span(DAY + 1)}, Reason.TOO_LONG, "viewer_delay"),
        ({"hard_out": TimeOfDay(DAY)}, Reason.NOT_A_TIME, "hard_out"),
        ({"start": TimeOfDay(Span(-1))}, Reason.NOT_A_TIME, "start"),
        (NIGHT | {"start": time_of_day("2:30")}, Reason.TIME_DOES_NOT_EXIST, "start"),
        (
            NIGHT | {"start": time_of_day("1:00"), "hard_out": time_of_day("2:30")},
            Reason.TIME_DOES_NOT_EXIST,
            "hard_out",
        ),
    ],
)
def test_a_header_refused(fields: dict[str, Any], reason: Reason, field: str) -> None:
    with pytest.raises(Refused) as refused:
        validate_header(replace(header(), **fields))
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_cues_of_a_show_without_a_header_mean_no_day() -> None:
    validate_times(Show(cues=(cue("a 10 hard=2:30"),)), (cue("a 10 hard=2:30"),))
