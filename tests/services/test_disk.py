"""The folder of the recordings, on real disks: good, missing, full, read-only."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveops_desktop.services.disk import look_at, write_speed
from tests.lab.parts import missing


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of eight megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True)
    if made.returncode:
        missing(f"this user may not mount: {made.stderr.decode()[:200]}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_good_folder_stays_as_it_was(tmp_path: Path) -> None:
    found = look_at(tmp_path)
    assert (found.there, found.writable) == (True, True)
    assert found.free_gb is not None
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "gone", tmp_path / "file"):
        assert (look_at(path).there, look_at(path).writable) == (False, False)


@pytest.mark.lab
def test_a_read_only_folder_is_found_out_also_by_who_may_everything(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    found = look_at(small_disk)
    assert (found.there, found.writable) == (True, False)
    with pytest.raises(OSError, match="Read-only"):
        write_speed(small_disk, 4, lambda _: True)


@pytest.mark.lab
def test_a_full_disk_is_an_error_and_left_as_it_was(small_disk: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        write_speed(small_disk, 64, lambda _: True)
    assert list(small_disk.iterdir()) == []
    assert os.statvfs(small_disk).f_bavail * 4_096 > 7_000_000


def test_speed_is_told_as_it_goes_and_it_stops_when_told(tmp_path: Path) -> None:
    shares: list[float] = []

    def hear(share: float) -> bool:
        shares.append(share)
        return len(shares) < 6

    assert write_speed(tmp_path, 16, hear) > 1
    assert shares == [0.25, 0.5, 0.75, 1.0]
    write_speed(tmp_path, 4_000, hear)
    assert len(shares) == 6
    assert list(tmp_path.iterdir()) == []
