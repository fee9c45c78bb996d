"""Looking into a show file leaves everything as it is."""

from pathlib import Path

import apsw
import pytest
from msgspec.structs import replace

from liveops_desktop.store.reading import CannotRead, read_facts
from liveops_desktop.store.sqlite import SqliteJournal
from tests.store.notes import note


def contents(folder: Path) -> dict[str, bytes]:
    """All files but SQLite's shared memory, and its log where that is empty: a reader makes both, harmlessly."""
    files = (file for file in folder.iterdir() if file.is_file() and not file.name.endswith("-shm"))
    read = {file.name: file.read_bytes() for file in files}
    return {name: content for name, content in read.items() if content or not name.endswith("-wal")}


def test_a_show_that_another_program_is_running_is_read_to_its_latest_fact(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "a.show", reserve_bytes=0)
    try:
        for number in range(1, 4):
            journal.append(number - 1, [note(number)])
            assert [fact.id for fact in read_facts(journal.path)] == [f"desk-{n}" for n in range(1, number + 1)]
        before = contents(tmp_path)
        read_facts(journal.path)
        assert contents(tmp_path) == before
    finally:
        journal.close()


def test_a_closed_show_is_read_and_stays_as_it_is(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "a.show", reserve_bytes=0)
    journal.append(0, [note(1), note(2)])
    journal.close()
    before = contents(tmp_path)
    assert len(read_facts(journal.path)) == 2
    assert contents(tmp_path) == before


def test_shared_facts_come_in_their_shared_order(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "a.show", reserve_bytes=0)
    facts = [replace(note(1), shared_seq=2), replace(note(1, "other"), shared_seq=1), note(2)]
    journal.append(0, facts)
    journal.close()
    assert [fact.id for fact in read_facts(journal.path)] == ["other-1", "desk-1", "desk-2"]


def test_a_damaged_show_is_not_read_in_part(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "a.show", reserve_bytes=0)
    journal.append(0, [note(1), note(2)])
    journal.close()
    raw = journal.path.read_bytes()
    journal.path.write_bytes(raw.replace(b"note 2", b"note 3"))
    with pytest.raises(CannotRead):
        read_facts(journal.path)


@pytest.mark.parametrize("content", [None, b"", b"no show at all"])
def test_what_is_no_show_cannot_be_read_and_is_not_made(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "odd.show"
    if content is not None:
        file.write_bytes(content)
    before = contents(tmp_path)
    with pytest.raises(CannotRead):
        read_facts(file)
    assert contents(tmp_path) == before


def test_a_show_of_a_newer_program_is_told_as_such(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "a.show", reserve_bytes=0)
    journal.append(0, [note(1)])
    journal.close()
    connection = apsw.Connection(str(journal.path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CannotRead, match=r"^it was written by a newer LiveOps Desktop$"):
        read_facts(journal.path)
