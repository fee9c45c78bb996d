"""Rows pasted from a spreadsheet, or read from a CSV file, as cues.

A first row of headings is recognised in English and Chinese; without one the columns are title, length, owner,
hard start. Anything that makes no sense refuses the whole paste, with row and column counted from 1.
"""

import csv
import re
from collections.abc import Callable, Mapping
from typing import Any

from liveops_desktop.core.cue import AtZero, Cue, CueId
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import read_duration, read_time_of_day
from liveops_desktop.core.validate import MOST_POINTS, validate_cue

ROW_LIMIT = 2_000
SIZE_LIMIT = 2_000_000
"""Characters of one paste."""
PLAIN_ORDER = ("title", "planned", "owner", "hard")
"""The columns where no heading row says otherwise."""

_HEADINGS = {
    "title": "title cue segment item name 环节 标题 名称 内容 环节名称 流程 項目 項 环節",
    "planned": "length duration planned dur time 时长 長度 时间长度 計劃時長 计划时长 時長",
    "owner": "owner who role responsible 负责人 负责 岗位 負責人",
    "hard": "hardstart hard fixedstart at 硬时间 固定时间 准点 硬开始 硬時間",
    "until": "until hardend fixedend 直到 固定结束 结束于",
    "least": "least min shortest 最短 最少",
    "most": "most max longest 最长 最多",
    "cuttable": "cuttable cut cancut 可删 可砍",
    "at_zero": "atzero end 到零 到点",
    "warn": "warn warning 预警 提醒",
    "danger": "danger lastwarning 警告",
    "points": "points hostcard talkingpoints 要点 主播卡",
    "must_say": "mustsay 必说",
    "price": "price 价格 價格",
    "scene": "scene picture obsscene 场景 画面 場景",
    "on_camera": "oncamera camera 出镜 镜头",
    "sound": "sound audio 声音 音频 音乐",
    "action": "action 动作 操作",
    "standby": "standby 预备",
    "go_words": "go gowords 口令",
    "backup": "backup 备用 备案",
    "note": "note notes remark remarks 备注 說明 说明",
    "": "# no id number start plannedstart 序号 编号 开始 计划开始 开始时间",
}
"""Field of the cue → headings, lower case, no spaces or marks. The last: columns that the plan computes itself."""

_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_YES = frozenset(["yes", "y", "true", "x", "1", "cut", "✓", "√", "是", "可", "可删", "可以"])
_NO = frozenset(["no", "n", "false", "0", "-", "—", "否", "不", "不可"])
_GO = frozenset(["go", "auto", "自动", "走"])
_HOLD = frozenset(["hold", "wait", "等待", "手动"])


def read_rows(text: str, ids: Callable[[], str]) -> tuple[Cue, ...]:
    """Return the cues in *text*, tab-, comma- or semicolon-separated; *ids* makes a fresh cue id at each call.

    Raises:
        Refused: with ``row`` and ``column`` (1-based) where it makes no sense; EMPTY, TOO_MANY_ROWS for the whole.
    """
    rows = _table(text)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not filled:
        raise Refused(Reason.EMPTY, field="rows")
    fields = _headings(*filled[0])
    if fields is None:
        fields = PLAIN_ORDER
    else:
        del filled[0]
    if len(filled) > ROW_LIMIT:
        raise Refused(Reason.TOO_MANY_ROWS, field="rows", detail=str(ROW_LIMIT))
    if not filled:
        raise Refused(Reason.EMPTY, field="rows")
    return tuple(_cue(number, row, fields, ids) for number, row in filled)


def _table(text: str) -> list[list[str]]:
    if len(text) > SIZE_LIMIT:
        raise Refused(Reason.TOO_MANY_ROWS, field="rows", detail=str(ROW_LIMIT))
    text = text.removeprefix("\ufeff").replace("\x00", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = "\t" if "\t" in text else ";" if ";" in first and "," not in first else ","
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=mark))
    except csv.Error as trouble:
        raise Refused(Reason.UNKNOWN_VALUE, field="rows", detail=str(trouble)) from trouble


def _headings(number: int, row: list[str]) -> tuple[str, ...] | None:
    """Return the field of each column; None when *row* is no heading row, which names at least title and length."""
    known = [_FIELD_OF.get(_bare(cell)) for cell in row]
    if "title" not in known or "planned" not in known:
        return None
    for column, (cell, field) in enumerate(zip(row, known, strict=True), start=1):
        twice = field and known.index(field) + 1 < column
        if (field is None and cell.strip()) or twice:
            raise Refused(Reason.UNKNOWN_VALUE, field="heading", row=number, column=column, detail=cell.strip())
    return tuple(field or "" for field in known)


def _bare(heading: str) -> str:
    return re.sub(r"[\s_\-./:：]+", "", heading.strip().casefold())


def _cue(number: int, row: list[str], fields: tuple[str, ...], ids: Callable[[], str]) -> Cue:
    values: dict[str, Any] = {}
    columns = {field: column for column, field in enumerate(fields, start=1) if field}
    for column, cell in enumerate(row, start=1):
        text = cell.strip()
        if not text:
            continue
        if column > len(fields):
            raise Refused(Reason.UNKNOWN_VALUE, row=number, column=column, detail=text)
        field = fields[column - 1]
        if field:
            values[field] = _placed(field, text, number, column)
    for field in ("title", "planned"):
        if field not in values:
            raise Refused(Reason.EMPTY, field=field, row=number, column=columns[field])
    cue = Cue(id=CueId(ids()), **values)
    _check(cue, number, columns)
    return cue


def _placed(field: str, text: str, row: int, column: int) -> object:
    try:
        return _value(field, text)
    except Refused as refused:
        raise Refused(
            refused.reason, field=field, row=row, column=column, span=refused.span, detail=refused.detail or text
        ) from refused


def _value(field: str, text: str) -> object:
    match field:
        case "planned" | "least" | "most" | "warn" | "danger":
            return read_duration(text)
        case "hard" | "until":
            return read_time_of_day(text)
        case "cuttable":
            return _one_of(text, {True: _YES, False: _NO})
        case "at_zero":
            return _one_of(text, {AtZero.GO: _GO, AtZero.HOLD: _HOLD})
        case "points":
            return _points(text)
        case _:
            return " ".join(text.split()) if field == "title" else text


def _one_of(text: str, words: Mapping[object, frozenset[str]]) -> object:
    for value, known in words.items():
        if text.casefold() in known:
            return value
    raise Refused(Reason.UNKNOWN_VALUE, detail=text)


def _points(text: str) -> tuple[str, ...]:
    points = tuple(point.strip(" ·•-") for point in re.split(r"[\n|;；]", text) if point.strip(" ·•-"))
    if len(points) > MOST_POINTS:
        raise Refused(Reason.TOO_MANY_POINTS)
    return points


def _check(cue: Cue, row: int, columns: Mapping[str, int]) -> None:
    """Refuse what the core refuses where it is typed, with the cell named."""
    try:
        validate_cue(cue)
    except Refused as refused:
        raise Refused(
            refused.reason, field=refused.field, row=row, column=columns.get(refused.field), span=refused.span
        ) from refused
