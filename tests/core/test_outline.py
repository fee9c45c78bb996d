"""The lengths kept beside a list, and times laid out by them: the same whatever was known before."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core.cue import Cue
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.outline import outline
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.show import Show
from tests.core.scenario import cues, header, instant

ROWS = ("a 60", "b 0", "c 30 skipped", "d 45", "e 10 hard=90", "f 20 until=400", "g 5")
LISTS = st.lists(st.sampled_from(ROWS), unique=True, max_size=len(ROWS))


def made(rows: list[str]) -> list[Cue]:
    """The cues of *rows*; d has no owner."""
    return [replace(cue, owner="" if cue.id == "d" else "Sam") for cue in cues("; ".join(rows))]


@given(LISTS, LISTS)
def test_what_is_known_of_another_list_changes_nothing(old: list[str], new: list[str]) -> None:
    before = made(old)
    after = [next((cue for cue in before if cue.id == one.id), one) for one in made(new)]
    known = (before, outline(before))
    assert outline(after, known) == outline(after)
    assert lay_out(header(), after, {}, outline(after, known)) == lay_out(header(), after)


@given(LISTS, st.integers(0, len(ROWS)))
def test_the_pieces_are_the_list_from_there_on(rows: list[str], first: int) -> None:
    given_out = outline(made(rows))
    first = min(first, len(rows))
    pieces = list(given_out.pieces(first))
    assert pieces[0][0] == first
    assert pieces[-1][1] == len(rows)
    assert [begin for begin, _end in pieces[1:]] == [end + 1 for _begin, end in pieces[:-1]]
    assert all(given_out.lengths[end] is None for _begin, end in pieces[:-1])
    assert all(length is not None for begin, end in pieces for length in given_out.lengths[begin:end])


def test_an_owner_is_asked_for() -> None:
    plain, bare = made(["a 60", "d 45"])
    assert outline([plain, bare]).special == [1]


@given(LISTS, st.integers(-100, 500))
def test_who_owns_a_cue_changes_no_time(rows: list[str], now: int) -> None:
    """Cues with an owner are laid out and played by the stretch, those without one by one."""
    owned = made(rows)
    bare = [replace(cue, owner="") for cue in owned]
    assert all(begin == end for begin, end in outline(bare).pieces(0))
    at = instant(str(now))
    by_stretch, one_by_one = (time_show(Show(header=header(), cues=tuple(one)), at) for one in (owned, bare))
    assert replace(by_stretch, plan=one_by_one.plan) == one_by_one
    assert replace(by_stretch.plan, findings=()) == replace(one_by_one.plan, findings=())
