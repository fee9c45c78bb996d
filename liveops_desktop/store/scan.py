"""Reads a show file row by row and proves the chain: how far it is intact, and why not further."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple, cast

import apsw

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.codec import chain, first_hash, from_row, payload
from liveops_desktop.core.facts import Fact
from liveops_desktop.store.head import Head
from liveops_desktop.store.schema import APPLICATION_ID, FORMAT

COLUMNS = "id, station, station_seq, at, pressed_at, who, kind, version, body"


class Wrong(StrEnum):
    """What is wrong with a show file."""

    SHORTER = "shorter"  # facts that were confirmed are not there
    CHANGED = "changed"  # a fact, or the order, is not what was written
    UNREADABLE = "unreadable"  # the file itself is torn


class Damage(NamedTuple):
    """What is missing from a show that was opened from a damaged file."""

    file: Path
    """The damaged file, kept untouched."""
    reason: Wrong
    intact: int
    """How many facts were saved, from the first on."""
    missing: int | None
    """How many are lost; None: nobody can say."""
    backup: Path | None = None
    """The last good backup."""
    backup_facts: int = 0


class NotAShow(ValueError):  # noqa: N818 -- an answer to the person who chose the file
    """The file is something else."""


class NewerShow(ValueError):  # noqa: N818 -- nothing is wrong with it
    """The file was written by a newer program."""


Stored = tuple[str, str, int, Instant, Instant, str, str, int, bytes, int, int | None, bytes]
"""One row as it lies in the file and as SQLite hands it out: columns, place, place in the shared order, hash."""

STORED = f"{COLUMNS}, row, shared_seq, hash"
ROW: Final = 9
SHARED: Final = 10
HASH: Final = 11
"""Where these stand in a stored row; before them are the columns, ``[:ROW]``."""


def fold_order(one: Stored) -> tuple[bool, int]:
    """Sort by this: shared facts by their place, then this station's own waiting ones as they came."""
    place = one[SHARED]
    return (place is None, place or one[ROW])


def facts_of(stored: Sequence[Stored]) -> tuple[Fact, ...]:
    """Return *stored* as facts, in fold order.

    Raises:
        NewerFact: a newer program wrote one of them.
    """
    if any(one[SHARED] is not None for one in stored):
        stored = sorted(stored, key=fold_order)
    return tuple([from_row(one[:ROW], one[SHARED]) for one in stored])


class Scan(NamedTuple):
    """The longest intact prefix."""

    show: str
    stored: list[Stored]
    wrong: Wrong | None
    missing: int | None


def scan(connection: apsw.Connection, head: Head | None) -> Scan:
    """Read and prove all of *connection*'s facts against the chain and *head*. Changes nothing.

    Raises:
        NotAShow: it never was a show file.
        NewerShow: of a newer format.
        apsw.Error: the disk cannot be read now.
    """
    try:
        show = _identity(connection)
    except (apsw.CorruptError, apsw.NotADBError, apsw.SQLError, NotAShow) as error:
        if head is None:
            raise NotAShow(str(error)) from error
        show = head.show
    if head is not None and head.show != show:
        return Scan(show, [], Wrong.CHANGED, head.rows)
    stored: list[Stored] = []
    wrong: Wrong | None = None
    try:
        wrong = _prove(connection, show, stored)
        if wrong is None and not _sound(connection):
            wrong = Wrong.UNREADABLE
    except (apsw.CorruptError, apsw.NotADBError, apsw.SQLError, UnicodeDecodeError):
        wrong = Wrong.UNREADABLE
    if wrong is None and head is not None and head.rows > 0:
        if len(stored) < head.rows:
            wrong = Wrong.SHORTER
        elif stored[head.rows - 1][HASH] != head.hash:  # whole in itself, but not what this station wrote
            return Scan(show, stored, Wrong.CHANGED, None)
    missing = None if wrong is None else _missing(connection, len(stored), head)
    return Scan(show, stored, wrong, missing)


def _identity(connection: apsw.Connection) -> str:
    """Return the id of the show."""
    if connection.execute("PRAGMA application_id").get != APPLICATION_ID:
        raise NotAShow("another kind of SQLite file")
    found = connection.execute("PRAGMA user_version").get
    if found > FORMAT:
        raise NewerShow(f"format {found}")
    show = connection.execute("SELECT value FROM meta WHERE key = 'show'").get
    if not isinstance(show, str):
        raise apsw.CorruptError("the show has no id")
    return show


def _prove(connection: apsw.Connection, show: str, stored: list[Stored]) -> Wrong | None:
    """Append to *stored* every row whose place and hash are right, up to the first that is not."""
    previous: bytes = first_hash(show)
    keep = stored.append
    rows = connection.execute(f"SELECT {STORED} FROM facts ORDER BY row")  # noqa: S608 -- constant
    for number, found in enumerate(cast(Iterator[Stored], rows), 1):
        digest = found[HASH]
        if found[ROW] != number or chain(previous, payload(found[:ROW])) != digest:
            return Wrong.CHANGED
        keep(found)
        previous = digest
    return None


def _sound(connection: apsw.Connection) -> bool:
    """Whether pages and indexes hang together, so that the next fact finds its place."""
    return bool(connection.execute("PRAGMA quick_check(1)").get == "ok")


def _missing(connection: apsw.Connection, intact: int, head: Head | None) -> int | None:
    """Return how many facts are lost: what the head knew, or what is seen beyond the break."""
    seen = sum(1 for _ in _row_numbers(connection))
    known = max(seen, head.rows if head else 0)
    return known - intact if head or seen > intact else None


def _row_numbers(connection: apsw.Connection) -> Iterator[int]:
    try:
        for (number,) in connection.execute("SELECT row FROM facts ORDER BY row"):
            yield number
    except apsw.Error:
        return
