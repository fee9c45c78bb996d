"""Starting this program again as a child process: frozen or not, from whatever folder it was started in."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import liveops_desktop


def command(*words: str) -> list[str]:
    """Return the command line: the frozen program by itself, else Python with the package."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "liveops_desktop"]
    return [*program, *words]


def environment(of: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the child's environment: *of* (None: our own), and where it finds this package.

    A frozen program must find its own parts again, not be taken for a helper of this one:
    https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html#independent-subprocess
    """
    kept = dict(os.environ if of is None else of)
    home = str(Path(liveops_desktop.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (home, kept.get("PYTHONPATH", ""))))
    return kept | {"PYTHONPATH": path, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
