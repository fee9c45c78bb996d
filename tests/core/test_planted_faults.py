"""Do the core's tests catch what they are there for? Each planted fault must fail them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.planted_faults import FAULTS, PlantedFault

ROOT = Path(__file__).parents[2]
KINDS = ("test_cases_on_air", "test_plan", "test_playout", "test_forecast", "test_decide_*", "test_evolve*")
"""The tests of timing and deciding, the quick ones first."""


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
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_caught(fault: PlantedFault, tmp_path: Path) -> None:
    copy(tmp_path)
    place = tmp_path / "liveops_desktop" / "core" / fault.file
    place.write_text(place.read_text(encoding="utf-8").replace(fault.right, fault.wrong), encoding="utf-8")
    done = core_tests(tmp_path)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr


def copy(to: Path) -> None:
    """Copy the package and what the core's tests need to *to*."""
    ignore = shutil.ignore_patterns("__pycache__", "test_planted_faults.py")
    for folder in ("liveops_desktop", "box", "tests/core", "tests/lab"):  # conftest.py finds its fixtures in the lab
        shutil.copytree(ROOT / folder, to / folder, ignore=ignore)
    for name in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / name, to / name)


def core_tests(where: Path) -> "subprocess.CompletedProcess[str]":
    """Run the copy's tests of timing and deciding until one fails."""
    files = [str(path) for kind in KINDS for path in sorted((where / "tests" / "core").glob(f"{kind}.py"))]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", *files]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV"))}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, timeout=580)
    print(*done.stdout.splitlines()[-2:], sep="\n")  # which test caught it
    return done
