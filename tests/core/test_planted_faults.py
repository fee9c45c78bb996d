"""Do the core's tests catch what they are there for? Each planted fault must fail them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.planted_faults import FAULTS, PlantedFault

ROOT = Path(__file__).parents[2]
LIKELY = ("test_cases_on_air", "test_plan", "test_playout", "test_forecast", "test_decide_air", "test_decide_clock")
"""Tried first, so that a fault is found soon."""


def test_there_are_twenty() -> None:
    assert len({fault.name for fault in FAULTS}) == 20


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_has_one_place(fault: PlantedFault) -> None:
    text = (ROOT / "liveops_desktop" / "core" / fault.file).read_text(encoding="utf-8")
    assert text.count(fault.right) == 1
    assert fault.right != fault.wrong


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_copy_passes_without_a_fault(tmp_path: Path) -> None:
    copy(tmp_path)
    done = core_tests(tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_caught(fault: PlantedFault, tmp_path: Path) -> None:
    copy(tmp_path)
    place = tmp_path / "liveops_desktop" / "core" / fault.file
    place.write_text(place.read_text(encoding="utf-8").replace(fault.right, fault.wrong), encoding="utf-8")
    done = core_tests(tmp_path)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert " failed" in done.stdout, done.stdout


def copy(to: Path) -> None:
    """Copy the package and the core's tests, and nothing else, to *to*."""
    ignore = shutil.ignore_patterns("__pycache__", "test_planted_faults.py")
    shutil.copytree(ROOT / "liveops_desktop", to / "liveops_desktop", ignore=ignore)
    shutil.copytree(ROOT / "tests" / "core", to / "tests" / "core", ignore=ignore)
    for name in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / name, to / name)


def core_tests(where: Path) -> "subprocess.CompletedProcess[str]":
    """Run the core's tests of the copy until one fails."""
    first = [f"tests/core/{name}.py" for name in LIKELY]
    rest = sorted(str(path.relative_to(where)) for path in (where / "tests" / "core").glob("test_*.py"))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-m", "not long", *first]
    command += [path for path in rest if path not in first]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV"))}
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, timeout=580)
