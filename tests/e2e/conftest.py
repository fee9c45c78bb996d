"""The program for the end-to-end tests: ``program``, and ``sight`` through which it is seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.program import Program
from tests.e2e.sight import Sight


@pytest.fixture(scope="session")
def sight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sight]:
    """Give the accessibility bus."""
    bus = Sight(tmp_path_factory.mktemp("sight"))
    yield bus
    bus.end()


@pytest.fixture
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Give an empty data folder, named after the test."""
    folder = tmp_path / request.node.name.removeprefix("test_")[:40]
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def program(desktop: str, home: Path, sight: Sight) -> Iterator[Program]:
    """Give the program, not started yet; it ends with the test."""
    made = Program(desktop, home, sight)
    yield made
    made.end()
