"""What is written comes back unchanged, whatever the crew typed."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.clock import DAY, SECOND, Span
from liveops_desktop.core.cue import Action, AtZero, Color, Column, Cue, CueId, CueKind, Header, TimeOfDay
from liveops_desktop.core.show import Show
from liveops_desktop.exchange.sheets.mapping import guess
from liveops_desktop.exchange.sheets.parsing import parse
from liveops_desktop.exchange.sheets.reading import Reading, read
from liveops_desktop.exchange.sheets.writing import write_csv, write_xlsx

HEADER = Header(
    title="Show",
    date=date(2026, 5, 1),
    zone="Asia/Shanghai",
    start=TimeOfDay(Span(0)),
    columns=(Column("灯光", "灯光"), Column("=x", "=x")),
)

text = (
    st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(list(" =+-@'\",;|0:")), max_size=12)
    .map(str.strip)
    .filter(lambda one: not one.startswith("﻿"))
)
"""Without spaces at the ends, which no field keeps."""
words = text.filter(lambda one: one not in {"-", "—", "–", "/", "n/a"})
line = words.map(lambda one: " ".join(one.split()))
spans = st.integers(0, DAY // SECOND).map(lambda n: Span(n * SECOND))
times = st.builds(
    TimeOfDay, st.integers(0, DAY // SECOND - 1).map(lambda n: Span(n * SECOND)), st.none() | st.integers(0, 3)
)
point = st.text(st.sampled_from("ab c价格9=+"), min_size=1, max_size=8).map(str.strip).filter(bool)


@st.composite
def cues(draw: st.DrawFn) -> tuple[Cue, ...]:
    made = []
    for n in range(draw(st.integers(1, 4))):
        planned = draw(spans)
        cue = Cue(
            id=CueId(f"c{n}"),
            title=draw(line.filter(bool)) + "x",
            planned=planned,
            least=draw(st.none() | st.just(planned)),
            most=draw(st.none() | st.just(planned)),
            cuttable=draw(st.booleans()),
            skipped=draw(st.booleans()),
            hard=draw(st.none() | times),
            at_zero=draw(st.sampled_from(AtZero)),
            owner=draw(text),
            points=tuple(draw(st.lists(point, max_size=3))),
            must_say=draw(text),
            scene=draw(words),
            note=draw(text),
            number=draw(text),
            segment=draw(text),
            kind=draw(st.sampled_from(CueKind)),
            color=draw(st.sampled_from(Color)),
            does=draw(st.sampled_from(Action)),
            extra={key: value for key in ("灯光", "=x") if (value := draw(text))},
        )
        made.append(cue)
    return tuple(made)


def read_back(path: Path) -> Reading:
    book = parse(path)
    mapping = guess(book)
    ids = count(100)
    return read(next(one for one in book.sheets if one.name == mapping.sheet), mapping, lambda: f"new{next(ids)}")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(made=cues())
def test_every_field_of_every_cue_comes_back(tmp_path: Path, suffix: str, made: tuple[Cue, ...]) -> None:
    path = tmp_path / f"list.{suffix}"
    (write_csv if suffix == "csv" else write_xlsx)(Show(header=HEADER, cues=made), path)
    back = read_back(path)
    assert [(one.reason, one.field, one.row, one.column, one.detail) for one in back.problems] == []
    assert back.cues == made
    assert [one.title for one in back.columns] == ["灯光", "=x"]
    path.unlink()


def test_a_list_without_a_show_around_it_is_written_too(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    one = Cue(CueId("a"), "Open", Span(60_000), until=TimeOfDay(Span(3_600_000)), danger=Span(5_000), warn=Span(9_000))
    write_csv(Show(cues=(one,)), path)
    assert read_back(path).cues == (one,)


def test_no_cell_is_written_as_a_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    evil = tuple(
        replace(Cue(CueId(f"c{n}"), f"{mark}1+1", Span(0)), note=f"{mark}cmd|' /C calc'!A0")
        for n, mark in enumerate("=+-@")
    )
    show = Show(header=HEADER, cues=evil)
    write_xlsx(show, tmp_path / "a.xlsx")
    for row in load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows():
        assert all(cell.data_type in ("s", "n") and (cell.data_type == "s" or cell.value is None) for cell in row)
    write_csv(show, tmp_path / "a.csv")
    cells = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").replace("\r\n", ",").split(",")
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
