import os
import shutil
import sys
from pathlib import Path

import pytest

from liveops_desktop.core.clock import Instant
from liveops_desktop.services.machine import MachineReader, free_disk_gb, machine_name, processes
from tests.lab.parts import Process, wait_until

NOW = Instant(1_900_000_000_000)


def burn(seconds: float) -> None:
    """Keep one core busy, as the kernel counts it."""
    end = sum(os.times()[:2]) + seconds
    while sum(os.times()[:2]) < end:
        pass


def test_no_cpu_figure_before_the_counters_have_ticked() -> None:
    reader = MachineReader(NOW)
    assert reader.read(Instant(NOW + 99)).cpu_percent is None
    assert reader.read(Instant(NOW + 100)).cpu_percent is not None


def test_a_busy_core_shows() -> None:
    reader = MachineReader(NOW)
    burn(0.3)
    share = reader.read(Instant(NOW + 1_000)).cpu_percent
    assert share is not None
    # This process alone kept one core busy all the time.
    assert share >= 0.8 * 100 / (os.cpu_count() or 1)
    assert share <= 100


def test_the_cpu_is_a_mean_of_15_s(monkeypatch: pytest.MonkeyPatch) -> None:
    # The machine cannot be made to be 20, then 80 % busy by order.
    shares = iter([0.0, *[20.0] * 15, *[80.0] * 20])
    monkeypatch.setattr("psutil.cpu_percent", lambda _interval, **_how: [next(shares)])
    reader = MachineReader(NOW)
    means = [reader.read(Instant(NOW + 1_000 * n)).cpu_percent for n in range(1, 31)]
    assert means[0] == 20.0
    assert means[14] == 20.0
    assert means[15] == pytest.approx((14 * 20 + 80) / 15)
    assert means[29] == 80.0


def test_memory_as_the_kernel_tells_it() -> None:
    meminfo = Path("/proc/meminfo")
    if not meminfo.exists():
        pytest.skip("no /proc here")
    rows = dict(line.split(":") for line in meminfo.read_text().splitlines())
    available, total = (int(rows[key].split()[0]) / 1024**2 for key in ("MemAvailable", "MemTotal"))
    machine = MachineReader(NOW).read(NOW)
    assert machine.memory_free_gb == pytest.approx(available, rel=0.2)
    assert machine.memory_percent == pytest.approx(100 * (total - available) / total, abs=10)
    assert machine.name == machine_name() != ""


def test_free_disk(tmp_path: Path) -> None:
    assert free_disk_gb(tmp_path) == pytest.approx(shutil.disk_usage(tmp_path).free / 1024**3, rel=0.05)
    assert free_disk_gb(tmp_path / "gone") is None


def test_processes_by_name_oldest_first(tmp_path: Path) -> None:
    program = tmp_path / "obs-lab-double"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", program)
    one = Process([str(program), "600"], tmp_path / "one.log")
    try:
        wait_until(lambda: len(processes({"OBS-lab-double.exe"})) == 1, 60, "the first process is seen")
        two = Process([str(program), "600"], tmp_path / "two.log")
        try:
            wait_until(lambda: len(processes({"obs-lab-double"})) == 2, 60, "both processes are seen")
            found = processes({"obs-lab-double", "another"})
        finally:
            two.end()
    finally:
        one.end()
    assert found[0].started_at <= found[1].started_at
    assert all(process.name == "obs-lab-double" for process in found)
    assert processes({"obs-lab-double"}) == ()
    assert sys.executable, "this process has another name"
