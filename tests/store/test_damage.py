"""A damaged file is never accepted, never touched, and what can be saved of it is."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import apsw
import pytest

from liveops_desktop.store.backup import backup_path
from liveops_desktop.store.head import head_path, read_head
from liveops_desktop.store.scan import Damage, NewerShow, NotAShow, Wrong
from liveops_desktop.store.schema import PAGE_BYTES
from liveops_desktop.store.sqlite import SqliteJournal
from tests.store.notes import note

FACTS = 300
SMALL = 4_096


def written(path: Path, facts: int = FACTS) -> SqliteJournal:
    journal = SqliteJournal(path, station="desk", reserve_bytes=SMALL)
    for number in range(1, facts + 1):
        journal.append(number - 1, [note(number)])
    return journal


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a show of 300 facts, as kill -9 leaves it and as it is when it was closed."""
    folder = tmp_path_factory.mktemp("made")
    with closing(written(folder / "rest" / "a.show")) as journal:
        shutil.copytree(journal.path.parent, folder / "killed")
    shutil.rmtree(folder / "rest" / "backups")
    return folder


@pytest.fixture
def killed(made_once: Path, tmp_path: Path) -> Path:
    """Return a show of 300 facts as kill -9 leaves it: the facts in the log, the file without them."""
    return shutil.copytree(made_once / "killed", tmp_path / "killed") / "a.show"


@pytest.fixture
def at_rest(made_once: Path, tmp_path: Path) -> Path:
    """Return a show of 300 facts that was closed, without its backup."""
    return shutil.copytree(made_once / "rest", tmp_path / "rest") / "a.show"


@pytest.fixture
def opened() -> Iterator[Callable[[Path], SqliteJournal]]:
    with ExitStack() as stack:
        yield lambda path: stack.enter_context(closing(SqliteJournal(path, station="desk", reserve_bytes=SMALL)))


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def flip(path: Path, at: int, count: int = 16) -> None:
    data = bytearray(path.read_bytes())
    data[at : at + count] = bytes(byte ^ 0xFF for byte in data[at : at + count])
    path.write_bytes(data)


def page_of(path: Path, text: bytes) -> int:
    """Return the start of the page that holds *text*."""
    found = path.read_bytes().index(text)
    return found - found % PAGE_BYTES


# Each takes a show file and damages it.


def tear_the_log(path: Path) -> None:
    log = log_of(path)
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size - 1_000)


def flip_in_the_last_frame(path: Path) -> None:
    flip(log_of(path), log_of(path).stat().st_size - 50)


