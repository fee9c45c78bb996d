"""The one-folder program: ``box`` (its folder), built once for all tests that run it."""

import shutil
import sys
import time
from pathlib import Path

import pytest

from box.__main__ import build


@pytest.fixture(scope="session")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it and give its folder. Takes a minute."""
    folder = tmp_path_factory.mktemp("box")
    begun = time.monotonic()
    made = build(folder / "dist", folder / "work")
    shutil.rmtree(folder / "work")
    print(f"\nthe box: built in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return made
