"""A machine whose clocks a test moves, and a program on it."""

from pathlib import Path

import pytest

from liveops_desktop.services.clock import Rebooted
from tests.services.clocks import Crew, Machine


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def crew(machine: Machine, tmp_path: Path) -> Crew:
    one = Crew(machine, tmp_path / "clock.json")
    assert one.poll() == (Rebooted(),), "on air without an anchor"
    return one
