"""One look at this PC in the detail that only a preflight asks for; takes most of a second. Never in the UI thread."""

import os
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import psutil

from liveops_desktop.core.clock import HOUR, Instant, Span, seconds
from liveops_desktop.core.machine import Busy, MachineDetail
from liveops_desktop.services.aside import aside
from liveops_desktop.services.clock import wall_clock
from liveops_desktop.services.machine.gpu import GpuReading
from liveops_desktop.services.machine.interfaces import read_interfaces
from liveops_desktop.services.machine.system import proxies, system_disk, system_name, system_support

LIMIT = 2.3
"""Seconds; within the limit of a check."""
PAUSE = 0.7
"""Seconds between the two looks at the processes."""
GPU_LIMIT = 2.0
"""Seconds from the beginning."""
BUSIEST = 5
PROCESSOR_SENSORS = ("coretemp", "k10temp", "zenpower", "cpu_thermal", "cpu-thermal", "x86_pkg_temp", "acpitz")
"""Names of Linux drivers, the best known first; only the first one there is read."""
_LONGEST_BATTERY = Span(100 * HOUR)


async def read_detail(now: Instant, limit: float = LIMIT) -> MachineDetail:
    """Return the machine at *now*; raise ``TimeoutError`` where something in the system hangs."""
    stop = threading.Event()
    try:
        return await aside(lambda: look(now, stop), limit, "machine detail")
    finally:
        stop.set()


def look(now: Instant, stop: threading.Event) -> MachineDetail:
    """Return the machine at *now*. Blocks for most of a second, less when told to *stop*."""
    begun = time.monotonic()
    with GpuReading() as gpu:
        before = _times()
        names = frozenset(name for name, _ in before.values())
        stop.wait(PAUSE)
        busiest = _busiest(before, _times(), time.monotonic() - begun)
        gpus = gpu.read(max(0.1, GPU_LIMIT - (time.monotonic() - begun)))
    temperature, critical = _temperature()
    plugged, percent, left = _battery()
    return MachineDetail(
        at=now,
        system=system_name(),
        booted_at=Instant(now - seconds(wall_clock().timestamp() - psutil.boot_time())),
        supported_until=system_support(),
        gpus=gpus,
        temperature=temperature,
        temperature_critical=critical,
        frequency_share=_frequency_share(),
        plugged=plugged,
        battery_percent=percent,
        battery_left=left,
        system_disk_free_percent=_system_disk_free(),
        busiest=busiest,
        running=names,
        interfaces=read_interfaces(),
        proxies=proxies(),
    )


_Times = dict[tuple[int, float], tuple[str, float]]
"""By process id and start: its name and the processor time it used, in seconds. Ids are used again."""


def _times() -> _Times:
    """Look at all processes but this program's own."""
    own = {os.getpid(), 0}  # 0: on Windows what is left over counts as a process
    with suppress(psutil.Error):  # its own children changed meanwhile
        own |= {child.pid for child in psutil.Process().children(recursive=True)}
    return {
        (one.pid, one.info["create_time"] or 0.0): (_plain(one.info["name"]), sum(one.info["cpu_times"][:2]))
        for one in psutil.process_iter(attrs=["name", "cpu_times", "create_time"])
        if one.pid not in own and one.info["name"] and one.info["cpu_times"]
    }


def _plain(name: str) -> str:
    return name.lower().removesuffix(".exe")


def _busiest(before: _Times, after: _Times, took: float) -> tuple[Busy, ...]:
    """Return those that used the most since *before*, the first one first; one with many processes counts as one."""
    used: dict[str, float] = {}
    for key, (name, spent) in after.items():
        if key in before:
            used[name] = used.get(name, 0.0) + spent - before[key][1]
    shares = sorted(((100 * spent / took, name) for name, spent in used.items() if spent > 0), reverse=True)
    return tuple(Busy(name, share) for share, name in shares[:BUSIEST])


def _temperature() -> tuple[float | None, float | None]:
    """Return the hottest processor sensor and its critical value; psutil tells on Linux only (psutil#1280)."""
    read = getattr(psutil, "sensors_temperatures", None)
    if read is None:
        return None, None
    try:
        found: dict[str, list[Any]] = read()
    except OSError:
        return None, None
    return hottest(found.get(name, ()) for name in PROCESSOR_SENSORS)


def hottest(groups: Iterable[Iterable[Any]]) -> tuple[float | None, float | None]:
    """Return temperature and critical value of the hottest sensor of the first group that has any."""
    for group in groups:
        rows = [row for row in group if row.current]  # a sensor that is off reads 0
        if rows:
            row = max(rows, key=lambda one: float(one.current))
            return float(row.current), float(row.critical) if row.critical else None
    return None, None


def _frequency_share() -> float | None:
    """Return how fast the processor runs, of its highest frequency; live on Linux only, nominal elsewhere."""
    if not psutil.LINUX:
        return None
    try:
        read: Any = psutil.cpu_freq()  # None on many virtual machines, whatever its stub says
    except (OSError, NotImplementedError):
        return None
    return read.current / read.max if read and read.max else None


def _battery() -> tuple[bool | None, float | None, Span | None]:
    """Return (plugged, percent, time left); all None without a battery."""
    read = getattr(psutil, "sensors_battery", None)
    try:
        battery = read() if read is not None else None
    except OSError:
        battery = None
    if battery is None:
        return None, None, None
    left = seconds(battery.secsleft) if battery.secsleft and battery.secsleft > 0 else None
    return battery.power_plugged, battery.percent, None if left is None else min(left, _LONGEST_BATTERY)


def _system_disk_free() -> float | None:
    try:
        return 100.0 - psutil.disk_usage(system_disk()).percent
    except OSError:
        return None
