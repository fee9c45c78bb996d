"""A title in lines: broken between words, within a Chinese word only when asked, no letter left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.letters import width
from liveops_desktop.widgets.breaking import pieces, set_in_lines


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Knife set 刀具", ["Knife ", "set ", "刀具"]),
        ("Traffic · glass cups", ["Traffic · ", "glass ", "cups"]),
        ("礼盒抽奖环节", ["礼盒抽奖环节"]),
        ("开场、暖场（三分钟）收尾", ["开场、", "暖场", "（三分钟）", "收尾"]),
        ("iPhone开箱", ["iPhone", "开箱"]),
        ("第3轮 10:30", ["第3轮 ", "10:30"]),
        ("热卖·空气炸锅", ["热卖·", "空气炸锅"]),
        ("开箱——刀具／餐具", ["开箱——", "刀具／", "餐具"]),
        ("A/B·C 5％", ["A/B·C ", "5％"]),
    ],
)
def test_what_stays_together(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Knife set 刀具", 12, ("Knife set", "刀具")),
        ("礼盒抽奖环节", 12, ("礼盒抽奖环节",)),
        ("礼盒抽奖环节", 10, None),
        ("Opening and today's promise", 20, ("Opening and today's", "promise")),
        ("Demonstration", 12, None),
        ("Camera check B", 12, ("Camera", "check B")),
        ("Camera 2", 6, None),  # a figure alone in the second line
    ],
)
def test_lines_between_words(text: str, room: int, lines: tuple[str, ...] | None) -> None:
    assert set_in_lines(text, width, room) == lines


def test_where_a_chinese_word_must_be_parted_its_lines_are_about_as_long() -> None:
    assert set_in_lines("礼盒抽奖环", width, 8, within=True) == ("礼盒抽", "奖环")
    assert set_in_lines("Demonstration", width, 12, within=True) is None, "a Latin word is not parted"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("最好的刀", ["最", "好的", "刀"]),
        ("第三轮", ["第三轮"]),
        ("刀具与锅", ["刀", "具", "与锅"]),
        ("主播们说（全场）好吗？", ["主", "播们", "说", "（全", "场）", "好吗？"]),
        ("价￥九十九", ["价", "￥九十九"]),
    ],
)
def test_what_stays_together_where_a_chinese_word_is_parted(text: str, parts: list[str]) -> None:
    assert pieces(text, within=True) == parts


@given(st.text("刀具的了吗第三与·—/、，。！？；：％～（《「）》」￥", min_size=1, max_size=24), st.booleans())
def test_no_line_begins_with_what_closes_nor_ends_with_what_opens(text: str, within: bool) -> None:
    found = pieces(text, within=within)
    assert "".join(found) == text
    assert not [piece for piece in found[1:] if piece[0] in "、，。！？；：％～）》」"]
    assert not [piece for piece in found[:-1] if piece[-1] in "（《「￥"]


@given(st.text("ab 刀具、（）·1", min_size=1, max_size=24).map(str.strip), st.integers(1, 30), st.booleans())
def test_no_letter_is_lost_and_every_line_has_its_room(text: str, room: int, within: bool) -> None:
    lines = set_in_lines(text, width, room, within=within)
    if lines is not None:
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(width(line) <= room for line in lines)
        assert all(len(line) > 1 for line in lines[1:])
