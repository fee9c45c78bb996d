"""The secret of the marks: drawn once, kept by this station alone."""

import stat
from pathlib import Path

import pytest

from liveops_desktop.services.key_mark import mark_secret


def test_the_secret_stays_and_is_this_stations_alone(tmp_path: Path) -> None:
    first = mark_secret(tmp_path / "mark")
    assert len(first) == 32
    assert mark_secret(tmp_path / "mark") == first
    assert stat.S_IMODE((tmp_path / "mark").stat().st_mode) == 0o600
    assert mark_secret(tmp_path / "other") != first


def test_a_broken_one_is_drawn_anew(tmp_path: Path) -> None:
    (tmp_path / "mark").write_bytes(b"short")
    (tmp_path / "mark.new").write_bytes(b"left over")
    drawn = mark_secret(tmp_path / "mark")
    assert (len(drawn), (tmp_path / "mark").read_bytes()) == (32, drawn)


def test_where_nothing_can_be_written_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011 -- whatever the system says
        mark_secret(tmp_path / "no-folder" / "mark")
