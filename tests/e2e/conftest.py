"""The program for the end-to-end tests: ``program``, and ``sight`` through which it is seen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.program import STREAM_KEY, Program
from tests.e2e.sight import Sight
from tests.lab.ingest import Ingest
from tests.lab.parts import wait_until
from tests.lab.studio import LabObs


@pytest.fixture(scope="session")
def sight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sight]:
    """Give the accessibility bus."""
    bus = Sight(tmp_path_factory.mktemp("sight"))
    yield bus
    bus.end()


@pytest.fixture
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Give an empty data folder, named after the test."""
    name: str = request.node.name
    folder = tmp_path / name.removeprefix("test_")[:40]
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def program(desktop: str, home: Path, sight: Sight) -> Iterator[Program]:
    """Give the program, not started yet; it ends with the test, and must have had nothing to complain of."""
    made = Program(desktop, home, sight)
    yield made
    made.end()
    assert made.complaints() == []


@pytest.fixture
def streaming(own_obs: Callable[..., LabObs], ingest: Ingest) -> LabObs:
    """Give an OBS that streams to the ingest, and may be killed."""
    studio = own_obs()
    studio.set_target(ingest.url, STREAM_KEY)
    studio.start_stream()
    wait_until(lambda: _arrives(ingest), 60, "the feed reached the ingest")
    return studio


def _arrives(ingest: Ingest) -> bool:
    feed = ingest.stat().get(STREAM_KEY)
    return feed is not None and feed.width > 0
