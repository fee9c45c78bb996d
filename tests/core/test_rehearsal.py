"""A rehearsal keeps every distance of the plan, from its own start on."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span
from liveops_desktop.core.cue import CallTime, Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.rehearsal import next_time, rehearsed
from liveops_desktop.core.timetext import read_time_of_day, time_of_day
from liveops_desktop.core.zone import instant_of

AT = read_time_of_day
SHOW = Header("Night", date(2026, 12, 24), "Asia/Shanghai", AT("20:00"), hard_out=AT("22:05"))
CUES = (
    Cue(CueId("a"), "Opening", Span(10 * MINUTE)),
    Cue(CueId("b"), "Price", Span(8 * MINUTE), hard=AT("20:40")),
    Cue(CueId("s"), "Spare", Span(MINUTE), hard=AT("21:00"), skipped=True),
    Cue(CueId("c"), "Draw", Span(MINUTE), until=AT("21:30")),
)


def test_fixed_times_move_with_the_start() -> None:
    header, cues = rehearsed(SHOW, CUES, date(2026, 12, 20), AT("15:15"))
    assert (header.date, time_of_day(header.start), header.rehearsal) == (date(2026, 12, 20), "15:15", True)
    assert header.hard_out is not None
    assert time_of_day(header.hard_out) == "17:20"
    assert [time_of_day(cue.hard) if cue.hard else "" for cue in cues] == ["", "15:55", "16:15", ""]
    assert cues[3].until is not None
    assert time_of_day(cues[3].until) == "16:45"
    assert [replace(cue, hard=None, until=None) for cue in cues] == [replace(c, hard=None, until=None) for c in CUES]


def test_past_midnight_a_first_hard_cue_keeps_its_distance() -> None:
    """By rule 2.2 it would lie on the show's date: a day before the start."""
    cues = (Cue(CueId("a"), "A", Span(MINUTE), hard=AT("20:30")),)
    header, moved = rehearsed(SHOW, cues, date(2026, 12, 20), AT("23:45"))
    assert moved[0].hard == TimeOfDay(Span(15 * MINUTE), day=1)
    plan = lay_out(header, moved)
    assert plan.hards[CueId("a")] - plan.start == 30 * MINUTE


def test_call_times_move_too_and_never_name_a_day_before() -> None:
    show = replace(SHOW, call_times=(CallTime("Host", AT("19:00")), CallTime("Crew", AT("14:00"), "studio")))
    header, _cues = rehearsed(show, (), date(2026, 12, 20), AT("04:00"))
    assert [(call.who, time_of_day(call.at), call.place) for call in header.call_times] == [
        ("Host", "03:00", ""),
        ("Crew", "22:00", "studio"),
    ]


def test_over_the_autumn_change_spans_stay_and_the_second_hour_is_named() -> None:
    show = replace(SHOW, zone="Europe/Copenhagen", hard_out=None)
    cues = (Cue(CueId("a"), "A", Span(MINUTE)), Cue(CueId("b"), "B", Span(MINUTE), hard=AT("21:30")))
    header, moved = rehearsed(show, cues, date(2026, 10, 25), AT("1:00"))
    assert moved[1].hard == TimeOfDay(Span(2 * HOUR + 30 * MINUTE))
    header, moved = rehearsed(show, cues, date(2026, 10, 25), AT("2:00"))
    assert moved[1].hard == TimeOfDay(Span(2 * HOUR + 30 * MINUTE), second=True)
    plan = lay_out(header, moved)
    assert plan.hards[CueId("b")] - plan.start == 90 * MINUTE


times = st.integers(0, 24 * 60 - 1).map(lambda minute: TimeOfDay(Span(minute * MINUTE)))
rows = st.lists(
    st.builds(
        lambda planned, hard, until, skipped: (Span(planned * MINUTE), hard, until, skipped),
        st.integers(0, 600),
        st.none() | times,
        st.none() | times,
        st.booleans(),
    ),
    max_size=5,
)


@given(rows, times, st.integers(-3, 200), st.sampled_from(["UTC", "Europe/Copenhagen", "America/New_York"]))
def test_every_distance_of_the_plan_is_kept(
    made: list[tuple[Span, TimeOfDay | None, TimeOfDay | None, bool]], start: TimeOfDay, days: int, zone: str
) -> None:
    cues = [
        Cue(CueId(str(number)), "x", planned, hard=hard, until=until, skipped=skipped)
        for number, (planned, hard, until, skipped) in enumerate(made)
    ]
    show = replace(SHOW, zone=zone, hard_out=None)
    plan = lay_out(show, cues)
    # A first cue fixed to a time before the show starts is a slip of the plan: no day before the date can be named.
    assume(all(at is None or at >= plan.start for at in plan.starts))
    day = date.fromordinal(show.date.toordinal() + days)
    header, moved = rehearsed(show, cues, day, start)
    again = lay_out(header, moved)
    assert [at and at - again.start for at in again.starts] == [at and at - plan.start for at in plan.starts]
    assert again.end - again.start == plan.end - plan.start


@pytest.mark.parametrize(
    ("typed", "now", "day"),
    [
        ("15:15", "15:00", 20),
        ("15:15", "15:40", 20),
        ("15:15", "15:46", 21),
        ("0:10", "23:55", 21),
        ("23:55", "0:10", 20),
    ],
)
def test_the_start_asked_for_is_the_next_one(typed: str, now: str, day: int) -> None:
    at = instant_of(date(2026, 12, 20), AT(now), "Asia/Shanghai")
    assert next_time(AT(typed), at, "Asia/Shanghai") == date(2026, 12, day)


def test_a_start_that_the_spring_change_skips_is_refused() -> None:
    now = Instant(instant_of(date(2027, 3, 27), AT("23:00"), "Europe/Copenhagen"))
    with pytest.raises(Refused):
        next_time(AT("2:30"), now, "Europe/Copenhagen")
