"""The printed run-of-show: version, call times, and what each role reads."""

from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import HOUR, MINUTE, Span
from liveops_desktop.core.cue import CallTime, Cue, CueId, TimeOfDay
from liveops_desktop.core.facts import AnyBody, RundownChanged, RundownLocked, RundownUnlocked
from liveops_desktop.core.show import Show
from liveops_desktop.exchange.report.blocks import Block, Bullets, Heading, Paragraph, Strong, Table
from liveops_desktop.exchange.report.sheet import sheet_blocks, version_word
from liveops_desktop.shell.sample_states import HEADER, T0, Story

ROWS = (
    Cue(CueId("a"), "Opening", Span(3 * MINUTE), owner="EXE", scene="Wide", points=("Hello", "Prices")),
    Cue(CueId("b"), "Film", Span(2 * MINUTE), owner="TEC", scene="VT", sound="VT only", must_say="Back in two"),
    Cue(CueId("c"), "Gone", Span(2 * MINUTE), owner="TEC", skipped=True),
    Cue(CueId("d"), "Pan", Span(8 * MINUTE), owner="TEC", price="¥199", hard=TimeOfDay(Span(20 * HOUR + 10 * MINUTE))),
)
CALLS = (CallTime("Host", TimeOfDay(Span(18 * HOUR)), "studio 2"), CallTime("Crew", TimeOfDay(Span(17 * HOUR)), ""))


def show(*bodies: AnyBody, **header: Any) -> Show:
    story = Story(replace(HEADER, **header), ROWS)
    for body in bodies:
        story.tell(T0, body, "李")
    return story.show


def flat(part: object) -> str:
    match part:
        case str():
            return part
        case Strong():
            return part.text
        case tuple() | list():
            return "".join(map(flat, part))
        case _:
            raise TypeError(part)


def words(blocks: tuple[Block, ...]) -> list[str]:
    """Every heading, paragraph and bullet, in their order."""
    said: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                said.append(block.text)
            case Paragraph():
                said.append(flat(block.line))
            case Bullets():
                said += [flat(item) for item in block.lines]
            case _:
                pass
    return said


def table(blocks: tuple[Block, ...]) -> Table:
    (one,) = [block for block in blocks if isinstance(block, Table)]
    return one


@pytest.mark.parametrize(
    ("bodies", "word"),
    [
        ((), "draft"),
        ((RundownLocked(1),), "version 1"),
        ((RundownLocked(1), RundownUnlocked(1)), "version 1, open for changes"),
        ((RundownLocked(1), RundownChanged(2, "sponsor")), "version 2"),
    ],
)
def test_every_print_names_its_version(bodies: tuple[AnyBody, ...], word: str) -> None:
    made = show(*bodies)
    assert version_word(made) == word
    assert any(said.endswith(word) for said in words(sheet_blocks(made)))


def test_a_change_after_the_lock_says_why_and_by_whom() -> None:
    said = words(sheet_blocks(show(RundownLocked(1), RundownChanged(2, "sponsor late"))))
    assert "Version 2: sponsor late (李)" in said


def test_call_times_stand_with_their_place() -> None:
    said = words(sheet_blocks(show(call_times=CALLS)))
    assert "18:00  Host, studio 2" in said
    assert "17:00  Crew" in said
    assert not any("Call" in one for one in words(sheet_blocks(show())))


def test_everybody_reads_every_cue_that_is_played_at_its_time_and_number() -> None:
    rows = table(sheet_blocks(show())).rows
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("1", "20:00:00", "Opening"),
        ("2", "20:03:00", "Film"),
        ("4", "20:10:00", "▸ Pan"),
    ]


def test_a_host_reads_what_is_said_and_all_cues() -> None:
    made = sheet_blocks(show(), "HOST")
    assert "Must say" in table(made).heads
    assert "Scene" not in table(made).heads
    assert [row[-3:] for row in table(made).rows] == [
        ("Hello · Prices", "", ""),
        ("", "Back in two", ""),
        ("", "", "¥199"),
    ]
    assert any(said.startswith("For ") for said in words(made))


def test_another_role_reads_its_own_cues_and_what_is_done() -> None:
    made = sheet_blocks(show(), "tec")
    assert [row[3] for row in table(made).rows] == ["Film", "▸ Pan"]
    assert table(made).rows[0][5:7] == ("VT", "VT only")
    assert "Must say" not in table(made).heads


def test_an_owner_that_is_no_hat_has_a_sheet_too() -> None:
    story = Story(rows=(replace(ROWS[0], owner="Kitchen"), ROWS[1]))
    made = sheet_blocks(story.show, "Kitchen")
    assert [row[3] for row in table(made).rows] == ["Opening"]
    assert "For Kitchen" in words(made)
