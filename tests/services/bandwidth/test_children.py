"""The providers that run a child process: iperf3 and speedtest-cli, with real servers and their troubles."""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from liveops_desktop.core.bandwidth import Measurement, Plan, doubt
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.preflight import Why
from liveops_desktop.services.bandwidth import child, indicative, measure
from liveops_desktop.services.bandwidth.child import CameToNothing, run_child
from liveops_desktop.services.bandwidth.relay import MINI, SPEEDTEST
from tests.lab.parts import Process, need, pick_port, wait_until
from tests.lab.sink import Sink

T0 = Instant(1_800_000_000_000)
AMPLE = 60.0
"""Seconds for what ends by itself, also on a busy machine."""


def run(plan: Plan) -> Measurement:
    return asyncio.run(measure(plan, lambda *_: None, lambda: T0))


def children() -> set[int]:
    return {one.pid for one in psutil.Process().children(recursive=True)}


async def cancel_when(plan: Plan, under_way: Callable[[], bool]) -> None:
    """Cancel the measurement once it is under way. How long it takes to end: ``bench/measuring.py``."""
    task = asyncio.create_task(measure(plan, lambda *_: None, lambda: T0))
    async with asyncio.timeout(AMPLE):
        while not under_way():  # noqa: ASYNC110 -- the other side tells nobody
            await asyncio.sleep(0.02)
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@dataclass(frozen=True)
class Server:
    """An iperf3 server's address, and what it wrote."""

    address: str
    log: Path


@pytest.fixture
def iperf(tmp_path: Path) -> Iterator[Server]:
    """An iperf3 server."""
    port = pick_port()
    # It is not asked by connecting: it takes that for a client, and listens to nobody while it gets rid of it.
    command = [need("iperf3", "iperf3"), "-s", "--forceflush", "-B", "127.0.0.1", "-p", str(port)]
    server = Process(command, tmp_path / "iperf.log")
    wait_until(lambda: "Server listening" in server.log.read_text(), AMPLE, "iperf3 listens")
    yield Server(f"127.0.0.1:{port}", server.log)
    server.end()


@pytest.mark.lab
def test_iperf3_is_given_a_pace_and_its_server_confirms_it(iperf: Server) -> None:
    found = run(Plan(iperf.address, 8_000.0, Span(3_000), Span(1_000)))
    # Without the pace it would be gigabits. How near it comes: bench/bandwidth.py.
    assert found.kbps == pytest.approx(8_000, rel=0.5)
    assert (found.provider, found.trouble) == ("iperf3", Why.MEASURED)
    assert found.confirmed == pytest.approx(found.sent, rel=0.1)
    assert len(found.samples) == 3
    assert found.length >= 2_900
    assert found.idle_rtts == found.loaded_rtts == (), "its port is left to its client"


@pytest.mark.lab
def test_iperf3_over_udp_tells_loss_and_jitter(iperf: Server) -> None:
    found = run(Plan(iperf.address, 400.0, Span(1_000), Span(1_000), udp=True))
    # So slow that a server which does not run for a second finds all of it waiting.
    assert found.lost_percent == pytest.approx(0.0, abs=1.0)
    assert found.jitter_ms is not None
    assert found.confirmed is None


@pytest.mark.lab
def test_iperf3_backwards_is_a_download(iperf: Server) -> None:
    found = run(Plan(iperf.address, 8_000.0, Span(2_000), Span(1_000), down=True))
    assert found.kbps == pytest.approx(8_000, rel=0.5)


@pytest.mark.lab
def test_iperf3_with_nobody_there(free_port: Callable[[], int]) -> None:
    need("iperf3", "iperf3")
    assert run(Plan(f"127.0.0.1:{free_port()}", 1_000.0, Span(1_000))).trouble is Why.REFUSED


def test_where_iperf3_is_not_installed_it_says_so(
    monkeypatch: pytest.MonkeyPatch, free_port: Callable[[], int]
) -> None:
    monkeypatch.setenv("PATH", "")
    found = run(Plan(f"127.0.0.1:{free_port()}", 1_000.0))
    assert (found.trouble, found.detail) == (Why.TOOL_MISSING, "iperf3")


@pytest.mark.lab
def test_cancelling_iperf3_leaves_no_process(iperf: Server) -> None:
    before = children()
    flows = "Accepted connection"
    asyncio.run(cancel_when(Plan(iperf.address, 1_000.0, Span(3_600_000)), lambda: flows in iperf.log.read_text()))
    assert children() == before


@pytest.fixture
def mini(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> Sink:
    """The same server as speedtest-cli's mini server."""
    monkeypatch.setenv(MINI, sink.mini)
    return sink


@pytest.mark.long
def test_speedtest_measures_and_is_only_indicative(mini: Sink) -> None:
    mini.mbps = 5.0
    found = run(Plan(SPEEDTEST))
    assert found.trouble is Why.MEASURED
    assert found.indicative
    assert found.kbps == pytest.approx(5_000, rel=0.5)
    assert doubt(found) is None or found.interface == "lo"


def test_speedtest_credits_what_was_refused_and_is_not_believed(mini: Sink) -> None:
    mini.mode = "403"
    found = run(Plan(SPEEDTEST))
    assert found.kbps > 0
    refused = doubt(found)
    assert refused is not None
    assert refused.why is Why.SERVER_REFUSED


def test_speedtest_with_nobody_there_says_what_it_failed_of(
    monkeypatch: pytest.MonkeyPatch, free_port: Callable[[], int]
) -> None:
    monkeypatch.setenv(MINI, f"http://127.0.0.1:{free_port()}")
    found = run(Plan(SPEEDTEST))
    assert (found.trouble, found.detail) == (Why.UNREACHABLE, "SpeedtestMiniConnectFailure")


def test_speedtest_that_hangs_is_ended_by_its_watchdog(mini: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicative, "WATCHDOG", 2.0)
    mini.mode = "stall"
    before = children()
    assert run(Plan(SPEEDTEST)).trouble is Why.STALLED
    assert children() == before


def test_cancelling_speedtest_leaves_no_process(mini: Sink) -> None:
    mini.mbps = 0.1
    before = children()
    asyncio.run(cancel_when(Plan(SPEEDTEST), lambda: mini.taken > 0))
    assert children() == before


def test_a_child_that_never_ends_prints_nothing_or_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    async def late() -> bool:
        with pytest.raises(CameToNothing) as nothing:
            await run_child(["sleep", "infinity"], 0.2)
        return nothing.value.late

    async def endless() -> bool:
        with pytest.raises(CameToNothing) as nothing:
            await run_child(["yes"], AMPLE)
        return nothing.value.late

    monkeypatch.setattr(child, "OUTPUT_MOST", 100_000)
    assert asyncio.run(late())
    assert not asyncio.run(endless())
    assert asyncio.run(run_child(["true"], AMPLE)) == b""


def test_a_child_that_never_ends_is_ended_by_cancelling() -> None:
    before = children()

    async def cancelled() -> None:
        task = asyncio.create_task(run_child(["sleep", "infinity"], 3_600))
        while children() == before:  # noqa: ASYNC110 -- a child that begins tells nobody
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert children() == before


def test_the_child_is_not_told_where_the_password_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEOPS_OBS_PASSWORD_FILE", "/nowhere")
    assert "LIVEOPS_OBS_PASSWORD_FILE" not in indicative._environment()
    assert indicative._environment()["PATH"] == os.environ["PATH"]
