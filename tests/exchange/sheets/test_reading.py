"""From a sheet to cues: headings guessed, rows told apart, every mistake named by its cell."""

from itertools import count

import pytest

from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, Span
from liveops_desktop.core.cue import Action, AtZero, Cue, CueId, CueKind, TimeOfDay
from liveops_desktop.core.refusal import Reason
from liveops_desktop.exchange.columns import field_of
from liveops_desktop.exchange.sheets.mapping import guess, signature
from liveops_desktop.exchange.sheets.merging import How, merge
from liveops_desktop.exchange.sheets.reading import Left, Reading, read
from liveops_desktop.exchange.sheets.table import Book, Cell, Flag, Length, Moment, Number, Sheet, Text

EIGHT = TimeOfDay(Span(20 * HOUR))


def cell(value: object) -> Cell:
    match value:
        case None | "":
            return None
        case str():
            return Text(value)
        case bool():
            return Flag(value)
        case int() | float():
            return Number(float(value))
        case Text() | Number() | Flag() | Length() | Moment():
            return value
        case _:
            raise TypeError(value)


def sheet(*rows: tuple[object, ...], name: str = "List", merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, tuple(tuple(map(cell, row)) + (None,) * (width - len(row)) for row in rows), merged)


def reading(*rows: tuple[object, ...], start: TimeOfDay | None = None, **of_sheet: object) -> Reading:
    made = sheet(*rows, **of_sheet)  # type: ignore[arg-type]  # handed on by name
    ids = count(1)
    return read(made, guess(Book((made,))), lambda: f"n{next(ids)}", start)


def problems(made: Reading) -> list[tuple[Reason, int | None, int | None]]:
    return [(one.reason, one.row, one.column) for one in made.problems]


# -- headings ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Title", "title"),
        (" 环节 ", "title"),
        ("环节 Segment", "title"),
        ("时长(分钟)", "planned"),
        ("Duration [mm:ss]", "planned"),
        ("要点2", "points"),
        ("Point 3", None),
        ("OBS scene", "scene"),
        ("#", ""),
        ("mood", None),
        ("On-camera", "on_camera"),
        ("負責人", "owner"),
    ],
)
def test_headings_are_known_however_they_are_written(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_the_sheet_and_row_with_the_most_headings_are_taken() -> None:
    notes = sheet(("Contacts", "Phone"), ("Bo", "1"), name="Crew")
    plan = sheet(("Spring sale",), ("Date", "2026-05-01"), ("No", "Title", "Length", "Owner"), (1, "Open", 3, "EXE"))
    made = guess(Book((notes, plan)))
    assert (made.sheet, made.heading_row, made.complete) == ("List", 2, True)


def test_unknown_headings_become_the_crews_own_columns() -> None:
    made = reading(("Title", "Length", "灯光", "Mood", "灯光"), ("Open", 3, "暖", "calm", "again"))
    assert [(one.key, one.title) for one in made.columns] == [("灯光", "灯光"), ("mood", "Mood")]
    assert made.cues[0].extra == {"灯光": "暖", "mood": "calm"}


def test_without_headings_the_columns_are_those_of_a_plain_paste() -> None:
    made = reading(("Open", "3:00", "EXE", "20:00"), ("Pan", "8", "HOST", None))
    assert [(one.title, one.planned, one.owner, one.hard) for one in made.cues] == [
        ("Open", 3 * MINUTE, "EXE", EIGHT),
        ("Pan", 8 * MINUTE, "HOST", None),
    ]


def test_a_mapping_that_a_person_set_is_remembered_by_the_headings() -> None:
    one = sheet(("Title", "Mins", "Who"), ("Open", 3, "EXE"))
    remembered: dict[str, tuple[str, ...]] = {signature(one.rows[0]): ("title", "planned", "owner")}
    same = sheet((" title", "MINS", "who "), ("Pan", 8, "HOST"))
    assert guess(Book((same,)), remembered).columns == ("title", "planned", "owner")
    assert guess(Book((same,))).columns == ("title", "own:MINS", "owner")


# -- cells ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "planned"),
    [
        (Length(Span(3 * MINUTE)), 3 * MINUTE),
        (3, 3 * MINUTE),
        (1.5, 90 * SECOND),
        (1 / 480, 3 * MINUTE),
        (Moment("1899-12-31", Span(3 * MINUTE)), 3 * MINUTE),
        ("3:00", 3 * MINUTE),
        ("3分钟", 3 * MINUTE),
        ("3′30″", 210 * SECOND),
        ("00:03:00", 3 * MINUTE),
    ],
)
def test_a_length_is_read_as_text_number_time_or_duration(value: object, planned: int) -> None:
    made = reading(("Title", "Length"), ("Open", value))
    assert (made.problems, made.cues[0].planned) == ((), planned)


