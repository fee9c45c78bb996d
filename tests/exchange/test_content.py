import itertools
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import HOUR, MINUTE, Span
from liveops_desktop.core.content import Gate, Help
from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.validate import validate_cue, validate_header
from liveops_desktop.exchange.content import BadContent, content_folder, load_content, load_template, sample_show

CONTENT = load_content()


def fresh_ids() -> "itertools.count[int]":
    return itertools.count(1)


def test_the_preparation_is_whole() -> None:
    assert len(CONTENT.items) == 75
    assert {item.step for item in CONTENT.items} == {1, 2, 3, 4, 5, 6, 7}
    killers = Counter(item.gate for item in CONTENT.items if item.killer)
    assert [killers[gate] for gate in Gate] == [4, 9, 5, 5, 5]
    assert all(set(item.text) == {"en", "zh", "zh-Hant"} for item in CONTENT.items)


def test_the_cards_bind_what_the_program_can_do() -> None:
    cards = {card.id: card for card in CONTENT.cards}
    assert set(cards) == {"E01", "E05", "E08"}
    assert Help.HOLD_SHOW in [step.help for step in cards["E01"].steps]
    assert Help.SAFE_SCENE in [step.help for step in cards["E08"].steps]
    for card in cards.values():
        assert Help.MESSAGE_HOST in [step.help for step in card.steps]
        for step in card.steps:
            assert set(step.text) == {"en", "zh", "zh-Hant"}
            if step.help is Help.MESSAGE_HOST:
                assert set(step.message) == {"en", "zh", "zh-Hant"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sample_show_fits_its_slot(language: str) -> None:
    ids = fresh_ids()
    header, cues = sample_show(date(2026, 11, 26), "Asia/Shanghai", lambda: f"c{next(ids)}", language=language)
    validate_header(header)
    for cue in cues:
        validate_cue(cue)
    plan = lay_out(header, cues)
    assert len({cue.id for cue in cues}) == len(cues) == 19
    assert plan.end - plan.start == 2 * HOUR
    assert plan.findings == ()
    assert list(plan.gaps.values()) == [0, 0]
    assert plan.hard_out is not None
    assert plan.hard_out - plan.end == 5 * MINUTE
    assert all(cue.points for cue in cues)


NIGHTS = (
    (date(2026, 11, 26), "Asia/Shanghai"),
    (date(2026, 12, 31), "UTC"),
    (date(2026, 3, 28), "Europe/Berlin"),  # into the night on which the clock skips an hour
    (date(2026, 10, 24), "Europe/Berlin"),  # and on which it repeats one
)


@given(night=st.sampled_from(NIGHTS), quarter=st.integers(0, 95))
def test_the_sample_show_holds_together_whenever_it_starts(night: tuple[date, str], quarter: int) -> None:
    ids = fresh_ids()
    start = TimeOfDay(Span(quarter * 15 * MINUTE))
    header, cues = sample_show(*night, lambda: f"c{next(ids)}", start=start)
    validate_header(header)
    for cue in cues:
        validate_cue(cue)
    plan = lay_out(header, cues)
    assert (header.date, header.start) == (night[0], start)
    assert plan.findings == ()
    assert set(plan.gaps.values()) == {0}
    assert plan.end - plan.start == 2 * HOUR
    assert plan.hard_out is not None
    assert plan.hard_out - plan.end == 5 * MINUTE


def test_the_sample_speaks_one_language() -> None:
    ids = fresh_ids()
    header, cues = sample_show(date(2026, 11, 26), "Asia/Shanghai", lambda: f"c{next(ids)}", language="zh-Hans")
    assert header.title == "厨房焕新夜"
    assert cues[4].title == "不锈钢锅"
    assert cues[4].points == ("三层复合底，不糊", "电磁炉、燃气都能用", "当场煎蛋")
    assert cues[4].least == Span(5 * MINUTE)


def test_content_is_found_inside_an_installed_wheel(tmp_path: Path) -> None:
    """The package laid out as the wheel lays it out: content in data/checklists, none beside it."""
    package = tmp_path / "liveops_desktop"
    source = content_folder().parent / "liveops_desktop"
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(content_folder(), package / "data" / "checklists")
    code = "from liveops_desktop.exchange.content import *; print(content_folder()); print(len(load_content().items))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == [str(package / "data" / "checklists"), "75"], done.stderr


def spoil(tmp_path: Path, file: str, before: str, after: str) -> Path:
    folder = tmp_path / "checklists"
    shutil.copytree(content_folder(), folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "before", "after", "place"),
    [
        ("preparation.toml", 'gate = "T-7d"', 'gate = "T-8d"', "items[0].gate"),
        ("preparation.toml", "step = 1", "step = 8", "items[0].step"),
        ("preparation.toml", "step = 1", 'step = "1"', "items[0].step"),
        ("preparation.toml", "killer = true", "kiler = true", "items[3].kiler"),
        ("preparation.toml", 'id = "1.02"', 'id = "1.01"', "items[1].id"),
        ("preparation.toml", '[[items]]\nid = "1.01"', '[[item]]\nid = "1.01"', ""),
        ("cards.toml", 'help = "hold-show"', 'help = "hold"', "cards[0].steps[1].help"),
        ("cards.toml", 'message.en = "HOLD · stay in place"', 'message.en = " "', "cards[0].steps[2].message"),
        ("cards.toml", 'title.en = "Stream lost"', 'title.en = ""', "cards[0].title"),
        ("cards.toml", 'severity = "S1"', 'severity == "S1"', ""),
    ],
)
def test_a_bad_file_is_refused_whole_with_the_place(
    tmp_path: Path, file: str, before: str, after: str, place: str
) -> None:
    folder = spoil(tmp_path, file, before, after)
    with pytest.raises(BadContent) as refused:
        load_content(folder)
    assert refused.value.file == file
    assert refused.value.problem
    if place:
        assert refused.value.place == place


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadContent, match=r"preparation\.toml"):
        load_content(tmp_path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "preparation.toml").write_text("# " + "x" * (1 << 20))
    with pytest.raises(BadContent, match="larger"):
        load_content(tmp_path)


def test_a_length_in_a_template_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = spoil(tmp_path, "rundown-shopping.toml", 'least = "3:00"', 'least = "3:99"')
    with pytest.raises(BadContent) as refused:
        load_template(folder=folder)
    assert refused.value.place == "cue 2, least"
