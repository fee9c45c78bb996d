"""A soak: OBS streams to a test target for a minute, and what it and the far side counted meanwhile."""

from itertools import pairwise
from statistics import fmean

from msgspec import Struct

from liveops_desktop.core.clock import Span
from liveops_desktop.core.ingest import Feed
from liveops_desktop.core.preflight import Why


class Second(Struct, frozen=True):
    """OBS's own counters, about once a second. ``far``: bytes that the ingest had got by then; None: it did not say."""

    duration: Span
    """Of the stream, by OBS's clock."""
    bytes: int
    skipped: int = 0
    total: int = 0
    congestion: float | None = None
    far: int | None = None
    recorded: int | None = None


class Soak(Struct, frozen=True):
    """One soak. *trouble*: why it came to nothing, or what ended it; ``seconds`` are what was seen by then."""

    started_in: Span | None = None
    """From the request until OBS said that the stream is up; None: it never did."""
    seconds: tuple[Second, ...] = ()
    reconnects: int = 0
    back_in: Span | None = None
    """How long the longest loss of the stream took to heal; None: none, or it did not."""
    feed: Feed | None = None
    """Of the far side, at the end."""
    recording: str = ""
    """The file that OBS recorded into."""
    recording_size: int | None = None
    """Bytes of it, where this PC can see it."""
    recording_left: str = ""
    """The file, where it could not be removed."""
    recording_refused: str = ""
    """OBS would not record: its answer."""
    has_drops: bool = True
    """The protocol has a figure for dropped frames and for congestion."""
    trouble: Why = Why.MEASURED
    detail: str = ""

    @property
    def kbps(self) -> float | None:
        """What OBS sent, on average; None: less than two seconds were seen."""
        time, count = _grown(self.seconds)
        return count * 8 / time if time else None

    @property
    def dropped_percent(self) -> float | None:
        """Share of the frames that were not sent."""
        skipped = total = 0
        for before, after in pairwise(self.seconds):
            if after.total >= before.total and after.skipped >= before.skipped:
                skipped += after.skipped - before.skipped
                total += after.total - before.total
        return 100 * skipped / total if total and self.has_drops else None

    @property
    def congestion(self) -> float | None:
        """The highest mean of four seconds, 0…1."""
        figures = [one.congestion for one in self.seconds if one.congestion is not None]
        if not figures or not self.has_drops:
            return None
        size = min(4, len(figures))
        return max(fmean(figures[n : n + size]) for n in range(len(figures) - size + 1))

    @property
    def arrived_percent(self) -> float | None:
        """What the ingest got of what OBS sent meanwhile; None: it did not say."""
        told = [one for one in self.seconds if one.far is not None]
        _, sent = _grown(told)
        if len(told) < 2 or sent <= 0:
            return None
        got = sum(max(0, (after.far or 0) - (before.far or 0)) for before, after in pairwise(told))
        return 100 * got / sent

    @property
    def recorded(self) -> int | None:
        """Bytes by which the recording grew; None: it was not asked for, or not told."""
        sizes = [one.recorded for one in self.seconds if one.recorded is not None]
        return sizes[-1] - sizes[0] if len(sizes) > 1 else None


def _grown(seen: "list[Second] | tuple[Second, ...]") -> tuple[int, int]:
    """Return the milliseconds and the bytes between the readings. OBS counts from zero after each reconnect."""
    time = count = 0
    for before, after in pairwise(seen):
        fresh = after.bytes < before.bytes or after.duration < before.duration
        time += after.duration if fresh else after.duration - before.duration
        count += after.bytes if fresh else after.bytes - before.bytes
    return time, count
