"""Which log is read, and that nothing secret stands in what is."""

import os
from pathlib import Path

import pytest

from liveops_desktop.services import obs_log
from liveops_desktop.services.obs_log import NoLog, newest_log, read_file


def write(folder: Path, name: str, at: float, port: int | None = None, more: str = "") -> Path:
    file = folder / "logs" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    told = f"[obs-websocket] [Start] Server started successfully on port {port}. x\n" if port else ""
    file.write_text(f"10:00:00.000: OBS 30.2.3 (linux)\n{told}{more}\n")
    os.utime(file, (at, at))
    return file


def test_the_newest_log_of_all_folders(tmp_path: Path) -> None:
    write(tmp_path / "one", "a.txt", 1_000)
    newest = write(tmp_path / "two", "b.txt", 2_000)
    write(tmp_path / "two", "c.txt", 1_500)
    assert newest_log([tmp_path / "one", tmp_path / "two", tmp_path / "none"]).file == newest


def test_the_log_of_the_obs_at_that_port(tmp_path: Path) -> None:
    mine = write(tmp_path, "a.txt", 1_000, port=4455)
    silent = write(tmp_path, "b.txt", 2_000)
    write(tmp_path, "c.txt", 3_000, port=4456)
    assert newest_log([tmp_path], 4455).file == mine
    assert newest_log([tmp_path], 9).file == silent  # which may be that one's: it does not tell
    silent.unlink()
    with pytest.raises(NoLog):
        newest_log([tmp_path], 9)


def test_what_is_no_log_is_refused_by_name(tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_bytes(b"\x00\xff nothing of OBS")
    for file in (odd, tmp_path / "none.txt", tmp_path):
        with pytest.raises(NoLog, match=file.name):
            read_file(file)
    with pytest.raises(NoLog):
        newest_log([])


def test_secrets_are_hidden(tmp_path: Path) -> None:
    line = "Connecting to rtmp://user:pw-1@ingest.example/live/key-2?token=t-3 streamkey=k-4"
    text = read_file(write(tmp_path, "a.txt", 1_000, more=line)).text
    for secret in ("pw-1", "key-2", "t-3", "k-4"):
        assert secret not in text


@pytest.mark.parametrize(("before", "crashed"), [(-60, True), (60, True), (86_000, True), (87_000, False)])
def test_a_crash_within_a_day(tmp_path: Path, before: float, crashed: bool) -> None:
    log = write(tmp_path, "a.txt", 1_000_000)
    report = tmp_path / "crashes" / "Crash 1.txt"
    report.parent.mkdir()
    report.write_text("Unhandled exception")
    os.utime(report, (1_000_000 - before,) * 2)
    assert (read_file(log).crashed_at is not None) is crashed


def test_of_a_huge_log_both_ends_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obs_log, "LARGEST", 1_000)
    log = write(tmp_path, "a.txt", 1_000, more="x" * 5_000 + "\nSafe Mode enabled.")
    text = read_file(log).text
    assert "OBS 30.2.3" in text
    assert "Safe Mode enabled." in text
    assert len(text) < 1_100
