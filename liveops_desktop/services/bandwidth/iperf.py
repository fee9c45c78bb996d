"""iperf3, where it is installed: a pace held over TCP, or loss and jitter over UDP. Its server says what it got."""

import asyncio
import shutil
from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.bandwidth import Measurement, Plan
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.preflight import Why
from liveops_desktop.services.bandwidth.child import CameToNothing, run_child
from liveops_desktop.services.bandwidth.relay import Heard, address_of, whole

NAME = "iperf3"
PATIENCE = 8.0
"""Seconds beyond the test's own length."""


class _Sum(Struct, frozen=True):
    seconds: float = 0.0
    bytes: float = 0.0
    bits_per_second: float = 0.0
    jitter_ms: float | None = None
    lost_percent: float | None = None


class _Interval(Struct, frozen=True):
    sum: _Sum


class _End(Struct, frozen=True):
    sum_sent: _Sum | None = None
    sum_received: _Sum | None = None
    sum: _Sum | None = None


class _Report(Struct, frozen=True):
    intervals: list[_Interval] = []
    end: _End = _End()
    error: str = ""


async def run(plan: Plan, heard: Heard, begun: Instant) -> Measurement:
    """Let iperf3 measure as *plan* says."""
    host, port = address_of(plan.relay)
    blank = Measurement(NAME, host, begun)
    program = shutil.which("iperf3")
    if program is None:
        return replace(blank, trouble=Why.TOOL_MISSING, detail="iperf3")
    length = round(whole(plan.warm_up, plan.length))
    command = [program, "-c", host, "-p", str(port), "-J", "-t", str(length), "--connect-timeout", "3000"]
    if plan.kbps is not None:
        command += ["-b", f"{plan.kbps:.0f}K"]
    command += ["-u"] if plan.udp else []
    command += ["-R"] if plan.down else []
    ticking = asyncio.create_task(_tick(heard, length))
    try:
        printed = await run_child(command, length + PATIENCE)
        report = msgspec.json.decode(printed, type=_Report)
    except CameToNothing as nothing:
        return replace(blank, trouble=Why.STALLED if nothing.late else Why.BROKE)
    except msgspec.DecodeError:
        return replace(blank, trouble=Why.UNAVAILABLE, detail="iperf3")
    finally:
        ticking.cancel()
    return read_report(report, plan, blank)


async def _tick(heard: Heard, length: float) -> None:
    """Tell the share done: iperf3 prints its report at the end."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while True:
        await asyncio.sleep(1.0)
        heard(min(1.0, (loop.time() - begun) / length), ())


def read_report(report: _Report, plan: Plan, blank: Measurement) -> Measurement:
    """Return the measurement that iperf3's report tells of."""
    if report.error:
        refused = "refused" in report.error
        return replace(blank, trouble=Why.REFUSED if refused else Why.UNAVAILABLE, detail=report.error[:120])
    end = report.end
    warm = whole(plan.warm_up)
    kept = _after(report.intervals, warm)
    took = sum(one.seconds for one in kept)
    bits = 8 * sum(one.bytes for one in kept)
    sent = end.sum_sent or end.sum or _Sum()
    got = end.sum_received or end.sum or _Sum()
    told = end.sum or _Sum()
    whole_sent, whole_got = (got, sent) if plan.down else (sent, got)
    lost = told.lost_percent if plan.udp else None
    return replace(
        blank,
        kbps=bits / took / 1_000 if took else 0.0,
        samples=tuple(one.bits_per_second / 1_000 for one in kept),
        length=Span(round(1_000 * took)),
        sent=round(whole_sent.bytes),
        # Lost datagrams are what a test over UDP is for: they are no reason to doubt it.
        confirmed=None if plan.udp else round(whole_got.bytes),
        lost_percent=lost,
        jitter_ms=told.jitter_ms if plan.udp else None,
    )


def _after(intervals: Sequence[_Interval], warm: float) -> list[_Sum]:
    """Return the whole seconds that begin after the warm-up."""
    found, at = [], 0.0
    for one in intervals:
        if at >= warm and one.sum.seconds > 0.5:
            found.append(one.sum)
        at += one.sum.seconds
    return found
