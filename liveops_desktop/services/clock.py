"""The station's clock: the only place where the real time is read (RUN-OF-SHOW §2.3).

It anchors the wall clock once and goes on by a clock that counts suspend, so no countdown ever jumps. What the
wall clock does afterwards is either drift, which is followed slowly, or it is *reported* and the show decides:
wall time = timeline + ``Show.clock.shift``.

The anchor is kept in a small file per boot of the machine and per show, so that a program started again goes on
in the same timeline. The steps themselves are not in that file: they are facts of the show. A step is therefore
reported again when the program died before the report became a fact, and never when it did.
"""

import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.clock import SECOND, ZERO, Instant, Span
from liveops_desktop.core.show import ShowClock

MILLISECOND = 1_000_000
"""In nanoseconds, as the sources count."""

STEP = SECOND * MILLISECOND
"""The wall clock moved by more than this between two samples: a step. Less is drift."""

SLEEP = 2 * SECOND * MILLISECOND
"""The machine slept longer than this: reported."""

SLEW = 2_000
"""Drift is followed by one part in this: 0.5 ms per second."""

SAVED_EVERY = 5 * MILLISECOND
"""The file follows drift in steps of this size: the most the timeline jumps over a restart."""

SAMPLES = 8
TOGETHER = 20 * MILLISECOND
"""The clocks must be read within this of each other, or they are read again (a process may be stopped between)."""

SHOWS_KEPT = 32


class Stepped(Struct, frozen=True):
    """The wall clock was moved."""

    by: Span


class Slept(Struct, frozen=True):
    """The machine slept; the time counts."""

    span: Span


class Rebooted(Struct, frozen=True):
    """The anchor of a show that is on air is gone: the wall clock was taken."""


Reported = Stepped | Slept | Rebooted


class Sources(Protocol):
    """The clocks of a machine, in nanoseconds."""

    def wall(self) -> int:
        """Since 1970, as the machine believes."""

    def boot(self) -> int:
        """Goes on while the machine sleeps; never set."""

    def monotonic(self) -> int:
        """Stands while the machine sleeps; the same as ``boot`` where that cannot be told."""

    def boot_id(self) -> str:
        """Different after each start of the machine; empty where that cannot be told."""


class _Anchor(Struct, frozen=True):
    """timeline = ``start`` + boot clock; wall clock = timeline + ``base`` + all steps the show knows. Nanoseconds."""

    start: int
    base: int = 0
    """Not zero where an answer *keep* was overtaken by a reboot."""
    asleep: int = 0
    """How long the machine had slept in this boot when that was last reported."""


class _File(Struct, frozen=True):
    """Anchors by show id, the latest last."""

    boot_id: str = ""
    anchors: dict[str, _Anchor] = {}


class _Sample(Struct, frozen=True):
    wall: int
    boot: int
    asleep: int


def wall_clock() -> datetime:
    """Return the machine's wall clock in UTC: for names of files and for papers, never for anything that counts."""
    return datetime.now(UTC)


