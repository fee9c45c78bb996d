"""Templates of a run-of-show: the three that are shipped, and the crew's own."""

import itertools
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import HOUR, MINUTE, Span
from liveops_desktop.core.cue import Color, Cue, CueId, TimeOfDay
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.validate import validate_cue
from liveops_desktop.exchange.content import BadContent
from liveops_desktop.exchange.templates import FOLDER, SHIPPED, cues_of, list_templates, save_template
from liveops_desktop.shell.sample_states import HEADER, Story

ROWS = (
    Cue(CueId("a"), "开场 Opening", Span(3 * MINUTE), owner="HOST", points=("Hello",), extra={"mood": "calm"}),
    Cue(CueId("b"), "Film", Span(2 * MINUTE), hard=TimeOfDay(Span(20 * HOUR)), skipped=True, color=Color.BLUE),
)


def ids() -> str:
    return f"n{next(_numbers)}"


_numbers = itertools.count(1)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
def test_each_shipped_one_gives_a_list_that_holds(name: str, language: str, tmp_path: Path) -> None:
    cues = cues_of(name, tmp_path, HEADER, ids, language)
    assert len(cues) >= 5
    assert len({cue.id for cue in cues}) == len(cues)
    for cue in cues:
        validate_cue(cue)
        assert cue.title
        assert cue.owner
    plan = lay_out(HEADER, cues)
    assert plan.end > plan.start


def test_they_are_named_in_the_language_asked_for(tmp_path: Path) -> None:
    english, chinese = list_templates(tmp_path, "en"), list_templates(tmp_path, "zh_Hans")
    assert [key for key, _title in english] == list(SHIPPED)
    assert all(one != other for (_k, one), (_l, other) in zip(english, chinese, strict=True))


def test_one_of_the_crew_comes_back_as_it_was_without_what_belongs_to_one_evening(tmp_path: Path) -> None:
    path = save_template(Story(rows=ROWS).show, "周五 Friday / show", tmp_path)
    assert path.parent == tmp_path / FOLDER
    (key, title) = list_templates(tmp_path, "en")[-1]
    assert title == "周五 Friday / show"
    back = cues_of(key, tmp_path, HEADER, ids, "en")
    assert [cue.id for cue in back] != ["a", "b"]
    bare = [replace(cue, id=CueId("")) for cue in back]
    assert bare == [
        replace(ROWS[0], id=CueId("")),
        replace(ROWS[1], id=CueId(""), hard=None, skipped=False),
    ]


def test_one_of_the_same_title_is_replaced_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    save_template(Story(rows=ROWS).show, "Friday", tmp_path)
    path = save_template(Story(rows=ROWS[:1]).show, "Friday", tmp_path)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert len(cues_of("own:Friday", tmp_path, HEADER, ids, "en")) == 1
    assert path.stat().st_mode & 0o077 == 0


def test_a_title_never_leaves_the_folder(tmp_path: Path) -> None:
    path = save_template(Story(rows=ROWS).show, "../../x", tmp_path)
    assert path.parent == tmp_path / FOLDER


@pytest.mark.expects_log
@pytest.mark.parametrize("broken", ["", "{", '{"title": "x", "cues": [{"id": "a"}]}', "negative"])
def test_a_broken_one_is_left_out_and_refused_by_name(tmp_path: Path, broken: str) -> None:
    path = save_template(Story(rows=ROWS).show, "Friday", tmp_path)
    if broken == "negative":
        data = json.loads(path.read_text())
        data["cues"][1]["planned"] = -1
        broken = json.dumps(data)
    path.write_text(broken)
    save_template(Story(rows=ROWS).show, "Sunday", tmp_path)
    assert [key for key, _title in list_templates(tmp_path, "en")] == [*SHIPPED, "own:Sunday"]
    with pytest.raises(BadContent, match=r"Friday\.json"):
        cues_of("own:Friday", tmp_path, HEADER, ids, "en")


def test_one_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadContent):
        cues_of("own:gone", tmp_path, HEADER, ids, "en")
