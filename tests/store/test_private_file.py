"""Small private files: whole or not at all, and for nobody else to read."""

from pathlib import Path

import pytest

from liveops_desktop.store.private_file import write_private


def test_it_is_whole_and_for_its_person_alone(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    write_private(file, b"one")
    write_private(file, b"two")
    assert file.read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["kept.json"]


def test_a_rest_that_others_may_read_is_not_written_into(tmp_path: Path) -> None:
    rest = tmp_path / "kept.json.new"
    rest.write_bytes(b"left over")
    rest.chmod(0o644)
    write_private(tmp_path / "kept.json", b"secret")
    assert (tmp_path / "kept.json").stat().st_mode & 0o777 == 0o600


def test_what_stood_there_stands_when_the_disk_refuses(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    write_private(file, b"one")
    (tmp_path / "kept.json.new").mkdir()
    with pytest.raises(OSError, match=r"kept\.json\.new"):
        write_private(file, b"two")
    assert file.read_bytes() == b"one"
