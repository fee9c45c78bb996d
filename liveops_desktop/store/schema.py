"""The file of one show: its tables, and how a connection to it is set up.

Order of arrival is ``row``; the hash chain follows it and is never rewritten. Fold order is written down beside
it: facts with a place in the shared order by that, then this station's own waiting ones as they came. Sharing a
show gives a waiting fact its place once (the only update the file allows).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from liveops_desktop.core.journal import StorageOutage

FORMAT = 1
"""Version of the tables. A newer one is not opened."""

APPLICATION_ID = 0x4C4F7073  # "LOps": how ``file`` and we tell a show from any other SQLite file

BUSY_MS = 2_000
"""How long a commit waits for another program that holds the file."""

PAGE_BYTES = 2_048
"""Of a new file. With SQLite's 4,096 a commit takes a tenth longer; with 1,024 a long show takes longer to read."""

TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE facts(
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  station TEXT NOT NULL,
  station_seq INTEGER NOT NULL CHECK(station_seq > 0),
  shared_seq INTEGER,
  at INTEGER NOT NULL,
  pressed_at INTEGER NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  body BLOB NOT NULL,
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;
CREATE UNIQUE INDEX shared ON facts(shared_seq) WHERE shared_seq IS NOT NULL;
CREATE TRIGGER facts_never_change
  BEFORE UPDATE OF row, id, station, station_seq, at, pressed_at, who, kind, version, body, hash ON facts
  BEGIN SELECT raise(ABORT, 'a fact never changes'); END;
CREATE TRIGGER shared_once
  BEFORE UPDATE OF shared_seq ON facts WHEN old.shared_seq IS NOT NULL OR new.shared_seq IS NULL
  BEGIN SELECT raise(ABORT, 'a fact keeps its place'); END;
CREATE TRIGGER facts_never_go
  BEFORE DELETE ON facts
  BEGIN SELECT raise(ABORT, 'a fact never goes'); END;
"""

OUTAGES = (
    apsw.FullError, apsw.IOError, apsw.ReadOnlyError, apsw.CantOpenError, apsw.BusyError, apsw.LockedError,
    apsw.PermissionsError, apsw.CorruptError, apsw.NotADBError, apsw.NoLFSError, apsw.ProtocolError, OSError,
)  # fmt: skip
"""What the disk, or another program that holds the file, answers."""


@contextmanager
def outages() -> Iterator[None]:
    """Turn what the disk refuses into ``StorageOutage`` with the system's words."""
    try:
        yield
    except OUTAGES as error:
        raise StorageOutage(str(error)) from error


def connect(path: Path, *, create: bool = False) -> apsw.Connection:
    """Open *path* for the one writer. Nothing in the file changes yet, also not when it is closed again."""
    flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    connection = apsw.Connection(str(path), flags=flags)
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    connection.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    connection.set_busy_timeout(BUSY_MS)
    return connection


def connect_to_read(path: Path) -> apsw.Connection:
    """Open *path* only to look at it: nothing is left beside it.

    Raises:
        FileNotFoundError: there is no such file.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_timeout(BUSY_MS)
        return connection
    if not path.exists():
        raise FileNotFoundError(path)
    # At rest. "immutable" makes no files, where a plain reader would make a log (sqlite.org/uri.html).
    return apsw.Connection(
        f"{path.absolute().as_uri()}?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    )


def size_pages(connection: apsw.Connection) -> None:
    """Give a file that is still empty small pages: a fact changes two, its row's and its id's, and each is synced."""
    connection.execute(f"PRAGMA page_size={PAGE_BYTES}")


def make_durable(connection: apsw.Connection) -> None:
    """Set the connection to write-ahead log with a sync at every commit.

    Raises:
        StorageOutage: the folder allows no write-ahead log (a network folder).
    """
    mode = connection.execute("PRAGMA journal_mode=WAL").get
    if mode != "wal":
        raise StorageOutage(f"no write-ahead log here: {mode}")
    connection.execute("PRAGMA synchronous=FULL")
    if sys.platform == "darwin":  # plain fsync does not flush the drive there (sqlite.org/pragma.html#pragma_fullfsync)
        connection.execute("PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON")
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)


def lay_tables(connection: apsw.Connection, show: str, station: str) -> None:
    """Make the tables of a new show, in one transaction that reaches the file itself."""
    with connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FORMAT}")
        connection.execute(TABLES)
        connection.execute(
            "INSERT INTO meta VALUES('format', ?), ('show', ?), ('station', ?)", (str(FORMAT), show, station)
        )
    # Were the log lost later, the file would still say which show it is.
    connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


def roll_back(connection: apsw.Connection) -> None:
    """End a transaction that failed; SQLite has done so itself after a full disk or a failed write."""
    if connection.in_transaction:
        with suppress(apsw.Error):
            connection.execute("ROLLBACK")
