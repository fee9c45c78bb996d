"""This program started again as a child process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from liveops_desktop import __version__
from liveops_desktop.services.this_program import command, environment


def test_it_starts_from_any_folder(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command("--version"), cwd=tmp_path, env=environment(bare), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == __version__


def test_what_stood_in_the_path_stays_behind_this_package() -> None:
    first, *rest = environment({"PYTHONPATH": "elsewhere"})["PYTHONPATH"].split(os.pathsep)
    assert (Path(first) / "liveops_desktop" / "cli.py").is_file()
    assert rest == ["elsewhere"]


def test_the_frozen_program_is_started_by_itself_and_finds_its_own_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command("devices", "look") == [sys.executable, "devices", "look"]
    assert environment({})["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
