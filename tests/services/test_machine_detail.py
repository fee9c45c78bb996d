"""What is read of this PC for a preflight: parts that this machine does not have are read from what others print."""

import asyncio
import shutil
import subprocess
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from liveops_desktop.core.clock import DAY, Instant
from liveops_desktop.services.aside import aside
from liveops_desktop.services.machine import MachineReader, detail
from liveops_desktop.services.machine.detail import hottest, read_detail
from liveops_desktop.services.machine.gpu import cards
from liveops_desktop.services.machine.interfaces import is_tunnel, is_wireless, read_interfaces
from liveops_desktop.services.machine.system import proxies

NOW = Instant(1_900_000_000_000)
AMPLE = 60.0
"""Seconds for what ends by itself, also on a busy machine."""


def test_one_look_at_this_machine() -> None:
    found = asyncio.run(read_detail(NOW, AMPLE))
    assert found.at == NOW
    assert 0 <= NOW - found.booted_at < 3_650 * DAY
    assert found.system
    assert found.system_disk_free_percent is not None
    assert 0 <= found.system_disk_free_percent <= 100
    assert any("127.0.0.1" in one.addresses for one in found.interfaces)
    assert found.running, "programs are running"
    assert len(found.busiest) <= 5


def test_this_program_and_its_children_are_no_hogs(tmp_path: Path) -> None:
    program = tmp_path / "hog-double"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", program)
    with subprocess.Popen([str(program), "600"]) as child:
        try:
            ours = asyncio.run(read_detail(NOW, AMPLE)).running
        finally:
            child.kill()
    assert ours
    assert "hog-double" not in ours


def test_a_look_that_nobody_waits_for_any_more_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detail, "PAUSE", 600.0)

    def looking() -> list[threading.Thread]:
        return [one for one in threading.enumerate() if one.name == "machine detail"]

    async def run() -> list[threading.Thread]:
        task = asyncio.create_task(read_detail(NOW, AMPLE))
        while not looking():  # noqa: ASYNC110 -- a thread that begins tells nobody
            await asyncio.sleep(0)
        begun = looking()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return begun

    (thread,) = asyncio.run(run())
    thread.join(AMPLE)
    assert not thread.is_alive()


def test_work_aside_that_hangs_is_left_to_itself() -> None:
    over = threading.Event()

    async def run() -> None:
        with pytest.raises(TimeoutError):
            await aside(over.wait, 0.1, "hung")

    try:
        asyncio.run(run())
        assert [one.name for one in threading.enumerate() if one.name == "hung"], "neither caller nor loop waited"
    finally:
        over.set()


def test_work_aside_tells_its_error() -> None:
    def broken() -> None:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        asyncio.run(aside(broken, AMPLE, "broken"))


def test_what_nvidia_smi_prints() -> None:
    said = "NVIDIA GeForce RTX 4060, 37, 12, 61, 1024, 8188\nNVIDIA T4, [N/A], [Not Supported], 40, 1, 16000\n"
    found = cards(said)
    assert found is not None
    assert [(one.name, one.load_percent, one.encoder_percent, one.temperature) for one in found] == [
        ("NVIDIA GeForce RTX 4060", 37.0, 12.0, 61.0),
        ("NVIDIA T4", 0.0, 0.0, 40.0),
    ]
    assert found[0].memory_total_mb == 8_188
    for odd in ("", "\n", "No devices were found", "a, b, c\n"):
        assert cards(odd) is None


def test_the_hottest_sensor_of_the_best_known_driver() -> None:
    def row(current: float, critical: float | None) -> SimpleNamespace:
        return SimpleNamespace(current=current, critical=critical)

    assert hottest([[row(50.0, 100.0), row(61.0, 95.0)], [row(99.0, 100.0)]]) == (61.0, 95.0)
    assert hottest([[], [row(0.0, 100.0)], [row(40.0, None)]]) == (40.0, None), "a sensor that is off reads 0"
    assert hottest([]) == (None, None)


@pytest.mark.parametrize(
    ("name", "tunnel", "wireless"),
    [
        ("eth9", False, False),
        ("enp9s0", False, False),
        ("wlp9s0", False, True),
        ("Wi-Fi", False, True),
        ("WLAN 2", False, True),
        ("Ethernet 2", False, False),
        ("以太网", False, False),
        ("tun7", True, None),
        ("wg9", True, None),
        ("utun4", True, None),
        ("NordLynx", True, None),
        ("tailscale9", True, None),
        ("strange9", False, None),
    ],
)
def test_kinds_of_interfaces_by_name(name: str, tunnel: bool, wireless: bool | None, tmp_path: Path) -> None:
    assert is_tunnel(name, tmp_path) is tunnel
    assert is_wireless(name, tmp_path) is wireless


def test_kinds_of_interfaces_as_linux_tells_them(tmp_path: Path) -> None:
    for name, file, text in (("office", "type", "65534\n"), ("home", "tun_flags", "0x1"), ("air", "wireless", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text(text)
    assert is_tunnel("office", tmp_path)
    assert is_tunnel("home", tmp_path)
    assert is_wireless("air", tmp_path)
    assert is_wireless("office", tmp_path) is False
    assert not is_tunnel("air", tmp_path)


def test_counters_of_the_second_stand_still_as_one_object() -> None:
    reader = MachineReader(NOW)
    first, second = reader.read(NOW), reader.read(Instant(NOW + 1_000))
    assert not any(one.name.startswith("lo") for one in first.counted)
    same = {one.name: one for one in first.counted}
    assert all(one is same[one.name] for one in second.counted if one == same.get(one.name))
    assert {one.name for one in first.counted} <= {one.name for one in read_interfaces()}


def test_a_proxy_is_told_by_its_scheme_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "localhost")
    assert proxies() == ()
    monkeypatch.setenv("http_proxy", "http://me:secret@proxy.example:8080")
    assert proxies() == ("http",)
