"""A disk that is full or gone: nothing is lost, nothing is half written, and the reserve buys time."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from liveops_desktop.core.journal import StorageOutage
from liveops_desktop.store.reserve import Reserve
from liveops_desktop.store.sqlite import SqliteJournal
from tests.lab.disk import fill
from tests.store.notes import note

RESERVE = 256 * 1024


def write_until_refused(journal: SqliteJournal, count: int) -> int:
    """Append facts until the disk refuses; return how many there are then."""
    while True:
        try:
            journal.append(count, [note(count + 1)])
        except StorageOutage:
            return count
        count += 1
        assert count < 20_000, "the disk never got full"


def test_the_reserve_is_freed_at_the_first_refusal_and_writing_goes_on(small_disk: Path) -> None:
    with closing(SqliteJournal(small_disk / "a.show", reserve_bytes=RESERVE)) as journal:
        reserve = Reserve(small_disk, RESERVE)
        assert reserve.stands()
        fill(small_disk, but=30_000)
        count = 0
        while reserve.stands():
            journal.append(count, [note(count + 1)])
            count += 1
        journal.append(count, [note(count + 1)])
        assert len(journal.read()) == count + 1
    with closing(SqliteJournal(small_disk / "a.show", reserve_bytes=RESERVE)) as journal:
        assert journal.damage is None


def test_a_full_disk_refuses_whole_facts_and_takes_them_when_there_is_room_again(small_disk: Path) -> None:
    with closing(SqliteJournal(small_disk / "a.show", reserve_bytes=RESERVE)) as journal:
        ballast = fill(small_disk, but=100_000)
        count = write_until_refused(journal, 0)
        assert not Reserve(small_disk, RESERVE).stands()
        with pytest.raises(StorageOutage):
            journal.append(count, [note(n) for n in range(count + 1, count + 40)])
        assert len(journal.read()) == count
        ballast.unlink()
        journal.append(count, [note(n) for n in range(count + 1, count + 40)])
        assert [fact.station_seq for fact in journal.read()] == list(range(1, count + 40))
    with closing(SqliteJournal(small_disk / "a.show", reserve_bytes=RESERVE)) as journal:
        assert journal.damage is None
        assert len(journal.read()) == count + 39


def test_killed_on_a_full_disk_nothing_reported_is_lost(small_disk: Path) -> None:
    writer = """
import os, sys
from liveops_desktop.core.journal import StorageOutage
from liveops_desktop.store.sqlite import SqliteJournal
from tests.lab.disk import fill
from tests.store.notes import note
journal = SqliteJournal(sys.argv[1], reserve_bytes=4096)
count = 0
try:
    while True:
        journal.append(count, [note(count + 1)])
        count += 1
except StorageOutage:
    os.write(1, b"%d" % count)
    os.kill(os.getpid(), 9)
"""
    path = small_disk / "a.show"
    written = subprocess.run([sys.executable, "-c", writer, str(path)], stdout=subprocess.PIPE)
    assert written.returncode == -9
    (small_disk / "elsewhere").mkdir()
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    with closing(SqliteJournal(path, reserve_bytes=4_096)) as journal:
        assert journal.damage is None
        assert len(journal.read()) == int(written.stdout)


def test_a_show_goes_on_in_another_folder(small_disk: Path, tmp_path: Path) -> None:
    with closing(SqliteJournal(small_disk / "a.show", reserve_bytes=RESERVE)) as journal:
        fill(small_disk, but=50_000)
        count = write_until_refused(journal, 0)
        with pytest.raises(StorageOutage):
            journal.copy_into(str(small_disk / "same-full-disk"))
        with closing(journal.copy_into(str(tmp_path / "stick"))) as copy:
            assert copy.show == journal.show
            copy.append(count, [note(count + 1)])
            assert len(copy.read()) == count + 1


def test_no_show_can_be_made_on_a_full_disk(small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(StorageOutage):
        SqliteJournal(small_disk / "a.show", reserve_bytes=RESERVE)


def test_a_read_only_disk_is_an_outage_and_passes(small_disk: Path) -> None:
    path = small_disk / "a.show"
    SqliteJournal(path, reserve_bytes=0).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StorageOutage):
        SqliteJournal(path, reserve_bytes=0)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    SqliteJournal(path, reserve_bytes=0).close()


# -- the file taken away underneath ----------------------------------------------------


@pytest.mark.parametrize("gone", ["a.show", "a.show-wal"])
def test_facts_are_not_written_into_a_file_that_was_deleted(tmp_path: Path, gone: str) -> None:
    """Unix would take them, and they would be nowhere."""
    with closing(SqliteJournal(tmp_path / "a.show", reserve_bytes=0)) as journal:
        journal.append(0, [note(1)])
        journal.append(1, [note(2)])
        (tmp_path / gone).unlink()
        with pytest.raises(StorageOutage):
            journal.append(2, [note(3)])
        with closing(journal.copy_into(str(tmp_path / "stick"))) as copy:
            copy.append(2, [note(3)])
            assert len(copy.read()) == 3


def test_facts_are_not_written_into_a_folder_that_was_moved(tmp_path: Path) -> None:
    with closing(SqliteJournal(tmp_path / "usb" / "a.show", reserve_bytes=0)) as journal:
        journal.append(0, [note(1)])
        (tmp_path / "usb").rename(tmp_path / "pulled")
        with pytest.raises(StorageOutage):
            journal.append(1, [note(2)])
        (tmp_path / "pulled").rename(tmp_path / "usb")
        journal.append(1, [note(2)])
        assert len(journal.read()) == 2


# -- the reserve ---------------------------------------------------------------------------


def test_the_reserve_really_takes_its_space(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, 1024 * 1024)
    assert reserve.lay()
    assert reserve.path.stat().st_blocks * 512 >= 1024 * 1024
    assert reserve.lay(), "it stands"
    assert reserve.free()
    assert not reserve.free()
    assert not reserve.path.exists()


def test_the_reserve_is_not_laid_where_it_would_fill_the_disk(small_disk: Path) -> None:
    reserve = Reserve(small_disk, 1_500_000)
    assert not reserve.lay()
    assert not reserve.path.exists()
