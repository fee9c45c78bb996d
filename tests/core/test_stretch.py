"""Where two lists differ."""

from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.stretch import Stretch, differing

LISTS = st.lists(st.integers(0, 2), max_size=6)


@given(LISTS, LISTS)
def test_what_is_before_and_behind_the_stretch_is_the_same_and_its_edges_are_not(
    old: list[int], new: list[int]
) -> None:
    first, tail = differing(old, new, by_value=True)
    a, b = old[first : len(old) - tail], new[first : len(new) - tail]
    assert old[:first] == new[:first]
    assert old[len(old) - tail :] == new[len(new) - tail :]
    assert first + tail <= min(len(old), len(new))
    if a and b:
        assert a[0] != b[0]
        assert a[-1] != b[-1]


@given(LISTS)
def test_equal_lists_differ_nowhere(rows: list[int]) -> None:
    assert differing(rows, list(rows), by_value=True) == Stretch(len(rows), 0)


def test_objects_count_unless_values_are_asked_for() -> None:
    old, new = ([[number] for number in (1, 2, 3)] for _ in range(2))
    assert differing(old, old) == Stretch(3, 0)
    new[0], new[2] = old[0], old[2]
    assert differing(old, new) == Stretch(1, 1)
    assert differing(old, new, by_value=True) == Stretch(3, 0)
