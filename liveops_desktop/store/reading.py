"""Looks into a show file without touching it: while another program runs the show, or where nothing can be written."""

from contextlib import closing
from pathlib import Path

import apsw

from liveops_desktop.core.facts import Fact
from liveops_desktop.store.head import read_head
from liveops_desktop.store.scan import facts_of, scan
from liveops_desktop.store.schema import connect_to_read


class CannotRead(Exception):  # noqa: N818 -- an answer to the person who named the file
    """The file is not there, is no show, is damaged, or is of a newer program; the text says which."""


def read_facts(path: Path) -> tuple[Fact, ...]:
    """Return the facts of a show in fold order; raise ``CannotRead``. A damaged file is read by opening the show."""
    try:
        with closing(connect_to_read(path)) as connection:
            # The head before the rows: one that another program writes meanwhile may only be behind, never ahead.
            found = scan(connection, read_head(path))
        if found.wrong is not None:
            raise CannotRead(found.wrong.value)
        return facts_of(found.stored)
    except (apsw.Error, OSError, ValueError) as error:
        raise CannotRead(str(error)) from error
