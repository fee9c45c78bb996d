"""The last good backup of each show: kept at a clean close in ``backups/`` beside it, through SQLite's backup call."""

import logging
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import apsw

from liveops_desktop.store.head import head_path, read_head
from liveops_desktop.store.scan import scan
from liveops_desktop.store.schema import connect_to_read

log = logging.getLogger(__name__)

PAGES = 1_000
"""How many pages are copied in one go."""


def backup_path(show_file: Path) -> Path:
    """Return where the backup of *show_file* is kept."""
    return show_file.parent / "backups" / show_file.name


def keep(connection: apsw.Connection, show_file: Path) -> None:
    """Replace the backup of *show_file* by what *connection* holds. Where that fails the old one stays."""
    target = backup_path(show_file)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(exist_ok=True, mode=0o700)
        remove(part)
        part.touch(mode=0o600)
        with closing(apsw.Connection(str(part))) as copy:
            with copy.backup("main", connection, "main") as process:
                while not process.done:
                    process.step(PAGES)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, readable where nothing can be written
        part.replace(target)
        head_path(target).touch(mode=0o600)
        head_path(target).write_bytes(head_path(show_file).read_bytes())
    except (apsw.Error, OSError) as error:
        log.info("no backup of %s: %s", show_file.name, error)
        remove(part)


def newest(show_file: Path) -> tuple[Path | None, int]:
    """Return the backup of *show_file*, proved whole, and how many facts it holds; (None, 0) where there is none."""
    path = backup_path(show_file)
    try:
        with closing(connect_to_read(path)) as connection:
            found = scan(connection, read_head(path))
    except (apsw.Error, OSError, ValueError):
        return None, 0
    return (path, len(found.stored)) if found.wrong is None else (None, 0)


def remove(path: Path) -> None:
    """Delete a show file that was not finished, with what lies beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal", f"{path.name}.head"):
        with suppress(OSError):
            path.with_name(name).unlink()


def free_name(path: Path) -> Path:
    """Return *path*, or the first of ``name 2``, ``name 3`` … that is free."""
    if not path.exists():
        return path
    return next(p for n in count(2) if not (p := path.with_stem(f"{path.stem} {n}")).exists())
