"""The columns of a run-of-show in a file: how their headings are spelled, and what a cell of each means.

Headings are known in English and Chinese, whatever case, spaces and marks they are written with.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from liveops_desktop.core.clock import DAY, MINUTE, Span
from liveops_desktop.core.cue import Action, AtZero, Color, CueKind, TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import read_duration, read_time_of_day
from liveops_desktop.core.validate import MOST_POINTS
from liveops_desktop.exchange.sheets.table import Cell, Flag, Length, Moment, Number, Text, as_text, fraction_of_day

IGNORED = ""
"""Field of a column that the plan computes itself."""
OWN = "own:"
"""Before the title of a column that the crew added."""

HEADINGS = {
    "title": "title cue item name cuetitle description what 环节 标题 名称 内容 环节名称 流程 項目 项目 环節 標題 節目",
    "planned": "length duration planned dur len 时长 长度 时间长度 計劃時長 计划时长 時長 時間長度 用时 分钟 分鐘",
    "start": "start plannedstart starttime begin time from 开始 计划开始 开始时间 時間 时间 起 開始 開始時間 时间点",
    "end": "end plannedend endtime to finish 结束 结束时间 計劃結束 计划结束 結束 結束時間 止",
    "type": "type kind starttype 类型 類型",
    "owner": "owner who role responsible 负责人 负责 岗位 負責人 負責 崗位 执行 责任人",
    "hard": "hardstart hard fixedstart at 硬时间 固定时间 准点 硬开始 硬時間 固定時間 準點",
    "until": "until hardend fixedend 直到 固定结束 结束于 固定結束",
    "least": "least min shortest minimum 最短 最少",
    "most": "most max longest maximum 最长 最多 最長",
    "squeeze": "squeeze range flex 伸缩 压缩 伸縮 壓縮 可压缩",
    "cuttable": "cuttable cut cancut 可删 可砍 可刪",
    "skipped": "skip skipped 跳过 跳過",
    "at_zero": "atzero endaction 到零 到点 到點",
    "warn": "warn warning 预警 提醒 預警",
    "danger": "danger lastwarning 警告",
    "points": "points hostpoints hostcard talkingpoints 要点 主播卡 手卡 要點 主持要点",
    "must_say": "mustsay 必说 必說 必讲",
    "price": "price 价格 價格 售价",
    "scene": "scene obsscene picture 场景 画面 場景 畫面",
    "on_camera": "oncamera camera cam talent speaker 出镜 镜头 出鏡 鏡頭 出镜人 主讲",
    "sound": "sound audio music 声音 音频 音乐 聲音 音訊 音樂",
    "action": "action 动作 操作 動作 后台操作",
    "does": "does actiontype shop 动作类型 動作類型",
    "standby": "standby 预备 預備",
    "go_words": "go gowords gocall 口令",
    "backup": "backup plannb planb 备用 备案 備用 備案 应急",
    "note": "note notes remark remarks comment comments 备注 說明 说明 備註 备忘",
    "number": "id number cuenumber cueno cueid 编号 編號",
    "segment": "segment section block part chapter 板块 段落 章节 版块 區塊 单元",
    "color": "color colour 颜色 顏色",
    "script": "script text copy 文案 脚本 腳本 台词 台詞",
    "key": "liveopsid",
    IGNORED: "# no index 序号 序號",
}
"""Field → headings, lower case, without spaces and marks."""

NEEDED = ("title", "planned")
_FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings.split()}
_YES = frozenset(["yes", "y", "true", "x", "1", "cut", "✓", "√", "是", "可", "可删", "可以", "可刪"])
_NO = frozenset(["no", "n", "false", "0", "-", "—", "否", "不", "不可"])
_GO = frozenset(["go", "auto", "自动", "走", "自動"])
_HOLD = frozenset(["hold", "wait", "等待", "手动", "手動"])
_HARD = frozenset(["hard", "fixed", "准点", "硬", "固定", "準點"])
_KINDS = {
    CueKind.NORMAL: frozenset(["soft", "normal", "软", "普通", "軟"]) | _HARD,
    CueKind.BUFFER: frozenset(["buffer", "缓冲", "緩衝", "机动"]),
    CueKind.DECISION: frozenset(["decision", "决策", "決策", "待定"]),
}
_ACTIONS = {
    Action.LINK: frozenset(["link", "上链", "链接", "連結"]),
    Action.PRICE: frozenset(["price", "改价", "价格", "價格", "改價"]),
    Action.DRAW: frozenset(["draw", "giveaway", "福袋", "抽奖", "抽獎"]),
    Action.ADS: frozenset(["ads", "ad", "投放", "广告", "廣告"]),
}
_DASHES = frozenset(["-", "—", "–", "/", "无", "無", "n/a"])
_ZERO_DAYS = ("1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01")
"""The days on which spreadsheets put a time that has no date."""


def field_of(heading: str) -> str | None:
    """Return the field that *heading* names, ``IGNORED`` for one the plan computes; None: unknown.

    A number behind it (``Point 2``, ``要点2``) and a unit in brackets do not matter.
    """
    bare = bare_heading(heading)
    if bare in _FIELD_OF:
        return _FIELD_OF[bare]
    shorter = re.sub(r"[0-9]+$", "", re.sub(r"[(（\[].*$", "", bare))
    if shorter in _FIELD_OF:
        return _FIELD_OF[shorter]
    # Two languages in one cell, as crews that work in both write it: "环节 Segment".
    parts = [part for part in re.findall(r"[a-z]+|[^a-z\d\s]+", shorter) if part in _FIELD_OF]
    return _FIELD_OF[parts[0]] if parts and "".join(parts) == shorter else None


def titled(fields: Sequence[str | None]) -> list[str | None]:
    """Return the fields of a heading row; where none is the title, a column of segments holds the titles."""
    if "title" in fields or "segment" not in fields:
        return list(fields)
    return ["title" if field == "segment" else field for field in fields]


def bare_heading(heading: str) -> str:
    """Return *heading* without case, spaces and marks."""
    return re.sub(r"[\s_\-./:：*?？]+", "", heading.strip().casefold())


def value_of(field: str, cell: Cell) -> object:
    """Return what a filled *cell* means in the column *field*.

    Raises:
        Refused: without a place: ``NOT_A_DURATION``, ``NOT_A_TIME``, ``UNKNOWN_VALUE``, ``TOO_MANY_POINTS``.
    """
    reader = _READERS.get(field)
    return as_text(cell) if reader is None else reader(cell)


def _length(cell: Cell) -> Span:
    match cell:
        case Length():
            return cell.span
        case Number():
            # Below one it is what a spreadsheet calls a time without its format; else minutes, as typed (§6).
            return fraction_of_day(cell.value) if 0 < cell.value < 1 else Span(round(cell.value * MINUTE))
        case Moment() if cell.date in _ZERO_DAYS:
            return cell.time
        case Text():
            return read_duration(re.sub(r"(?<=[0-9])\s*[′’']", "m", re.sub(r"[″”\"]", "s", cell.text)).strip())
        case _:
            raise Refused(Reason.NOT_A_DURATION, detail=as_text(cell))


def _time(cell: Cell) -> TimeOfDay:
    match cell:
        case Length() if 0 <= cell.span < DAY:
            return TimeOfDay(cell.span)
        case Moment():
            return TimeOfDay(cell.time)
        case Number() if 0 <= cell.value < 1:
            return TimeOfDay(Span(fraction_of_day(cell.value) // 1_000 * 1_000))
        case Number() if cell.value == int(cell.value):
            return read_time_of_day(f"{int(cell.value)}")
        case Text():
            return read_time_of_day(cell.text)
        case _:
            raise Refused(Reason.NOT_A_TIME, detail=as_text(cell))


def _yes_no(cell: Cell) -> bool:
    return cell.value if isinstance(cell, Flag) else bool(_one_of(as_text(cell), {True: _YES, False: _NO}))


def _type(cell: Cell) -> tuple[CueKind, bool]:
    """Return the kind, and whether the row starts hard."""
    text = as_text(cell)
    kind = _one_of(text, _KINDS)
    assert isinstance(kind, CueKind)
    return kind, text.casefold() in _HARD


def _action(cell: Cell) -> object:
    return _one_of(as_text(cell), _ACTIONS)


def _color(cell: Cell) -> Color:
    try:
        return Color(as_text(cell).casefold())
    except ValueError:
        raise Refused(Reason.UNKNOWN_VALUE, detail=as_text(cell)) from None


def _at_zero(cell: Cell) -> object:
    return _one_of(as_text(cell), {AtZero.GO: _GO, AtZero.HOLD: _HOLD})


def _points(cell: Cell) -> tuple[str, ...]:
    points = tuple(point.strip(" ·•-") for point in re.split(r"[\n|;；]", as_text(cell)) if point.strip(" ·•-"))
    if len(points) > MOST_POINTS:
        raise Refused(Reason.TOO_MANY_POINTS)
    return points


def _squeeze(cell: Cell) -> tuple[Span | None, Span | None, bool]:
    """Return least, most, and whether it may be cut: ``2–3 min``, ``1:30–3``, ``可删 cut``."""
    text = as_text(cell)
    if text in _DASHES:
        return None, None, False
    cut = bool(re.search(r"cut|可删|可刪|可砍", text, re.IGNORECASE))
    rest = re.sub(r"cut|可删|可刪|可砍|min(utes)?|分钟|分鐘", " ", text, flags=re.IGNORECASE).strip(" ,，/")
    if not rest:
        return None, None, cut
    ends = [part.strip() for part in re.split(r"[-–—~～至到]", rest)]
    if len(ends) != 2 or not all(ends):
        raise Refused(Reason.UNKNOWN_VALUE, detail=text)
    return read_duration(ends[0]), read_duration(ends[1]), cut


def _title(cell: Cell) -> str:
    return " ".join(as_text(cell).split())


def _scene(cell: Cell) -> str:
    """Return the scene; a dash means none."""
    text = as_text(cell)
    return "" if text in _DASHES else text


_READERS: dict[str, Callable[[Cell], Any]] = {
    **dict.fromkeys(("planned", "least", "most", "warn", "danger"), _length),
    **dict.fromkeys(("hard", "until", "start", "end"), _time),
    **dict.fromkeys(("cuttable", "skipped"), _yes_no),
    "scene": _scene,
    "type": _type,
    "does": _action,
    "color": _color,
    "at_zero": _at_zero,
    "points": _points,
    "squeeze": _squeeze,
    "title": _title,
}


def _one_of(text: str, words: Mapping[Any, frozenset[str]]) -> object:
    for value, known in words.items():
        if text.casefold() in known:
            return value
    raise Refused(Reason.UNKNOWN_VALUE, detail=text)
