"""The second file of a show: samples of the vitals, for the plots of the review.

Written in lots, not synced row by row: after a power cut the last seconds may be missing, which no promise covers.
A show is whole without it. A file that is damaged is put aside and begun anew.
"""

import logging
import os
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import apsw
import msgspec
from msgspec import Struct

from liveops_desktop.core.clock import HOUR, SECOND, Instant
from liveops_desktop.core.vitals import Link, Vitals

log = logging.getLogger(__name__)

EVERY = 10 * SECOND
"""How often ``write`` is due."""

KEPT = HOUR // SECOND
"""How many samples wait at most while the disk refuses; the oldest go first."""


class Sample(Struct, frozen=True, omit_defaults=True):
    """The figures of one instant that are plotted. None: not known. Units as in ``Vitals``."""

    at: Instant
    link: Link = Link.OFF
    streaming: bool = False
    recording: bool = False
    bitrate_kbps: float | None = None
    network_drop_percent: float | None = None
    encoder_skip_percent: float | None = None
    render_lag_percent: float | None = None
    congestion: float | None = None
    fps: float | None = None
    frame_time_ms: float | None = None
    cpu_percent: float | None = None
    memory_free_gb: float | None = None
    disk_free_mb: float | None = None


def sample_of(at: Instant, vitals: Vitals) -> Sample:
    """Return what is plotted of *vitals*."""
    obs, rates, machine = vitals.obs, vitals.rates, vitals.machine
    stream, record, stats = obs.stream, obs.record, obs.stats
    return Sample(
        at=at,
        link=obs.link.state,
        streaming=stream is not None and stream.active,
        recording=record is not None and record.active,
        bitrate_kbps=rates.bitrate_kbps,
        network_drop_percent=rates.network_drop_percent,
        encoder_skip_percent=rates.encoder_skip_percent,
        render_lag_percent=rates.render_lag_percent,
        congestion=stream.congestion if stream else None,
        fps=stats.active_fps if stats else None,
        frame_time_ms=stats.frame_time_ms if stats else None,
        cpu_percent=machine.cpu_percent,
        memory_free_gb=machine.memory_free_gb,
        disk_free_mb=stats.free_disk_mb if stats else None,
    )


def samples_path(show_file: Path) -> Path:
    """Return where the samples of *show_file* are kept."""
    return show_file.with_name(show_file.name + ".samples")


class Samples:
    """Collects samples in memory and writes them in lots. ``add`` touches no disk; the others do, on any one thread."""

    def __init__(self, show_file: Path) -> None:
        """Nothing is opened before the first ``write`` or ``read``."""
        self._path = samples_path(show_file)
        self._waiting: deque[Sample] = deque(maxlen=KEPT)
        self._written_at: Instant | None = None
        self._connection: apsw.Connection | None = None

    def add(self, sample: Sample) -> bool:
        """Remember *sample*; True when ``write`` is due."""
        if self._written_at is None:
            self._written_at = sample.at
        self._waiting.append(sample)
        return not 0 <= sample.at - self._written_at < EVERY

    def write(self) -> bool:
        """Write what waits; False where the disk refuses, and it goes on waiting."""
        lot = list(self._waiting)
        if not lot:
            return True
        self._written_at = lot[-1].at
        try:
            connection = self._open()
            with connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO samples VALUES(?, ?)", ((one.at, msgspec.json.encode(one)) for one in lot)
                )
        except (apsw.Error, OSError) as error:
            log.info("samples not written: %s", error)
            self._let_go(torn=isinstance(error, apsw.CorruptError | apsw.NotADBError | apsw.SQLError))
            return False
        for _ in lot:
            self._waiting.popleft()
        return True

    def read(self) -> Sequence[Sample]:
        """Return all samples, oldest first; those that cannot be read are missing."""
        decode = msgspec.json.Decoder(Sample).decode
        found: list[Sample] = []
        with suppress(apsw.Error, OSError, ValueError):
            found.extend(decode(body) for (body,) in self._open().execute("SELECT body FROM samples ORDER BY at"))
        return (*found, *self._waiting)

    def copy_to(self, show_file: Path) -> "Samples":
        """Return samples beside *show_file* that hold what is read here; where that disk refuses, none."""
        fresh = Samples(show_file)
        found = [(one.at, msgspec.json.encode(one)) for one in self.read()]
        with suppress(apsw.Error, OSError), fresh._open() as connection:
            connection.executemany("INSERT OR REPLACE INTO samples VALUES(?, ?)", found)
        self._let_go()
        return fresh

    def let_go_of(self) -> Sequence[Sample]:
        """Return what still waits here, and let it wait no more."""
        waiting = list(self._waiting)
        self._waiting.clear()
        return waiting

    def take_over(self, waiting: Sequence[Sample]) -> None:
        """Let these wait here, before what came since; what is written twice is one sample."""
        since = self.let_go_of()
        self._waiting.extend((*waiting, *since))

    def close(self) -> None:
        """Write what waits and let go."""
        self.write()
        self._let_go()

    def _open(self) -> apsw.Connection:
        if self._connection is None:
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            connection = apsw.Connection(str(self._path))
            self._connection = connection
            _ = connection.execute("PRAGMA journal_mode=WAL").get
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("CREATE TABLE IF NOT EXISTS samples(at INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")
        return self._connection

    def _let_go(self, *, torn: bool = False) -> None:
        if self._connection is not None:
            with suppress(apsw.Error):
                self._connection.close()
            self._connection = None
        if torn:
            with suppress(OSError):
                self._path.replace(self._path.with_name(self._path.name + ".damaged"))
            for end in ("-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + end).unlink()
