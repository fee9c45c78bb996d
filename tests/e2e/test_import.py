"""A season's ugly spreadsheet taken into a show by keys alone, as on the first evening with the program.

A press is a key that goes down, or a chord of them; typing the name of the file into the system's dialog is writing,
and is not counted, the Enter that ends it is.
"""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from liveops_desktop.core.facts import CuesReplaced
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import Program, seat
from tests.e2e.sight import Sight
from tests.lab.screen import managed

pytestmark = [pytest.mark.e2e, pytest.mark.lab]

MOST_PRESSES = 5
WANTED = [
    ("欢迎与预告", 180_000, "暖场"),
    ("福袋规则", 300_000, "暖场"),
    ("主推一：平底锅", 720_000, "主推"),
    ("主推二：水壶", 480_000, "主推"),
    ("整点缓冲", 120_000, "主推"),
    ("价格与开售", 90_000, "返场"),
    ("感谢与下期预告", 300_000, "返场"),
]
HARD = [20 * 60, None, None, None, None, 20 * 60 + 30, None]
"""In minutes since midnight."""


@pytest.fixture
def small(home: Path, sight: Sight, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Give the program on a notebook's screen, not started yet."""
    with managed(tmp_path_factory.mktemp("notebook"), "1280x720x24") as display:
        made = Program(display, home, sight)
        yield made
        made.end()
        assert made.complaints() == []


def ugly(path: Path) -> Path:
    """Contacts and an old version on sheets of their own; on the right one a title over all columns, the date, two
    rows of headings of which one groups the other, merged sections, blank rows, a remark, a total, and lengths as
    text, number, time and duration."""
    book = Workbook()
    crew = book.active
    assert crew is not None
    crew.title = "通讯录"
    for row in (["姓名", "电话"], ["小林", "000"], ["阿May", "000"]):
        crew.append(row)
    sheet = book.create_sheet("0501流程V7最终版")
    rows = [
        ["五一专场直播流程（内部资料，请勿外传）"],
        ["日期", datetime(2026, 5, 1), "", "场控", "小林"],  # noqa: DTZ001 -- a spreadsheet knows no zone
        [],
        ["", "", "流程", "", "", "人员", "", "画面", ""],
        ["板块", "序号", "环节", "时长", "固定时间", "负责人", "要点", "场景", "灯光"],
        ["暖场", 1, "欢迎与预告", timedelta(minutes=3), time(20, 0), "场控", "欢迎\n福利\n关注", "全景", "暖"],
        ["", 2, "福袋规则", "5分钟", "", "场控", "", "全景", ""],
        [],
        ["", "", "记得带第二台手机", "", "", "", "", "", ""],
        ["主推", 3, "主推一：平底锅", "12:00", "", "主播", "轻；不粘；两年质保", "特写", "冷"],
        ["", 4, "主推二：水壶", 8, "", "主播", "", "特写", ""],
        ["", 5, "整点缓冲", "2", "", "场控", "", "", ""],
        ["返场", 6, "价格与开售", "90s", "20:30", "", "", "全景", ""],
        ["", 7, "感谢与下期预告", "00:05:00", "", "主播", "", "全景", ""],
        ["", "", "合计", "=SUM(D6:D14)", "", "", "", "", ""],
    ]
    for values in rows:
        sheet.append(values)
    for cells in ("A1:I1", "C4:E4", "F4:G4", "H4:I4", "A6:A7", "A10:A12", "A13:A14"):
        sheet.merge_cells(cells)
    old = book.create_sheet("旧版勿用")
    for row in (["环节", "时长"], ["旧的开场", "3分钟"]):
        old.append(row)
    book.save(path)
    return path


class Hands:
    """Counts what is pressed."""

    def __init__(self, program: Program) -> None:
        self.program, self.presses = program, 0

    def press(self, key: str) -> None:
        self.presses += 1
        self.program.keys(key)


def test_an_ugly_spreadsheet_is_in_within_five_presses(small: Program) -> None:
    path = ugly(small.home / "evening v7 (2).xlsx")
    show = make_show(small.home / "shows" / "evening.show", header("May evening"), cues(60, 60))
    seat(small.home, show)
    small.start(show)
    small.keys("ctrl+1")  # the plan, where the list is written; a fresh program stands there
    small.find("Import")
    broken = small.home / "broken.csv"
    broken.write_text("环节,时长\n开场,soon\n", encoding="utf-8")
    small.keys("ctrl+i")
    small.find("A file with a run-of-show", enabled=False)
    small.type_text(str(broken))
    small.keys("Return")
    small.find("Row 2, column 2, “soon”: Not a length.", enabled=False)
    small.screenshot("broken")
    small.keys("Escape")
    small.wait(lambda: not small.sees("Not a length."), 20, "the broken file is left")
    hands = Hands(small)
    hands.press("ctrl+i")
    small.find("A file with a run-of-show", enabled=False)
    small.type_text(str(path))
    hands.press("Return")
    small.find("Merge: 7 new")
    assert small.sees("Row 9 left out: 记得带第二台手机")
    small.screenshot("looked-at")
    hands.press("Tab")  # from merging to replacing: what stood there goes
    hands.press("Return")
    small.wait_fact(CuesReplaced)
    small.wait(lambda: not small.sees("Merge:"), 20, "the file is put away")
    small.screenshot("taken-in")
    assert hands.presses <= MOST_PRESSES
    told = small.command("journal", str(show), "--json")
    assert told.returncode == 0, told.stderr
    facts = [json.loads(line) for line in told.stdout.splitlines()]
    (kept,) = [fact["body"]["cues"] for fact in facts if fact["body"]["kind"] == "cues-replaced"]
    assert [(one["title"], one["planned"], one["segment"]) for one in kept] == WANTED
    assert [one["hard"] and one["hard"]["since_midnight"] // 60_000 for one in kept] == HARD
    assert [one["owner"] for one in kept] == ["场控", "场控", "主播", "主播", "场控", "", "主播"]
    assert kept[0]["points"] == ["欢迎", "福利", "关注"]
    assert kept[2]["extra"] == {"灯光": "冷"}
    small.keys("ctrl+z")  # the keys are in the grid again
    small.wait(lambda: len(small.show().cues) == 2, 20, "it is taken back as one edit")