@pytest.mark.parametrize(
    "value", [Length(Span(20 * HOUR)), 20 / 24, 20, 2000, "20:00", "晚上八点", Moment("2026-05-01", Span(20 * HOUR))]
)
def test_a_hard_start_is_read_likewise(value: object) -> None:
    assert reading(("Title", "Length", "Hard start"), ("Open", 3, value)).cues[0].hard == EIGHT


def test_the_columns_of_the_templates_are_understood() -> None:
    made = reading(
        ("ID", "Start", "Dur", "Type", "环节", "Segment", "On camera", "Squeeze", "Action type", "Skip", "At zero"),
        ("A01", "00:00", "03:00", "HARD", "开场", "Open", "host", "2–3 min", "link", False, "go"),
        ("A02", "03:00", "05:00", "buffer", "福利", "Traffic", "—", "可删 cut", "", True, ""),
        ("A03", "08:00", "02:00", "decision", "返场", "Encore", "", "1:30–3", "draw", "no", "hold"),
        start=EIGHT,
    )
    assert made.problems == ()
    first, second, third = made.cues
    assert (first.number, first.hard, first.least, first.most, first.does) == (
        "A01",
        EIGHT,
        2 * MINUTE,
        3 * MINUTE,
        Action.LINK,
    )
    assert (first.at_zero, first.segment, first.title) == (AtZero.GO, "Open", "开场")
    assert (second.kind, second.hard, second.cuttable, second.least, second.skipped) == (
        CueKind.BUFFER,
        None,
        True,
        None,
        True,
    )
    assert (third.kind, third.least, third.does) == (CueKind.DECISION, 90 * SECOND, Action.DRAW)


def test_clock_times_of_hard_rows_stay_what_they_are() -> None:
    made = reading(
        ("Title", "Start", "Length", "Type"), ("a", "20:00", 3, "hard"), ("b", "20:10", 3, "hard"), start=EIGHT
    )
    assert [one.hard for one in made.cues] == [EIGHT, TimeOfDay(Span(20 * HOUR + 10 * MINUTE))]


def test_points_may_stand_in_several_columns() -> None:
    made = reading(("Title", "Length", "要点1", "要点2"), ("Pan", 8, "light", "no stick; one year"))
    assert made.cues[0].points == ("light", "no stick", "one year")


def test_minutes_that_the_spreadsheet_took_for_hours_are_minutes_again() -> None:
    made = reading(("Title", "Length"), ("a", Length(Span(3 * HOUR))), ("b", Length(Span(8 * HOUR + 30 * MINUTE))))
    assert [one.planned for one in made.cues] == [3 * MINUTE, 8 * MINUTE + 30 * SECOND]
    real = reading(
        ("Title", "Length"),
        ("a", Length(Span(30 * MINUTE))),
        ("b", Length(Span(2 * HOUR))),
        ("c", Length(Span(5 * MINUTE))),
    )
    assert [one.planned for one in real.cues] == [30 * MINUTE, 2 * HOUR, 5 * MINUTE]


def test_lengths_follow_from_the_starts_where_there_are_none() -> None:
    made = reading(("Title", "Start", "End"), ("a", "23:50", ""), ("b", "00:10", ""), ("c", "00:15", "00:20"))
    assert [one.planned for one in made.cues] == [20 * MINUTE, 5 * MINUTE, 5 * MINUTE]
    lost = reading(("Title", "Start"), ("a", "20:00"), ("b", "20:10"))
    assert problems(lost) == [(Reason.EMPTY, 3, 2)]


# -- rows that are no cues -----------------------------------------------------------------


def test_headings_of_segments_totals_blank_rows_and_remarks_are_no_cues() -> None:
    made = reading(
        ("Title", "Length", "Note"),
        ("第一部分", "", ""),
        ("Open", 3, ""),
        ("", "", ""),
        ("", "", "bring the second lamp"),
        ("Part two",),
        ("Pan", 8, ""),
        ("合计", 11, ""),
        ("Total:", 11, ""),
    )
    assert made.problems == ()
    assert [(one.title, one.segment) for one in made.cues] == [("Open", "第一部分"), ("Pan", "Part two")]
    assert made.left_out == (Left(5, "bring the second lamp"), Left(8, "合计"), Left(9, "Total:"))
    assert made.rows == (3, 7)


def test_a_merged_cell_means_every_row_it_covers_but_no_length_twice() -> None:
    made = reading(
        ("Segment", "Title", "Length", "Owner"),
        ("Opening", "a", 3, "EXE"),
        ("", "b", 4, ""),
        ("", "c", 5, ""),
        merged=((1, 0, 3, 0), (1, 3, 2, 3)),
    )
    assert [(one.segment, one.owner) for one in made.cues] == [("Opening", "EXE"), ("Opening", "EXE"), ("Opening", "")]
    twice = reading(("Title", "Length"), ("a", 3), ("b", ""), merged=((1, 1, 2, 1),))
    assert len(twice.cues) == 1


