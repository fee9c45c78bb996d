"""Files from outside: what they hold, and what is refused whole."""

import asyncio
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from liveops_desktop.core.clock import HOUR, MINUTE, Span
from liveops_desktop.exchange.sheets import child, parsing
from liveops_desktop.exchange.sheets.child import read_book, read_book_async
from liveops_desktop.exchange.sheets.parsing import CannotParse, Wrong, decoded, parse
from liveops_desktop.exchange.sheets.table import Flag, Length, Moment, Number, Text, as_text

CHINESE = "环节,时长\r\n开场,3:00\r\n"


def refusal(path: Path) -> tuple[Wrong, str]:
    with pytest.raises(CannotParse) as why:
        parse(path)
    return why.value.wrong, why.value.detail


def workbook(path: Path, *rows: tuple[Any, ...], epoch_1904: bool = False) -> Path:
    book = Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("epoch_1904", [False, True], ids=["1900", "1904"])
def test_cells_keep_what_they_are(tmp_path: Path, *, epoch_1904: bool) -> None:
    evening = datetime(2026, 5, 1, 20, 0)  # noqa: DTZ001 -- a spreadsheet knows no zone
    row = ("开场", 8, True, timedelta(minutes=3), time(20, 30), evening, date(2026, 5, 1), None)
    (sheet,) = parse(workbook(tmp_path / "a.xlsx", row, epoch_1904=epoch_1904)).sheets
    assert sheet.rows[0][:7] == (
        Text("开场"),
        Number(8.0),
        Flag(True),
        Length(Span(3 * MINUTE)),
        Length(Span(20 * HOUR + 30 * MINUTE)),
        Moment("2026-05-01", Span(20 * HOUR)),
        Moment("2026-05-01", Span(0)),
    )


def test_a_formula_is_read_as_its_value_and_never_run(tmp_path: Path) -> None:
    # openpyxl saves no value with a formula, as a program does that never calculated it.
    (sheet,) = parse(workbook(tmp_path / "a.xlsx", ("a", "=1+1"))).sheets
    assert sheet.rows == ((Text("a"),),)


