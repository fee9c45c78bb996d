"""The benchmarks, each in a process of its own, one after another."""

import argparse
import importlib
import subprocess
import sys
from collections.abc import Iterator

import msgspec

from bench.figure import CannotMeasureError, Figure, load

BENCHMARKS = {
    "start": "start to the first painted window, against an empty window",
    "take": "key press to all panels painted, at 200 and at 10,000 cues",
    "reopen": "kill -9 to the show painted again",
    "cpu": "processor and memory on air, all panels open, health at 1 Hz (a minute)",
    "idle": "processor with preflight on screen while nobody does anything, without and with the meters (a minute)",
    "journal": "one fact on disk against the bare commit; 100,000 facts read again",
    "flips": "clocks turn over on the second (a minute)",
    "language": "a choice of language to the paint that shows it, in every room",
    "rooms": "entering a room to the paint that shows it, for the first time and again",
    "checks": "all passive checks while everything outside hangs",
    "ends": "what hangs is ended: Ctrl+C, Cancel, a sound server and an OBS that say nothing (a minute)",
    "obs": "a real OBS killed or hanging until that is told; the link's own end; a port that opens",
    "measuring": "a measurement that is cancelled until all of it has ended",
    "vitals": "processor time of one reading of the vitals",
    "cancel": "checks that run, cancelled: passive ones, a soak, a recording, a hold of the line (real OBS, a minute)",
    "bandwidth": "a paced hold on shaped lines of 5, 20 and 100 Mb/s, against iperf3 (root, two minutes)",
    "rundown": "the editor at 10,000 cues: an edit and a move until painted; a file of 5,000 rows",
    "forecast": "plan and forecast of 10,000 cues",
    "box": "the one-folder program: build, size, start",
}
HOLDS, BROKEN, NOT_MEASURED = 0, 1, 2
_SECONDS = 900


class Line(msgspec.Struct):
    """What ``--json`` prints, one a line. *load*: programs that wanted to run, as the benchmark began."""

    benchmark: str
    name: str
    figure: float
    unit: str
    promise: float | None
    holds: bool | None
    detail: str
    load: float


def main() -> int:
    """Measure, or list what can be measured; returns the exit code."""
    parser = argparse.ArgumentParser(prog="./bench/run", description="Measure what the program promises.")
    parser.add_argument("--list", action="store_true", help="print the benchmarks and run none")
    parser.add_argument("--only", action="append", choices=list(BENCHMARKS), metavar="NAME", help="may be repeated")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--inside", choices=list(BENCHMARKS), help=argparse.SUPPRESS)  # the child: one benchmark
    chosen = parser.parse_args()
    if chosen.list:
        for name, what in BENCHMARKS.items():
            print(f"{name:10} {what}")
        return HOLDS
    if chosen.inside:
        return _inside(chosen.inside)
    worst = HOLDS
    for name in chosen.only or BENCHMARKS:
        for line in _measured(name):
            _say(line, json=chosen.json)
            worst = max(worst, BROKEN if line.holds is False else HOLDS)
            if line.unit == "":
                return NOT_MEASURED
    return worst


def _measured(name: str) -> Iterator[Line]:
    """Run one benchmark in its own process and hand on its figures as they come."""
    busy = round(load(), 2)
    command = [sys.executable, "-m", "bench", "--inside", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        for text in child.stdout:
            one = msgspec.json.decode(text, type=Figure)
            yield Line(name, one.name, one.figure, one.unit, one.promise, one.holds, one.detail, busy)
        code = child.wait(_SECONDS)
    if code:
        yield Line(name, f"{name}: not measured", 0.0, "", None, None, f"exit code {code}", busy)


def _inside(name: str) -> int:
    try:
        for figure in importlib.import_module(f"bench.{name}").measure():
            print(msgspec.json.encode(figure).decode(), flush=True)
    except CannotMeasureError as why:
        print(f"{name}: {why}", file=sys.stderr)
        return NOT_MEASURED
    return HOLDS


def _say(line: Line, *, json: bool) -> None:
    if json:
        print(msgspec.json.encode(line).decode(), flush=True)
        return
    promise = "" if line.promise is None else f"≤ {line.promise:g}"
    holds = {True: "yes", False: "NO", None: ""}[line.holds]
    print(f"{line.name:58} {line.figure:9.2f} {line.unit:4} {promise:8} {holds:4} load {line.load:.2f}  {line.detail}",
          flush=True)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
