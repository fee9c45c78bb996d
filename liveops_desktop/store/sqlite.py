"""The journal on disk: one SQLite file per show, through apsw (DESIGN §2, §10)."""

import logging
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, cast

import apsw

from liveops_desktop.core.codec import chain, first_hash, payload, to_row
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.journal import Conflict, StorageOutage
from liveops_desktop.store import backup, schema
from liveops_desktop.store.collector import no_collection
from liveops_desktop.store.gaps import check_sequence, require
from liveops_desktop.store.head import Head, HeadFile, head_path, read_head
from liveops_desktop.store.presence import Presence
from liveops_desktop.store.reserve import RESERVE_BYTES, Reserve
from liveops_desktop.store.scan import HASH, ROW, SHARED, STORED, Damage, Stored, Wrong, facts_of, scan

log = logging.getLogger(__name__)

_INSERT = (
    "INSERT INTO facts(row, id, station, station_seq, at, pressed_at, who, kind, version, body, hash, shared_seq)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_LAST = "SELECT row, hash FROM facts ORDER BY row DESC LIMIT 1"


class _Tip(NamedTuple):
    """The end of the file."""

    rows: int
    hash: bytes
    seqs: dict[str, int]
    """Station → the number of its latest fact."""


class SqliteJournal:
    """The facts of one show in one file, each bound to the one before by its hash.

    A file that does not exist is made. A damaged one is kept untouched: its longest intact prefix is opened as a
    copy beside it, ``path`` names the copy and ``damage`` says what is missing. May be handed from one thread to
    another, never used by two at once.

    Raises:
        StorageOutage: the disk refuses.
        NotAShow: the file is something else.
        NewerShow: a newer program wrote it.
    """

    def __init__(
        self, path: Path | str, *, station: str = "", show: str = "", reserve_bytes: int = RESERVE_BYTES
    ) -> None:
        """Open or make *path*; *station* and *show* (an id; empty: a new one) are written into a new file only."""
        self.path = Path(path)
        self.damage: Damage | None = None
        self._read_ahead: list[Stored] | None = None
        self._reserve_bytes = reserve_bytes
        self._dirty = False
        self._tip: _Tip
        self._head: HeadFile
        with schema.outages():
            self._reserve = Reserve(self.path.parent, reserve_bytes)
            if not is_begun(self.path):
                self._make(show or uuid.uuid4().hex, station)
            else:
                self._open(station)
            self._reserve.lay()

    @property
    def show(self) -> str:
        """Id of the show, the same for ever and on every station."""
        return self._show

    # -- reading -----------------------------------------------------------------

    def read(self, after: int = 0) -> Sequence[Fact]:
        """Return the facts behind the first *after* ones, in fold order.

        Raises:
            NewerFact: a newer program wrote one of them.
            StorageOutage: the disk cannot be read now.
        """
        stored, self._read_ahead = self._read_ahead, None
        with schema.outages(), no_collection():
            if stored is None:
                shared = self._connection.execute("SELECT 1 FROM facts WHERE shared_seq IS NOT NULL LIMIT 1").get
                stored = self._stored(0 if shared else after)
                after = after if shared else 0
            return facts_of(stored)[after:]

    def _stored(self, after: int) -> list[Stored]:
        rows = self._connection.execute(
            f"SELECT {STORED} FROM facts WHERE row > ? ORDER BY row",  # noqa: S608 -- constant
            (after,),
        )
        return list(cast(Iterator[Stored], rows))

    # -- writing -----------------------------------------------------------------

    def append(self, expected: int, facts: Sequence[Fact]) -> None:
        """Write all or none of *facts* after exactly *expected* ones; returns when they are on the disk.

        Facts that are there already (a retry whose answer was lost) are left as they are.

        Raises:
            Conflict: the file does not hold *expected* facts.
            StorageOutage: the disk refuses. Nothing was written that a retry would write twice.
            ValueError: a station's numbers have a hole.
        """
        if not facts:
            return
        self._read_ahead = None
        try:
            self._append(expected, facts)
        except schema.OUTAGES as error:
            if not self._makes_room(error):
                raise StorageOutage(str(error)) from error
            with schema.outages():
                self._append(expected, facts)

    def _append(self, expected: int, facts: Sequence[Fact]) -> None:
        self._presence.check()
        if expected != self._tip.rows:
            self._tip = self._tip_now()
        try:
            require(expected, self._tip.rows)
            rows, tip = self._chained(facts)
            self._write(rows)
        except (Conflict, ValueError, apsw.ConstraintError) as error:
            self._tip = self._tip_now()
            if self._holds(facts):
                return
            if isinstance(error, apsw.ConstraintError):  # the place, or one of the ids, is taken
                raise Conflict(str(error)) from error
            raise
        self._tip = tip
        self._dirty = True
        self._head.write(Head(tip.rows, tip.hash, self._show))

    def _chained(self, facts: Sequence[Fact]) -> tuple[list[tuple[object, ...]], "_Tip"]:
        """Return *facts* as rows behind the tip, and the tip after them."""
        seqs = check_sequence(facts, self._tip.seqs)
        number, digest = self._tip.rows, self._tip.hash
        rows: list[tuple[object, ...]] = []
        for number, fact in enumerate(facts, number + 1):  # noqa: B020 -- goes on counting where the tip stands
            row = to_row(fact)
            digest = chain(digest, payload(row))
            rows.append((number, *row, digest, fact.shared_seq))
        return rows, _Tip(number, digest, seqs)

    def _write(self, rows: Sequence[tuple[object, ...]]) -> None:
        """Commit *rows*. Each names its own place, so one that somebody else took meanwhile refuses them all."""
        execute = self._connection.execute
        if len(rows) == 1:
            execute(_INSERT, rows[0])
            return
        try:
            execute("BEGIN IMMEDIATE")
            self._connection.executemany(_INSERT, rows)
            execute("COMMIT")
        except BaseException:
            schema.roll_back(self._connection)
            raise

    def _tip_now(self) -> "_Tip":
        """Return where the file stands: another program may have written to it."""
        rows, digest = self._connection.execute(_LAST).get or (0, first_hash(self._show))
        seqs = self._connection.execute("SELECT station, max(station_seq) FROM facts GROUP BY station")
        return _Tip(rows, digest, dict(seqs))

    def _holds(self, facts: Sequence[Fact]) -> bool:
        """Whether all of *facts* are stored."""
        return all(self._connection.execute("SELECT 1 FROM facts WHERE id = ?", (fact.id,)).get for fact in facts)

    def _makes_room(self, error: Exception) -> bool:
        """After "disk full": give the reserve back. True when a retry makes sense."""
        if isinstance(error, FileNotFoundError) or not self._reserve.free():
            return False
        log.info("%s: the reserve was freed", error)
        return True

    # -- another folder, and the end ----------------------------------------------

    def copy_into(self, folder: str) -> "SqliteJournal":
        """Return a journal in *folder* that holds the same facts; this one stays as it is.

        Raises:
            StorageOutage: that folder cannot be written either, or this file not be read.
        """
        target = backup.free_name(Path(folder) / self.path.name)
        with schema.outages():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return self._copy(target, self._stored(0))

    def close(self) -> None:
        """Keep a backup where something was added, put the log into the file, let go. Never fails."""
        if self._dirty:
            backup.keep(self._connection, self.path)
        self._head.close()
        with suppress(apsw.Error):
            self._connection.close()

    # -- opening -----------------------------------------------------------------

    def _make(self, show: str, station: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self._connection = schema.connect(self.path)
        try:
            self._show = show
            schema.size_pages(self._connection)
            schema.make_durable(self._connection)
            schema.lay_tables(self._connection, show, station)
            self._take_hold([])
        except BaseException:
            self._connection.close()
            raise

    def _open(self, station: str) -> None:
        connection = schema.connect(self.path)
        try:
            with no_collection():
                found = scan(connection, read_head(self.path))
            self._show = found.show
            if found.wrong is None:
                schema.make_durable(connection)
                self._connection = connection
                self._read_ahead = found.stored
                self._take_hold(found.stored)
                return
        except BaseException:
            connection.close()
            raise
        connection.close()
        self._open_copy(station, found.stored, found.wrong, found.missing)

    def _open_copy(self, station: str, stored: list[Stored], wrong: Wrong, missing: int | None) -> None:
        damaged = self.path
        copy = self._copy(backup.free_name(damaged.with_stem(f"{damaged.stem} (intact part)")), stored, station)
        self.__dict__.update(copy.__dict__)
        good, facts = backup.newest(damaged)
        self.damage = Damage(damaged, wrong, len(stored), missing, good, facts)

    def _copy(self, target: Path, stored: Sequence[Stored], station: str = "") -> "SqliteJournal":
        """Return a new journal in *target* with *stored*, byte for byte and hash for hash."""
        copy = SqliteJournal(target, station=station, show=self._show, reserve_bytes=self._reserve_bytes)
        try:
            copy._write([(one[ROW], *one[:ROW], one[HASH], one[SHARED]) for one in stored])
        except BaseException:
            copy.close()
            backup.remove(target)
            raise
        copy._tip = self._tip_of(stored)
        copy._head.write(Head(copy._tip.rows, copy._tip.hash, self._show))
        copy._dirty = bool(stored)
        return copy

    def _take_hold(self, stored: Sequence[Stored]) -> None:
        self._presence = Presence(self.path)
        self._tip = self._tip_of(stored)
        self._head = HeadFile(self.path, Head(self._tip.rows, self._tip.hash, self._show))

    def _tip_of(self, stored: Sequence[Stored]) -> _Tip:
        last = stored[-1][HASH] if stored else first_hash(self._show)
        return _Tip(len(stored), last, {one[1]: one[2] for one in stored})


def is_begun(path: Path) -> bool:
    """Whether *path* holds a show, be it damaged: a file killed while it was made is made again."""
    try:
        empty = path.stat().st_size == 0
    except FileNotFoundError:
        return False
    return not empty or head_path(path).exists()