def flip_in_the_middle_of_the_log(path: Path) -> None:
    flip(log_of(path), log_of(path).stat().st_size // 2)


def delete_the_log(path: Path) -> None:
    log_of(path).unlink()


def delete_log_and_shared_memory(path: Path) -> None:
    log_of(path).unlink()
    path.with_name(path.name + "-shm").unlink()


def change_a_body(path: Path) -> None:
    data = path.read_bytes()
    assert data.count(b'"note 151"') == 1
    path.write_bytes(data.replace(b'"note 151"', b'"note 999"'))


def zero_a_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = page_of(path, b'"note 151"')
    data[at : at + PAGE_BYTES] = bytes(PAGE_BYTES)
    path.write_bytes(data)


def zero_a_page_header(path: Path) -> None:
    flip(path, page_of(path, b'"note 151"'), 8)


def zero_the_first_page(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes(PAGE_BYTES) + data[PAGE_BYTES:])


def cut_the_file_in_half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def empty_the_file(path: Path) -> None:
    path.write_bytes(b"")


def _sql(path: Path, statements: str) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("DROP TRIGGER facts_never_change; DROP TRIGGER facts_never_go")
        connection.execute(statements)


def forge_a_name(path: Path) -> None:
    _sql(path, "UPDATE facts SET who = 'Eve' WHERE row = 151")


def drop_the_last_facts(path: Path) -> None:
    _sql(path, "DELETE FROM facts WHERE row > 150")


def drop_a_fact_in_the_middle(path: Path) -> None:
    _sql(path, "DELETE FROM facts WHERE row = 151")


def drop_and_close_the_ranks(path: Path) -> None:
    _sql(path, "DELETE FROM facts WHERE row = 151; UPDATE facts SET row = row - 1 WHERE row > 151")


def swap_two_facts(path: Path) -> None:
    _sql(
        path,
        "UPDATE facts SET row = 999 WHERE row = 151; UPDATE facts SET row = 151 WHERE row = 152;"
        "UPDATE facts SET row = 152 WHERE row = 999",
    )


def put_an_older_file_in_place(path: Path) -> None:
    older = path.parent / "older" / "a.show"
    written(older, 150).close()
    older.replace(path)


def check(damage: Damage | None, path: Path, journal: SqliteJournal, before: dict[str, bytes]) -> Damage:
    """Check what holds for every damage; *before*: the bytes of the damaged files."""
    assert damage is not None
    assert damage.file == path
    assert journal.path != path
    facts = journal.read()
    assert list(facts) == [note(number) for number in range(1, damage.intact + 1)]
    after = {name: path.with_name(name).read_bytes() for name in before}
    assert after == before, "the damaged file was touched"
    journal.append(damage.intact, [note(damage.intact + 1)])
    return damage


def bytes_of(path: Path) -> dict[str, bytes]:
    """Return what must not change. Shared memory, or a log without a byte in it, is no part of the show."""
    files = [path, log_of(path), head_path(path)]
    return {file.name: file.read_bytes() for file in files if file == path or (file.exists() and file.stat().st_size)}


@pytest.mark.parametrize(
    ("damaging", "intact"),
    [
        (tear_the_log, range(299, 300)),
        (flip_in_the_last_frame, range(299, 300)),
        (flip_in_the_middle_of_the_log, range(1, 299)),
        (delete_the_log, range(1)),
        (delete_log_and_shared_memory, range(1)),
    ],
)
def test_a_damaged_log_is_told(
    killed: Path,
    opened: Callable[[Path], SqliteJournal],
    damaging: Callable[[Path], None],
    intact: range,
) -> None:
    damaging(killed)
    before = bytes_of(killed)
    journal = opened(killed)
    damage = check(journal.damage, killed, journal, before)
    assert damage.reason is Wrong.SHORTER
    assert damage.intact in intact
    assert damage.missing == FACTS - damage.intact


@pytest.mark.parametrize(
    ("damaging", "reason", "intact", "missing"),
    [
        (change_a_body, Wrong.CHANGED, range(150, 151), 150),
        (forge_a_name, Wrong.CHANGED, range(150, 151), 150),
        (drop_a_fact_in_the_middle, Wrong.CHANGED, range(150, 151), 150),
        (drop_and_close_the_ranks, Wrong.CHANGED, range(150, 151), 150),
        (swap_two_facts, Wrong.CHANGED, range(150, 151), 150),
        (drop_the_last_facts, Wrong.SHORTER, range(150, 151), 150),
        (zero_a_page, Wrong.UNREADABLE, range(100, 151), None),
        (zero_a_page_header, Wrong.UNREADABLE, range(100, 151), None),
        (zero_the_first_page, Wrong.UNREADABLE, range(1), 300),
        (cut_the_file_in_half, Wrong.UNREADABLE, range(300), None),
        (empty_the_file, Wrong.UNREADABLE, range(1), 300),
    ],
)
def test_a_damaged_file_is_told(
    at_rest: Path,
    opened: Callable[[Path], SqliteJournal],
    damaging: Callable[[Path], None],
    reason: Wrong,
    intact: range,
    missing: int | None,
) -> None:
    damaging(at_rest)
    before = bytes_of(at_rest)
    journal = opened(at_rest)
    damage = check(journal.damage, at_rest, journal, before)
    assert damage.reason is reason
    assert damage.intact in intact
    assert damage.missing == (FACTS - damage.intact if missing is None else missing)


def test_an_older_file_in_its_place_is_told(at_rest: Path, opened: Callable[[Path], SqliteJournal]) -> None:
    put_an_older_file_in_place(at_rest)
    journal = opened(at_rest)
    assert journal.damage is not None
    assert journal.damage.reason is Wrong.CHANGED, "it is another show's file: another id"


def test_another_history_of_the_same_show_is_told(at_rest: Path, opened: Callable[[Path], SqliteJournal]) -> None:
    """The whole chain made anew: only the head, outside the file, can tell."""
    with closing(SqliteJournal(at_rest, reserve_bytes=SMALL)) as journal:
        show = journal.show
    forged = at_rest.parent / "forged" / "a.show"
    with closing(SqliteJournal(forged, show=show, reserve_bytes=SMALL)) as journal:
        journal.append(0, [note(number, who="Eve") for number in range(1, FACTS + 1)])
    forged.replace(at_rest)
    damage = opened(at_rest).damage
    assert damage is not None
    assert (damage.reason, damage.missing) == (Wrong.CHANGED, None)


# -- what is no damage -------------------------------------------------------------------


def test_killed_is_not_damaged(killed: Path, opened: Callable[[Path], SqliteJournal]) -> None:
    journal = opened(killed)
    assert journal.damage is None
    assert len(journal.read()) == FACTS


def test_killed_between_commit_and_head_is_not_damaged(killed: Path, opened: Callable[[Path], SqliteJournal]) -> None:
    head = read_head(killed)
    assert head is not None
    _write_head(killed, rows=FACTS - 2)
    journal = opened(killed)
    assert journal.damage is None
    assert len(journal.read()) == FACTS
    assert read_head(killed) == head, "the head follows"


def _write_head(path: Path, rows: int) -> None:
    """Put the head back to what it was after *rows* facts."""
    from liveops_desktop.store.head import Head, HeadFile

    with closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
        digest = connection.execute("SELECT hash FROM facts WHERE row = ?", (rows,)).get
        show = connection.execute("SELECT value FROM meta WHERE key = 'show'").get
    HeadFile(path, Head(rows, digest, show)).close()


@pytest.mark.parametrize("record", [None, b"", bytes(256), b"000000000900 00 x 00\n"])
def test_a_head_that_is_gone_or_torn_proves_nothing(
    at_rest: Path, opened: Callable[[Path], SqliteJournal], record: bytes | None
) -> None:
    """As after a power cut, or when the show file alone was copied to a stick."""
    head = head_path(at_rest)
    head.unlink() if record is None else head.write_bytes(record)
    journal = opened(at_rest)
    assert journal.damage is None
    assert len(journal.read()) == FACTS
    found = read_head(at_rest)
    assert found is not None
    assert found.rows == FACTS


def test_killed_while_it_was_made_is_made_again(tmp_path: Path, opened: Callable[[Path], SqliteJournal]) -> None:
    (tmp_path / "a.show").touch()
    journal = opened(tmp_path / "a.show")
    assert (journal.damage, list(journal.read())) == (None, [])


# -- what is no show -----------------------------------------------------------------------


def test_another_kind_of_file_is_refused_and_left_alone(
    tmp_path: Path, opened: Callable[[Path], SqliteJournal]
) -> None:
    text = tmp_path / "a.show"
    text.write_bytes(b"Dear diary, " * 1_000)
    with pytest.raises(NotAShow):
        opened(text)
    assert text.read_bytes() == b"Dear diary, " * 1_000
    database = tmp_path / "b.show"
    with closing(apsw.Connection(str(database))) as connection:
        connection.execute("CREATE TABLE facts(a)")
    with pytest.raises(NotAShow):
        opened(database)


def test_a_show_of_a_newer_program_is_refused_and_left_alone(
    at_rest: Path, opened: Callable[[Path], SqliteJournal]
) -> None:
    with closing(apsw.Connection(str(at_rest))) as connection:
        connection.execute("PRAGMA user_version=2")
    before = bytes_of(at_rest)
    with pytest.raises(NewerShow):
        opened(at_rest)
    assert bytes_of(at_rest) == before


# -- backups -------------------------------------------------------------------------------


def test_the_last_good_backup_is_offered_and_opens(tmp_path: Path, opened: Callable[[Path], SqliteJournal]) -> None:
    path = tmp_path / "a.show"
    written(path, 1).close()
    with closing(SqliteJournal(path, reserve_bytes=SMALL)) as journal:
        journal.append(1, [note(number) for number in range(2, 252)])
    change_a_body(path)
    damage = opened(path).damage
    assert damage is not None
    assert (damage.intact, damage.backup, damage.backup_facts) == (150, backup_path(path), 251)
    good = opened(backup_path(path))
    assert good.damage is None
    assert len(good.read()) == 251


def test_a_damaged_backup_is_not_offered(tmp_path: Path, opened: Callable[[Path], SqliteJournal]) -> None:
    path = tmp_path / "a.show"
    written(path).close()
    change_a_body(path)
    change_a_body(backup_path(path))
    damage = opened(path).damage
    assert damage is not None
    assert (damage.backup, damage.backup_facts) == (None, 0)


def test_opening_without_writing_makes_no_new_backup(at_rest: Path, opened: Callable[[Path], SqliteJournal]) -> None:
    SqliteJournal(at_rest, reserve_bytes=SMALL).close()
    assert not backup_path(at_rest).exists()


def test_two_copies_of_a_damaged_show_do_not_overwrite_each_other(
    at_rest: Path, opened: Callable[[Path], SqliteJournal]
) -> None:
    change_a_body(at_rest)
    first, second = opened(at_rest), opened(at_rest)
    assert first.path != second.path
    first.append(150, [note(151)])
    assert len(second.read()) == 150
