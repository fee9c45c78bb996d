import asyncio
import logging
import os
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveops_desktop.services import log as logs
from liveops_desktop.services.log import RoundLog, begin, files, loop_handler, set_level
from liveops_desktop.services.obs.secret import Password
from tests.lab.parts import need

PLANTED = "Planted-Pass-77"


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[RoundLog]:
    root, ours = logging.getLogger(), logging.getLogger("liveops_desktop")
    before = (root.level, ours.level, threading.excepthook)
    handler = begin(tmp_path)
    yield handler
    root.removeHandler(handler)
    handler.close()
    root.setLevel(before[0])
    ours.setLevel(before[1])
    threading.excepthook = before[2]


def text(folder: Path) -> str:
    return (folder / "log.txt").read_text(encoding="utf-8")


@pytest.mark.expects_log
@pytest.mark.usefixtures("begun")
def test_secrets_stay_out_wherever_they_stand(tmp_path: Path) -> None:
    Password(PLANTED)
    ours = logging.getLogger("liveops_desktop.test")
    ours.info("connect with %s", PLANTED)
    ours.warning("to %s", {"url": "rtmp://host/app/s3cr3t-key-1"})
    try:
        int(f"bad {PLANTED}")
    except ValueError:
        ours.exception("it failed, streamkey=s3cr3t-key-2")
    logging.getLogger("some.library").error("GET https://host/?token=s3cr3t-key-3")
    said = text(tmp_path)
    assert "ValueError: invalid literal" in said
    assert said.count("‹hidden›") >= 5
    assert PLANTED not in said
    assert "s3cr3t" not in said


def test_the_files_go_round_and_are_private(tmp_path: Path) -> None:
    handler = RoundLog(tmp_path, largest=200, kept=3)
    for number in range(20):
        handler.emit(logging.LogRecord("x", logging.INFO, "", 0, f"record {number} {'x' * 40}", None, None))
    handler.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files(3))
    assert "record 19" in text(tmp_path)
    assert all(path.stat().st_size <= 200 for path in tmp_path.iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    newest_first = [(tmp_path / name).read_text() for name in files(3)]
    numbers = [[int(line.split("record ")[1].split()[0]) for line in part.splitlines()] for part in newest_first]
    assert numbers[0] > numbers[1] > numbers[2]


def test_a_start_goes_on_with_the_file_there_is(tmp_path: Path) -> None:
    for word in ("first", "second"):
        handler = RoundLog(tmp_path)
        handler.emit(logging.LogRecord("x", logging.INFO, "", 0, word, None, None))
        handler.close()
    assert [line.rsplit(" ", 1)[1] for line in text(tmp_path).splitlines()] == ["first", "second"]


def test_a_record_that_cannot_be_formed_is_counted(tmp_path: Path) -> None:
    handler = RoundLog(tmp_path)
    handler.emit(logging.LogRecord("x", logging.INFO, "", 0, "%d", ("no number",), None))
    handler.emit(logging.LogRecord("x", logging.INFO, "", 0, "fine", None, None))
    handler.close()
    assert text(tmp_path).startswith("(1 records before this one could not be written)")


@pytest.mark.lab
def test_a_full_disk_stops_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    need("mount", "mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("may not mount")
    try:
        handler = RoundLog(disk)
        (disk / "filler").write_bytes(b"x" * (64 * 1024 - os.sysconf("SC_PAGE_SIZE")))
        for _number in range(200):
            handler.emit(logging.LogRecord("x", logging.INFO, "", 0, "y" * 200, None, None))
        (disk / "filler").unlink()
        handler.emit(logging.LogRecord("x", logging.INFO, "", 0, "room again", None, None))
        handler.close()
        assert "records before this one could not be written" in text(disk)
    finally:
        subprocess.run(["umount", disk], check=True)
    assert capfd.readouterr() == ("", "")


@pytest.mark.expects_log
@pytest.mark.usefixtures("begun")
def test_what_nothing_took_is_logged(tmp_path: Path) -> None:
    told = threading.Event()

    def die() -> None:
        raise RuntimeError("in a thread")

    async def story() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(loop_handler(told.set))
        loop.call_soon(lambda: 1 / 0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    thread = threading.Thread(target=die, name="worker")
    thread.start()
    thread.join()
    asyncio.run(story())
    assert "thread worker ended" in text(tmp_path)
    assert "RuntimeError: in a thread" in text(tmp_path)
    assert "ZeroDivisionError" in text(tmp_path)
    assert told.is_set()


@pytest.mark.usefixtures("begun")
def test_the_level_is_ours_alone(tmp_path: Path) -> None:
    set_level("debug")
    logging.getLogger("liveops_desktop.test").debug("ours")
    logging.getLogger("some.library").info("theirs")
    set_level("error")
    logging.getLogger("liveops_desktop.test").info("not now")
    assert [line.rsplit(": ", 1)[1] for line in text(tmp_path).splitlines()] == ["ours"]
    assert set(logs.LEVELS) == {"error", "warning", "info", "debug"}
