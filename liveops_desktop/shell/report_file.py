"""The report of a show as a PDF beside its file, made by this program in a process of its own.

Laying out and printing a long report takes the better part of a second of processor; a window on air must not wait.
"""

import subprocess
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from liveops_desktop.services.this_program import command, environment

LIMIT = 60.0
"""Seconds that printing may take."""


class NotPrinted(Exception):  # noqa: N818 -- an answer to the person who asked
    """The report could not be printed; the text is what the process said."""


def free_name(show_file: Path, kind: str, suffix: str) -> Path:
    """Return the first name that is free beside the show: ``evening-sheet.pdf``, then ``evening-sheet-2.pdf``."""
    names = (f"{show_file.stem}{kind}{'' if number == 1 else f'-{number}'}{suffix}" for number in count(1))
    return next(path for name in names if not (path := show_file.with_name(name)).exists())


def print_beside(show_file: Path, language: str, options: Sequence[str] = (), kind: str = "") -> Path:
    """Print the report of *show_file* in *language* and return where: the first free name beside the show. Blocks.

    *options* go to the sub-command and say what is printed instead; *kind* is then a part of the name.

    Raises:
        NotPrinted: the process failed, or took longer than ``LIMIT``.
    """
    target = free_name(show_file, kind, ".pdf")
    words = ("report", str(show_file), "--pdf", str(target), "--language", language, *options)
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, by a list
            command(*words),
            env=environment(),
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
