"""The machine we run on: processor, memory, disk, processes. The only door to psutil.

With OBS on another one, these figures say nothing about OBS.
"""

import platform
from collections import deque
from collections.abc import Collection
from pathlib import Path
from statistics import fmean

import psutil
from msgspec import Struct

from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.core.vitals import Counted, Machine
from liveops_desktop.services.machine.interfaces import errors_of

CPU_WINDOW = seconds(15)
CORE_WINDOW = seconds(10)
CPU_LEAST = seconds(0.1)
GIGABYTE = 1024**3


class Process(Struct, frozen=True):
    """A running process. *started_at*: by the wall clock, as the system tells it."""

    pid: int
    name: str
    started_at: Instant


def machine_name() -> str:
    """Return the name of this PC."""
    return platform.node()


def free_disk_gb(folder: Path) -> float | None:
    """Return the gigabytes (1024³ bytes) a program may still write in *folder*; None where that cannot be told.

    May take long on a network drive: call it off the UI thread.
    """
    try:
        return psutil.disk_usage(str(folder)).free / GIGABYTE
    except OSError:
        return None


def processes(names: Collection[str]) -> tuple[Process, ...]:
    """Return the running processes of these names (any case, with or without ``.exe``), oldest first."""
    wanted = {_plain(name) for name in names}
    found = [
        Process(one.pid, one.info["name"], Instant(round(1_000 * (one.info["create_time"] or 0.0))))
        # With attrs a process that ends meanwhile is left out, or has None where the system did not say.
        for one in psutil.process_iter(attrs=["name", "create_time"])
        if one.info["name"] and _plain(one.info["name"]) in wanted
    ]
    return tuple(sorted(found, key=lambda one: (one.started_at, one.pid)))


def program_files(names: Collection[str]) -> tuple[Path, ...]:
    """Return the program files of the running processes of these names, each once.

    Those of other people are left out where the system does not tell.
    """
    wanted = {_plain(name) for name in names}
    files = {
        Path(one.info["exe"])
        for one in psutil.process_iter(attrs=["name", "exe"])
        if one.info["name"] and _plain(one.info["name"]) in wanted and one.info["exe"]
    }
    return tuple(sorted(files))


def interface_of(address: str) -> str:
    """Return the name of the network interface that has this address; empty where none has."""
    for name, addresses in psutil.net_if_addrs().items():
        if any(one.address.partition("%")[0] == address for one in addresses):
            return name
    return ""


def interface_bytes(name: str, *, received: bool = False) -> int | None:
    """Return how many bytes that interface sent (or received) since the system started; None where it does not tell."""
    counters = psutil.net_io_counters(pernic=True).get(name)
    if counters is None:
        return None
    return int(counters.bytes_recv if received else counters.bytes_sent)


def _plain(name: str) -> str:
    return name.lower().removesuffix(".exe")


class MachineReader:
    """Reads this machine once a second. Make it and use it in one thread: psutil keeps the last CPU times apart."""

    def __init__(self, now: Instant) -> None:
        """Begin to count at *now*: psutil's first CPU figure means nothing, so it is thrown away here."""
        psutil.cpu_percent(None, percpu=True)
        self._name = machine_name()
        self._counted = now
        self._shares: deque[tuple[Instant, tuple[float, ...]]] = deque()
        self._links: dict[str, Counted] = {}

    def read(self, now: Instant) -> Machine:
        """Return the readings; the CPU's is the mean of the last 15 s, or of as much as was seen since the start.

        Until a tenth of a second was seen there is no CPU figure: the system's counters tick no faster.
        """
        if now - self._counted >= CPU_LEAST:
            self._shares.append((now, tuple(psutil.cpu_percent(None, percpu=True))))
            self._counted = now
        while self._shares and now - self._shares[0][0] >= CPU_WINDOW:
            self._shares.popleft()
        memory = psutil.virtual_memory()
        return Machine(
            name=self._name,
            cpu_percent=fmean(fmean(cores) for _, cores in self._shares) if self._shares else None,
            memory_free_gb=memory.available / GIGABYTE,
            memory_percent=memory.percent,
            core_percent=self._busiest_core(now),
            swapped_out=psutil.swap_memory().sout,
            counted=self._count(),
        )

    def _busiest_core(self, now: Instant) -> float | None:
        recent = [cores for at, cores in self._shares if now - at < CORE_WINDOW]
        return max((fmean(core) for core in zip(*recent, strict=False)), default=None)

    def _count(self) -> tuple[Counted, ...]:
        """Read the counters. One that stood still is the same object as before: an hour of them is kept."""
        fresh = {
            name: Counted(name, one.bytes_sent, one.packets_sent + one.packets_recv, errors_of(one))
            for name, one in psutil.net_io_counters(pernic=True).items()
            if (one.packets_sent or one.packets_recv or errors_of(one)) and not name.lower().startswith("lo")
        }
        self._links = {name: one if one != self._links.get(name) else self._links[name] for name, one in fresh.items()}
        return tuple(self._links.values())
