"""One window per data folder, whatever became of the one before."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveops_desktop.shell.raising import FirstWindow, raise_first
from liveops_desktop.shell.single import Standing, only_one

HOLDER = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from liveops_desktop.shell.raising import FirstWindow
from liveops_desktop.shell.single import only_one
application = QApplication([])
with only_one(Path(sys.argv[1])) as standing:
    assert standing.is_first
    first = FirstWindow(Path(sys.argv[1]), lambda show: print("raised" + show, flush=True))
    print("up", flush=True)
    application.exec()
"""


@pytest.fixture
def first(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds ``tmp_path`` and says when it is raised."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "up\n"
    yield holder
    holder.kill()
    holder.wait()
    holder.stdout.close()


def test_a_second_start_raises_the_first(qapp: QApplication, tmp_path: Path, first: subprocess.Popen[str]) -> None:
    with only_one(tmp_path) as standing:
        assert standing == Standing(is_first=False, raised=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "raised\n"


def test_after_a_kill_the_next_start_is_the_first_and_can_be_raised(
    qtbot: QtBot, tmp_path: Path, first: subprocess.Popen[str]
) -> None:
    first.send_signal(signal.SIGKILL)
    first.wait()
    raised: list[str] = []
    with only_one(tmp_path) as standing:
        assert standing.is_first
        window = FirstWindow(tmp_path, raised.append)
        assert raise_first(tmp_path, 0)
        qtbot.waitUntil(lambda: raised == [""], timeout=10_000)
        assert raise_first(tmp_path, 0, "tonight 今晚.show")
        qtbot.waitUntil(lambda: raised == ["", "tonight 今晚.show"], timeout=10_000)
        window.close()
        window.deleteLater()


def test_another_folder_has_its_own_window(qapp: QApplication, tmp_path: Path, first: subprocess.Popen[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with only_one(other) as standing:
        assert standing.is_first


def test_a_first_that_does_not_answer_is_not_raised(qapp: QApplication, tmp_path: Path) -> None:
    with only_one(tmp_path) as standing, only_one(tmp_path, patience=0.1) as second:
        assert standing.is_first
        assert second == Standing(is_first=False, raised=False)
    with only_one(tmp_path) as standing:
        assert standing.is_first