def test_hidden_sheets_are_left_out_and_empty_ones_too(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Old").append(["x"])
    book["Old"].sheet_state = "hidden"
    book.create_sheet("List").append(["title"])
    book.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in parse(tmp_path / "a.xlsx").sheets] == ["List"]


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (CHINESE.encode(), "utf-8-sig"),
        (CHINESE.encode("utf-8-sig"), "utf-8-sig"),
        (CHINESE.encode("gbk"), "gb18030"),
        (CHINESE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "utf-16"),
        (CHINESE.replace("开", "a").encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_a_csv_is_read_in_the_encoding_it_has(tmp_path: Path, raw: bytes, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(raw)
    book = parse(tmp_path / "a.csv")
    assert book.encoding == encoding
    assert [as_text(cell) for cell in book.sheets[0].rows[0]] == ["环节", "时长"]


def test_half_a_letter_is_no_text() -> None:
    with pytest.raises(CannotParse):
        decoded(b"\xff\xfea")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_may_be_parted_by_comma_semicolon_or_tab(tmp_path: Path, mark: str) -> None:
    (tmp_path / "a.csv").write_text(f'title{mark}length\n"a{mark} b, c"{mark}3:00\n')
    assert [as_text(cell) for cell in parse(tmp_path / "a.csv").sheets[0].rows[1]] == [f"a{mark} b, c", "3:00"]


def test_only_what_ends_a_line_in_a_file_parts_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\u2028b,1\nc,2\n", encoding="utf-8")
    assert len(parse(tmp_path / "a.csv").sheets[0].rows) == 2


def test_what_is_no_run_of_show_is_refused_with_its_reason(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.docx") == (Wrong.UNKNOWN_KIND, ".docx")
    assert refusal(tmp_path / "gone.csv")[0] is Wrong.NOT_THERE
    (tmp_path / "a.csv").write_text("\n , \n")
    assert refusal(tmp_path / "a.csv")[0] is Wrong.EMPTY
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    assert refusal(tmp_path / "a.xlsx")[0] is Wrong.NOT_READABLE
    (tmp_path / "b.csv").write_text("a," * 300)
    assert refusal(tmp_path / "b.csv")[0] is Wrong.TOO_MANY_COLUMNS
    (tmp_path / "c.csv").write_text("a,b\n" * (parsing.MOST_ROWS + 1))
    assert refusal(tmp_path / "c.csv")[0] is Wrong.TOO_MANY_ROWS
    assert refusal(workbook(tmp_path / "d.xlsx", tuple("x" * 300)))[0] is Wrong.TOO_MANY_COLUMNS
    wide = Workbook()
    for n in range(parsing.MOST_SHEETS + 1):
        wide.create_sheet(f"s{n}").append(["a"])
    wide.save(tmp_path / "e.xlsx")
    assert refusal(tmp_path / "e.xlsx")[0] is Wrong.TOO_MANY_SHEETS


def test_a_big_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(parsing.MOST_BYTES + 1)
    assert refusal(tmp_path / "a.csv") == (Wrong.TOO_BIG, "20 MB")


def bomb(path: Path, name: str, size: int, members: int = 1) -> Path:
    workbook(path, ("title",))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        for n in range(members):
            packed.writestr(f"{name}{n}", b"0" * size)
    return path


def test_zip_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    assert refusal(bomb(tmp_path / "ratio.xlsx", "xl/big", 5_000_000))[0] is Wrong.BOMB
    assert refusal(bomb(tmp_path / "members.xlsx", "xl/m", 1, parsing.MOST_MEMBERS))[0] is Wrong.BOMB


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as packed:
        packed.writestr("content.xml", b"x")
    raw = bytearray((tmp_path / "a.ods").read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # general purpose flag: encrypted (APPNOTE 4.4.4)
    (tmp_path / "a.ods").write_bytes(raw)
    assert refusal(tmp_path / "a.ods")[0] is Wrong.ENCRYPTED


# -- in the child process --------------------------------------------------------------


def test_the_child_hands_over_the_same_book(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("环节", timedelta(minutes=3), True, 0.5, date(2026, 5, 1)))
    assert read_book(path) == parse(path)


def test_the_child_says_why_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotParse) as why:
        read_book(tmp_path / "a.docx")
    assert (why.value.wrong, why.value.detail) == (Wrong.UNKNOWN_KIND, ".docx")


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("a",))
    with pytest.raises(CannotParse) as why:
        read_book(path, limit=0.001)
    assert why.value.wrong is Wrong.TOO_LONG


def test_a_file_that_eats_memory_ends_its_child_and_nothing_else(tmp_path: Path) -> None:
    # One member just under the limits of size and ratio whose cells are far bigger as objects than as text.
    with zipfile.ZipFile(workbook(tmp_path / "a.xlsx", ("a",)), "r") as packed:
        members = {one: packed.read(one) for one in packed.namelist()}
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{n}</t></is></c></row>' for n in range(1, 1_000_000)
    )
    members["xl/worksheets/sheet1.xml"] = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + cells.encode()
        + b"</sheetData></worksheet>"
    )
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    with pytest.raises(CannotParse) as why:
        read_book(tmp_path / "b.xlsx")
    assert why.value.wrong in (Wrong.TOO_MANY_ROWS, Wrong.TOO_LONG)


def test_reading_can_be_cancelled_and_leaves_no_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", *[(str(n),) for n in range(2_000)])
    before = psutil.Process().children()

    async def cancelled() -> None:
        task = asyncio.create_task(read_book_async(path, 600))
        while psutil.Process().children() == before:  # noqa: ASYNC110 -- a child that begins tells nobody
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with monkeypatch.context() as endless:
        endless.setattr(child, "command", lambda *_: ["sleep", "infinity"])
        asyncio.run(cancelled())
    assert psutil.Process().children() == before
    assert len(asyncio.run(read_book_async(path, 60)).sheets[0].rows) == 2_000
