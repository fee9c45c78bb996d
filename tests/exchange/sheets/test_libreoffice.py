"""Files that LibreOffice wrote: xlsx, ods and csv of a season's typical ugly spreadsheet."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from openpyxl import Workbook

from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, Span
from liveops_desktop.core.cue import CueKind, TimeOfDay
from liveops_desktop.exchange.sheets.child import read_book
from liveops_desktop.exchange.sheets.mapping import guess
from liveops_desktop.exchange.sheets.reading import Reading, read

pytestmark = pytest.mark.lab

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Let LibreOffice load a file and save it in another format."""
    office = shutil.which("soffice")
    assert office is not None, "libreoffice-calc-nogui is not installed: ./run --setup --dev"
    home = tmp_path_factory.mktemp("office")

    def made(path: Path, form: str) -> Path:
        out = path.parent / "office"
        command = [
            office,
            f"-env:UserInstallation=file://{home}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(out),
        ]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=60)
        return out / f"{path.stem}.{form.split(':')[0]}"

    return made


def ugly(path: Path) -> Path:
    """Titles and contacts above, two languages in the headings, merged sections, blank rows, totals and remarks."""
    book = Workbook()
    crew = book.active
    assert crew is not None
    crew.title = "通讯录"
    for row in (["姓名", "电话"], ["小林", "000"]):
        crew.append(row)
    sheet = book.create_sheet("0501 流程V7最终版")
    sheet.append(["五一专场直播流程"])
    sheet.merge_cells("A1:H1")
    sheet.append(["日期", datetime(2026, 5, 1), "", "场控", "小林"])  # noqa: DTZ001 -- a spreadsheet knows no zone
    sheet.append([])
    sheet.append(["板块", "序号", "环节 Segment", "时长", "固定时间", "负责人", "主播卡", "类型", "灯光"])
    sheet.append(["开场", 1, "开场", timedelta(minutes=3), time(20, 0), "场控", "欢迎\n福利\n关注", "soft", "暖"])
    sheet.append(["", 2, "福利款", "5分钟", "", "场控", "", "soft", ""])
    sheet.merge_cells("A5:A6")
    sheet.append([])
    sheet.append(["", "", "记得带第二台手机", "", "", "", "", "", ""])
    sheet.append(["主推", 3, "主推1", "12:00", "", "主播", "轻；不粘；两年质保", "soft", "特写"])
    sheet.append(["主推", 4, "整点缓冲", 2, "", "场控", "", "buffer", ""])
    sheet.append(["主推", 5, "价格与开售", "90s", "20:30", "", "", "hard", ""])
    sheet.append(["", "", "合计", "=SUM(D5:D11)", "", "", "", "", ""])
    book.save(path)
    return path


def reading(path: Path) -> Reading:
    book = read_book(path)
    mapping = guess(book)
    ids = count(1)
    sheet = next(one for one in book.sheets if one.name == mapping.sheet)
    return read(sheet, mapping, lambda: f"n{next(ids)}", TimeOfDay(Span(20 * HOUR)))


WANTED = [
    ("开场", 3 * MINUTE),
    ("福利款", 5 * MINUTE),
    ("主推1", 12 * MINUTE),
    ("整点缓冲", 2 * MINUTE),
    ("价格与开售", 90 * SECOND),
]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_workbook_that_libreoffice_saved(tmp_path: Path, convert: Convert, form: str) -> None:
    made = reading(convert(ugly(tmp_path / "ugly.xlsx"), form))
    assert [(one.reason, one.row, one.column, one.detail) for one in made.problems] == []
    assert [(one.title, one.planned) for one in made.cues] == WANTED
    assert [one.hard for one in made.cues] == [
        TimeOfDay(Span(20 * HOUR)),
        None,
        None,
        None,
        TimeOfDay(Span(20 * HOUR + 30 * MINUTE)),
    ]
    assert made.cues[0].points == ("欢迎", "福利", "关注")
    assert made.cues[2].points == ("轻", "不粘", "两年质保")
    assert made.cues[3].kind is CueKind.BUFFER
    assert made.cues[2].extra == {"灯光": "特写"}
    assert [one.row for one in made.left_out] == [8, 12]
    assert [one.segment for one in made.cues] == ["开场", "开场", "主推", "主推", "主推"]


def test_a_csv_of_the_ugly_sheet(tmp_path: Path, convert: Convert) -> None:
    utf8, second = 76, 2  # the character set, and the sheet that is written: the tokens of the link below
    form = f"csv:Text - txt - csv (StarCalc):44,34,{utf8},1,,0,false,true,false,false,false,{second}"
    convert(ugly(tmp_path / "ugly.xlsx"), form)
    (path,) = (tmp_path / "office").glob("ugly*.csv")
    made = reading(path)
    assert [(one.reason, one.row, one.column, one.detail) for one in made.problems] == []
    assert [(one.title, one.planned) for one in made.cues] == WANTED
    assert [one.segment for one in made.cues] == ["开场", "开场", "主推", "主推", "主推"]
    assert [one.row for one in made.left_out] == [8, 12]


def test_a_csv_in_the_encoding_of_a_chinese_windows(tmp_path: Path, convert: Convert) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["环节", "时长", "负责人"], ["开场", "3:00", "小林"], ["主推, 特价", "5分钟", ""]):
        sheet.append(row)
    book.save(tmp_path / "plain.xlsx")
    gb18030 = 85  # in LibreOffice's table of character sets, https://wiki.openoffice.org/wiki/Documentation/DevGuide/Spreadsheets/Filter_Options
    path = convert(tmp_path / "plain.xlsx", f"csv:Text - txt - csv (StarCalc):44,34,{gb18030},1")
    assert "开场".encode("gbk") in path.read_bytes()
    made = reading(path)
    assert made.problems == ()
    assert [(one.title, one.planned, one.owner) for one in made.cues] == [
        ("开场", 3 * MINUTE, "小林"),
        ("主推, 特价", 5 * MINUTE, ""),
    ]


def test_what_the_program_wrote_survives_libreoffice(tmp_path: Path, convert: Convert) -> None:
    from liveops_desktop.core.show import Show
    from liveops_desktop.exchange.sheets.writing import write_xlsx

    cues = tuple(one for one in reading(ugly(tmp_path / "a.xlsx")).cues)
    write_xlsx(Show(cues=cues), tmp_path / "ours.xlsx")
    back = reading(convert(tmp_path / "ours.xlsx", "ods"))
    assert back.problems == ()
    assert [(one.id, one.title, one.planned, one.hard, one.points) for one in back.cues] == [
        (one.id, one.title, one.planned, one.hard, one.points) for one in cues
    ]