class StationClock:
    """The timeline of this station. Call ``begin`` when a show is opened, and ``poll`` about twice a second."""

    def __init__(self, file: Path | None = None, sources: Sources | None = None) -> None:
        """*file* keeps the anchors (None: nothing does). Until ``begin`` the timeline is the wall clock's."""
        self._file = file
        self._sources = sources or RealSources()
        self._show = ""
        self._last = 0
        self._reports: list[Reported] = []
        self._stand_on(_Anchor(0), ShowClock(), fresh=self._sample())

    def now(self) -> Instant:
        """Return this instant on the timeline; never earlier than one returned before, until ``begin``."""
        self._last = max(self._last, self._anchor.start + self._sources.boot())
        return Instant(self._last // MILLISECOND)

    def begin(self, show: str, clock: ShowClock, *, on_air: bool) -> None:
        """Go on in the timeline of *show* (an id), as it was left in this boot of the machine.

        *clock* is what the show's facts say of steps. Where nothing was left the wall clock is taken; ``poll``
        says so when the show is on air.
        """
        sample = self._sample()
        anchor = self._read().anchors.get(show)
        self._show = show
        self._last = 0
        self._reports = []
        self._stand_on(anchor or _Anchor(0), clock, fresh=None if anchor else sample)
        self._notice(sample)
        if anchor is None and on_air:
            self._reports.append(Rebooted())
        self._save()

    def poll(self) -> tuple[Reported, ...]:
        """Compare the clocks, follow drift, and return what happened since the last call; each thing once."""
        if self._unsaved:
            self._save()
        self._notice(self._sample())
        reports, self._reports = tuple(self._reports), []
        return reports

    def _stand_on(self, anchor: _Anchor, clock: ShowClock, *, fresh: _Sample | None) -> None:
        """Stand on *anchor*, or on the wall clock of a *fresh* sample.

        A fresh anchor heeds steps that were accepted and an open question; what was declined was said of a clock
        that has been set anew since.
        """
        known = (clock.shift + clock.kept + (clock.step or ZERO)) * MILLISECOND
        if fresh is not None:
            base = -clock.kept * MILLISECOND
            anchor = _Anchor(fresh.wall - fresh.boot - base - known, base, fresh.asleep)
        self._anchor = anchor
        self._saved = anchor
        self._expected = anchor.base + known
        """How far the wall clock is from the timeline, but for drift."""
        self._earlier = [self._expected]
        self._offset = self._expected
        """The same as last seen."""
        self._sampled_at: int | None = None
        self._unsaved = False

    def _notice(self, sample: _Sample) -> None:
        offset = sample.wall - sample.boot - self._anchor.start
        if abs(offset - self._offset) > STEP:
            self._step(offset)
        elif self._sampled_at is not None:
            at_most = max(0, sample.boot - self._sampled_at) // SLEW
            drift = max(-at_most, min(at_most, offset - self._expected))
            self._anchor = replace(self._anchor, start=self._anchor.start + drift)
            offset -= drift
        self._offset = offset
        self._sampled_at = sample.boot
        slept = sample.asleep - self._anchor.asleep
        if slept > SLEEP:
            self._reports.append(Slept(Span(slept // MILLISECOND)))
            self._anchor = replace(self._anchor, asleep=sample.asleep)
        # Only the next poll saves: killed before the report is a fact, the program reports the sleep again.
        moved = abs(self._anchor.start - self._saved.start) >= SAVED_EVERY
        self._unsaved = moved or self._anchor.asleep != self._saved.asleep

    def _step(self, offset: int) -> None:
        """Report a step. One that leads back to where the clock was before is exactly the opposite of what led away."""
        target = next((e for e in reversed(self._earlier) if abs(offset - e) <= STEP), offset)
        by = Span((target - self._expected) // MILLISECOND)
        self._expected += by * MILLISECOND
        self._earlier.append(self._expected)
        self._reports.append(Stepped(by))

    def _sample(self) -> _Sample:
        tries = (self._sample_once() for _ in range(SAMPLES))
        best = next(tries)
        for other in tries:
            if best[0] <= TOGETHER:
                break
            best = min(best, other, key=lambda one: one[0])
        return best[1]

    def _sample_once(self) -> tuple[int, _Sample]:
        """Return a sample, and within how long its clocks were read."""
        before = self._sources.boot()
        wall, monotonic = self._sources.wall(), self._sources.monotonic()
        width = self._sources.boot() - before
        middle = before + width // 2
        return width, _Sample(wall, middle, middle - monotonic)

    # -- the file ------------------------------------------------------------------

    def _read(self) -> _File:
        """Return the anchors of this boot; none where the file is missing, torn, or of another boot."""
        boot_id = self._sources.boot_id()
        if self._file is not None and boot_id:
            with suppress(OSError, ValueError):
                kept = msgspec.json.decode(self._file.read_bytes(), type=_File)
                if kept.boot_id == boot_id:
                    return kept
        return _File(boot_id)

    def _save(self) -> None:
        """Keep the anchor; where the disk refuses, a restart is treated like a reboot."""
        self._saved = self._anchor
        self._unsaved = False
        if self._file is None or not self._show:
            return
        kept = self._read()
        anchors = {show: anchor for show, anchor in kept.anchors.items() if show != self._show}
        latest = dict(list(anchors.items())[1 - SHOWS_KEPT :])
        part = self._file.with_name(self._file.name + ".part")
        with suppress(OSError):
            part.write_bytes(msgspec.json.encode(replace(kept, anchors={**latest, self._show: self._anchor})))
            part.chmod(0o600)
            part.replace(self._file)


# -- the real clocks -----------------------------------------------------------------

if sys.platform == "linux":

    class RealSources:
        """The clocks of this machine."""

        wall = staticmethod(time.time_ns)
        monotonic = staticmethod(time.monotonic_ns)

        def boot(self) -> int:
            """Return the clock that counts suspend."""
            return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

        def boot_id(self) -> str:
            """Return the kernel's own id of this boot."""
            with suppress(OSError):
                return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
            return ""

elif sys.platform == "darwin":
    import ctypes

    class RealSources:
        """The clocks of this machine, by clock_gettime(3)."""

        wall = staticmethod(time.time_ns)

        def boot(self) -> int:
            """Return the clock that goes on in sleep."""
            return time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW)

        def monotonic(self) -> int:
            """Return the clock that stands in sleep."""
            return time.clock_gettime_ns(time.CLOCK_UPTIME_RAW)

        def boot_id(self) -> str:
            """Return the kernel's own id of this boot."""
            size, text = ctypes.c_size_t(128), ctypes.create_string_buffer(128)
            failed = ctypes.CDLL(None).sysctlbyname(b"kern.bootsessionuuid", text, ctypes.byref(size), None, 0)
            return "" if failed else text.value.decode("ascii")

else:
    import ctypes
    import winreg

    _BOOT_KEY = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"

    class RealSources:
        """The clocks of this machine: realtimeapiset.h, in hundreds of nanoseconds."""

        wall = staticmethod(time.time_ns)

        def boot(self) -> int:
            """Return the clock that goes on in sleep."""
            count = ctypes.c_ulonglong()
            ctypes.windll.kernelbase.QueryInterruptTimePrecise(ctypes.byref(count))
            return count.value * 100

        def monotonic(self) -> int:
            """Return the clock that stands in sleep."""
            count = ctypes.c_ulonglong()
            ctypes.windll.kernelbase.QueryUnbiasedInterruptTimePrecise(ctypes.byref(count))
            return count.value * 100

        def boot_id(self) -> str:
            """Return Windows' own count of boots."""
            with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _BOOT_KEY) as key:
                return str(winreg.QueryValueEx(key, "BootId")[0])
            return ""
