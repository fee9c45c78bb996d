"""A paced hold on a line shaped to 5, 20 and 100 Mb/s, against iperf3 on the same line."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.figure import CannotMeasureError, Figure
from tests.lab.shaped import FAR, Line

RATES = (5, 20, 100)
SECONDS = 12
PROMISE = 5.0
"""Percent."""
_SINK = f"""
import time
from tests.lab.sink import Sink
sink = Sink({FAR!r}, 8099)
print("ready", flush=True)
time.sleep(600)
"""
_HOLD = """
import asyncio, json, sys
from liveops_desktop.core.bandwidth import Plan, doubt
from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.services.bandwidth import measure
plan = Plan(f"http://{sys.argv[1]}:8099/empty.php", float(sys.argv[2]), seconds(float(sys.argv[3])))
found = asyncio.run(measure(plan, lambda *_: None, lambda: Instant(0)))
why = doubt(found)
print(json.dumps({"kbps": found.kbps, "doubt": why.why if why else "", "rise": found.rise}))
"""


def measure() -> Iterator[Figure]:
    """For each rate the difference between a hold at one and a half times the line and iperf3, in percent."""
    for rate in RATES:
        try:
            line = Line(rate)
        except (pytest.skip.Exception, pytest.fail.Exception) as why:
            raise CannotMeasureError(str(why)) from why
        try:
            yield _one(line, rate)
        finally:
            line.end()


def _one(line: Line, rate: int) -> Figure:
    with _serving(line.beyond("iperf3", "-s", "-B", FAR)):
        yardstick = _iperf(line)
    with _serving(line.beyond(sys.executable, "-c", _SINK)):
        words = [sys.executable, "-c", _HOLD, FAR, str(1_500 * rate), str(SECONDS)]
        held = json.loads(subprocess.run(line.inside(*words), capture_output=True, check=True, text=True).stdout)
    if held["doubt"]:
        raise CannotMeasureError(f"{rate} Mb/s: {held['doubt']}")
    differs = 100 * abs(held["kbps"] - yardstick) / yardstick
    said = f"{held['kbps'] / 1_000:.2f} Mb/s, iperf3 {yardstick / 1_000:.2f}, under load + {held['rise']:.0f} ms"
    return Figure(f"bandwidth: a paced hold on a line of {rate} Mb/s", differs, "%", PROMISE, said)


def _iperf(line: Line) -> float:
    command = line.inside("iperf3", "-c", FAR, "-J", "-t", str(SECONDS), "-O", "2")
    report = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return float(report["end"]["sum_received"]["bits_per_second"]) / 1_000


@contextmanager
def _serving(command: list[str]) -> Iterator[None]:
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.0)  # it tells nobody when it listens
        yield
    finally:
        child.kill()
        child.wait()
