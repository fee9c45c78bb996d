"""What a station measured before."""

from pathlib import Path

from liveops_desktop.core.bandwidth import Past
from liveops_desktop.core.clock import Instant
from liveops_desktop.store.measured import KEPT, keep_past, read_past


def one(number: int) -> Past:
    return Past(Instant(number), "relay.example", "http", 8_000.0 + number, 7_000.0, 12.0)


def test_what_is_kept_comes_back_in_order_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "measured.jsonl"
    assert read_past(file) == ()
    for number in range(3):
        keep_past(file, one(number))
    assert read_past(file) == (one(0), one(1), one(2))
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["measured.jsonl"]


def test_only_the_latest_are_kept_and_what_is_torn_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "measured.jsonl"
    keep_past(file, one(0))
    line = file.read_bytes()
    file.write_bytes(line * (KEPT + 50) + b'{"at": 1, "torn\n' + b"\xff\xfe\n" + b"{}\n" + line[:-10])
    assert 0 < len(read_past(file)) < KEPT
    keep_past(file, one(7))
    assert read_past(file)[-1] == one(7)
    assert len(file.read_bytes().splitlines()) <= KEPT
