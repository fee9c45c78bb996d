"""Finding the ident of the line-up tone, and flash against beep."""

from math import isclose

import pytest

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.lineup import Marks, Sides, heard, sides, sound_after_picture, turns_bright, turns_loud
from liveops_desktop.core.meters import Channel, Meter, Sample

TONE, NOTHING = 0.1259, 0.0


def played(*parts: tuple[float, float, int]) -> list[Sample]:
    """Samples of (left, right, how many tenths of a second)."""
    given = [(left, right) for left, right, count in parts for _ in range(count)]
    return [
        Sample(Instant(number * 100), (Channel(left, left, left), Channel(right, right, right)))
        for number, (left, right) in enumerate(given)
    ]


IDENT = ((TONE, NOTHING, 10), (NOTHING, TONE, 10), (TONE, TONE, 60))
SWAPPED = tuple((right, left, count) for left, right, count in IDENT)


def found(*parts: tuple[float, float, int]) -> Sides:
    told = sides(played(*parts))
    assert told is not None
    return told


def test_the_ident_is_found_wherever_the_listening_begins() -> None:
    for turn in range(0, 80, 7):
        samples = played(*IDENT, *IDENT)[turn : turn + 100]
        told = sides(samples)
        assert told is not None
        assert (told.left_alone, told.right_alone, told.both, told.left_first) == (True, True, True, True), turn
        assert isclose(told.left_db, -18, abs_tol=0.1)
        assert told.steady
        swapped = sides([Sample(one.at, one.channels[::-1]) for one in samples])
        assert swapped is not None
        assert not swapped.left_first, turn


@pytest.mark.parametrize(
    ("parts", "left_alone", "right_alone", "both"),
    [
        (((TONE, TONE, 80),), False, False, True),
        (((TONE, NOTHING, 80),), True, False, False),
        (((NOTHING, TONE, 80),), False, True, False),
        (((NOTHING, NOTHING, 80),), False, False, False),
    ],
    ids=["mono", "right dead", "left dead", "nothing plays"],
)
def test_what_has_no_ident(
    parts: tuple[tuple[float, float, int], ...], left_alone: bool, right_alone: bool, both: bool
) -> None:
    told = found(*parts)
    assert (told.left_alone, told.right_alone, told.both) == (left_alone, right_alone, both)


def test_an_edge_within_a_sample_is_no_state_of_its_own() -> None:
    told = found((TONE, TONE, 30), (TONE, NOTHING, 1), (TONE, TONE, 30))
    assert not told.left_alone


def test_what_was_there_before_the_listening_began_is_not_heard() -> None:
    samples = played((TONE, TONE, 5))
    assert heard(Meter("Mic", tuple(samples)), Instant(300)) == tuple(samples[3:])
    assert heard(Meter("Mic"), Instant(0)) == ()


def test_speech_is_no_tone() -> None:
    syllables = [(level, level, 2) for level in (0.3, 0.05, 0.2, 0.02, 0.4, 0.1, 0.03, 0.25)]
    assert not found(*syllables).steady


def test_what_has_one_channel_has_no_sides() -> None:
    assert sides([Sample(Instant(0), (Channel(TONE, TONE, TONE),))]) is None
    assert sides([]) is None


def test_a_flash_is_a_jump_and_not_a_slow_fade() -> None:
    fade = [(number / 25, number * 5.0) for number in range(20)]
    assert turns_bright(fade) == ()
    assert turns_bright([(0.0, 16.0), (0.04, 16.0), (0.08, 200.0), (0.12, 16.0)]) == (0.08,)


def test_a_beep_rises_out_of_what_is_around_it() -> None:
    silence = [(number / 1_000, -200.0) for number in range(1_000)]
    beep = [(1.0 + number / 1_000, -18.0) for number in range(100)]
    after = [(1.1 + number / 1_000, -200.0) for number in range(900)]
    assert turns_loud([*silence, *beep, *after]) == (1.0,)
    assert turns_loud([(at, max(level, -70.0)) for at, level in (*silence, *beep, *after)]) == (1.0,)
    talk = [(number / 1_000, -25.0 if number % 2 else -30.0) for number in range(2_000)]
    assert turns_loud(talk) == ()


@pytest.mark.parametrize(
    ("flashes", "beeps", "offset", "pairs"),
    [
        ((1.0, 3.0, 5.0), (1.1, 3.1, 5.1), 100, 3),
        ((1.0, 3.0, 5.0), (0.96, 2.96, 4.96), -40, 3),
        ((1.0, 3.0, 5.0), (1.1, 3.1), 100, 2),
        ((1.0, 3.0, 5.0), (1.1, 3.1, 5.4), 100, 3),
        ((1.0,), (2.0,), 0, 0),
        ((), (1.0,), 0, 0),
        ((1.0,), (), 0, 0),
    ],
)
def test_the_middle_of_all_pairs(flashes: tuple[float, ...], beeps: tuple[float, ...], offset: int, pairs: int) -> None:
    assert sound_after_picture(Marks(flashes, beeps, 0.04)) == (offset, pairs)
