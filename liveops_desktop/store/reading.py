"""Looks into a show file without touching it: while another program runs the show, or where nothing can be written."""

from contextlib import closing
from pathlib import Path

import apsw

from liveops_desktop.core.codec import NewerFact
from liveops_desktop.core.facts import Fact
from liveops_desktop.store.head import read_head
from liveops_desktop.store.scan import NewerShow, NotAShow, facts_of, scan
from liveops_desktop.store.schema import connect_to_read
from liveops_desktop.words import _


class CannotRead(Exception):  # noqa: N818 -- an answer to the person who named the file
    """The file is not there, is no show, is damaged, or is of a newer program; the text says which in a clause."""


def read_facts(path: Path) -> tuple[Fact, ...]:
    """Return the facts of a show in fold order; raise ``CannotRead``. A damaged file is read by opening the show."""
    try:
        with closing(connect_to_read(path)) as connection:
            # The head before the rows: one that another program writes meanwhile may only be behind, never ahead.
            found = scan(connection, read_head(path))
        if found.wrong is not None:
            raise CannotRead(_("it is damaged; opened in LiveOps Desktop, what is whole of it becomes a copy"))
        return facts_of(found.stored)
    except (apsw.Error, OSError, ValueError) as error:
        raise CannotRead(_reason(path, error)) from error


def _reason(path: Path, error: Exception) -> str:
    """Return in a clause what reading the file ended in; the system's own words where nothing better is known."""
    if isinstance(error, FileNotFoundError):
        return _("there is no such file")
    if path.is_dir():
        return _("it is a folder")
    if isinstance(error, NotAShow):
        return _("it is not a show")
    if isinstance(error, NewerShow | NewerFact):
        return _("it was written by a newer LiveOps Desktop")
    return str(error)