# -- mistakes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        (("a", "soon", ""), Reason.NOT_A_DURATION, 2),
        (("a", "-3", ""), Reason.NEGATIVE, 2),
        (("a", "90000s", ""), Reason.TOO_LONG, 2),
        (("a", -3, ""), Reason.NEGATIVE, 2),
        (("a", Moment("2026-05-01", Span(0)), ""), Reason.NOT_A_DURATION, 2),
        (("a", "", "x"), Reason.EMPTY, 2),
        (("", "3", "x"), Reason.EMPTY, 1),
        (("a", "3", "", "25:00"), Reason.NOT_A_TIME, 4),
        (("a", "3", "", Length(Span(25 * HOUR))), Reason.NOT_A_TIME, 4),
        (("a", "3", "", "", "odd"), Reason.UNKNOWN_VALUE, 5),
        (("a", "3", "", "", "5-"), Reason.UNKNOWN_VALUE, 5),
        (("a", "3", "", "", "4–5"), Reason.LEAST_OVER_PLANNED, 5),
        (("a", "3", "a|b|c|d", "", ""), Reason.TOO_MANY_POINTS, 3),
        (("a", "3", "", "", "", "loud"), Reason.UNKNOWN_VALUE, 6),
        (("a", "3", "", "", "", "", "red"), Reason.UNKNOWN_VALUE, 7),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_row_and_column(row: tuple[object, ...], reason: Reason, column: int) -> None:
    made = reading(("Title", "Length", "Points", "Hard", "Squeeze", "Type", "Colour"), ("ok", 3), row)
    assert problems(made) == [(reason, 3, column)]


def test_all_mistakes_are_named_at_once_in_the_order_of_the_sheet() -> None:
    made = reading(("Title", "Length", "Hard"), ("a", "soon", "late"), ("b", "3", ""), ("c", "x", ""))
    assert problems(made) == [
        (Reason.NOT_A_DURATION, 2, 2),
        (Reason.NOT_A_TIME, 2, 3),
        (Reason.NOT_A_DURATION, 4, 2),
    ]


def test_two_rows_with_one_id_are_refused() -> None:
    made = reading(("LiveOps id", "Title", "Length"), ("c1", "a", 3), ("c1", "b", 3))
    assert problems(made) == [(Reason.CUE_EXISTS, 3, 1)]


# -- what becomes of the list ----------------------------------------------------------------

THERE = (
    Cue(CueId("c1"), "Open", Span(3 * MINUTE), note="mine", number="A01", extra={"mood": "calm", "灯光": "暖"}),
    Cue(CueId("c2"), "Pan", Span(8 * MINUTE)),
    Cue(CueId("c3"), "Extra", Span(1 * MINUTE)),
)


def merged(
    how: How, *rows: tuple[object, ...]
) -> tuple[list[tuple[str, str, int]], tuple[int, int, int], tuple[Cue, ...]]:
    ids = count(1)
    made = merge(THERE, reading(*rows), how, lambda: f"m{next(ids)}")
    listed = [(str(one.id), one.title, one.planned // MINUTE) for one in made.cues]
    return listed, (made.added, made.changed, made.gone), made.cues


ROWS = (("Number", "Title", "Length", "灯光"), ("A01", "Opening", 4, "冷"), ("", "New", 2, ""), ("", "pan ", 8, ""))


def test_merging_updates_adds_and_keeps_the_rest_in_its_place() -> None:
    listed, counts, cues = merged(How.MERGE, *ROWS)
    assert listed == [("c1", "Opening", 4), ("n2", "New", 2), ("c2", "pan", 8), ("c3", "Extra", 1)]
    assert counts == (1, 2, 0)
    assert cues[0].note == "mine"
    assert cues[0].extra == {"mood": "calm", "灯光": "冷"}


def test_replacing_drops_what_the_file_lacks() -> None:
    listed, counts, _ = merged(How.REPLACE, *ROWS)
    assert listed == [("c1", "Opening", 4), ("n2", "New", 2), ("c2", "pan", 8)]
    assert counts == (1, 2, 1)


def test_a_new_list_shares_no_cue_with_the_old_one() -> None:
    listed, counts, cues = merged(How.NEW, *ROWS)
    assert [cue for cue, _title, _minutes in listed] == ["m1", "m2", "m3"]
    assert counts == (3, 0, 3)
    assert cues[0].note == ""


def test_a_title_that_stands_twice_matches_nothing() -> None:
    twice = (*THERE, Cue(CueId("c4"), "pan", Span(1)))
    made = merge(twice, reading(("Title", "Length"), ("Pan", 8)), How.MERGE, lambda: "m")
    assert (made.added, made.changed) == (1, 0)


def test_one_cue_is_never_taken_twice() -> None:
    made = merge(THERE, reading(("Title", "Length"), ("Pan", 8), ("Pan", 9)), How.REPLACE, lambda: "m")
    assert [one.id for one in made.cues] == ["c2", "n2"]
