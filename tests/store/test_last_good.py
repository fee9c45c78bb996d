"""The last good set-up: whole or not at all, for this user alone, and never in the way."""

import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.drift import LastGood, comparable
from liveops_desktop.store.last_good import NAME, read_last_good, write_last_good
from tests.core.set_ups import GOOD

KEPT = LastGood(comparable(GOOD), Instant(1_800_000_000_000), "Evening")


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    write_last_good(tmp_path, KEPT)
    assert read_last_good(tmp_path) == KEPT
    later = replace(KEPT, show="Morning")
    write_last_good(tmp_path, later)
    assert read_last_good(tmp_path) == later
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version":2,"good":null}', '{"version":1,"good":{"at":1}}'])
def test_what_cannot_be_read_is_nothing(tmp_path: Path, text: str) -> None:
    assert read_last_good(tmp_path) is None
    (tmp_path / NAME).write_text(text)
    assert read_last_good(tmp_path) is None


def test_a_later_version_is_left_alone(tmp_path: Path) -> None:
    write_last_good(tmp_path, KEPT)
    file = tmp_path / NAME
    file.write_bytes(file.read_bytes().replace(b'"version":1', b'"version":2'))
    assert read_last_good(tmp_path) is None


def test_a_rest_of_a_cut_off_write_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.new").write_text("half")
    write_last_good(tmp_path, KEPT)
    assert read_last_good(tmp_path) == KEPT
