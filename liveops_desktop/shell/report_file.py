"""The report of a show as a PDF beside its file, made by this program in a process of its own.

Laying out and printing a long report takes the better part of a second of processor; a window on air must not wait.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LIMIT = 60.0
"""Seconds that printing may take."""


class NotPrinted(Exception):  # noqa: N818 -- an answer to the person who asked
    """The report could not be printed; the text is what the process said."""


def this_program() -> list[str]:
    """Return the command that starts this program again: the frozen one by itself, else Python with the package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "liveops_desktop"]


def print_beside(show_file: Path, language: str, options: Sequence[str] = (), kind: str = "") -> Path:
    """Print the report of *show_file* in *language* and return where: the first free name beside the show. Blocks.

    *options* go to the sub-command and say what is printed instead; *kind* is then a part of the name.

    Raises:
        NotPrinted: the process failed, or took longer than ``LIMIT``.
    """
    number, stem = 1, show_file.stem + kind
    while (target := show_file.with_name(stem + (".pdf" if number == 1 else f"-{number}.pdf"))).exists():
        number += 1
    command = [*this_program(), "report", str(show_file), "--pdf", str(target), "--language", language, *options]
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    # A frozen program must find its own parts again, not be taken for a helper of this one:
    # https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html#independent-subprocess
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, by a list
            command,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise NotPrinted(f"{LIMIT:.0f} s") from slow
    if done.returncode:
        raise NotPrinted(done.stderr.strip() or str(done.returncode))
    return target
