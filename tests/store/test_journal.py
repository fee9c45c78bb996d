"""What every journal promises: the same tests over memory and SQLite."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.facts import MarkerSet
from liveops_desktop.core.journal import Conflict, Journal
from liveops_desktop.store.memory import MemoryJournal
from liveops_desktop.store.sqlite import SqliteJournal
from tests.store.notes import note


@pytest.fixture(params=["memory", "sqlite"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    made: Journal = (
        MemoryJournal() if request.param == "memory" else SqliteJournal(tmp_path / "a.show", reserve_bytes=4_096)
    )
    yield made
    made.close()


def test_facts_are_read_as_they_were_written(journal: Journal) -> None:
    first, second = note(1), note(2, body=MarkerSet(Instant(7), None, "掌声"))
    journal.append(0, [first])
    journal.append(1, [second])
    assert list(journal.read()) == [first, second]


def test_reading_goes_on_behind_what_is_known(journal: Journal) -> None:
    facts = [note(n) for n in range(1, 6)]
    journal.append(0, facts)
    assert list(journal.read(3)) == facts[3:]
    assert list(journal.read(5)) == []
    assert list(journal.read(9)) == []


def test_nothing_to_write_writes_nothing(journal: Journal) -> None:
    journal.append(7, [])
    assert list(journal.read()) == []


@pytest.mark.parametrize("expected", [0, 2])
def test_whoever_believes_another_number_of_facts_is_told(journal: Journal, expected: int) -> None:
    journal.append(0, [note(1)])
    with pytest.raises(Conflict):
        journal.append(expected, [note(2)])
    assert list(journal.read()) == [note(1)]


def test_a_retry_whose_answer_was_lost_writes_nothing_twice(journal: Journal) -> None:
    journal.append(0, [note(1), note(2)])
    journal.append(0, [note(1), note(2)])
    journal.append(2, [note(2)])
    journal.append(2, [note(3)])
    journal.append(1, [note(2)])
    assert list(journal.read()) == [note(1), note(2), note(3)]


def test_a_batch_of_which_one_is_there_already_is_refused_whole(journal: Journal) -> None:
    journal.append(0, [note(1)])
    with pytest.raises(Conflict):
        journal.append(1, [note(2), note(3, id="desk-1")])
    journal.append(1, [note(2)])
    assert list(journal.read()) == [note(1), note(2)]


@pytest.mark.parametrize("numbers", [[2], [1, 3], [1, 1], [0]])
def test_a_station_leaves_no_hole_in_its_numbers(journal: Journal, numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="number"):
        journal.append(0, [note(n, id=f"x{place}") for place, n in enumerate(numbers)])
    assert list(journal.read()) == []


def test_each_station_counts_for_itself(journal: Journal) -> None:
    facts = [note(1), note(1, "host"), note(2), note(2, "host")]
    journal.append(0, facts)
    journal.append(4, [note(3, "host")])
    assert {fact.id for fact in journal.read()} == {"desk-1", "desk-2", "host-1", "host-2", "host-3"}


def test_a_copy_in_another_folder_holds_the_same_and_goes_its_own_way(journal: Journal, tmp_path: Path) -> None:
    journal.append(0, [note(1), note(2)])
    copy = journal.copy_into(str(tmp_path / "stick" / "shows"))
    try:
        assert list(copy.read()) == [note(1), note(2)]
        copy.append(2, [note(3)])
        assert list(journal.read()) == [note(1), note(2)]
        assert len(copy.read()) == 3
    finally:
        copy.close()


# -- what only a file can be asked -----------------------------------------------------


@pytest.fixture
def reopened(tmp_path: Path) -> Iterator[Callable[[], SqliteJournal]]:
    """Return a function that closes what was open of ``a.show`` and opens it again."""
    opened: list[SqliteJournal] = []

    def reopen() -> SqliteJournal:
        while opened:
            opened.pop().close()
        opened.append(SqliteJournal(tmp_path / "a.show", station="desk", reserve_bytes=4_096))
        return opened[-1]

    yield reopen
    while opened:
        opened.pop().close()


def test_it_is_all_there_the_next_day(reopened: Callable[[], SqliteJournal]) -> None:
    journal = reopened()
    show = journal.show
    journal.append(0, [note(1), note(2)])
    journal = reopened()
    assert (journal.damage, journal.show) == (None, show)
    assert list(journal.read(1)) == [note(2)]
    journal.append(2, [note(3)])
    assert list(journal.read()) == [note(1), note(2), note(3)]
    journal = reopened()
    assert len(journal.read()) == 3


def test_two_programs_on_one_file_see_each_other(reopened: Callable[[], SqliteJournal], tmp_path: Path) -> None:
    one = reopened()
    other = SqliteJournal(tmp_path / "a.show", reserve_bytes=4_096)
    try:
        one.append(0, [note(1)])
        with pytest.raises(Conflict):
            other.append(0, [note(1, "host")])
        assert list(other.read()) == [note(1)]
        other.append(1, [note(1, "host")])
        with pytest.raises(Conflict):
            one.append(1, [note(2)])
        one.append(2, [note(2)])
    finally:
        other.close()
    assert len(reopened().read()) == 3


def test_shared_facts_come_first_in_their_order_and_then_what_waits(reopened: Callable[[], SqliteJournal]) -> None:
    journal = reopened()
    journal.append(0, [note(1), note(2), note(1, "host", shared_seq=2), note(2, "host", shared_seq=1), note(3)])
    # Sharing gives a waiting fact its place, and rewrites nothing.
    journal._connection.execute("UPDATE facts SET shared_seq = 3 WHERE id = 'desk-1'")
    journal = reopened()
    assert journal.damage is None
    assert [fact.id for fact in journal.read()] == ["host-2", "host-1", "desk-1", "desk-2", "desk-3"]
    assert [fact.id for fact in journal.read(2)] == ["desk-1", "desk-2", "desk-3"]
    assert [fact.shared_seq for fact in journal.read()] == [1, 2, 3, None, None]


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE facts SET body = x'7b7d' WHERE row = 1",
        "UPDATE facts SET at = 0",
        "UPDATE facts SET row = 9 WHERE row = 2",
        "UPDATE facts SET hash = zeroblob(32)",
        "UPDATE facts SET shared_seq = 8 WHERE row = 3",
        "UPDATE facts SET shared_seq = NULL WHERE row = 3",
        "DELETE FROM facts WHERE row = 2",
        "DELETE FROM facts",
    ],
)
def test_the_file_itself_refuses_to_change_or_drop_a_fact(reopened: Callable[[], SqliteJournal], forgery: str) -> None:
    journal = reopened()
    journal.append(0, [note(1), note(2), note(3, shared_seq=4)])
    with pytest.raises(Exception, match="a fact"):
        journal._connection.execute(forgery)
    assert len(journal.read()) == 3


def test_files_are_for_their_owner_alone(reopened: Callable[[], SqliteJournal], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "shows"
    journal = SqliteJournal(folder / "b.show", reserve_bytes=4_096)
    journal.append(0, [note(1)])
    open_modes = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
    journal.close()
    modes = {file.name: file.stat().st_mode & 0o777 for file in folder.rglob("*") if file.is_file()}
    folders = {file.stat().st_mode & 0o777 for file in [folder, *folder.rglob("*")] if file.is_dir()}
    assert set(open_modes) == {"b.show", "b.show-wal", "b.show-shm", "b.show.head", ".reserve"}
    assert set(open_modes.values()) == set(modes.values()) == {0o600}
    assert folders == {0o700}


def test_every_commit_is_synced(reopened: Callable[[], SqliteJournal]) -> None:
    connection = reopened()._connection
    assert connection.execute("PRAGMA journal_mode").get == "wal"
    assert connection.execute("PRAGMA synchronous").get == 2
