"""What is odd about a run-of-show, beside what the plan finds."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import ZERO, seconds
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.findings import find
from liveops_desktop.core.letters import width
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.timing import FindingKind
from tests.core.scenario import cues, header, time_of_day

NO_BUFFER = [(FindingKind.BUFFER_SMALL, None)]


def places(made: Sequence[Cue]) -> dict[CueId, int]:
    return {cue.id: place for place, cue in enumerate(made)}


def found(
    rows: str, out: str | None = None, fields: Mapping[str, Mapping[str, object]] | None = None, **known: Any
) -> list[tuple[FindingKind, CueId | None]]:
    """(kind, cue) of the findings; *fields* are set on the cues of those ids."""
    made = [replace(one, **(fields or {}).get(one.id, {})) for one in cues(rows)]
    plan = lay_out(header(hard_out=None if out is None else time_of_day(out)), made)
    return [(one.kind, one.cue) for one in find(made, plan, places(made), **known)]


@pytest.mark.parametrize(
    ("rows", "out", "wanted"),
    [
        pytest.param("a 95; b 5 kind=buffer", None, [], id="five-percent-in-a-buffer"),
        pytest.param("a 96; b 4 kind=buffer", None, NO_BUFFER, id="four-percent"),
        pytest.param("a 95; b 5 kind=buffer skipped", None, NO_BUFFER, id="a-skipped-buffer-is-none"),
        pytest.param("a 90; h 10 hard=105", None, [], id="a-gap-is-time-in-hand"),
        pytest.param("a 100", "106", [], id="so-is-the-time-before-the-hard-out"),
        pytest.param("a 100", None, NO_BUFFER, id="nothing"),
        pytest.param("", None, [], id="an-empty-list-needs-none"),
    ],
)
def test_time_in_hand(rows: str, out: str | None, wanted: list[object]) -> None:
    assert found(rows, out) == wanted


def test_the_buffer_that_is_too_small_is_named() -> None:
    made = cues("a 196; b 4 kind=buffer")
    assert [one.span for one in find(made, lay_out(header(), made), places(made))] == [seconds(4)]
    made = cues("a 100; b 50 hard=60")  # over-booked: a gap below nothing holds nothing
    assert find(made, lay_out(header(), made), places(made))[0].span == ZERO


BUFFER = "; z 100 kind=buffer"


def test_a_scene_that_obs_lacks_is_missing_only_where_it_is_known_what_obs_has() -> None:
    with_scenes = {"a": {"scene": "Main"}, "b": {"scene": "Gone"}, "c": {"scene": "Off"}}
    rows = "a 1; b 1; c 1 skipped" + BUFFER
    assert found(rows, fields=with_scenes, scenes={"Main"}) == [(FindingKind.SCENE_MISSING, "b")]
    assert found(rows, fields=with_scenes) == []


def test_a_point_longer_than_the_host_can_read_is_found() -> None:
    points: dict[str, dict[str, object]] = {
        "a": {"points": ("x" * 20, "y" * 21)},
        "b": {"points": ("好" * 10,)},
        "c": {"points": ("好" * 11,)},
    }
    wanted = [(FindingKind.POINT_TOO_LONG, "a"), (FindingKind.POINT_TOO_LONG, "c")]
    assert found("a 1; b 1; c 1" + BUFFER, fields=points, most_letters=20) == wanted
    assert found("a 1" + BUFFER, fields=points) == []


def test_findings_stand_in_the_order_of_the_list_the_whole_shows_first() -> None:
    odd = {"a": {"scene": "Gone"}, "b": {"owner": ""}, "c": {"scene": "Gone"}}
    assert found("a 1; b 1; c 1", fields=odd, scenes=()) == [
        (FindingKind.BUFFER_SMALL, None),
        (FindingKind.SCENE_MISSING, "a"),
        (FindingKind.NO_OWNER, "b"),
        (FindingKind.SCENE_MISSING, "c"),
    ]


@pytest.mark.parametrize(("text", "letters"), [("", 0), ("abc é", 5), ("价格", 4), ("9.9元", 5), ("안녕", 4)])
def test_wide_letters_count_twice(text: str, letters: int) -> None:
    assert width(text) == letters
