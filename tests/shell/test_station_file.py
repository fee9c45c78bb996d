"""What the station remembers: whole or not at all, for this user only, and nothing secret."""

import json
import stat
from pathlib import Path

import pytest

from liveops_desktop.core.roles import Role
from liveops_desktop.shell.station_file import StationFile, load, save

KNOWN = StationFile(
    station="abc",
    who="王",
    hats=frozenset({Role.TECHNICAL, Role.HOST}),
    workspace="technical",
    show="evening.show",
    obs_host="10.0.0.5",
    obs_port=4466,
    obs_wanted=True,
    host_screen="HDMI-1",
)


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    file = tmp_path / "station.json"
    save(file, KNOWN)
    assert load(file) == KNOWN
    assert sorted(tmp_path.iterdir()) == [file, file.with_suffix(".spare")], "no half-written file is left"


def test_a_fresh_station_gets_an_id_of_its_own(tmp_path: Path) -> None:
    first, second = load(tmp_path / "a.json"), load(tmp_path / "b.json")
    assert first.station
    assert first.station != second.station
    assert not (tmp_path / "a.json").exists()


@pytest.mark.parametrize(
    "bad",
    [b"", b"{", b"[1]", b"\xff\xfe\x00", b'{"obs_port": "soon"}', b'{"hats": ["no such hat"]}'],
    ids=["empty", "cut off", "no object", "binary", "wrong type", "unknown hat"],
)
def test_what_cannot_be_read_is_kept_aside(tmp_path: Path, bad: bytes) -> None:
    file = tmp_path / "station.json"
    file.write_bytes(bad)
    assert load(file).who == ""
    assert (tmp_path / "station.unreadable").read_bytes() == bad
    assert not file.exists()


def test_a_field_of_a_newer_program_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "station.json"
    file.write_text('{"station": "s", "who": "Li", "colour": "dark"}', encoding="utf-8")
    known = load(file)
    assert (known.station, known.who) == ("s", "Li")


def test_only_this_user_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "station.json"
    file.write_text("{}", encoding="utf-8")
    file.chmod(0o644)
    save(file, KNOWN)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_person_can_read_it_and_no_field_is_for_a_secret(tmp_path: Path) -> None:
    file = tmp_path / "station.json"
    save(file, KNOWN)
    text = file.read_text(encoding="utf-8")
    assert '  "who": "王"' in text
    assert not [name for name in json.loads(text) if "pass" in name or "key" in name or "secret" in name]


def test_a_save_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "station.json"
    save(file, KNOWN)
    (tmp_path / "station.new").mkdir()  # in the way of the new one
    with pytest.raises(OSError, match="station"):
        save(file, StationFile(who="Li"))
    assert load(file) == KNOWN
