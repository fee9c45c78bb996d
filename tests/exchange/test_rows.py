import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import HOUR, MINUTE, Span, seconds
from liveops_desktop.core.cue import AtZero, TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.exchange.rows import ROW_LIMIT, read_rows


def ids() -> Callable[[], str]:
    count = itertools.count(1)
    return lambda: f"c{next(count)}"


def refusal(text: str) -> Refused:
    with pytest.raises(Refused) as refused:
        read_rows(text, ids())
    return refused.value


def test_plain_columns_from_a_spreadsheet() -> None:
    cues = read_rows("Opening\t3:00\tEXE\nHero\t12\tHOST\t20:40\n", ids())
    assert [(cue.id, cue.title, cue.planned, cue.owner, cue.hard) for cue in cues] == [
        ("c1", "Opening", seconds(180), "EXE", None),
        ("c2", "Hero", Span(12 * MINUTE), "HOST", TimeOfDay(Span(20 * HOUR + 40 * MINUTE))),
    ]


def test_english_headings_in_any_order() -> None:
    text = "#,Duration,Segment,Cut?,Min,Max,Points,Must-say,Price,At zero\n1,8,Pan,,5,9,a|b|c,seven days,¥199,go\n"
    text = text.replace("Cut?", "Cut")
    (cue,) = read_rows(text, ids())
    assert (cue.title, cue.planned, cue.least, cue.most) == ("Pan", 8 * MINUTE, 5 * MINUTE, 9 * MINUTE)
    assert (cue.points, cue.must_say, cue.price, cue.at_zero) == (("a", "b", "c"), "seven days", "¥199", AtZero.GO)
    assert not cue.cuttable


def test_chinese_headings() -> None:
    text = (
        "序号\t环节\t时长\t负责人\t硬时间\t可删\t要点\t场景\n1\t不锈钢锅\t8分钟\tEXE\t晚上九点\t是\t不糊；好洗\t单品5\n"
    )
    (cue,) = read_rows(text, ids())
    assert (cue.title, cue.planned, cue.cuttable) == ("不锈钢锅", 8 * MINUTE, True)
    assert cue.hard == TimeOfDay(Span(21 * HOUR))
    assert (cue.points, cue.scene) == (("不糊", "好洗"), "单品5")


def test_a_cell_with_lines_in_it_counts_as_one_row() -> None:
    cues = read_rows('title\tlength\tpoints\nPan\t8\t"one\ntwo"\nPot\t5\t\n', ids())
    assert [cue.points for cue in cues] == [("one", "two"), ()]


def test_a_title_is_never_taken_for_a_heading_row() -> None:
    cues = read_rows("Title\t3:00\n", ids())
    assert [cue.title for cue in cues] == ["Title"]


@pytest.mark.parametrize(
    ("text", "reason", "row", "column"),
    [
        ("Opening\t3:00\nHero\t1:90\n", Reason.NOT_A_DURATION, 2, 2),
        ("Opening\t3:00\tEXE\t25:00\n", Reason.NOT_A_TIME, 1, 4),
        ("Opening\t3:00\n\nHero\t\n", Reason.EMPTY, 3, 2),
        ("\t3:00\n", Reason.EMPTY, 1, 1),
        ("Opening\t3:00\tEXE\t\tsurplus\n", Reason.UNKNOWN_VALUE, 1, 5),
        ("title\tlength\tmood\nA\t3\tred\n", Reason.UNKNOWN_VALUE, 1, 3),
        ("title\tlength\tcolour\nA\t3\tred\n", Reason.UNKNOWN_VALUE, 2, 3),
        ("title\tlength\ttitle\nA\t3\tB\n", Reason.UNKNOWN_VALUE, 1, 3),
        ("title\tlength\tcut\nA\t3\tmaybe\n", Reason.UNKNOWN_VALUE, 2, 3),
        ("title\tlength\tpoints\nA\t3\ta|b|c|d\n", Reason.TOO_MANY_POINTS, 2, 3),
        ("title\tleast\tlength\nA\t5\t3\n", Reason.LEAST_OVER_PLANNED, 2, 2),
        ("title\tmost\tlength\nA\t2\t3\n", Reason.MOST_UNDER_PLANNED, 2, 2),
        ("title\tlength\nA\t-3\n", Reason.NEGATIVE, 2, 2),
        ("title\tlength\nA\t25:00:00\n", Reason.TOO_LONG, 2, 2),
    ],
)
def test_what_makes_no_sense_is_refused_with_row_and_column(text: str, reason: Reason, row: int, column: int) -> None:
    refused = refusal(text)
    assert (refused.reason, refused.row, refused.column) == (reason, row, column)


@pytest.mark.parametrize("text", ["", "  \n\t\n", "title\tlength\n"])
def test_nothing_to_read_is_refused(text: str) -> None:
    assert refusal(text).reason is Reason.EMPTY


def test_rows_are_bounded() -> None:
    assert len(read_rows("Pan\t1\n" * ROW_LIMIT, ids())) == ROW_LIMIT
    refused = refusal("Pan\t1\n" * (ROW_LIMIT + 1))
    assert (refused.reason, refused.detail) == (Reason.TOO_MANY_ROWS, "2000")


@given(st.text(alphabet=st.sampled_from('ab8:\t\n",;|环节时长title length"\r\x00\ufeff'), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        cues = read_rows(text, ids())
    except Refused:
        return
    assert cues
    assert all(cue.title and cue.planned >= 0 for cue in cues)
